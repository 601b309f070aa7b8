"""What comparing a batch found in, a text for the ledger out, and back (记住的比对)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from checker.document import Where
from checker.similar import Passage, SimilarPair

__all__ = ["packed", "unpacked"]

_LARGEST = 20_000_000  # characters


def packed(key: str, pairs: Sequence[SimilarPair], common: Sequence[tuple[str, str]]) -> str:
    """What a comparison found, for the ledger; empty when it is too much to keep."""
    rows = [
        [p.one, p.other, p.share_one, p.share_other, p.characters]
        + [[[x.text, _place(x.one), _place(x.other), x.echo] for x in p.passages]]
        for p in pairs
    ]
    text = json.dumps([key, rows, list(common)], separators=(",", ":"))
    return text if len(text) <= _LARGEST else ""


def _place(where: Where) -> list[object]:
    return [where.part, where.paragraph, where.start, where.end]


def unpacked(text: str, key: str, count: int) -> tuple[list[SimilarPair], list[tuple[str, str]]] | None:
    """What `packed` was given for the same key; None when it is another's or no such thing."""
    if not text.startswith(f'["{key}"'):
        return None
    try:
        _, rows, common = json.loads(text)
        pairs = []
        for one, other, share_one, share_other, characters, passages in rows:
            found = tuple(Passage(str(t), Where(*a), Where(*b), str(e)) for t, a, b, e in passages)
            if not (0 <= one < count and 0 <= other < count):
                return None
            pairs.append(SimilarPair(one, other, share_one, share_other, characters, found))
        return pairs, [(str(kind), str(words)) for kind, words in common]
    except (ValueError, TypeError):
        return None
