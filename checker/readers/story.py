"""One part of a .docx (body, notes, a header) in, its visible paragraphs in document order out.

The walk is a loop with its own stack, so nesting cannot exhaust Python's. What is deleted, moved away,
hidden, or a second copy for old programs is left out; everything else that holds text is entered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from checker import wordml
from checker.document import Cell, Paragraph, Part, RunSpan, Unreadable
from checker.limits import Limits
from checker.readers.numbering import Counter
from checker.readers.styles import (
    ILVL,
    NUM_ID,
    NUM_PR,
    OUTLINE,
    R_PR,
    Styles,
    attribute,
    child,
    number,
    value,
)
from checker.readers.text import check_length
from checker.wordml import both

__all__ = ["Facts", "Story"]

_A = ("http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main")
_DGM = (
    "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "http://purl.oclc.org/ooxml/drawingml/diagram",
)

# What the walk does at an element; 0 (everything else) is entered and otherwise ignored.
(
    _P,
    _R,
    _TBL,
    _TR,
    _TC,
    _SKIP,
    _ALT,
    _BOX,
    _SECT,
    _GONE,
    _NEW,
    _MATH,
    _A_P,
    _A_T,
    _A_BR,
    _ART,
    _DIAGRAM,
    _CHUNK,
) = range(1, 19)


def _codes() -> dict[str, int]:
    words: dict[int, str] = {
        _P: "p",
        _R: "r",
        _TBL: "tbl",
        _TR: "tr",
        _TC: "tc",
        _BOX: "txbxContent",
        _SECT: "sectPr",
        _GONE: "del moveFrom",
        _NEW: "ins moveTo",
        _CHUNK: "altChunk",
        _SKIP: "pPr rPr tblPr tblGrid trPr tcPr sdtPr sdtEndPr customXmlPr smartTagPr tblPrEx rt rubyPr",
    }
    codes = {
        name: code for code, locals_ in words.items() for local in locals_.split() for name in both(local)
    }
    codes[wordml.ALTERNATE] = _ALT
    codes |= {f"{{{ns}}}t": _MATH for ns in (wordml.M, wordml.M_STRICT)}
    for ns in _A:
        codes |= {f"{{{ns}}}p": _A_P, f"{{{ns}}}t": _A_T, f"{{{ns}}}br": _A_BR}
    codes |= {f"{{{ns}}}relIds": _DIAGRAM for ns in _DGM}
    codes["{urn:schemas-microsoft-com:vml}textpath"] = _ART
    return codes


_CODES = _codes()

# What a run's child is.
(_TEXT, _FIELD, _NOTE, _RUBY, _DRAWN, _PROPS, _EITHER) = range(1, 8)
_RUN_CODES: dict[str, int] = {
    name: code
    for code, locals_ in {
        _TEXT: "t tab ptab br cr noBreakHyphen sym",
        _FIELD: "fldChar",
        _NOTE: "footnoteReference endnoteReference",
        _RUBY: "ruby",
        _DRAWN: "drawing pict object",
        _PROPS: "rPr",
    }.items()
    for local in locals_.split()
    for name in both(local)
}
_RUN_CODES[wordml.ALTERNATE] = _EITHER

_P_PR, _P_STYLE, _R_STYLE, _VANISH = (both(n) for n in ("pPr", "pStyle", "rStyle", "vanish"))
_MARK_GONE = both("del") + both("moveFrom")
_INS, _SECT_PR, _FLD_CHAR = (both(n) for n in ("ins", "sectPr", "fldChar"))
_FLD_TYPE, _ID, _RUBY_BASE = (both(n) for n in ("fldCharType", "id", "rubyBase"))
_TR_PR, _TC_PR, _DEL = (both(n) for n in ("trPr", "tcPr", "del"))
_V_MERGE, _H_MERGE, _CELL_DEL = (both(n) for n in ("vMerge", "hMerge", "cellDel"))
_ENDNOTE = frozenset(both("endnoteReference"))


@dataclass(slots=True)
class Facts:
    """What the walks over the parts of one file learn besides its text."""

    hidden: bool = False
    tracked: bool = False
    chunks: bool = False
    tables: int = 0
    paragraphs: int = 0
    characters: int = 0
    footnotes: list[str] = field(default_factory=list)
    endnotes: list[str] = field(default_factory=list)
    diagrams: list[str] = field(default_factory=list)
    sections: list[Any] = field(default_factory=list)


class _Draft:
    """A paragraph while it is being read."""

    __slots__ = (
        "after",
        "cell",
        "hidden",
        "length",
        "mark_gone",
        "part",
        "properties",
        "spans",
        "style",
        "texts",
    )

    def __init__(self, part: Part, cell: Cell | None) -> None:
        self.part = part
        self.cell = cell
        self.texts: list[str] = []
        self.length = 0
        self.spans: list[tuple[int, int, int, int]] = []
        self.after: list[Paragraph] = []
        self.properties: Any | None = None
        self.style = ""
        self.hidden = False
        self.mark_gone = False

    def add(self, text: str, run: int, offset: int) -> None:
        """Text of run number `run` (-1: of no run), beginning at `offset` of that run's text."""
        if text == "\n" and not self.length:
            return  # a page break before the first word is no line
        self.texts.append(text)
        start = self.length
        self.length = end = start + len(text)
        if run < 0:
            return
        if self.spans:
            first, last, before, begun = self.spans[-1]
            if before == run and last == start and begun + last - first == offset:
                self.spans[-1] = (first, end, run, begun)
                return
        self.spans.append((start, end, run, offset))

    def text(self) -> str:
        """The text so far; line breaks at its end are dropped together with their places."""
        whole = "".join(self.texts)
        text = whole.rstrip("\n")
        if len(text) < len(whole):
            self.spans = [
                (a, min(b, len(text)), run, offset) for a, b, run, offset in self.spans if a < len(text)
            ]
        return text


