"""What was written for a choice (下拉栏目) in, the choice it is short for out."""

from __future__ import annotations

from docgen.simplified import simplified

__all__ = ["Short", "cut_short"]

Short = tuple[tuple[str, tuple[str, ...]], ...]


def cut_short(text: str, short: Short) -> str:
    """The choice that what was written stands for, or nothing.

    Only the words the field names: 主任 is a part of 班主任 and not short for it.

    >>> cut_short("领 导", (("学校领导", ("领导",)),)), cut_short("学校", (("学校领导", ("领导",)),))
    ('学校领导', '')
    """
    said = "".join(simplified(text).split())
    return next((choice for choice, words in short if said in words), "")
