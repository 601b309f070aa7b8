"""A reviewer's corrections in the workbook are shown first, then learnt, and hold for nearly the same sentence too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from checker.bureau import Bureau
from checker.cli import main
from checker.evaluate import document_of
from checker.examples import EXAMPLES, Example, Examples, ExamplesError, read_examples
from checker.findings import Review
from checker.judging import review_document
from corpus import load_standard
from tests.test_waivers import LETTER

SERVE = "三、每学期家访二十户，帮扶两名学困生。"
HEAD = ["文件", "单位", "姓名", "要素", "程度", "依据原文", "位置", "说明", "更正"]


def examples(*rows: tuple[str, str, str]) -> Examples:
    return Examples.of(Example("chuangxianzhengyou", element, text, label) for element, text, label in rows)


def levels(text: str, known: Examples) -> dict[str, str]:
    bureau = Bureau(examples=known)
    result: Review = review_document(document_of(text), "a.txt", load_standard(), bureau=bureau)
    return {e.id: e.level for e in result.elements}


def test_a_corrected_sentence_takes_its_label() -> None:
    assert levels(LETTER, examples())["serve"] == "covered"
    assert levels(LETTER, examples(("serve", SERVE, "named")))["serve"] == "named"
    assert levels(LETTER, examples(("serve", SERVE, "missing")))["serve"] == "missing"
    slogan = LETTER.replace(SERVE, "三、带头服务群众。")
    assert levels(slogan, examples())["serve"] == "named"
    assert levels(slogan, examples(("serve", "带头服务群众", "covered")))["serve"] == "covered"


def test_other_elements_of_the_sentence_keep_their_levels() -> None:
    before, after = levels(LETTER, examples()), levels(LETTER, examples(("serve", SERVE, "named")))
    assert {k: v for k, v in before.items() if k != "serve"} == {
        k: v for k, v in after.items() if k != "serve"
    }


@pytest.mark.parametrize(
    "written",
    [
        "每学期家访二十户，帮扶两名学困生。",
        "每學期家訪二十戶,幫扶兩名學困生",
        "3.每学期家访二十户，还帮扶两名学困生。",
    ],
)
def test_nearly_the_same_sentence_counts(written: str) -> None:
    assert examples(("serve", SERVE, "named")).labels("chuangxianzhengyou", written) == {"serve": "named"}


@pytest.mark.parametrize(
    "written",
    [
        "每学期家访三十户，帮扶两名学困生。",
        "每学期不家访二十户，帮扶两名学困生。",
        "每学期上两节公开课。",
        "",
    ],
)
def test_a_sentence_that_says_something_else_does_not(written: str) -> None:
    assert examples(("serve", SERVE, "named")).labels("chuangxianzhengyou", written) == {}


def test_another_standard_is_not_touched_and_the_last_correction_wins() -> None:
    known = examples(("serve", SERVE, "named"), ("serve", SERVE, "covered"))
    assert known.labels("chuangxianzhengyou", SERVE) == {"serve": "covered"} and len(known) == 1
    assert known.labels("duizhaojiancha2025", SERVE) == {}


def reviewed(path: Path, marks: dict[str, str]) -> Path:
    """The workbook as a reviewer leaves it: `marks` are corrections by element."""
    book = openpyxl.load_workbook(path)
    sheet: Any = book["依据"]
    assert [c.value for c in sheet[2]] == HEAD
    for row in sheet.iter_rows(min_row=3):
        if row[3].value in marks:
            row[8].value = marks[row[3].value]
    book.save(path)
    return path


@pytest.fixture
def county(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    folder.mkdir()
    (folder / "林小禾.txt").write_text(LETTER, encoding="utf-8")
    (folder / "周明远.txt").write_text(
        LETTER.replace("林小禾", "周明远").replace(SERVE, "三、多为师生办事。"), encoding="utf-8"
    )
    main(["check", str(folder), "-o", str(tmp_path / "结果"), "--format", "json"])
    return tmp_path


def test_learn_shows_first_and_writes_only_with_yes(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = county / "结果"
    book = reviewed(out / "汇总.xlsx", {"带头服务群众": "只提到"})
    capsys.readouterr()
    assert main(["learn", str(book)]) == 0
    shown = capsys.readouterr().out
    assert "林小禾.txt　带头服务群众：已写实 → 只提到" in shown and "林小禾.txt　结论：通过 → 需修改" in shown
    assert "预览" in shown and not (out / EXAMPLES).exists()
    assert main(["learn", str(book), "--yes"]) == 0
    assert "已写入" in capsys.readouterr().out
    kept = [json.loads(line) for line in (out / EXAMPLES).read_text(encoding="utf-8").splitlines()]
    assert any(k["element"] == "serve" and k["label"] == "named" and k["file"] == "林小禾.txt" for k in kept)
    assert main(["check", str(county / "报送"), "-o", str(out), "--format", "json"]) == 1
    captured = capsys.readouterr()
    told = {r["file"]: {e["id"]: e["level"] for e in r["elements"]} for r in json.loads(captured.out)}
    assert told["林小禾.txt"]["serve"] == "named"
    assert "本局范例" in captured.err
    assert main(["learn", str(book), "--yes"]) == 0
    assert "没有新的更正" in capsys.readouterr().out


def test_check_takes_examples_from_elsewhere(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, mine = (
        reviewed(county / "结果" / "汇总.xlsx", {"带头服务群众": "不是这个要素"}),
        county / "全县.jsonl",
    )
    assert main(["learn", str(book), "--examples", str(mine), "--folder", str(county / "报送"), "--yes"]) == 0
    capsys.readouterr()
    main(["check", str(county / "报送" / "林小禾.txt"), "--examples", str(mine), "--format", "json"])
    elements = {e["id"]: e["level"] for e in json.loads(capsys.readouterr().out)[0]["elements"]}
    assert elements["serve"] == "missing"


def test_corrections_are_not_written_over_by_the_next_check(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = county / "结果"
    reviewed(out / "汇总.xlsx", {"带头服务群众": "只提到"})
    (county / "报送" / "新来.txt").write_text(LETTER, encoding="utf-8")
    capsys.readouterr()
    main(["check", str(county / "报送"), "-o", str(out), "--format", "json"])
    assert "汇总（有更正1）.xlsx" in capsys.readouterr().err
    assert main(["learn", str(out / "汇总（有更正1）.xlsx")]) == 0
    assert "只提到" in capsys.readouterr().out
    (county / "报送" / "又来.txt").write_text(LETTER, encoding="utf-8")
    main(["check", str(county / "报送"), "-o", str(out), "--format", "json"])
    assert "有更正" not in capsys.readouterr().err


def sheet(path: Path, *rows: list[Any], head: list[Any] | None = None, title: str = "依据") -> Path:
    book = openpyxl.Workbook()
    page: Any = book.active
    page.title = title
    for row in (head or HEAD, *rows):
        page.append(row)
    book.save(path)
    return path


def test_a_correction_that_is_no_sentence_of_any_paper_is_told_with_the_nearest(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def learnt(*quotes: str) -> str:
        rows = [["", "", "", "带头服务群众", "已写实", quote, "", "", "只提到"] for quote in quotes]
        book = sheet(county / "更正.xlsx", *rows)
        capsys.readouterr()
        assert main(["learn", str(book), "--folder", str(county / "报送")]) == 0
        return capsys.readouterr().out

    part = SERVE.partition("，")[2]
    shown = learnt(part, "食堂的菜一周不重样，学生打分。", "三、多为师生办事。")
    assert "有 2 句更正用不上" in shown and f"没有这一句：{part}" in shown
    assert f"最像的是 林小禾.txt 的：{SERVE}" in shown and shown.count("最像的是") == 1
    assert "没有这一句：食堂" in shown and "没有这一句：三、多为" not in shown
    assert "用不上" not in learnt(SERVE, SERVE.replace("，", "、"))


def test_what_meets_no_sentence_is_not_counted_nor_written(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def learn(*quotes: str) -> str:
        rows = [["", "", "", "带头服务群众", "已写实", quote, "", "", "只提到"] for quote in quotes]
        book = sheet(county / "结果" / "更正.xlsx", *rows)
        capsys.readouterr()
        assert main(["learn", str(book), "--folder", str(county / "报送"), "--yes"]) == 0
        return capsys.readouterr().out

    kept = county / "结果" / EXAMPLES
    shown = learn("食堂的菜一周不重样，学生打分。")
    assert (
        "新的更正 1 句，用得上 0 句。" in shown
        and "没有一句用得上，什么也没有写。" in shown
        and not kept.exists()
    )
    shown = learn(SERVE, "食堂的菜一周不重样，学生打分。")
    assert "新的更正 2 句，用得上 1 句（只提到1句）：" in shown and "有 1 句更正用不上，不写进范例" in shown
    assert "共 1 句。用不上的 1 句没有写。" in shown
    (line,) = kept.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["text"] == SERVE
    main(["check", str(county / "报送"), "-o", str(county / "结果"), "--format", "json"])
    assert "本局范例1条" in capsys.readouterr().err


GOOD = ["a.docx", "", "", "带头服务群众", "已写实", SERVE, "", "", "只提到"]


@pytest.mark.parametrize(
    ("at", "value", "words"),
    [
        (8, "好", "第3行的更正“好”不认识"),
        (3, "带头吃苦", "第3行的要素“带头吃苦”"),
        (5, "", "第3行没有依据原文"),
        (8, "写实", "第2行和第3行是同一句"),
    ],
)
def test_a_row_that_cannot_be_understood_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], at: int, value: str, words: str
) -> None:
    row = [*GOOD[:at], value, *GOOD[at + 1 :]]
    assert main(["learn", str(sheet(tmp_path / "汇总.xlsx", GOOD, row)), "--yes"]) == 2
    error = capsys.readouterr().err
    assert words in error and "改法" in error
    assert not (tmp_path / EXAMPLES).exists()


def test_all_rows_that_cannot_be_understood_are_named_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = [(8, "好"), (3, "带头吃苦"), (5, ""), (8, "写实")]
    rows = [[*GOOD[:at], value, *GOOD[at + 1 :]] for at, value in wrong]
    both = ["a.docx", "", "", "带头服务群", "已写实", SERVE, "", "", "对"]
    assert main(["learn", str(sheet(tmp_path / "汇总.xlsx", GOOD, *rows, both)), "--yes"]) == 2
    head, *lines = capsys.readouterr().err.splitlines()
    assert head == "错误：“汇总.xlsx”里有 6 处更正看不懂，一句也没有学："
    told = [
        "第3行的更正“好”",
        "第4行的要素“带头吃苦”",
        "第5行没有依据原文",
        "第2行和第6行是同一句",
        "第7行的更正“对”",
        "第7行的要素“带头服务群”不在这项规范里。是不是“带头服务群众”？",
    ]
    for words, line in zip(told, lines, strict=True):
        assert words in line and "改法" in line
    assert not (tmp_path / EXAMPLES).exists()


def test_of_very_many_wrong_rows_the_first_are_named_and_all_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [[*GOOD[:8], "好"]] * 60
    assert main(["learn", str(sheet(tmp_path / "汇总.xlsx", *rows))]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 52 and lines[-1] == "……共 60 处。"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda p: sheet(p, title="别的"), "没有“依据”这张表"),
        (lambda p: sheet(p, head=HEAD[:8]), "缺少“更正”"),
        (lambda p: p.write_bytes(b"PK nonsense"), "汇总.xlsx"),
        (lambda p: None, "找不到"),
    ],
)
def test_another_file_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], make: Any, words: str
) -> None:
    make(tmp_path / "汇总.xlsx")
    assert main(["learn", str(tmp_path / "汇总.xlsx")]) == 2
    error = capsys.readouterr().err
    assert words in error and "Traceback" not in error


def test_a_workbook_without_marks_says_where_to_write_them(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["learn", str(county / "结果" / "汇总.xlsx")]) == 0
    assert "还没有填写" in capsys.readouterr().out


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"element": "serve", "text": "甲乙丙", "label": "好"}', '{"text": 3}']
)
def test_a_broken_examples_file_names_its_line(tmp_path: Path, line: str) -> None:
    good = json.dumps(Example("s", "serve", "每周家访", "covered").to_json(), ensure_ascii=False)
    (tmp_path / EXAMPLES).write_text(f"{good}\n{line}\n", encoding="utf-8")
    with pytest.raises(ExamplesError, match="第2行"):
        read_examples(tmp_path / EXAMPLES)


def test_the_column_offers_the_four_words(county: Path) -> None:
    page: Any = openpyxl.load_workbook(county / "结果" / "汇总.xlsx")["依据"]
    menus = page.data_validations.dataValidation
    assert menus[0].formula1 == '"写实,只提到,未涉及,不是这个要素"' and "I3" in str(menus[0].sqref)
