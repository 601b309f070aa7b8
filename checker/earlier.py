"""An earlier result folder in, its reviews by file and by what they are out (上次的结果)."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from checker.document import Where
from checker.expected.trouble import RosterError
from checker.findings import LEVEL_NAMES, SEVERITY_NAMES, STATUS_NAMES, Evidence, Finding, Judgement, Review
from checker.past import Paper
from checker.reports.links import LINES
from checker.schools import school
from checker.stored import from_bytes, to_bytes
from chinese_cli.clean import clean

__all__ = ["Earlier"]


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
        self.layout = False  # whether page and fonts were looked at, as far as one can see
        for review in reviews:
            self.layout |= any(f.family == "layout" for f in review.findings)
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
        path = folder / LINES
        if not path.is_file():
            raise RosterError(
                f"“{clean(str(folder), 200)}”里没有 {LINES}。"
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


def _facts(review: Paper) -> tuple[str, str, str]:
    kind = "" if review.kind == "other" else review.kind
    return kind, school(review.organization).core, review.author


def _with_texts(reviews: list[Review], folder: Path) -> Iterator[Review]:
    """The reviews with the paragraphs their findings point into, where the folder's ledger still has them.

    School and person are those of the paper itself; the line may have them from a roster.
    """
    from checker.ledger import LEDGER_NAME, Ledger, LedgerTrouble

    own: dict[str, tuple[dict[int, str], dict[int, str], str, str]] = {}
    if (folder / LEDGER_NAME).is_file():
        with contextlib.suppress(LedgerTrouble), Ledger(folder, read_only=True) as ledger:
            for row in ledger.files().values():
                kept = ledger.recall(row.sha256, row.engine, row.path) if row.sha256 else None
                if kept is not None:
                    own[kept.sha256] = (kept.texts, kept.places, kept.organization, kept.author)
    for review in reviews:
        texts, said, unit, author = own.get(review.sha256, ({}, {}, review.organization, review.author))
        yield replace(review, texts=texts, places=said, organization=unit, author=author)


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
            Finding(
                f["rule"],
                f["severity"],
                f["message"],
                where(f["where"]),
                f["suggestion"],
                others=tuple(map(str, f.get("others", ()))),
            )
            for f in record["findings"]
            if f["severity"] in SEVERITY_NAMES
        ),
    )
