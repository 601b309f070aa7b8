"""The bytes of a .doc in, its text by character position and the raw properties of each stretch out."""

from __future__ import annotations

import bisect
import io
import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from checker.limits import Limits
from checker.readers.oldword.summary import summary_properties
from checker.readers.refusals import too_long

__all__ = ["NotWord97", "Piece", "WordFile"]

_FIRST_WORD97 = 0xC1  # nFib of Word 97; smaller is Word 6 or 95
_PAGE = 512
# Position of (fc, lcb) pairs in the FIB, by their number in [MS-DOC] FibRgFcLcb97.
_PAIRS = 0x9A
STYLES, HEADERS, CHAR_PAGES, PARA_PAGES, PIECES, LISTS, LIST_USES = 1, 11, 12, 13, 33, 73, 74
ANCHORS, DRAWINGS = 40, 50
# Streams of objects that hold words: Word, Excel and PowerPoint, a file of any kind.
_DOCUMENTS = frozenset(
    {"WordDocument", "Workbook", "Book", "PowerPoint Document", "Package", "\x01Ole10Native"}
)
# Lengths of the stories, in the order in which they follow each other.
_LENGTHS = ("body", "footnotes", "headers", "macros", "annotations", "endnotes", "textboxes", "header_boxes")


class NotWord97(Exception):
    """The bytes are no Word 97–2003 file that we understand."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters `start` to `end` stand in the file from byte `fc` on, `width` bytes each.

    `properties` are the formatting changes of a fast save (快速保存).
    """

    start: int
    end: int
    fc: int
    width: int
    properties: bytes


