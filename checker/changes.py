"""Two reviews of one document, an earlier and a later, in; what was fixed, what is still open, what is new, out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from checker.findings import Finding, Judgement, Review

__all__ = ["Changes", "compare"]

_DIGITS = re.compile(r"\d+")
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
    their messages differ in numbers only. Positions do not count: text moves when something is added.
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
            same = waiting.get((finding.rule, text)) if text else None
            if same:
                gone = same.pop(0)
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


def _words(finding: Finding, review: Review) -> str:
    """The words a finding points at; empty when it means the whole document or a whole paragraph."""
    where = finding.where
    if where is None:
        return ""
    text = review.texts.get(where.paragraph, "")
    words = text[where.start : where.end]
    return words if words != text else ""
