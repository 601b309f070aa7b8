"""corpus/examples in, the packaged sentence classifier out: `python -m checker.train` (训练).

Needs the extra `train` (scikit-learn). The same corpus gives the same file, byte for byte, on the same
machine; dev-* files are never read here.
"""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from checker.cues import compile_cues
from checker.evaluate import document_of
from checker.grams import (
    CHARACTERS,
    HEADING,
    LONGEST,
    MOST_CHARACTERS,
    WORD,
    alphabet_of,
    closed,
    keys_of,
    of_kind,
    place_keys,
)
from checker.judging import analyse_outline
from checker.language import HEADING_SCALE, features
from checker.normal import normalise
from corpus import Standard, load_standard
from corpus.lexicon import Lexicon, load_lexicon

__all__ = ["load_examples", "main", "train"]

LEADS = ("study", "excel", "serve", "discipline", "righteous")
GOODS = ("team", "members", "mechanism", "results", "masses")
KINDS = ("letter", "other", "plan", "report")
DEED = "deed"  # the sentence says something concrete, whatever it is about
MIN_COUNT = 2  # a feature seen in one training sentence only says nothing about others
WEAK = 0.5  # what a sentence known only through its document weighs against a labelled one
CLAUSE = 0.3  # what a clause known only through its sentence weighs; 1.0 was no better than none
STRENGTH = 20.0  # inverse regularisation, chosen on dev-* (docs/accuracy.md)
MOST_RUNS = 60_000  # fewer lose accuracy, more gain none (docs/accuracy.md)
_CLAUSES = re.compile("[，,；;：:。]")
RARITY = 1.25  # the power of a feature's idf that it counts


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
                _kind(s.get("kind") or "report"),
                lexicon,
            )
        )
        for s in sentences
    ]


def _kind(kind: str) -> str:
    """The kind as the classifier knows it: a plan of another campaign is one of the others."""
    return kind if kind in KINDS else "other"


@dataclass(frozen=True, slots=True)
class Weak:
    """A part of a labelled whole: a sentence of a document, or a clause of a sentence.

    `never` are the labels it cannot have (an element that is missing is in no sentence); `whole` and
    `somewhere` name the labels that at least one part of that whole has. `weight` is against a labelled sentence.
    """

    counts: Counter[str]
    whole: str
    never: frozenset[str]
    somewhere: frozenset[str]
    weight: float


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
                kind = _kind(record["kind"])
                out.append(
                    Weak(
                        Counter(features(s.text, heading, kind, lexicon)),
                        record["id"],
                        frozenset(never),
                        somewhere,
                        WEAK,
                    )
                )
    return out


def weak_clauses(sentences: Sequence[dict[str, Any]]) -> list[Weak]:
    """The clauses of the labelled sentences that have several: what the sentence does not say, none of them says."""
    concrete = {f"{e}.concrete" for e in (*LEADS, *GOODS)}
    parts, wholes = [], []
    for n, sentence in enumerate(sentences):
        clauses = [c for c in _CLAUSES.split(normalise(sentence["text"]).text) if len(c) >= 3]
        if len(clauses) > 1:
            parts += [{**sentence, "text": c} for c in clauses]
            wholes += [n] * len(clauses)
    out = []
    for n, counts in zip(wholes, rows(parts), strict=True):
        labels = labels_of(sentences[n]) & concrete
        out.append(Weak(counts, f"sentence {n}", frozenset(concrete - labels), frozenset(labels), CLAUSE))
    return out


