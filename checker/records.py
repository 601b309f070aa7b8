"""A class in, the same as a frozen dataclass with slots whose freezing is checked before it runs out (轻量记录)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["record"]

T = TypeVar("T")

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform

    @dataclass_transform(frozen_default=True, field_specifiers=(field,))
    def record(cls: type[T]) -> type[T]:
        """For mypy a record is frozen: whoever sets a field of one is told so."""

else:

    def record(cls: type[Any]) -> type[Any]:
        """A dataclass with slots that compares and hashes by its fields, for what a paper has hundreds of.

        Nothing may set a field of one, which mypy sees to. `frozen=True` would see to it again whenever one is
        made, and making one takes three times as long: a thirteenth of a whole review went into that.

        >>> @record
        ... class Spot:
        ...     line: int
        >>> Spot(1) == Spot(1), {Spot(1): "one"}[Spot(1)]
        (True, 'one')
        """
        return dataclass(slots=True, unsafe_hash=True)(cls)
