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
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from checker.evaluate import document_of
from checker.language import features
from checker.normal import normalise
from checker.review import analyse_outline
from corpus import Standard, load_standard
from corpus.lexicon import load_lexicon

__all__ = ["load_examples", "main", "train"]

LEADS = ("study", "excel", "serve", "discipline", "righteous")
GOODS = ("team", "members", "mechanism", "results", "masses")
DEED = "deed"  # the sentence says something concrete, whatever it is about
MIN_COUNT = 2  # a feature seen in one training sentence only says nothing about others
WEAK = 0.5  # what a sentence known only through its document weighs against a labelled one
STRENGTH = 10.0  # inverse regularisation, chosen on dev-* (docs/accuracy.md)


def load_examples(folder: Path, pattern: str) -> list[dict[str, Any]]:
    """Labelled sentences or documents of the files that match, in file and line order."""
    out = []
    for path in sorted(folder.glob(pattern)):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                out.append(json.loads(line))
    return out


def commitments(standard: Standard) -> list[dict[str, Any]]:
    """The letter template's own commitments (承诺) as labelled sentences: each was written for one lead."""
    import yaml

    text = (resources.files("templates") / "letter" / "commitments.yaml").read_text(encoding="utf-8")
    ids = {e.title: e.id for e in standard.elements}
    return [
        {"text": line, "heading": "", "labels": {ids[title]: "concrete"}, "kind": "letter"}
        for leads in yaml.safe_load(text).values()
        for title, lines in leads.items()
        for line in lines
    ]


def labels_of(sentence: dict[str, Any]) -> set[str]:
    """ "study.concrete" for each concrete element, "study.any" for each element in whatever manner."""
    out = set()
    for element, nature in sentence["labels"].items():
        out.add(f"{element}.any")
        if nature == "concrete":
            out |= {f"{element}.concrete", DEED}
    return out


def rows(sentences: Iterable[dict[str, Any]]) -> list[Counter[str]]:
    """Feature counts of each sentence, exactly as the checker will see them."""
    lexicon = load_lexicon()
    return [
        Counter(
            features(
                normalise(s["text"]).text,
                normalise(s.get("heading") or "").text,
                s.get("kind") or "report",
                lexicon,
            )
        )
        for s in sentences
    ]


@dataclass(frozen=True, slots=True)
class Weak:
    """A sentence of a labelled document, with what the document's levels say of it.

    `never` are the labels it cannot have (an element that is missing is in no sentence); `document` and
    `somewhere` name the labels that at least one sentence of that document has.
    """

    counts: Counter[str]
    document: str
    never: frozenset[str]
    somewhere: frozenset[str]


def weak_sentences(documents: Iterable[dict[str, Any]]) -> list[Weak]:
    """Every sentence of the labelled documents, cut and normalised as the checker does it."""
    standard = load_standard()
    lexicon = load_lexicon()
    out = []
    for record in documents:
        levels = {**record["elements"], **(record.get("goods") or {})}
        never = {f"{e}.concrete" for e, level in levels.items() if level != "covered"}
        never |= {f"{e}.any" for e, level in levels.items() if level == "missing"}
        somewhere = frozenset(f"{e}.concrete" for e, level in levels.items() if level == "covered")
        outline = analyse_outline(document_of(record["text"]), standard)
        for s in outline.sentences:
            if s.role == "body" and len(s.text) >= 4:
                heading = outline.headings[s.heading].title if s.heading >= 0 else ""
                kind = record["kind"] if record["kind"] in ("letter", "plan") else "report"
                out.append(
                    Weak(
                        Counter(features(s.text, heading, kind, lexicon)),
                        record["id"],
                        frozenset(never),
                        somewhere,
                    )
                )
    return out


