"""The body or a header of an .odt in, its visible paragraphs in order out; a loop with its own stack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from checker.document import Cell, Part
from checker.limits import Limits
from checker.readers.draft import Draft, Facts
from checker.readers.finish import Finisher
from checker.readers.opendocument.names import DRAW, LOEXT, OFFICE, SVG, TABLE, TEXT
from checker.readers.opendocument.styles import OdtStyles
from checker.readers.refusals import too_deep
from checker.readers.styles import number

__all__ = ["OdtStory"]

_SPACE = re.compile(r"[ \t\r\n]+")
_STYLE_NAME = f"{TEXT}style-name"
# Comments, descriptions of pictures, templates of indexes, pinyin: not on the page as text of their own.
_SKIP = frozenset(
    {
        f"{OFFICE}annotation",
        f"{OFFICE}forms",
        f"{TEXT}sequence-decls",
        f"{TEXT}variable-decls",
        f"{TEXT}note-citation",
        f"{TEXT}ruby-text",
        f"{TEXT}index-title-template",
        f"{TEXT}table-of-content-source",
        f"{TABLE}covered-table-cell",
        f"{SVG}title",
        f"{SVG}desc",
        f"{DRAW}object",
        f"{DRAW}object-ole",
    }
)
# Fields to be clicked and replaced, and controls of a form.
_PROMPTS = frozenset({f"{TEXT}placeholder", f"{TEXT}execute-macro", f"{LOEXT}content-control"})
_DRAWN = frozenset(
    f"{DRAW}{n}" for n in ("text-box", "custom-shape", "rect", "ellipse", "line", "polygon", "path")
)


class OdtStory:
    """The walk. `out` receives the paragraphs, `notes` those of footnotes and endnotes."""

    def __init__(
        self, styles: OdtStyles, finisher: Finisher, facts: Facts, part: Part, limits: Limits
    ) -> None:
        """`part` is what the story is; paragraphs of a body in tables and boxes become "table", "textbox"."""
        self.out: list[Draft] = []
        self.notes: list[Draft] = []
        self._styles = styles
        self._finisher = finisher
        self._facts = facts
        self._limits = limits
        self._part: Part = part
        self._open: list[Draft] = []
        self._hidden = [False]
        self._tables: list[list[int]] = []
        self._lists: list[_List] = []
        self._last_use: dict[int, int] = {}  # list style -> the use that a continued list goes on with
        self._outline_use = 0

    def walk(self, top: Any) -> None:
        """Read everything below `top`."""
        stack: list[tuple[Iterator[Any], Any, Any]] = [(iter(top), top, None)]
        while stack:
            iterator, element, saved = stack[-1]
            inner = next(iterator, None)
            if inner is None:
                stack.pop()
                if len(stack):
                    self._leave(element, saved)
                    self._say(element.tail)
                continue
            if inner.tag in _SKIP or inner.tag == f"{TEXT}tracked-changes":
                self._facts.tracked |= inner.tag == f"{TEXT}tracked-changes" and len(inner) > 0
                self._say(inner.tail)
                continue
            saved = self._enter(inner)
            self._say(inner.text)
            stack.append((iter(inner), inner, saved))
            if len(stack) > self._limits.depth:
                raise too_deep()

    def _say(self, text: str | None) -> None:
        """Text of the open paragraph; white space counts once, as OpenDocument says."""
        if not text or not self._open:
            return
        draft = self._open[-1]
        text = _SPACE.sub(" ", text)
        if self._hidden[-1]:
            self._facts.hidden |= not text.isspace()
            return
        if text[0] == " " and (not draft.texts or draft.texts[-1].endswith((" ", "\n", "\t"))):
            text = text[1:]
        if text:
            draft.add(text)

    def _exactly(self, text: str) -> None:
        if self._open and not self._hidden[-1]:
            self._open[-1].add(text)

    def _enter(self, element: Any) -> Any:
        """Do what an element asks before its content; what `_leave` needs to undo it."""
        tag = element.tag
        style = element.get(_STYLE_NAME, "")
        if tag in (f"{TEXT}p", f"{TEXT}h"):
            self._enter_paragraph(element, style)
        elif tag == f"{TEXT}span":
            own = self._styles.styles.hidden(style)
            self._hidden.append(self._hidden[-1] if own is None else own)
        elif tag == f"{TEXT}section":
            hidden = style in self._styles.hidden_sections or element.get(f"{TEXT}display") == "none"
            self._hidden.append(self._hidden[-1] or hidden)
        elif tag == f"{TEXT}s":
            self._exactly(" " * min(number(element.get(f"{TEXT}c") or "", 1), 1000))
        elif tag == f"{TEXT}tab":
            self._exactly("\t")
        elif tag == f"{TEXT}line-break":
            self._exactly("\n")
        elif tag == f"{TEXT}note":
            return self._aside("endnote" if element.get(f"{TEXT}note-class") == "endnote" else "footnote")
        elif tag in _DRAWN:
            return self._aside("textbox")
        elif tag == f"{TABLE}table":
            self._facts.tables += 1
            self._tables.append([self._facts.tables, 0, 0])
        elif tag == f"{TABLE}table-row" and self._tables:
            self._tables[-1][1] += 1
            self._tables[-1][2] = 0
        elif tag == f"{TABLE}table-cell" and self._tables:
            self._tables[-1][2] += 1
        elif tag == f"{TEXT}list":
            self._lists.append(self._list(element, style))
        elif tag in (f"{TEXT}list-item", f"{TEXT}list-header") and self._lists:
            self._item(element, tag)
        elif tag in (f"{TEXT}change-start", f"{TEXT}change"):
            self._facts.tracked = True
        elif tag in _PROMPTS and self._open:
            shows = element.get(f"{LOEXT}showing-place-holder")
            if tag != f"{LOEXT}content-control" or shows == "true":
                return self._open[-1].length
        return None

    def _leave(self, element: Any, saved: Any) -> None:
        tag = element.tag
        if tag in (f"{TEXT}p", f"{TEXT}h"):
            draft = self._open.pop()
            self._hidden.pop()
            self._finisher.finish(draft, self._open[-1].after if self._open else self._sink())
        elif tag in (f"{TEXT}span", f"{TEXT}section"):
            self._hidden.pop()
        elif tag == f"{TABLE}table":
            self._tables.pop()
        elif tag == f"{TEXT}list":
            self._lists.pop()
        elif tag in _PROMPTS:
            if saved is not None and self._open[-1].length > saved:
                self._open[-1].prompts.append((saved, self._open[-1].length))
        elif saved is not None:
            self._part, self._tables, self._lists, self._open, self._hidden = saved

    def _sink(self) -> list[Draft]:
        return self.notes if self._part in ("footnote", "endnote") else self.out

    def _aside(self, part: Part) -> Any:
        """Go into a note or text box: paragraphs of their own, out of table and list."""
        saved = (self._part, self._tables, self._lists, self._open, self._hidden)
        if self._part not in ("header", "footer", "footnote", "endnote"):
            self._part = part
        self._tables, self._lists = [], []
        # A note leaves the paragraph it stands in; a text box stays anchored to it.
        self._open = [] if part in ("footnote", "endnote") else list(self._open)
        self._hidden = [self._hidden[-1]]
        return saved

    def _enter_paragraph(self, element: Any, style: str) -> None:
        part: Part = "table" if self._tables and self._part == "body" else self._part
        cell = Cell(*self._tables[-1]) if self._tables and self._tables[-1][2] else None
        draft = Draft(part, cell)
        draft.begin(style)
        draft.num = 0
        if element.tag == f"{TEXT}h":
            level = number(element.get(f"{TEXT}outline-level") or "", 1)
            draft.outline = level - 1
            if self._styles.outline and not self._lists:
                self._outline_use = self._outline_use or self._styles.use(0)
                draft.num, draft.ilvl = self._outline_use, level - 1
        if self._lists and self._lists[-1].fresh:
            self._lists[-1].fresh = False
            draft.num, draft.ilvl = self._lists[-1].use, len(self._lists) - 1
        self._open.append(draft)
        own = self._styles.styles.hidden(style)
        self._hidden.append(self._hidden[-1] or bool(own))

    def _list(self, element: Any, style: str) -> _List:
        """A list that begins: a deeper level of the one it stands in, one that goes on, or a new one."""
        if self._lists:
            outer = self._lists[-1]
            key = self._styles.lists.get(style, outer.style)
            return _List(key, outer.use if key == outer.style else self._styles.use(key))
        key = self._styles.lists.get(style, -1)
        goes_on = element.get(f"{TEXT}continue-numbering") == "true" or element.get(f"{TEXT}continue-list")
        if not (goes_on and key in self._last_use):
            self._last_use[key] = self._styles.use(key)
        return _List(key, self._last_use[key])

    def _item(self, element: Any, tag: str) -> None:
        current = self._lists[-1]
        current.fresh = tag == f"{TEXT}list-item"
        start = element.get(f"{TEXT}start-value")
        if start is not None:
            level = len(self._lists) - 1
            current.use = self._styles.use(current.style, {level: number(start, 1)})
            if not level:
                self._last_use[current.style] = current.use


class _List:
    """An open list: its style, its use, and whether an item has begun whose paragraph is still to come."""

    __slots__ = ("fresh", "style", "use")

    def __init__(self, style: int, use: int) -> None:
        self.style = style
        self.use = use
        self.fresh = False
