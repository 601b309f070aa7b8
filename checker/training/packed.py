"""A fitted sentence model in, the arrays of the packaged file out (压缩)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.cues import compile_cues
from checker.grams import (
    CHARACTERS,
    HEADING,
    LONGEST,
    WORD,
    alphabet_of,
    closed,
    keys_of,
    of_kind,
    place_keys,
)
from checker.language import HEADING_SCALE
from checker.training.examples import KINDS
from checker.training.net import Net
from checker.training.npz import text_array
from checker.training.table import Features, is_run, run_of
from corpus.lexicon import Lexicon

__all__ = ["packed"]


def packed(known: Features, net: Net, labels: Sequence[str], lexicon: Lexicon) -> dict[str, Any]:
    """The arrays that `checker.language.model_from` reads.

    Column 0 is the square of a feature's value, the others value times its weight for a hidden unit. Runs of
    characters and words have theirs as whole numbers of 8 bits (a column's largest is 127), which loses nothing
    (docs/accuracy.md); the few others keep floats.
    """
    import numpy as np

    values = known.values[:, None]
    columns = np.concatenate([values**2, values * net.first], axis=1)

    def picked(prefix: str, wanted: Sequence[str]) -> Any:
        out = np.zeros((len(wanted), columns.shape[1]), dtype=np.float32)
        for n, name in enumerate(wanted):
            if prefix + name in known.index:
                out[n] = columns[known.index[prefix + name]]
        return out

    literals, groups, whole, pairs = compile_cues(lexicon)
    elements = sorted({g.partition(".")[0] for g in groups})
    return _runs(known, columns, literals) | {
        "bias": net.second_bias,
        "cue_weights": np.stack([picked("X:", groups) + picked(f"X@{k}:", groups) for k in KINDS]),
        "element_weights": np.stack([picked("G:", elements) + picked(f"G@{k}:", elements) for k in KINDS]),
        "groups": text_array(groups),
        "hidden_bias": net.first_bias,
        "heading_weights": picked("HX:", groups),
        "kind_weights": picked("K:", KINDS),
        "kinds": text_array(KINDS),
        "labels": text_array(labels),
        "lexicon": text_array([lexicon.digest]),
        "literals": text_array(literals),
        "no_heading": picked("H:", [""])[0],
        "output": net.second,
        "pairs": np.array(pairs, dtype=np.int32).reshape(-1, 3),
        "whole": np.array(whole, dtype=np.int32).reshape(-1, 2),
    }


def _runs(known: Features, columns: Any, literals: Sequence[str]) -> dict[str, Any]:
    """The table of runs of characters and words, and the weights of each; cues are looked up in it too."""
    import numpy as np

    words = [n for n in known.names if is_run(n) and n != "H:"]
    characters = sorted({c for n in words for c in run_of(n)} | {c for word in literals for c in word})
    codes = np.array([ord(c) for c in characters], dtype=np.uint32)
    alphabet = alphabet_of(codes)
    keys = _keys(alphabet, words)
    # A run is looked up only where its parts are known, so these are needed whatever they weigh.
    parts = closed([w[:LONGEST] for w in literals] + [run_of(n) for n in words if n[0] == "C"])
    cue_keys = keys_of(alphabet, [*(w for w in literals if len(w) == 1), *parts], CHARACTERS)
    every, where = np.unique(np.concatenate([keys, cue_keys]), return_inverse=True)
    steps, scales = _steps(words, columns[[known.index[n] for n in words]])
    weights = np.zeros((len(every), columns.shape[1]), dtype=np.int8)
    weights[where[: len(keys)]] = steps
    displacement, seed = place_keys(every.tolist())
    return {
        "characters": codes,
        "displacement": displacement.astype(np.uint32),
        "keys": every,
        "scales": scales,
        "seed": np.array([seed]),
        "weights": weights,
    }


def _keys(alphabet: Any, words: Sequence[str]) -> Any:
    """The key of each feature, in the order of `words`: that is sorted, and so are C, H, W, and W@ by `KINDS`."""
    import numpy as np

    marked = [
        keys_of(alphabet, [run_of(n) for n in words if n[:2] == mark], tag)
        for mark, tag in (("C:", CHARACTERS), ("H:", HEADING), ("W:", WORD))
    ]
    by_kind = [
        of_kind(keys_of(alphabet, [run_of(n) for n in words if n.startswith(f"W@{kind}:")], WORD), number)
        for number, kind in enumerate(KINDS, 1)
    ]
    return np.concatenate(marked + by_kind)


def _steps(words: Sequence[str], columns: Any) -> tuple[Any, Any]:
    """The columns of each feature as whole numbers (int8), and what one step of each column is worth (float32)."""
    import numpy as np

    runs = columns.copy()
    # A heading's features are scaled when they are used, so that their columns fit the same steps.
    headed = np.array([n[0] == "H" for n in words])
    runs[headed] /= HEADING_SCALE
    runs[headed, 0] /= HEADING_SCALE
    scales = np.abs(runs).max(axis=0) / 127
    return np.rint(runs / scales).astype(np.int8), scales.astype(np.float32)