def train(sentences: list[dict[str, Any]], documents: list[dict[str, Any]]) -> bytes:
    """The classifier as the bytes of an .npz file.

    Labelled sentences teach both ways. A labelled document teaches what its sentences are not, and, in a
    second round, that the best-scoring sentence of a covered element is one (multiple-instance learning);
    so does a sentence of its clauses.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    table = rows(sentences)
    weak = weak_sentences(documents)
    lexicon = load_lexicon()
    # Clauses are no texts of their own: they count for no feature's rarity.
    known = _Features.of([*table, *(w.counts for w in weak)], lexicon)
    weak += weak_clauses(sentences)
    matrix = known.matrix([*table, *(w.counts for w in weak)])
    gold = [labels_of(s) for s in sentences]
    labels = [f"{e}.{n}" for n in ("concrete", "any") for e in LEADS] + [DEED]
    labels += [f"{e}.{n}" for n in ("concrete", "any") for e in GOODS]
    weights = np.zeros((len(known.names), len(labels)), dtype=np.float32)
    bias = np.zeros(len(labels), dtype=np.float32)
    for j, label in enumerate(labels):
        own = list(range(len(table)))
        target = [label in g for g in gold]
        strength = [1.0] * len(own)
        for k, w in enumerate(weak):
            if label in w.never:
                own.append(len(table) + k)
                target.append(False)
                strength.append(w.weight)
        model = _fit(LogisticRegression, matrix[own], target, strength)
        if label.endswith(".concrete"):
            best: dict[str, tuple[float, int]] = {}
            scores = matrix[len(table) :] @ model.coef_[0] + model.intercept_[0] if weak else []
            for k, w in enumerate(weak):
                if label in w.somewhere and (w.whole not in best or scores[k] > best[w.whole][0]):
                    best[w.whole] = (float(scores[k]), k)
            for _, k in best.values():
                own.append(len(table) + k)
                target.append(True)
                strength.append(weak[k].weight)
            model = _fit(LogisticRegression, matrix[own], target, strength)
        weights[:, j] = model.coef_[0]
        bias[j] = model.intercept_[0]
    return _npz(_packed(known, weights, bias, labels, lexicon))


def _fit(kind: Any, matrix: Any, target: list[bool], strength: list[float]) -> Any:
    """One yes-or-no model; both sides weigh the same, however rare the yes is."""
    import numpy as np

    wanted = np.array(target)
    weight = np.array(strength)
    yes, no = weight[wanted].sum(), weight[~wanted].sum()
    weight = np.where(wanted, weight * (yes + no) / (2 * yes), weight * (yes + no) / (2 * no))
    model = kind(C=STRENGTH, max_iter=1000, solver="liblinear", random_state=0)
    return model.fit(matrix, wanted, sample_weight=weight)


@dataclass(frozen=True, slots=True)
class _Features:
    """The features kept, and what one occurrence of each counts: rare ones more, a heading's twice."""

    names: list[str]
    index: dict[str, int]
    values: Any

    @classmethod
    def of(cls, table: Sequence[Counter[str]], lexicon: Lexicon) -> _Features:
        """Those seen often enough, in so small an alphabet that runs of characters fit their keys."""
        import numpy as np

        seen: Counter[str] = Counter()
        for row in table:
            seen.update(row.keys())
        characters: Counter[str] = Counter()
        for name, count in seen.items():
            if name.startswith("C:") and len(name) == 3:
                characters[name[2:]] = count
        room = MOST_CHARACTERS - len({c for word in lexicon.literals for c in word})
        common = sorted(characters.items(), key=lambda item: (-item[1], item[0]))
        kept = {c for c, _ in common[:room] if ord(c) < 0xFFFF}
        names = sorted(
            n
            for n, c in seen.items()
            if c >= MIN_COUNT and n != "C:\n" and (not _is_run(n) or kept.issuperset(_run(n)))
        )
        idf = np.array([np.log((1 + len(table)) / (1 + seen[n])) + 1 for n in names])
        scale = [HEADING_SCALE if n.startswith("H") else 1.0 for n in names]
        return cls(names, {n: i for i, n in enumerate(names)}, idf**RARITY * scale)

    def matrix(self, table: Sequence[Counter[str]]) -> Any:
        """Rows as `SentenceModel.scores` makes them: counts by value, divided by the row's length."""
        import numpy as np
        from scipy import sparse

        data, indices, starts = [], [], [0]
        for row in table:
            at = sorted(self.index[n] for n in row if n in self.index)
            counts = np.array([row[self.names[i]] for i in at], dtype=np.float64)
            values = self.values[at]
            data.append(counts * values / np.sqrt(max((counts * values**2).sum(), 1e-9)))
            indices.append(np.array(at, dtype=np.int32))
            starts.append(starts[-1] + len(at))
        return sparse.csr_matrix(
            (np.concatenate(data), np.concatenate(indices), np.array(starts)),
            shape=(len(table), len(self.names)),
        )


