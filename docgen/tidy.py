"""A text as it was typed in; the same without slips of the keyboard (制表符、全角数字、没写的句号) out."""

from __future__ import annotations

import re

__all__ = ["finished", "named", "tidied"]

_WIDE = {ord("０") + i: str(i) for i in range(10)}
_WIDE |= {ord(a) + i: chr(ord(b) + i) for a, b in (("Ａ", "A"), ("ａ", "a")) for i in range(26)}
_BETWEEN = re.compile(r"(?<=\d)[．－](?=\d)|(?<=\d)％")
_NARROW = {"．": ".", "－": "-", "％": "%"}
_TABS = re.compile(r"(?P<before>[^\t]?)[ \u3000]*\t[\t \u3000]*(?P<after>[^\t]?)")
_CHINESE = r"\u3007\u4e00-\u9fff"
_HAN = r"\u3400-\u9fff\U00020000-\U0003ffff"
_DOT = re.compile(rf"(?<=[{_HAN}])[ \u00a0\u3000]*[·•・‧．.∙⋅･][ \u00a0\u3000]*(?=[{_HAN}])")
_SPREAD = re.compile(rf"[{_HAN}](?:[ \u00a0\u3000]+[{_HAN}]){{1,3}}")
_OPEN_END = re.compile(rf"[{_CHINESE}0-9A-Za-z%）)”’》]\Z")
_SENTENCE = re.compile(r"[，；。]")
_INSIDE = re.compile(r"[。！？…][）)”’]\Z")
_WRONG_END = re.compile(rf"(?<=[{_CHINESE}）”])\s*[，、,.]\Z")


def tidied(text: str) -> str:
    """No tabs, and digits and letters in half width, as everywhere else in the paper.

    >>> tidied("寄宿生７８０人，占６２．５％，\\t家访要走两小时"), tidied("三年级（２）班"), tidied("Word\\t2007")
    ('寄宿生780人，占62.5%，家访要走两小时', '三年级（2）班', 'Word 2007')
    """
    if "\t" in text:
        text = _TABS.sub(_joined, text)
    if text.isascii():
        return text
    return _BETWEEN.sub(lambda m: _NARROW[m[0]], text.translate(_WIDE))


def _joined(match: re.Match[str]) -> str:
    before, after = match["before"], match["after"]
    latin = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    return f"{before}{' ' if latin else ''}{after}"


def named(name: str) -> str:
    """A person's name with the one dot that GB/T 15834 has for it, and without blanks put in to fill the column.

    >>> named("吉克．阿果"), named("吉克 • 阿果"), named("张　三"), named("Anna Li"), named("周明远、吉克.阿果")
    ('吉克·阿果', '吉克·阿果', '张三', 'Anna Li', '周明远、吉克·阿果')
    """
    name = _DOT.sub("·", name)
    return "".join(name.split()) if _SPREAD.fullmatch(name) else name


def finished(text: str) -> str:
    """Paragraphs with the full stop a hand forgot: the last one's, and of the others those that are sentences.

    >>> finished("每学期家访二十户"), finished("结对帮扶\\n每周谈心，每月家访"), finished("“一课一记”。"), finished("见附件：")
    ('每学期家访二十户。', '结对帮扶\\n每周谈心，每月家访。', '“一课一记”。', '见附件：')
    """
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if number == len(lines) - 1 or _SENTENCE.search(line):
            lines[number] = _stopped(line)
    return "\n".join(lines)


def _stopped(line: str) -> str:
    line = _WRONG_END.sub("", line)
    return f"{line}。" if _OPEN_END.search(line) and not _INSIDE.search(line) else line
