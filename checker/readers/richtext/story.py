"""The marks of an RTF in, its visible paragraphs out: body, text boxes, notes, headers and footers."""

from __future__ import annotations

from collections.abc import Iterator

from checker.document import Part
from checker.limits import Limits
from checker.readers.draft import OBJECTS, Draft, Facts
from checker.readers.fields import Field
from checker.readers.refusals import too_deep
from checker.readers.richtext.flows import Flows, joined
from checker.readers.richtext.fonts import Fonts
from checker.readers.richtext.state import State
from checker.readers.richtext.tokens import CLOSE, OPEN, SIGN, TEXT, WORD, Token
from checker.readers.richtext.words import (
    CHARACTERS,
    FACTS,
    MARGINS,
    MARKS,
    PLACES,
    PROPERTIES,
    ROWS,
    SKIPPED,
)
from checker.readers.styles import Style, Styles

__all__ = ["RichStory"]

_DEEPEST = 5_000  # groups in groups; Word writes some 20
_LONGEST = 5_000  # characters of a style's or font's name, an instruction, a fact of the file


class RichStory:
    """The walk over the marks. `body`, `notes` and `margins` receive the paragraphs that have text."""

    def __init__(self, limits: Limits) -> None:
        """Nothing is read yet."""
        self.body: list[Draft] = []
        self.notes: list[Draft] = []
        self.margins: list[Draft] = []
        self.facts = Facts()
        self.info: dict[str, str] = {}
        self.pictures = self.comments = False
        self._fonts = Fonts()
        self._styles = Styles(default_paragraph="0")
        self._state = State()
        self._stack: list[State] = []
        self._flows = Flows(self.body, self._styles, self.facts, limits)
        self._raw = bytearray()
        self._skip = 0  # characters still to be passed over after a \u
        self._words: list[str] = []  # of the table of the file that is being read
        self._shape = ""  # the name of the shape's property that is being read

    def walk(self, marks: Iterator[Token]) -> None:
        """Read everything."""
        for kind, name, number in marks:
            if kind == TEXT:
                self._bytes(name)
            elif kind == SIGN:
                self._sign(name)
            elif kind == WORD:
                self._word(name.decode("ascii"), number)
            elif kind == OPEN:
                self._flush()
                self._stack.append(self._state)
                self._state = self._state.inner()
                if len(self._stack) > _DEEPEST:
                    raise too_deep()
            elif kind == CLOSE and self._stack:
                self._leave()
        self._flush()
        while self._stack:  # the file ends before its groups do
            self._leave()
        self._flows.finish(self._state)

    # --- groups -----------------------------------------------------------------------------------

    def _leave(self) -> None:
        self._flush()
        self._skip = 0
        state, self._state = self._state, self._stack.pop()
        if state.into != self._state.into:
            self._settle(state)
        if state.field:
            self._flows.end_field(self._state)
        if state.flow:
            self._flows.leave(state)

    def _settle(self, state: State) -> None:
        """Take in what a group beside the text has said."""
        whole = joined("".join(self._words)[:_LONGEST])
        said = whole.strip()
        self._words.clear()
        if state.into == "number":
            apart = said[-1:].isalnum() and whole[-1:].isspace()
            self._flows.top.draft.number = said + " " if apart else said
        elif state.into == "sn":
            self._shape = said
        elif state.into == "sv" and self._shape == "gtextUNICODE" and said:
            self._flows.top.draft.after.append(self._word_art(said))
        elif state.into == "class":
            self.facts.embedded |= said.startswith(OBJECTS)
        elif state.into.startswith("info."):
            self.info[state.into[5:]] = said

    def _word_art(self, words: str) -> Draft:
        draft = Draft("textbox", None)
        draft.add(words)
        self.facts.characters += len(words)
        return draft

    def _open_flow(self, part: Part, sink: list[Draft]) -> None:
        self._state.flow, self._state.into = True, "text"
        self._state.pard()
        self._flows.enter(part, sink)

    def _destination(self, word: str) -> bool:
        """Whether the word, at the head of its group, says where the group's text belongs."""
        state = self._state
        if word in SKIPPED or (word.startswith("m") and word.endswith("Pr")):
            self.pictures |= word in ("pict", "shppict", "nonshppict")
            self.comments |= word == "annotation"
            state.into = "skip"
        elif word in PLACES:
            state.into = PLACES[word]
        elif word in MARGINS:
            self._open_flow(MARGINS[word], self.margins)
        elif word == "footnote":
            self._open_flow("footnote", self.notes)
        elif word in ("shptxt", "dptxbxtext"):
            outer = self._flows.top
            self._open_flow("textbox" if outer.part == "body" else outer.part, outer.draft.after)
        elif word == "field":
            state.field = True
            self._flows.top.fields.append(Field(False))
        elif word == "fldinst":
            state.into = "instruction"
        elif word == "fldrslt":
            flow = self._flows.top
            if flow.fields:
                flow.fields[-1].begin(flow.draft)
        elif word == "nesttableprops":
            state.nested = True
        elif word == "upr":  # the same twice, the second time in Unicode
            state.outside, state.into = state.into, "upr"
        elif word == "ud":
            state.into = state.outside
        elif word not in ("shpinst", "do", "moMath", "moMathPara"):
            return False
        return True

    # --- words ------------------------------------------------------------------------------------

    def _word(self, word: str, number: int | None) -> None:
        self._flush()
        state = self._state
        if self._skip:
            self._skip -= 1
            return
        first, state.fresh = state.fresh, False
        if state.into == "skip":
            return
        if first and self._destination(word):
            return
        if first and state.starred:
            state.into = "skip"
            return
        if word == "u" and number is not None:
            self._text(self._fonts.character(number, state.font))
            self._skip = state.skips
        elif word in CHARACTERS:
            self._text(CHARACTERS[word])
        elif word in MARKS:
            self._flows.end(state, word)
        elif word in ROWS:
            self._flows.row(state, word)
        elif word in PROPERTIES:
            self._set(word, number)
        elif word in FACTS:
            self._know(word, number)

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._state.starred = True
            return
        self._state.fresh = False
        if sign in (b"\\", b"{", b"}"):
            self._bytes(sign)
        elif sign in (b"\r", b"\n"):
            self._word("par", None)
        else:
            self._flush()
            self._text({b"~": "\u00a0", b"_": "-"}.get(sign, ""))

    def _bytes(self, raw: bytes) -> None:
        state = self._state
        state.fresh = False
        if state.into == "skip":
            return
        if self._skip:
            passed = min(self._skip, len(raw))
            self._skip -= passed
            raw = raw[passed:]
        self._raw += raw

    def _flush(self) -> None:
        if self._raw:
            raw = bytes(self._raw)
            self._raw.clear()
            self._text(self._fonts.text(raw, self._state.font))

    def _text(self, text: str) -> None:
        state, flow = self._state, self._flows.top
        if not text or state.into == "skip":
            return
        if not text.isprintable():
            text = "".join([char for char in text if char >= " " or char in "\t\n"])
        if state.into == "styles":
            self._style(text)
        elif state.into == "fonts":
            name = self._fonts.names.get(state.font, "") + text.partition(";")[0].strip()
            self._fonts.names[state.font] = name[:100]
        elif state.into == "instruction":
            if flow.fields and len(flow.fields[-1].instruction) < _LONGEST:
                flow.fields[-1].instruction += text
        elif state.into != "text":
            self._words.append(text)
        elif not all(field.shown for field in flow.fields):
            return
        elif state.deleted:
            self.facts.tracked = True
        elif state.hidden:
            self.facts.hidden |= not text.isspace()
        else:
            self.facts.tracked |= state.inserted
            flow.draft.add(text)

    def _style(self, text: str) -> None:
        state = self._state
        key = str(state.style)
        known = self._styles.by_id.get(key)
        name = ((known.name if known else "") + text.partition(";")[0].strip())[:100]
        self._styles.by_id[key] = Style(key, name, "", state.outline, None, None, None)

    # --- properties and facts ---------------------------------------------------------------------

    def _set(self, word: str, number: int | None) -> None:
        """A property of the characters or paragraphs to come."""
        state, on = self._state, number != 0
        if word == "v":
            state.hidden = on
        elif word in ("deleted", "mvf"):
            state.deleted = on
        elif word in ("revised", "mvt"):
            state.inserted = on
        elif word == "plain":
            state.plain()
            state.font = self._fonts.default
        elif word == "pard":
            state.pard()
        elif word == "uc":
            state.skips = min(max(number or 0, 0), 10)
        elif word == "f" or (word == "af" and state.asian):
            state.font = number or 0
        elif word in ("dbch", "loch", "hich"):
            state.asian = word == "dbch"
        elif word == "s":
            state.style = number or 0
        elif word == "outlinelevel":
            state.outline = min(max(number or 0, 0), 9)
        elif word == "intbl":
            state.in_table = True
        elif word == "itap":
            state.depth = min(max(number or 0, 0), 64)
        elif word in ("dropcapli", "dropcapt"):
            state.dropped = bool(number)

    def _know(self, word: str, number: int | None) -> None:
        """A fact of the file, or of the story that is open."""
        if word == "ansicpg":
            self._fonts.set_page(number or 0)
        elif word == "deff":
            self._fonts.default = self._state.font = number or 0
        elif word == "fcharset":
            self._fonts.sets[self._state.font] = number or 0
        elif word == "ftnalt" and self._flows.top.part == "footnote":
            self._flows.top.part = self._flows.top.draft.part = "endnote"
        elif word in ("yr", "mo", "dy", "hr", "min", "sec"):
            self._words.append(f"{word}{number or 0} ")
