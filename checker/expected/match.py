"""A roster and one submission in, whose it is out, with the reasons; or the candidates, when it is not sure.

What the document says counts most, then the folder, then the file name. Nothing is guessed: where two
explanations are about as good, the submission is left to a person (认不准).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from checker.expected.counties import Counties, compared, home_county
from checker.expected.roster import Roster
from checker.expected.schools import School, alike, folder_unit, plain_name, school
from checker.expected.submission import Submission

__all__ = ["Claim", "Matcher", "Subject"]

# What each piece of evidence weighs; LEAST is needed, and LEAD before the next best explanation.
_DOCUMENT = {100: 6, 98: 6, 95: 6, 85: 5, 80: 5, 72: 3, 70: 3}
_PATH = {100: 5, 98: 5, 95: 5, 85: 4, 80: 4, 72: 2, 70: 2}
_SIGNED, _NAMED = 6, 4
_OTHER_SCHOOL, _UNKNOWN_SCHOOL, _OTHER_PERSON, _NO_PERSON = -6, -2, -6, -2
_LEAST, _LEAD = 4, 2
_CLEAR = 80  # a folder or file name that speaks so surely of another unit contradicts
_WITNESSES = 2  # what must speak for a unit when a folder or file name speaks for another
_SURE = 60  # `alike` from here on is a match
_OTHER_COUNTY = 70  # at most, where the county in front may be another: never enough by itself
_HAN = re.compile(r"[\u3400-\u9fff·]+")
_GOES_ON = re.compile(r"附属|附设|附小|附中|幼儿园|分校|分园|教学点|[东西南北中新老]校区|中心校")
_SHOWN = 3
_REGION_LENGTH = 8  # the longest county in front of a name that is looked at, its last word with it


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody who has something to send: a unit, or a person of it; `dues` index the roster."""

    unit: str
    person: str
    dues: tuple[int, ...]

    @property
    def name(self) -> str:
        """As a person says it."""
        return f"{self.unit} {self.person}".strip()


@dataclass(frozen=True, slots=True)
class Claim:
    """Whose a submission is (认领): a subject and the reasons, or none and the candidates' names.

    A unit's subject may have candidates too: its people with nearly the name that was signed.
    `against` are the names of those whose the folder or the file name says it is, where it is another unit.
    """

    subject: Subject | None
    reason: str
    candidates: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(slots=True)
class _Hypothesis:
    subject: Subject
    score: int = 0
    reasons: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def add(self, weight: int, reason: str) -> None:
        self.score += weight
        (self.reasons if weight > 0 else self.doubts).append(reason)


@dataclass(frozen=True, slots=True)
class _Met:
    """Units one place speaks of, the best explanation only: index -> how surely; `words` as they stand.

    Of `doubtful` ones the county in front may be another; `abroad` are those of the name in another county.
    """

    words: str
    units: dict[int, int]
    doubtful: frozenset[int] = frozenset()
    abroad: frozenset[int] = frozenset()


