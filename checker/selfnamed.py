"""A document in, the names its writer gives himself in it out (我秦峰不在办公室抽烟); whether another's is among them."""

from __future__ import annotations

import re

from checker.document import Document
from checker.persons import plainly_person
from chinese_cli.han import HAN

__all__ = ["another", "self_names"]

_LONGEST = 4  # characters of a name
_SELF = re.compile(rf"(?<!自)(?:我|本人)(?:叫|是)?(?=([{HAN}·]{{2,7}}))")
# 我秦峰老师教过的…: of somebody else. 我是秦峰的徒弟 too.
_TITLE = re.compile("老师|师傅|同志|校长|园长|主任|书记|们|家")
_OF_HIM = re.compile("是.*的$")


def self_names(document: Document) -> tuple[tuple[str, str], ...]:
    """What stands where a writer may name himself: the words that lead to it and those that follow."""
    found = (m for p in document.paragraphs for m in _SELF.finditer(p.text))
    return tuple(dict.fromkeys((m[0], m[1]) for m in found))


def another(names: tuple[tuple[str, str], ...], writer: str, signed: str) -> str:
    """By what words the one who `signed` calls himself by the name of another `writer`, "" when he does not.

    >>> another((("我", "秦峰不在办公"), ("我", "每周家访两户")), "秦峰", "梁静")
    '我秦峰'
    >>> another((("我", "秦峰老师教过"),), "秦峰", "梁静")
    ''
    """
    if (
        not (signed and plainly_person(writer))
        or len(writer) > _LONGEST
        or writer in signed
        or signed in writer
    ):
        return ""
    for lead, words in names:
        after = words[len(writer) :]
        if (
            words.startswith(writer)
            and not _TITLE.match(after)
            and not _OF_HIM.match(f"{lead[-1]}{after[:1]}")
        ):
            return f"{lead}{writer}"
    return ""
