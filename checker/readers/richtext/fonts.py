"""The bytes of an RTF's text and the font they stand in, the characters on the page out."""

from __future__ import annotations

from dataclasses import dataclass, field

from checker import wordml

__all__ = ["Fonts"]

# Character sets of fonts ([MS-RTF] \fcharset) and code pages (\ansicpg) under the names of Python's codecs.
_SETS = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs", 161: "cp1253", 162: "cp1254",
         163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"}  # fmt: skip
_PAGES = {936: "gb18030", 54936: "gb18030", 950: "big5hkscs", 65001: "utf-8", 10000: "mac_roman"}
_KNOWN = frozenset({874, 932, 949, *range(1250, 1259), 437, 850, 852})
_SYMBOL_SET = 2


@dataclass(slots=True)
class Fonts:
    """The font table as far as it is read; `page` is the codec of what no font says otherwise."""

    page: str = "gb18030"
    default: int = 0
    sets: dict[int, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)

    def set_page(self, number: int) -> None:
        """The file's own code page."""
        self.page = _PAGES.get(number, f"cp{number}" if number in _KNOWN else "gb18030")

    def text(self, raw: bytes, font: int) -> str:
        """The characters of `raw`; in a symbol font (Wingdings) what its pictures look like."""
        kind = self.sets.get(font, 0)
        if kind == _SYMBOL_SET and not raw.isspace():
            return "".join(wordml.symbol(byte, self.names.get(font, "")) for byte in raw)
        if raw.isascii():
            return raw.decode("ascii")
        for codec in (_SETS.get(kind, self.page), self.page, "gb18030"):
            try:
                return raw.decode(codec)
            except UnicodeDecodeError:
                continue
        return raw.decode("cp1252", "replace")

    def character(self, code: int, font: int) -> str:
        """The character of a \\u mark; symbol fonts have theirs at private places."""
        code %= 0x10000
        if 0xF000 <= code <= 0xF0FF:
            return wordml.symbol(code - 0xF000, self.names.get(font, "")) or chr(code)
        return chr(code)
