"""A `Layout` and the members of a .docx in, the members with that page, those styles and page numbers out."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from docgen.layout import Layout, PageNumber, Style, twips

__all__ = ["apply_layout", "footer_xml", "style_xml", "styles_xml"]

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CELL_MARGINS = (("top", 45), ("left", 85), ("bottom", 45), ("right", 85))
_STYLE = re.compile(r'<w:style\b[^>]*w:styleId="([^"]+)".*?</w:style>', re.DOTALL)
_SECTION = re.compile(r"<w:sectPr\b(?:[^>]*/>|.*?</w:sectPr>)", re.DOTALL)


def _fonts(font: str, latin: str, size: int, spacing: int) -> str:
    """Run properties with all four font slots and no theme font, so that nothing outranks them."""
    face, west = quoteattr(font), quoteattr(latin or font)
    fonts = f"<w:rFonts w:ascii={west} w:hAnsi={west} w:eastAsia={face} w:cs={west}/>"
    space = f'<w:spacing w:val="{spacing}"/>' if spacing else ""
    return f'<w:rPr>{fonts}{space}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'


def style_xml(style: Style, layout: Layout) -> str:
    """One paragraph style as WordprocessingML."""
    em = style.size * 10  # one character's width in twips: half points * 10
    line = layout.line_twips
    parts = []
    if style.keep_next:
        parts.append("<w:keepNext/><w:keepLines/>")
    if style.page_break:
        parts.append("<w:pageBreakBefore/>")
    if style.line == "auto" or style.size > layout.body_size:
        parts.append('<w:snapToGrid w:val="0"/>')  # the grid would give a big line the height of two
    if style.line == "auto":
        pitch = 'w:line="240" w:lineRule="auto"'
    else:
        pitch = f'w:line="{line}" w:lineRule="exact"'
    before, after = round(style.before * line), round(style.after * line)
    parts.append(f'<w:spacing w:before="{before}" w:after="{after}" {pitch}/>')
    indent = ""
    for name, chars in (("left", style.left), ("right", style.right)):
        if chars:
            indent += f' w:{name}Chars="{round(chars * 100)}" w:{name}="{round(chars * em)}"'
    if style.hanging:
        indent += f' w:hangingChars="{round(style.hanging * 100)}" w:hanging="{round(style.hanging * em)}"'
    elif style.indent:
        indent += f' w:firstLineChars="{round(style.indent * 100)}" w:firstLine="{round(style.indent * em)}"'
    if indent:
        parts.append(f"<w:ind{indent}/>")
    parts.append(f'<w:jc w:val="{style.align}"/>')
    if style.outline:
        parts.append(f'<w:outlineLvl w:val="{style.outline - 1}"/>')
    spacing = layout.spacing_twips if style.line == "grid" else 0
    following = f'<w:next w:val="{"BodyIndent" if style.outline else style.id}"/>'
    custom = "" if style.name.isascii() else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style.id}"><w:name w:val={quoteattr(style.name)}/>'
        f'<w:basedOn w:val="Normal"/>{following}<w:qFormat/><w:pPr>{"".join(parts)}</w:pPr>'
        f"{_fonts(style.font, layout.latin, style.size, spacing)}</w:style>"
    )


def _character(style_id: str, name: str, font: str) -> str:
    face = quoteattr(font)
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f"<w:qFormat/><w:rPr><w:rFonts w:ascii={face} w:hAnsi={face} w:eastAsia={face} w:cs={face}/></w:rPr>"
        "</w:style>"
    )


def styles_xml(layout: Layout) -> str:
    """The whole styles part."""
    base = _fonts(layout.body_font, layout.latin, layout.body_size, 0)
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
    heads = {s.id: s.font for s in layout.styles}
    border = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    cell = "".join(f'<w:{s} w:w="{w}" w:type="dxa"/>' for s, w in _CELL_MARGINS)
    cell = f"<w:tblCellMar>{cell}</w:tblCellMar>"
    return (
        f'{_XML}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault>'
        f"{base.replace('</w:rPr>', language)}</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:widowControl w:val="0"/><w:spacing w:line="{layout.line_twips}" w:lineRule="exact"/>'
        '<w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        f'<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{cell}</w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
        '<w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{border}</w:tblBorders></w:tblPr></w:style>"
        + "".join(style_xml(s, layout) for s in layout.styles)
        + _footer_style(layout.page_number)
        + _character("RunHei", "黑体字", heads["Heading1"])
        + _character("RunKai", "楷体字", heads["Heading2"])
        + "</w:styles>"
    )


def _footer_style(number: PageNumber) -> str:
    return (
        '<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/>'
        '<w:pPr><w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/></w:pPr>'
        f"{_fonts(number.font, number.font, number.size, 0)}</w:style>"
    )


def footer_xml(number: PageNumber, side: str) -> str:
    """The footer of odd (单页) or even (双页) pages: — 1 — on its side, one character in."""
    align = number.odd if side == "odd" else number.even
    indent = ""
    if align in ("left", "right") and number.indent:
        wide = round(number.indent * number.size * 10)
        indent = f'<w:ind w:{align}Chars="{round(number.indent * 100)}" w:{align}="{wide}"/>'

    def run(inner: str) -> str:
        return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>{inner}</w:r>'

    def text(words: str) -> str:
        return run(f'<w:t xml:space="preserve">{escape(words)}</w:t>') if words else ""

    field = (
        run('<w:fldChar w:fldCharType="begin"/>')
        + run('<w:instrText xml:space="preserve"> PAGE </w:instrText>')
        + run('<w:fldChar w:fldCharType="separate"/>')
        + run("<w:t>1</w:t>")
        + run('<w:fldChar w:fldCharType="end"/>')
    )
    return (
        f'{_XML}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Footer"/>{indent}<w:jc w:val="{align}"/>'
        f"</w:pPr>{text(number.left)}{field}{text(number.right)}</w:p></w:ftr>"
    )


def _section(section: str, layout: Layout) -> str:
    """A section's properties with this page; its header and footer references are kept."""
    page = layout.page
    landscape = 'w:orient="landscape"' in section
    size = (twips(page.width_mm), twips(page.height_mm))
    top, right, bottom, left = (twips(m) for m in (page.top_mm, page.right_mm, page.bottom_mm, page.left_mm))
    turned = ""
    if landscape:  # a landscape table keeps its binding edge at the top of the sheet
        size, turned = (size[1], size[0]), ' w:orient="landscape"'
        top, right, bottom, left = left, top, right, bottom
    foot = twips(layout.page_number.footer_mm)
    kept = "".join(re.findall(r"<w:(?:header|footer)Reference\b[^>]*/>", section))
    rest = "".join(re.findall(r"<w:(?:type|pgNumType|cols|vAlign|titlePg)\b[^>]*/>", section))
    kind = "".join(re.findall(r"<w:type\b[^>]*/>", rest))
    number = "".join(re.findall(r"<w:pgNumType\b[^>]*/>", rest))
    after = "".join(re.findall(r"<w:(?:vAlign|titlePg)\b[^>]*/>", rest))
    columns = "".join(re.findall(r"<w:cols\b[^>]*/>", rest))
    return (
        f'<w:sectPr>{kept}{kind}<w:pgSz w:w="{size[0]}" w:h="{size[1]}"{turned}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="851" '
        f'w:footer="{foot}" w:gutter="0"/>{number}{columns}{after}'
        f'<w:docGrid w:type="lines" w:linePitch="{layout.line_twips}"/></w:sectPr>'
    )


