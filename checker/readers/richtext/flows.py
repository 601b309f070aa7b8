"""The stories of an RTF that are open (body, a note, a text box in it), their paragraphs to their places out."""

from __future__ import annotations

from checker.document import Part
from checker.limits import Limits
from checker.readers.draft import Draft, Facts
from checker.readers.finish import Finisher
from checker.readers.numbering import Counter, Numbering
from checker.readers.richtext.state import Flow, State
from checker.readers.styles import Styles

__all__ = ["Flows", "joined"]


class Flows:
    """The innermost open story is `top`; the text goes there."""

    def __init__(self, body: list[Draft], styles: Styles, facts: Facts, limits: Limits) -> None:
        """`body` receives the paragraphs of the file's own text."""
        self.top = Flow("body", body, Draft("body", None))
        self._outer: list[Flow] = []
        self._styles = styles
        self._facts = facts
        self._limits = limits
        self._finishers: dict[Part, Finisher] = {}

    def enter(self, part: Part, sink: list[Draft]) -> None:
        """A story within the one that is open."""
        self._outer.append(self.top)
        self.top = Flow(part, sink, Draft(part, None))

    def leave(self, state: State) -> None:
        """Its end; a last paragraph need not have one of its own."""
        self.finish(state)
        if self._outer:
            self.top = self._outer.pop()

    def finish(self, state: State) -> None:
        """End the paragraph if one is open."""
        if self.top.draft.length or self.top.draft.after:
            self.end(state, "par")

    def end_field(self, state: State) -> None:
        """The innermost field ends."""
        flow = self.top
        if not flow.fields:
            return
        field = flow.fields.pop()
        if not state.hidden and all(outer.shown for outer in flow.fields):
            field.end(flow.draft)

    def end(self, state: State, word: str) -> None:
        """End the paragraph, with the mark of a cell perhaps."""
        flow = self.top
        cell = word in ("cell", "nestcell")
        depth = state.depth if state.in_table or cell or state.depth > 1 else 0
        draft = flow.draft
        self._facts.tables = flow.place(1 if word == "cell" else min(depth, 64), self._facts.tables)
        if state.dropped and not cell and draft.length:
            return  # 首字下沉: the next paragraph's first character
        flow.draft = Draft(flow.part, None)
        draft.begin(str(state.style))
        draft.outline = state.outline
        if any("\ud800" <= char <= "\udfff" for text in draft.texts for char in text):
            draft.texts = [joined("".join(draft.texts))]
            draft.length = len(draft.texts[0])
        if not flow.covered():
            part = flow.part
            if part not in self._finishers:
                counter = Counter(Numbering(), self._styles)
                self._finishers[part] = Finisher(self._styles, counter, self._facts, self._limits)
            self._finishers[part].finish(draft, flow.sink)
        if cell and flow.tables:
            flow.tables[-1][2] += 1

    def row(self, state: State, word: str) -> None:
        """A word of a row: its definition, cell by cell, or its end."""
        flow = self.top
        if word == "trowd":
            if not state.nested:
                flow.merges, flow.pending = [], ""
        elif word in ("clvmgf", "clvmrg"):
            flow.pending = "begins" if word == "clvmgf" else "on"
        elif word == "cellx":
            if not state.nested:
                flow.merges.append(flow.pending)
                flow.pending = ""
        else:
            flow.end_row(1 if word == "row" else max(state.depth, 2))


def joined(text: str) -> str:
    """The halves of characters beyond the first plane put together; a lone half is dropped."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
