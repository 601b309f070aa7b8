"""A paper's first line and the one below in, whether the first is its title though it names no kind (说到做到) out."""

from __future__ import annotations

import re

from checker.offices import is_office
from checker.persons import plainly_person

__all__ = ["leads_in", "may_head"]

_LEADS_IN = re.compile("(?:.*，|我|本人).*：")  # begins the text
_MOST = 20  # characters
_MARKED = re.compile(r"[。；：，！？、]|\d月|\d{4}\D\d")


def leads_in(line: str) -> bool:
    """Whether a line leads in what follows, whatever kind it names.

    >>> leads_in("作为一名党员，我向全校师生承诺："), leads_in("承诺书：")
    (True, False)
    """
    return bool(_LEADS_IN.fullmatch(line))


def may_head(line: str) -> bool:
    """Whether a line is a few words without a mark, and no unit's or person's name and no date.

    >>> may_head("说到做到"), may_head("石桥小学党支部"), may_head("李文秀")
    (True, False, False)
    """
    name = is_office(line) or plainly_person(line)
    return len(line) <= _MOST and not _MARKED.search(line) and not name
