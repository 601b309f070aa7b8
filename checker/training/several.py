"""Labelled sentences in, sentences that say several of their things in one breath out (一句话几件事).

我每周读书三小时，上两节公开课，不收家长红包: busy people write so, those who wrote the corpus seldom did, and the more
things a sentence says, the less each weighs among its words.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from checker.training.context import Labels, label_key
from checker.training.examples import LEADS
from checker.training.retold import NUMBER, retold

__all__ = ["run_on", "several"]

_LEAST, _MOST = 6, 26  # characters of a thing said
_SHARE = 2  # one new sentence for so many old ones
_SEED = 20101
_RETOLD, _KNOWN = 0.7, 0.6  # of a paper's run-on sentences; of papers of which so much is labelled
_DOCUMENTS = 5  # one document of so many
_LONGEST = 90  # characters of a sentence that has run on
_OFTEN = 0.7  # of two sentences that can
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
    """Every so many-th of the documents with its sentences run on into one another (，instead of 。), and what those
    sentences are labelled: a paper says the same of each element, however it is punctuated, unless a sentence is told
    of somebody else now."""
    out: list[dict[str, Any]] = []
    found: dict[tuple[str, str], dict[str, str]] = {}
    for n, record in enumerate(documents):
        if n % _DOCUMENTS == 0 and "by" in record:
            chance = random.Random(n)
            lines = [_run_on(line, record["by"], labels, chance) for line in record["text"].split("\n")]
            again = _paper(record, lines, chance)
            if again["text"] != record["text"]:
                out.append(again)
                found |= {
                    label_key(record["by"], s.text): dict(s.labels)
                    for line in lines
                    for s in line
                    if s.made and s.labels is not None
                }
    return out, found


@dataclass(slots=True)
class _Said:
    """A sentence of a paper with its labels, None where nobody labelled it; `made` of several or anew."""

    text: str
    labels: Mapping[str, str] | None
    made: bool = False


def _run_on(line: str, hand: str, labels: Labels, chance: random.Random) -> list[_Said]:
    """The sentences of a line, some of them as one."""
    out: list[_Said] = []
    for text in filter(None, _ENDS.split(line)):
        one = _Said(text, labels.get(label_key(hand, text)))
        if out and out[-1].labels is not None and one.labels is not None:
            merged = f"{out[-1].text.rstrip('。；！')}，{NUMBER.sub('', text)}"
            if len(merged) <= _LONGEST and chance.random() < _OFTEN:
                out[-1] = _Said(merged, _union([out[-1].labels, one.labels]), True)
                continue
        out.append(one)
    return out


def _paper(record: dict[str, Any], lines: list[list[_Said]], chance: random.Random) -> dict[str, Any]:
    """The paper of these sentences, some of the run-on ones retold; what it covered only by them it names then."""
    said = [s for line in lines for s in line]
    known = [s for s in said if s.labels is not None]
    taken: set[str] = set()
    if sum(len(s.text) for s in known) >= _KNOWN * sum(len(s.text) for s in said):
        for one in known:
            told = retold(one.text, one.labels or {}, record["kind"], chance) if one.made else None
            if told is not None and chance.random() < _RETOLD:
                taken |= {e for e, n in told[1].items() if n in ("other", "quoted")}
                one.text, one.labels = told
    kept = {e for s in known for e, n in (s.labels or {}).items() if n == "concrete"}
    again = {**record, "text": "\n".join("".join(s.text for s in line) for line in lines)}
    for group in ("elements", "goods"):
        if levels := record.get(group):
            again[group] = levels | {e: "named" for e in taken - kept if levels.get(e) == "covered"}
    return again


def _union(parts: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The labels of all; a deed weighs more than a slogan of the same element."""
    out: dict[str, str] = {}
    for labels in sorted(parts, key=lambda p: "concrete" in p.values()):
        out |= labels
    return out