class WordFile:
    """The streams of a .doc, its text, and the formatting by character position (cp)."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Read the tables; raises `struct.error`, `ValueError` … on rubbish, `Unreadable` on a bomb."""
        import olefile

        ole = olefile.OleFileIO(io.BytesIO(data))
        self.main = ole.openstream("WordDocument").read()
        magic, version = struct.unpack_from("<HH", self.main)
        flags = struct.unpack_from("<H", self.main, 10)[0]
        if magic not in (0xA5EC, 0xA5DC) or version < _FIRST_WORD97 or flags & 0x0100:
            raise ValueError("older than Word 97, or encrypted")
        self.table = ole.openstream("1Table" if flags & 0x0200 else "0Table").read()
        self.data = _stream(ole, "Data")
        self._summary = _stream(ole, "\x05SummaryInformation")
        self.has_macros = ole.exists("Macros") or ole.exists("_VBA_PROJECT_CUR")
        self.has_documents = any(
            entry[0] == "ObjectPool" and entry[-1] in _DOCUMENTS for entry in ole.listdir(storages=False)
        )
        self.pieces = self._pieces(limits)
        self.text = "".join([self._decode(piece) for piece in self.pieces])
        self._stories = self._lengths()
        self.has_pictures = "\x01" in self.text or "\x08" in self.text
        self._char_starts, self._chars = self._pages(CHAR_PAGES, self._char_page)
        self._para_starts, self._paras = self._pages(PARA_PAGES, self._para_page)
        self._piece_starts = [piece.start for piece in self.pieces]

    # --- places -----------------------------------------------------------------------------------

    def structure(self, number: int) -> bytes:
        """A table by its number in the FIB; empty when the file has none."""
        start, length = struct.unpack_from("<II", self.main, _PAIRS + 8 * number)
        return self.table[start : start + length]

    def beyond(self, number: int) -> bytes:
        """The table and everything after it (some lists run on past their stated length)."""
        start, length = struct.unpack_from("<II", self.main, _PAIRS + 8 * number)
        return self.table[start:] if length else b""

    def story(self, name: str) -> tuple[int, int] | None:
        """First and last position of a story, None when it is empty."""
        start, end = self._stories[name]
        return (start, end) if end > start else None

    def margins(self) -> Iterator[tuple[int, int, int]]:
        """(kind 0 to 5, start, end) of each header and footer."""
        table = self.structure(HEADERS)
        cps = struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])
        base, end = self._stories["headers"]
        for number in range(6, len(cps) - 2):
            start, stop = base + cps[number], min(base + cps[number + 1], end)
            if start < stop:
                yield (number - 6) % 6, start, stop

    def _lengths(self) -> dict[str, tuple[int, int]]:
        lengths = struct.unpack_from("<8I", self.main, 0x4C)
        found, at = {}, 0
        for name, length in zip(_LENGTHS, lengths, strict=True):
            found[name] = (at, at + length)
            at += length
        if at > len(self.text):
            raise ValueError("stories longer than the text")
        return found

    # --- text -------------------------------------------------------------------------------------

    def _pieces(self, limits: Limits) -> list[Piece]:
        clx = self.structure(PIECES)
        changes: list[bytes] = []
        at = 0
        while clx[at] == 1:
            size = struct.unpack_from("<H", clx, at + 1)[0]
            changes.append(clx[at + 3 : at + 3 + size])
            at += 3 + size
        size = struct.unpack_from("<I", clx, at + 1)[0]
        count = (size - 4) // 12
        cps = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
        if cps[-1] > 4 * limits.characters:
            raise too_long(limits)
        pieces = []
        for n in range(count):
            fc, modifier = struct.unpack_from("<IH", clx, at + 5 + 4 * (count + 1) + 8 * n + 2)
            packed = bool(fc & 0x40000000)
            fc &= 0x3FFFFFFF
            change = changes[modifier >> 1] if modifier & 1 and modifier >> 1 < len(changes) else b""
            pieces.append(Piece(cps[n], cps[n + 1], fc // 2 if packed else fc, 1 if packed else 2, change))
        if any(p.end <= p.start or q.start != p.end for p, q in zip(pieces, pieces[1:], strict=False)):
            raise ValueError("pieces out of order")
        return pieces

    def _decode(self, piece: Piece) -> str:
        """One character a position: a character beyond the first plane stays two halves here."""
        length = piece.end - piece.start
        raw = self.main[piece.fc : piece.fc + length * piece.width]
        if len(raw) != length * piece.width:
            raise ValueError("text cut off")
        if piece.width == 1:
            return raw.decode("cp1252", "replace")
        text = raw.decode("utf-16-le", "surrogatepass")
        if len(text) != length:
            units = array("H", raw)
            text = "".join(map(chr, units))
        return text

    # --- formatting -------------------------------------------------------------------------------

    def _pages(self, number: int, read: object) -> tuple[list[int], list[tuple[int, bytes]]]:
        """(starts, [(end, properties)]) by byte position, from the 512-byte pages of a table."""
        table = self.structure(number)
        count = (len(table) - 4) // 8 if len(table) >= 12 else 0
        if count > len(self.main) // _PAGE:
            raise ValueError("more pages than the file has")
        entries: dict[int, tuple[int, bytes]] = {}
        for n in range(count):
            page_number = struct.unpack_from("<I", table, 4 * (count + 1) + 4 * n)[0] & 0x3FFFFF
            page = self.main[page_number * _PAGE : (page_number + 1) * _PAGE]
            if len(page) == _PAGE:
                runs = page[-1]
                fcs = struct.unpack_from(f"<{runs + 1}I", page)
                for m in range(runs):
                    entries[fcs[m]] = (fcs[m + 1], read(page, runs, m))  # type: ignore[operator]
        starts = sorted(entries)
        return starts, [entries[start] for start in starts]

    @staticmethod
    def _char_page(page: bytes, runs: int, n: int) -> bytes:
        offset = page[4 * (runs + 1) + n] * 2
        return page[offset + 1 : offset + 1 + page[offset]] if offset else b""

    @staticmethod
    def _para_page(page: bytes, runs: int, n: int) -> bytes:
        """Style number (two bytes) and property changes of a paragraph."""
        offset = page[4 * (runs + 1) + 13 * n] * 2
        if not offset:
            return b"\0\0"
        if page[offset]:
            return page[offset + 1 : offset + 2 * page[offset]]
        return page[offset + 2 : offset + 2 + 2 * page[offset + 1]]

    def piece_at(self, cp: int) -> Piece:
        """The piece that holds a position."""
        return self.pieces[bisect.bisect_right(self._piece_starts, cp) - 1]

    def paragraph_at(self, cp: int) -> tuple[bytes, bool]:
        """(style and property changes of the paragraph a mark belongs to, whether it really ends here)."""
        piece = self.piece_at(cp)
        fc = piece.fc + (cp - piece.start) * piece.width
        n = bisect.bisect_right(self._para_starts, fc) - 1
        if n < 0 or self._paras[n][0] <= fc:
            return b"\0\0", True
        end, properties = self._paras[n]
        return properties + piece.properties, end == fc + piece.width

    def stretches(self, start: int, end: int) -> Iterator[tuple[int, int, bytes]]:
        """(start, end, character property changes) of each stretch of equal formatting, in order."""
        at = start
        while at < end:
            piece = self.piece_at(at)
            fc = piece.fc + (at - piece.start) * piece.width
            n = bisect.bisect_right(self._char_starts, fc) - 1
            properties = b""
            stop_fc = piece.fc + (piece.end - piece.start) * piece.width
            if n >= 0 and self._chars[n][0] > fc:
                stop_fc = min(stop_fc, self._chars[n][0])
                properties = self._chars[n][1]
            elif n + 1 < len(self._char_starts):
                stop_fc = min(stop_fc, self._char_starts[n + 1])
            stop = min(end, at + max(1, (stop_fc - fc) // piece.width))
            yield at, stop, properties + piece.properties
            at = stop

    def properties(self) -> dict[str, str]:
        """Title, author and dates, where the file has them."""
        return summary_properties(self._summary)


def _stream(ole: Any, name: str) -> bytes:
    """A stream that need not be there."""
    content: bytes = ole.openstream(name).read() if ole.exists(name) else b""
    return content
