"""templates/*/source.yaml and corpus/layout.yaml in, templates/*/template.docx out; run after editing either.

A source is a list of blocks, one key each: a paragraph style's short name (title, salutation, p, h1, h2, h3,
signature, date, …) with its words; `tag` for a docxtpl tag on a line of its own; `table` for a table.
Words may be a list of runs: a string, or {黑体: words} / {楷体: words}.
"""

from __future__ import annotations

import re
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from docgen.layout import Layout, load_layout, twips
from docgen.package import read_members, write_members
from docgen.styles import apply_layout, footer_xml, styles_xml

ROOT = Path(__file__).resolve().parent.parent
STYLES = {
    "title": "Title",
    "subtitle": "Subtitle",
    "salutation": "Salutation",
    "p": "BodyIndent",
    "h1": "Heading1",
    "h2": "Heading2",
    "h3": "Heading3",
    "h4": "Heading4",
    "attachments": "AttachmentNote",
    "signature": "SignatureName",
    "date": "SignatureDate",
    "note": "Note",
    "label": "AttachmentLabel",
    "heading": "AttachmentTitle",
    "cell": "TableText",
    "center": "TableCenter",
    "head": "TableHead",
    "card": "CardTitle",
    "cardtext": "CardText",
    "tag": "BodyIndent",
}
RUNS = {"黑体": "RunHei", "楷体": "RunKai"}
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
UNUSED = ("docProps/thumbnail.jpeg", "word/stylesWithEffects.xml", "word/theme/theme1.xml")


def _runs(paragraph: Any, words: str | list[Any]) -> None:
    for item in words if isinstance(words, list) else [words]:
        (font, text), *_ = item.items() if isinstance(item, dict) else [("", item)]
        run = OxmlElement("w:r")
        properties = OxmlElement("w:rPr")
        if font:
            style = OxmlElement("w:rStyle")
            style.set(qn("w:val"), RUNS[font])
            properties.append(style)
        fonts = OxmlElement("w:rFonts")  # quotes and dashes then take the Chinese font
        fonts.set(qn("w:hint"), "eastAsia")
        properties.append(fonts)
        run.append(properties)
        for index, line in enumerate(str(text).split("\n")):
            if index:
                run.append(OxmlElement("w:br"))
            piece = OxmlElement("w:t")
            piece.text = line
            piece.set(qn("xml:space"), "preserve")
            run.append(piece)
        paragraph.append(run)


def _paragraph(style: str, words: str | list[Any], extra: str = "") -> Any:
    xml = f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr></w:p>'
    paragraph = parse_xml(xml)
    _runs(paragraph, words)
    return paragraph


def _cell(content: Any, width: int, style: str, span: int = 1) -> Any:
    grid = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    cell = parse_xml(
        f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{grid}<w:vAlign w:val="center"/>'
        "</w:tcPr></w:tc>"
    )
    blocks = content if isinstance(content, list) else [{style: content}]
    for block in blocks:
        (kind, words), *_ = block.items()
        cell.append(_paragraph(STYLES[kind], words))
    return cell


def _table(spec: dict[str, Any], layout: Layout) -> Any:
    """`widths`: relative column widths; `rows`: lists of cells, or a {%tr …%} tag as a string; `keep`: on one page."""
    page = layout.page
    total = twips(page.width_mm - page.left_mm - page.right_mm)
    if spec.get("landscape"):
        total = twips(page.height_mm - page.top_mm - page.bottom_mm)
    widths = [round(total * w / sum(spec["widths"])) for w in spec["widths"]]
    # A mark of the table's own keeps docxtpl's row tags away from other tables.
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>'
        + "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
        + "</w:tblGrid></w:tbl>"
    )
    styles = spec.get("styles", ["cell"] * len(widths))
    for index, row in enumerate(spec["rows"]):
        properties = "<w:cantSplit/>"
        if spec.get("height_mm"):
            properties += f'<w:trHeight w:val="{twips(spec["height_mm"])}" w:hRule="atLeast"/>'
        header = index < spec.get("header", 0)
        if header:
            properties += "<w:tblHeader/>"
        element = parse_xml(f"<w:tr {nsdecls('w')}><w:trPr>{properties}</w:trPr></w:tr>")
        if isinstance(row, str):
            row = [{"text": row, "span": len(widths)}]
        column = 0
        for cell in row:
            span = cell.get("span", 1) if isinstance(cell, dict) else 1
            content = cell.get("text", cell.get("blocks", "")) if isinstance(cell, dict) else cell
            style = (
                "head"
                if header
                else (cell.get("style") if isinstance(cell, dict) else None) or styles[column]
            )
            element.append(_cell(content, sum(widths[column : column + span]), style, span))
            column += span
        if spec.get("keep"):  # a short table stays on one page
            for style in element.iter(qn("w:pStyle")):
                style.addnext(OxmlElement("w:keepNext"))
        table.append(element)
    return table


def build(source: list[dict[str, Any]], layout: Layout) -> bytes:
    """The template as .docx bytes; the same source gives the same bytes."""
    document = Document()
    section = document.sections[0]
    document.settings.odd_and_even_pages_header_footer = True
    for footer in (section.footer, section.even_page_footer):
        footer.is_linked_to_previous = False
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    end = body[-1]
    landscape = False
    for block in source:
        (kind, words), *_ = block.items()
        if kind == "landscape":
            landscape = bool(words)
        elif kind == "table":
            end.addprevious(_table({**words, "landscape": landscape}, layout))
        elif kind == "pagebreak":
            end.addprevious(_paragraph("BodyIndent", "", "<w:pageBreakBefore/>"))
        elif kind == "nofooter":  # for sheets that are cut up
            for reference in end.findall(qn("w:footerReference")):
                end.remove(reference)
        else:
            extra = "<w:pageBreakBefore/>" if block.get("newpage") else ""
            end.addprevious(_paragraph(STYLES[kind], words, extra))
    size = end.find(qn("w:pgSz"))
    if landscape:
        size.set(qn("w:orient"), "landscape")
    stream = BytesIO()
    document.save(stream)
    members = read_members(stream.getvalue(), "模板")
    for name in UNUSED:
        members.pop(name, None)
    for name in [n for n in members if n.startswith(("customXml/", "word/theme/")) or "numbering" in n]:
        members.pop(name)
    _tidy(members, layout)
    return write_members(apply_layout(members, layout))


