"""Sentences in, probabilities per element out: jieba segmentation and the trained classifier (分类器).

The classifier is a neural network of one hidden layer over character n-grams, jieba words, the lexicon's cues
and the heading a sentence stands under; `checker.train` makes it from corpus/examples and this module applies it
to all sentences of a document at once. Why it is this and not a linear model or an encoder: docs/accuracy.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.cues import CueTable
from checker.grams import LONGEST_OF_KIND, GramTable, numbers_of
from checker.lines import NGRAMS, Lines, pack
from checker.modelfile import model_arrays, packaged_model
from checker.words import cut
from corpus.lexicon import CLAUSE_END, Lexicon

if TYPE_CHECKING:
    import numpy as np

__all__ = ["HEADING_SCALE", "SentenceModel", "features", "load_model", "model_from"]

HEADING_SCALE = 2.0  # what a feature of the heading counts against one of the sentence


def features(text: str, heading: str, kind: str, lexicon: Lexicon) -> list[str]:
    """Feature names of one normalised sentence, as training counts them.

    C: characters in a row (a line break stands for the sentence's border), W: words, X: and G: the lexicon's
    cues and their elements, K: kind, H: and HX: the heading's words and cues. W@, X@ and G@ are the same once
    more by the document's kind: what is a demand of a plan is a deed in a letter and idle talk in a notice
    (feature augmentation for domains, Daumé 2007, https://aclanthology.org/P07-1033/).
    """
    line = f"\n{text}\n"
    out = ["C:" + line[i : i + n] for n in range(1, NGRAMS + 1) for i in range(len(line) - n + 1)]
    words = cut(text)
    out += ["W:" + w for w in words]
    out += [f"W@{kind}:{w}" for w in words if len(w) <= LONGEST_OF_KIND]
    hits = lexicon.find(text)
    elements = sorted({h.partition(".")[0] for h in hits})
    for mark, found in (("X", hits), ("G", elements)):
        out += [f"{mark}:{name}" for name in found] + [f"{mark}@{kind}:{name}" for name in found]
    out.append("K:" + kind)
    if not heading:
        return [*out, "H:"]
    return out + ["H:" + w for w in cut(heading)] + ["HX:" + h for h in lexicon.find(heading)]


@dataclass(frozen=True, slots=True)
class SentenceModel:
    """A trained classifier: `labels[j]` is "study.concrete", "study.any" or "deed".

    A hidden unit is the sum of a sentence's features' weights over the length of its feature vector, plus
    `hidden_bias`, where that is positive; a label's score is the sum of the units by `output[:, j]`, plus `bias[j]`.
    The squares that make up the length are summed like a unit of their own, column 0, unit k in column k + 1.
    `packed[slot]` holds the columns of a run's weights, 16 bits each, so that one addition adds four; `scales` turn
    the sums into numbers. Cue groups and their elements have rows of weights for each kind, kinds
    and the lack of a heading have rows of weights. `ends` marks the characters that end a clause; `lexicon` is
    the digest of the lexicon it knows.
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
    kinds: tuple[str, ...]
    kind_weights: np.ndarray
    no_heading: np.ndarray
    hidden_bias: np.ndarray
    output: np.ndarray
    bias: np.ndarray
    lexicon: str
    digest: str

    def scores(
        self, sentences: Iterable[tuple[str, str]], kind: str, labels: Sequence[str] | None = None
    ) -> np.ndarray:
        """Probabilities [n, labels] for (normalised sentence, heading) pairs; `labels` are all by default.

        A `kind` that the classifier does not know counts as "other".
        """
        return self.judge(sentences, kind, labels)[0]

    def judge(
        self,
        sentences: Iterable[tuple[str, str]],
        kind: str,
        labels: Sequence[str] | None = None,
        groups: Sequence[str] = (),
    ) -> tuple[np.ndarray, np.ndarray]:
        """The same, and which of the lexicon's cue groups `groups` stand in each sentence: bool [n, groups]."""
        import numpy as np

        pairs = list(sentences)
        wanted = [self.labels.index(x) for x in (self.labels if labels is None else labels)]
        count = len(pairs)
        if not count:
            return np.zeros((0, len(wanted)), dtype=np.float32), np.zeros((0, len(groups)), dtype=bool)
        number = self.kinds.index(kind if kind in self.kinds else "other")
        headings = {h: n for n, h in enumerate(dict.fromkeys(h for _, h in pairs if h))}
        lines = Lines.make(self.table, [t for t, _ in pairs], list(headings))
        sums = lines.sums(self.table, self.packed, number + 1)[:, : len(self.scales)]
        sums *= self.scales
        found = self._groups(lines)
        at, group = _marks(found[:count])
        elements = np.zeros((count, self.element_weights.shape[1]), dtype=bool)
        elements[at, self.elements[group]] = True
        total = sums[:count]
        total += _rows(count, at, group, self.cue_weights[number])
        total += _rows(count, *_marks(elements), self.element_weights[number])
        total += self.kind_weights[number]
        if headings:
            above = np.empty((len(headings) + 1, len(self.scales)), dtype=np.float32)
            scale = np.full(len(self.scales), HEADING_SCALE, dtype=np.float32)
            scale[0] = HEADING_SCALE**2
            above[:-1] = sums[count:] * scale
            above[:-1] += _rows(len(headings), *_marks(found[count:]), self.heading_weights)
            above[-1] = self.no_heading
            total += above[[headings.get(h, -1) for _, h in pairs]]
        else:
            total += self.no_heading
        hidden = total[:, 1:]
        hidden /= np.sqrt(np.maximum(total[:, :1], 1e-9))
        hidden += self.hidden_bias
        np.maximum(hidden, 0, out=hidden)
        # Not a product of matrices: that adds in another order for another number of sentences.
        out = np.einsum("nh,hl->nl", hidden, self.output[:, wanted])
        out += self.bias[wanted]
        known = found[:count, [self.cues.groups.index(g) for g in groups]]
        return 1 / (1 + np.exp(-np.clip(out, -30, 30))), known

    def _groups(self, lines: Lines) -> np.ndarray:
        """Whether each cue group stands in each line."""
        import numpy as np

        ends = self.ends[lines.numbers.view(np.int64)]
        before = np.cumsum(ends) - ends
        return self.cues.find(lines, before)


def _marks(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rows and columns of what is true, found twice as fast in one row of all."""
    import numpy as np

    at, mark = np.divmod(table.ravel().nonzero()[0], table.shape[1])
    return at, mark


def _rows(count: int, at: np.ndarray, mark: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The sum of the weights of each row's marks: few are set, so this beats a matrix product.

    `at` are the rows of the marks, in order.
    """
    import numpy as np

    out = np.zeros((count, weights.shape[1]), dtype=np.float32)
    if len(at):
        first = np.flatnonzero(at[1:] != at[:-1]) + 1
        first = np.concatenate([[0], first])
        out[at[first]] = np.add.reduceat(weights[mark], first, axis=0)
    return out


@lru_cache(maxsize=2)
def load_model(name: str = "chuangxianzhengyou") -> SentenceModel | None:
    """The packaged classifier trained for a standard, or None when there is none for it."""
    import hashlib

    data = packaged_model(name)
    return model_from(data, hashlib.sha256(data).hexdigest()) if data is not None else None


def model_from(data: bytes, digest: str = "") -> SentenceModel:
    """A classifier from the bytes that `checker.train` makes."""
    import numpy as np

    with model_arrays(data) as box:
        table, slots = GramTable.make(
            box["characters"], box["keys"], box["displacement"], int(box["seed"][0])
        )
        weights = np.zeros((len(table.slots), box["weights"].shape[1]), dtype=np.int8)
        weights[slots] = box["weights"]
        groups = box.names("groups")
        elements = sorted({g.partition(".")[0] for g in groups})
        ends = np.zeros(len(box["characters"]) + 1, dtype=np.int64)
        ends[numbers_of(table.alphabet, CLAUSE_END).view(np.int64)] = 1
        ends[0] = 0
        return SentenceModel(
            labels=box.names("labels"),
            table=table,
            packed=pack(weights),
            scales=box["scales"],
            cues=CueTable.make(box.names("literals"), groups, box["whole"], box["pairs"], table),
            elements=np.array([elements.index(g.partition(".")[0]) for g in groups]),
            ends=ends,
            cue_weights=box["cue_weights"],
            element_weights=box["element_weights"],
            heading_weights=box["heading_weights"],
            kinds=box.names("kinds"),
            kind_weights=box["kind_weights"],
            no_heading=box["no_heading"],
            hidden_bias=box["hidden_bias"],
            output=box["output"],
            bias=box["bias"],
            lexicon=box.names("lexicon")[0],
            digest=digest,
        )
