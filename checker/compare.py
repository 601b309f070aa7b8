"""An earlier run's reviews and this run's in, for each paper what was mended since out (复审对比)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from checker.changes import Changes, compare
from checker.document import Where
from checker.earlier import Earlier
from checker.expected.counties import Counties, compared
from checker.findings import LEVEL_NAMES, SEVERITY_NAMES, STATUS_NAMES, Finding, Review
from checker.owner import Owner, with_owner
from checker.past import strangers
from checker.reports.overview import place, quotation
from checker.reports.rows import SEVERITY_TONES, Field, Table
from checker.schools import folder_unit, school

__all__ = ["Since", "Told", "comparison_table", "since_of"]

_QUOTED = re.compile(r"“([^”]*)”")
_NOT_AGAIN, _BY_OTHER = "没有再比", "另一份改了"
# The family that is only looked at where somebody asks: what only one of two runs looked at is no change.
_ASKED = "layout"
_NOT_BEFORE, _NOT_NOW = "上次没有查", "这次没有查"
# Told in the same words, or of the same matter in other words.
_SAID, _MATTER = "（上次已经指出）", "（这一方面上次也指出过）"
# A finding as it is known again: rule, message, place.
Told = tuple[str, str, Where | None]


@dataclass(slots=True)
class Since:
    """What was mended since the earlier run: `words` a file -> a letter's line on it, `again` a file -> findings
    told before, with how a letter says so."""

    rows: list[tuple[Field, ...]] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    again: dict[str, dict[Told, str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def told(self) -> tuple[str, ...]:
        """Lines for a screen of 80 columns: what became of the findings, and of which papers nothing can be compared."""
        count = self.counts
        parts = [f"已改 {count['fixed']} 处", f"仍有 {count['open']} 处", f"新出现 {count['new']} 处"]
        parts += [f"没有再比 {count['unsure']} 处"] if count["unsure"] else []
        parts += [f"上次没有查的版式 {count['unasked']} 处"] if count["unasked"] else []
        parts += [f"这次没有查的版式 {count['left']} 处"] if count["left"] else []
        files = [f"第一次报送 {count['first']} 份"] if count["first"] else []
        files += [f"上次有、这次没有的 {count['gone']} 份"] if count["gone"] else []
        return (f"与上次相比：{'，'.join(parts)}。", *((f"文件：{'，'.join(files)}。",) if files else ()))


def since_of(
    earlier: Earlier,
    reviews: Iterable[Review],
    again: Collection[str] = (),
    past: Collection[str] = (),
    owners: Mapping[str, Owner] | None = None,
    listed: Mapping[str, str] | None = None,
    layout: bool = True,
) -> Since:
    """Each paper of this run beside its earlier version, and those that came no more.

    `again` are the earlier files that came again, `past` those that this run's papers of others were compared
    with (雷同); `owners` this run's schools and persons by file, `listed` the roster's by the core of their names.
    `layout`: whether this run looked at page and fonts.
    """
    found = Since()
    met: set[str] = set()
    for review in reviews:
        before = earlier.of(review)
        if before is None:
            found.counts["first"] += 1
            continue
        met.add(before.file)
        shown = with_owner(review, owners) if owners is not None else review

        def known(name: str, paper: Review = review) -> bool:
            return name in again or name in past and strangers(paper, earlier[name])

        _compare(found, before, shown, known, earlier.layout, layout)
    for before in earlier.others(met):
        found.counts["gone"] += 1
        if before.status != "pass":
            unit = earlier.unit(before.file) or folder_unit(before.file)
            name = (listed or {}).get(school(unit).core, unit)
            if compared(school(name), school(unit)) is not Counties.FIT:
                name = unit
            gone = replace(before, organization=name)
            found.rows.append(_row(gone, gone, "这次没有报送", None))
    return found


def comparison_table(since: Since) -> Table:
    """The sheet 复审对比: a row a finding of a paper that was sent before, fixed, still open or new."""
    return Table(
        "复审对比",
        ("文件", "单位", "姓名", "结论变化", "情况", "级别", "问题", "原文", "位置", "上次的文件"),
        tuple(since.rows),
        (30, 16, 9, 16, 10, 9, 52, 36, 14, 30),
        f"{''.join(since.told)}同一个问题按规则和原文对上；没有列出的是第一次报送的。"
        f"“{_NOT_AGAIN}”：上次与它雷同的那一份这次没有再报，没有比过，不算已改；"
        f"“{_BY_OTHER}”：这一份没有改，是另一份改得不同了。"
        f"“{_NOT_BEFORE}”“{_NOT_NOW}”：版式只有一次查了，不算新出现，也不算已改。",
    )


def _compare(
    found: Since, before: Review, after: Review, known: Callable[[str], bool], looked: bool, looks: bool
) -> None:
    """Add what became of one paper; `looked` and `looks`: whether the runs looked at page and fonts."""
    plain = compare(before, after)
    changes = _kindly(plain)
    # Two drafts in the folder are no fault that came with the mending; an old paper with a new year is.
    drafts = [f for f in changes.new if f.rule == "similar.version" and f.severity == "info"]
    changes = replace(changes, new=tuple(f for f in changes.new if f not in drafts))
    unasked = tuple(f for f in changes.new if f.family == _ASKED and not looked)
    left = tuple(f for f in changes.fixed if f.family == _ASKED and not looks)
    changes = replace(
        changes,
        new=tuple(f for f in changes.new if f not in unasked),
        fixed=tuple(f for f in changes.fixed if f not in left),
    )
    start = len(found.rows)
    same = bool(before.sha256) and before.sha256 == after.sha256
    unsure = tuple(f for f in changes.fixed if not _compared(f, known))
    by_other = tuple(f for f in changes.fixed if same and f.family == "similar" and f not in unsure)
    changes = replace(changes, fixed=tuple(f for f in changes.fixed if f not in (*unsure, *by_other)))
    states = (
        ("已改", changes.fixed, before),
        (_NOT_AGAIN, unsure, before),
        (_BY_OTHER, by_other, before),
        ("仍有", changes.still_open, after),
        ("新出现", changes.new, after),
        (_NOT_BEFORE, unasked, after),
        (_NOT_NOW, left, before),
    )
    keys = ("fixed", "unsure", "other", "open", "new", "unasked", "left")
    for (state, findings, where), key in zip(states, keys, strict=True):
        found.counts[key] += len(findings)
        found.rows += [_row(before, after, state, f, quotation(where, f)) for f in findings]
    for old, new in changes.better + changes.worse:
        words = f"“{new.title}”：{LEVEL_NAMES[old.level]} → {LEVEL_NAMES[new.level]}"
        state = "有进步" if (old, new) in changes.better else "有退步"
        quote = new.evidence[0].text if new.evidence else ""
        found.rows.append(_row(before, after, state, Finding("coverage.level", "info", words), quote))
    if len(found.rows) == start:
        found.rows.append(_row(before, after, "没有问题", None))
    if same and after.status == "pass":
        return
    found.words[after.file] = (
        "内容与上次报送的完全相同，上次指出的问题没有修改。"
        if same
        else f"与上次报送相比，上次指出的问题已改 {_listed(changes.fixed)} 处，"
        f"仍有 {_listed(changes.still_open)} 处，新出现 {_listed(changes.new)} 处"
        + (f"，与另一份材料相同的 {_listed(unsure)} 处没有再比。" if _listed(unsure) else "。")
    )
    # What is said of other words now (another sentence that is no deed) was not told in so many words.
    told = set(map(id, plain.still_open))
    found.again[after.file] = {
        (f.rule, f.message, f.where): _SAID if id(f) in told else _MATTER for f in changes.still_open
    }


def _listed(findings: Iterable[Finding]) -> int:
    """How many of the findings a letter lists: what should only be looked at (请留意) is not in it."""
    return sum(f.severity != "info" for f in findings)


def _kindly(changes: Changes) -> Changes:
    """Missing before and only named now is the same matter still open, neither mended nor new."""
    waiting = Counter(filter(None, map(_matter, changes.fixed)))
    again, new = [], []
    for finding in changes.new:
        matter = _matter(finding)
        if matter and waiting[matter]:
            waiting[matter] -= 1
            again.append(finding)
        else:
            new.append(finding)
    taken = Counter(map(_matter, again))
    fixed = []
    for finding in changes.fixed:
        matter = _matter(finding)
        if matter and taken[matter]:
            taken[matter] -= 1
        else:
            fixed.append(finding)
    if not again:
        return changes
    return replace(changes, fixed=tuple(fixed), still_open=(*changes.still_open, *again), new=tuple(new))


def _compared(finding: Finding, known: Callable[[str], bool]) -> bool:
    """Whether that a finding is not there any more means something: all it spoke of were compared again."""
    # One that lists none spoke of too many to tell.
    return finding.family != "similar" or bool(finding.others) and all(map(known, finding.others))


def _matter(finding: Finding) -> str:
    """The element or section a finding is about, or that text is shared; empty for other findings."""
    if finding.family == "similar":
        return "similar.version" if finding.rule == "similar.version" else "similar"
    if finding.family not in ("coverage", "sections"):
        return ""
    quoted = _QUOTED.search(finding.message)
    return f"{finding.family}:{quoted[1]}" if quoted else ""


def _row(
    before: Review, after: Review, state: str, finding: Finding | None, quote: str = ""
) -> tuple[Field, ...]:
    tones: Mapping[str, Any] = {
        "已改": "good", "有进步": "good", "没有问题": "good", "仍有": "bad", "新出现": "weak", "有退步": "bad",
        "这次没有报送": "bad", _NOT_AGAIN: "weak", _BY_OTHER: "none",
        _NOT_BEFORE: "weak", _NOT_NOW: "weak",
    }  # fmt: skip
    old, new = STATUS_NAMES[before.status], STATUS_NAMES[after.status]
    gone = state == "这次没有报送"
    return (
        Field(after.file),
        Field(after.organization or before.organization),
        Field(after.author or before.author),
        Field(old if old == new or gone else f"{old} → {new}"),
        Field(state, tones[state]),
        Field(SEVERITY_NAMES[finding.severity], SEVERITY_TONES[finding.severity]) if finding else Field(""),
        Field(finding.message if finding else (after.reason or "") if not gone else ""),
        Field(quote),
        Field(place(after if finding in after.findings else before, finding.where) if finding else ""),
        Field("" if gone else before.file if before.file != after.file else "同名"),
    )
