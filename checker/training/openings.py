"""The openings (开头) that say whose a list of deeds is, by the hand that wrote them (corpus/examples/openings).

听开校车的人讲，码头村那个代课的 and 厨师长给徒弟们立的老规矩， make another's what follows them; 听家长在门口夸对班，从此我 does not.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checker.training.folds import fold_of

__all__ = ["Openings"]

_NATURES = {"other": "other", "asked": "quoted"}
_KINDS = {"plan": ("plan",)}  # where an opening is learnt; the others in what a person writes of himself
_SELF = ("letter", "report")


@dataclass(frozen=True, slots=True)
class Openings:
    """`words`: by fold, whose and place ("before" or "after" the list) the openings of the hands of that fold.

    What is made for a hand takes those of its own fold, so that a classifier that was not taught the hand does not
    know the openings either: how far it hears whose a sentence is, is measured as with strangers.
    """

    rows: tuple[Mapping[str, Any], ...]
    words: Mapping[tuple[int, str, str], tuple[str, ...]]

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, Any]]) -> Openings:
        """Those of the files' `rows`."""
        kept = tuple(rows)
        words: dict[tuple[int, str, str], list[str]] = defaultdict(list)
        for row in kept:
            words[fold_of(row["by"]), row["whose"], row["place"]].append(row["text"])
        return cls(kept, {key: tuple(found) for key, found in words.items()})

    def pick(self, hand: str, whose: str, chance: random.Random, place: str = "before") -> str:
        """One of them, for what this hand wrote; "" where its fold has none."""
        found = self.words.get((fold_of(hand), whose, place), ())
        return chance.choice(found) if found else ""

    def sentences(self) -> Iterator[dict[str, Any]]:
        """Each as a sentence of its own that is about no element, with its `nature`: what a clause of a long sentence
        says of whose it is."""
        for row in self.rows:
            for kind in _KINDS.get(row["whose"], _SELF):
                text = row["text"].strip("，：—、。")
                nature = _NATURES.get(row["whose"], "")
                yield {
                    "text": text,
                    "heading": "",
                    "labels": {},
                    "nature": nature,
                    "kind": kind,
                    "by": row["by"],
                }
