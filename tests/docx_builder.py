"""Text and a few small XML words in, the bytes of a .docx out: fixtures that can be read in the test itself.

    Docx("标题", p("一、学习", style="Heading1"), table([["姓名", "张三"]])).save(tmp_path / "a.docx")

A `str` becomes a paragraph; what the functions below return is XML and is taken as it stands. Zip times
are fixed, so the same calls give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = {
    W: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}
NAMESPACES = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w16se": "http://schemas.microsoft.com/office/word/2015/wordml/symex",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
}
XMLNS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TRACK = 'w:id="1" w:author="甲" w:date="2011-03-01T00:00:00Z"'


class Xml(str):
    """A piece of XML, as opposed to text."""

    __slots__ = ()


def _inline(items: Iterable[str]) -> str:
    return "".join(item if isinstance(item, Xml) else run(item) for item in items)


def _blocks(items: Iterable[str]) -> str:
    return "".join(item if isinstance(item, Xml) else p(item) for item in items)


# --- inside a paragraph ------------------------------------------------------------------------------


def t(text: str) -> Xml:
    """`w:t`."""
    return Xml(f'<w:t xml:space="preserve">{escape(text)}</w:t>')


def run(text: str = "", *, properties: str = "", inner: str = "") -> Xml:
    """A run: its text, or `inner` XML such as `<w:tab/>`; `properties` is XML inside `w:rPr`."""
    shown = t(text) if text else ""
    props = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return Xml(f"<w:r>{props}{shown}{inner}</w:r>")


def hidden(text: str) -> Xml:
    """A hidden run (隐藏文字)."""
    return run(text, properties="<w:vanish/>")


def inserted(*items: str) -> Xml:
    """A tracked insertion."""
    return Xml(f"<w:ins {TRACK}>{_inline(items)}</w:ins>")


def moved_to(*items: str) -> Xml:
    """The new place of a tracked move."""
    return Xml(f"<w:moveTo {TRACK}>{_inline(items)}</w:moveTo>")


def deleted(text: str) -> Xml:
    """A tracked deletion."""
    return Xml(f"<w:del {TRACK}><w:r><w:delText>{escape(text)}</w:delText></w:r></w:del>")


def moved_from(*items: str) -> Xml:
    """The old place of a tracked move; Word keeps `w:t` in it."""
    return Xml(f"<w:moveFrom {TRACK}>{_inline(items)}</w:moveFrom>")


def control(*items: str) -> Xml:
    """An inline content control (内容控件)."""
    return Xml(
        f"<w:sdt><w:sdtPr><w:id w:val='1'/></w:sdtPr><w:sdtContent>{_inline(items)}</w:sdtContent></w:sdt>"
    )


def smart_tag(*items: str) -> Xml:
    """A smart tag (智能标记)."""
    return Xml(f'<w:smartTag w:uri="u" w:element="e">{_inline(items)}</w:smartTag>')


def link(*items: str) -> Xml:
    """A hyperlink."""
    return Xml(f'<w:hyperlink w:anchor="x">{_inline(items)}</w:hyperlink>')


def simple_field(*items: str, instruction: str = "DATE") -> Xml:
    """A simple field with its result."""
    return Xml(f"<w:fldSimple w:instr={quoteattr(instruction)}>{_inline(items)}</w:fldSimple>")


def field(*items: str, instruction: str = "PAGE") -> Xml:
    """A complex field with its result."""
    return Xml(
        f"{_mark('begin')}<w:r><w:instrText>{escape(instruction)}</w:instrText></w:r>"
        f"{_mark('separate')}{_inline(items)}{_mark('end')}"
    )


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def ruby(base: str, above: str) -> Xml:
    """A character with its pinyin above."""
    return Xml(
        f"<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>{escape(above)}</w:t></w:r></w:rt>"
        f"<w:rubyBase><w:r><w:t>{escape(base)}</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )


def text_box(*blocks: str, fallback: bool = True) -> Xml:
    """A text box (文本框) as Word 2010 and later writes it, with the VML copy for older programs."""
    inner = f"<w:txbxContent>{_blocks(blocks)}</w:txbxContent>"
    drawing = (
        '<w:drawing><wp:inline><a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx>'
        f"{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    copy = f"<mc:Fallback>{vml(*blocks)}</mc:Fallback>" if fallback else ""
    return Xml(
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>{copy}'
        "</mc:AlternateContent></w:r>"
    )


def vml(*blocks: str) -> Xml:
    """`w:pict` with a text box as Word 2007 and WPS write it; stands inside a run."""
    return Xml(
        f"<w:pict><v:shape><v:textbox><w:txbxContent>{_blocks(blocks)}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )


def footnote(number: int) -> Xml:
    """A reference to a footnote (脚注) of `Docx(footnotes=…)`, counted from 1."""
    return Xml(f'<w:r><w:footnoteReference w:id="{number}"/></w:r>')


def endnote(number: int) -> Xml:
    """A reference to an endnote (尾注) of `Docx(endnotes=…)`, counted from 1."""
    return Xml(f'<w:r><w:endnoteReference w:id="{number}"/></w:r>')


# --- blocks ------------------------------------------------------------------------------------------


def p(
    *items: str,
    style: str = "",
    num: tuple[int, int] | None = None,
    level: int | None = None,
    properties: str = "",
) -> Xml:
    """A paragraph; `num` is (numId, ilvl), `level` an outline level from 1, `properties` XML for `w:pPr`."""
    inner = f"<w:pStyle w:val={quoteattr(style)}/>" if style else ""
    if num:
        inner += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    if level:
        inner += f'<w:outlineLvl w:val="{level - 1}"/>'
    inner += properties
    return Xml(f"<w:p>{f'<w:pPr>{inner}</w:pPr>' if inner else ''}{_inline(items)}</w:p>")


def mark_deleted(*items: str) -> Xml:
    """A paragraph whose mark is deleted with tracking: it continues in the next one."""
    return p(*items, properties=f"<w:rPr><w:del {TRACK}/></w:rPr>")


def block_control(*blocks: str) -> Xml:
    """A block content control."""
    return Xml(f"<w:sdt><w:sdtPr/><w:sdtContent>{_blocks(blocks)}</w:sdtContent></w:sdt>")


def cell(*blocks: str, properties: str = "") -> Xml:
    """A table cell; `properties` is XML inside `w:tcPr`."""
    return Xml(f"<w:tc><w:tcPr>{properties}</w:tcPr>{_blocks(blocks) or '<w:p/>'}</w:tc>")


def row(*cells: str, properties: str = "") -> Xml:
    """A table row of cells (or plain texts)."""
    inner = "".join(c if isinstance(c, Xml) else cell(c) for c in cells)
    return Xml(f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>")


def table(rows: Iterable[Sequence[str] | Xml]) -> Xml:
    """A table: rows as sequences of texts or cells, or ready rows."""
    ready = [r if isinstance(r, Xml) else row(*r) for r in rows]
    columns = max((r.count("<w:tc>") for r in ready), default=0)
    grid = '<w:gridCol w:w="2000"/>' * columns
    return Xml(f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(ready)}</w:tbl>")


# --- other parts -------------------------------------------------------------------------------------


def style(
    style_id: str, name: str = "", *, based_on: str = "", inner: str = "", kind: str = "paragraph"
) -> Xml:
    """A style; `inner` is XML such as `<w:pPr>…</w:pPr>`."""
    based = f"<w:basedOn w:val={quoteattr(based_on)}/>" if based_on else ""
    return Xml(
        f'<w:style w:type="{kind}" w:styleId={quoteattr(style_id)}>'
        f"<w:name w:val={quoteattr(name or style_id)}/>{based}{inner}</w:style>"
    )


HEADINGS = Xml("".join(style(f"Heading{n}", f"heading {n}") for n in range(1, 4)))


def numbering(lists: Mapping[int, Sequence[tuple[str, str]]], *, extra: str = "") -> Xml:
    """Lists by numId: for each level (format, text), e.g. {1: [("chineseCounting", "%1、")]}."""
    abstracts = nums = ""
    for num_id, levels in lists.items():
        inner = "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>'
            f"<w:lvlText w:val={quoteattr(text)}/></w:lvl>"
            for n, (fmt, text) in enumerate(levels)
        )
        abstracts += f'<w:abstractNum w:abstractNumId="{num_id}">{inner}</w:abstractNum>'
        nums += f'<w:num w:numId="{num_id}"><w:abstractNumId w:val="{num_id}"/></w:num>'
    return Xml(abstracts + nums + extra)


class Docx:
    """A .docx in the making: blocks of the body, and the other parts as keywords."""

    def __init__(
        self,
        *blocks: str,
        styles: str = HEADINGS,
        numbering: str = "",
        footnotes: Sequence[str] = (),
        endnotes: Sequence[str] = (),
        headers: Mapping[str, str] | None = None,
        footers: Mapping[str, str] | None = None,
        settings: str = "",
        section: str = "",
        properties: Mapping[str, str] | None = None,
        files: Mapping[str, bytes | str] | None = None,
        relations: Sequence[tuple[str, str, str, bool]] = (),
        strict: bool = False,
        macro: bool = False,
    ) -> None:
        """`headers` and `footers`: kind (default, first, even) -> text. `properties`: dc/cp name -> value.
        `files`: extra members. `relations`: (id, kind, target, external) of the main part."""
        self.strict = strict
        self.parts: dict[str, bytes | str] = {}
        self._relations = list(relations)
        references = ""
        for local, margins in (("header", headers), ("footer", footers)):
            root = "hdr" if local == "header" else "ftr"
            for kind, text in (margins or {}).items():
                name = f"{local}_{kind}"
                self._part(name, f"{name}.xml", local, f"<w:{root} {XMLNS}>{_blocks([text])}</w:{root}>")
                references += f'<w:{local}Reference w:type="{kind}" r:id="{name}"/>'
        self._part("styles", "styles.xml", "styles", f"<w:styles {XMLNS}>{styles}</w:styles>")
        if numbering:
            self._part(
                "numbering", "numbering.xml", "numbering", f"<w:numbering {XMLNS}>{numbering}</w:numbering>"
            )
        if settings:
            self._part("settings", "settings.xml", "settings", f"<w:settings {XMLNS}>{settings}</w:settings>")
        for kind, notes in (("footnote", footnotes), ("endnote", endnotes)):
            inner = "".join(
                f'<w:{kind} w:id="{n}">{_blocks([text])}</w:{kind}>' for n, text in enumerate(notes, 1)
            )
            if notes:
                self._part(f"{kind}s", f"{kind}s.xml", f"{kind}s", f"<w:{kind}s {XMLNS}>{inner}</w:{kind}s>")
        self.parts["word/document.xml"] = (
            f"<w:document {XMLNS}><w:body>{_blocks(blocks)}"
            f"<w:sectPr>{references}{section}</w:sectPr></w:body></w:document>"
        )
        if properties:
            self.parts["docProps/core.xml"] = (
                f'<cp:coreProperties xmlns:cp="{PACKAGE_REL}/metadata/core-properties" '
                'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
                + "".join(f"<{name}>{escape(text)}</{name}>" for name, text in properties.items())
                + "</cp:coreProperties>"
            )
        if macro:
            self.parts["word/vbaProject.bin"] = b"\xd0\xcf\x11\xe0macro"
        self.parts.update(files or {})
        self.macro = macro

    def _part(self, part_id: str, member: str, kind: str, xml: str) -> None:
        self.parts[f"word/{member}"] = xml
        self._relations.append((part_id, kind, member, False))

    def bytes(self) -> bytes:
        """The zip."""
        core = "docProps/core.xml" in self.parts
        kind = (
            "application/vnd.ms-word.document.macroEnabled.main+xml"
            if self.macro
            else f"{TYPE}.document.main+xml"
        )
        overrides = "".join(
            f'<Override PartName="/{name}" ContentType="{TYPE}.{name[5:-4].split("_")[0]}+xml"/>'
            for name in self.parts
            if name.startswith("word/") and name.endswith(".xml") and name != "word/document.xml"
        )
        everything: dict[str, bytes | str] = {
            "[Content_Types].xml": (
                f'<Types xmlns="{PACKAGE_REL}/content-types"><Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Default Extension="xml" ContentType="application/xml"/>'
                '<Default Extension="png" ContentType="image/png"/>'
                '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
                f'<Override PartName="/word/document.xml" ContentType="{kind}"/>{overrides}</Types>'
            ),
            "_rels/.rels": _relations(
                [("d", "officeDocument", "word/document.xml", False)]
                + ([("c", "metadata/core-properties", "docProps/core.xml", False)] if core else [])
            ),
            "word/_rels/document.xml.rels": _relations(self._relations),
            **self.parts,
        }
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in everything.items():
                if isinstance(content, str):
                    for old, new in STRICT.items() if self.strict else ():
                        content = content.replace(old, new)
                    content = content.encode("utf-8", "surrogatepass")
                archive.writestr(zipfile.ZipInfo(name, (2011, 3, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
        return stream.getvalue()

    def save(self, path: Path) -> Path:
        """Write the file; returns its path."""
        path.write_bytes(self.bytes())
        return path


def _relations(items: Iterable[tuple[str, str, str, bool]]) -> str:
    inner = ""
    for rel_id, kind, target, external in items:
        base = f"{PACKAGE_REL}/relationships" if kind.startswith("metadata/") else REL
        mode = ' TargetMode="External"' if external else ""
        inner += f'<Relationship Id="{rel_id}" Type="{base}/{kind}" Target={quoteattr(target)}{mode}/>'
    return f'<Relationships xmlns="{PACKAGE_REL}/relationships">{inner}</Relationships>'
