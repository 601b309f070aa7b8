"""The body of a .docx in, whether it has white letters on white paper out (copied from sites that hide words so)."""

from __future__ import annotations

from typing import Any

from checker import wordml
from checker.readers.styles import attribute, child, value
from checker.wordml import both

__all__ = ["has_white_text"]

_COLOR, _RUN, _PARAGRAPH = both("color"), frozenset(both("r")), frozenset(both("p"))
_BEHIND = (*both("shd"), *both("highlight"))
_P_PR, _P_STYLE, _FILL = both("pPr"), both("pStyle"), both("fill")
# A picture, a cell or a box may be what the white letters stand on.
_PICTURES = (*both("drawing"), *both("pict"), *both("object"))
_GROUNDS = frozenset((*both("tc"), *both("txbxContent")))
_WHITE = "FFFFFF"
_NONE = frozenset({"", "AUTO", _WHITE})


def has_white_text(content: bytes, root: Any) -> bool:
    """Whether some words are surely not seen: white, with nothing behind them. `root` is parsed `content`."""
    if b'"FFFFFF"' not in content and b'"ffffff"' not in content:
        return False
    if next(root.iter(*_PICTURES, *both("background")), None) is not None:
        return False
    return any(_unseen(color) for color in root.iter(*_COLOR) if value(color).upper() == _WHITE)


def _unseen(color: Any) -> bool:
    properties = color.getparent()
    run = properties.getparent()
    if run is None or run.tag not in _RUN or not wordml.run_text(run).strip() or _ground(properties):
        return False
    for above in run.iterancestors():
        if above.tag in _GROUNDS:
            return False
        if above.tag in _PARAGRAPH:
            said = child(above, _P_PR)
            # A style may bring a dark ground along.
            if said is not None and (_ground(said) or child(said, _P_STYLE) is not None):
                return False
    return child(properties, both("rStyle")) is None


def _ground(properties: Any) -> bool:
    """Whether there is a colour behind the words."""
    return any(
        attribute(behind, _FILL).upper() not in _NONE or value(behind) not in ("", "clear", "none", "nil")
        for behind in properties.iterchildren(*_BEHIND)
    )
