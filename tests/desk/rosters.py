"""Rosters and submissions for tests of matching."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from checker.expected.kinds import wanted
from checker.expected.roster import Due, Roster
from checker.expected.submission import Submission
from corpus import load_standard

HEAD = ["单位", "简称", "姓名", "应交材料", "截止日期", "联系人", "电话", "备注"]
SCHOOL, NURSERY, MIDDLE = "云溪县石桥镇中心小学", "云溪县石桥镇中心小学附属幼儿园", "石桥中学"
NAMES = {"letter": "承诺书", "report": "党性分析报告", "plan": "实施方案", "other": "其他"}


def workbook(path: Path, rows: list[list[Any]], head: list[str] | None = None) -> Path:
    """An .xlsx with these rows, formulas as text."""
    book: Any = Workbook()
    book.active.append(HEAD if head is None else head)
    for row in rows:
        book.active.append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def roster(*rows: tuple[str, str, str]) -> Roster:
    """A roster of (unit, person, material), all due at the end of 10 March 2011."""
    standard = load_standard()
    limit = datetime.datetime(2011, 3, 10, 23, 59, 59)
    return Roster(
        "名单.xlsx",
        tuple(
            Due(n, unit, person, wanted(what, standard), limit)
            for n, (unit, person, what) in enumerate(rows, 2)
        ),
    )


def sent(file: str, number: int = 0, **facts: Any) -> Submission:
    """A letter received in time, unless said otherwise."""
    usual: dict[str, Any] = {
        "sha256": f"{number:064x}",
        "status": "pass",
        "kind": "letter",
        "title": "承诺书",
        "organization": "",
        "author": "",
        "file_time": datetime.datetime(2011, 3, 8, 9, 0),
    }
    return Submission(number, file, **(usual | facts))
