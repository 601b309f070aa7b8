"""A plan's sentence in, whether it says behind an element's own name how much is to be done, or what not, out (写明数目).

带头学习提高，年读书五本、记笔记两万字；带头弘扬正气，不体罚学生: short as it is, whoever reads it can check it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from checker.whosays import cites, passes_on
from corpus import Element
from corpus.wordlists import either

__all__ = ["spelled_out"]

# Behind the name: 带头学习提高，… 学习提高方面：… 带头服务群众（…） ——….
_BEHIND = r"[”’」]?(?:方面|上)?[，,：:（(—]+(?P<said>[^。；！]*)"
# 读三本书, 每学期家访20户, 零体罚; 每一名党员 and 两个方面 count nothing that is done.
_AMOUNT = re.compile(
    rf"(?<!每)[一两二三四五六七八九十百千\d]+[多余来]?个?{either('coverage.counted', also='名(?=学|徒|留守|困|贫|青年)')}|每[天日周月](?!刊)|{either('coverage.refrains')}"
)
_LEAST = 6  # characters: 每天读书。 is hardly more than the name


def spelled_out(text: str, element: Element, elements: Iterable[Element]) -> bool:
    """Whether it does; what passes on another's demand does not.

    >>> from corpus import load_standard
    >>> leads = [e for e in load_standard().elements if e.group == "leads"]
    >>> said = "带头学习提高，每人读三本书；带头服务群众，联系群众，深入群众。"
    >>> [e.short for e in leads if spelled_out(said, e, leads)]
    ['学习提高']
    >>> spelled_out("县局要求党员带头学习提高，每人读三本书。", leads[0], leads)
    False
    >>> spelled_out("意见里写得明白，党员“带头学习提高，每人读三本书”。", leads[0], leads)
    False
    """
    if element.short not in text or passes_on(text) or cites(text):
        return False
    others = "|".join(re.escape(e.short) for e in elements if e is not element)
    for found in re.finditer(f"(?P<name>{re.escape(element.short)}){_BEHIND}", text):
        if text.count("“", 0, found.start()) > text.count("”", 0, found.end("name")):
            continue  # “带头学习提高，每年……”: somebody else's words
        said = re.split(f"(?:带头)?(?:{others})", found["said"])[0]
        if len(said) >= _LEAST and _AMOUNT.search(said):
            return True
    return False
