"""corpus/examples in, the packaged models out: `python -m checker.train` (训练).

Needs the extra `train` (scikit-learn). The same corpus gives the same files, byte for byte, on the same
machine; dev-* and fresh-* files are never read here.
"""

from __future__ import annotations

import sys
from pathlib import Path

from checker.training.context import labels_by_text, train_context
from checker.training.examples import BORDER_HANDS, GOODS, LEADS, WHOSE_HANDS, commitments, load_examples
from checker.training.kinds import train_kinds
from checker.training.openings import Openings
from checker.training.papers import train_papers
from checker.training.runon import run_on
from checker.training.scoredpapers import scored_papers
from checker.training.sections import train_sections
from checker.training.sentences import material, train_sentences
from checker.training.several import several
from corpus import load_standard

__all__ = ["main"]


def _write(target: Path, data: bytes) -> None:
    temporary = target.with_suffix(".tmp")
    temporary.write_bytes(data)
    temporary.replace(target)
    print(f"{len(data) / 1e6:.2f} MB -> {target}", file=sys.stderr)


def main() -> None:
    """Train on corpus/examples/*/train-*.jsonl and write checker/model/chuangxianzhengyou*.npz."""
    import sklearn.linear_model  # noqa: F401  its libraries must be loaded to be limited
    from threadpoolctl import threadpool_limits  # comes with scikit-learn

    # Several threads add in an order of their own: the last bits, and so the file's bytes, would differ.
    with threadpool_limits(limits=1):
        _train()


def _train() -> None:
    root = Path(__file__).resolve().parent.parent
    examples, models = root / "corpus" / "examples", root / "checker" / "model"
    standard = load_standard()
    sentences = load_examples(examples / "sentences", "train-*.jsonl")
    documents = load_examples(examples / "documents", "train-*.jsonl")
    plain = [d for d in documents if d["by"] not in WHOSE_HANDS]
    _write(models / f"{standard.id}-kinds.npz", train_kinds(plain))
    _write(models / f"{standard.id}-sections.npz", train_sections(plain))
    openings = Openings.of(load_examples(examples / "openings", "train-*.jsonl"))
    made = [*several(sentences, openings), *openings.sentences()]
    taught_by = [*sentences, *made, *commitments(standard)]
    print(f"{len(taught_by)} sentences, {len(documents)} documents", file=sys.stderr)
    taught = material(taught_by, [d for d in documents if d["by"] not in BORDER_HANDS])
    _write(models / f"{standard.id}.npz", train_sentences(taught))
    labels = labels_by_text(sentences)
    merged, of_merged = run_on(documents, labels, openings)
    papers = scored_papers(taught, [*documents, *merged])
    labels = {**labels, **of_merged}
    for group, elements in (("leads", LEADS), ("goods", GOODS)):
        _write(models / f"{standard.id}-{group}-context.npz", train_context(papers, labels, elements))
        _write(models / f"{standard.id}-{group}-papers.npz", train_papers(papers, labels, elements))


if __name__ == "__main__":
    main()
