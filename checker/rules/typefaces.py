"""Page facts in, findings on the fonts and sizes of body, title and headings out; tools for all of `layout`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from checker.analysis import Analysis, Heading
from checker.document import Paragraph, Where
from checker.findings import Finding, Severity
from checker.pagefacts import Format, PageFacts
from checker.rules.common import body
from chinese_cli.han import HAN
from corpus.pagelayout import Clause, PageLayout, load_page_layout

__all__ = ["body_formats", "body_type", "heading_fonts", "is_face", "most", "title_type", "told"]

_LEAST = 40  # characters of body that say how the body is set
_SHARE = 0.6
_HAN = re.compile(f"[{HAN}]")
# A font by another name: Windows, WPS and older systems call the same face differently.
_FACES = {
    "仿宋": ("仿宋", "fangsong", "stfangsong"),
    "楷体": ("楷体", "kaiti", "stkaiti", "simkai"),
    "黑体": ("黑体", "simhei", "stheiti"),
    "宋体": ("宋体", "simsun", "stsong", "nsimsun"),
    "小标宋": ("标宋", "fzxiaobiaosong", "xiaobiaosong"),
}


def is_face(font: str, wanted: str) -> bool:
    """Whether a font is of the family the standard names (仿宋_GB2312 is 仿宋)."""
    name = font.lower().replace(" ", "").replace("-", "")
    face = next((f for f in _FACES if f in wanted), wanted)
    return any(alias in name for alias in _FACES.get(face, (wanted.lower(),)))


def told(
    analysis: Analysis, key: str, rule: str, what: str, fix: str, where: Where | None = None
) -> Iterator[Finding]:
    """A finding that quotes its clause; nothing where the clause is only custom."""
    layout = load_page_layout()
    clause = layout.clauses[key]
    if clause.strength == "practice":
        return
    severity: Severity = "warning" if clause.strength == "must" else "info"
    note = ""
    if analysis.date is not None and analysis.date < layout.since:
        severity = "info"
        day = layout.since
        note = f"（该标准{day.year}年{day.month}月{day.day}日起施行，本件落款在前，供参考）"
    yield Finding(rule, severity, f"{what}，{_says(layout, clause)}{fix}{note}", where)


def _says(layout: PageLayout, clause: Clause) -> str:
    return f"{layout.name}第{clause.number}条（{clause.word}）"


def _headings(analysis: Analysis) -> dict[int, list[Heading]]:
    found: dict[int, list[Heading]] = {}
    for heading in analysis.outline.headings:
        found.setdefault(heading.where.paragraph, []).append(heading)
    return found


def _counted(facts: PageFacts, paragraph: Paragraph, start: int, end: int, into: Counter[Format]) -> None:
    """Add the Chinese characters between two offsets to the count of their formats."""
    for span in paragraph.runs:
        a, b = max(start, span.start), min(end, span.end)
        made = facts.format(span.member, span.run) if a < b else None
        if made is not None:
            into[made] += len(_HAN.findall(paragraph.text, a, b))


def body_formats(analysis: Analysis, facts: PageFacts) -> Counter[Format]:
    """Characters of body text by format: no title, heading, signature, table."""
    headings = _headings(analysis)
    outline = analysis.outline
    out = {
        w.paragraph
        for w in (outline.title_where, outline.signature.name_where, outline.signature.date_where)
        if w is not None
    }
    counts: Counter[Format] = Counter()
    for i, paragraph, _ in body(analysis):
        if paragraph.part != "body" or paragraph.cell is not None or i in out or i == 0:
            continue
        if any(not h.run_in for h in headings.get(i, ())):
            continue
        start = max((h.where.end for h in headings.get(i, ())), default=0)
        _counted(facts, paragraph, start, len(paragraph.text), counts)
    return counts


def most(counts: Counter[str]) -> str:
    """The value that most characters have; "" when none clearly has."""
    total = sum(counts.values())
    best, count = max(counts.items(), key=lambda c: (c[1], c[0]), default=("", 0))
    return best if total >= _LEAST and count >= _SHARE * total else ""


def body_type(analysis: Analysis) -> Iterator[Finding]:
    """Font and size that most of the body has."""
    facts, layout = analysis.page, load_page_layout()
    if facts is None:
        return
    counts = body_formats(analysis, facts)
    fonts: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for made, count in counts.items():
        fonts[made.font] += count
        sizes[str(made.size or "")] += count
    font, size = most(fonts), most(sizes)
    wrong = []
    if font and not is_face(font, layout.body[0]):
        wrong.append(font)
    if size and int(size) != layout.body[1]:
        wrong.append(layout.size_name(int(size)))
    if wrong:
        wanted = f"{layout.size_name(layout.body[1])}{layout.body[0]}"
        yield from told(
            analysis, "body_font", "layout.body", f"正文用的是{'、'.join(wrong)}",
            f"正文用{wanted}字。请选中正文改字体字号，标题另设。",
        )  # fmt: skip


def title_type(analysis: Analysis) -> Iterator[Finding]:
    """Font and size of the title."""
    facts, layout, where = analysis.page, load_page_layout(), analysis.outline.title_where
    if facts is None or where is None or where.part != "body":
        return
    yield from _typed(analysis, facts, where, "title", "layout.title", "标题", layout.title)


def _typed(
    analysis: Analysis,
    facts: PageFacts,
    where: Where,
    key: str,
    rule: str,
    what: str,
    wanted: tuple[str, int],
) -> Iterator[Finding]:
    """A finding when the words at `where` are set in another font or size; a size of 0 does not matter."""
    layout = load_page_layout()
    counts: Counter[Format] = Counter()
    _counted(facts, analysis.document.paragraphs[where.paragraph], where.start, where.end, counts)
    if not counts:
        return
    made = max(counts, key=lambda f: (counts[f], repr(f)))
    wrong = []
    if made.font and not is_face(made.font, wanted[0]):
        wrong.append(made.font)
    if wanted[1] and made.size and made.size != wanted[1]:
        wrong.append(layout.size_name(made.size))
    if wrong:
        size = layout.size_name(wanted[1]) if wanted[1] else ""
        yield from told(
            analysis, key, rule, f"{what}用的是{'、'.join(wrong)}", f"{what}用{size}{wanted[0]}字。请改字体字号。", where
        )  # fmt: skip


_LEVEL_WORDS = {1: "“一、”一级的标题", 2: "“（一）”一级的标题"}


def heading_fonts(analysis: Analysis) -> Iterator[Finding]:
    """One finding a level, at the first heading that is set otherwise; unnumbered lines are no headings here."""
    facts, layout = analysis.page, load_page_layout()
    if facts is None:
        return
    said: set[int] = set()
    for heading in analysis.outline.headings:
        level = heading.level
        if level in said or level not in (1, 2) or not heading.number or heading.where.part != "body":
            continue
        wanted = (layout.headings[level], 0)
        found = list(
            _typed(analysis, facts, heading.where, "headings", "layout.heading", _LEVEL_WORDS[level], wanted)
        )
        said |= {level} if found else set()
        yield from found
