"""What tells whose each paper is in, the order in which people read the papers out (排列)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from checker.owner import Owner
from checker.past import Paper
from checker.schools import branchless, folder_unit, name_order

__all__ = ["reading_order", "school_order"]

# Whether the roster has it, its place there, its name; no school comes last.
_Place = tuple[int, int, tuple[bytes, str]]


def school_order(units: Iterable[str]) -> Callable[[str], _Place]:
    """What schools are sorted by: those of the roster in its order (`units`), the others by name, none last."""
    known = {unit: number for number, unit in enumerate(dict.fromkeys(map(branchless, units)))}

    def place(name: str) -> _Place:
        unit = branchless(name)  # a school and its branch are one
        if unit in known:
            return 0, known[unit], (b"", "")
        return (1 if unit else 2), 0, name_order(unit)

    return place


def reading_order(
    papers: Sequence[Paper], owners: Mapping[str, Owner], units: Iterable[str], kinds: Iterable[str]
) -> list[int]:
    """The numbers of `papers` by school, then kind, then file; the owners' schools are as in `with_owner`.

    `kinds` are the ids of the kinds in their order; others (其他, and what could not be read) follow them.
    Made of what is kept of each paper anyway: of 20,000 reviews on disk none is read for it.
    """
    place = school_order(units)
    ranks = {kind: number for number, kind in enumerate(kinds)}
    places: dict[str, _Place] = {}
    keys = []
    for paper in papers:
        owner = owners.get(paper.file)
        unit = (owner.unit if owner else "") or paper.organization or folder_unit(paper.file)
        if unit not in places:
            places[unit] = place(unit)
        keys.append((places[unit], ranks.get(paper.kind, len(ranks)), paper.file))
    return sorted(range(len(keys)), key=keys.__getitem__)
