"""A roster and one submission in, whose it is out, with the reasons; or the candidates, when it is not sure.

What the document says counts most, then the folder, then the file name. Nothing is guessed: where two
explanations are about as good, the submission is left to a person (认不准).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from checker.expected.counties import Counties
from checker.expected.directory import SHOWN, Directory, Met, person_name
from checker.expected.roster import Roster
from checker.expected.submission import Submission
from checker.schools import folder_unit, school

__all__ = ["Claim", "Matcher", "Subject"]

# What each piece of evidence weighs; LEAST is needed, and LEAD before the next best explanation.
_DOCUMENT = {100: 6, 98: 6, 95: 6, 85: 5, 80: 5, 72: 3, 70: 3}
_PATH = {100: 5, 98: 5, 95: 5, 85: 4, 80: 4, 72: 2, 70: 2}
_SIGNED, _NAMED = 6, 4
_OTHER_SCHOOL, _UNKNOWN_SCHOOL, _OTHER_PERSON, _NO_PERSON = -6, -2, -6, -2
_LEAST, _LEAD = 4, 2
_CLEAR = 80  # a folder or file name that speaks so surely of another unit contradicts
_WITNESSES = 2  # what must speak for a unit when a folder or file name speaks for another


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
    `abroad`: nothing speaks of a unit of the roster, and the folder or file name of one of another county.
    """

    subject: Subject | None
    reason: str
    candidates: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    abroad: bool = False


@dataclass(slots=True)
class _Hypothesis:
    subject: Subject
    score: int = 0
    reasons: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def add(self, weight: int, reason: str) -> None:
        self.score += weight
        (self.reasons if weight > 0 else self.doubts).append(reason)


