"""Words from the data in, file names out that are safe on every system and never the same twice."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath

__all__ = ["Names", "safe_name", "shorten"]

_FORBIDDEN = dict(zip('<>:"/\\|?*', "＜＞：＂／＼｜？＊", strict=True))
_RESERVED = re.compile(
    r"(?:CON|PRN|AUX|NUL|COM[\d¹²³]|LPT[\d¹²³]|CLOCK\$|CONIN\$|CONOUT\$) *(?:\.|\Z)", re.IGNORECASE
)
# The limits of ext4 (255 bytes a name) and of old Windows paths (260 characters) leave this for a name.
MAX_CHARACTERS = 60  # and three times as many bytes


def safe_name(words: str) -> str:
    """`words` as one path component: forbidden signs become their full-width twins, nothing else is lost.

    >>> safe_name("../../etc/x"), safe_name("CON"), safe_name("张·艾力")
    ('．．／..／etc／x', '_CON', '张·艾力')
    """
    text = unicodedata.normalize("NFC", words)
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")  # without width: nothing is lost
    text = "".join(_FORBIDDEN.get(c, c if c.isprintable() else " ") for c in text)
    text = " ".join(text.split())
    head = len(text) - len(text.lstrip("."))  # a leading dot hides a file, ".." climbs out of the folder
    text = "．" * head + text[head:]
    tail = len(text) - len(text.rstrip(". "))
    if tail:  # Windows drops them
        text = text[:-tail] + "．"
    text = text or "未填"
    if _RESERVED.match(text):
        text = "_" + text
    return shorten(text, MAX_CHARACTERS)


def shorten(words: str, characters: int = 40) -> str:
    """`words` cut to a length that still fits a file name, with a mark that keeps different words different.

    >>> shorten("长" * 80)
    '长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长～810268'
    """
    limit = characters * 3
    if len(words) <= characters and len(words.encode("utf-8", "replace")) <= limit:
        return words
    mark = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:6]
    text = words
    while len(text) > characters - 8 or len(text.encode("utf-8", "replace")) > limit - 9:
        text = text[:-1]
    return f"{text.rstrip()}～{mark}"


class Names:
    """Hands out paths in one output folder; a name already given gets a number: 张三-承诺书(2).docx."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def give(self, folder: str, stem: str, suffix: str) -> tuple[PurePosixPath, bool]:
        """A path relative to the output folder, and whether it was numbered; `folder` is safe already."""
        base = PurePosixPath(folder)
        stem = safe_name(stem)
        number = 1
        while True:
            name = stem if number == 1 else f"{stem}({number})"
            path = base / f"{name}{suffix}"
            key = unicodedata.normalize("NFKC", str(path)).casefold()  # Windows and macOS fold case
            if key not in self._given:
                self._given.add(key)
                return path, number > 1
            number += 1
