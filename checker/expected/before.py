"""An earlier run's sheet 报送情况, or its reviews, in; what a school had sent then out, beside this run's lines.

The second time only mended papers come: whoever sent his in the first round is not missing.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from checker.expected.corrections import SHEET, Key, key_of
from checker.expected.heads import text_of
from checker.expected.instead import file_before
from checker.expected.line import BEFORE, Line
from checker.expected.perhaps import come_again, perhaps_before, still_perhaps
from checker.expected.settled import last_year
from checker.expected.trouble import RosterError
from checker.expected.workbook import read_sheets
from checker.schools import plain_name

__all__ = ["Before", "before_of", "read_before", "still_missing", "with_before"]

_HEAD = ("单位", "姓名", "应交材料", "情况", "文件", "审查结论", "说明")
_SENT = ("已交", "迟交", BEFORE)
_USELESS = {"打不开": "打不开", "交错文种": "不是应交的材料"}
_LATE = re.compile(r"(?<=”，)迟交，(?=结论是)|人工更正：迟交。")
_BY_HAND = re.compile(r"人工更正：(?:迟交|按时)。")
# Of a paper of a run without a roster of which nothing tells when it came.
_UNTIMED = "上次没有名单，那一份是不是按时交的没有记下。"
_BY_THIS = "这里按这次的文件时间算；上次确实按时交了的，请在“更正到”填“按时”。"
_NOTE = re.compile(rf"上次收到的“(.*?)”({'|'.join(_USELESS.values())})，还没有重报。")


@dataclass(frozen=True, slots=True)
class Before:
    """How a due paper stood after the earlier run: `state` as in `line.STATES`; `result` its conclusion."""

    state: str
    file: str
    result: str
    note: str


def read_before(folder: Path, workbook: str) -> dict[Key, Before]:
    """What the newest workbook of the earlier result folder says; empty when it has no such sheet."""
    stem, dot, suffix = workbook.rpartition(".")
    found: dict[Key, Before] = {}
    for path in sorted(folder.glob(f"{stem}*{dot}{suffix}"), key=lambda p: (p.stat().st_mtime_ns, p.name)):
        try:
            for _, rows in read_sheets(path, SHEET):
                head = next(iter(islice(rows, 1)), (0, ()))[1]
                at = {text_of(cell): n for n, cell in enumerate(head)}
                if not set(_HEAD) <= set(at):
                    continue
                one: dict[Key, Before] = {}
                for _, cells in rows:
                    values = [text_of(cells[at[name]]) if at[name] < len(cells) else "" for name in _HEAD]
                    unit, person, what, state, file, result, note = values
                    kept = still_missing(note) or perhaps_before(note) or file_before(note)
                    if state in (*_SENT, *_USELESS, "免交") or state == "未交" and kept:
                        key = (plain_name(unit), plain_name(person), plain_name(what))
                        one.setdefault(key, Before(state, file, result, note))  # what counts comes first
                found.update(one)
        except RosterError:
            continue
    return found


def before_of(lines: Iterable[Line], results: Mapping[str, str]) -> dict[Key, Before]:
    """What stood in an earlier run without a roster, by due paper; its papers were matched just now.

    The one time they bear is that of the run: one too late by it may have come in time all the same.
    """
    lines = tuple(lines)
    doubtful = {
        key_of(x.due): Before("未交", "", "", x.note)
        for x in lines
        if x.due is not None and (x.maybe or x.instead)
    }
    return doubtful | {
        key_of(line.due): Before(
            "已交" if line.state == "迟交" else line.state,
            line.submission.file,
            results.get(line.submission.file, ""),
            line.note + _UNTIMED * (line.state == "迟交"),
        )
        for line in lines
        if line.due is not None
        and line.submission is not None
        and line.state in (*_SENT, *_USELESS)
        and line.counts
    }


def with_before(
    lines: Sequence[Line], before: Mapping[Key, Before], verdicts: Mapping[Key, str] | None = None
) -> list[Line]:
    """The lines, where nobody is missing or late who had sent his paper the time before.

    What came the time before and was of no use is still missing, and its note says so. `verdicts` are what a
    person wrote of due papers (`Corrections.dues`): they hold, whatever came when.
    """
    said = verdicts or {}
    doubted = {
        key: [one.file for one in perhaps_before(then.note) if one.unread]
        for key, then in before.items()
        if then.state == "未交"
    }
    came = {key_of(x.due): x.submission.file for x in lines if x.due and x.submission and x.state in _SENT}
    settled = come_again(doubted, came)
    return [
        _line(line, before.get(key_of(line.due)), settled, said.get(key_of(line.due), ""))
        if line.due is not None
        else line
        for line in lines
    ]


def still_missing(note: str) -> tuple[str, str] | None:
    """The file that came the time before and what was wrong with it, from the note `with_before` gave a line.

    >>> still_missing("上次收到的“甲/王强.pdf”打不开，还没有重报。")
    ('甲/王强.pdf', '打不开')
    """
    match = _NOTE.match(note)
    return (match[1], match[2]) if match else None


def _came(file: str, why: str) -> str:
    return f"上次收到的“{file}”{why}，还没有重报。"


def _line(line: Line, then: Before | None, settled: Mapping[str, str], verdict: str) -> Line:
    if then is None:
        return line
    late = then.state == "迟交" or then.state == BEFORE and _LATE.search(then.note) is not None
    untimed = not late and _UNTIMED in then.note
    overruled = verdict in ("按时", "迟交") and (untimed or late is not (verdict == "迟交"))
    if overruled:
        late, untimed = verdict == "迟交", False
    by_hand = f"人工更正：{verdict}。" if overruled else ""
    if line.state == "未交":
        if then.state == "免交":
            return dataclasses.replace(line, state="免交", note="上次已经定为免交。")
        if then.state == "未交":
            came = still_missing(then.note)
            if came is None and (file := file_before(then.note)):
                came = file, _USELESS["交错文种"]
            if came:
                line = dataclasses.replace(line, note=_came(*came) + line.note)
            files = perhaps_before(then.note)
            return still_perhaps(line, files, settled) if files else line
        if then.state in _USELESS:
            return dataclasses.replace(line, note=_came(then.file, _USELESS[then.state]) + line.note)
        if then.state == BEFORE or not then.file:
            note = _retold(then.note, late) if overruled else then.note
            return dataclasses.replace(line, state=BEFORE, note=f"{note or '上次已经交过。'}{by_hand}")
        said = f"上次交的是“{then.file}”，" + ("迟交，" if late else "")
        mend = "，这次没有报来改好的" if then.result == "需修改" else ""
        unknown = _UNTIMED * untimed
        note = f"{said}结论是{then.result or '没有记下'}{mend}。{unknown}{by_hand}{_old(then.note)}"
        return dataclasses.replace(line, state=BEFORE, note=note)
    if line.state == "迟交" and untimed:
        return dataclasses.replace(line, note=f"{line.note}{_UNTIMED}{_BY_THIS}")
    if line.state == "迟交" and then.state in _SENT and not late and verdict != "迟交":
        note = f"上次按时交过，这次是再次报来，不算迟交。{_old(line.note)}"
        return dataclasses.replace(line, state="已交", note=note)
    return line


def _retold(note: str, late: bool) -> str:
    """The note of a paper that came two times before, saying that it was late or not, as a person now has it."""
    plain = _BY_HAND.sub("", _LATE.sub("", note)).replace(_UNTIMED, "")
    return re.sub("”，(?=结论是)", "”，迟交，", plain, count=1) if late else plain


def _old(note: str) -> str:
    """The remark of a note that the paper bears last year's date, "" when there is none."""
    found = last_year(note)
    return found[0] if found else ""