def _packed(
    known: _Features, weights: Any, bias: Any, labels: Sequence[str], lexicon: Lexicon
) -> dict[str, Any]:
    """The arrays that `checker.language.model_from` reads.

    Column 0 is the square of a feature's value, the others value times weight. Runs of characters and words
    have theirs as whole numbers of 8 bits (a column's largest is 127); the few others keep floats.
    """
    import numpy as np

    values = known.values[:, None]
    columns = np.concatenate([values**2, values * weights], axis=1)

    def picked(prefix: str, wanted: Sequence[str]) -> Any:
        out = np.zeros((len(wanted), columns.shape[1]), dtype=np.float32)
        for n, name in enumerate(wanted):
            if prefix + name in known.index:
                out[n] = columns[known.index[prefix + name]]
        return out

    literals, groups, whole, pairs = compile_cues(lexicon)
    elements = sorted({g.partition(".")[0] for g in groups})
    words = [n for n in known.names if _is_run(n) and n != "H:"]
    characters = sorted({c for n in words for c in _run(n)} | {c for word in literals for c in word})
    codes = np.array([ord(c) for c in characters], dtype=np.uint32)
    alphabet = alphabet_of(codes)
    rows_of = np.array([known.index[n] for n in words])
    keys = np.concatenate(
        [
            keys_of(alphabet, [_run(n) for n in words if n[:2] == mark], tag)
            for mark, tag in (("C:", CHARACTERS), ("H:", HEADING), ("W:", WORD))
        ]
        + [
            of_kind(keys_of(alphabet, [_run(n) for n in words if n.startswith(f"W@{kind}:")], WORD), number)
            for number, kind in enumerate(KINDS, 1)
        ]
    )
    runs = columns[rows_of]
    # A heading's features are scaled when they are used, so that their columns fit the same steps.
    headed = np.array([n[0] == "H" for n in words])
    runs[headed] /= HEADING_SCALE
    runs[headed, 0] /= HEADING_SCALE
    scales = np.abs(runs).max(axis=0) / 127
    # Runs that move no label much are left out: the table has to stay in the processor's cache.
    known_steps = np.rint(runs / scales).astype(np.int8)
    effect = np.abs(known_steps[:, 1:].astype(np.int64)).max(axis=1)
    kept = np.sort(np.argsort(-effect, kind="stable")[:MOST_RUNS])
    # A run is looked up only where its parts are known, so these are needed whatever they weigh.
    parts = closed([w[:LONGEST] for w in literals] + [_run(words[n]) for n in kept if words[n][0] == "C"])
    cue_keys = keys_of(alphabet, [*(w for w in literals if len(w) == 1), *parts], CHARACTERS)
    every, where = np.unique(np.concatenate([keys[kept], cue_keys]), return_inverse=True)
    steps = np.zeros((len(every), columns.shape[1]), dtype=np.int8)
    steps[where[: len(kept)]] = known_steps[kept]
    displacement, seed = place_keys(every.tolist())

    def text(lines: Sequence[str]) -> Any:
        return np.frombuffer("\n".join(lines).encode(), dtype=np.uint8)

    return {
        "bias": bias,
        "characters": codes,
        "cue_weights": np.stack([picked("X:", groups) + picked(f"X@{k}:", groups) for k in KINDS]),
        "displacement": displacement.astype(np.uint32),
        "element_weights": np.stack([picked("G:", elements) + picked(f"G@{k}:", elements) for k in KINDS]),
        "groups": text(groups),
        "heading_weights": picked("HX:", groups),
        "keys": every,
        "kind_weights": picked("K:", KINDS),
        "kinds": text(KINDS),
        "labels": text(labels),
        "lexicon": text([lexicon.digest]),
        "literals": text(literals),
        "no_heading": picked("H:", [""])[0],
        "pairs": np.array(pairs, dtype=np.int32).reshape(-1, 3),
        "scales": scales.astype(np.float32),
        "seed": np.array([seed]),
        "weights": steps,
        "whole": np.array(whole, dtype=np.int32).reshape(-1, 2),
    }


def _is_run(name: str) -> bool:
    """Whether a feature is a run of characters or a word (C: W: W@plan: H:), and no cue, kind or element."""
    return name[0] in "CWH" and name[1] != "X"


def _run(name: str) -> str:
    """The characters of a feature that is a run of characters or a word."""
    return name.partition(":")[2]


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
