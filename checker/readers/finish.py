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
        self._said: dict[str, tuple[str, int | None, int | None, int | None]] = {}

    def finish(self, draft: Draft, sink: list[Draft]) -> None:
        """Put the paragraph, if it has text, and those anchored in it into `sink`."""
        style = draft.style
        said = self._said.get(style)
        if said is None:
            said = self._said[style] = self._style(style)
        # Level and list: the paragraph's own, else its style's.
        name, level, num_id, ilvl = said
        if draft.num is not None:
            num_id, ilvl = draft.num, 0
        if num_id:
            # An empty paragraph in a list counts too, as on the page.
            draft.number = self._counter.next(num_id, ilvl if draft.ilvl is None else draft.ilvl, style)
        text = draft.text()
        if text and not text.isspace():
            facts = self._facts
            facts.paragraphs += 1
            facts.characters += len(text)
            check_length(facts.paragraphs, facts.characters, self._limits)
            draft.style_name = name
            if draft.outline is not None:
                level = draft.outline + 1 if draft.outline < 9 else None
            draft.level = level
            sink.append(draft)
        if draft.after:
            sink.extend(draft.after)

    def _style(self, style: str) -> tuple[str, int | None, int | None, int | None]:
        """Name, level, list and level in the list of a style."""
        styles = self._styles
        return (styles.name(style), styles.level(style), *styles.numbering(style))
