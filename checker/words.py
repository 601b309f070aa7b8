"""Texts in, the words of each out; the cutting itself is shared with docgen."""

from __future__ import annotations

from collections.abc import Sequence

from chinese_cli.words import cut

__all__ = ["cut", "cut_each", "known"]


def cut_each(texts: Sequence[str]) -> list[list[str]]:
    """The words of each text, all cut at once: a call for each takes longer than the cutting. A line break is a space.

    >>> cut_each(["每周家访", "", "两户"])
    [['每周', '家访'], [], ['两户']]
    """
    words = cut("\n".join(t.replace("\n", " ") for t in texts))
    out = []
    at = 0
    for _ in texts[1:]:
        end = words.index("\n", at)  # no word holds one
        out.append(words[at:end])
        at = end + 1
    return [*out, words[at:]] if texts else []


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
