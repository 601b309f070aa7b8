"""Templates, forms, profiles and output folders made to hurt docgen: each ends in documents or in plain Chinese."""

from __future__ import annotations

import csv
import os
import shutil
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from docgen import sources
from docgen import workbook as sheets
from docgen.cli import main
from docgen.names import safe_name
from docgen.problems import UserError
from docgen.values import MAX_VALUE
from tests.docgen.helpers import person, roster, text
from tests.docgen.test_template import template
from tests.docx_builder import Docx, Xml, field, p, simple_field, table
from tests.hostile.catalogue import ENTITY_BOMB, from_elsewhere

FIELDS = "title: 通知\nabout: 一份通知\nfile: 通知\nfields: [学校]\n"


class Bureau:
    """A bureau's own kind (文种) in a folder, its data, and what docgen says to them."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.kind = folder / "kinds" / "notice"
        self.kind.mkdir(parents=True)
        self.out = folder / "out"
        self.capsys = capsys
        self.fields(FIELDS)
        self.template(template("{{ 学校 }}"))
        self.data = folder / "d.yaml"
        self.data.write_text("学校: 石桥小学\n", encoding="utf-8")

    def fields(self, words: str) -> None:
        (self.kind / "fields.yaml").write_text(words, encoding="utf-8")

    def template(self, data: bytes, suffix: str = "docx") -> None:
        for old in self.kind.glob("template.*"):
            old.unlink()
        (self.kind / f"template.{suffix}").write_bytes(data)

    def run(self, *arguments: Any) -> tuple[int, str]:
        code = main([str(a) for a in arguments])
        told = self.capsys.readouterr()
        assert "Traceback" not in told.err
        return code, told.out + told.err

    def make(self, *more: Any) -> tuple[int, str]:
        templates = ("--templates", self.folder / "kinds")
        return self.run("make", "notice", "--data", self.data, "-o", self.out, *templates, *more)

    def form(self, suffix: str = "xlsx") -> tuple[int, str]:
        path = self.folder / f"form.{suffix}"
        return self.run("data", "notice", "-o", path, "--templates", self.folder / "kinds")

    def made(self) -> list[str]:
        return sorted(f.name for f in self.out.rglob("*") if f.is_file()) if self.out.exists() else []


@pytest.fixture
def bureau(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Bureau:
    return Bureau(tmp_path, capsys)


# --- templates that bring something with them ---------------------------------------------------------


def picture(wide: int, high: int) -> bytes:
    """A PNG of few bytes that says it is this large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def with_member(name: str, content: bytes | str) -> bytes:
    made = Docx(p("{{ 学校 }}"))
    made.parts[name] = content
    return made.bytes()


