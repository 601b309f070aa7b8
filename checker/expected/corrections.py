"""The sheets of an earlier 汇总.xlsx in, what the reviewer wrote under 更正到 out (更正), and what of it was not used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from checker.expected.counties import Counties, compared
from checker.expected.heads import text_of
from checker.expected.roster import Due
from checker.expected.trouble import RosterError
from checker.expected.workbook import Cell, read_sheets
from checker.schools import alike, plain_name, school

__all__ = [
    "CORRECTED",
    "OUTSIDE",
    "SHEET",
    "UNUSED",
    "VERDICTS",
    "Corrections",
    "Key",
    "Unused",
    "key_of",
    "read_corrections",
    "rows_named",
]

SHEET = "报送情况"
UNUSED = "没有用上的更正"
CORRECTED = "更正到"
OUTSIDE = "名单外"
# What may be written beside a due paper, whatever came in.
VERDICTS = ("已交", "免交", "按时", "迟交")
_NAMED = 80  # `alike` from here on names a school without doubt, when no other is as near
_HEAD = ("名单行", "单位", "姓名", "应交材料", "文件")

# A due paper in words: unit, person, material, all without marks.
Key = tuple[str, str, str]


@dataclass(slots=True)
class Corrections:
    """What a person decided. `files`: file -> the words under 更正到; `dues`: due paper -> one of VERDICTS.

    `odd` are words beside a due paper without a file that are none of VERDICTS: kept, and told.
    `meant`: file -> the due papers of the row whose number stood there. A number is that of the roster as the
    corrected sheet had it; it is read as names, so that it keeps its meaning when the roster changes.
    `shown`: due paper -> as the sheet named it; `people` are those of the sheet's due papers.
    """

    files: dict[str, str] = field(default_factory=dict)
    dues: dict[Key, str] = field(default_factory=dict)
    meant: dict[str, tuple[Key, ...]] = field(default_factory=dict)
    shown: dict[Key, tuple[str, str, str]] = field(default_factory=dict)
    odd: dict[Key, str] = field(default_factory=dict)
    source: str = ""

    def __bool__(self) -> bool:
        return bool(self.files or self.dues or self.odd)

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self.files) + len(self.dues) + len(self.odd)

    @property
    def people(self) -> frozenset[str]:
        """Whose names the corrected sheet had for certain."""
        return frozenset(person for _, person, _ in self.shown.values() if person)

    def take(self, newer: Corrections) -> None:
        """Take over what a newer workbook says."""
        for file in newer.files:
            self.meant.pop(file, None)
        self.files.update(newer.files)
        self.dues.update(newer.dues)
        self.odd.update(newer.odd)
        self.meant.update(newer.meant)
        self.shown.update(newer.shown)
        self.source = newer.source if newer else self.source

    def due_of(self, file: str, dues: Iterable[tuple[int, Due]], kind: str) -> int | None:
        """Which due paper the words beside a file mean: a row number, or names; None when it is not clear.

        A row that asks for several papers means the one of the submission's kind.
        """
        words, keys = self.files[file], self.meant.get(file)
        row = _number(words)
        plain = plain_name(words)
        found = []
        for number, due in dues:
            unit, person, what = key_of(due)
            named = (unit, person, what) in keys if keys else plain in (unit + person + what, unit + person)
            if named or (not keys and str(due.row) == row):
                found.append((due.what.kind == kind, -number))
        return -max(found)[1] if found else None


@dataclass(frozen=True, slots=True)
class Unused:
    """What a person wrote that found no place in this run's lines: beside a due paper, or beside a `file`."""

    due: tuple[str, str, str]
    file: str
    words: str
    why: str


def rows_named(words: str, dues: Sequence[Due]) -> list[int]:
    """The due papers a school's or person's name, or both, may mean, however short it is written."""
    plain = plain_name(words)
    scores: dict[int, int] = {}
    for number, due in enumerate(dues):
        unit, person, what = key_of(due)
        more = plain.removeprefix(person) if person and plain.startswith(person) else None
        # 林小禾, 林小禾党性分析, 林小禾的承诺书
        if more is not None and (not more or len(more) > 1 and more.removeprefix("的") in what):
            scores[number] = 100
            continue
        asked = school(plain.removesuffix(person) if person else plain)
        own = school(unit)
        score = alike(asked, own) if compared(asked, own) is Counties.FIT else 0
        if any(asked.plain == plain_name(short) for short in due.short):
            score = 100
        elif asked.stage and own.core.removesuffix(asked.core).endswith(("镇", "乡", "街道")):
            score = max(score, _NAMED)  # 桐坪村小学 for the 桐木镇桐坪村小学, where no other is as near
        if score >= _NAMED:
            scores[number] = score + (person != "" and plain.endswith(person))
    best = max(scores.values(), default=0)
    return [number for number, score in scores.items() if score == best]


def key_of(due: Due) -> Key:
    """The due paper in words, to be known again in another run."""
    return plain_name(due.unit), plain_name(due.person), plain_name(due.what.words)


def read_corrections(path: Path, must: bool) -> Corrections:
    """What stands under 更正到. With `must` a workbook without that sheet is a `RosterError`."""
    found, kept = Corrections(source=path.name), Corrections()
    there = False
    for title, rows in read_sheets(path, SHEET, UNUSED):
        head = next(iter(islice(rows, 1)), (0, ()))[1]
        columns = {text_of(cell).partition("（")[0]: n for n, cell in enumerate(head)}
        if CORRECTED not in columns or "文件" not in columns:
            continue
        there |= title != UNUSED
        _read(kept if title == UNUSED else found, (cells for _, cells in rows), columns)
    if there:
        # What found no place the time before; the sheet itself has the last word.
        kept.take(found)
        kept.source = path.name
        return kept
    if must:
        raise RosterError(
            f"“{path.name}”里没有“{SHEET}”表或“{CORRECTED}”一栏。"
            "请用 checker check … --expected 名单.xlsx 做出的汇总.xlsx。"
        )
    return found


def _read(found: Corrections, rows: Iterable[tuple[Cell, ...]], columns: dict[str, int]) -> None:
    numbered: dict[str, dict[Key, None]] = {}
    for cells in rows:
        row, unit, person, what, file, words = (
            text_of(cells[at]) if (at := columns.get(name)) is not None and at < len(cells) else ""
            for name in (*_HEAD, CORRECTED)
        )
        key = (plain_name(unit), plain_name(person), plain_name(what))
        if row:
            numbered.setdefault(row, {})[key] = None
        if row or not file:
            found.shown[key] = (unit, person, what)
        if not words:
            continue
        if words in VERDICTS and (row or not file):
            found.dues[key] = words
        elif file:
            found.files[file] = words
        else:
            found.odd[key] = words
    for file, words in found.files.items():
        if keys := tuple(numbered.get(_number(words), ())):
            found.meant[file] = keys
            unit, person, what = found.shown[keys[0]]
            found.files[file] = f"{unit} {person} {what if len(keys) == 1 else ''}".strip().replace("  ", " ")


def _number(words: str) -> str:
    """The number of a row as people write it: 第 12 行."""
    return words.removeprefix("第").removesuffix("行").strip()
