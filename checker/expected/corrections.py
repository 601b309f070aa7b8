"""The 报送情况 sheet of an earlier 汇总.xlsx in, what the reviewer wrote under 更正到 out (更正)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from checker.expected.counties import Counties, compared
from checker.expected.roster import Due, text_of
from checker.expected.schools import alike, plain_name, school
from checker.expected.trouble import RosterError
from checker.expected.workbook import Cell, read_sheets

__all__ = ["CORRECTED", "OUTSIDE", "SHEET", "VERDICTS", "Corrections", "read_corrections", "rows_named"]

SHEET = "报送情况"
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
    `rows` are the row numbers of the roster as the corrected sheet had them, so that a number a reviewer
    wrote keeps its meaning when the roster has changed since.
    """

    files: dict[str, str] = field(default_factory=dict)
    dues: dict[Key, str] = field(default_factory=dict)
    rows: dict[str, list[Key]] = field(default_factory=dict)
    odd: dict[Key, str] = field(default_factory=dict)
    source: str = ""

    def __bool__(self) -> bool:
        return bool(self.files or self.dues or self.odd)

    def due_of(self, words: str, dues: Iterable[tuple[int, Due]], kind: str) -> int | None:
        """Which due paper the words mean: a row number, or names; None when it is not clear.

        A row that asks for several papers means the one of the submission's kind.
        """
        row = words.removeprefix("第").removesuffix("行").strip()
        keys = self.rows.get(row)
        plain = plain_name(words)
        found = []
        for number, due in dues:
            unit, person, what = key_of(due)
            named = (unit, person, what) in keys if keys else plain in (unit + person + what, unit + person)
            if named or (not keys and str(due.row) == row):
                found.append((due.what.kind == kind, -number))
        return -max(found)[1] if found else None


def rows_named(words: str, dues: Sequence[Due]) -> list[int]:
    """The due papers a school's or person's name, or both, may mean, however short it is written."""
    plain = plain_name(words)
    scores: dict[int, int] = {}
    for number, due in enumerate(dues):
        unit, person, _ = key_of(due)
        if person and plain == person:
            scores[number] = 100
            continue
        asked = school(plain.removesuffix(person) if person else plain)
        own = school(unit)
        score = alike(asked, own) if compared(asked, own) is Counties.FIT else 0
        if any(asked.plain == plain_name(short) for short in due.short):
            score = 100
        if score >= _NAMED:
            scores[number] = score + (person != "" and plain.endswith(person))
    best = max(scores.values(), default=0)
    return [number for number, score in scores.items() if score == best]


def key_of(due: Due) -> Key:
    """The due paper in words, to be known again in another run."""
    return plain_name(due.unit), plain_name(due.person), plain_name(due.what.words)


def read_corrections(path: Path, must: bool) -> Corrections:
    """What stands under 更正到. With `must` a workbook without that sheet is a `RosterError`."""
    found = Corrections(source=path.name)
    for _, rows in read_sheets(path, SHEET):
        head = next(iter(islice(rows, 1)), (0, ()))[1]
        columns = {text_of(cell).partition("（")[0]: n for n, cell in enumerate(head)}
        if CORRECTED not in columns or "文件" not in columns:
            break
        for _, cells in rows:
            _take(found, cells, columns)
        return found
    if must:
        raise RosterError(
            f"“{path.name}”里没有“{SHEET}”表或“{CORRECTED}”一栏。"
            "请用 checker check … --expected 名单.xlsx 做出的汇总.xlsx。"
        )
    return found


def _take(found: Corrections, cells: tuple[Cell, ...], columns: dict[str, int]) -> None:
    def cell(name: str) -> str:
        at = columns.get(name)
        return text_of(cells[at]) if at is not None and at < len(cells) else ""

    row, unit, person, what, file = (cell(name) for name in _HEAD)
    key = (plain_name(unit), plain_name(person), plain_name(what))
    if row:
        keys = found.rows.setdefault(row, [])
        if key not in keys:
            keys.append(key)
    words = cell(CORRECTED)
    if not words:
        return
    if words in VERDICTS and (row or not file):
        found.dues[key] = words
    elif file:
        found.files[file] = words
    else:
        found.odd[key] = words
