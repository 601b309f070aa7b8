"""A few words in traditional characters in, the same in simplified ones out (繁体的栏目名)."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

__all__ = ["simplified"]

_LONGEST = 20  # characters of a heading or of a choice; whole texts stay as they are written


@cache
def _converter() -> Any:
    import opencc  # when first needed: few forms are filled in with traditional characters

    return opencc.OpenCC("t2s")


@lru_cache(maxsize=4096)
def simplified(words: str) -> str:
    """A heading in simplified characters; what is longer than one is given back as it is.

    >>> simplified("入黨時間"), simplified("姓名")
    ('入党时间', '姓名')
    """
    if words.isascii() or len(words) > _LONGEST:
        return words
    return str(_converter().convert(words))
