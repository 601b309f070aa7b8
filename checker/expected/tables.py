"""The lines of who sent what in, the tables 报送情况 and 未交名单 for workbook and page out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from checker.expected.corrections import CORRECTED, SHEET, UNUSED, Corrections, Unused
from checker.expected.line import OPEN, STATES, UNASKED, WRONG, Line
from checker.findings import OUTCOME_NAMES
from checker.reports.rows import Field, Table, Tone

__all__ = ["adopted", "expected_tables", "problems", "read_table", "summary", "unused_table"]

_TONES: dict[str, Tone] = {
    "已交": "good",
    "免交": "none",
    "上次已交": "none",
    "迟交": "weak",
    "重复报送": "weak",
    "认不准": "weak",
    "名单外": "none",
    "未交": "bad",
    "打不开": "bad",
    "交错文种": "bad",
}
_PROBLEMS = 10
_COLUMNS = 80  # of a screen; a Chinese character takes two
# Of a row that several people's papers count for.
_BESIDE = {"已交": "同一行都算的", "打不开": "同一行打不开的"}
_NOTE = (
    "认领的顺序：先看材料里写的单位和署名，再看文件夹，最后看文件名；说不准的不猜。"
    "报送时间取文件的修改时间和文件内记录的最后保存时间中较早的一个，晚于截止日期才算迟交；"
    "同一份材料交了几次，以最新的一份为准（文件名标明是初稿、草稿的让别的在前），有一稿按时就算按时。"
    "认错了，在汇总.xlsx 这张表的“更正到”一栏填名单行号、“名单外”（写得清楚的单位名称、姓名也行），或“已交”“免交”“按时”“迟交”，再运行一次。"
)


def summary(lines: Sequence[Line]) -> list[str]:
    """How many of the roster's papers are due and in which state, and behind it how many files are none of them.

    Sentences of lines that a screen of 80 columns has room for: the counts of each add up.
    """
    due = Counter(line.state for line in lines if line.due is not None and line.counts)
    # A file on no row, or set aside on one for another; several that all count for one row are 已交 there.
    beside = Counter(
        _BESIDE.get(line.state, line.state) if line.due is not None else line.state
        for line in lines
        if line.due is None or not line.counts
    )
    order = (*STATES, *_BESIDE.values())
    told = _counted(f"应交 {due.total()} 份：", [f"{s} {due[s]} 份" for s in order if due[s]])
    if beside:
        told += _counted(
            f"另有文件 {beside.total()} 份：", [f"{s} {beside[s]} 份" for s in order if beside[s]]
        )
    return told


def _counted(head: str, parts: Sequence[str]) -> list[str]:
    """A sentence of counts, in as many lines as it takes."""
    lines = [head]
    for n, part in enumerate(parts, 1):
        piece = part + ("，" if n < len(parts) else "。")
        if cell_len(lines[-1] + piece) > _COLUMNS:
            lines.append("　　")
        lines[-1] += piece
    return lines


def adopted(corrections: Corrections, lines: Sequence[Line], left: Sequence[Unused]) -> tuple[str, ...]:
    """For the screen: how many corrections were read, and how many were followed; nothing when there are none."""
    if not corrections:
        return ()
    refused = sum(1 for line in lines if line.problem)
    used = corrections.number - refused - len(left)
    told = "都照着更正了" if used == corrections.number else f"采用 {used} 处"
    return (f"“{corrections.source}”里“{CORRECTED}”一栏填了 {corrections.number} 处，{told}。",)


def problems(lines: Sequence[Line], left: Sequence[Unused] = ()) -> list[str]:
    """For the screen: what was written under 更正到 and could not be followed, with what to write instead.

    `left` found no place this time.
    """
    told = [line.problem for line in lines if line.problem]
    rest = [f"……还有 {len(told) - _PROBLEMS} 处，见“{SHEET}”的说明。"] if len(told) > _PROBLEMS else []
    out = [f"“{CORRECTED}”有 {len(told)} 处没有采用：", *told[:_PROBLEMS], *rest] if told else []
    if left:
        out.append(
            f"以前填的“{CORRECTED}”有 {len(left)} 处这次没有用上（名单上没有那一行了，或者这次没有那个文件），"
            f"留在汇总.xlsx 的“{UNUSED}”表里，以后有了照样算。"
        )
    return out


def read_table(heads: Sequence[str], rows: Sequence[str]) -> tuple[Table, ...]:
    """The sheet that says how the roster's heads and rows were read, where something is to be said."""
    told = [(Field("表头"), Field(words)) for words in heads]
    told += [(Field("各行"), Field(words)) for words in rows]
    if not told:
        return ()
    note = "名单里没有用上的，和没有照字面读的。没有列在这里的，都照名单上写的算。"
    return (Table("名单怎么读的", ("什么地方", "说明"), tuple(told), (12, 110), note),)