def train(sentences: list[dict[str, Any]], documents: list[dict[str, Any]]) -> bytes:
    """The classifier as the bytes of an .npz file.

    Labelled sentences teach both ways. A labelled document teaches what its sentences are not, and, in a
    second round, that the best-scoring sentence of a covered element is one (multiple-instance learning).
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    table = rows(sentences)
    weak = weak_sentences(documents)
    seen: Counter[str] = Counter()
    for row in [*table, *(w.counts for w in weak)]:
        seen.update(row.keys())
    names = sorted(n for n, c in seen.items() if c >= MIN_COUNT and "\n" not in n)
    index = {n: i for i, n in enumerate(names)}
    idf = np.array(
        [np.log((1 + len(table) + len(weak)) / (1 + seen[n])) + 1 for n in names], dtype=np.float32
    )
    matrix = _matrix([*table, *(w.counts for w in weak)], names, index, idf)
    gold = [labels_of(s) for s in sentences]
    labels = [f"{e}.{n}" for e in LEADS + GOODS for n in ("concrete", "any")] + [DEED]
    weights = np.zeros((len(names), len(labels)), dtype=np.float32)
    bias = np.zeros(len(labels), dtype=np.float32)
    for j, label in enumerate(labels):
        own = list(range(len(table)))
        target = [label in g for g in gold]
        strength = [1.0] * len(own)
        for k, w in enumerate(weak):
            if label in w.never:
                own.append(len(table) + k)
                target.append(False)
                strength.append(WEAK)
        model = _fit(LogisticRegression, matrix[own], target, strength)
        if label.endswith(".concrete"):
            best: dict[str, tuple[float, int]] = {}
            scores = matrix[len(table) :] @ model.coef_[0] + model.intercept_[0] if weak else []
            for k, w in enumerate(weak):
                if label in w.somewhere and (w.document not in best or scores[k] > best[w.document][0]):
                    best[w.document] = (float(scores[k]), k)
            for _, k in best.values():
                own.append(len(table) + k)
                target.append(True)
                strength.append(WEAK)
            model = _fit(LogisticRegression, matrix[own], target, strength)
        weights[:, j] = model.coef_[0]
        bias[j] = model.intercept_[0]
    return _npz(
        {
            "vocabulary": np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
            "labels": np.frombuffer("\n".join(labels).encode(), dtype=np.uint8),
            "idf": idf.astype(np.float16),
            "weights": weights.astype(np.float16),
            "bias": bias,
        }
    )


def _fit(kind: Any, matrix: Any, target: list[bool], strength: list[float]) -> Any:
    """One yes-or-no model; both sides weigh the same, however rare the yes is."""
    import numpy as np

    wanted = np.array(target)
    weight = np.array(strength)
    yes, no = weight[wanted].sum(), weight[~wanted].sum()
    weight = np.where(wanted, weight * (yes + no) / (2 * yes), weight * (yes + no) / (2 * no))
    model = kind(C=STRENGTH, max_iter=1000, solver="liblinear", random_state=0)
    return model.fit(matrix, wanted, sample_weight=weight)


def _matrix(table: list[Counter[str]], names: list[str], index: dict[str, int], idf: Any) -> Any:
    """Sublinear tf-idf rows of length one, as `SentenceModel.scores` makes them."""
    import numpy as np
    from scipy import sparse

    data, indices, starts = [], [], [0]
    for row in table:
        at = sorted(index[n] for n in row if n in index)
        values = np.array([1 + np.log(row[names[i]]) for i in at], dtype=np.float32) * idf[at]
        values /= max(float(np.sqrt((values**2).sum())), 1e-9)
        data.append(values)
        indices.append(np.array(at, dtype=np.int32))
        starts.append(starts[-1] + len(at))
    return sparse.csr_matrix(
        (np.concatenate(data), np.concatenate(indices), np.array(starts)), shape=(len(table), len(names))
    )


def _npz(box: dict[str, Any]) -> bytes:
    """An .npz with fixed times, so that the same arrays give the same bytes."""
    import numpy as np

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(box):
            member = io.BytesIO()
            np.lib.format.write_array(member, np.ascontiguousarray(box[name]), allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), member.getvalue(), zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def main() -> None:
    """Train on corpus/examples/sentences/train-*.jsonl and write checker/model/chuangxianzhengyou.npz."""
    root = Path(__file__).resolve().parent.parent
    examples = root / "corpus" / "examples"
    sentences = load_examples(examples / "sentences", "train-*.jsonl") + commitments(load_standard())
    data = train(sentences, load_examples(examples / "documents", "train-*.jsonl"))
    target = root / "checker" / "model" / "chuangxianzhengyou.npz"
    temporary = target.with_suffix(".tmp")
    temporary.write_bytes(data)
    temporary.replace(target)
    print(f"{len(sentences)} sentences, {len(data) / 1e6:.1f} MB -> {target}", file=sys.stderr)


if __name__ == "__main__":
    main()
