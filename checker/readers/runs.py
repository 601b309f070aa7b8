"""Runs (w:r) of one part in, their shown text in the open paragraph out; no field codes, no hidden text."""

from __future__ import annotations

from typing import Any

from checker import wordml
from checker.readers.draft import Draft, Facts
from checker.readers.elements import (
    DRAWING,
    EITHER,
    FIELD,
    INSTRUCTION,
    NOTE,
    PLAIN,
    PROPERTIES,
    RUBY,
    RUN_CODES,
    TEXT,
)
from checker.readers.fields import Field
from checker.readers.styles import Styles, attribute, child, value
from checker.wordml import both, spoken

__all__ = ["Runs"]

_VANISH, _R_STYLE, _RUBY_BASE = both("vanish"), both("rStyle"), both("rubyBase")
_FLD_CHAR, _FLD_TYPE, _ID, _FF_DATA = both("fldChar"), both("fldCharType"), both("id"), both("ffData")
_ENDNOTE = frozenset(both("endnoteReference"))


class Runs:
    """Knows the number of each run of a part and which complex fields (域) are open."""

    def __init__(self, root: Any, styles: Styles, facts: Facts) -> None:
        """`root` is the part's root element; runs are numbered from it, visible or not."""
        self._styles = styles
        self._facts = facts
        # Where nothing is hidden, neither here nor by a style, no run's properties need be looked into.
        self._may_hide = styles.may_hide or next(root.iter(*_VANISH), None) is not None
        self._ordinals = {run: n for n, run in enumerate(wordml.runs(root))}
        # Those that are open. Unbalanced marks are ignored.
        self.fields: list[Field] = []
        self._ignore_fields = not _balanced(root)

    def add(self, run: Any, draft: Draft) -> list[Any]:
        """Add a run's text to the draft; return the elements in it that may hold text boxes."""
        hidden = draft.hidden
        offset = 0
        deeper: list[Any] = []
        code_of = RUN_CODES.get
        for element in run:
            code = code_of(element.tag, 0)
            if code == PLAIN:
                text = spoken(element)
            elif code == PROPERTIES:
                if self._may_hide:
                    hidden = self._is_hidden(element, hidden)
                continue
            elif code == 0:
                continue
            elif code in (TEXT, EITHER):
                text = wordml.piece_text(element)
            else:
                text = ""
            if text:
                if hidden:
                    self._facts.hidden |= not text.isspace()
                elif not self.fields or self._shown():
                    draft.add(text, self._ordinals[run], offset)
                offset += len(text)
            if code == FIELD:
                self._field(element, draft, hidden)
            elif code == INSTRUCTION:
                if self.fields:
                    self.fields[-1].instruction += element.text or ""
            elif code == PLAIN or hidden:
                continue
            elif code == EITHER:
                chosen = wordml.branch(element)
                if chosen is not None:
                    deeper.append(chosen)
            elif code == NOTE:
                notes = self._facts.endnotes if element.tag in _ENDNOTE else self._facts.footnotes
                notes.append(attribute(element, _ID))
            elif code == DRAWING:
                deeper.append(element)
            elif code == RUBY:
                self._ruby(element, draft)
        return deeper

    def _ruby(self, ruby: Any, draft: Draft) -> None:
        """The base text (正文) of a ruby; the pinyin above it is no text."""
        if not self._shown():
            return
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

    def _shown(self) -> bool:
        """Whether no instruction of a field is being read."""
        return all(field.shown for field in self.fields)

    def _field(self, mark: Any, draft: Draft, hidden: bool) -> None:
        """Follow a complex field: its result is shown, not the instruction before `separate`.

        One that keeps no result shows what its instruction says, which stands in no run as text.
        """
        kind = value(mark, _FLD_TYPE)
        if kind == "begin":
            self.fields.append(Field(self._ignore_fields, child(mark, _FF_DATA)))
        elif kind == "separate" and self.fields:
            self.fields[-1].begin(draft)
        elif kind == "end" and self.fields:
            field = self.fields.pop()
            if not self._ignore_fields and not hidden and self._shown():
                field.end(draft)


def _balanced(root: Any) -> bool:
    """Whether every complex field that begins also ends; if not, Word ignores the field marks, so do we."""
    depth = 0
    for mark in root.iter(*_FLD_CHAR):
        kind = value(mark, _FLD_TYPE)
        depth += (kind == "begin") - (kind == "end")
        if depth < 0:
            return False
    return depth == 0