class Matcher:
    """Knows a roster's units and people by all their names."""

    def __init__(self, roster: Roster) -> None:
        dues: dict[tuple[str, str], list[int]] = {}
        units: dict[str, tuple[str, set[str]]] = {}
        for number, due in enumerate(roster.dues):
            unit, person = plain_name(due.unit), _person(due.person)
            units.setdefault(unit, (due.unit, set()))[1].update(due.short)
            dues.setdefault((unit, person), []).append(number)
        self._units = [(name, school(name), tuple(sorted(shorts))) for name, shorts in units.values()]
        self._places = {unit: n for n, unit in enumerate(units)}
        self._home = home_county((name for name, _ in units.values()), roster.sender)
        self.subjects: dict[tuple[int, str], Subject] = {}
        for (unit, person), numbers in dues.items():
            due = roster.dues[numbers[0]]
            place = self._places[unit]
            self.subjects[place, person] = Subject(self._units[place][0], due.person, tuple(numbers))
        self._people: dict[str, list[int]] = {}
        self._staff: dict[int, list[str]] = {}
        for place, person in self.subjects:
            if person:
                self._people.setdefault(person, []).append(place)
                self._staff.setdefault(place, []).append(person)
        self._met: dict[str, _Met] = {}
        self._found: dict[str, _Met] = {}
        # In a path the longest name counts: 附属幼儿园 is not the 小学 in its name.
        names = {
            plain_name(n): place
            for place, (name, own, shorts) in enumerate(self._units)
            for n in (own.core, *shorts, name)
        }
        self._written = sorted(names.items(), key=lambda item: (-len(item[0]), item[0]))

    def claim(self, submission: Submission) -> Claim:
        """Whose this is."""
        document = self._meant(submission.organization)
        folder = self._in_path(PurePosixPath(submission.file).parts[:-1])
        stem = PurePosixPath(submission.file).stem
        name = self._in_path((stem,))
        author = _person(submission.author)
        named = self._named(stem)
        if not named and not author:
            named = [p for part in PurePosixPath(submission.file).parts[-2:-1] for p in self._named(part)]
        guesses = self._guesses(document, folder, name, author, named)
        for guess in guesses:
            self._weigh(guess, submission, document, folder, name, author, named)
        guesses = sorted(guesses, key=lambda g: -g.score)
        best = guesses[0] if guesses else None
        if best is None or best.score < _LEAST:
            return Claim(None, self._why_not(submission), self._near(submission, guesses, folder, author))
        if strange := self._strange(best.subject, submission, document, folder, name):
            candidates = self._near(submission, guesses, folder, author)
            return Claim(None, strange + self._why_not(submission), candidates)
        rivals = [g for g in guesses[1:] if best.score - g.score < _LEAD]
        against, witnesses = self._against(best, guesses, (document, folder, name), author, named)
        if against and witnesses < _WITNESSES:
            # A copied paper with the other school's name left in it must not take that school's place.
            names = dict.fromkeys((best.subject.name, *(g.subject.name for g in rivals), *against))
            return Claim(None, "说法不一致：" + _because(best), tuple(names), against)
        if rivals:
            names = dict.fromkeys(g.subject.name for g in (best, *rivals))
            return Claim(None, "几种可能都说得通：" + _because(best), tuple(names), against)
        near: tuple[str, ...] = ()
        if author and not best.subject.person:
            # Signed by somebody the list does not have, or has under a name that differs by a character.
            near = tuple(self._people_like(author, [self._places[plain_name(best.subject.unit)]]))
        return Claim(best.subject, _because(best), near, against)

    def _against(
        self,
        best: _Hypothesis,
        guesses: list[_Hypothesis],
        said: tuple[_Met, _Met, _Met],
        author: str,
        named: list[str],
    ) -> tuple[tuple[str, ...], int]:
        """Of whom folder and file name speak when that is another, and how much speaks for `best`."""
        place = self._places[plain_name(best.subject.unit)]
        others: dict[str, None] = {}
        for met, where in zip(said[1:], ("文件夹", "文件名"), strict=True):
            if met.units and place not in met.units and max(met.units.values()) >= _CLEAR:
                best.doubts.append(f"{where}“{met.words}”是另一个单位")
                for other in met.units:  # the guesses come best first
                    of = (g.subject for g in guesses if self._places[plain_name(g.subject.unit)] == other)
                    others[next(of).name] = None
        person = _person(best.subject.person)
        if author and author == person and named and author not in named:
            best.doubts.append(f"文件名有“{'、'.join(named)}”")
            others |= {g.subject.name: None for g in guesses if _person(g.subject.person) in named}
        signed = person != "" and author in ("", person)  # else the file's name has it
        return tuple(others), sum(place in met.units for met in said) + signed

    def school_of(self, submission: Submission, claim: Claim) -> str:
        """The roster's school a paper comes from that nobody asked for; "" when it is none of them."""
        if claim.subject is not None:
            return claim.subject.unit
        if claim.against:
            return ""  # of two schools nobody knows which
        asked = school(submission.organization or folder_unit(submission.file))
        same = (p for p, (_, own, _) in enumerate(self._units) if own.core == asked.core)
        place = next((p for p in same if self._county(asked, p) is Counties.FIT), None)
        return "" if place is None else self._units[place][0]

    def _county(self, asked: School, place: int) -> Counties:
        """How the county in front of a name goes with a unit of the roster.

        Where the unit has none, the other rows and the sender tell it, but not for certain.
        """
        own = self._units[place][1]
        found = compared(asked, own)
        if not own.regions and self._home is not None and compared(asked, self._home) is Counties.DIFFER:
            return Counties.DOUBT
        return found

    def _strange(
        self, subject: Subject, submission: Submission, document: _Met, folder: _Met, name: _Met
    ) -> str:
        """Why a paper must not be taken for the subject's though much speaks for it: the county is another."""
        place = self._places[plain_name(subject.unit)]
        asked = school(submission.organization)
        if self._county(asked, place) is Counties.DIFFER:
            return f"文中单位“{submission.organization}”和名单上的不在一个县（市、区）："
        if place in document.doubtful:
            # Signed by one of its people, of a school of that name: the city stands there for the county.
            signed = subject.person and _person(submission.author) == _person(subject.person)
            if not signed or compared(asked, self._units[place][1]) is Counties.FIT:
                return f"文中单位“{submission.organization}”和名单上的是不是一个县（市、区），说不准："
        if not asked.regions and place in folder.abroad | name.abroad:
            return "文件夹或文件名里的单位是别的县（市、区）的："
        return ""

    def _guesses(
        self, document: _Met, folder: _Met, name: _Met, author: str, named: list[str]
    ) -> list[_Hypothesis]:
        keys = {(place, person) for person in (author, *named) for place in self._people.get(person, ())}
        for met in (document, folder, name):
            keys |= {(place, "") for place in met.units}
        out = []
        for place, person in sorted(keys):
            subject = self.subjects.get((place, person)) or Subject(self._units[place][0], "", ())
            out.append(_Hypothesis(subject))
        return out

    def _weigh(
        self,
        guess: _Hypothesis,
        submission: Submission,
        document: _Met,
        folder: _Met,
        name: _Met,
        author: str,
        named: list[str],
    ) -> None:
        place = self._places[plain_name(guess.subject.unit)]
        person = _person(guess.subject.person)
        if place in document.units:
            guess.add(
                _DOCUMENT[document.units[place]], _says("文中单位", document, place, guess.subject.unit)
            )
        elif self._county(school(document.words), place) is Counties.DIFFER:
            guess.add(_OTHER_SCHOOL, f"文中单位却是“{document.words}”")
        elif document.units:
            guess.add(_OTHER_SCHOOL, f"文中单位却是“{document.words}”")
        elif document.words:
            guess.add(_UNKNOWN_SCHOOL, f"文中单位“{document.words}”不在名单上")
        for met, where in ((folder, "文件夹"), (name, "文件名")):
            if place in met.units:
                guess.add(_PATH[met.units[place]], _says(where, met, place, guess.subject.unit))
        if person and author == person:
            guess.add(_SIGNED, f"署名“{submission.author}”")
        elif person and person in named:
            guess.add(_NAMED, f"文件名有“{guess.subject.person}”")
            if author:
                guess.add(_OTHER_PERSON, f"署名却是“{submission.author}”")
        elif author and place in self._staff:
            # Signed by somebody who is not on the list of a unit whose people are listed.
            guess.add(_NO_PERSON, f"署名“{submission.author}”不在这个单位的名单上")

    def _meant(self, text: str) -> _Met:
        """The units a name may mean."""
        if text not in self._met:
            asked = school(text)
            scores: dict[int, int] = {}
            doubtful, abroad = set(), set()
            for place, (_, own, shorts) in enumerate(self._units):
                score = alike(asked, own)
                if score < 98 and any(_same(asked, school(short)) for short in shorts):
                    score = 98
                if score < _SURE:
                    continue
                county = self._county(asked, place) if asked.regions else Counties.FIT
                if county is Counties.DIFFER:
                    abroad.add(place)
                    continue
                if county is Counties.DOUBT:
                    doubtful.add(place)
                    score = min(score, _OTHER_COUNTY)
                scores[place] = score
            best = max(scores.values(), default=0)
            units = {p: s for p, s in scores.items() if s == best}
            self._met[text] = _Met(text, units, frozenset(doubtful), frozenset(abroad))
        return self._met[text]

    def _in_path(self, parts: Iterable[str]) -> _Met:
        """The units that folders or a file name speak of; the innermost that speaks of any counts."""
        abroad: frozenset[int] = frozenset()
        for part in reversed(tuple(parts)):
            if part not in self._found:
                self._found[part] = self._find(part)
            if self._found[part].units:
                return self._found[part]
            abroad |= self._found[part].abroad
        return _Met("", {}, abroad=abroad)

    def _find(self, part: str) -> _Met:
        text = plain_name(part)
        for written, place in self._written:
            at = text.find(written)
            if at >= 0 and self._whole(text, at, written, place):
                return _Met(written, {place: 100})
        abroad: frozenset[int] = frozenset()
        for piece in _pieces(part):
            met = self._meant(piece)
            if met.units:
                return met
            abroad |= met.abroad
        return _Met("", {}, abroad=abroad)

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
            and self._county(school(before[-_REGION_LENGTH:] + written), place) is Counties.FIT
        )

    def _named(self, text: str) -> list[str]:
        """The people of the roster whose names stand in a file's or folder's name, the longest first."""
        found = set()
        for run in _HAN.findall(text):
            plain = _person(run)
            for size in range(2, min(len(plain), 20) + 1):
                for start in range(len(plain) - size + 1):
                    if plain[start : start + size] in self._people:
                        found.add(plain[start : start + size])
        # 王小 in 王小明 is nobody, if 王小明 is somebody.
        return [
            p for p in sorted(found, key=lambda p: (-len(p), p)) if not any(p != q and p in q for q in found)
        ]

    def _why_not(self, submission: Submission) -> str:
        said = [f"文中单位“{submission.organization}”" if submission.organization else "文中没有写单位"]
        said.append(f"署名“{submission.author}”" if submission.author else "没有署名")
        return "，".join(said) + "，在名单上对不上"

    def _near(
        self, submission: Submission, guesses: list[_Hypothesis], folder: _Met, author: str
    ) -> tuple[str, ...]:
        """Whom a person might mean: what was thought of, and names that differ by little."""
        names = [g.subject.name for g in guesses if g.score > -_LEAST]
        asked = school(submission.organization)
        places = set(folder.units) | set(self._meant(submission.organization).units)
        if asked.regions and all(self._county(asked, p) is Counties.DIFFER for p in range(len(self._units))):
            return tuple(dict.fromkeys(names))[:_SHOWN]  # a name of another county is like ours by chance
        if author:
            names += self._people_like(author, sorted(places))
        if not places and submission.organization:
            cores = {
                own.core: name
                for place, (name, own, _) in enumerate(self._units)
                if self._county(asked, place) is not Counties.DIFFER
            }
            names += [cores[c] for c in difflib.get_close_matches(asked.core, cores, _SHOWN, 0.6)]
        return tuple(dict.fromkeys(names))[:_SHOWN]

    def _people_like(self, author: str, places: list[int]) -> list[str]:
        """The people of these units, or of all, whose names differ from `author` by little."""
        if not places:
            close = difflib.get_close_matches(author, self._people, _SHOWN, 0.6)
            return [self.subjects[place, who].name for who in close for place in self._people[who]]
        return [
            self.subjects[place, who].name
            for place in places
            for who in difflib.get_close_matches(author, self._staff.get(place, ()), _SHOWN, 0.6)
        ]


