"""A Document in, the characters its writer may call his own out: without punctuation and common wording (自己的文字)."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.aligned import BREAK
from checker.document import Document
from checker.normal import Normal, normalise
from chinese_cli.han import HAN

__all__ = ["COMMON", "OwnText", "Wording", "condense", "grams", "own_text", "own_words", "size_of"]

# Wording that belongs to nobody: hashes would do, the grams themselves are clearer.
Wording = frozenset[str]

COMMON = 8  # shingles of common wording
_KEEP = re.compile(rf"[{HAN}A-Za-z0-9]+")
_SKIP = re.compile(rf"[^{HAN}A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class OwnText:
    """A document's characters without punctuation and common wording.

    `paragraphs[i]` and `offsets[i]` lead `text[i]` back to the raw text. A line end stands where common
    wording was taken away; `size` counts the other characters.
    """

    text: str
    paragraphs: array[int]
    offsets: array[int]
    size: int


def condense(text: str) -> str:
    """The text for comparison: normalised, characters and figures only."""
    return _SKIP.sub("", normalise(text).text)


def grams(text: str, size: int) -> set[str]:
    """All stretches of `size` characters."""
    return {text[i : i + size] for i in range(len(text) - size + 1)}


def own_text(document: Document, ignore: Wording = frozenset()) -> OwnText:
    """The document's own characters, each with its way back."""
    text: list[str] = []
    paragraphs: array[int] = array("l")
    offsets: array[int] = array("l")
    for index, condensed, normal, common in _own(document, ignore):
        kept = [i for m in _KEEP.finditer(normal.text) for i in range(m.start(), m.end())]
        places = kept if normal.starts is None else [normal.starts[i] for i in kept]
        if not common:  # most paragraphs: nothing to take away
            text += [condensed] if condensed else []
            paragraphs.extend([index] * len(kept))
            offsets.extend(places)
            continue
        covered = bytearray(len(condensed))
        for start, end in _runs(common):
            covered[start:end] = b"\x01" * (end - start)
        for n, place in enumerate(places):
            if not covered[n]:
                text.append(condensed[n])
            elif text and not text[-1].endswith(BREAK):
                text.append(BREAK)
            else:
                continue
            paragraphs.append(index)
            offsets.append(place)
    whole = "".join(text)
    return OwnText(whole, paragraphs, offsets, size_of(whole))


def _own(document: Document, ignore: Wording) -> Iterator[tuple[int, str, Normal, list[int]]]:
    """Each paragraph of the text: its index, its characters, as normalised, and where common wording begins."""
    for p in document.paragraphs:
        if p.part in ("header", "footer") or not p.text.strip():
            continue
        normal = normalise(p.text)
        text = _SKIP.sub("", normal.text)
        found = [i for i in range(len(text) - COMMON + 1) if text[i : i + COMMON] in ignore] if ignore else []
        yield p.index, text, normal, found


def _runs(starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Stretches of common wording, apart, from the places where its grams begin."""
    begin = end = starts[0]
    for at in starts:
        if at > end:
            yield begin, end
            begin = at
        end = at + COMMON
    yield begin, end


def own_words(document: Document, ignore: Wording = frozenset()) -> str:
    """`own_text(...).text` alone, several times faster: what a sketch is made from."""
    parts: list[str] = []
    for _, condensed, _, common in _own(document, ignore):
        if not common:
            parts += [condensed] if condensed else []
            continue
        at = 0
        for start, end in _runs(common):
            parts += [condensed[at:start]] if start > at else []
            parts += [BREAK] if parts and not parts[-1].endswith(BREAK) else []
            at = end
        parts += [condensed[at:]] if at < len(condensed) else []
    return "".join(parts)


def size_of(words: str) -> int:
    """How many characters of `own_words` are the writer's."""
    return len(words) - words.count(BREAK)
