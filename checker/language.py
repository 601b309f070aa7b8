"""Sentences in, probabilities per element out: jieba segmentation and the trained classifier (分类器).

The classifier is a linear model over character n-grams, jieba words, deed-lexicon hits and the heading
a sentence stands under; `checker.train` makes it from corpus/examples and this module applies it.
Why it is linear and not a neural encoder: docs/accuracy.md has the measurements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from corpus.lexicon import Lexicon, load_lexicon

if TYPE_CHECKING:
    import numpy as np

__all__ = ["SentenceModel", "cut", "features", "load_model"]

_NGRAMS = (1, 2, 3, 4)


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
    """Feature names of one normalised sentence; training and use share this one function."""
    words = cut(text)
    out = ["W:" + w for w in words]
    out += ["V:" + a + "|" + b for a, b in zip(words, words[1:], strict=False)]
    for n in _NGRAMS:
        out += ["C:" + text[i : i + n] for i in range(len(text) - n + 1)]
    hits = lexicon.find(text)
    out += ["X:" + h for h in hits]
    groups = {h.partition(".")[0] for h in hits}
    out += ["G:" + g for g in groups]
    out += ["P:" + a + "+" + b for a in groups for b in groups if a < b]
    out += ["H:" + w for w in cut(heading)] if heading else ["H:"]
    out += ["HX:" + h for h in lexicon.find(heading)] if heading else []
    out += [f"L:{min(8, len(text) // 6)}", "K:" + kind, f"D:{sum(c.isdigit() for c in text) > 0}"]
    return out


@dataclass(frozen=True, slots=True)
class SentenceModel:
    """A trained classifier: `labels[j]` is "study.concrete" or "study.any"; weights are float32 [V, L]."""

    vocabulary: dict[str, int]
    idf: np.ndarray
    weights: np.ndarray
    bias: np.ndarray
    labels: tuple[str, ...]
    digest: str

    def scores(self, sentences: Iterable[tuple[str, str]], kind: str, lexicon: Lexicon) -> np.ndarray:
        """Probabilities [n, L] of each label for (normalised sentence, heading) pairs."""
        import numpy as np

        rows = []
        for text, heading in sentences:
            counts: dict[int, int] = {}
            for name in features(text, heading, kind, lexicon):
                at = self.vocabulary.get(name)
                if at is not None:
                    counts[at] = counts.get(at, 0) + 1
            if not counts:
                rows.append(self.bias)
                continue
            index = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
            values = (
                1 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))
            ) * self.idf[index]
            values /= np.sqrt((values**2).sum())
            rows.append(values @ self.weights[index] + self.bias)
        if not rows:
            return np.zeros((0, len(self.labels)), dtype=np.float32)
        return 1 / (1 + np.exp(-np.stack(rows)))


@lru_cache(maxsize=2)
def load_model(name: str = "chuangxianzhengyou") -> SentenceModel | None:
    """The packaged classifier trained for a standard, or None when there is none for it."""
    import hashlib
    import io

    import numpy as np

    file = resources.files("checker") / "model" / f"{name}.npz"
    if not file.is_file():
        return None
    data = file.read_bytes()
    with np.load(io.BytesIO(data), allow_pickle=False) as box:
        names = box["vocabulary"].tobytes().decode("utf-8").split("\n")
        return SentenceModel(
            vocabulary={name: i for i, name in enumerate(names)},
            idf=box["idf"].astype(np.float32),
            weights=box["weights"].astype(np.float32),
            bias=box["bias"].astype(np.float32),
            labels=tuple(str(box["labels"].tobytes().decode("utf-8")).split("\n")),
            digest=hashlib.sha256(data).hexdigest(),
        )


def model_lexicon() -> Lexicon:
    """The packaged deed lexicon."""
    return load_lexicon()
