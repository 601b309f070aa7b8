"""corpus/examples in, the packaged sentence classifier out: `python -m checker.train` (训练).

Needs the extra `train` (scikit-learn). The same corpus gives the same file, byte for byte, on the same
machine; dev-* files are never read here.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from checker.language import features
from checker.normal import normalise
from corpus.lexicon import load_lexicon

__all__ = ["load_sentences", "main", "train"]

LEADS = ("study", "excel", "serve", "discipline", "righteous")
GOODS = ("team", "members", "mechanism", "results", "masses")
MIN_COUNT = 2  # a feature seen in one training sentence only says nothing about others
STRENGTH = 10.0  # inverse regularisation, chosen on dev-* (docs/accuracy.md)


def load_sentences(folder: Path, pattern: str) -> list[dict[str, Any]]:
    """Labelled sentences of the files that match, in file and line order."""
    out = []
    for path in sorted((folder / "sentences").glob(pattern)):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                out.append(json.loads(line))
    return out


def labels_of(sentence: dict[str, Any]) -> set[str]:
    """ "study.concrete" for each concrete element, "study.any" for each element in whatever manner."""
    out = set()
    for element, nature in sentence["labels"].items():
        out.add(f"{element}.any")
        if nature == "concrete":
            out.add(f"{element}.concrete")
    return out


def rows(sentences: Iterable[dict[str, Any]]) -> list[Counter[str]]:
    """Feature counts of each sentence, exactly as the checker will see them."""
    lexicon = load_lexicon()
    return [
        Counter(
            features(normalise(s["text"]).text, normalise(s.get("heading") or "").text, s.get("kind") or "report", lexicon)
        )
        for s in sentences
    ]


def train(sentences: list[dict[str, Any]]) -> bytes:
    """The classifier as the bytes of an .npz file."""
    import numpy as np
    from scipy import sparse
    from sklearn.linear_model import LogisticRegression

    table = rows(sentences)
    seen: Counter[str] = Counter()
    for row in table:
        seen.update(row.keys())
    names = sorted(n for n, c in seen.items() if c >= MIN_COUNT and "\n" not in n)
    index = {n: i for i, n in enumerate(names)}
    idf = np.array([np.log((1 + len(table)) / (1 + seen[n])) + 1 for n in names], dtype=np.float32)
    data, indices, starts = [], [], [0]
    for row in table:
        at = sorted(index[n] for n in row if n in index)
        values = np.array([1 + np.log(row[names[i]]) for i in at], dtype=np.float32) * idf[at]
        values /= max(float(np.sqrt((values**2).sum())), 1e-9)
        data.append(values)
        indices.append(np.array(at, dtype=np.int32))
        starts.append(starts[-1] + len(at))
    matrix = sparse.csr_matrix((np.concatenate(data), np.concatenate(indices), np.array(starts)), shape=(len(table), len(names)))
    gold = [labels_of(s) for s in sentences]
    labels = [f"{e}.{n}" for e in LEADS + GOODS for n in ("concrete", "any")]
    weights = np.zeros((len(names), len(labels)), dtype=np.float32)
    bias = np.zeros(len(labels), dtype=np.float32)
    for j, label in enumerate(labels):
        target = np.array([label in g for g in gold])
        model = LogisticRegression(C=STRENGTH, max_iter=1000, class_weight="balanced", solver="liblinear", random_state=0)
        model.fit(matrix, target)
        weights[:, j] = model.coef_[0]
        bias[j] = model.intercept_[0]
    box = {
        "vocabulary": np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
        "labels": np.frombuffer("\n".join(labels).encode(), dtype=np.uint8),
        "idf": idf.astype(np.float16),
        "weights": weights.astype(np.float16),
        "bias": bias,
    }
    return _npz(box)


def _npz(box: dict[str, Any]) -> bytes:
    """An .npz with fixed times, so that the same arrays give the same bytes."""
    import numpy as np

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(box):
            member = io.BytesIO()
            np.lib.format.write_array(member, np.ascontiguousarray(box[name]), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), member.getvalue(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def main() -> None:
    """Train on corpus/examples/sentences/train-*.jsonl and write checker/model/chuangxianzhengyou.npz."""
    root = Path(__file__).resolve().parent.parent
    sentences = load_sentences(root / "corpus" / "examples", "train-*.jsonl")
    data = train(sentences)
    target = root / "checker" / "model" / "chuangxianzhengyou.npz"
    temporary = target.with_suffix(".tmp")
    temporary.write_bytes(data)
    temporary.replace(target)
    print(f"{len(sentences)} sentences, {len(data) / 1e6:.1f} MB -> {target}", file=sys.stderr)


if __name__ == "__main__":
    main()
