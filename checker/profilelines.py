"""A profile (本局设置) that cannot be read in, what is wrong with how each of its lines is typed out (逐行读).

A YAML parser stops at the first mistake: whoever typed the file would mend one only to meet the next. What is plainly
meant is told as a slip, mended and read on.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from corpus.yamldoc import StandardError

__all__ = ["mended"]

_EMPTY = re.compile(r"\s*(?:#.*|---\s*)?\Z")
_LINE = re.compile(
    r"(?P<lead>[ \t\u3000]*)(?P<key>[^\s:：#'\"\[{\-][^:：]{0,40}?)[ \u3000]*(?P<colon>[:：])(?P<rest>.*)"
)
_QUOTES = {"'": "'", '"': '"', "“": "”", "‘": "’"}
_INDENT = 2


def mended(
    text: str, file: str, tops: Collection[str], plain: Collection[str]
) -> tuple[str, list[StandardError]]:
    """The text as it was meant, line for line, and what is wrong with the typing of each line.

    `tops` are the keys at the margin; what stands below one of `plain` is text and left alone.
    """
    out: list[str] = []
    wrong: list[StandardError] = []
    above, indent = "", 0
    seen: dict[tuple[str, str], int] = {}

    def slip(number: int, problem: str, fix: str) -> None:
        wrong.append(StandardError(file, number, problem, fix))

    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() in tops:
            slip(number, f"“{line.strip()}”后面没有冒号", f"写成“{line.strip()}:”")
            line = f"{line}:"
        match = _LINE.fullmatch(line)
        deep = bool(line) and line[0] in " \t\u3000"
        if _EMPTY.match(line) or above in plain and deep:
            out.append(line)
            continue
        if match is None:
            slip(
                number,
                "这一行不是“键: 值”的样子",
                "写成“键: 值”，冒号用英文的，后面空一格；不要的一行删去",
            )
            out.append("")
            continue
        key, rest, lead = match["key"].strip(), match["rest"], match["lead"]
        top = key in tops
        if top and lead:
            slip(number, f"“{key}”前面有空格", f"“{key}”顶格写")
        elif not top and not above:
            slip(number, f"“{key}”前面没有写明属于哪一项", f"第一行先写{'、'.join(tops)}之一，顶格")
            out.append("")
            continue
        elif not top and not lead and above:
            slip(
                number, f"“{key}”没有缩进", f"前面空 {indent or _INDENT} 格，表示属于“{above}”；不属于的删去"
            )
        elif "\t" in lead or "\u3000" in lead:
            slip(
                number,
                f"“{key}”前面的空白不是英文的空格",
                f"删去它，空 {indent or _INDENT} 格，不要按 Tab 键",
            )
        elif not top and indent and len(lead) != indent:
            slip(number, f"“{key}”没有与上面各项左边对齐", f"前面空 {indent} 格")
        if top:
            above, indent, lead = key, 0, ""
        else:
            indent = indent or (len(lead) if lead and not lead.strip(" ") else _INDENT)
            lead = " " * indent
        if match["colon"] == "：":
            slip(number, f"“{key}”后面的冒号是中文的", "改成英文的冒号“:”，后面空一格")
        elif rest and not rest[0].isspace():
            slip(number, f"“{key}”的冒号后面没有空格", "在冒号后面空一格")
        before = seen.setdefault((above, key), number)
        if before != number:
            slip(number, f"“{key}”写了两次（第{before}行也有）", "删去其中一行")
            out.append("")
            continue
        value, odd = _value(rest)
        if odd:
            slip(number, f"“{key}”后面的引号只有一半", "删去引号")
        out.append(f"{lead}{key}: {value}")
    return "\n".join(out), wrong


def _value(rest: str) -> tuple[str, bool]:
    """What a line says, and whether one of its quotes has no partner."""
    words = rest.strip().strip("\u3000")
    first, last = words[:1], words[-1:]
    opens, closes = _QUOTES.get(first), next((o for o, c in _QUOTES.items() if c == last and o != c), last)
    half = (
        bool(opens)
        and (len(words) == 1 or last != opens)
        or last in "'\"”’"
        and bool(last)
        and first != closes
    )
    return (words.strip("'\"“”‘’"), True) if half else (words, False)
