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
    typed = _Typed(file, tops, plain)
    out = [typed.meant(number, line) for number, line in enumerate(text.splitlines(), 1)]
    return "\n".join(out), typed.wrong


class _Typed:
    """The walk down a file's lines: below which key it is, how far its items are indented, which keys it met."""

    def __init__(self, file: str, tops: Collection[str], plain: Collection[str]) -> None:
        self.wrong: list[StandardError] = []
        self._file, self._tops, self._plain = file, tops, plain
        self._above, self._indent = "", 0
        self._seen: dict[tuple[str, str], int] = {}

    def meant(self, number: int, line: str) -> str:
        """The line as it was meant; "" for one that nobody can use."""
        if line.strip() in self._tops:
            self._slip(number, f"“{line.strip()}”后面没有冒号", f"写成“{line.strip()}:”")
            line = f"{line}:"
        deep = bool(line) and line[0] in " \t\u3000"
        if _EMPTY.match(line) or self._above in self._plain and deep:
            return line
        match = _LINE.fullmatch(line)
        if match is None:
            self._slip(
                number,
                "这一行不是“键: 值”的样子",
                "写成“键: 值”，冒号用英文的，后面空一格；不要的一行删去",
            )
            return ""
        key, rest = match["key"].strip(), match["rest"]
        lead = self._lead(number, key, match["lead"])
        if lead is None:
            return ""
        if match["colon"] == "：":
            self._slip(number, f"“{key}”后面的冒号是中文的", "改成英文的冒号“:”，后面空一格")
        elif rest and not rest[0].isspace():
            self._slip(number, f"“{key}”的冒号后面没有空格", "在冒号后面空一格")
        before = self._seen.setdefault((self._above, key), number)
        if before != number:
            self._slip(number, f"“{key}”写了两次（第{before}行也有）", "删去其中一行")
            return ""
        value, odd = _value(rest)
        if odd:
            self._slip(number, f"“{key}”后面的引号只有一半", "删去引号")
        return f"{lead}{key}: {value}"

    def _lead(self, number: int, key: str, lead: str) -> str | None:
        """The white space that belongs before a key; None where nobody knows below what it stands."""
        wide = self._indent or _INDENT
        if key in self._tops:
            if lead:
                self._slip(number, f"“{key}”前面有空格", f"“{key}”顶格写")
            self._above, self._indent = key, 0
            return ""
        if not self._above:
            self._slip(
                number, f"“{key}”前面没有写明属于哪一项", f"第一行先写{'、'.join(self._tops)}之一，顶格"
            )
            return None
        if not lead:
            self._slip(number, f"“{key}”没有缩进", f"前面空 {wide} 格，表示属于“{self._above}”；不属于的删去")
        elif "\t" in lead or "\u3000" in lead:
            self._slip(number, f"“{key}”前面的空白不是英文的空格", f"删去它，空 {wide} 格，不要按 Tab 键")
        elif self._indent and len(lead) != self._indent:
            self._slip(number, f"“{key}”没有与上面各项左边对齐", f"前面空 {self._indent} 格")
        self._indent = self._indent or (len(lead) if lead and not lead.strip(" ") else _INDENT)
        return " " * self._indent

    def _slip(self, number: int, problem: str, fix: str) -> None:
        self.wrong.append(StandardError(self._file, number, problem, fix))


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
