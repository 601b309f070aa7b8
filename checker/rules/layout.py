"""Page facts in, findings on paper, margins, fonts, sizes, line pitch and page number by GB/T 9704 out (版式).

Off unless asked for (`--layout`), only for .docx. Every message quotes the clause and how strongly it speaks:
规定 gives a warning, 一般 and 推荐 a remark; what is only custom (实务) is not told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.findings import Finding, Severity
from checker.pagefacts import Sheet
from checker.rules.base import Rule
from checker.rules.typefaces import body_formats, body_type, heading_fonts, is_face, most, title_type, told
from corpus.pagelayout import PageLayout, load_page_layout

__all__ = ["RULES"]

_MM = 1.05  # 37 mm ± 1 mm (5.2.1), and what rounding to twips adds
_PAPER_MM, _TYPE_AREA_MM = 2.0, 2.1
_PAGE_LONG = 700  # a text this long has a second page, and needs page numbers


def _paper(analysis: Analysis) -> Iterator[Finding]:
    facts, layout = analysis.page, load_page_layout()
    for sheet in facts.sheets if facts else ():
        short, long = sorted((sheet.width, sheet.height))
        if abs(short - layout.width_mm) > _PAPER_MM or abs(long - layout.height_mm) > _PAPER_MM:
            yield from told(
                analysis, "paper", "layout.paper", f"纸张是{sheet.width:.0f}×{sheet.height:.0f}毫米",
                f"用A4纸，{layout.width_mm:g}×{layout.height_mm:g}毫米。请在“布局”的“纸张大小”里选A4。",
            )  # fmt: skip
            return
    if facts and facts.sheets and all(s.landscape for s in facts.sheets) and not _is_table(analysis):
        yield from told(
            analysis, "paper", "layout.paper", "纸张是横放的",
            f"A4纸竖放，宽{layout.width_mm:g}、高{layout.height_mm:g}毫米（只有表格可以横放）。请在“布局”的“纸张方向”里选“纵向”。",
        )  # fmt: skip


def _is_table(analysis: Analysis) -> bool:
    """Whether most of the text stands in tables, which may lie on their side."""
    sizes: Counter[bool] = Counter()
    for paragraph in analysis.document.paragraphs:
        sizes[paragraph.part == "table"] += len(paragraph.text.strip())
    return sizes[True] >= sizes[False]


def _off(sheet: Sheet, layout: PageLayout) -> bool:
    """Whether no known layout has these margins."""
    for margins in layout.margins:
        width = layout.width_mm - margins.left - margins.right
        height = layout.height_mm - margins.top - margins.bottom
        if (
            abs(sheet.top - margins.top) <= _MM
            and abs(sheet.left - margins.left) <= _MM
            and abs(sheet.width - sheet.left - sheet.right - width) <= _TYPE_AREA_MM
            and abs(sheet.height - sheet.top - sheet.bottom - height) <= _TYPE_AREA_MM
        ):
            return False
    return True


def _margins(analysis: Analysis) -> Iterator[Finding]:
    facts, layout = analysis.page, load_page_layout()
    right = layout.margins[0]
    for sheet in facts.sheets if facts else ():
        short, long = sorted((sheet.width, sheet.height))
        other = abs(short - layout.width_mm) > _PAPER_MM or abs(long - layout.height_mm) > _PAPER_MM
        if sheet.landscape or other or not _off(sheet, layout):
            continue
        yield from told(
            analysis, "margins", "layout.margins",
            f"页边距是上{sheet.top:.0f}、下{sheet.bottom:.0f}、左{sheet.left:.0f}、右{sheet.right:.0f}毫米",
            f"天头37±1毫米、订口28±1毫米、版心156×225毫米，即上{right.top:g}、下{right.bottom:g}、"
            f"左{right.left:g}、右{right.right:g}毫米。请在“布局”的“页边距”里改。",
        )  # fmt: skip
        return


def _lines(analysis: Analysis) -> Iterator[Finding]:
    """Lines a page, where the pitch is fixed; other pitches depend on font and program."""
    facts, layout = analysis.page, load_page_layout()
    # On another paper, or within other margins, there is another number of lines: said once is enough.
    sheets = [s for s in facts.sheets if not s.landscape and not _off(s, layout)] if facts else []
    if facts is None or not sheets:
        return
    counts = body_formats(analysis, facts)
    pitches = Counter({str(f.pitch or ""): 0 for f in counts})
    for made, count in counts.items():
        pitches[str(made.pitch or "")] += count
    pitch = most(pitches)
    if not pitch:
        return
    height = (sheets[0].height - sheets[0].top - sheets[0].bottom) * 1440 / 25.4
    lines = int((height + 12) / int(pitch))  # a line may stand out by half a point
    if lines != layout.lines:
        yield from told(
            analysis, "lines", "layout.lines", f"正文行距固定值{int(pitch) / 20:g}磅，每面排{lines}行",
            f"每面排{layout.lines}行，版心高225毫米时行距约28.95磅。请改行距。",
        )  # fmt: skip


def _page_number(analysis: Analysis) -> Iterator[Finding]:
    facts, layout = analysis.page, load_page_layout()
    if facts is None:
        return
    if facts.number is None:
        if analysis.document.characters >= _PAGE_LONG:
            yield from told(
                analysis, "page_number", "layout.page_number", "没有页码",
                "要编页码，放在版心下边缘之下，单页居右、双页居左。请在“插入”的“页码”里加。",
            )  # fmt: skip
        return
    wrong = []
    if facts.number.font and not is_face(facts.number.font, layout.number[0]):
        wrong.append(facts.number.font)
    if facts.number.size and facts.number.size != layout.number[1]:
        wrong.append(layout.size_name(facts.number.size))
    if wrong:
        wanted = f"{layout.size_name(layout.number[1])}半角{layout.number[0]}"
        yield from told(
            analysis, "number_type", "layout.page_number", f"页码用的是{'、'.join(wrong)}",
            f"页码用{wanted}阿拉伯数字。请选中页码改字体字号。",
        )  # fmt: skip


def _rule(id: str, title: str, key: str, check: object) -> Rule:
    clause = load_page_layout().clauses[key]
    source = f"{load_page_layout().name} {clause.number}（{clause.word}）"
    severity: Severity = "warning" if clause.strength == "must" else "info"
    return Rule(id, severity, title, source, check, optional=True)  # type: ignore[arg-type]


RULES: tuple[Rule, ...] = (
    _rule("layout.paper", "纸张不是竖放的A4", "paper", _paper),
    _rule("layout.margins", "页边距不合规定", "margins", _margins),
    _rule("layout.body", "正文字体字号", "body_font", body_type),
    _rule("layout.title", "标题字体字号", "title", title_type),
    _rule("layout.heading", "层次标题字体", "headings", heading_fonts),
    _rule("layout.lines", "每面行数", "lines", _lines),
    _rule("layout.page_number", "页码", "page_number", _page_number),
)
