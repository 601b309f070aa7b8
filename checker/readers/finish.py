"""A drafted paragraph in, the same with its number, level and style name out, if it has any text."""

from __future__ import annotations

from checker.limits import Limits
from checker.readers.draft import Draft, Facts
from checker.readers.numbering import Counter
from checker.readers.styles import Styles
from checker.readers.text import check_length

__all__ = ["Finisher"]


class Finisher:
    """Knows styles and lists; counts what one story numbers and what the whole file holds."""

    def __init__(self, styles: Styles, counter: Counter, facts: Facts, limits: Limits) -> None:
        """One for each story, with a counter of its own; `facts` are those of the file."""
        self._styles = styles
        self._counter = counter
        self._facts = facts
        self._limits = limits

    def finish(self, draft: Draft, sink: list[Draft]) -> None:
        """Put the paragraph, if it has text, and those anchored in it into `sink`."""
        # An empty paragraph in a list counts too, as on the page.
        draft.number = self._number(draft)
        text = draft.text()
        if text and not text.isspace():
            self._facts.paragraphs += 1
            self._facts.characters += len(text)
            check_length(self._facts.paragraphs, self._facts.characters, self._limits)
            draft.style_name = self._styles.name(draft.style)
            draft.level = self._level(draft)
            sink.append(draft)
        sink.extend(draft.after)

    def _level(self, draft: Draft) -> int | None:
        """Outline level: the paragraph's own, else its style's."""
        if draft.outline is None:
            return self._styles.level(draft.style)
        return draft.outline + 1 if draft.outline < 9 else None

    def _number(self, draft: Draft) -> str:
        """The automatic number, by the paragraph's own list or its style's."""
        num_id, ilvl = self._styles.numbering(draft.style)
        if draft.num is not None:
            num_id, ilvl = draft.num, 0
        if draft.ilvl is not None:
            ilvl = draft.ilvl
        return self._counter.next(num_id, ilvl, draft.style) if num_id else ""