class Matcher:
    """Weighs whose of a roster's units and people a submission is."""

    def __init__(self, roster: Roster) -> None:
        self._directory = Directory(roster)
        dues: dict[tuple[int, str], list[int]] = {}
        for number, due in enumerate(roster.dues):
            place = self._directory.place(due.unit)
            dues.setdefault((place, person_name(due.person)), []).append(number)
        self._subjects = {
            (place, person): Subject(
                self._directory.unit(place), roster.dues[numbers[0]].person, tuple(numbers)
            )
            for (place, person), numbers in dues.items()
        }

    def claim(self, submission: Submission) -> Claim:
        """Whose this is."""
        document = self._directory.meant(submission.organization)
        folder = self._directory.in_path(PurePosixPath(submission.file).parts[:-1])
        stem = PurePosixPath(submission.file).stem
        name = self._directory.in_path((stem,))
        author = person_name(submission.author)
        named = self._directory.people_in(stem)
        if not named and not author:
            named = [
                p
                for part in PurePosixPath(submission.file).parts[-2:-1]
                for p in self._directory.people_in(part)
            ]
        guesses = self._guesses(document, folder, name, author, named)
        for guess in guesses:
            self._weigh(guess, submission, document, folder, name, author, named)
        guesses = sorted(guesses, key=lambda g: -g.score)
        best = guesses[0] if guesses else None
        if best is None or best.score < _LEAST:
            abroad = not guesses and bool(folder.abroad | name.abroad)
            candidates = self._near(submission, guesses, folder, author)
            return Claim(None, self._why_not(submission, guesses, abroad), candidates, abroad=abroad)
        if strange := self._strange(best.subject, submission, document, folder, name):
            candidates = self._near(submission, guesses, folder, author)
            return Claim(None, strange + self._why_not(submission, guesses), candidates)
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
            near = tuple(self._people_like(author, [self._directory.place(best.subject.unit)]))
        return Claim(best.subject, _because(best), near, against)

    def _against(
        self,
        best: _Hypothesis,
        guesses: list[_Hypothesis],
        said: tuple[Met, Met, Met],
        author: str,
        named: list[str],
    ) -> tuple[tuple[str, ...], int]:
        """Of whom folder and file name speak when that is another, and how much speaks for `best`."""
        place = self._directory.place(best.subject.unit)
        others: dict[str, None] = {}
        for met, where in zip(said[1:], ("文件夹", "文件名"), strict=True):
            if met.units and place not in met.units and max(met.units.values()) >= _CLEAR:
                best.doubts.append(f"{where}“{met.words}”是另一个单位")
                for other in met.units:  # the guesses come best first
                    of = (g.subject for g in guesses if self._directory.place(g.subject.unit) == other)
                    others[next(of).name] = None
        person = person_name(best.subject.person)
        if author and author == person and named and author not in named:
            best.doubts.append(f"文件名有“{'、'.join(named)}”")
            others |= {g.subject.name: None for g in guesses if person_name(g.subject.person) in named}
        signed = person != "" and author in ("", person)  # else the file's name has it
        return tuple(others), sum(place in met.units for met in said) + signed

    def school_of(self, submission: Submission, claim: Claim) -> str:
        """The roster's school a paper comes from that nobody asked for; "" when it is none of them."""
        if claim.subject is not None:
            return claim.subject.unit
        if claim.against:
            return ""  # of two schools nobody knows which
        asked = school(submission.organization or folder_unit(submission.file))
        return self._directory.same(asked)

    def _strange(
        self, subject: Subject, submission: Submission, document: Met, folder: Met, name: Met
    ) -> str:
        """Why a paper must not be taken for the subject's though much speaks for it: the county is another."""
        place = self._directory.place(subject.unit)
        asked = school(submission.organization)
        if self._directory.county(asked, place) is Counties.DIFFER:
            return f"文中单位“{submission.organization}”和名单上的不在一个县（市、区）："
        if place in document.doubtful:
            # Signed by one of its people, of a school of that name: the city stands there for the county.
            signed = subject.person and person_name(submission.author) == person_name(subject.person)
            if not signed or self._directory.compared(asked, place) is Counties.FIT:
                return f"文中单位“{submission.organization}”和名单上的是不是一个县（市、区），说不准："
        if not asked.regions and place in folder.abroad | name.abroad:
            return "文件夹或文件名里的单位是别的县（市、区）的："
        return ""

    def _guesses(
        self, document: Met, folder: Met, name: Met, author: str, named: list[str]
    ) -> list[_Hypothesis]:
        keys = {
            (place, person) for person in (author, *named) for place in self._directory.people.get(person, ())
        }
        for met in (document, folder, name):
            keys |= {(place, "") for place in met.units}
        out = []
        for place, person in sorted(keys):
            subject = self._subjects.get((place, person)) or Subject(self._directory.unit(place), "", ())
            out.append(_Hypothesis(subject))
        return out

    def _weigh(
        self,
        guess: _Hypothesis,
        submission: Submission,
        document: Met,
        folder: Met,
        name: Met,
        author: str,
        named: list[str],
    ) -> None:
        place = self._directory.place(guess.subject.unit)
        person = person_name(guess.subject.person)
        if place in document.units:
            guess.add(_DOCUMENT[document.units[place]], _says("文中单位", document, place))
        elif document.units or self._directory.county(school(document.words), place) is Counties.DIFFER:
            guess.add(_OTHER_SCHOOL, f"文中单位却是“{document.words}”")
        elif document.words:
            guess.add(_UNKNOWN_SCHOOL, f"文中单位“{document.words}”不在名单上")
        for met, where in ((folder, "文件夹"), (name, "文件名")):
            if place in met.units:
                guess.add(_PATH[met.units[place]], _says(where, met, place))
        if person and author == person:
            guess.add(_SIGNED, f"署名“{submission.author}”")
        elif person and person in named:
            guess.add(_NAMED, f"文件名有“{guess.subject.person}”")
            if author:
                guess.add(_OTHER_PERSON, f"署名却是“{submission.author}”")
        elif author and place in self._directory.staff:
            # Signed by somebody who is not on the list of a unit whose people are listed.
            guess.add(_NO_PERSON, f"署名“{submission.author}”不在这个单位的名单上")

    def _why_not(self, submission: Submission, guesses: list[_Hypothesis], abroad: bool = False) -> str:
        if submission.status == "unreadable":
            # What nobody could read says neither that it names no school nor that it is not signed.
            path = "文件夹和文件名" if "/" in submission.file else "文件名"
            more = f"{path}也看不出是名单上哪个单位的"
            if guesses:
                more = _because(guesses[0])
            elif abroad:
                more = f"{path}里的单位是别的县（市、区）的"
            return f"打不开，看不到单位和署名：{submission.reason.partition('。')[0]}。{more}"
        said = [f"文中单位“{submission.organization}”" if submission.organization else "文中没有写单位"]
        said.append(f"署名“{submission.author}”" if submission.author else "没有署名")
        return "，".join(said) + "，在名单上对不上"

    def _near(
        self, submission: Submission, guesses: list[_Hypothesis], folder: Met, author: str
    ) -> tuple[str, ...]:
        """Whom a person might mean: what was thought of, and names that differ by little."""
        names = [g.subject.name for g in guesses if g.score > -_LEAST]
        asked = school(submission.organization)
        places = set(folder.units) | set(self._directory.meant(submission.organization).units)
        if asked.regions and self._directory.abroad(asked):
            return tuple(dict.fromkeys(names))[:SHOWN]  # a name of another county is like ours by chance
        if author:
            names += self._people_like(author, sorted(places))
        if not places and submission.organization:
            names += self._directory.units_like(asked)
        return tuple(dict.fromkeys(names))[:SHOWN]

    def _people_like(self, author: str, places: Iterable[int]) -> list[str]:
        return [self._subjects[who].name for who in self._directory.people_like(author, places)]


def _says(where: str, met: Met, place: int) -> str:
    """The reason that a name met in the paper or in its path gives for a unit, by how well it fits."""
    if place in met.doubtful:
        return f"{where}“{met.words}”和它只有县（市、区）名对不上"
    if met.units[place] >= 95:
        return f"{where}“{met.words}”相符"
    if met.units[place] == 72:
        return f"{where}“{met.words}”和它只差“完小”“小学”"
    return f"{where}“{met.words}”是它的简称"


def _because(guess: _Hypothesis) -> str:
    return "，".join(guess.reasons) + (f"；但{'，'.join(guess.doubts)}" if guess.doubts else "")
