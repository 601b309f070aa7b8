"""Text in, its words out: jieba segmentation (结巴分词), by rjieba where there is a wheel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

__all__ = ["cut", "known"]


@lru_cache(maxsize=1)
def _cutter() -> Callable[[str], Sequence[str]]:
    """rjieba where a wheel exists (same dictionary and algorithm, 26 times faster), else jieba."""
    try:
        import rjieba

        return rjieba.cut
    except ImportError:
        import logging
        from pathlib import Path

        import jieba

        jieba.setLogLevel(logging.ERROR)
        # Its cache would lie in the temporary folder, where any user of the machine may put another in its
        # place; beside the program only whoever installed it can. Where that may not be written, it has none.
        jieba.dt.tmp_dir = str(Path(jieba.__file__).parent)
        return jieba.lcut


def cut(text: str) -> list[str]:
    """Words of `text` by jieba's dictionary and HMM; joined they give `text` back.

    >>> cut("每周家访两户")
    ['每周', '家访', '两户']
    """
    return list(_cutter()(text))


@lru_cache(maxsize=1)
def _dictionary() -> Callable[[str], bool]:
    try:
        import rjieba

        return rjieba.has_word
    except ImportError:
        import jieba

        _cutter()
        jieba.initialize()
        return lambda word: bool(jieba.dt.FREQ.get(word))


def known(word: str) -> bool:
    """Whether jieba's dictionary has a word, frequent names of persons too.

    >>> known("管理"), known("倪国强")
    (True, False)
    """
    return bool(_dictionary()(word))
