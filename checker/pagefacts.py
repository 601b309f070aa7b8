"""The bytes of a .docx in, how its pages and runs are set out: paper, margins, fonts, sizes, line pitch (版面事实).

Only what the file itself says for certain is a fact; what depends on the program that opens it stays unknown
(empty or None), and rules are silent about it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from checker import wordml
from checker.document import Unreadable
from checker.limits import DEFAULT, Limits
from checker.readers.package import Package
from checker.readers.styles import attribute, child, number, value
from checker.wordml import R_IDS, both

__all__ = ["Format", "PageFacts", "Sheet", "page_facts"]

_TWIPS_PER_MM = 1440 / 25.4
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P, _P_PR, _R_PR, _SECT = both("p"), both("pPr"), both("rPr"), both("sectPr")
_FONTS, _SIZE, _SPACING, _SNAP = both("rFonts"), both("sz"), both("spacing"), both("snapToGrid")
_EAST, _EAST_THEME = both("eastAsia"), both("eastAsiaTheme")
_P_STYLE, _R_STYLE, _STYLE = both("pStyle"), both("rStyle"), both("style")
_STYLE_ID, _BASED_ON, _TYPE, _DEFAULT = both("styleId"), both("basedOn"), both("type"), both("default")
_INSTRUCTION, _SIMPLE, _INSTR = both("instrText"), both("fldSimple"), both("instr")
_REFERENCES = (*both("footerReference"), *both("headerReference"))


@dataclass(frozen=True, slots=True)
class Format:
    """How a run's Chinese characters are set: font, size in half points, and the line pitch in twips.

    `font` is "" and `size` and `pitch` are None where the file leaves them to the program.
    """

    font: str = ""
    size: int | None = None
    line: int | None = None
    rule: str = ""

    @property
    def pitch(self) -> int | None:
        """The fixed distance of lines (固定值), None for anything else."""
        return self.line if self.rule == "exact" else None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page of one section (节), in millimetres."""

    width: float
    height: float
    top: float
    left: float
    bottom: float
    right: float

    @property
    def landscape(self) -> bool:
        """Whether the sheet lies on its side."""
        return self.width > self.height


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Pages, the format of every run of the main part, and the page number.

    `of_run[n]` is the index in `formats` of the run with ordinal n (`RunSpan.run`) in `member`.
    `number` is the format of the first PAGE field, None when there is none.
    """

    member: str
    sheets: tuple[Sheet, ...]
    formats: tuple[Format, ...]
    of_run: array[int]
    number: Format | None

    def format(self, member: str, run: int) -> Format | None:
        """The format of a run, None for runs of other parts."""
        if member != self.member or not 0 <= run < len(self.of_run):
            return None
        return self.formats[self.of_run[run]]


class _Look:
    """Styles and theme of a file: what a run is set in when it says nothing itself."""

    def __init__(self, styles: Any | None, theme: Any | None) -> None:
        self._theme = _theme_fonts(theme)
        self._by_id: dict[str, Any] = {}
        self._default = ""
        self.base = Format()
        self._known: dict[str, Format] = {}
        if styles is None:
            return
        for defaults in styles.iterchildren(*both("docDefaults")):
            for properties in defaults.iter(*_R_PR, *_P_PR):
                self.base = self.own(self.base, properties)
        for style in styles.iterchildren(*_STYLE):
            style_id = attribute(style, _STYLE_ID)
            self._by_id.setdefault(style_id, style)
            if attribute(style, _TYPE) == "paragraph" and attribute(style, _DEFAULT) in ("1", "true", "on"):
                self._default = style_id

    def own(self, inherited: Format, properties: Any | None) -> Format:
        """`inherited` changed by what these properties (w:pPr or w:rPr) say themselves."""
        if properties is None:
            return inherited
        found = inherited
        fonts, size, spacing = (child(properties, n) for n in (_FONTS, _SIZE, _SPACING))
        if fonts is not None:
            theme = attribute(fonts, _EAST_THEME)  # outranks a name beside it
            name = self._theme.get(theme[:5], "") if theme else attribute(fonts, _EAST)
            if theme or name:
                found = replace(found, font=name.strip())
        if size is not None:
            half = number(value(size), 0)
            found = replace(found, size=half or None)
        if spacing is not None and attribute(spacing, both("line")):
            line = number(attribute(spacing, both("line")), 0)
            rule = attribute(spacing, both("lineRule")) or "auto"
            found = replace(found, line=line or None, rule=rule)
        return found

    def style(self, style_id: str) -> Format:
        """What a paragraph of this style is set in, ancestors first."""
        if style_id not in self._known:
            chain = list(self._chain(style_id or self._default))
            found = self.base
            for style in reversed(chain):
                found = self.own(self.own(found, child(style, _P_PR)), child(style, _R_PR))
            self._known[style_id] = found
        return self._known[style_id]

    def character(self, inherited: Format, style_id: str) -> Format:
        """`inherited` changed by a character style."""
        for style in reversed(list(self._chain(style_id))):
            inherited = self.own(inherited, child(style, _R_PR))
        return inherited

    def _chain(self, style_id: str) -> Iterator[Any]:
        seen = set()
        while style_id in self._by_id and style_id not in seen:
            seen.add(style_id)
            yield self._by_id[style_id]
            style_id = value(child(self._by_id[style_id], _BASED_ON))


def _theme_fonts(theme: Any | None) -> dict[str, str]:
    """The theme's fonts for Chinese: "minor" and "major" -> name, "" where the theme names none."""
    found: dict[str, str] = {}
    if theme is None:
        return found
    for key in ("minor", "major"):
        for scheme in theme.iter(f"{_A}{key}Font"):
            ea = scheme.find(f"{_A}ea")
            name = ea.get("typeface", "") if ea is not None else ""
            if not name:
                hans = (f for f in scheme.iterchildren(f"{_A}font") if f.get("script") == "Hans")
                name = next((f.get("typeface", "") for f in hans), "")
            found[key] = name
            break
    return found


