"""An earlier result folder and this run's reviews in, for each paper what was mended since out (复审对比)."""

from __future__ import annotations

import contextlib
import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from checker.changes import Changes, compare
from checker.document import Where
from checker.expected.counties import Counties, compared
from checker.expected.schools import folder_unit, school
from checker.expected.trouble import RosterError
from checker.findings import LEVEL_NAMES, SEVERITY_NAMES, STATUS_NAMES, Evidence, Finding, Judgement, Review
from checker.past import Paper, strangers
from checker.reports.overview import place, quotation
from checker.reports.rows import SEVERITY_TONES, Field, Table
from checker.stored import from_bytes, to_bytes
from checker.units import Owner, with_owner
from chinese_cli.clean import clean

__all__ = ["Earlier", "Paper", "Since", "comparison_table", "since_of"]

_LINES = "reviews.jsonl"
_QUOTED = re.compile(r"“([^”]*)”")
# Whom a finding on shared text speaks of; the others of a group, and that not all are named.
_OTHER = re.compile(r"与《(.*?)》(?:相同|的内容几乎|单位和署名)")
_NAME, _MORE = re.compile(r"《(.*?)》(?=[、等也。])"), re.compile(r"》等\d+份|还有\d+份")
_NOT_AGAIN, _BY_OTHER = "没有再比", "另一份改了"


class Earlier:
    """The reviews of an earlier run, by file and by what they are; packed, so that 20,000 fit in memory."""

    def __init__(self, reviews: Iterable[Review], units: Mapping[str, str] | None = None) -> None:
        """`units` are the schools by file as the earlier reports name them, where the papers do otherwise."""
        self._stored: dict[str, bytes] = {}
        self._units = dict(units or {})
        self._folder: Path | None = None
        self._digests: dict[str, str] = {}
        self._facts: dict[str, tuple[str, str, str]] = {}
        by_facts: dict[tuple[str, str, str], list[str]] = {}
        for review in reviews:
            self._stored[review.file] = to_bytes(review)
            self._units.setdefault(review.file, review.organization)
            self._digests[review.file] = review.sha256
            facts = _facts(review)
            self._facts[review.file] = facts
            if facts[0] and (facts[1] or facts[2]):
                by_facts.setdefault(facts, []).append(review.file)
        self._by_facts = {facts: files[0] for facts, files in by_facts.items() if len(files) == 1}

    def __len__(self) -> int:
        return len(self._stored)

    def source(self, paper: Paper) -> str | None:
        """The earlier file of the same paper: same school, writer and kind, or else the same file name."""
        facts = _facts(paper)
        file = self._by_facts.get(facts)
        if file is None and paper.file in self._facts:
            old = self._facts[paper.file]
            # Another writer's paper under an old name is another paper.
            same = all(not a or not b or a == b for a, b in zip(facts, old, strict=True))
            file = paper.file if same else None
        return file

    def __getitem__(self, file: str) -> Review:
        """The earlier review of the file of this name in the earlier run."""
        return from_bytes(self._stored[file])

    def of(self, review: Review) -> Review | None:
        """The earlier review of the same paper."""
        file = self.source(review)
        return self[file] if file is not None else None

    def resent(self, papers: Iterable[Paper]) -> frozenset[str]:
        """The earlier files that came again: mended, under another name, or as they were."""
        found, digests = set(), set()
        for paper in papers:
            digests.add(paper.sha256)
            file = self.source(paper)
            found |= {file} if file is not None else set()
        found |= {file for file, sha256 in self._digests.items() if sha256 and sha256 in digests}
        return frozenset(found)

    @property
    def authors(self) -> set[str]:
        """Who signed the earlier papers."""
        return {author for _, _, author in self._facts.values() if author}

    def traced(self, digests: Collection[str]) -> Iterator[Review]:
        """The earlier reviews with their traces, of papers with other bytes than `digests`, as far as the
        folder's ledger still has them; before this run writes down its files there."""
        from checker.ledger import LEDGER_NAME, Ledger, LedgerTrouble

        if self._folder is None or not (self._folder / LEDGER_NAME).is_file():
            return
        with contextlib.suppress(LedgerTrouble), Ledger(self._folder, read_only=True) as ledger:
            for row in ledger.files().values():
                if row.path not in self._stored or not row.sha256 or row.sha256 in digests:
                    continue
                kept = ledger.recall(row.sha256, row.engine, row.path)
                if kept is not None and kept.trace:
                    yield kept

    def unit(self, file: str) -> str:
        """The school as the earlier reports name it."""
        return self._units.get(file, "")

    def others(self, files: Iterable[str]) -> Iterator[Review]:
        """The earlier reviews of papers not among `files` (names in the earlier run)."""
        seen = set(files)
        return (from_bytes(body) for file, body in self._stored.items() if file not in seen)

    @classmethod
    def read(cls, folder: Path) -> Earlier:
        """The run whose results lie in `folder`. Raises `RosterError` when it holds none."""
        path = folder / _LINES
        if not path.is_file():
            raise RosterError(
                f"“{clean(str(folder), 200)}”里没有 {_LINES}。"
                "--since 后面请写以前 checker check … -o 用过的结果文件夹。"
            )
        try:
            with path.open(encoding="utf-8") as lines:
                reviews = [_review(json.loads(line)) for line in lines if line.strip()]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            raise RosterError(
                f"“{clean(str(path), 200)}”读不出，可能不完整。请换一个结果文件夹，或去掉 --since。"
            ) from None
        earlier = cls(_with_texts(reviews, folder), {r.file: r.organization for r in reviews})
        earlier._folder = folder
        return earlier


