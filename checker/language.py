"""Sentences in, probabilities per element out: jieba segmentation and the trained classifier (分类器).

The classifier is a linear model over character n-grams, jieba words, the lexicon's cues and the heading a
sentence stands under; `checker.train` makes it from corpus/examples and this module applies it to all
sentences of a document at once. Why it is linear and not a neural encoder: docs/accuracy.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from checker.cues import CueTable
from checker.grams import HEADING, WORD, GramTable, numbers_of, runs_of, tagged, word_keys
from corpus.lexicon import CLAUSE_END, Lexicon

if TYPE_CHECKING:
    import numpy as np

__all__ = ["NGRAMS", "SentenceModel", "cut", "features", "load_model", "model_from"]

NGRAMS = 3
_SURROGATE = re.compile("[\ud800-\udfff]")
HEADING_SCALE = 2.0  # what a feature of the heading counts against one of the sentence
_FIELDS = 4  # numbers of 16 bits in one of 64
_CHUNK = 64  # characters of which the sums surely fit in 16 bits: (3 n-grams + 1 word) * 64 * 127 < 2**15


@lru_cache(maxsize=1)
def _cutter() -> Callable[[str], Sequence[str]]:
    """rjieba where a wheel exists (same dictionary and algorithm, 26 times faster), else jieba."""
    try:
        import rjieba

        return rjieba.cut
    except ImportError:
        import logging

        import jieba

        jieba.setLogLevel(logging.ERROR)
        return jieba.lcut


def cut(text: str) -> list[str]:
    """Words of `text` by jieba's dictionary and HMM; joined they give `text` back.

    >>> cut("每周家访两户")
    ['每周', '家访', '两户']
    """
    return list(_cutter()(text))


def features(text: str, heading: str, kind: str, lexicon: Lexicon) -> list[str]:
    """Feature names of one normalised sentence, as training counts them.

    C: characters in a row (a line break stands for the sentence's border), W: words, X: and G: the lexicon's
    cues and their elements, K: kind, H: and HX: the heading's words and cues.
    """
    line = f"\n{text}\n"
    out = ["C:" + line[i : i + n] for n in range(1, NGRAMS + 1) for i in range(len(line) - n + 1)]
    out += ["W:" + w for w in cut(text)]
    hits = lexicon.find(text)
    out += ["X:" + h for h in hits]
    out += ["G:" + g for g in sorted({h.partition(".")[0] for h in hits})]
    out.append("K:" + kind)
    if not heading:
        return [*out, "H:"]
    return out + ["H:" + w for w in cut(heading)] + ["HX:" + h for h in lexicon.find(heading)]


@dataclass(frozen=True, slots=True)
class SentenceModel:
    """A trained classifier: `labels[j]` is "study.concrete", "study.any" or "deed".

    A sentence's score is the sum of its features' weights over the length of its feature vector; the squares
    that make up the length are summed like a label of their own, column 0, label j in column j + 1.
    `packed[w, slot]` holds four columns of a run's weights, 16 bits each, so that one addition adds four;
    `scales` turn the sums into numbers. Cue groups and their elements, kinds and the lack of a heading have rows
    of weights. `ends` marks the characters that end a clause; `lexicon` is the digest of the lexicon it knows.
    """

    labels: tuple[str, ...]
    table: GramTable
    packed: np.ndarray
    scales: np.ndarray
    cues: CueTable
    elements: np.ndarray
    ends: np.ndarray
    cue_weights: np.ndarray
    element_weights: np.ndarray
    heading_weights: np.ndarray
    kinds: dict[str, np.ndarray]
    no_heading: np.ndarray
    bias: np.ndarray
    lexicon: str
    digest: str

    def scores(
        self, sentences: Iterable[tuple[str, str]], kind: str, labels: Sequence[str] | None = None
    ) -> np.ndarray:
        """Probabilities [n, labels] for (normalised sentence, heading) pairs; `labels` are all by default."""
        import numpy as np

        pairs = list(sentences)
        wanted = np.array([self.labels.index(x) + 1 for x in (self.labels if labels is None else labels)])
        if not pairs:
            return np.zeros((0, len(wanted)), dtype=np.float32)
        headings = {h: n for n, h in enumerate(dict.fromkeys(h for _, h in pairs if h))}
        count = len(pairs)
        words = np.unique(np.append(wanted, 0) // _FIELDS)
        columns = (words[:, None] * _FIELDS + np.arange(_FIELDS)).ravel()
        columns = columns[columns < len(self.scales)]
        found = _Lines.make(self, [t for t, _ in pairs], list(headings))
        sums = found.sums(words)[:, : len(columns)] * self.scales[columns]
        # The cue groups of a sentence and their elements, then those of its heading.
        groups = found.groups()
        total = sums[:count] + _rows(groups[:count], self.cue_weights, columns)
        at, group = np.nonzero(groups[:count])
        elements = np.zeros((count, len(self.element_weights)), dtype=bool)
        elements[at, self.elements[group]] = True
        total += _rows(elements, self.element_weights, columns)
        if kind in self.kinds:
            total += self.kinds[kind][columns]
        above = np.empty((len(headings) + 1, len(columns)), dtype=np.float32)
        scale = np.where(columns == 0, HEADING_SCALE**2, HEADING_SCALE).astype(np.float32)
        above[:-1] = sums[count:] * scale + _rows(groups[count:], self.heading_weights, columns)
        above[-1] = self.no_heading[columns]
        total += above[[headings.get(h, -1) for _, h in pairs]]
        length = np.sqrt(np.maximum(total[:, :1], 1e-9))
        out = total[:, np.searchsorted(columns, wanted)] / length + self.bias[wanted - 1]
        return 1 / (1 + np.exp(-np.clip(out, -30, 30)))

    def groups(self, texts: Sequence[str]) -> list[frozenset[str]]:
        """The lexicon's cue groups in each text, as `Lexicon.find` finds them."""
        import numpy as np

        if not texts:
            return []
        names = self.cues.groups
        return [
            frozenset(names[g] for g in np.flatnonzero(row)) for row in _Lines.make(self, texts, ()).groups()
        ]


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of one document with the known runs at every character; sentences first, then headings."""

    model: SentenceModel
    text: str
    starts: np.ndarray  # where each line's opening line break stands
    line: np.ndarray  # the line of each character
    numbers: np.ndarray
    runs: np.ndarray
    slots: np.ndarray  # the slot of the run of n + 1 characters at each position, [5, characters]
    sentences: int

    @classmethod
    def make(cls, model: SentenceModel, sentences: Sequence[str], headings: Sequence[str]) -> _Lines:
        """Look everything up, once for the whole document."""
        import numpy as np

        lines = [t.replace("\n", " ") if "\n" in t else t for t in (*sentences, *headings)]
        text = "\n" + "\n".join(lines) + "\n"
        if _SURROGATE.search(text):
            text = _SURROGATE.sub("\ufffd", text)  # rjieba takes Unicode only
        sizes = np.fromiter((len(t) + 1 for t in lines), dtype=np.int64, count=len(lines))
        starts = np.cumsum(sizes) - sizes
        sizes[-1] += 1
        numbers = model.table.numbers(text)
        runs = runs_of(numbers)
        return cls(
            model, text, starts, np.repeat(np.arange(len(lines)), sizes), numbers, runs,
            model.table.find(tagged(runs)), len(sentences),
        )  # fmt: skip

    def groups(self) -> np.ndarray:
        """Whether each cue group stands in each line."""
        import numpy as np

        ends = self.model.ends[self.numbers.view(np.int64)]
        before = np.cumsum(ends) - ends
        return self.model.cues.find(self.text, self.slots, self.line, len(self.starts), before)

    def sums(self, words: np.ndarray) -> np.ndarray:
        """The sums of the packed columns of `words` in each line: n-grams and words of sentences, words of headings."""
        import numpy as np

        pieces = cut(self.text)
        lengths = np.fromiter(map(len, pieces), dtype=np.int64, count=len(pieces))
        begins = np.cumsum(lengths) - lengths
        tag = np.where(self.line[begins] < self.sentences, WORD, HEADING)
        slots = self.model.table.find(word_keys(self.runs, begins, lengths, tag))
        grams = slice(0, self.starts[self.sentences] if self.sentences < len(self.starts) else None)
        cuts, first = _cuts(self.starts, len(self.line))
        out = np.zeros((len(cuts), len(words), _FIELDS), dtype=np.float32)
        for n, word in enumerate(words.tolist()):
            packed = self.model.packed[word]
            total = np.zeros(len(self.line), dtype=np.int64)
            for row in self.slots[:NGRAMS]:
                total[grams] += packed[row[grams]]
            total[begins] += packed[slots]
            out[:, n] = _unpack(np.add.reduceat(total, cuts))
        flat = out.reshape(len(cuts), -1)
        return flat if first is None else np.add.reduceat(flat, first, axis=0)


def _rows(marks: np.ndarray, weights: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """The sum of the weights of each row's marks: few are set, so this beats a matrix product."""
    import numpy as np

    out = np.zeros((len(marks), len(columns)), dtype=np.float32)
    at, mark = np.nonzero(marks)
    if len(at):
        first = np.flatnonzero(np.diff(at, prepend=-1))
        out[at[first]] = np.add.reduceat(weights[mark][:, columns], first, axis=0)
    return out


def _cuts(starts: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray | None]:
    """Where to begin a sum: at each line, and within long lines every `_CHUNK` characters.

    The second value gives the first piece of each line, or None when no line is long.
    """
    import numpy as np

    sizes = np.diff(starts, append=size)
    pieces = -(-sizes // _CHUNK)
    if pieces.max(initial=1) == 1:
        return starts, None
    first = np.cumsum(pieces) - pieces
    within = np.arange(pieces.sum()) - np.repeat(first, pieces)
    return np.repeat(starts, pieces) + within * _CHUNK, first


def pack(columns: np.ndarray) -> np.ndarray:
    """Columns of small whole numbers [n, columns] as 64-bit numbers [words, n], four columns in each."""
    import numpy as np

    words = -(-columns.shape[1] // _FIELDS)
    out = np.zeros((words, len(columns)), dtype=np.int64)
    for j in range(columns.shape[1]):
        out[j // _FIELDS] += columns[:, j].astype(np.int64) << (16 * (j % _FIELDS))
    return out


def _unpack(sums: np.ndarray) -> np.ndarray:
    """The four sums in each 64-bit number; raised by 2**15 none is negative and none borrows from its neighbour."""
    import numpy as np

    raised = (sums + np.int64(0x0000_8000_8000_8000) + np.int64(-(2**63))).astype("<i8", copy=False)
    return raised.view("<u2").reshape(-1, _FIELDS).astype(np.float32) - np.float32(2**15)


@lru_cache(maxsize=2)
def load_model(name: str = "chuangxianzhengyou") -> SentenceModel | None:
    """The packaged classifier trained for a standard, or None when there is none for it."""
    import hashlib

    file = resources.files("checker") / "model" / f"{name}.npz"
    if not file.is_file():
        return None
    data = file.read_bytes()
    return model_from(data, hashlib.sha256(data).hexdigest())


def model_from(data: bytes, digest: str = "") -> SentenceModel:
    """A classifier from the bytes that `checker.train` makes."""
    import io

    import numpy as np

    def names(key: str) -> tuple[str, ...]:
        return tuple(box[key].tobytes().decode("utf-8").split("\n"))

    with np.load(io.BytesIO(data), allow_pickle=False) as box:
        table, slots = GramTable.make(
            box["characters"], box["keys"], box["displacement"], int(box["seed"][0])
        )
        weights = np.zeros((len(table.slots), box["weights"].shape[1]), dtype=np.int8)
        weights[slots] = box["weights"]
        groups = names("groups")
        elements = sorted({g.partition(".")[0] for g in groups})
        ends = np.zeros(len(box["characters"]) + 1, dtype=np.int64)
        ends[numbers_of(table.alphabet, CLAUSE_END).view(np.int64)] = 1
        ends[0] = 0
        return SentenceModel(
            labels=names("labels"),
            table=table,
            packed=pack(weights),
            scales=box["scales"],
            cues=CueTable.make(names("literals"), groups, box["whole"], box["pairs"], table),
            elements=np.array([elements.index(g.partition(".")[0]) for g in groups]),
            ends=ends,
            cue_weights=box["cue_weights"],
            element_weights=box["element_weights"],
            heading_weights=box["heading_weights"],
            kinds=dict(zip(names("kinds"), box["kind_weights"], strict=True)),
            no_heading=box["no_heading"],
            bias=box["bias"],
            lexicon=names("lexicon")[0],
            digest=digest,
        )
