"""Labelled sentences in, sentences that say several of their things in one breath out (一句话几件事).

我每周读书三小时，上两节公开课，不收家长红包: busy people write so, those who wrote the corpus seldom did, and the more
things a sentence says, the less each weighs among its words.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from checker.training.context import Labels, label_key
from checker.training.examples import LEADS

__all__ = ["run_on", "several"]

_LEAST, _MOST = 6, 26  # characters of a thing said
_SHARE = 2  # one new sentence for so many old ones
_SEED = 20101
_DOCUMENTS = 5  # one document of so many
_LONGEST = 90  # characters of a sentence that has run on
_OFTEN = 0.7  # of two sentences that can
_ENDS = re.compile("(?<=[。；！])")
_NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*|^[一二三四五]是")


def several(sentences: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """New sentences of two to five of one hand's short ones of one kind, each about another element, with the labels
    of all; among them now and then one that is about nothing or a slogan. The same in, the same out."""
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
            out.append(_joined(chosen, kind, hand, chance.choice("，，，；")))
    return out


def _lead(one: dict[str, Any]) -> str:
    return next(e for e in one["labels"] if e in LEADS)


def _joined(parts: list[dict[str, Any]], kind: str, hand: str, mark: str) -> dict[str, Any]:
    """Those sentences as one."""
    labels = _union(one["labels"] for one in parts)
    first, *others = (one["text"].rstrip("。！；，、") for one in parts)
    text = mark.join([first, *(_NUMBER.sub("", t) for t in others)]) + "。"
    return {"text": text, "heading": "", "labels": labels, "kind": kind, "by": hand}


def run_on(
    documents: Iterable[dict[str, Any]], labels: Labels
) -> tuple[list[dict[str, Any]], dict[tuple[str, str], dict[str, str]]]:
    """Every so many-th of the documents with its sentences run on into one another (，instead of 。), and what those
    sentences are labelled: a paper says the same of each element, however it is punctuated."""
    out: list[dict[str, Any]] = []
    found: dict[tuple[str, str], dict[str, str]] = {}
    for n, record in enumerate(documents):
        if n % _DOCUMENTS == 0 and "by" in record:
            chance = random.Random(n)
            lines = [
                _run_on(line, record["by"], labels, found, chance) for line in record["text"].split("\n")
            ]
            if (text := "\n".join(lines)) != record["text"]:
                out.append({**record, "text": text})
    return out, found


def _run_on(
    line: str, hand: str, labels: Labels, found: dict[tuple[str, str], dict[str, str]], chance: random.Random
) -> str:
    """A line with some of its sentences as one; `found` is told what those are labelled."""
    done, before = "", ""
    for text in _ENDS.split(line):
        merged = f"{before.rstrip('。；！')}，{_NUMBER.sub('', text)}"
        key = label_key(hand, before)
        first, second = found.get(key, labels.get(key)), labels.get(label_key(hand, text))
        known = first is not None and second is not None and len(merged) <= _LONGEST
        if known and chance.random() < _OFTEN:
            found[label_key(hand, merged)] = _union([first or {}, second or {}])
            before = merged
        else:
            done, before = done + before, text
    return done + before


def _union(parts: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The labels of all; a deed weighs more than a slogan of the same element."""
    out: dict[str, str] = {}
    for labels in sorted(parts, key=lambda p: "concrete" in p.values()):
        out |= labels
    return out