@dataclass(slots=True)
class Since:
    """What was mended since the earlier run: `words` a file -> one line, `again` a file -> findings told before."""

    rows: list[tuple[Field, ...]] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    again: dict[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def told(self) -> str:
        """One line for the screen."""
        count = self.counts
        parts = [f"已改 {count['fixed']} 处", f"仍有 {count['open']} 处", f"新出现 {count['new']} 处"]
        parts += [f"没有再比 {count['unsure']} 处"] if count["unsure"] else []
        parts += [f"第一次报送 {count['first']} 份"] if count["first"] else []
        parts += [f"上次有、这次没有的 {count['gone']} 份"] if count["gone"] else []
        return f"与上次相比：{'，'.join(parts)}。"


def since_of(
    earlier: Earlier,
    reviews: Iterable[Review],
    again: Collection[str] = (),
    past: Collection[str] = (),
    owners: Mapping[str, Owner] | None = None,
    listed: Mapping[str, str] | None = None,
) -> Since:
    """Each paper of this run beside its earlier version, and those that came no more.

    `again` are the earlier files that came again, `past` those that this run's papers of others were compared
    with (雷同); `owners` this run's schools and persons by file, `listed` the roster's by the core of their names.
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

        _compare(found, before, shown, known)
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
        f"{since.told}同一个问题按规则和原文对上；没有列出的是第一次报送的。"
        f"“{_NOT_AGAIN}”：上次与它雷同的那一份这次没有再报，没有比过，不算已改；"
        f"“{_BY_OTHER}”：这一份没有改，是另一份改得不同了。",
    )


def _compare(found: Since, before: Review, after: Review, known: Callable[[str], bool]) -> None:
    changes = _kindly(compare(before, after))
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
    )
    for (state, findings, where), key in zip(
        states, ("fixed", "unsure", "other", "open", "new"), strict=True
    ):
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
        else f"与上次报送相比，上次指出的问题已改 {len(changes.fixed)} 处，仍有 {len(changes.still_open)} 处，"
        f"新出现 {len(changes.new)} 处"
        + (f"，与另一份材料相同的 {len(unsure)} 处没有再比。" if unsure else "。")
    )
    found.again[after.file] = frozenset((f.rule, f.message) for f in changes.still_open)


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
    if finding.family != "similar":
        return True
    head, *rest = re.split(r"另外与|这样几乎完全相同的", finding.message)
    first = _OTHER.search(head)
    names = [first[1] if first else "", *(n for part in rest for n in _NAME.findall(part))]
    return all(map(known, names)) and not any(_MORE.search(part) for part in rest)


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
        Field(place(finding.where) if finding else ""),
        Field("" if gone else before.file if before.file != after.file else "同名"),
    )


def _facts(review: Paper) -> tuple[str, str, str]:
    kind = "" if review.kind == "other" else review.kind
    return kind, school(review.organization).core, review.author


def _with_texts(reviews: list[Review], folder: Path) -> Iterator[Review]:
    """The reviews with the paragraphs their findings point into, where the folder's ledger still has them.

    School and person are those of the paper itself; the line may have them from a roster.
    """
    from checker.ledger import LEDGER_NAME, Ledger, LedgerTrouble

    own: dict[str, tuple[dict[int, str], str, str]] = {}
    if (folder / LEDGER_NAME).is_file():
        with contextlib.suppress(LedgerTrouble), Ledger(folder, read_only=True) as ledger:
            for row in ledger.files().values():
                kept = ledger.recall(row.sha256, row.engine, row.path) if row.sha256 else None
                if kept is not None:
                    own[kept.sha256] = (kept.texts, kept.organization, kept.author)
    for review in reviews:
        texts, unit, author = own.get(review.sha256, ({}, review.organization, review.author))
        yield replace(review, texts=texts, organization=unit, author=author)


def _review(record: dict[str, Any]) -> Review:
    """A line of reviews.jsonl as a review; what a comparison does not need is left out."""

    def where(value: dict[str, Any] | None) -> Where | None:
        return Where(value["part"], value["paragraph"], value["start"], value["end"]) if value else None

    return Review(
        file=str(record["file"]),
        sha256=str(record["sha256"]),
        status=record["status"] if record["status"] in STATUS_NAMES else "revise",
        reason=record["reason"],
        kind=str(record["kind"]),
        organization=str(record["organization"]),
        author=str(record["author"]),
        elements=tuple(
            Judgement(
                e["id"],
                e["group"],
                e["title"],
                e["level"],
                float(e["score"]),
                tuple(Evidence(x["text"], w) for x in e["evidence"] if (w := where(x["where"])) is not None),
            )
            for e in record["elements"]
            if e["level"] in LEVEL_NAMES
        ),
        findings=tuple(
            Finding(f["rule"], f["severity"], f["message"], where(f["where"]), f["suggestion"])
            for f in record["findings"]
            if f["severity"] in SEVERITY_NAMES
        ),
    )
