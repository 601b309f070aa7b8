"""The bytes of a plain text in, its paragraphs out: UTF-8, UTF-16, GB18030 or Big5, else `Unreadable`."""

from __future__ import annotations

import codecs
import functools

from checker.document import Paragraph, Unreadable
from checker.limits import Limits
from checker.readers.refusals import SAVE_AS_WORD, no_text, too_long

__all__ = ["check_length", "decode", "familiar", "lines", "paragraphs"]

_CONTROLS = frozenset(map(chr, [*range(0, 9), 11, *range(14, 32), 127]))


# No encoding takes more bytes for a character, and half of a text may be white space: more is too long, and
# decoding it to find out would take a gigabyte.
_BYTES = 8


def decode(data: bytes) -> str:
    """The text of `data`; raises `Unreadable` when it is no text in any encoding in use here.

    >>> decode("承诺书".encode("gb18030"))
    '承诺书'
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _checked(data.decode(encoding, "replace"))
    try:
        if b"\0" not in data:
            return _checked(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        # A file cut off in the middle of its last character is still that file.
        if error.end == len(data) and error.start >= len(data) - 3 and error.start > 3:
            return _checked(data[: error.start].decode("utf-8"))
    best = max((_candidate(data, name) for name in _encodings(data)), key=familiar, default="")
    if not best or familiar(best) < 0.6:
        raise _no_text()
    return _checked(best)


def lines(text: str) -> list[str]:
    """The lines of a text that have something on them, without their white space at the end."""
    return [line.rstrip() for line in text.replace("\f", "\n").splitlines() if line.strip()]


def paragraphs(data: bytes, limits: Limits) -> tuple[Paragraph, ...]:
    """One paragraph a line that is not empty."""
    if len(data) > _BYTES * limits.characters:
        decode(data[: _BYTES * 100_000])  # what is no text at all is refused as that
        raise too_long(limits)
    found = lines(decode(data))
    check_length(len(found), sum(map(len, found)), limits)
    return tuple(Paragraph(index, line) for index, line in enumerate(found))


def check_length(paragraph_count: int, characters: int, limits: Limits) -> None:
    """Refuse a text that is longer than any document we are asked to judge."""
    if paragraph_count > limits.paragraphs or characters > limits.characters:
        raise too_long(limits)


def _encodings(data: bytes) -> tuple[str, ...]:
    """Which encodings to try without a mark: UTF-16 only if a zero byte or an even length allows it."""
    if b"\0" in data:
        return ("utf-16-le", "utf-16-be")
    wide = ("utf-16-le", "utf-16-be") if len(data) % 2 == 0 else ()
    return ("gb18030", "big5hkscs", *wide)


def _candidate(data: bytes, encoding: str) -> str:
    """`data` in that encoding, empty if it does not fit (a cut last character is forgiven)."""
    for end in (len(data), len(data) - 1, len(data) - 3):
        try:
            return data[:end].decode(encoding)
        except UnicodeDecodeError as error:
            if error.end < len(data) - 4:
                break
    return ""


@functools.cache
def _everyday() -> frozenset[str]:
    """The characters of ordinary writing: the first level of GB2312 (3,755) and of Big5 (5,401), and
    the punctuation of both. Real text consists of them almost wholly, wrongly decoded text does not."""
    pairs = [
        (lead, trail, "gb2312")
        for lead in (*range(0xA1, 0xA4), *range(0xB0, 0xD8))
        for trail in range(0xA1, 0xFF)
    ]
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    pairs += [(lead, trail, "big5") for lead in (0xA1, *range(0xA4, 0xC7)) for trail in trails]
    return frozenset("".join(bytes((a, b)).decode(name, "ignore") for a, b, name in pairs))


def familiar(text: str) -> float:
    """Share of everyday characters among those beyond ASCII; 0 for binary rubbish."""
    sample = text[:5_000]
    if sum(map(_CONTROLS.__contains__, sample)) * 20 > len(sample):
        return 0.0
    wide = [char for char in sample if char > "\x7f" and not char.isspace()]
    if not wide:
        return float(bool(text))
    return sum(map(_everyday().__contains__, wide)) / len(wide)


def _checked(text: str) -> str:
    """The text, if it has any and is not a binary file that happens to decode."""
    visible = [char for char in text[:20_000] if not char.isspace() and char != "\ufeff"]
    if not visible:
        raise no_text()
    strange = sum(char in _CONTROLS or char == "\ufffd" for char in visible)
    if strange * 20 > len(visible):
        raise _no_text()
    return text.replace("\ufeff", "").translate(_DROP)


_DROP = {ord(char): None for char in _CONTROLS}


def _no_text() -> Unreadable:
    return Unreadable(
        "not_document",
        "文件内容不是文档：不是 Word 格式，也不是可以辨认的文字。",
        "文件可能已经损坏，或后缀名被改错。" + SAVE_AS_WORD,
    )
