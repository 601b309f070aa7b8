"""A waiver that met nothing and the review of its file in, what of the bureau's own settings hides the fault out."""

from __future__ import annotations

from checker.examples import Examples
from checker.findings import Review
from checker.profile import OFF_RULE
from checker.waivers import Waiver

__all__ = ["hidden"]

_COVERAGE = "coverage"
_QUOTED = 20  # characters


def hidden(waiver: Waiver, review: Review, examples: Examples) -> str:
    """Why the fault that a row accepts is not told though nobody mended it, in Chinese; "" where nothing says so: the
    profile does not ask for the rule, or an example of the bureau's own settled the sentence otherwise."""
    off = next((f.message for f in review.findings if f.rule == OFF_RULE), "")
    if off and any(f"（{rule}）" in off for rule in waiver.rules):
        return "本局设置不查这一类，没有列出，不等于改好了"
    if said := _by_example(waiver, review, examples):
        return said
    if off and waiver.words:  # of which rule the words were, nothing says
        return "这一份有按本局设置不查、没有列出的问题，可能就有这一处"
    return ""


def _by_example(waiver: Waiver, review: Review, examples: Examples) -> str:
    """The same where an example (本局范例) decided the element that the row is about."""
    if not examples or waiver.rules and not any(r.partition(".")[0] == _COVERAGE for r in waiver.rules):
        return ""
    for element in review.elements:
        if waiver.words and element.title not in waiver.words:
            continue
        for text in (waiver.quote, *(e.text for e in element.evidence)):
            if text and element.id in examples.labels(review.standard, text):
                short = text if len(text) <= _QUOTED else text[:_QUOTED] + "…"
                return f"本局范例改了“{element.title}”的判定（“{short}”），原文不一定改过"
    return ""