def _tidy(members: dict[str, bytes], layout: Layout) -> None:
    """Drop python-docx's own styles, theme, dates and unused parts; put the page number into the footers."""
    members["word/styles.xml"] = styles_xml(layout).encode()
    for name in ("word/_rels/document.xml.rels", "_rels/.rels"):
        rels = members[name].decode()
        for found in re.findall(r'<Relationship\b[^>]*Target="[^"]+"[^>]*/>', rels):
            target = found.partition('Target="')[2].partition('"')[0]
            if not _there(target, name, members):
                rels = rels.replace(found, "")
        members[name] = rels.encode()
    types = members["[Content_Types].xml"].decode()
    types = re.sub(
        r'<Override\b[^>]*PartName="/([^"]+)"[^>]*/>',
        lambda m: m.group(0) if m.group(1) in members else "",
        types,
    )
    members["[Content_Types].xml"] = re.sub(r'<Default Extension="jpeg"[^>]*/>', "", types).encode()
    for number, side in ((1, "odd"), (2, "even")):
        members[f"word/footer{number}.xml"] = footer_xml(layout.page_number, side).encode()
    settings = members["word/settings.xml"].decode()
    settings = re.sub(
        r"<w:(?:rsids\b.*?</w:rsids>|themeFontLang\b[^>]*/>|clrSchemeMapping\b[^>]*/>)",
        "",
        settings,
        flags=re.DOTALL,
    )
    members["word/settings.xml"] = settings.encode()
    members["word/fontTable.xml"] = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {nsdecls("w")}/>'
    ).encode()
    members["docProps/core.xml"] = (
        f"{XML}"
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{{ 文件标题 }}</dc:title>'
        "</cp:coreProperties>"
    ).encode()
    members["docProps/app.xml"] = (
        f"{XML}"
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>wudaitou docgen</Application></Properties>"
    ).encode()


def _there(target: str, rels: str, members: dict[str, bytes]) -> bool:
    base = "" if rels == "_rels/.rels" else "word/"
    return target.startswith("http") or base + target in members


def build_sheet(source: dict[str, Any]) -> bytes:
    """A workbook template from its source: sheets of title, note, head, tag and cells rows."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    from docgen.fixedbook import fixed_xlsx

    thin = Side(style="thin")
    grid = Border(left=thin, right=thin, top=thin, bottom=thin)
    book: Any = Workbook()
    book.remove(book.active)
    for spec in source["sheets"]:
        sheet = book.create_sheet(spec["name"])
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.orientation = "landscape" if spec.get("landscape") else "portrait"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_title_rows = f"1:{spec['repeat']}"
        sheet.freeze_panes = f"A{spec['repeat'] + 1}"
        sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
        widths = spec["widths"]
        for column, wide in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(column)].width = wide
        for row, block in enumerate(spec["rows"], 1):
            kind = next(iter(block))
            words = block[kind]
            if kind in ("title", "note"):
                sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(widths))
                cell = sheet.cell(row, 1, words)
                big = kind == "title"
                cell.font = Font(name="方正小标宋简体" if big else "仿宋", size=20 if big else 12)
                cell.alignment = Alignment(
                    horizontal="center" if big else "left", vertical="center", wrap_text=True
                )
                sheet.row_dimensions[row].height = 36
            elif kind == "tag":
                sheet.cell(row, 1, words)
            else:
                sheet.row_dimensions[row].height = 30 if kind == "head" else 26
                for column, text in enumerate(words, 1):
                    cell = sheet.cell(row, column, text or None)
                    cell.font = Font(name="黑体" if kind == "head" else "仿宋", size=12)
                    cell.border = grid
                    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
                    if column in block.get("percent", ()):
                        cell.number_format = "0.0%"
                for column, choices in block.get("choices", {}).items():
                    letter = get_column_letter(column)
                    rule = DataValidation("list", formula1='"' + ",".join(choices) + '"', allow_blank=True)
                    sheet.add_data_validation(rule)
                    rule.add(f"{letter}{spec['repeat'] + 1}:{letter}{spec['repeat'] + 500}")
    return fixed_xlsx(book)


def main() -> int:
    """Build every folder's template that has a source.yaml; names limit it to those kinds."""
    layout = load_layout()
    for source in sorted((ROOT / "templates").glob("*/source.yaml")):
        if sys.argv[1:] and source.parent.name not in sys.argv[1:]:
            continue
        blocks = yaml.safe_load(source.read_text(encoding="utf-8"))
        if isinstance(blocks, dict):
            (source.parent / "template.xlsx").write_bytes(build_sheet(blocks))
        else:
            (source.parent / "template.docx").write_bytes(build(blocks, layout))
        print(source.parent.name)
    # The letters that checker writes to schools: same blocks, same page.
    for source in sorted((ROOT / "checker" / "replies").glob("*.yaml")):
        if not sys.argv[1:] or source.stem in sys.argv[1:]:
            blocks = yaml.safe_load(source.read_text(encoding="utf-8"))
            source.with_suffix(".docx").write_bytes(build(blocks, layout))
            print(source.stem)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
