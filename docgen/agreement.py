"""Checked values in, what cannot be true together told: printed all the same, for nobody knows which is wrong."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from docgen.kinds import Field, Kind
from docgen.values import Month, date_text

__all__ = ["past"]


def _own_day(kind: Kind, values: Mapping[str, object]) -> tuple[str, str, Month] | None:
    """The paper's own date: its field, as it is printed, and the last month that it can look back on."""
    for field in kind.fields:
        day = values.get(field.name)
        if isinstance(day, datetime.date):
            return field.name, date_text(day), Month(day.year, day.month)
        if field.type == "year":
            return (field.name, str(day), Month(day, 12)) if isinstance(day, int) else None
    return None


def past(kind: Kind, fields: tuple[Field, ...], values: Mapping[str, object]) -> Iterator[str]:
    """What lies behind at the paper's own date cannot come after it."""
    own = _own_day(kind, values)
    for field in fields if own else ():
        month = values.get(field.name)
        if own and field.past and isinstance(month, Month) and month > own[2]:
            yield f"“{field.name}”（{month}）在“{own[0]}”（{own[1]}）以后，两样必有一样填错了，请核对"