def apply_layout(members: dict[str, bytes], layout: Layout) -> dict[str, bytes]:
    """The same .docx with the layout's page, styles and page numbers; its own other styles are kept."""
    out = dict(members)
    own = {s.id: style_xml(s, layout) for s in layout.styles}
    fresh = styles_xml(layout)
    kept = "".join(
        match.group(0)
        for match in _STYLE.finditer(members.get("word/styles.xml", b"").decode("utf-8", "replace"))
        if match.group(1) not in own and f'w:styleId="{match.group(1)}"' not in fresh
    )
    out["word/styles.xml"] = fresh.replace("</w:styles>", kept + "</w:styles>").encode()
    body = members["word/document.xml"].decode("utf-8")
    out["word/document.xml"] = _SECTION.sub(lambda m: _section(m.group(0), layout), body).encode()
    rels = members.get("word/_rels/document.xml.rels", b"").decode("utf-8", "replace")
    for side, kind in (("odd", "default"), ("even", "even")):
        found = re.search(rf'<w:footerReference\b[^>]*w:type="{kind}"[^>]*/>', body)
        rid = re.search(r'r:id="([^"]+)"', found.group(0)) if found else None
        target = re.search(rf'<Relationship\b[^>]*Id="{rid.group(1)}"[^>]*>', rels) if rid else None
        name = re.search(r'Target="([^"]+)"', target.group(0)) if target else None
        if name and b"PAGE" in members.get(f"word/{name.group(1)}", b""):
            out[f"word/{name.group(1)}"] = footer_xml(layout.page_number, side).encode()
    return out
