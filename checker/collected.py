"""Pairs that share text in, whose of the papers in a file (汇编) they mean, and the pairs worth telling, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from checker.paperfacts import Facts, part_at
from checker.relation import Relation
from checker.similar import SimilarPair

__all__ = ["once", "within"]


def within(pair: SimilarPair, facts: Sequence[Facts]) -> tuple[str, str]:
    """Who signs the one of several papers in a file that the longest passage stands in, for both files of a pair; ""
    where a file is one paper."""
    if not pair.passages:
        return "", ""
    passage = pair.passages[0]
    return (
        part_at(facts[pair.one], passage.one.paragraph),
        part_at(facts[pair.other], passage.other.paragraph),
    )


def once(pairs: Iterable[SimilarPair], relation_of: Callable[[SimilarPair], Relation]) -> list[SimilarPair]:
    """The pairs without those of a paper in a file of several, where the same paper came by itself too and is as
    like the other."""
    pairs = list(pairs)
    known = {(p.one, p.other): relation_of(p) for p in pairs}
    alone: dict[tuple[int, str], set[int]] = {}
    for (one, other), relation in known.items():
        if relation.drafts:
            for index, who, twin in ((one, relation.within[0], other), (other, relation.within[1], one)):
                if who:
                    alone.setdefault((index, who), set()).add(twin)

    def told(pair: SimilarPair) -> bool:
        relation = known[pair.one, pair.other]
        sides = ((pair.one, relation.within[0], pair.other), (pair.other, relation.within[1], pair.one))
        return bool(relation.drafts) or not any(
            (twin, other) in known or (other, twin) in known
            for index, who, other in sides
            if who
            for twin in alone.get((index, who), ())
        )

    return [pair for pair in pairs if told(pair)]