def page_facts(source: bytes, limits: Limits = DEFAULT) -> PageFacts:
    """The facts of a .docx that could be read before. Raises what reading it raises (`Unreadable`)."""
    package = Package(source, limits)
    main = next(
        (r.target for r in package.relations("") if r.kind == "officeDocument" and r.target in package),
        "word/document.xml",
    )
    related = {r.kind: r.target for r in reversed(list(package.relations(main))) if not r.external}
    look = _Look(_parsed(package, related.get("styles")), _parsed(package, related.get("theme")))
    root = wordml.parse(package.read(main))
    formats: dict[Format, int] = {}
    of_run = array("I")
    paragraphs: dict[Any, Format] = {}
    for run in wordml.runs(root):
        made = _run_format(run, look, paragraphs)
        of_run.append(formats.setdefault(made, len(formats)))
    return PageFacts(
        member=package.name(main) if main in package else main,
        sheets=tuple(s for s in map(_sheet, root.iter(*_SECT)) if s is not None),
        formats=tuple(formats),
        of_run=of_run,
        number=_number(
            package, root, look, {r.id: r.target for r in package.relations(main) if not r.external}
        ),
    )


def _parsed(package: Package, member: str | None) -> Any | None:
    """The root of a part; None for a part that is not there or is broken: what it would say stays unknown."""
    from lxml import etree

    try:
        content = package.read(member) if member else b""
        return wordml.parse(content) if content else None
    except (etree.XMLSyntaxError, ValueError, Unreadable):
        return None


def _run_format(run: Any, look: _Look, paragraphs: dict[Any, Format]) -> Format:
    """A run's format: its paragraph's style and properties, its own style, its own properties."""
    paragraph = next(run.iterancestors(*_P), None)
    if paragraph not in paragraphs:
        properties = child(paragraph, _P_PR) if paragraph is not None else None
        style = value(child(properties, _P_STYLE)) if properties is not None else ""
        paragraphs[paragraph] = look.own(look.style(style), properties)
    found = paragraphs[paragraph]
    own = child(run, _R_PR)
    if own is None:
        return found
    style = value(child(own, _R_STYLE))
    made = look.own(look.character(found, style) if style else found, own)
    # w:spacing of a run is the distance of characters, not of lines.
    return replace(made, line=found.line, rule=found.rule)


def _sheet(section: Any) -> Sheet | None:
    """The page of a section; None where it does not say."""
    size, margin = child(section, both("pgSz")), child(section, both("pgMar"))
    if size is None or margin is None:
        return None

    def mm(element: Any, local: str) -> float:
        text = attribute(element, both(local))
        sign = -1 if text.startswith("-") else 1
        return sign * number(text.lstrip("-"), 0) / _TWIPS_PER_MM

    gutter = mm(margin, "gutter")
    sides = [abs(mm(margin, side)) for side in ("top", "left", "bottom", "right")]
    return Sheet(mm(size, "w"), mm(size, "h"), sides[0], sides[1] + gutter, sides[2], sides[3])


def _number(package: Package, root: Any, look: _Look, targets: dict[str, str]) -> Format | None:
    """The format of the first PAGE field of headers and footers that a section refers to."""
    for reference in root.iter(*_REFERENCES):
        target = targets.get(next((reference.get(n) for n in R_IDS if reference.get(n)), ""), "")
        part = _parsed(package, target) if target in package else None
        if part is None:
            continue
        for field in part.iter(*_INSTRUCTION, *_SIMPLE):
            code = (field.text or "") if field.tag in _INSTRUCTION else attribute(field, _INSTR)
            if code.split()[:1] and code.split()[0].upper() == "PAGE":
                inside, around = field.iter(*wordml.RUN), field.iterancestors(*wordml.RUN)
                run = next((r for runs in (around, inside) for r in runs), None)
                return _run_format(run, look, {}) if run is not None else Format()
    return None
