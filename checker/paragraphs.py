"""Documents in, which of them share whole sentences and paragraphs that few have out (整段、整句照抄).

Half a report copied word for word into another is a small part of both: sketches of whole texts miss it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from checker.document import Document
from checker.normal import normalise
from checker.owntext import COMMON, Wording, condense, grams
from checker.similar import SimilarPair

__all__ = ["DIGEST", "FEW", "pairs_sharing", "whole_paragraphs", "widespread"]

# Words that stand in more papers than this come from a notice or a form, or from a group of copies, which
# their sketches tell.
FEW = 6
DIGEST = 8  # bytes, the last of them the number of characters
_SHORTEST = 12  # fewer characters prove nothing
_NUMBER = re.compile(
    r"^\s*(?:[（(]?(?:第?[一二三四五六七八九十]{1,3}|\d{1,2})(?:[)）、．.,，]|是(?!的))|[-—•●◆■★※◇*·]\s*)+"
)
# 存在的主要问题：…: the same words may stand under a heading of their own in the other paper.
_LABEL = re.compile(r"^[^，。；：！？]{2,14}[：:]")
_SENTENCE = re.compile(r"[^。；！？]+")


def whole_paragraphs(document: Document, ignore: Wording = frozenset()) -> bytes:
    """Digests, joined, of the sentences long enough to be known again, short ones with the next, without numbers
    and labels; `ignore` is nobody's own."""
    found = set()
    for paragraph in document.paragraphs:
        if paragraph.part in ("header", "footer"):
            continue
        for text in _pieces(normalise(paragraph.text).text):
            own = sum(gram not in ignore for gram in grams(text, COMMON))
            if own > _SHORTEST - COMMON:
                digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[: DIGEST - 1]
                found.add(digest + bytes([min(len(text), 255)]))
    return b"".join(sorted(found))


def _pieces(text: str) -> Iterator[str]:
    """The sentences of a paragraph, condensed; a short one goes with the next."""
    bare = _NUMBER.sub("", text)
    label = _LABEL.match(bare)
    bare = bare[label.end() :] if label and len(bare) - label.end() >= _SHORTEST else bare
    kept = ""
    for part in _SENTENCE.findall(bare):
        kept += condense(_NUMBER.sub("", part))
        if len(kept) >= _SHORTEST:
            yield kept
            kept = ""


def pairs_sharing(papers: Sequence[bytes]) -> dict[tuple[int, int], tuple[int, int]]:
    """By pair of indices, how many sentences two papers share that at most `FEW` papers have, at least two, and
    how many characters these have.

    Sorted, not looked up: 20,000 papers have hundreds of thousands of sentences.
    """
    import numpy as np

    digests = np.frombuffer(b"".join(papers), dtype="<u8")
    owners = np.repeat(np.arange(len(papers)), [len(p) // DIGEST for p in papers])
    order = np.argsort(digests, kind="stable")
    ends = np.flatnonzero(np.diff(digests[order])) + 1
    starts = np.concatenate(([0], ends))
    sizes = np.diff(np.concatenate((starts, [len(order)])))
    counts: dict[tuple[int, int], tuple[int, int]] = {}
    for at in np.flatnonzero((sizes > 1) & (sizes <= FEW)).tolist():
        places = order[starts[at] : starts[at] + sizes[at]]
        length = int(digests[places[0]]) >> 56
        for pair in combinations(owners[places].tolist(), 2):
            count, characters = counts.get(pair, (0, 0))
            counts[pair] = count + 1, characters + length
    return {pair: found for pair, found in counts.items() if found[0] > 1}


def widespread(pair: SimilarPair, wording: Wording) -> float:
    """The part, 0 to 1, of what two papers share that is this wording."""
    shared = [gram for passage in pair.passages for gram in grams(condense(passage.text), COMMON)]
    return sum(gram in wording for gram in shared) / max(1, len(shared))
