"""A roster in; which of its units and people a name, a folder's or a file's name speaks of, out (名录)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checker.expected.counties import Counties, compared, home_county
from checker.expected.roster import Roster
from checker.schools import School, alike, plain_name, school
from chinese_cli.han import HAN

__all__ = ["SHOWN", "Directory", "Met", "person_name"]

SHOWN = 3  # of names that differ by little
_SURE = 60  # `alike` from here on is a match
_OTHER_COUNTY = 70  # at most, where the county in front may be another: never enough by itself
_HAN = re.compile(f"[{HAN}·•・‧∙⋅]+")
_GOES_ON = re.compile(r"附属|附设|附小|附中|幼儿园|分校|分园|教学点|[东西南北中新老]校区|中心校")
_REGION_LENGTH = 8  # the longest county in front of a name that is looked at, its last word with it


@dataclass(frozen=True, slots=True)
class Met:
    """Units one place speaks of, the best explanation only: index -> how surely; `words` as they stand.

    Of `doubtful` ones the county in front may be another; `abroad` are those of the name in another county.
    """

    words: str
    units: dict[int, int]
    doubtful: frozenset[int] = frozenset()
    abroad: frozenset[int] = frozenset()


class Directory:
    """A roster's units, each by its number (place), and people, by all their names.

    `people` leads from a name, as `person_name` writes it, to the places it has; `staff` the other way.
    """

    def __init__(self, roster: Roster) -> None:
        units: dict[str, tuple[str, set[str]]] = {}
        persons: dict[tuple[str, str], None] = {}
        for due in roster.dues:
            unit = plain_name(due.unit)
            units.setdefault(unit, (due.unit, set()))[1].update(due.short)
            persons[unit, person_name(due.person)] = None
        self._units = [(name, school(name), tuple(sorted(shorts))) for name, shorts in units.values()]
        self._places = {unit: n for n, unit in enumerate(units)}
        self._home = home_county((name for name, _ in units.values()), roster.sender)
        self.people: dict[str, list[int]] = {}
        self.staff: dict[int, list[str]] = {}
        for unit, person in persons:
            if person:
                self.people.setdefault(person, []).append(self._places[unit])
                self.staff.setdefault(self._places[unit], []).append(person)
        self._meant: dict[str, Met] = {}
        self._found: dict[str, Met] = {}
        # In a path the longest name counts: 附属幼儿园 is not the 小学 in its name.
        names = {
            plain_name(n): place
            for place, (name, own, shorts) in enumerate(self._units)
            for n in (own.core, *shorts, name)
        }
        self._written = sorted(names.items(), key=lambda item: (-len(item[0]), item[0]))

    def place(self, unit: str) -> int:
        """The number of a unit of the roster."""
        return self._places[plain_name(unit)]

    def unit(self, place: int) -> str:
        """The unit of this number, as the roster writes it."""
        return self._units[place][0]

    def compared(self, asked: School, place: int) -> Counties:
        """How the counties in front of both names go together, by the names alone."""
        return compared(asked, self._units[place][1])

    def county(self, asked: School, place: int) -> Counties:
        """How the county in front of a name goes with a unit of the roster.

        Where the unit has none, the other rows and the sender tell it, but not for certain.
        """
        own = self._units[place][1]
        found = compared(asked, own)
        if not own.regions and self._home is not None and compared(asked, self._home) is Counties.DIFFER:
            return Counties.DOUBT
        return found

    def abroad(self, asked: School) -> bool:
        """Whether a name's county is that of no unit."""
        return all(self.county(asked, place) is Counties.DIFFER for place in range(len(self._units)))

    def same(self, asked: School) -> str:
        """The unit of just this name, but for county and branch; "" when it is none of them."""
        places = (place for place, (_, own, _) in enumerate(self._units) if own.core == asked.core)
        place = next((p for p in places if self.county(asked, p) is Counties.FIT), None)
        return "" if place is None else self.unit(place)

    def meant(self, text: str) -> Met:
        """The units a name may mean."""
        if text not in self._meant:
            asked = school(text)
            scores: dict[int, int] = {}
            doubtful, abroad = set(), set()
            for place, (_, own, shorts) in enumerate(self._units):
                score = alike(asked, own)
                if score < 98 and any(_same(asked, school(short)) for short in shorts):
                    score = 98
                if score < _SURE:
                    continue
                county = self.county(asked, place) if asked.regions else Counties.FIT
                if county is Counties.DIFFER:
                    abroad.add(place)
                    continue
                if county is Counties.DOUBT:
                    doubtful.add(place)
                    score = min(score, _OTHER_COUNTY)
                scores[place] = score
            best = max(scores.values(), default=0)
            units = {p: s for p, s in scores.items() if s == best}
            self._meant[text] = Met(text, units, frozenset(doubtful), frozenset(abroad))
        return self._meant[text]

    def in_path(self, parts: Iterable[str]) -> Met:
        """The units that folders or a file name speak of; the innermost that speaks of any counts."""
        abroad: frozenset[int] = frozenset()
        for part in reversed(tuple(parts)):
            if part not in self._found:
                self._found[part] = self._find(part)
            if self._found[part].units:
                return self._found[part]
            abroad |= self._found[part].abroad
        return Met("", {}, abroad=abroad)

    def _find(self, part: str) -> Met:
        text = plain_name(part)
        for written, place in self._written:
            at = text.find(written)
            if at >= 0 and self._whole(text, at, written, place):
                return Met(written, {place: 100})
        abroad: frozenset[int] = frozenset()
        for piece in _pieces(part):
            met = self.meant(piece)
            if met.units:
                return met
            abroad |= met.abroad
        return Met("", {}, abroad=abroad)

    def _whole(self, text: str, at: int, written: str, place: int) -> bool:
        """Whether a name found in a path is the whole name: 第二中学 in 石桥镇第二中学 is another school."""
        if _GOES_ON.match(text, at + len(written)):
            return False
        own = self._units[place][1]
        before = text[:at]
        if written == own.plain or not _HAN.match(before[-1:]):
            return True
        # 邻山县第一中学 in a path is not the 桑河县第一中学, whatever stands before the county.
        return (
            before.endswith((*"省市县区共", own.region or "共"))
            and self.county(school(before[-_REGION_LENGTH:] + written), place) is Counties.FIT
        )

    def people_in(self, text: str) -> list[str]:
        """The people of the roster whose names stand in a file's or folder's name, the longest first."""
        found = set()
        for run in _HAN.findall(text):
            plain = person_name(run)
            for size in range(2, min(len(plain), 20) + 1):
                for start in range(len(plain) - size + 1):
                    if plain[start : start + size] in self.people:
                        found.add(plain[start : start + size])
        # 王小 in 王小明 is nobody, if 王小明 is somebody.
        return [
            p for p in sorted(found, key=lambda p: (-len(p), p)) if not any(p != q and p in q for q in found)
        ]

    def units_like(self, asked: School) -> list[str]:
        """The units, not of another county, whose names differ by little."""
        cores = {
            own.core: name
            for place, (name, own, _) in enumerate(self._units)
            if self.county(asked, place) is not Counties.DIFFER
        }
        return [cores[core] for core in difflib.get_close_matches(asked.core, cores, SHOWN, 0.6)]

    def people_like(self, author: str, places: Iterable[int]) -> list[tuple[int, str]]:
        """The people of these units, or of all, whose names differ by little."""
        places = list(places)
        if not places:
            close = difflib.get_close_matches(author, self.people, SHOWN, 0.6)
            return [(place, who) for who in close for place in self.people[who]]
        return [
            (place, who)
            for place in places
            for who in difflib.get_close_matches(author, self.staff.get(place, ()), SHOWN, 0.6)
        ]


def person_name(name: str) -> str:
    """A person's name for comparison: no spaces, no dots, no 同志."""
    return re.sub(r"同志$|老师$", "", plain_name(name).replace("·", ""))


def _same(asked: School, short: School) -> bool:
    return bool(asked.plain) and (asked.plain == short.plain or asked.core == short.core)


def _pieces(part: str) -> Iterator[str]:
    """What in a folder's or file's name may be a school: runs of Chinese, and those cut after a school word."""
    for run in re.findall(rf"[{HAN}]+", part):
        yield run
        for match in re.finditer(
            rf"小学|中学|学校|幼儿园|中心校|[一二三四五六七八九十]中(?![学心])|[{HAN}]小(?!学)", run
        ):
            if not _GOES_ON.match(run, match.end()):
                yield run[: match.end()]
