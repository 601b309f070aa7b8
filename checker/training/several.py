"""Labelled sentences in, sentences that say several of their things in one breath out (一句话几件事).

我每周读书三小时，上两节公开课，不收家长红包: busy people write so, those who wrote the corpus seldom did, and the more
things a sentence says, the less each weighs among its words.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from checker.training.context import Labels, label_key
from checker.training.examples import LEADS
from checker.training.retold import NUMBER, retold

__all__ = ["run_on", "several"]

_LEAST, _MOST = 6, 26  # characters of a thing said
_SHARE = 2  # one new sentence for so many old ones
_SEED = 20101
_RETOLD, _KNOWN = 0.8, 0.6  # of a paper's run-on sentences; of papers of which so much is labelled
_ENDS = re.compile("(?<=[。；！])")


def several(sentences: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """New sentences of two to five of one hand's short ones of one kind, each about another element, with the labels
    of all; among them now and then one that is about nothing or a slogan. Those that do not say whose they are come a
    second time as `retold`. The same in, the same out."""
    deeds: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    rest: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for one in sentences:
        if (
            "by" not in one
            or not _LEAST <= len(one["text"]) <= _MOST
            or re.search("[。！？]", one["text"][:-1])
        ):
            continue
        labels = {e: n for e, n in one["labels"].items() if e in LEADS}
        if list(labels.values()) == ["concrete"]:
            deeds[one["by"], one["kind"]].append(one)
        elif set(labels.values()) <= {"slogan"}:
            rest[one["by"], one["kind"]].append(one)
    chance = random.Random(_SEED)
    out = []
    for (hand, kind), found in sorted(deeds.items()):
        for _ in range(len(found) // _SHARE):
            parts = {_lead(one): one for one in chance.sample(found, min(len(found), chance.randint(2, 6)))}
            chosen = list(parts.values())
            if len(chosen) < 2:
                continue
            if rest[hand, kind] and chance.random() < 0.4:
                chosen.insert(chance.randrange(len(chosen)), chance.choice(rest[hand, kind]))
            out.append(one := _joined(chosen, kind, hand, chance.choice("，，，；")))
            if again := retold(one["text"], one["labels"], kind, chance):
                out.append({**one, "text": again[0], "labels": again[1]})
    return out


def _lead(one: dict[str, Any]) -> str:
    return next(e for e in one["labels"] if e in LEADS)


def _joined(parts: list[dict[str, Any]], kind: str, hand: str, mark: str) -> dict[str, Any]:
    """Those sentences as one."""
    labels = _union(one["labels"] for one in parts)
    first, *others = (one["text"].rstrip("。！；，、") for one in parts)
    text = mark.join([first, *(NUMBER.sub("", t) for t in others)]) + "。"
    return {"text": text, "heading": "", "labels": labels, "kind": kind, "by": hand}


def run_on(
    documents: Iterable[dict[str, Any]], labels: Labels
) -> tuple[list[dict[str, Any]], dict[tuple[str, str], dict[str, str]]]:
    """Every so many-th of the documents with its sentences run on into one another (，instead of 。), and what its
    sentences are labelled, by its own name `labelled`: a paper says the same of each element, however it is
    punctuated, unless a sentence is told of somebody else now."""
    out: list[dict[str, Any]] = []
    found: dict[tuple[str, str], dict[str, str]] = {}
    for n, record in enumerate(documents):
        way = (_LETTERS if record["kind"] == "letter" else _WAYS)[n % len(_WAYS)]
        if way is not None and "by" in record:
            chance = random.Random(n)
            lines = [[*_said(line, record["by"], labels)] for line in record["text"].split("\n")]
            if way.lines:
                lines = _few_lines(lines)
            lines = [_run_on(line, way, chance) for line in lines]
            again = _paper(record, lines, way, chance)
            if again["text"] != record["text"]:
                # 不收红包。 may be another's here, and the hand's own in the paper as it was.
                again["labelled"] = f"{record['by']} {n}"
                out.append(again)
                for said in (s for line in lines for s in line if s.labels is not None):
                    parts = said.parts or [said.labels or {}]
                    for text, part in zip(_ENDS.split(said.text), parts, strict=False):
                        found[label_key(again["labelled"], text)] = dict(part)
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

    def run_together(self) -> None:
        """One sentence with ，between what it says."""
        self.text, self.parts = self.text.replace("；", "，"), [self.labels or {}]


@dataclass(frozen=True, slots=True)
class _Way:
    """How sentences run on: to so many characters, so often of two that can, and whether from line to line; `apart`:
    with ；between them (老周每天读书；不收礼；……: whose the later ones are, only the first says)."""

    longest: int
    often: float
    lines: bool
    apart: bool = False


_HERE_AND_THERE, _ALL, _APART = _Way(90, 0.7, False), _Way(180, 1.0, True), _Way(180, 1.0, True, apart=True)
# One after the other; it is letters that people write so.
_WAYS = (_HERE_AND_THERE, None, _ALL, None, _APART)
_LETTERS = (_HERE_AND_THERE, _APART, _ALL, _ALL, _APART)


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
                both = _union([last.labels or {}, one.labels])
                new = [_union([parts[-1], one.labels])] if intro else [parts[-1], one.labels]
                out[-1] = _Said(merged, both, [*parts[:-1], *new])
                continue
        out.append(one)
    return out


def _paper(
    record: dict[str, Any], lines: list[list[_Said]], way: _Way, chance: random.Random
) -> dict[str, Any]:
    """The paper of these sentences, some of the run-on ones retold; what it covered only by them it names then."""
    said = [s for line in lines for s in line]
    known = [s for s in said if s.labels is not None]
    taken: set[str] = set()
    enough = sum(len(s.text) for s in known) >= _KNOWN * sum(len(s.text) for s in said)
    for one in known:
        told = retold(one.text, one.labels or {}, record["kind"], chance) if one.made and enough else None
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


def _union(parts: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The labels of all; a deed weighs more than a slogan of the same element."""
    out: dict[str, str] = {}
    for labels in sorted(parts, key=lambda p: "concrete" in p.values()):
        out |= labels
    return out
