"""Two reviews of one document, an earlier and a later, in; what was fixed, what is still open, what is new, out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass

from checker.findings import Finding, Judgement, Review

__all__ = ["Changes", "compare"]

_DIGITS = re.compile(r"\d+")
# What each finding of these tells of is a few characters in a sentence: in quite another sentence the same ones are another matter.
_PLACED = frozenset({"placeholder", "punctuation"})
_SEVERAL = re.compile(r"[共有]\d+处")
_AROUND, _ALIKE = 24, 0.5  # characters on either side; how alike the surroundings must be, 0 to 1
_RANK = {"missing": 0, "named": 1, "covered": 2}


@dataclass(frozen=True, slots=True)
class Changes:
    """What a resubmission changed (复审对比). `fixed` are findings of the earlier review, the others of the later.

    `better` and `worse` are pairs (earlier, later) of judgements whose level changed.
    """

    fixed: tuple[Finding, ...]
    still_open: tuple[Finding, ...]
    new: tuple[Finding, ...]
    better: tuple[tuple[Judgement, Judgement], ...] = ()
    worse: tuple[tuple[Judgement, Judgement], ...] = ()

    @property
    def summary(self) -> str:
        """One line in Chinese."""
        parts = [
            f"已改 {len(self.fixed)} 处",
            f"仍需改 {len(self.still_open)} 处",
            f"新出现 {len(self.new)} 处",
        ]
        return "与上一稿相比：" + "，".join(parts)


def compare(earlier: Review, later: Review) -> Changes:
    """Match the findings of two versions.

    Two findings are the same when their rule is and their message is; or the words they point at are; or
    their messages differ in numbers only. Positions do not count: text moves when something is added. But a
    mark or a word found in quite another sentence is none that was told of.
    """
    before, after = list(earlier.findings), list(later.findings)
    still: list[Finding] = []
    keys: tuple[Callable[[Finding, Review], str], ...] = (
        lambda f, r: f.message,
        _words,
        lambda f, r: _DIGITS.sub("#", f.message),
    )
    for key in keys:
        waiting: dict[tuple[str, str], list[Finding]] = {}
        for finding in before:
            waiting.setdefault((finding.rule, key(finding, earlier)), []).append(finding)
        rest: list[Finding] = []
        for finding in after:
            text = key(finding, later)
            same = waiting.get((finding.rule, text), []) if text else []
            near = [_nearness((f, earlier), (finding, later)) for f in same]
            if near and max(near) >= _ALIKE:
                gone = same.pop(near.index(max(near)))
                before = [f for f in before if f is not gone]
                still.append(finding)
            else:
                rest.append(finding)
        after = rest
    kept = {id(f) for f in still}
    old = {j.id: j for j in earlier.elements}
    pairs = [(old[j.id], j) for j in later.elements if j.id in old and old[j.id].level != j.level]
    return Changes(
        fixed=tuple(before),
        still_open=tuple(f for f in later.findings if id(f) in kept),
        new=tuple(f for f in later.findings if id(f) not in kept),
        better=tuple(p for p in pairs if _RANK[p[1].level] > _RANK[p[0].level]),
        worse=tuple(p for p in pairs if _RANK[p[1].level] < _RANK[p[0].level]),
    )


def _nearness(one: tuple[Finding, Review], other: tuple[Finding, Review]) -> float:
    """How alike, 0 to 1, the places are that two findings of the same words stand in; 1 where that says nothing."""
    if one[0].family not in _PLACED or _SEVERAL.search(one[0].message):
        return 1.0  # told of several places, of which only the first is named
    a, b = _around(*one), _around(*other)
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio() if a and b else 1.0


def _around(finding: Finding, review: Review) -> str:
    """The finding's words with a few characters on either side; empty where the paragraph is not at hand."""
    where = finding.where
    text = review.texts.get(where.paragraph, "") if where is not None else ""
    return text[max(0, where.start - _AROUND) : where.end + _AROUND] if where is not None else ""


def _words(finding: Finding, review: Review) -> str:
    """The words a finding points at; empty when it means the whole document or a whole paragraph."""
    where = finding.where
    if where is None:
        return ""
    text = review.texts.get(where.paragraph, "")
    words = text[where.start : where.end]
    return words if words != text else ""
