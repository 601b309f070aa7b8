"""Two schools' names in, whether the counties in front of them contradict each other out (县、市、区)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntEnum

from checker.schools import School, school

__all__ = ["Counties", "compared", "home_county"]

_PART = re.compile(r"^(.+?)(自治区|自治州|自治县|自治旗|省|市|县|旗|区)$")
# Zones that lie in a county, or in several, and say nothing of which.
_ZONE = re.compile(r"(?:开发|高新|经开|技术|工业|产业|示范|管理|度假|保税|园|新|城|郊|牧|林|矿|景)$")
_ABOVE = frozenset({"省", "自治区", "自治州"})
_RANK = {"自治县": "县", "自治旗": "旗"}
_COUNTY = frozenset({"县", "旗", "区"})


class Counties(IntEnum):
    """How two names' counties stand to each other: nothing against it, perhaps not one place, two places."""

    FIT = 0
    DOUBT = 1
    DIFFER = 2


def compared(one: School, other: School) -> Counties:
    """Whether two schools can lie in one place, by what stands in front of their names.

    A name without a county fits everywhere. 邻山县 is not 桑河县; whether 平凉市 is the city above 桑河县 or
    another place, or 桑和县 a slip for 桑河县, a person must say.

    >>> compared(school("邻山县第一中学"), school("桑河县第一中学")).name
    'DIFFER'
    >>> compared(school("平凉市第一中学"), school("桑河县第一中学")).name
    'DOUBT'
    >>> compared(school("平凉市桑河县第一中学"), school("桑河县第一中学")).name
    'FIT'
    """
    a, b = _places(one.regions), _places(other.regions)
    if not a or not b:
        return Counties.FIT
    shared = [word for word in a if word in b]
    apart = [word for word in shared if not _meet(a[word], b[word])]
    if not apart and any(word not in _ABOVE for word in shared):
        return Counties.FIT
    ranks = [word for word in a if word in _COUNTY], [word for word in b if word in _COUNTY]
    if not apart and ranks[0] and ranks[1]:
        # 县 against 区: a county that became a district keeps its name.
        ours, theirs = ({n for w in r for n in side[w]} for r, side in zip(ranks, (a, b), strict=True))
        if _meet(ours, theirs):
            return Counties.FIT
        return Counties.DOUBT if _slip(ours, theirs) else Counties.DIFFER
    if apart:
        slip = all(_slip(a[word], b[word]) for word in apart)
        return Counties.DOUBT if slip else Counties.DIFFER
    lower = [{n for w in side if w not in _ABOVE for n in side[w]} for side in (a, b)]
    return Counties.DOUBT if lower[0] and lower[1] and not _meet(*lower) else Counties.FIT


def home_county(units: Iterable[str], sender: str = "") -> School | None:
    """The one county all these units that name any name, with the office that asks (发函单位); None when there
    is none, or several."""
    home: School | None = None
    for name in (sender, *units):
        one = school(name)
        if not _places(one.regions):
            continue
        if home is not None and compared(one, home) is not Counties.FIT:
            return None
        if home is None or len(one.regions) > len(home.regions):
            home = one
    return home


def _places(regions: tuple[str, ...]) -> dict[str, set[str]]:
    """The places by their rank (县, 市 …), without their last word."""
    found: dict[str, set[str]] = {}
    for region in regions:
        match = _PART.match(region)
        if match and not (match[2] == "区" and _ZONE.search(match[1])):
            found.setdefault(_RANK.get(match[2], match[2]), set()).add(match[1])
    return found


def _meet(ones: set[str], others: set[str]) -> bool:
    """Whether a place is in both; 彭阳 is 彭阳回族, and 关于桑河 (words before it in a file's name) is 桑河."""
    return any(
        a.startswith(b) or b.startswith(a) or a.endswith(b) or b.endswith(a) for a in ones for b in others
    )


def _slip(ones: set[str], others: set[str]) -> bool:
    """Whether the names differ by one character, as a typing slip does (and 山阳 and 山阴 do)."""
    return any(
        len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1 for a in ones for b in others
    )
