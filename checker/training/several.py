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

from checker.training.examples import LEADS
from checker.training.openings import Openings
from checker.training.retold import NUMBER, retold

__all__ = ["several", "union"]

_LEAST, _MOST = 6, 26  # characters of a thing said
_SHARE = 2  # one new sentence for so many old ones
_AGAIN = 2  # times told
_SEED = 20101


def several(sentences: Iterable[dict[str, Any]], openings: Openings) -> list[dict[str, Any]]:
    """New sentences of two to five of one hand's short ones of one kind, each about another element, with the labels
    of all; among them now and then one that is about nothing or a slogan. Those that do not say whose they are come
    again as `retold`, each way anew. The same in, the same out."""
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
            for _ in range(_AGAIN):
                if again := retold(one["text"], one["labels"], kind, hand, openings, chance):
                    out.append({**one, "text": again[0], "labels": again[1]})
    return out


def _lead(one: dict[str, Any]) -> str:
    return next(e for e in one["labels"] if e in LEADS)


def _joined(parts: list[dict[str, Any]], kind: str, hand: str, mark: str) -> dict[str, Any]:
    """Those sentences as one."""
    labels = union(one["labels"] for one in parts)
    first, *others = (one["text"].rstrip("。！；，、") for one in parts)
    text = mark.join([first, *(NUMBER.sub("", t) for t in others)]) + "。"
    return {"text": text, "heading": "", "labels": labels, "kind": kind, "by": hand}


def union(parts: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The labels of all; a deed weighs more than a slogan of the same element."""
    out: dict[str, str] = {}
    for labels in sorted(parts, key=lambda p: "concrete" in p.values()):
        out |= labels
    return out
