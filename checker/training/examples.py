"""The labelled sentences and documents that models learn from (训练语料)."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

from corpus import Standard

__all__ = [
    "BORDER_HANDS",
    "GOODS",
    "KINDS",
    "LEADS",
    "RESTATING_HANDS",
    "WHOSE_HANDS",
    "commitments",
    "known_kind",
    "load_examples",
]

LEADS = ("study", "excel", "serve", "discipline", "righteous")
GOODS = ("team", "members", "mechanism", "results", "masses")
KINDS = ("letter", "other", "plan", "report")
# Those who restated public papers sentence by sentence; the others invented theirs (corpus/examples/README.md).
RESTATING_HANDS = frozenset(f"train-{x}" for x in (*"tuvwxyz", *(f"c{x}" for x in "abcdefgijm")))
# Those whose every sentence is labelled, border by border: what a document as a whole says adds nothing (docs/accuracy.md).
BORDER_HANDS = frozenset(f"train-{a}{b}" for a in "ab" for b in "abcdefgh")
# Those who wrote whole papers in which others' deeds and demands stand beside the writer's own. Of what kind they are
# and what their parts are is plain: the judges of that learn from the others alone, which is as good (docs/accuracy.md).
WHOSE_HANDS = frozenset(
    f"train-{x}" for x in ("cr", "dc", "dd", "dg", "dh", "di", "dl", "dm", "dn", "do", "dp")
)


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


def known_kind(kind: str) -> str:
    """The kind as the classifiers know it: a plan of another campaign is one of the others."""
    return kind if kind in KINDS else "other"
