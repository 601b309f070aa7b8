"""A template's mistakes are all told at once, each with its place, its words and a repair."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook

from docgen.cli import main
from docgen.inferred import inferred_kind
from docgen.kindfile import load_kinds
from docgen.lint import lint_template

LETTER = load_kinds()["letter"]
APPRAISAL = load_kinds()["appraisal"]


def _word(*paragraphs: str, cell: str = "", footer: str = "") -> bytes:
    document = Document()
    for words in paragraphs:
        document.add_paragraph(words)
    if cell:
        document.add_table(3, 2).cell(2, 1).text = cell
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _must(source: bytes) -> list[str]:
    return [str(f) for f in lint_template(source, LETTER) if f.must]


# The mistakes of docxtpl-lint's own guide and of the research page, each alone.
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["｛｛ 姓名 ｝｝"], "全角"),
        (["{｛ 姓名 ｝}"], "全角"),
        (["{％ if 姓名 ％}甲{％ endif ％}"], "全角"),
        (["{{ 姓名"], "没有配上“}}”"),
        (["{{ 姓名 }"], "没有配上“}}”"),
        (["{% if 姓名 %}甲"], "“if”没有结束"),
        (["{%p for 人 in 姓名 %}", "甲"], "“for”没有结束"),
        (["甲{% endif %}"], "多出来的结束标记"),
        (["{% else %}"], "多出来的结束标记"),
        (["{{ 姓名|大写 }}"], "没有“|大写”"),
        (["{{ 姓名 is 好 }}"], "没有“is 好”"),
        (["{{ 姓名. }}"], "写法不对"),
        (["{{ 姓明 }}"], "没有栏目“姓明”。改法：改成有的栏目名（是不是“姓名”？）"),
        (["{% tr for 人 in 姓名 %}"], "多了空格"),
        (["{%tr if 姓名 %}", "甲", "{%tr endif %}"], "不在表格里"),
        (["{%p if 姓名 %}旁边的字", "甲", "{%p endif %}"], "会丢掉"),
        (["{%p if 姓名 %}甲{%p endif %}"], "在同一段"),
        (["{% include 'a' %}"], "不能用 include"),
        (["{% do 姓名 %}"], "不认识“do”"),
        (["{% break %}"], "不认识“break”"),
        (["{%p fi 姓名 %}", "甲", "{%p endif %}"], "不认识“fi”"),
        (["{% edn %}"], "不认识“edn”"),
        (["姓名 }}"], "多出来的括号"),
        (["{{ 姓名 }} }}"], "多出来的括号"),
        (["{{ 姓名 }}", "甲 %}"], "多出来的括号"),
    ],
)
def test_each_kind_of_mistake_is_caught(words: list[str], told: str) -> None:
    flaws = _must(_word(*words))
    assert any(told in f for f in flaws), flaws


def test_all_at_once_with_their_places() -> None:
    source = _word("｛｛ 学校 ｝｝", "{{ 姓明 }}", "{% endif %}", cell="{{ 职务|大写 }}", footer="{{ 页脚 }}")
    told = "\n".join(_must(source))
    assert "正文第1段“｛｛ 学校 ｝｝”" in told
    assert "正文第2段“{{ 姓明 }}”" in told
    assert "正文第3段" in told
    assert "正文第1个表格第3行第2列“{{ 职务|大写 }}”" in told
    assert "页脚第1段“{{ 页脚 }}”" in told


def test_ordinary_words_are_not_accused() -> None:
    words = [
        "｛集合｝和 {花括号} 以及 100％",
        "{{ 姓名 }}、{{ 承诺日期|成文日期 }}",
        "{% if 其他承诺 %}有{% endif %}",
        "{{ 姓",
        "名 }}，甲",
    ]
    assert _must(_word(*words)) == []


def test_a_required_field_left_out_is_only_a_reminder() -> None:
    flaws = lint_template(_word("{{ 姓名 }}"), LETTER)
    assert any("“承诺日期”没有用上" in str(f) and not f.must for f in flaws)


def test_excel_templates_too() -> None:
    book: Any = Workbook()
    book.active["A1"] = "{{ 学小 }}"
    book.active["B2"] = "｛｛ 学校 ｝｝"
    book.active["A3"] = "{%tr for 人 in 党员名册 %}"
    book.active["A4"] = "{{ 人.姓名 }}{{ 序号 }}{{ 1 + }}"
    stream = BytesIO()
    book.save(stream)
    told = "\n".join(str(f) for f in lint_template(stream.getvalue(), APPRAISAL) if f.must)
    assert "“Sheet”表 A1" in told
    assert "没有栏目“学小”" in told
    assert "“Sheet”表 B2" in told
    assert "循环没有结束" in told
    assert "“Sheet”表 A4" in told


def test_command_tells_and_returns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "t.docx"
    path.write_bytes(_word("{{ 姓明 }}"))
    assert main(["lint", str(path), "--kind", "letter"]) == 1
    assert "有1处要改" in capsys.readouterr().out
    path.write_bytes(_word("{{ 姓名 }}"))
    assert main(["lint", str(path), "--kind", "letter"]) == 0
    assert main(["lint", str(tmp_path / "没有.docx")]) == 2


def test_a_bureaus_template_with_mistakes_makes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "kinds" / "notice"
    folder.mkdir(parents=True)
    (folder / "fields.yaml").write_text(
        "title: 通知\nabout: 通知\nfile: 通知\nfields: [学校]\n", encoding="utf-8"
    )
    (folder / "template.docx").write_bytes(_word("｛｛ 学校 ｝｝", "{{ 学小 }}"))
    data = tmp_path / "d.yaml"
    data.write_text("学校: 石桥小学\n", encoding="utf-8")
    args = [
        "make",
        "notice",
        "--templates",
        str(tmp_path / "kinds"),
        "--data",
        str(data),
        "-o",
        str(tmp_path / "out"),
    ]
    assert main(args) == 1
    told = capsys.readouterr().err
    assert "有2处要改" in told
    assert not list((tmp_path / "out").glob("*"))


def test_fields_lists_and_drafts_a_fields_yaml(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "通知.docx"
    path.write_bytes(
        _word("{{ 会议 }}{{ 会议日期 }}", "{%p for 人 in 名单 %}", "{{ 人.姓名 }}", "{%p endfor %}")
    )
    kind = inferred_kind(path.read_bytes(), "通知")
    assert [(f.name, f.type) for f in kind.fields] == [("会议", "text"), ("会议日期", "date")]
    assert [(t.name, [c.name for c in t.columns]) for t in kind.tables] == [("名单", ["姓名"])]
    folder = tmp_path / "notice"
    folder.mkdir()
    assert main(["fields", str(path), "-o", str(folder / "fields.yaml")]) == 0
    (folder / "template.docx").write_bytes(path.read_bytes())
    assert load_kinds(tmp_path)["notice"].tables[0].name == "名单"
    assert main(["fields", str(path), "-o", str(tmp_path / "form.xlsx")]) == 0
    assert "名单：姓名" in capsys.readouterr().out


def test_a_first_fields_yaml_bears_the_folders_name_and_knows_what_may_be_empty(tmp_path: Path) -> None:
    folder = tmp_path / "会议通知"
    folder.mkdir()
    (folder / "template.docx").write_bytes(
        _word("定于{{ 会议日期 }}开会。", "{%p if 备注 %}", "{{ 备注 }}", "{%p endif %}")
    )
    assert main(["fields", str(folder / "template.docx"), "-o", str(folder / "fields.yaml")]) == 0
    words = (folder / "fields.yaml").read_text(encoding="utf-8")
    assert "title: 会议通知\n" in words
    assert "{name: 会议日期, type: date, required: true," in words
    assert "{name: 备注, type: text, required: false," in words


def test_fields_of_a_template_with_mistakes_are_not_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.docx").write_bytes(_word("{{ 姓名 }同志"))
    assert main(["fields", str(tmp_path / "a.docx")]) == 1
    assert "a.docx：有1处要改，改好以后再列栏目。" in capsys.readouterr().out
