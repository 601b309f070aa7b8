"""The members of a template from outside in, what in them runs, fetches, or weighs too much out.

Whatever stands in a template goes into every document made from it and to everybody who opens one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docgen.problems import UserError, clean

__all__ = ["dangers", "weigh"]

MAX_XML = 5 * 1024 * 1024  # bytes of one part; the largest of the packaged templates has 200 kB
MAX_ALL = 50 * 1024 * 1024  # bytes of the whole, unpacked: a few photographs
MAX_PIXELS = 50_000_000  # a page of A4 scanned at 600 dpi has 35 million
MAX_DEPTH = 200  # elements within elements
MAX_ROWS = 5000
MAX_COLUMNS = 200
MAX_CELLS = 200_000

_MEMBERS = (
    (re.compile(r"vba(?:Project|Data)|macrosheets/|/vbaProjectSignature", re.I), "宏"),
    (re.compile(r"/(?:activeX|ctrlProps)/", re.I), "ActiveX 控件"),
    (re.compile(r"/embeddings/|oleObject", re.I), "嵌入的对象"),
    (re.compile(r"customUI/", re.I), "自定义的按钮"),
    (re.compile(r"/externalLinks/|connections\.xml|/queryTables/", re.I), "外部数据连接"),
)
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml\Z")
_FIELDS = re.compile(
    r"^\W*(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE|MACROBUTTON|RD"
    r"|AUTOTEXT|HTMLACTIVEX|CONTROL|EMBED)\b",
    re.IGNORECASE,
)
_FORMULA = re.compile(
    r"\b(?:WEBSERVICE|FILTERXML|IMAGE|CALL|REGISTER(?:\.ID)?|EXEC|RTD|SQL\.REQUEST|HYPERLINK)\s*\(|\||\[",
    re.IGNORECASE,
)
_LINKS = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_CELL = re.compile(r"\$?([A-Z]{1,7})\$?(\d{1,9})\Z")
_TAKE_OUT = "在 Word、WPS 或 Excel 里删去它，再存盘"


def weigh(members: dict[str, bytes], what: str) -> None:
    """A `UserError` for a template too heavy to be looked into."""
    from lxml import etree

    if sum(map(len, members.values())) > MAX_ALL:
        raise UserError(f"{what}解压后超过 50 MB", "把里面的图片压缩后再用")
    for name, data in members.items():
        if not name.endswith((".xml", ".rels")):
            continue
        if len(data) > MAX_XML:
            raise UserError(f"{what}里的 {clean(name)} 超过 5 MB，不像模板", "删去多余的内容，另存一份再用")
        try:
            depth = 0
            for event, _ in etree.iterparse(BytesIO(data), events=("start", "end"), no_network=True):
                depth += 1 if event == "start" else -1
                if depth > MAX_DEPTH:
                    raise UserError(f"{what}里表格或文本框套得太深", "改成不嵌套的，再用")
        except etree.XMLSyntaxError:
            raise UserError(f"{what}已损坏（{clean(name)}）", "用 Office 或 WPS 打开后另存一份") from None
        if _SHEETS.match(name):
            _measure(etree.fromstring(data), what)


def _measure(sheet: Any, what: str) -> None:
    """A cell far away, or a merged area without end, would be made of millions of cells."""
    rows = columns = 0
    for element in sheet.iter("{*}c", "{*}row", "{*}mergeCell"):
        for reference in (element.get("ref") or element.get("r") or "").split(":"):
            match = _CELL.match(reference)
            row = int(match[2]) if match else int(reference) if reference.isdecimal() else 0
            column = _number(match[1]) if match else 0
            rows, columns = max(rows, row), max(columns, column)
    if rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        raise UserError(
            f"{what}的表到了第{rows}行、第{columns}列，太大",
            f"删去用不到的行和列；最多 {MAX_ROWS} 行、{MAX_COLUMNS} 列",
        )


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def dangers(members: dict[str, bytes]) -> Iterator[tuple[str, str, str]]:
    """Place, problem and repair of everything a template may not bring with it."""
    for name, data in sorted(members.items()):
        for pattern, words in _MEMBERS:
            if pattern.search(f"/{name}"):
                yield "整个模板", f"里面有{words}（{clean(name)}）", _TAKE_OUT
                break
        if ".." in name.split("/") or name.startswith("/") or "\\" in name or ":" in name:
            yield "整个模板", f"里面有名字不对的文件（{clean(name)}）", "用 Office 或 WPS 打开后另存一份再用"
        if name.endswith(".rels"):
            yield from _relations(data)
        elif name == "[Content_Types].xml":
            if b"macroEnabled" in data:
                yield "整个模板", "是启用宏的格式（.docm、.xlsm、.dotm）", "另存为 .docx 或 .xlsx，不带宏"
        elif name.startswith("word/") and name.endswith(".xml"):
            yield from _word_part(data)
        elif _SHEETS.match(name):
            yield from _formulas(data)
        elif "/media/" in name:
            yield from _picture(name, data)


def _tree(data: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _relations(data: bytes) -> Iterator[tuple[str, str, str]]:
    for relation in _tree(data).iter("{*}Relationship"):
        target, kind = relation.get("Target", ""), relation.get("Type", "").rpartition("/")[2]
        if kind == "aFChunk":
            yield "整个模板", f"里面夹带了另一个文档（{clean(target)}）", "把内容直接写进模板"
        elif relation.get("TargetMode") == "External":
            if kind != "hyperlink":
                words = {"image": "图片", "attachedTemplate": "模板"}.get(kind, "内容")
                yield "整个模板", f"用到了别处的{words}（{clean(target)}）", f"把{words}存进模板里，或删去它"
            elif not _LINKS.match(target):
                yield "整个模板", f"链接指向 {clean(target)}", "链接只能指向网址或邮箱，或删去它"


def _word_part(data: bytes) -> Iterator[tuple[str, str, str]]:
    if b"instrText" in data or b"fldSimple" in data:
        for paragraph in _tree(data).iter("{*}p"):
            own = [e.text or "" for e in paragraph.iter("{*}instrText", "{*}delInstrText")]
            simple = [v for e in paragraph.iter("{*}fldSimple") for k, v in e.attrib.items() if "instr" in k]
            for words in ("".join(own), *own, *simple):
                found = _FIELDS.match(words)
                if found:
                    yield "整个模板", f"里面有会自动运行或取外面内容的域（{found[1]}）", _TAKE_OUT
                    break
    if b":mailMerge" in data:
        yield "整个模板", "连着邮件合并的数据源", "在“邮件”里改成普通 Word 文档，再存盘"


def _formulas(data: bytes) -> Iterator[tuple[str, str, str]]:
    for cell in _tree(data).iter("{*}c"):
        for formula in cell.iter("{*}f"):
            if _FORMULA.search(re.sub(r'"[^"]*"', "", formula.text or "")):
                yield (
                    f"单元格 {clean(cell.get('r', ''))}",
                    f"公式会取外面的内容或运行程序（={clean(formula.text)}）",
                    "改成只用本表的公式，或改成文字",
                )


def _picture(name: str, data: bytes) -> Iterator[tuple[str, str, str]]:
    """A picture of few bytes can unfold to gigabytes in the program that shows it."""
    from docx.image.image import Image

    try:
        image = Image.from_blob(data)
        pixels = image.px_width * image.px_height
    except Exception:  # no picture python-docx knows (EMF, SVG): nothing is unpacked here
        return
    if pixels > MAX_PIXELS:
        yield (
            "整个模板",
            f"图片 {clean(name)} 太大（{image.px_width}×{image.px_height}）",
            "换成小一些的图片",
        )