def unused_table(left: Sequence[Unused]) -> tuple[Table, ...]:
    """The sheet 没有用上的更正, in the words that it is read back by; none when all were used."""
    if not left:
        return ()
    header = ("单位", "姓名", "应交材料", "文件", CORRECTED, "说明")
    rows = tuple(tuple(map(Field, (*one.due, one.file, one.words, one.why))) for one in left)
    note = "以前填的更正，这次没有地方用；名单或材料里又有了，照样算。不要了的，在这张表里删去那一行。"
    return (Table(UNUSED, header, rows, (30, 12, 18, 40, 30, 44), note),)


def expected_tables(lines: Sequence[Line], results: Mapping[str, str]) -> tuple[Table, Table]:
    """报送情况 (a row a due paper and a file) and 未交名单; `results` says of a file what its review came to."""
    # Whom to ask at a school, where a person's own line does not say.
    contacts: dict[str, tuple[str, str]] = {}
    for line in lines:
        if line.due is not None and line.due.contact:
            contacts.setdefault(line.due.unit, (line.due.contact, line.due.phone))
    return (
        Table(
            SHEET,
            (
                "名单行",
                "单位",
                "姓名",
                "应交材料",
                "截止日期",
                "情况",
                "文件",
                f"{CORRECTED}（填名单行号或“名单外”）",
                "报送时间",
                "凭什么认领",
                "说明",
                "审查结论",
                "备注",
            ),
            tuple(_row(line, results) for line in lines),
            (7, 26, 10, 14, 12, 10, 36, 16, 17, 40, 46, 10, 16),
            _NOTE,
            "".join(line.strip() for line in summary(lines)),
        ),
        Table(
            "未交名单",
            ("单位", "姓名", "应交材料", "截止日期", "情况", "联系人", "电话", "说明"),
            tuple(_missing(line, contacts) for line in lines if line.state in OPEN and line.due is not None),
            (30, 12, 18, 14, 12, 12, 16, 60),
            "没有交来的，和交来但打不开、交错了文种的。",
        ),
    )


def _row(line: Line, results: Mapping[str, str]) -> tuple[Field, ...]:
    due, submission = line.due, line.submission
    return (
        Field(due.row if due else ""),
        Field(due.unit if due else submission.organization if submission else ""),
        Field(due.person if due else submission.author if submission else ""),
        Field(due.what.words if due else ""),
        Field(due.limit if due else ""),
        Field(line.state, _TONES[line.state]),
        Field(submission.file if submission else ""),
        Field(line.correction),
        Field(f"{submission.received:%Y-%m-%d %H:%M}" if submission and submission.received else ""),
        Field(line.reason),
        Field(line.note + line.problem),
        Field(_result(line, results)),
        Field(due.note if due else ""),
    )


def _result(line: Line, results: Mapping[str, str]) -> str:
    """What the review of the line's file came to; of a paper nobody asked for, that it is none."""
    if line.submission is None:
        return ""
    if line.submission.stray and line.state in UNASKED:
        return OUTCOME_NAMES["stray"]
    return results.get(line.submission.file, "")


def _missing(line: Line, contacts: Mapping[str, tuple[str, str]]) -> tuple[Field, ...]:
    due, submission = line.due, line.submission
    assert due is not None
    # What to write under 更正到 is for the other sheet: this one goes out as it stands.
    told = f"交来的是“{submission.file}”。{line.note.partition(WRONG)[0]}" if submission else line.note
    contact, phone = (
        contacts.get(due.unit, ("", "")) if not (due.contact or due.phone) else (due.contact, due.phone)
    )
    return (
        Field(due.unit),
        Field(due.person),
        Field(due.what.words),
        Field(due.limit),
        Field(line.state, _TONES[line.state]),
        Field(contact),
        Field(phone),
        Field(told),
    )
