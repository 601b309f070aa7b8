"""How well coverage is judged, beside two baselines: a phrase matcher and a keyword list.

Run: python benchmarks/accuracy.py [LABELS.jsonl ...]   (default: the development documents, those of hands nothing
was tuned on, and ../shared/devset where it is there). Nothing here is trained on.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from checker.evaluate import Counts, evaluate, load_labels
from corpus import load_standard

ROOT = Path(__file__).resolve().parent.parent
LEADS = ("study", "excel", "serve", "discipline", "righteous")
GOODS = ("team", "members", "mechanism", "results", "masses")
# Those of the rows below that are no whole papers.
SCRAPS = (
    "fresh hand, openings",
    "fresh hand, public papers",
    "hand n, public papers",
    "hand p, public papers",
    "hand s, middles",
    "hand w, public papers",
    "hand bb, public papers",
    "shared/devset (openings)",
)
# The two baselines of ../shared/devset/score.py.
PHRASE = dict(
    zip(LEADS, ("带头学习提高", "带头争创佳绩", "带头服务群众", "带头遵纪守法", "带头弘扬正气"), strict=True)
)
KEYWORDS = dict(
    zip(
        LEADS,
        (
            "学习",
            "业绩|佳绩|岗位|教学质量|爱岗",
            "服务|群众|家长|关心",
            "纪律|法律|守法|廉洁|遵守",
            "正气|道德|师德|风气|作风",
        ),
        strict=True,
    )
)
COVERED = {2, "2", "covered"}


def baseline(records: list[dict[str, Any]], table: dict[str, str]) -> float:
    """Macro-F1 of calling an element covered when its expression stands anywhere in the text."""
    total = 0.0
    for element in LEADS:
        counts = Counts()
        for record in records:
            gold = record["elements"][element] in COVERED
            second = (record.get("elements2") or record["elements"])[element] in COVERED
            if gold == second:
                counts.add(bool(re.search(table[element], record["text"])), gold)
        total += counts.f1
    return total / len(LEADS)


def main(paths: list[str]) -> None:
    """Print one row a label file."""
    standard = load_standard()
    examples = ROOT / "corpus" / "examples" / "documents"
    files = {name: [Path(name)] for name in paths} or {
        "development documents": sorted(examples.glob("dev-*.jsonl")),
        "fresh hand, whole papers": [examples / "fresh-e.jsonl"],
        "hands h and i, whole papers": [examples / f"fresh-{x}.jsonl" for x in "hi"],
        "hands j and k, whole papers": [examples / f"fresh-{x}.jsonl" for x in "jk"],
        "hand l, whole papers": [examples / "fresh-l.jsonl"],
        "hand m, whole papers": [examples / "fresh-m.jsonl"],
        "hand o, whole papers": [examples / "fresh-o.jsonl"],
        "hand q, whole papers": [examples / "fresh-q.jsonl"],
        "hand r, whole papers": [examples / "fresh-r.jsonl"],
        "hand t, whole papers": [examples / "fresh-t.jsonl"],
        "hand u, whole papers": [examples / "fresh-u.jsonl"],
        "hand v, whole papers": [examples / "fresh-v.jsonl"],
        "hands ba, whole papers": [examples / "fresh-ba.jsonl"],
        "hand ca, whole papers": [examples / "fresh-ca.jsonl"],
        "hand y, whole papers": [examples / "fresh-y.jsonl"],
        "hand x, several deeds a sentence": [examples / "fresh-x.jsonl"],
        "hand z, whose deeds": [examples / "fresh-z.jsonl"],
        "fresh hand, openings": [examples / "fresh-f.jsonl"],
        "fresh hand, public papers": [examples / "fresh-g.jsonl"],
        "hand n, public papers": [examples / "fresh-n.jsonl"],
        "hand p, public papers": [examples / "fresh-p.jsonl"],
        "hand s, middles": [examples / "fresh-s.jsonl"],
        "hand w, public papers": [examples / "fresh-w.jsonl"],
        "hand bb, public papers": [examples / "fresh-bb.jsonl"],
        "shared/devset (openings)": [
            p for p in [ROOT.parent / "shared" / "devset" / "real-restated.jsonl"] if p.exists()
        ],
    }
    print(
        f"{'labels':<27} {'docs':>4} {'phrase':>7} {'keyword':>8} {'checker':>8} {'levels':>7} {'false missing':>14} {'kind':>6} {'sections':>9}"
    )
    whole: list[dict[str, Any]] = []
    scraps: list[dict[str, Any]] = []
    for name, found in files.items():
        records = [r for p in found for r in load_labels(p)]
        if not records:
            continue
        sheet = evaluate(records, standard)
        print(
            f"{name:<27} {len(records):>4} {baseline(records, PHRASE):>7.3f} {baseline(records, KEYWORDS):>8.3f} "
            f"{sheet.macro(LEADS):>8.3f} {sheet.levels_right / sheet.levels:>7.3f} {sheet.false_missing / sheet.levels:>14.3f} "
            f"{sheet.kinds_right / sheet.documents:>6.3f} {sheet.sections.f1:>9.3f}"
        )
        (scraps if name in SCRAPS else whole).extend(records)
    print(f"\n{'the five goods (plans)':<27} {'docs':>4} {'checker':>8} {'levels':>7} {'false missing':>14}")
    for name, records in (
        ("these papers" if paths else "whole papers", whole),
        ("openings and scraps", scraps),
    ):
        if plans := [r for r in records if r.get("goods")]:
            sheet = evaluate(plans, standard)
            right, missing = sheet.shares(GOODS)
            print(f"{name:<27} {len(plans):>4} {sheet.macro(GOODS):>8.3f} {right:>7.3f} {missing:>14.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
