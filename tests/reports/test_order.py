"""People read papers by school, in the roster's order; what belongs together stays together."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook

from checker.findings import Review
from checker.owner import Owner
from checker.reports import Facts, Titles, write_reports
from checker.reports.order import reading_order, school_order
from checker.reports.spool import Ordered, Spool
from checker.schools import name_order
from tests.reports.fake_reviews import many, one, pair
from tests.reports.test_reports import WHEN


def paper(file: str, unit: str = "", kind: str = "letter") -> Review:
    return Review(file, "0", "pass", organization=unit, kind=kind)


def test_numbers_in_names_count() -> None:
    names = ["县第十二小学", "县第二小学", "县二十小学", "县第1小学", "三河小学", "白云小学"]
    assert sorted(names, key=name_order) == [
        "白云小学",
        "三河小学",
        "县第1小学",
        "县第二小学",
        "县第十二小学",
        "县二十小学",
    ]
    assert sorted(["坏\udcff", "𠮷田小学", "囧中学", ""], key=name_order)[0] == ""


def test_the_rosters_order_then_names_then_nobody() -> None:
    names = ["", "安平小学", "东河小学党支部", "西河小学", "东河小学", "北山中学"]
    place = school_order(["西河小学", "东河小学", "西河小学"])
    assert sorted(names, key=place) == [
        "西河小学",
        "东河小学党支部",
        "东河小学",
        "安平小学",
        "北山中学",
        "",
    ]


def test_within_a_school_by_kind_and_file() -> None:
    papers = [
        paper("9.docx"),
        paper("b.docx", "石桥小学", "report"),
        paper("枫林小学/a.docx"),
        paper("c.docx", "石桥小学", "other"),
        paper("乙/d.docx", "东河小学"),
        paper("a.docx", "石桥小学", "report"),
        paper("z.docx", "别的写法"),
    ]
    owners = {"z.docx": Owner("石桥小学")}
    order = reading_order(papers, owners, ["石桥小学"], ["letter", "report", "plan"])
    assert [papers[n].file for n in order] == [
        "z.docx",
        "a.docx",
        "b.docx",
        "c.docx",
        "乙/d.docx",
        "枫林小学/a.docx",
        "9.docx",
    ]


def test_workbook_page_and_pairs_follow_the_order_and_lines_do_not(tmp_path: Path) -> None:
    reviews = [replace(review, organization=f"第{9 - n}小学") for n, review in enumerate(many(6))]
    pairs = [pair(reviews, 0, 4)]
    order = reading_order(reviews, {}, (), Titles().kinds)
    assert order == [5, 4, 3, 2, 1, 0]
    write_reports(iter(reviews), tmp_path, Facts(Titles(), WHEN, pairs=pairs, order=order))
    book = load_workbook(tmp_path / "汇总.xlsx")
    for title in ("总表", "问题清单", "依据"):
        files = [
            row[0] for row in book[title].iter_rows(min_row=3 if title == "依据" else 2, values_only=True)
        ]
        assert list(dict.fromkeys(files)) == [
            r.file for r in reversed(reviews) if title == "总表" or r.file in files
        ], title
    page = (tmp_path / "report.html").read_text(encoding="utf-8")

    def data(name: str) -> list[list[object]]:
        found = re.search(f'<script type="application/json" id="{name}">(.*?)</script>', page, re.DOTALL)
        assert found
        return json.loads(found[1])  # type: ignore[no-any-return]

    assert [row[1] for row in data("rows")] == [r.file for r in reversed(reviews)]
    (twin,) = data("head")["twins"]  # type: ignore[call-overload]
    assert twin[0] == [5, 1], "rows of the page"
    assert [entry["characters"] for entry in data("b0")] == [r.characters for r in reversed(reviews)]  # type: ignore[call-overload]
    lines = (tmp_path / "reviews.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["file"] for line in lines] == [r.file for r in reviews]


def test_a_spool_is_read_in_any_order_without_being_taken_in() -> None:
    reviews = [one(n) for n in range(9)]
    spool = Spool(iter(reviews))
    order = [8, 0, 4, 2, 6, 1, 3, 5, 7]
    shown = Ordered(spool, order)
    assert list(shown) == [reviews[n] for n in order] == list(shown)
    assert shown[2] == reviews[4]
    spool.close()
