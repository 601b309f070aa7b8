"""A kind, its pack (全套材料) and the data in; what was left empty when the school does not want it, out."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.data import Data
from docgen.kinds import Kind
from docgen.marks import Unsaid

__all__ = ["left_empty"]


def left_empty(kind: Kind, kinds: Sequence[Kind], data: Data) -> list[str]:
    """The empty fields of a kind that is not wanted, or nothing when it is to be made.

    What most kinds of the pack share (学校, 党组织) says nothing. Of the rest, a kind whose fields are at
    least half empty is left out; a roster's columns count only for a kind that has nothing else of its own.
    """
    needs = {k.id: _needs(k) for k in kinds}

    def own(words: Sequence[str]) -> list[str]:
        return [w for w in words if sum(w in _all(n) for n in needs.values()) * 2 < len(kinds)]

    fields, columns = needs[kind.id]
    words = own(fields) or own(columns)
    empty = [w for w in words if not _filled(w, kind, data)]
    if len(empty) * 2 < len(words):
        return []
    return [w for w in (*fields, *columns) if not _filled(w, kind, data)]


def _needs(kind: Kind) -> tuple[list[str], list[str]]:
    """What must be filled in for this kind: fields and tables, and columns."""
    fields = [f.name for f in kind.fields if f.required and not f.default]
    fields += [t.name for t in kind.tables if t.required]
    return fields, [f.name for f in kind.columns if f.required and not f.default]


def _all(needs: tuple[list[str], list[str]]) -> list[str]:
    return [*needs[0], *needs[1]]


def _filled(word: str, kind: Kind, data: Data) -> bool:
    entry = data.unit.get(word)
    return (
        (entry is not None and not _none(entry.raw))
        or bool(data.tables.get(word))
        or any(word in row.values and not _none(row.values[word]) for row in data.tables.get(kind.each, []))
    )


def _none(raw: object) -> bool:
    """Whether what stands there says that there is nothing (无)."""
    return isinstance(raw, Unsaid) and not raw.why
