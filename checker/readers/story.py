"""One part of a .docx (body, notes, a header) in, its visible paragraphs in document order out.

The walk is a loop with its own stack, so nesting cannot exhaust Python's. What is deleted, moved away,
hidden, or a second copy for old programs is left out; everything else that holds text is entered.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker import wordml
from checker.document import Cell, Part
from checker.limits import Limits
from checker.readers.draft import Draft, Facts
from checker.readers.elements import (
    ALTERNATE,
    CELL,
    CHUNK,
    CODES,
    DIAGRAM,
    DRAWN_BREAK,
    DRAWN_PARAGRAPH,
    GONE,
    LAST_SECTION,
    LEVEL,
    LIST,
    MARK,
    NEW,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    PROPERTY_CODES,
    ROW,
    RUN,
    SECTION,
    SKIP,
    STYLE,
    TABLE,
    TEXT_BOX,
    WORD_ART,
)
from checker.readers.finish import Finisher
from checker.readers.numbering import Counter
from checker.readers.refusals import too_deep
from checker.readers.runs import Runs
from checker.readers.styles import ILVL, NUM_ID, Styles, child, number, value
from checker.wordml import both

__all__ = ["Story"]

_INS = both("ins")
_MARK_GONE = both("del") + both("moveFrom")
_TR_PR, _TC_PR, _DEL = both("trPr"), both("tcPr"), both("del")
_V_MERGE, _H_MERGE, _CELL_DEL = both("vMerge"), both("hMerge"), both("cellDel")


class Story:
    """The walk over one part. `out` receives its paragraphs that have text, in order."""

    def __init__(
        self,
        root: Any,
        part: Part,
        *,
        styles: Styles,
        counter: Counter,
        facts: Facts,
        limits: Limits,
    ) -> None:
        """`root` is the part's root element; runs are counted from it."""
        self.out: list[Draft] = []
        self._base: Part = part
        self._styles = styles
        self._finisher = Finisher(styles, counter, facts, limits)
        self._facts = facts
        self._limits = limits
        self._runs = Runs(root, styles, facts)
        # Paragraph marks are looked at only in a part in which something is tracked at all.
        self._tracks = next(root.iter(*_MARK_GONE, *_INS), None) is not None
        self._open: list[Draft] = []
        self._carry: Draft | None = None
        self._boxes = 0
        self._cell: Cell | None = None
        self._row: list[int] = []  # [table, row, column] of the innermost table

    # --- the walk -------------------------------------------------------------------------------

    def walk(self, top: Any) -> None:
        """Read everything below `top` and put it into `out`."""
        stack: list[tuple[Iterator[Any], int, Any]] = [(iter(top), 0, None)]
        code_of, depth = CODES.get, self._limits.depth
        opened, add_run = self._open, self._runs.add
        while stack:
            iterator, kind, saved = stack[-1]
            # Element after element of one parent; what is to be gone into comes on top of the stack.
            for element in iterator:
                code = code_of(element.tag, 0)
                if code == RUN:
                    deeper = add_run(element, opened[-1]) if opened else ()
                    if deeper:
                        stack.extend([(iter(inner), 0, None) for inner in reversed(deeper)])
                        break
                elif code == 0:
                    if len(element):
                        stack.append((iter(element), 0, None))
                        break
                elif code == SKIP:
                    continue
                elif code == PARAGRAPH_PROPERTIES:
                    if opened:
                        self._paragraph_properties(opened[-1], element)
                elif code in (PARAGRAPH, DRAWN_PARAGRAPH):
                    self._enter_paragraph(drawn=code == DRAWN_PARAGRAPH)
                    stack.append((iter(element), PARAGRAPH, None))
                    break
                elif code == ALTERNATE:
                    chosen = wordml.branch(element)
                    if chosen is not None:
                        stack.append((iter(chosen), 0, None))
                        break
                else:
                    enter, inside = self._enter(code, element)
                    if enter:
                        stack.append((iter(element), code, inside))
                        break
            else:
                stack.pop()
                if kind == PARAGRAPH:
                    self._close_paragraph()
                elif kind:
                    self._leave(kind, saved)
                continue
            if len(stack) > depth:
                raise too_deep()
        self._flush()

    def _enter(self, code: int, element: Any) -> tuple[bool, Any]:
        """Do what a rarer element asks; whether to go into it, and what to put back afterwards."""
        if code == NEW:
            self._facts.tracked = True
            return True, None
        if code == TABLE:
            self._flush()
            self._facts.tables += 1
            place = (self._row, self._cell)
            self._row = [self._facts.tables, 0, 0]
            return True, place
        if code == ROW:
            return self._enter_row(element), None
        if code == CELL:
            return self._enter_cell(element)
        if code == TEXT_BOX:
            outside = (self._row, self._cell, self._runs.fields, self._carry)
            self._row, self._cell, self._runs.fields, self._carry = [], None, [], None
            self._boxes += 1
            return True, outside
        if code == GONE:
            self._facts.tracked = True
        elif code == SECTION:
            self._facts.sections.append(element)
        elif code == CHUNK:
            self._facts.chunks = True
        elif code == WORD_ART:
            self._word_art(element.get("string", ""))
        elif code == DIAGRAM:
            self._facts.diagrams += [element.get(f"{{{ns}}}dm", "") for ns in (wordml.R, wordml.R_STRICT)]
        elif self._open:
            self._open[-1].add("\n" if code == DRAWN_BREAK else element.text or "")
        return False, None

    def _enter_row(self, element: Any) -> bool:
        """A table row, unless it is deleted with tracking."""
        if not self._row:
            return True
        properties = child(element, _TR_PR)
        if properties is not None and child(properties, _DEL) is not None:
            self._facts.tracked = True
            return False
        self._row[1] += 1
        self._row[2] = 0
        return True

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
        outer, self._cell = self._cell, Cell(*self._row)
        return True, outer

    def _leave(self, kind: int, saved: Any) -> None:
        if kind == TABLE:
            self._row, self._cell = saved
        elif kind == CELL:
            self._flush()
            self._cell = saved
        elif kind == TEXT_BOX:
            self._flush()
            self._row, self._cell, self._runs.fields, self._carry = saved
            self._boxes -= 1

    # --- paragraphs -----------------------------------------------------------------------------

    def _part(self, drawn: bool = False) -> Part:
        if self._base != "body":
            return self._base
        return "textbox" if self._boxes or drawn else "table" if self._row else "body"

    def _enter_paragraph(self, drawn: bool) -> None:
        styles = self._styles
        draft = self._carry
        if draft is None:
            draft = Draft(self._part(drawn), self._cell, styles.default_paragraph)
        else:
            self._carry = None
            draft.begin(styles.default_paragraph)
        if styles.may_hide:
            draft.hidden = styles.hides(draft.style)
        self._open.append(draft)

    def _paragraph_properties(self, draft: Draft, properties: Any) -> None:
        code_of = PROPERTY_CODES.get
        for element in properties:
            code = code_of(element.tag)
            if code is None:
                continue
            if code == STYLE:
                draft.style = value(element) or draft.style
            elif code == MARK:
                if self._tracks:
                    draft.mark_gone = child(element, _MARK_GONE) is not None
                    self._facts.tracked |= draft.mark_gone or child(element, _INS) is not None
            elif code == LEVEL:
                draft.outline = number(value(element), 9)
            elif code == LIST:
                num, ilvl = child(element, NUM_ID), child(element, ILVL)
                draft.num = None if num is None else number(value(num), 0)
                draft.ilvl = None if ilvl is None else number(value(ilvl), 0)
            elif code == LAST_SECTION:
                self._facts.sections.append(element)
        if self._styles.may_hide:
            draft.hidden = self._styles.hides(draft.style)

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

    def _finish(self, draft: Draft) -> None:
        self._finisher.finish(draft, self._open[-1].after if self._open else self.out)

    def _word_art(self, text: str) -> None:
        """WordArt (艺术字) of old files keeps its words in an attribute."""
        if text.strip():
            draft = Draft(self._part(drawn=True), None)
            draft.add(text.strip())
            self._finish(draft)
