"""Sentences in, probabilities per element out: jieba segmentation and the trained classifier (分类器).

The classifier is a linear model over character n-grams, jieba words, deed-lexicon hits and the heading
a sentence stands under; `checker.train` makes it from corpus/examples and this module applies it.
Why it is linear and not a neural encoder: docs/accuracy.md has the measurements.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from corpus.lexicon import Lexicon

if TYPE_CHECKING:
    import numpy as np

__all__ = ["SentenceModel", "cut", "features", "load_model", "model_from"]

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


# Who the sentence is about: the writer, a named third person, or those a paper gives orders to.
_SUBJECTS = (
    ("S:me", re.compile(r"我|本人|咱|自己")),
    (
        "S:third",
        re.compile(
            r"^[^，。；：对向给跟同为替和与把被让我]{0,10}(?:[\u4e00-\u9fff]{1,2}(?:老师|师傅|校长|书记|同志|主任|园长|会计|医生|阿姨|大姐|大叔)|她|他)"
            r"(?!们|说我|叫我|让我|对我|劝我|给我)"
        ),
    ),
    (
        "S:order",
        re.compile(
            r"^(?:[一二三四五六七八九十\d]{1,2}[、.])?(?:各校|各支部|各学校|各单位|各党支部|全体|广大|教师|党员|教职工|县局|上级|文件|通知|规定|条例|《)"
            r"[^，。]{0,14}(?:要|应|须|必须|不得|应当|要求|强调|指出|规定)"
        ),
    ),
    ("S:parents", re.compile(r"我们家长|我家孩子|我的孩子|家长签|监护人|(?:上课|作业)[^，]{0,6}(?:听讲|完成)|同学们")),
)


def features(text: str, heading: str, kind: str, lexicon: Lexicon) -> list[str]:
    """Feature names of one normalised sentence, as training counts them.

    C: characters in a row, W: words, V: two words, X: and G: the lexicon's cues and their elements,
    P: two elements, H: and HX: the heading, L: length, K: kind, D: whether a digit stands in it.
    """
    grams = ["C:" + text[i : i + n] for n in _NGRAMS for i in range(len(text) - n + 1)]
    return grams + _other_features(text, heading, kind, lexicon)


def _other_features(text: str, heading: str, kind: str, lexicon: Lexicon) -> list[str]:
    """All but the character n-grams, of which there are many: `SentenceModel` finds those by automaton."""
    words = cut(text)
    out = ["W:" + w for w in words]
    out += ["V:" + a + "|" + b for a, b in zip(words, words[1:], strict=False)]
    hits = lexicon.find(text)
    out += ["X:" + h for h in hits]
    groups = {h.partition(".")[0] for h in hits}
    out += ["G:" + g for g in groups]
    out += ["P:" + a + "+" + b for a in groups for b in groups if a < b]
    out += _heading_features(heading, lexicon)
    out += [name for name, pattern in _SUBJECTS if pattern.search(text)]
    out += [f"L:{min(8, len(text) // 6)}", "K:" + kind, f"D:{any(c.isdigit() for c in text)}"]
    return out


def _heading_features(heading: str, lexicon: Lexicon) -> list[str]:
    if not heading:
        return ["H:"]
    return ["H:" + w for w in cut(heading)] + ["HX:" + h for h in lexicon.find(heading)]


@dataclass(frozen=True, slots=True)
class SentenceModel:
    """A trained classifier: `labels[j]` is "study.concrete", "study.any" or "deed"; weights are float32 [V, L].

    `grams` finds every character n-gram of the vocabulary; its pattern k is feature `gram_ids[k]`.
    """

    vocabulary: dict[str, int]
    grams: Any
    gram_ids: np.ndarray
    idf: np.ndarray
    weights: np.ndarray
    bias: np.ndarray
    labels: tuple[str, ...]
    digest: str

    @classmethod
    def make(
        cls,
        names: Sequence[str],
        idf: np.ndarray,
        weights: np.ndarray,
        bias: np.ndarray,
        labels: tuple[str, ...],
        digest: str = "",
    ) -> SentenceModel:
        """A model from its feature names, in the order of the weights' rows."""
        import numpy as np
        from ahocorasick_rs import AhoCorasick, Implementation

        grams = [(name[2:], i) for i, name in enumerate(names) if name.startswith("C:")]
        return cls(
            vocabulary={name: i for i, name in enumerate(names) if not name.startswith("C:")},
            grams=AhoCorasick([g for g, _ in grams], implementation=Implementation.ContiguousNFA),
            gram_ids=np.array([i for _, i in grams], dtype=np.int64),
            idf=idf.astype(np.float32),
            weights=np.ascontiguousarray(weights, dtype=np.float32),
            bias=bias.astype(np.float32),
            labels=labels,
            digest=digest,
        )

    def scores(self, sentences: Iterable[tuple[str, str]], kind: str, lexicon: Lexicon) -> np.ndarray:
        """Probabilities [n, L] of each label for (normalised sentence, heading) pairs."""
        import numpy as np

        pairs = list(sentences)
        if not pairs:
            return np.zeros((0, len(self.labels)), dtype=np.float32)
        texts = [text for text, _ in pairs]
        rows: list[int] = []
        ids: list[int] = []
        for n, (text, heading) in enumerate(pairs):
            for name in _other_features(text, heading, kind, lexicon):
                at = self.vocabulary.get(name)
                if at is not None:
                    rows.append(n)
                    ids.append(at)
        # All sentences at once: no n-gram of the vocabulary holds a line break.
        starts = np.cumsum([0] + [len(t) + 1 for t in texts[:-1]])
        hits = np.array(
            self.grams.find_matches_as_indexes("\n".join(texts), overlapping=True), dtype=np.int64
        )
        if len(hits):
            gram_rows = np.searchsorted(starts, hits[:, 1], side="right") - 1
            row = np.concatenate([np.array(rows, dtype=np.int64), gram_rows])
            feature = np.concatenate([np.array(ids, dtype=np.int64), self.gram_ids[hits[:, 0]]])
        else:
            row, feature = np.array(rows, dtype=np.int64), np.array(ids, dtype=np.int64)
        keys, counts = np.unique(row * len(self.idf) + feature, return_counts=True)
        row, feature = np.divmod(keys, len(self.idf))
        values = (1 + np.log(counts.astype(np.float32))) * self.idf[feature]
        norms = np.sqrt(np.bincount(row, weights=values**2, minlength=len(texts)))
        values /= np.maximum(norms, 1e-9)[row].astype(np.float32)
        out = np.repeat(self.bias[None, :], len(texts), axis=0)
        first = np.flatnonzero(np.diff(row, prepend=-1))
        if len(row):
            out[row[first]] += np.add.reduceat(values[:, None] * self.weights[feature], first, axis=0)
        return 1 / (1 + np.exp(-out))


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

    with np.load(io.BytesIO(data), allow_pickle=False) as box:
        return SentenceModel.make(
            box["vocabulary"].tobytes().decode("utf-8").split("\n"),
            box["idf"],
            box["weights"],
            box["bias"],
            tuple(box["labels"].tobytes().decode("utf-8").split("\n")),
            digest,
        )