def rezipped(source: bytes, changes: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(source)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        names = [*old.namelist(), *(n for n in changes if n not in old.namelist())]
        for name in names:
            new.writestr(name, changes.get(name) if name in changes else old.read(name))
    return stream.getvalue()


def nested(depth: int) -> Xml:
    return Xml("<w:tbl><w:tr><w:tc>" * depth + p("{{ 学校 }}") + "<w:p/></w:tc></w:tr></w:tbl>" * depth)


WORD: dict[str, tuple[Callable[[], bytes], str]] = {
    "macro": (lambda: Docx(p("{{ 学校 }}"), macro=True).bytes(), "宏"),
    "macro in a .docx": (lambda: with_member("word/vbaProject.bin", b"\xd0\xcf"), "宏"),
    "ActiveX": (lambda: with_member("word/activeX/activeX1.bin", b"x"), "ActiveX"),
    "embedded object": (lambda: with_member("word/embeddings/a.exe", b"MZ"), "嵌入的对象"),
    "template, picture and object from elsewhere": (
        lambda: from_elsewhere("http://127.0.0.1:9"),
        "用到了别处的图片（http://127.0.0.1:9/a.png）",
    ),
    "attached template": (lambda: from_elsewhere("\\\\host\\share"), "用到了别处的模板"),
    "link to a file": (
        lambda: Docx(p("{{ 学校 }}"), relations=[("l", "hyperlink", "file:///c:/a.exe", True)]).bytes(),
        "链接指向",
    ),
    "link to a script": (
        lambda: Docx(p("{{ 学校 }}"), relations=[("l", "hyperlink", "javascript:alert(1)", True)]).bytes(),
        "链接指向",
    ),
    "another document inside": (
        lambda: Docx(p("{{ 学校 }}"), relations=[("c", "aFChunk", "a.html", False)]).bytes(),
        "另一个文档",
    ),
    "field that starts a program": (
        lambda: Docx(p("{{ 学校 }}", field("x", instruction='DDEAUTO c:\\\\cmd.exe "/k calc"'))).bytes(),
        "DDEAUTO",
    ),
    "field in pieces": (
        lambda: Docx(
            p(
                Xml(
                    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DD</w:instrText></w:r>'
                    '<w:r><w:instrText>E cmd</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
                )
            )
        ).bytes(),
        "DDE",
    ),
    "field that takes in a file": (
        lambda: Docx(p(simple_field("x", instruction='INCLUDETEXT "/etc/passwd"'))).bytes(),
        "INCLUDETEXT",
    ),
    "field in a header": (
        lambda: Docx(
            p("{{ 学校 }}"), headers={"default": p(field("x", instruction="INCLUDEPICTURE http://a/b"))}
        ).bytes(),
        "INCLUDEPICTURE",
    ),
    "mail merge": (
        lambda: Docx(p("{{ 学校 }}"), settings='<w:mailMerge><w:connectString w:val="x"/></w:mailMerge>').bytes(),
        "邮件合并",
    ),
    "a picture of gigapixels": (
        lambda: with_member("word/media/a.png", picture(60_000, 60_000)),
        "60000×60000",
    ),
    "names that climb": (lambda: with_member("../../../tmp/evil", b"x"), "名字不对"),
    "zip bomb": (lambda: with_member("word/media/a.bin", bytes(60_000_000)), "50 MB"),
    "huge part": (lambda: Docx(p("{{ 学校 }}"), p("x" * 6_000_000)).bytes(), "5 MB"),
    "tables 300 deep": (lambda: Docx(nested(300)).bytes(), "套得太深"),
    "entities": (
        lambda: with_member("word/document.xml", ENTITY_BOMB + "<x>&a9;</x>"),
        "不安全的 XML",
    ),
    "entities in UTF-16": (
        lambda: with_member("word/document.xml", (ENTITY_BOMB + "<x>&a9;</x>").encode("utf-16")),
        "不安全的 XML",
    ),
    "external entity in the styles": (
        lambda: with_member("word/styles.xml", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'),
        "不安全的 XML",
    ),
    "no XML": (lambda: with_member("word/styles.xml", b"\x00<"), "已损坏"),
    "no zip": (lambda: b"{{ x }}", "不是能读的"),
    "empty": (lambda: b"", "不是能读的"),
    "cut off": (lambda: template("{{ 学校 }}")[:-100], "不是能读的"),
    "another kind of file": (lambda: rezipped(template("x"), {}).replace(b"word/d", b"word/e"), "不是"),
    "a tag across paragraphs": (
        lambda: Docx(p("{% if not 学校 %}甲{{ 学校 }}"), table([["乙{% endif %}"]])).bytes(),
        "打不开",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WORD)
def test_a_word_template_is_refused(bureau: Bureau, name: str) -> None:
    make, words = WORD[name]
    bureau.template(make())
    code, told = bureau.make()
    assert code == 1
    assert words in told
    assert bureau.made() == []
    code, linted = bureau.run("lint", bureau.kind / "template.docx")
    assert code == 1 or name == "a tag across paragraphs"


def test_all_that_is_wrong_with_a_template_is_told_at_once(bureau: Bureau) -> None:
    made = Docx(
        p("{{ ''.__class__ }}", field("x", instruction="DDE a")),
        p("{{ 学小 }}"),
        relations=[("l", "image", "http://127.0.0.1:9/x.png", True)],
        macro=True,
    )
    bureau.template(made.bytes())
    told = bureau.make()[1]
    for words in ("宏", "DDE", "x.png", "下划线", "学小"):
        assert words in told


def workbook(fill: Callable[[Any], None]) -> bytes:
    book: Any = Workbook()
    book.active["A1"] = "{{ 学校 }}"
    fill(book.active)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def cell(reference: str, value: str) -> bytes:
    return workbook(lambda sheet: sheet.__setitem__(reference, value))


def sheet_xml(xml: str) -> bytes:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return rezipped(
        cell("A1", "x"), {"xl/worksheets/sheet1.xml": f"<worksheet {space}>{xml}</worksheet>".encode()}
    )


SHEETS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a cell far away": (lambda: cell("XFD1048576", "x"), "太大"),
    "a row far away": (lambda: sheet_xml('<sheetData><row r="1000000000"/></sheetData>'), "太大"),
    "a merged area without end": (
        lambda: sheet_xml('<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "太大",
    ),
    "formula that fetches": (lambda: cell("B2", '=WEBSERVICE("http://127.0.0.1:9/")'), "公式会取外面的内容"),
    "formula that starts a program": (lambda: cell("B2", "=cmd|'/c calc'!A0"), "公式会取外面的内容"),
    "formula into another file": (lambda: cell("B2", "='[http://a/b.xlsx]S'!A1"), "公式会取外面的内容"),
    "external links": (
        lambda: rezipped(cell("A1", "x"), {"xl/externalLinks/externalLink1.xml": b"<x/>"}),
        "外部数据连接",
    ),
    "macro": (lambda: rezipped(cell("A1", "x"), {"xl/vbaProject.bin": b"x"}), "宏"),
    "attribute walk": (lambda: cell("A1", "{{ 学校.__class__ }}"), "下划线"),
    "unknown filter": (lambda: cell("A1", "{{ 学校|attr('x') }}"), "attr"),
    "call": (lambda: cell("A1", "{{ '{0.__class__}'.format(学校) }}"), "调用"),
    "huge number": (lambda: cell("A1", "{{ " + "9" * 5000 + " }}"), "写法不对"),
    "nested": (lambda: cell("A1", "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}"), "写法不对"),
    "a sheet that is none": (
        lambda: rezipped(cell("A1", "x"), {"xl/worksheets/sheet1.xml": b"<x>"}),
        "已损坏",
    ),
    "a workbook that is none": (lambda: rezipped(cell("A1", "x"), {"xl/workbook.xml": b"<x/>"}), "读不出"),
}  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_an_excel_template_is_refused(bureau: Bureau, name: str) -> None:
    make, words = SHEETS[name]
    bureau.template(make(), "xlsx")
    code, told = bureau.make()
    assert code == 1
    assert words in told
    assert bureau.made() == []


# --- fields.yaml and profiles -------------------------------------------------------------------------

KINDS: dict[str, tuple[str, str]] = {
    "code": ("title: !!python/object/apply:os.system ['touch x']\nabout: x\nfile: x\n", "title"),
    "billion laughs": (
        "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True)),
        "引用",
    ),
    "brackets 100,000 deep": ("title: " + "[" * 100_000, "fields.yaml"),
    "suggestions from elsewhere": (
        FIELDS.replace("[学校]", "[{name: 学校, suggest: ../../../../../../etc/passwd}]"),
        "不在模板文件夹里",
    ),
    "absolute suggestions": (FIELDS.replace("[学校]", "[{name: 学校, suggest: /etc/a.yaml}]"), "不在模板文件夹里"),
    "suggestions that are not there": (FIELDS.replace("[学校]", "[{name: 学校, suggest: a.yaml}]"), "没有这个文件"),
    "file name with attributes": (FIELDS.replace("file: 通知", "file: '{学校.__class__}'"), "不是本文种的栏目"),
    "file name with a width": (FIELDS.replace("file: 通知", "file: '{学校:>1000000000}'"), "不是本文种的栏目"),
    "file name with one brace": (FIELDS.replace("file: 通知", "file: '{学校}{'"), "花括号"),
    "sheet name": (FIELDS.replace("fields: [学校]", "each: 'a[1]/b'"), "表名"),
    "terminal escapes": (FIELDS.replace("title: 通知", 'title: "红\\e[31m"'), "控制字符"),
    "reversed writing": (FIELDS.replace("title: 通知", 'title: "a\\u202Excod"'), "看不见的字符"),
    "control character in a question": (FIELDS.replace("[学校]", '[{name: 学校, ask: "\\x01"}]'), "控制字符"),
    "lone surrogate": (FIELDS.replace("[学校]", '[{name: 学校, ask: "\\uD800"}]'), ""),
    "too large": (FIELDS + "#" * 1_100_000, "1 MB"),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_a_hostile_fields_yaml_is_told(bureau: Bureau, name: str) -> None:
    words, expected = KINDS[name]
    bureau.fields(words)
    for code, told in (bureau.make(), bureau.form(), bureau.run("lint", bureau.kind / "template.docx")):
        assert code == 1
        assert expected in told
        assert "\x1b" not in told
    assert bureau.made() == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_suggestions_behind_a_link_are_not_read(bureau: Bureau) -> None:
    (bureau.folder / "secret.yaml").write_text("甲: {学校: [秘密]}", encoding="utf-8")
    (bureau.kind / "a.yaml").symlink_to(bureau.folder / "secret.yaml")
    bureau.fields(FIELDS.replace("[学校]", "[{name: 学校, suggest: a.yaml}]"))
    assert "不在模板文件夹里" in bureau.make()[1]


def test_names_in_fields_yaml_cannot_lead_out_of_the_folder(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    bureau.fields(
        "title: ../../上面\nabout: x\nfile: '../../{姓名}'\nfolder: ../../外面\ngroup: /tmp/外面\n"
        "each: 党员名册\ncolumns: [姓名]\nfields: [学校]\n"
    )
    bureau.template(template("{{ 姓名 }}"))
    bureau.data.write_text("学校: 石桥\n党员名册:\n- 姓名: 甲\n- 姓名: 乙\n", encoding="utf-8")
    here = bureau.folder / "a" / "b" / "c"
    here.mkdir(parents=True)
    monkeypatch.chdir(here)
    before = {f for f in bureau.folder.rglob("*") if f.is_file()}
    arguments = ["make", "notice", "--data", bureau.data, "--templates", bureau.folder / "kinds", "--merge"]
    assert bureau.run(*arguments)[0] == 0
    assert bureau.run(*arguments, "-o", here / "out")[0] == 0
    new = {f for f in bureau.folder.rglob("*") if f.is_file()} - before
    assert len(new) == 6
    assert all(here in f.parents for f in new)
    assert not Path("/tmp/外面").exists()


PROFILES: dict[str, tuple[str, str]] = {
    "code": ("name: !!python/object/apply:os.system ['touch x']", "版面文件"),
    "billion laughs": (
        "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True)),
        "引用",
    ),
    "a font that is markup": ("fonts: {仿宋: '\"/><w:evil/>'}", ""),
    "signs beside the page number that are markup": ("page_number: {left: '<w:evil/>', right: ']]>'}", ""),
    "an alignment that is markup": ("page_number: {odd: '\"/><w:evil/>'}", "页码的位置"),
    "a font that is a list": ("fonts: {西文: [a]}", "fonts"),
    "an endless page": ("page: {top_mm: .inf}", "太大"),
    "no number at all": ("page: {top_mm: .nan}", "太大"),
    "a style that is text": ("styles: [{id: Title, before: 很多}]", "数字"),
    "a control character": ('page_number: {left: "\\x01"}', "看不见的字符"),
    "a date": ("name: 2011-03-01", "不是文字"),
}  # fmt: skip


@pytest.mark.parametrize("name", PROFILES)
def test_a_hostile_profile(bureau: Bureau, name: str) -> None:
    words, expected = PROFILES[name]
    profile = bureau.folder / "profile.yaml"
    profile.write_text(words, encoding="utf-8")
    code, told = bureau.make("--profile", profile)
    if expected:
        assert code == 1
        assert expected in told
        assert bureau.made() == []
    else:
        assert code == 0
        made = bureau.out / "通知.docx"
        assert text(made) == "石桥小学"
        with zipfile.ZipFile(made) as archive:
            assert not any(b"<w:evil" in archive.read(n) for n in archive.namelist())


# --- data ---------------------------------------------------------------------------------------------


def strings(count: int, words: str) -> bytes:
    """A roster whose strings unfold to very many."""
    book: Any = Workbook()
    book.active.title = "党员名册"
    book.active.append(["姓名", "学校"])
    stream = BytesIO()
    book.save(stream)
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    table = f"<sst {space}>" + f"<si><t>{words}</t></si>" * count + "</sst>"
    return rezipped(stream.getvalue(), {"xl/sharedStrings.xml": table.encode()})


def rows(xml: str) -> bytes:
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>'
    return sheet_xml(f"<sheetData>{head}{xml}</sheetData>")


DATA: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a billion rows": (".xlsx", lambda: rows('<row r="1000000000"><c r="A1000000000"/></row>'), "空了一万行"),
    "a million cells": (".xlsx", lambda: rows(("<row>" + "<c><v>1</v></c>" * 100 + "</row>") * 60), "5000 格以上"),
    "rows backwards": (".xlsx", lambda: rows('<row r="-5"><c r="A-5"/></row>'), ""),
    "an impossible cell": (".xlsx", lambda: rows('<row r="2"><c r="ZZZZZZ2"/></row>'), ""),
    "strings without end": (".xlsx", lambda: strings(60, "甲" * 60_000), "文字太多"),
    "entities": (
        ".xlsx",
        lambda: rezipped(cell("A1", "x"), {"xl/sharedStrings.xml": (ENTITY_BOMB + "<x>&a9;</x>").encode()}),
        "不安全的 XML",
    ),
    "a .csv of empty lines": (".csv", lambda: "姓名,学校\n".encode() + b"\n" * 300_000, "没有填"),
    "a .csv of too many lines": (".csv", lambda: "姓名,学校\n".encode() + "甲,乙\n".encode() * 2_001, "超过 2000 行"),
    "a .csv of one huge cell": (".csv", lambda: "姓名,学校\n".encode() + b'"' + b"a" * 3_000_000, "CSV"),
    "a .csv with zeros": (".csv", lambda: "姓名,学校\n\0,\0\n".encode(), "控制字符"),
    "code": (".yaml", lambda: b"!!python/object/apply:os.system ['touch x']", "栏目"),
    "billion laughs": (".yaml", lambda: b"a: &a [x]\nb: *a\n", "引用"),
    "brackets 100,000 deep": (".yaml", lambda: b"[" * 100_000, "第1行"),
    "indents 5,000 deep": (".yaml", lambda: b"- " * 5_000 + b"x", "太深"),
    "a large .yaml": (".yaml", lambda: b"- " * 3_000_000, "5 MB"),
    "a value too long": (".yaml", lambda: f"姓名: {'长' * (MAX_VALUE + 1)}".encode(), "太长"),
    "control characters": (".yaml", lambda: b'\xe5\xa7\x93\xe5\x90\x8d: "a\\x01b"', "控制字符"),
    "a lone surrogate": (".yaml", lambda: b'\xe5\xa7\x93\xe5\x90\x8d: "a\\uD800b"', ""),
    "zeros": (".yaml", lambda: bytes(1000), "YAML"),
    "no text": (".yaml", lambda: bytes(range(128, 256)) * 10, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", DATA)
def test_hostile_data_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for module in (sources, sheets):
        monkeypatch.setattr(module, "MAX_ROWS", 2000)  # smaller, to be met sooner
    monkeypatch.setattr(sheets, "MAX_STRINGS", 2_000_000)
    monkeypatch.setattr(sheets, "MAX_CELLS", 5_000)
    suffix, make, expected = DATA[name]
    path = tmp_path / f"表{suffix}"
    path.write_bytes(make())
    assert main(["make", "letter", "--data", str(path), "-o", str(tmp_path / "out")]) == 1
    told = capsys.readouterr().err
    assert "Traceback" not in told
    assert expected in told
    assert "错误" in told
    assert not list((tmp_path / "out").glob("*"))


@pytest.mark.parametrize(
    "value",
    ["=1+1", "+1", "-1", "@SUM(1)", "=cmd|' /C calc'!A0", "\t=1", " =1+1", "＝1+1", "a\r\n=1", "a]]>", "<w:br/>",
     "&lt;", "\u202e反\u200f", "{{ 7*7 }}{% x %}", "{0.__class__}", "_x003D_1", "𠮷\U0001f600", "a\u2028b"],
)  # fmt: skip
def test_a_value_is_words_in_every_file(tmp_path: Path, value: str) -> None:
    """In the letter, in the tally sheet, and in both result tables; nothing is reckoned, nothing lost."""
    path = tmp_path / "d.yaml"
    words = value.replace("\\", "\\\\").replace('"', '\\"').replace("\r", "\\r").replace("\n", "\\n")
    words = words.replace("\t", "\\t").replace("\u2028", "\\L")
    path.write_text(
        f'学校: "{words}"\n党组织: 石桥小学党支部\n测评日期: 2011-03-01\n党员名册:\n'
        f'- {{姓名: "{words}", 岗位: 任课教师, 职务: 教师, 承诺日期: 2011-03-01}}\n',
        encoding="utf-8",
    )
    out = tmp_path / "out"
    for kind, result in (("letter", "r.xlsx"), ("appraisal", "r.csv")):
        code = main(
            ["make", kind, "--data", str(path), "-o", str(out), "--draft", "--result", str(tmp_path / result)]
        )
        assert code in (0, 1)
    plain = value.replace("\r\n", " ").strip()  # a name is one line
    (letter,) = out.glob("*.docx")
    assert f"承诺人：{plain}" in text(letter)
    (sheet,) = out.glob("*.xlsx")
    seen = []
    for file in (sheet, tmp_path / "r.xlsx"):
        for row in load_workbook(file).active.iter_rows():
            for found in row:
                assert found.data_type != "f", found.value
                seen.append(str(found.value))
    assert any(plain in words for words in seen)
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as stream:
        for line in csv.reader(stream):
            assert not any(c.strip().startswith(("=", "+", "-", "@", "＝")) for c in line)


def test_forms_hold_no_formula_but_their_lists(bureau: Bureau) -> None:
    bureau.fields(
        "title: =HYPERLINK(1)\nabout: '@SUM(1)'\nfile: x\neach: 党员名册\n"
        "fields: [{name: 学校, sample: '=1+1', help: '=2', default: '-3'}]\n"
        "columns: [{name: 姓名, sample: '=3+4'}, {name: 岗位, type: choice, choices: ['=5', '+6', '@7']}]\n"
    )
    assert bureau.form()[0] == 0
    for sheet in load_workbook(bureau.folder / "form.xlsx").worksheets:
        for row in sheet.iter_rows():
            assert [c.value for c in row if c.data_type == "f"] == []


@pytest.mark.parametrize(
    "name",
    ["../../etc/x", "/etc/x", "C:\\a", "\\\\host\\a", "CON", "con.txt", "CON .x", "COM¹", "CONIN$", "a:b", "a.", "a ",
     "...", "", "a\0b", "a\nb", "长" * 500, "-o", "~", "$HOME", "\ud800", "\u202egpj.exe", "NUL.docx", "a" * 300,
     "\u200b", "é" * 90, "e\u0301" * 200],
)  # fmt: skip
def test_a_name_is_one_entry_of_its_folder_everywhere(tmp_path: Path, name: str) -> None:
    safe = safe_name(name)
    assert safe == Path(safe).name
    assert not set(safe) & set('<>:"/\\|?*\0\n')
    assert len(safe.encode()) <= 200
    assert safe.partition(".")[0].strip().upper() not in ("CON", "NUL", "COM¹", "CONIN$")
    assert safe[-1] not in ". "
    (tmp_path / f"{safe}.docx").write_bytes(b"")
    assert [p.name for p in tmp_path.iterdir()] == [f"{safe}.docx"]


# --- output folders -----------------------------------------------------------------------------------


@pytest.fixture
def letters(tmp_path: Path) -> list[str]:
    path = roster(tmp_path / "r.xlsx", [person("甲"), person("乙")])
    return ["make", "letter", "--data", str(path), "-o", str(tmp_path / "out")]


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of a POSIX system")
@pytest.mark.parametrize("overwrite", [False, True])
def test_what_lies_in_the_way_is_not_followed(
    tmp_path: Path, letters: list[str], overwrite: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    out, secret = tmp_path / "out", tmp_path / "秘密"
    out.mkdir()
    secret.write_text("不动", encoding="utf-8")
    (out / "甲-承诺书.docx").symlink_to(secret)
    os.mkfifo(out / "乙-承诺书.docx")
    (out / f".甲-承诺书.docx.{os.getpid()}.tmp").symlink_to(secret)
    code = main([*letters, *(["--overwrite"] if overwrite else [])])
    assert secret.read_text(encoding="utf-8") == "不动"
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    if overwrite:
        assert code == 0
        assert all(not p.is_symlink() and p.is_file() for p in out.iterdir())
    else:
        assert code == 1
        assert "没有覆盖" in told.err


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_folder_that_is_a_link_out_is_not_written_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside, out = tmp_path / "外面", tmp_path / "out"
    outside.mkdir()
    out.mkdir()
    (out / "送审材料").symlink_to(outside, target_is_directory=True)
    path = roster(tmp_path / "r.xlsx", [person("甲")])
    assert main(["make", "all", "--data", str(path), "-o", str(out)]) == 1
    assert list(outside.iterdir()) == []
    assert "指向别处的链接" in capsys.readouterr().err
    # The folder the user names may be a link: that is the user's own affair.
    link = tmp_path / "链接"
    link.symlink_to(outside, target_is_directory=True)
    assert main(["make", "letter", "--data", str(path), "-o", str(link)]) == 0
    assert [p.name for p in outside.iterdir()] == ["甲-承诺书.docx"]


@pytest.mark.skipif(sys.platform == "win32", reason="devices of a POSIX system")
@pytest.mark.parametrize("place", ["/dev/zero", "/dev/null", "."])
def test_what_is_no_file_is_no_template_and_no_data(
    tmp_path: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", place]) in (1, 2)
    assert main(["fields", place]) in (1, 2)
    assert main(["make", "letter", "--data", place, "-o", str(tmp_path / "out")]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_one_bad_document_does_not_stop_the_others(bureau: Bureau) -> None:
    """The template fails for one row's values; the rest of the roster is made."""
    bureau.fields(
        "title: 通知\nabout: x\nfile: '{姓名}'\neach: 党员名册\nfields: [学校]\n"
        "columns: [姓名, {name: 人数, type: number}]\n"
    )
    bureau.template(template("{{ 姓名 }}{% for 次 in range(人数) %}x{% endfor %}"))
    bureau.data.write_text(
        "学校: 石桥\n党员名册:\n- {姓名: 甲, 人数: 3}\n- {姓名: 乙, 人数: 999999999}\n- {姓名: 丙, 人数: 2}\n",
        encoding="utf-8",
    )
    code, told = bureau.make()
    assert code == 1
    assert bureau.made() == ["丙.docx", "甲.docx"]
    assert "重复超过 1000 次" in told


def test_broken_templates_end_in_documents_or_chinese(bureau: Bureau) -> None:
    """Every packaged template and form, cut, flipped and spliced."""
    import random

    from docgen.filled import read_data
    from docgen.kindfile import load_kinds
    from docgen.lint import lint_template
    from docgen.problems import DataErrors

    chance = random.Random(3)
    kinds = list(load_kinds().values())
    form = bureau.folder / "f.xlsx"
    assert main(["data", "letter", "-o", str(form)]) == 0
    whole = form.read_bytes()
    other = kinds[-1].template_bytes()
    for source in (*(k.template_bytes() for k in kinds[:4]), whole):
        for broken in _mutations(source, other, chance):
            try:
                if source is whole:
                    form.write_bytes(broken)
                    read_data(form, kinds)
                else:
                    lint_template(broken, kinds[0])
            except (UserError, DataErrors) as error:
                assert any("\u4e00" <= c <= "\u9fff" for c in str(error))


def _mutations(source: bytes, other: bytes, chance: Any) -> list[bytes]:
    out = [source[:size] for size in range(0, len(source), 1024)]
    for _ in range(8):
        flipped = bytearray(source)
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        place = chance.randrange(len(source))
        out += [bytes(flipped), source[:place] + other[place:]]
    return out


def test_broken_xml_in_a_template_ends_in_a_document_or_in_chinese() -> None:
    """Mutations inside the parts, with checksums that fit."""
    import random

    from docgen.kindfile import load_kinds
    from docgen.lint import lint_template
    from docgen.template import Template, environment

    chance = random.Random(5)
    kind = load_kinds()["letter"]
    source = kind.template_bytes()
    with zipfile.ZipFile(BytesIO(source)) as archive:
        content = archive.read("word/document.xml")
    tags = [n for n, c in enumerate(content) if c in b"<{"]
    for _ in range(30):
        start, end = sorted(chance.choices(tags, k=2))
        piece = content[start:end]
        changed = content[:start] + chance.choice([b"", piece * 2, b"{{", b"%}"]) + content[end:]
        broken = rezipped(source, {"word/document.xml": changed})
        try:
            lint_template(broken, kind)
            Template(broken, "试", environment(), foreign=True).render(dict.fromkeys(kind.by_name, "甲"))
        except UserError as error:
            assert any("\u4e00" <= c <= "\u9fff" for c in str(error))


def test_the_template_folder_may_hold_odd_names(bureau: Bureau) -> None:
    odd = bureau.folder / "kinds" / "红\x1b[31m\n"
    if sys.platform == "win32":
        pytest.skip("no such names on Windows")
    shutil.copytree(bureau.kind, odd)
    code, told = bureau.run("kinds", "--templates", bureau.folder / "kinds")
    assert code == 0
    assert "\x1b" not in told
