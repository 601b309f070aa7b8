"""Counted words of texts in, the table that a linear judge learns from out; its weights in, small numbers out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["small", "word_table"]


def word_table(rows: Sequence[Mapping[str, float]], least: int) -> tuple[list[str], Any]:
    """The words of at least so many texts, sorted, and the sparse table [text, word] of what they count."""
    from scipy import sparse

    seen = Counter(w for row in rows for w in row)
    names = sorted(w for w, count in seen.items() if count >= least and "\n" not in w)
    index = {w: n for n, w in enumerate(names)}
    cells = [(n, index[w], v) for n, row in enumerate(rows) for w, v in row.items() if w in index]
    at, columns, values = zip(*cells, strict=True)
    return names, sparse.csr_matrix((values, (at, columns)), shape=(len(rows), len(names)))


def small(weights: Any) -> dict[str, Any]:
    """Weights [word, label] as whole numbers of one byte, and what one of them is worth for each label."""
    import numpy as np

    scales = np.abs(weights).max(axis=0) / 127
    return {"scales": scales.astype(np.float32), "weights": np.rint(weights / scales).astype(np.int8)}
