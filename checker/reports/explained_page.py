"""An explanation comes in; one page that needs no network and runs no script comes out (逐句说明，网页).

The page is explained.html filled by Jinja with everything escaped; its Content-Security-Policy allows its own
style by hash and nothing else.
"""

from __future__ import annotations

from pathlib import Path

from checker.findings import LEVEL_NAMES, SEVERITY_NAMES
from checker.marked import HOW_TO_READ, Explanation
from checker.reports.clean import encodable, plain
from checker.reports.output import write_lines
from checker.reports.page import asset, csp_hash

__all__ = ["is_explained", "write_explained"]

_SIGN = '<meta name="generator" content="checker explain">'


def is_explained(path: Path) -> bool:
    """Whether a file is a page that this module wrote."""
    try:
        with path.open("rb") as file:
            return _SIGN.encode() in file.read(2000)
    except OSError:
        return False


def write_explained(explanation: Explanation, name: str, path: Path) -> Path:
    """Write the page of the file called `name` whole; return the name it got. Raises CannotWrite."""
    return write_lines(path, iter([_page(explanation, name)]))


def _page(explanation: Explanation, name: str) -> str:
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    css = asset("explained.css")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    # What a document says may hold anything; control and reordering characters are shown, not obeyed.
    environment.filters["plain"] = lambda text: encodable(plain(str(text)))
    policy = f"default-src 'none'; style-src '{csp_hash(css)}'; base-uri 'none'; form-action 'none'"
    anchors = {
        piece.where: f"s{paragraph.index}-{piece.where.start}"
        for paragraph in explanation.paragraphs
        for piece in paragraph.pieces
    }
    first: dict[int, str] = {}
    for paragraph in explanation.paragraphs:
        for piece in paragraph.pieces:
            for number in piece.findings:
                first.setdefault(number, anchors[piece.where])
    analysis = explanation.analysis
    text: str = environment.from_string(asset("explained.html")).render(
        sign=Markup(_SIGN),
        policy=policy,
        css=Markup(css),
        name=name,
        x=explanation,
        a=analysis,
        how_to_read=[row for row in HOW_TO_READ if row[0] != "本局范例" or explanation.taught],
        levels=LEVEL_NAMES,
        severities=SEVERITY_NAMES,
        anchors=anchors,
        first=first,
    )
    return text + "\n"
