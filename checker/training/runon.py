"""Papers and what their sentences are labelled in, the same papers with their sentences run on into one another out
(一逗到底): ，or ；instead of 。, here and there or from the first line to the last, told of oneself or of somebody else.

However it is punctuated, a paper says the same of each element; whose the later deeds of a long sentence are, only its
beginning says.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from checker.training.context import Labels, label_key
from checker.training.openings import Openings
from checker.training.retold import NUMBER, retold
from checker.training.several import union

__all__ = ["run_on"]

_RETOLD, _KNOWN = 0.8, 0.6  # of a paper's run-on sentences; of papers of which so much is labelled
_ENDS = re.compile("(?<=[。；！])")


@dataclass(frozen=True, slots=True)
class _Way:
    """How sentences run on: to so many characters, so often of two that can, and whether from line to line; `apart`:
    with ；between them (老周每天读书；不收礼；……)."""

    longest: int
    often: float
    lines: bool
    apart: bool = False


_HERE_AND_THERE, _ALL, _APART = _Way(90, 0.7, False), _Way(180, 1.0, True), _Way(180, 1.0, True, apart=True)
# One paper after the other; it is letters that people write so.
_WAYS = (_HERE_AND_THERE, None, _ALL, None, _APART)
_LETTERS = (_HERE_AND_THERE, _APART, _ALL, _ALL, _APART)


def run_on(
    documents: Iterable[dict[str, Any]], labels: Labels, openings: Openings
) -> tuple[list[dict[str, Any]], dict[tuple[str, str], dict[str, str]]]:
    """Most of the documents with their sentences run on, and what those are labelled. Each has a name of its own,
    `labelled`, by which its labels are found: 不收红包。 may be another's in it, and is the hand's own in the paper as it
    was. The same in, the same out."""
    out: list[dict[str, Any]] = []
    found: dict[tuple[str, str], dict[str, str]] = {}
    for n, record in enumerate(documents):
        way = (_LETTERS if record["kind"] == "letter" else _WAYS)[n % len(_WAYS)]
        if way is None or "by" not in record:
            continue
        chance = random.Random(n)
        lines = [[*_said(line, record["by"], labels)] for line in record["text"].split("\n")]
        lines = [_run_on(line, way, chance) for line in (_few_lines(lines) if way.lines else lines)]
        again = _paper(record, lines, way, openings, chance)
        if again["text"] != record["text"]:
            again["labelled"] = f"{record['by']} {n}"
            out.append(again)
            for said in (s for line in lines for s in line):
                found |= {label_key(again["labelled"], text): told for text, told in said.labelled()}
    return out, found


@dataclass(slots=True)
class _Said:
    """A sentence of a paper with its labels, None where nobody labelled it. What is `made` of several has ；between
    them until it is decided how they run on, and the labels of each as `parts`."""

    text: str
    labels: Mapping[str, str] | None
    parts: list[Mapping[str, str]] = field(default_factory=list)

    @property
    def made(self) -> bool:
        """Whether it is no sentence of the paper as it was."""
        return len(self.parts) > 0

    def tell(self, text: str, labels: Mapping[str, str]) -> None:
        """Say it so from now on, of somebody else or still of oneself."""
        changed = {old: new for e, new in labels.items() if (old := (self.labels or {})[e]) != new}
        self.parts = [{e: changed.get(n, n) for e, n in part.items()} for part in self.parts]
        self.text, self.labels = text, labels

    def labelled(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Each sentence of it with its labels, those that have any or none of them; not what nobody labelled."""
        if self.labels is not None:
            parts = self.parts or [self.labels]
            yield from zip(_ENDS.split(self.text), map(dict, parts), strict=False)

    def run_together(self) -> None:
        """One sentence with ，between what it says."""
        self.text, self.parts = self.text.replace("；", "，"), [self.labels or {}]


def _said(line: str, hand: str, labels: Labels) -> Iterator[_Said]:
    """The sentences of a line."""
    for text in filter(None, _ENDS.split(line)):
        yield _Said(text, labels.get(label_key(hand, text)))


def _few_lines(lines: Iterable[list[_Said]]) -> list[list[_Said]]:
    """The lines, those that are sentences and nothing else in one with those before them."""
    out: list[list[_Said]] = []
    open_line = False
    for line in lines:
        told = bool(line) and all(s.labels is not None for s in line)
        if told and open_line:
            out[-1] += line
        else:
            out.append(line)
        open_line = told
    return out


def _run_on(line: Iterable[_Said], way: _Way, chance: random.Random) -> list[_Said]:
    """The sentences of a line, some of them as one."""
    out: list[_Said] = []
    for one in line:
        if out and out[-1].labels is not None and one.labels is not None:
            last, before = out[-1], out[-1].text.rstrip("。；！")
            intro = before.endswith("：")
            merged = f"{before}{'' if intro else '；'}{NUMBER.sub('', one.text)}"
            if len(merged) <= way.longest and chance.random() < way.often:
                parts = last.parts or [last.labels or {}]
                both = union([last.labels or {}, one.labels])
                new = [union([parts[-1], one.labels])] if intro else [parts[-1], one.labels]
                out[-1] = _Said(merged, both, [*parts[:-1], *new])
                continue
        out.append(one)
    return out


def _paper(
    record: dict[str, Any], lines: list[list[_Said]], way: _Way, openings: Openings, chance: random.Random
) -> dict[str, Any]:
    """The paper of these sentences, some of the run-on ones retold; what it covered only by them it names then."""
    said = [s for line in lines for s in line]
    known = [s for s in said if s.labels is not None]
    taken: set[str] = set()
    enough = sum(len(s.text) for s in known) >= _KNOWN * sum(len(s.text) for s in said)
    for one in known:
        told = None
        if one.made and enough:
            told = retold(one.text, one.labels or {}, record["kind"], record["by"], openings, chance)
        if told is not None and chance.random() < _RETOLD:
            taken |= {e for e, n in told[1].items() if n in ("other", "quoted")}
            one.tell(*told)
        if one.made and not way.apart:
            one.run_together()
    kept = {e for s in known for e, n in (s.labels or {}).items() if n == "concrete"}
    paper = {**record, "text": "\n".join("".join(s.text for s in line) for line in lines)}
    for group in ("elements", "goods"):
        if levels := record.get(group):
            paper[group] = levels | {e: "named" for e in taken - kept if levels.get(e) == "covered"}
    return paper