def _person(name: str) -> str:
    """A person's name for comparison: no spaces, no dots, no 同志."""
    return re.sub(r"同志$|老师$", "", plain_name(name).replace("·", ""))


def _same(asked: School, short: School) -> bool:
    return bool(asked.plain) and (asked.plain == short.plain or asked.core == short.core)


def _pieces(part: str) -> Iterator[str]:
    """What in a folder's or file's name may be a school: runs of Chinese, and those cut after a school word."""
    for run in re.findall(r"[\u3400-\u9fff]+", part):
        yield run
        for match in re.finditer(
            r"小学|中学|学校|幼儿园|中心校|[一二三四五六七八九十]中(?![学心])|[\u4e00-\u9fff]小(?!学)", run
        ):
            if not _GOES_ON.match(run, match.end()):
                yield run[: match.end()]


def _says(where: str, met: _Met, place: int, unit: str) -> str:
    if place in met.doubtful:
        return f"{where}“{met.words}”和它只有县（市、区）名对不上"
    if met.units[place] >= 95:
        return f"{where}“{met.words}”相符"
    if met.units[place] == 72:
        return f"{where}“{met.words}”和它只差“完小”“小学”"
    return f"{where}“{met.words}”是它的简称"


def _because(guess: _Hypothesis) -> str:
    return "，".join(guess.reasons) + (f"；但{'，'.join(guess.doubts)}" if guess.doubts else "")