class Story:
    """The walk over one part. `out` receives the paragraphs; their `index` is set by the caller's order."""

    def __init__(
        self,
        root: Any,
        member: str,
        part: Part,
        styles: Styles,
        counter: Counter,
        facts: Facts,
        limits: Limits,
    ) -> None:
        """`root` is the part's root element (runs are counted from it), `member` its name in the zip."""
        self.out: list[Paragraph] = []
        self._root = root
        self._member = member
        self._base: Part = part
        self._styles = styles
        self._counter = counter
        self._facts = facts
        self._limits = limits
        self._ordinals = {run: n for n, run in enumerate(wordml.runs(root))}
        self._open: list[_Draft] = []
        self._carry: _Draft | None = None
        self._boxes = 0
        self._cell: Cell | None = None
        self._row: list[int] = []  # [table, row, column] of the innermost table
        self._fields: list[bool] = []  # one a field that is open: whether its result is being read
        self._ignore_fields = not _balanced(root)

    # --- the walk -------------------------------------------------------------------------------

    def walk(self, top: Any) -> None:
        """Read everything below `top` and put it into `out`."""
        self._steps(top)
        self._flush()

    def _steps(self, top: Any) -> None:
        stack: list[tuple[Iterator[Any], int, Any]] = [(iter(top), 0, None)]
        codes, depth = _CODES, self._limits.depth
        while stack:
            iterator, kind, saved = stack[-1]
            element = next(iterator, None)
            if element is None:
                stack.pop()
                if kind:
                    self._leave(kind, saved)
                continue
            code = codes.get(element.tag, 0)
            if code == _R:
                deeper = self._run(element)
                if deeper:
                    stack.extend((iter(e), 0, None) for e in reversed(deeper))
            elif code == 0 or code == _NEW:
                if len(element):
                    stack.append((iter(element), 0, None))
                    if code and not self._facts.tracked:
                        self._facts.tracked = True
            elif code == _P or code == _A_P:
                self._enter_paragraph(element, code)
                stack.append((iter(element), _P, None))
            elif code == _SKIP:
                continue
            elif code == _ALT:
                chosen = wordml.branch(element)
                if chosen is not None:
                    stack.append((iter(chosen), 0, None))
            else:
                entered, saved = self._enter(code, element)
                if entered:
                    stack.append((iter(element), code, saved))
            if len(stack) > depth:
                raise Unreadable(
                    "too_large", "文件内部嵌套层数过多，内容异常。", "请另存为新的 Word 文档后重新报送。"
                )

    def _enter(self, code: int, element: Any) -> tuple[bool, Any]:
        """Do what a rarer element asks; whether to go into it, and what to put back afterwards."""
        if code == _TBL:
            self._flush()
            self._facts.tables += 1
            saved = (self._row, self._cell)
            self._row = [self._facts.tables, 0, 0]
            return True, saved
        if code == _TR:
            properties = child(element, _TR_PR)
            if not self._row or (properties is not None and child(properties, _DEL) is not None):
                self._facts.tracked = True
                return False, None
            self._row[1] += 1
            self._row[2] = 0
            return True, None
        if code == _TC:
            return self._enter_cell(element)
        if code == _BOX:
            box = (self._row, self._cell, self._fields, self._carry)
            self._row, self._cell, self._fields, self._carry = [], None, [], None
            self._boxes += 1
            return True, box
        if code == _GONE:
            self._facts.tracked = True
        elif code == _SECT:
            self._facts.sections.append(element)
        elif code == _CHUNK:
            self._facts.chunks = True
        elif code == _ART:
            self._art(element.get("string", ""))
        elif code == _DIAGRAM:
            self._facts.diagrams += [element.get(f"{{{ns}}}dm", "") for ns in (wordml.R, wordml.R_STRICT)]
        elif self._open:
            self._open[-1].add("\n" if code == _A_BR else element.text or "", -1, 0)
        return False, None

    def _enter_cell(self, element: Any) -> tuple[bool, Any]:
        """A table cell; the lower cells of a vertical merge are covered by the first and not shown."""
        if not self._row:
            return True, self._cell
        self._row[2] += 1
        properties = child(element, _TC_PR)
        if properties is not None:
            for names in (_V_MERGE, _H_MERGE):
                merge = child(properties, names)
                if merge is not None and value(merge) in ("", "continue"):
                    return False, None
            if child(properties, _CELL_DEL) is not None:
                self._facts.tracked = True
                return False, None
        saved, self._cell = self._cell, Cell(*self._row)
        return True, saved

    def _leave(self, kind: int, saved: Any) -> None:
        if kind == _P:
            self._close_paragraph()
        elif kind == _TBL:
            self._row, self._cell = saved
        elif kind == _TC:
            self._flush()
            self._cell = saved
        elif kind == _BOX:
            self._flush()
            self._row, self._cell, self._fields, self._carry = saved
            self._boxes -= 1

    # --- paragraphs -----------------------------------------------------------------------------

    def _part(self) -> Part:
        if self._base != "body":
            return self._base
        return "textbox" if self._boxes else "table" if self._row else "body"

    def _enter_paragraph(self, element: Any, code: int) -> None:
        draft = self._carry if self._carry is not None else _Draft(self._part(), self._cell)
        self._carry = None
        draft.properties = None
        draft.mark_gone = False
        draft.style = self._styles.default_paragraph
        if code == _A_P:
            draft.part = "textbox" if self._base == "body" else self._base
        else:
            properties = child(element, _P_PR)
            if properties is not None:
                self._paragraph_properties(draft, properties)
        hidden = self._styles.hidden(draft.style)
        draft.hidden = self._styles.default_vanish if hidden is None else hidden
        self._open.append(draft)

    def _paragraph_properties(self, draft: _Draft, properties: Any) -> None:
        draft.properties = properties
        style = child(properties, _P_STYLE)
        if style is not None:
            draft.style = value(style) or draft.style
        mark = child(properties, R_PR)
        if mark is not None:
            draft.mark_gone = child(mark, _MARK_GONE) is not None
            self._facts.tracked |= draft.mark_gone or child(mark, _INS) is not None
        section = child(properties, _SECT_PR)
        if section is not None:
            self._facts.sections.append(section)

    def _close_paragraph(self) -> None:
        draft = self._open.pop()
        # A deleted paragraph mark joins the paragraph to the next one, which lends its properties.
        if draft.mark_gone:
            self._carry = draft
        else:
            self._finish(draft)

    def _flush(self) -> None:
        if self._carry is not None:
            draft, self._carry = self._carry, None
            self._finish(draft)

    def _finish(self, draft: _Draft) -> None:
        sink = self._open[-1].after if self._open else self.out
        shown = self._number(draft)
        text = draft.text()
        if text and not text.isspace():
            facts = self._facts
            facts.paragraphs += 1
            facts.characters += len(text)
            check_length(facts.paragraphs, facts.characters, self._limits)
            member = self._member
            sink.append(
                Paragraph(
                    0,
                    text,
                    draft.part,
                    shown,
                    self._level(draft),
                    self._styles.name(draft.style),
                    draft.cell,
                    tuple(
                        [RunSpan(start, end, member, run, offset) for start, end, run, offset in draft.spans]
                    ),
                )
            )
        sink.extend(draft.after)

    def _art(self, text: str) -> None:
        """WordArt of old files keeps its words in an attribute."""
        if text.strip():
            draft = _Draft("textbox" if self._base == "body" else self._base, None)
            draft.add(text.strip(), -1, 0)
            self._finish(draft)

    def _level(self, draft: _Draft) -> int | None:
        if draft.properties is not None:
            own = child(draft.properties, OUTLINE)
            if own is not None:
                level = number(value(own), 9)
                return level + 1 if level < 9 else None
        return self._styles.level(draft.style)

    def _number(self, draft: _Draft) -> str:
        """The automatic number; an empty paragraph in a list counts too, as on the page."""
        num_id, ilvl = self._styles.numbering(draft.style)
        own = None if draft.properties is None else child(draft.properties, NUM_PR)
        if own is not None:
            own_num, own_level = child(own, NUM_ID), child(own, ILVL)
            if own_num is not None:
                num_id, ilvl = number(value(own_num), 0), 0
            if own_level is not None:
                ilvl = number(value(own_level), 0)
        return self._counter.next(num_id, ilvl, draft.style) if num_id else ""

    # --- runs -----------------------------------------------------------------------------------

    def _run(self, run: Any) -> list[Any]:
        """Add a run's text to the open paragraph; return the elements in it that may hold text boxes."""
        if not self._open:
            return []
        draft = self._open[-1]
        hidden = draft.hidden
        offset = 0
        deeper: list[Any] = []
        for element in run:
            code = _RUN_CODES.get(element.tag, 0)
            if code == _TEXT or code == _EITHER:
                text = wordml.piece_text(element)
                if text:
                    if hidden:
                        self._facts.hidden |= not text.isspace()
                    elif all(self._fields):
                        draft.add(text, self._ordinals[run], offset)
                    offset += len(text)
                if code == _EITHER and not hidden:
                    chosen = wordml.branch(element)
                    if chosen is not None:
                        deeper.append(chosen)
            elif code == _PROPS:
                hidden = self._is_hidden(element, hidden)
            elif code == _FIELD:
                self._field(value(element, _FLD_TYPE))
            elif hidden:
                continue
            elif code == _NOTE:
                notes = self._facts.endnotes if element.tag in _ENDNOTE else self._facts.footnotes
                notes.append(attribute(element, _ID))
            elif code == _DRAWN:
                deeper.append(element)
            elif code == _RUBY:
                self._ruby(element, draft)
        return deeper

    def _ruby(self, ruby: Any, draft: _Draft) -> None:
        """The base text (正文) of a ruby; the pinyin above it is no text."""
        for base in ruby.iterchildren(*_RUBY_BASE):
            for run in base.iter(*wordml.RUN):
                offset = 0
                for _, text in wordml.run_pieces(run):
                    draft.add(text, self._ordinals[run], offset)
                    offset += len(text)

    def _is_hidden(self, properties: Any, inherited: bool) -> bool:
        """Whether run properties hide the run: its own switch, else its character style, else inherited."""
        own = child(properties, _VANISH)
        if own is not None:
            return wordml.is_on(own)
        style = child(properties, _R_STYLE)
        if style is not None:
            by_style = self._styles.hidden(value(style))
            if by_style is not None:
                return by_style
        return inherited

    def _field(self, kind: str) -> None:
        """Follow a complex field: only its result is shown, not the instruction before `separate`."""
        if kind == "begin":
            self._fields.append(self._ignore_fields)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()


def _balanced(root: Any) -> bool:
    """Whether every complex field that begins also ends; if not, Word ignores the field marks, so do we."""
    depth = 0
    for mark in root.iter(*_FLD_CHAR):
        kind = value(mark, _FLD_TYPE)
        depth += (kind == "begin") - (kind == "end")
        if depth < 0:
            return False
    return depth == 0
