import io
from dataclasses import replace
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console

from checker.findings import Review
from checker.reports.terminal import show
from tests.reports.fake_reviews import hostile, many, one, unreadable


def printed(reviews: list[Review], **options: object) -> str:
    out = io.StringIO()
    show(reviews, Console(file=out, width=80, force_terminal=False), **options)  # type: ignore[arg-type]
    return out.getvalue()


def test_a_document_is_one_row_with_its_levels_and_conclusion() -> None:
    review = one(1)
    text = printed([review])
    row = next(line for line in text.splitlines() if line.startswith("李秀兰1.docx"))
    marks = {"covered": "实", "named": "提", "missing": "缺"}
    levels = [marks[element.level] for element in review.elements]
    assert row.split()[1:7] == ["承诺书", *levels]
    assert row.rstrip().endswith("需修改")
    assert "1 学习提高" in text
    assert "东河小学/\n李秀兰1.docx" in text


def test_a_long_name_is_folded_with_its_suffix_whole() -> None:
    text = printed([replace(one(0), file="某县某镇中心小学党支部党性分析报告.docx")])
    lines = [line.split()[0] for line in text.splitlines() if "某县" in line or ".docx" in line]
    assert lines == ["某县某镇中心小学党支部", "党性分析报告.docx"]


def test_missing_sections_are_named() -> None:
    review = one(1)
    absent = [section.title for section in review.sections if not section.found]
    assert absent
    text = printed([review]).replace("\n", "").replace(" ", "")
    assert all(title in text for title in absent)


def test_a_plan_that_lacks_some_of_the_five_goods_shows_it() -> None:
    plan = one(2, kind="plan")
    levels = ["covered", "covered", "named", "missing", "covered"]
    goods = iter(levels)
    elements = [
        replace(e, level=next(goods) if e.group == "goods" else "covered")  # type: ignore[arg-type]
        for e in plan.elements
    ]
    sections = [replace(section, found=n > 0) for n, section in enumerate(plan.sections)]
    plan = replace(plan, file="方案.docx", elements=tuple(elements), sections=tuple(sections))
    text = printed([plan, one(1)])
    (row,) = (line for line in text.splitlines() if line.startswith("方案.docx"))
    assert row.split()[1:9] == ["实施方案", *["实"] * 5, "五个好", "3/5"], "beside five 实 of the other group"
    assert "\n五个好 4/5  表示 5 项中 4 项已写实，逐项见汇总表\n" in text
    assert sections[0].title in text and max(cell_len(line) for line in text.splitlines()) <= 80
    whole = replace(plan, elements=tuple(replace(e, level="covered") for e in elements))
    assert "五个好" not in printed([whole, one(1)])


def test_nothing_is_wider_than_the_screen() -> None:
    text = printed([*many(30), *hostile(), unreadable()], ignored=3)
    assert max(cell_len(line) for line in text.splitlines()) <= 80


def test_unreadable_files_come_with_reason_and_advice() -> None:
    text = printed([one(0), unreadable()])
    assert "无法读取的文件" in text
    assert "文件有打开密码，无法读取。" in text
    assert "请取消密码后重新上交。" in text


def test_counts_and_what_to_open_first() -> None:
    reviews = list(many(40))
    text = printed(reviews, outputs=[Path("结果/汇总.xlsx"), Path("结果/report.html")], ignored=2)
    passed = sum(review.status == "pass" for review in reviews)
    assert f"共 40 份，通过 {passed} 份，需修改 {39 - passed} 份，无法读取 1 份" in text
    assert "按名称略过 2 个文件" in text
    assert "先打开：结果/汇总.xlsx" in text


def test_many_rows_are_cut_and_said_to_be() -> None:
    text = printed(list(many(30)), limit=5)
    assert sum(line.rstrip().endswith(("通过", "需修改")) for line in text.splitlines()) == 5
    assert "共 30 份，这里只列前 5 份" in text


def test_documents_cannot_drive_the_terminal_or_forge_markup() -> None:
    text = printed(hostile())
    assert not any(ord(c) < 32 and c != "\n" or "\x7f" <= c <= "\x9f" or c in "\u202e\u2028" for c in text)
    # Markup stays visible as text instead of turning red.
    assert "[bold" in text
    assert "伪造的一行" in text
    assert not any(line.startswith("2026-01-01") and "INFO" in line for line in text.splitlines())


def test_colours_do_not_carry_the_meaning_alone() -> None:
    out = io.StringIO()
    show([one(1)], Console(file=out, width=80, force_terminal=True, color_system="standard"))
    assert "\x1b[32m实" in out.getvalue()


def test_an_empty_folder_is_told() -> None:
    assert "共 0 份" in printed([])
