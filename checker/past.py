"""A paper of this run and one of an earlier run in, whether they are surely different people's out."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from checker.expected.schools import alike, school
from checker.units import folder_unit

if TYPE_CHECKING:
    from checker.compare import Paper

__all__ = ["other_schools", "strangers"]

_PERHAPS = 60  # `alike` from here on may be the same school


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
