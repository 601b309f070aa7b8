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
from checker.readers.controls import Controls
from checker.readers.draft import OBJECTS, Draft, Facts
from checker.readers.elements import (
    ALTERNATE,
    CELL,
    CHUNK,
    CODES,
    CONTROL,
    DIAGRAM,
    DRAWN_BREAK,
    DRAWN_PARAGRAPH,
    FRAME,
    GONE,
    LAST_SECTION,
    LEVEL,
    LIST,
    MARK,
    NEW,
    OBJECT,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    PROPERTY_CODES,
    ROW,
    RUN,
    SECTION,
    SIMPLE,
    SKIP,
    STYLE,
    TABLE,
    TEXT_BOX,
    WORD_ART,
)
from checker.readers.fields import Field
from checker.readers.finish import Finisher
from checker.readers.numbering import Counter
from checker.readers.refusals import too_deep
from checker.readers.runs import Runs
from checker.readers.styles import ILVL, NUM_ID, Styles, attribute, child, number, value
from checker.readers.tables import Table
from checker.wordml import R_IDS, both

__all__ = ["Story"]

_INS = both("ins")
_MARK_GONE = both("del") + both("moveFrom")
_INSTRUCTION = both("instr")
_DROP_CAP = both("dropCap")


class Story:
    """The walk over one part.

    `out` receives its paragraphs that have text, in order, `chunks` the documents taken in whole: how many
    paragraphs stand before each, and the id of its relationship.
    """

    def __init__(
        self,
        root: Any,
        part: Part,
        *,
        styles: Styles,
        counter: Counter,
        controls: Controls,
        facts: Facts,
        limits: Limits,
    ) -> None:
        """`root` is the part's root element; runs are counted from it."""
        self.out: list[Draft] = []
        self.chunks: list[tuple[int, str]] = []
        self._base: Part = part
        self._styles = styles
        self._controls = controls
        self._finisher = Finisher(styles, counter, facts, limits)
        self._facts = facts
        self._limits = limits
        self._runs = Runs(root, styles, facts)
        # Paragraph marks are looked at only in a part in which something is tracked at all.
        self._tracks = next(root.iter(*_MARK_GONE, *_INS), None) is not None
        self._open: list[Draft] = []
        self._carry: Draft | None = None
        self._boxes = 0
        self._asking = 0  # how many open controls show their prompt
        self._cell: Cell | None = None
        self._table: Table | None = None  # the innermost one

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
            place = (self._table, self._cell)
            self._table = Table(self._facts)
            return True, place
        if code == ROW:
            return self._table is None or self._table.enter_row(element), None
        if code == CELL:
            if self._table is None:
                return True, self._cell
            if not self._table.enter_cell(element):
                return False, None
            outer, self._cell = self._cell, self._table.cell()
            return True, outer
        if code == TEXT_BOX:
            outside = (self._table, self._cell, self._runs.fields, self._carry)
            self._table, self._cell, self._runs.fields, self._carry = None, None, [], None
            self._boxes += 1
            return True, outside
        if code == CONTROL:
            return True, self._enter_control(element)
        if code == SIMPLE:
            if not self._open:
                return True, None
            field = Field(False)
            field.instruction = attribute(element, _INSTRUCTION)
            field.begin(self._open[-1])
            return True, field
        if code == GONE:
            self._facts.tracked = True
        elif code == SECTION:
            self._facts.sections.append(element)
        elif code == CHUNK:
            self._flush()
            self.chunks.append((len(self.out), attribute(element, R_IDS)))
        elif code == OBJECT:
            self._facts.embedded |= element.get("ProgID", "").startswith(OBJECTS)
        elif code == WORD_ART:
            self._word_art(element.get("string", ""))
        elif code == DIAGRAM:
            self._facts.diagrams += [element.get(f"{{{ns}}}dm", "") for ns in (wordml.R, wordml.R_STRICT)]
        elif self._open:
            self._open[-1].add("\n" if code == DRAWN_BREAK else element.text or "")
        return False, None

    def _enter_control(self, element: Any) -> Any:
        """A content control; of one that shows its prompt, the open paragraph and how long it is so far."""
        if not self._controls.asks(element):
            return None
        self._asking += 1
        return (self._open[-1], self._open[-1].length) if self._open else (None, 0)

    def _leave(self, kind: int, saved: Any) -> None:
        if kind == TABLE:
            self._table, self._cell = saved
        elif kind == CELL:
            self._flush()
            self._cell = saved
        elif kind == TEXT_BOX:
            self._flush()
            self._table, self._cell, self._runs.fields, self._carry = saved
            self._boxes -= 1
        elif kind == SIMPLE:
            if saved is not None and self._open and not self._open[-1].hidden:
                saved.end(self._open[-1])
        elif kind == CONTROL and saved is not None:
            self._asking -= 1
            draft, start = saved
            if draft is not None and draft.length > start:
                draft.prompts.append((start, draft.length))

    # --- paragraphs -----------------------------------------------------------------------------

    def _part(self, drawn: bool = False) -> Part:
        if self._base != "body":
            return self._base
        return "textbox" if self._boxes or drawn else "table" if self._table else "body"

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
                    gone = child(element, _MARK_GONE) is not None
                    draft.mark_gone |= gone
                    self._facts.tracked |= gone or child(element, _INS) is not None
            elif code == LEVEL:
                draft.outline = number(value(element), 9)
            elif code == LIST:
                num, ilvl = child(element, NUM_ID), child(element, ILVL)
                draft.num = None if num is None else number(value(num), 0)
                draft.ilvl = None if ilvl is None else number(value(ilvl), 0)
            elif code == FRAME:
                # 首字下沉: a paragraph for Word, the next one's first character for whoever reads it.
                draft.mark_gone |= attribute(element, _DROP_CAP) in ("drop", "margin")
            elif code == LAST_SECTION:
                self._facts.sections.append(element)
        if self._styles.may_hide:
            draft.hidden = self._styles.hides(draft.style)

    def _close_paragraph(self) -> None:
        draft = self._open.pop()
        if self._asking:
            draft.prompts.append((0, draft.length))
        # Without a mark of its own it goes on in the next paragraph, which lends its properties.
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
