"""A Word document's body in, whether a picture stands at its end (文末的图片): a scanned signature, a seal."""

from __future__ import annotations

from typing import Any

from checker.wordml import both

__all__ = ["picture_at_end"]

_LAST = 6  # paragraphs: who signs, the day, and blank lines between and below them
_PARAGRAPH = both("p")
_NAMES = (b"blip", b"imagedata")  # as Word 2007 and as Word 2003 write it
_PICTURE = tuple(f"{{*}}{name.decode()}" for name in _NAMES)


def picture_at_end(content: bytes, root: Any) -> bool:
    """Whether one of the last paragraphs shows a picture, those in tables too; `root` is what lxml made of `content`."""
    if not any(name in content for name in _NAMES):  # most papers show none, and bytes are searched fast
        return False
    last = list(root.iter(*_PARAGRAPH))[-_LAST:]
    return any(next(p.iter(*_PICTURE), None) is not None for p in last)
