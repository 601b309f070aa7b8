"""The name of a WordprocessingML element in, what a reader does at it out (as small numbers, for speed)."""

from __future__ import annotations

from checker import wordml
from checker.wordml import both

__all__ = ["CODES", "PROPERTY_CODES", "RUN_CODES"]

# What the walk over a part does at an element; 0, everything else, is entered and otherwise ignored.
PARAGRAPH = 1
RUN = 2
TABLE = 3
ROW = 4
CELL = 5
SKIP = 6  # properties and ruby text: no visible text below
PARAGRAPH_PROPERTIES = 19
ALTERNATE = 7  # one of several copies is shown
TEXT_BOX = 8
SECTION = 9
GONE = 10  # tracked deletions and moves away
NEW = 11  # tracked insertions and moves to here
MATH_TEXT = 12
DRAWN_PARAGRAPH = 13  # a:p in SmartArt and drawings
DRAWN_TEXT = 14
DRAWN_BREAK = 15
WORD_ART = 16
DIAGRAM = 17
CHUNK = 18  # another document embedded whole
CONTROL = 20  # a content control
SIMPLE = 22  # a field whose result it holds
OBJECT = 21  # a document of another program, of which the page shows a picture

# What a run does with a child.
TEXT = 1
FIELD = 2
NOTE = 3
RUBY = 4
DRAWING = 5  # may hold text boxes
INSTRUCTION = 9  # of a field
PROPERTIES = 6
PLAIN = 8  # w:t
EITHER = 7  # an alternative, of text or of drawings

# What a paragraph's properties say that is of use here.
STYLE = 1
LEVEL = 2
LIST = 3
MARK = 4  # properties of the paragraph mark
LAST_SECTION = 5  # the section that ends with the paragraph
FRAME = 6  # a box of its own, or a capital at the head of the next paragraph

_DRAWING_ML = (
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://purl.oclc.org/ooxml/drawingml/main",
)
_DIAGRAM_ML = (
    "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "http://purl.oclc.org/ooxml/drawingml/diagram",
)


def _named(words: dict[int, str]) -> dict[str, int]:
    return {name: code for code, text in words.items() for local in text.split() for name in both(local)}


CODES: dict[str, int] = _named(
    {
        PARAGRAPH: "p",
        RUN: "r",
        TABLE: "tbl",
        ROW: "tr",
        CELL: "tc",
        PARAGRAPH_PROPERTIES: "pPr",
        SKIP: "rPr tblPr tblGrid trPr tcPr sdtPr sdtEndPr customXmlPr smartTagPr tblPrEx rt rubyPr",
        TEXT_BOX: "txbxContent",
        SECTION: "sectPr",
        GONE: "del moveFrom",
        NEW: "ins moveTo",
        CHUNK: "altChunk",
        CONTROL: "sdt",
        SIMPLE: "fldSimple",
    }
)
CODES[wordml.ALTERNATE] = ALTERNATE
CODES["{urn:schemas-microsoft-com:vml}textpath"] = WORD_ART
CODES["{urn:schemas-microsoft-com:office:office}OLEObject"] = OBJECT
CODES.update({f"{{{ns}}}t": MATH_TEXT for ns in (wordml.M, wordml.M_STRICT)})
CODES.update({f"{{{ns}}}relIds": DIAGRAM for ns in _DIAGRAM_ML})
for _ns in _DRAWING_ML:
    CODES.update({f"{{{_ns}}}p": DRAWN_PARAGRAPH, f"{{{_ns}}}t": DRAWN_TEXT, f"{{{_ns}}}br": DRAWN_BREAK})

RUN_CODES: dict[str, int] = _named(
    {
        PLAIN: "t",
        TEXT: "tab ptab br cr noBreakHyphen sym",
        FIELD: "fldChar",
        INSTRUCTION: "instrText",
        NOTE: "footnoteReference endnoteReference",
        RUBY: "ruby",
        DRAWING: "drawing pict object",
        PROPERTIES: "rPr",
    }
)
RUN_CODES[wordml.ALTERNATE] = EITHER

PROPERTY_CODES: dict[str, int] = _named(
    {
        STYLE: "pStyle",
        LEVEL: "outlineLvl",
        LIST: "numPr",
        MARK: "rPr",
        LAST_SECTION: "sectPr",
        FRAME: "framePr",
    }
)
