"""The control words of RTF that decide what is on the page, by what they do ([MS-RTF], Word 2007)."""

from __future__ import annotations

from checker.document import Part

__all__ = ["CHARACTERS", "FACTS", "MARGINS", "MARKS", "PLACES", "PROPERTIES", "ROWS", "SKIPPED"]

CHARACTERS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "page": "\n", "column": "\n", "emdash": "—", "endash": "–",
    "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": "\u2003",
    "enspace": "\u2002", "qmspace": "\u2005",
}  # fmt: skip
# Groups whose text is on no page, or stands there a second time for old programs.
SKIPPED = frozenset({
    "colortbl", "filetbl", "listtable", "listoverridetable", "rsidtbl", "revtbl", "pgptbl", "xmlnstbl", "generator",
    "pict", "shppict", "nonshppict", "objdata", "shprslt", "annotation", "atnid", "atnauthor", "atntime", "atnref",
    "xe", "rxe", "tc", "tcn", "bkmkstart", "bkmkend", "nonesttables", "mmathPict", "ftnsep", "ftnsepc", "ftncn",
    "aftnsep", "aftnsepc", "aftncn", "template", "datafield", "formfield", "panose", "falt",
})  # fmt: skip
# Groups that say something of the file, of a list's number or of a shape.
PLACES = {
    "fonttbl": "fonts", "stylesheet": "styles", "listtext": "number", "pntext": "number", "sn": "sn", "sv": "sv",
    "objclass": "class", "info": "info", "title": "info.title", "author": "info.author",
    "operator": "info.last_modified_by", "creatim": "info.created", "revtim": "info.modified",
    "subject": "info", "keywords": "info", "doccomm": "info", "comment": "info", "company": "info",
    "manager": "info", "category": "info", "printim": "info", "buptim": "info", "hlinkbase": "info",
}  # fmt: skip
MARGINS: dict[str, Part] = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer"),
}  # type: ignore[dict-item]
# The ends of paragraphs and cells; rows and their definitions; what characters and paragraphs look like; and what
# is said of the file or of the story that is open.
MARKS = frozenset({"par", "sect", "cell", "nestcell"})
ROWS = frozenset({"trowd", "clvmgf", "clvmrg", "cellx", "row", "nestrow"})
PROPERTIES = frozenset({
    "v", "deleted", "mvf", "mvt", "revised", "plain", "pard", "uc", "f", "af", "dbch", "loch", "hich", "s",
    "outlinelevel", "intbl", "itap", "dropcapli", "dropcapt",
})  # fmt: skip
FACTS = frozenset({"ansicpg", "deff", "fcharset", "ftnalt", "yr", "mo", "dy", "hr", "min", "sec"})
