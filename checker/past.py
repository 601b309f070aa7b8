"""A paper of this run and one of an earlier run in, whether they are surely different people's out."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Protocol

from checker.schools import alike, folder_unit, school

__all__ = ["Paper", "other_schools", "strangers"]

_PERHAPS = 60  # `alike` from here on may be the same school


class Paper(Protocol):
    """What tells which paper it is."""

    @property
    def file(self) -> str:
        """Its name in the run."""

    @property
    def kind(self) -> str:
        """The id of its kind (文种)."""

    @property
    def organization(self) -> str:
        """The school it names."""

    @property
    def author(self) -> str:
        """Who signed it."""

    @property
    def sha256(self) -> str:
        """The digest of its bytes."""


def strangers(new: Paper, old: Paper) -> bool:
    """Whether the two are surely no versions of one paper: else a mended paper would be called a copy of itself.

    Told by the signatures, and without two of them by the schools; a name in the other's path, or the same
    name of the file, leaves it open.
    """
    if PurePosixPath(new.file).name == PurePosixPath(old.file).name:
        return False
    if new.author and old.author:
        return new.author != old.author and new.author not in old.file and old.author not in new.file
    return other_schools(new, old)


def other_schools(new: Paper, old: Paper) -> bool:
    """Whether both name a school, not the same one, and neither stands in the other's path."""
    one, other = (school(p.organization or folder_unit(p.file)) for p in (new, old))
    if not one.core or not other.core or alike(one, other) >= _PERHAPS:
        return False
    return one.core not in old.file and other.core not in new.file
