"""One story of a .doc (body, notes, a header) in, its visible paragraphs in order out."""

from __future__ import annotations

import re

from checker.document import Cell, Part
from checker.readers.draft import Draft, Facts
from checker.readers.fields import Field
from checker.readers.finish import Finisher
from checker.readers.oldword.binary import WordFile
from checker.readers.oldword.sprms import CharProps, ParaProps, char_props, para_props
from checker.readers.styles import Styles

__all__ = ["OldStory"]

_CONTROL = re.compile(r"([\x00-\x1f])")
_PARAGRAPH, _CELL, _PAGE = "\r", "\x07", "\x0c"
_BEGIN, _SEPARATE, _END = "\x13", "\x14", "\x15"
_SHOWN = {"\t": "\t", "\x0b": "\n", "\x0e": "\n", "\x1e": "-"}


class OldStory:
    """The walk over the characters of one story."""

    def __init__(self, word: WordFile, styles: Styles, finisher: Finisher, facts: Facts, part: Part) -> None:
        """`part` is what the story is; paragraphs of a body inside tables become "table"."""
        self._word = word
        self._styles = styles
        self._finisher = finisher
        self._facts = facts
        self._part: Part = part
        self._draft = Draft(part, None)
        self._tables: list[list[int]] = []  # [table, row, column], innermost last
        self._fields: list[Field] = []
        self._ignore_fields = False

    def walk(self, start: int, end: int) -> list[Draft]:
        """The paragraphs of positions `start` to `end` that have text."""
        text = self._word.text[start:end]
        self._ignore_fields = not _balanced(text)
        out: list[Draft] = []
        for first, last, grpprl in self._word.stretches(start, end):
            props = char_props(grpprl)
            for n, piece in enumerate(_CONTROL.split(self._word.text[first:last])):
                if n % 2 == 0:
                    self._plain(piece, first, props)
                    first += len(piece)
                    continue
                self._control(piece, first, props, out)
                first += 1
        if self._draft.length:
            self._close(end - 1, out)
        return out

    def _plain(self, text: str, at: int, props: CharProps) -> None:
        if not text:
            return
        if props.symbol is not None and props.special and "(" in text:
            text = chr(props.symbol) if not 0xD800 <= props.symbol < 0xE000 else ""
        if props.deleted:
            self._facts.tracked = True
        elif self._hidden(props, at):
            self._facts.hidden |= not text.isspace()
        elif self._fields and not all(field.shown for field in self._fields):
            if not self._fields[-1].shown:
                self._fields[-1].instruction += text
        else:
            self._facts.tracked |= props.inserted
            self._draft.add(text)

    def _control(self, char: str, at: int, props: CharProps, out: list[Draft]) -> None:
        """A control character: the end of a paragraph or cell, a part of a field, a tab, a line break."""
        if props.deleted and char != _CELL:
            self._facts.tracked = True
        elif char in (_PARAGRAPH, _CELL):
            self._close(at, out)
        elif char == _PAGE:
            if self._word.paragraph_at(at)[1]:
                self._close(at, out)
            else:
                self._plain("\n", at, props)
        elif char in (_BEGIN, _SEPARATE, _END):
            self._field(char)
        elif char in _SHOWN:
            self._plain(_SHOWN[char], at, props)

    def _field(self, char: str) -> None:
        if self._ignore_fields:
            return
        if char == _BEGIN:
            self._fields.append(Field(False))
        elif char == _SEPARATE and self._fields:
            self._fields[-1].begin(self._draft)
        elif self._fields:
            field = self._fields.pop()
            if all(outer.shown for outer in self._fields):
                field.end(self._draft)

    def _hidden(self, props: CharProps, at: int) -> bool:
        """Whether characters are hidden: by themselves, else by their own or their paragraph's style."""
        if props.vanish in (0, 1):
            return props.vanish == 1
        if not self._styles.may_hide:
            return props.vanish == 0x81
        by_style = None if props.style is None else self._styles.hidden(str(props.style))
        if by_style is None:
            style = para_props(self._word.paragraph_at(at)[0], self._word.data).style
            by_style = self._styles.hidden(str(style))
        return not by_style if props.vanish == 0x81 else bool(by_style)

    def _close(self, at: int, out: list[Draft]) -> None:
        """End the paragraph whose mark stands at `at`."""
        props = para_props(self._word.paragraph_at(at)[0], self._word.data)
        if props.dropped and self._draft.length and self._word.text[at] == _PARAGRAPH:
            return
        draft, self._draft = self._draft, Draft(self._part, None)
        draft.begin(str(props.style))
        draft.outline, draft.ilvl = props.level, props.ilvl
        draft.num = props.num
        self._place(draft, props)
        if not props.row_end:
            _join_halves(draft)
            self._finisher.finish(draft, out)
        self._step(props, self._word.text[at])

    def _place(self, draft: Draft, props: ParaProps) -> None:
        """Open or close tables until the depth is that of the paragraph, and set its cell."""
        del self._tables[props.depth :]
        while len(self._tables) < props.depth:
            self._facts.tables += 1
            self._tables.append([self._facts.tables, 1, 1])
        if self._tables:
            draft.cell = Cell(*self._tables[-1])
            if self._part == "body":
                draft.part = "table"

    def _step(self, props: ParaProps, mark: str) -> None:
        """Go on to the next cell or row."""
        if not self._tables:
            return
        if props.row_end:
            self._tables[-1][1] += 1
            self._tables[-1][2] = 1
        elif props.cell_end or (mark == _CELL and props.depth == 1):
            self._tables[-1][2] += 1


def _balanced(text: str) -> bool:
    """Whether fields that begin also end; if not, the marks are ignored, as Word does."""
    depth = 0
    for char in text:
        depth += (char == _BEGIN) - (char == _END)
        if depth < 0:
            return False
    return depth == 0


def _join_halves(draft: Draft) -> None:
    """Put the two halves of characters beyond the first plane together; a lone half is dropped."""
    if any("\ud800" <= char <= "\udfff" for text in draft.texts for char in text):
        whole = "".join(draft.texts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
        draft.texts = [whole]
        draft.length = len(whole)
