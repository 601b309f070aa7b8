"""Documents in, which of them share whole paragraphs that few have out (整段照抄).

Half a report copied word for word into another is a small part of both: sketches of whole texts miss it.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections import Counter
from collections.abc import Sequence

from checker.aligned import LEAST
from checker.document import Document
from checker.normal import normalise
from checker.owntext import COMMON, Wording, condense, grams
from checker.similar import SimilarPair

__all__ = ["DIGEST", "FEW", "pairs_sharing", "whole_paragraphs", "widespread"]

# A paragraph that stands in more papers than this comes from a notice or a form, or from a group of copies, which
# their sketches tell.
FEW = 6
DIGEST = 8  # bytes
_NUMBER = re.compile(r"^\s*[（(]?(?:第?[一二三四五六七八九十]{1,3}|\d{1,2})(?:[)）、．.,，]|是(?!的))+")


def whole_paragraphs(document: Document, ignore: Wording = frozenset()) -> bytes:
    """Digests, joined, of the paragraphs long enough to prove something, without their numbers; `ignore` is
    nobody's own."""
    found = set()
    for paragraph in document.paragraphs:
        if paragraph.part in ("header", "footer"):
            continue
        text = condense(_NUMBER.sub("", normalise(paragraph.text).text))
        if len(text) < LEAST:
            continue
        own = sum(gram not in ignore for gram in grams(text, COMMON))
        if own > LEAST - COMMON:
            found.add(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:DIGEST])
    return b"".join(sorted(found))


def pairs_sharing(papers: Sequence[bytes]) -> dict[tuple[int, int], int]:
    """By pair of indices, how many whole paragraphs two papers share that at most `FEW` papers have; at least two.

    Sorted, not looked up: 20,000 papers have hundreds of thousands of paragraphs.
    """
    import numpy as np

    digests = np.frombuffer(b"".join(papers), dtype="<u8")
    owners = np.repeat(np.arange(len(papers)), [len(p) // DIGEST for p in papers])
    order = np.argsort(digests, kind="stable")
    ends = np.flatnonzero(np.diff(digests[order])) + 1
    starts = np.concatenate(([0], ends))
    sizes = np.diff(np.concatenate((starts, [len(order)])))
    counts: Counter[tuple[int, int]] = Counter()
    for at in np.flatnonzero((sizes > 1) & (sizes <= FEW)).tolist():
        found = owners[order[starts[at] : starts[at] + sizes[at]]].tolist()
        counts.update(itertools.combinations(found, 2))
    return {pair: count for pair, count in counts.items() if count > 1}


def widespread(pair: SimilarPair, wording: Wording) -> float:
    """The part, 0 to 1, of what two papers share that is this wording."""
    shared = [gram for passage in pair.passages for gram in grams(condense(passage.text), COMMON)]
    return sum(gram in wording for gram in shared) / max(1, len(shared))
