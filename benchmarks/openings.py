"""Whose a long list of deeds is: five deeds in one sentence, behind openings that say whose they are (开头).

Run: python benchmarks/openings.py [OPENINGS.jsonl ...]   (default: those of hands nothing was taught by). Every list
of a file is put behind every opening of it, once with ，between the deeds and once with ；, in a short letter or plan.
Nothing here is trained on.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from checker.evaluate import document_of
from checker.findings import Level
from checker.judging import analyse
from checker.training.examples import load_examples
from corpus import load_standard

FOLDER = Path(__file__).resolve().parent.parent / "corpus" / "examples" / "openings"
WHOSE = ("own", "plan", "other", "asked")
LETTER = (
    "党员承诺书\n我叫王小明，现在石桥镇中心小学工作，家住镇上。\n{said}。\n"
    "这份承诺一式两份，一份交支部，一份自己留着。支部研究以后张贴在一楼大厅，时间从五月到年底。\n"
    "承诺人：王小明\n2011年5月6日"
)
PLAN = (
    "石桥镇中心小学创先争优活动实施方案\n为做好本年度的活动，经支部研究，制定本方案。\n"
    "一、组织领导\n成立活动领导小组，组长由支部书记担任，办公室设在教务处。\n二、活动内容\n{said}。\n"
    "三、时间安排\n本方案自印发之日起施行，十二月底结束。\n中共石桥镇中心小学支部委员会\n2011年5月6日"
)


def levels(opening: Mapping[str, Any], deeds: Sequence[Mapping[str, str]], mark: str) -> Iterator[Level]:
    """The level of each of the deeds' elements, where they are listed behind the opening."""
    kind, paper = ("plan", PLAN) if opening["whose"] == "plan" else ("letter", LETTER)
    text = paper.format(said=opening["text"] + mark.join(d["text"] for d in deeds))
    asked = {d["element"] for d in deeds}
    for judged in analyse(document_of(text), load_standard(), kind).judgements:
        if judged.id in asked:
            yield judged.level


def shares(rows: Sequence[Mapping[str, Any]], mark: str) -> dict[str, Counter[Level]]:
    """How often each level was given, by whose the deeds are."""
    lists = [row["deeds"] for row in rows if "deeds" in row]
    out: dict[str, Counter[Level]] = {whose: Counter() for whose in WHOSE}
    for row in rows:
        for deeds in lists if "whose" in row else ():
            out[row["whose"]].update(levels(row, deeds, mark))
    return out


def main(paths: list[str]) -> None:
    """Print one row a file, mark and whose."""
    print(f"{'openings':<10} {'':<2} {'whose':<6} {'deeds':>6} {'covered':>8} {'named':>6} {'missing':>8}")
    for path in map(Path, paths) if paths else sorted(FOLDER.glob("fresh-*.jsonl")):
        rows = load_examples(path.parent, path.name)
        for mark in "，；":
            for whose, found in shares(rows, mark).items():
                total = max(1, found.total())
                told = (found[level] / total for level in ("covered", "named", "missing"))
                print(
                    f"{path.stem:<10} {mark:<2} {whose:<6} {total:>6} "
                    + " ".join(f"{share:>{width}.3f}" for share, width in zip(told, (8, 6, 8), strict=True))
                )


if __name__ == "__main__":
    main(sys.argv[1:])
