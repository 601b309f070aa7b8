"""What each school is to be told in, its letters as .docx files out; a letter a person has edited stays."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.findings import OUTCOME_NAMES, STATUS_NAMES, Review
from checker.replies.lacking import NOTHING
from checker.replies.points import Paper
from checker.replies.schools import Told, by_school
from checker.replies.sender import Sender
from checker.replies.template import Letter, untouched
from checker.reports.clean import one_line
from checker.reports.links import copy_name
from checker.reports.output import CannotWrite, write_bytes
from checker.reports.overview import Titles
from chinese_cli.numerals import chinese_number

if TYPE_CHECKING:
    from checker.compare import Since
    from checker.expected.line import Line

__all__ = ["Letters", "write_replies"]

_FEEDBACK, _REMINDERS = "反馈意见", "催交通知"
_PARTS = ("结论", "修改", "打不开", "未交")


@dataclass(frozen=True, slots=True)
class Letters:
    """What was written: how many of each, and Chinese remarks on what was not."""

    feedback: int
    reminders: int
    problems: tuple[str, ...]

    @property
    def told(self) -> str:
        """One line for the screen."""
        notices = f"，催交通知 {self.reminders} 份（催交通知文件夹）" if self.reminders else ""
        return f"写了反馈意见 {self.feedback} 份（反馈意见文件夹）{notices}。"


def write_replies(
    out: Path,
    reviews: Iterable[Review],
    lines: Sequence[Line],
    *,
    titles: Titles,
    when: datetime.date,
    sender: Sender,
    since: Since | None = None,
) -> Letters:
    """Write 反馈意见/ and 催交通知/ into `out`: a letter a school that sent something, a notice a school
    that still owes something; none to the sender, and with a roster none to a unit that is not on it.
    Letters of an earlier run that no longer apply go, unless edited.
    """
    feedback, reminder = Letter("feedback"), Letter("reminder")
    written: dict[str, set[str]] = {_FEEDBACK: set(), _REMINDERS: set()}
    problems: list[str] = []
    to = by_school(reviews, lines, titles, since, sender.name)
    for told in to.schools:
        for folder, letter, context in (
            (_FEEDBACK, feedback, _feedback(told, titles, when, sender) if told.papers else None),
            (_REMINDERS, reminder, _reminder(told, titles, when, sender) if told.lacking else None),
        ):
            if context is not None:
                content = letter.render(context, f"{folder}（{told.unit}）")
                name = _name(told.unit, written[folder])
                written[folder].add(name.lower())
                _put(out / folder / name, content, problems)
    for why, files in to.nobody.items():
        problems.append(f"{_some(files, 3)} {len(files)} 份{why}，没有写进反馈意见。")
    if to.strangers:
        count = len(to.strangers)
        problems.append(f"{_some(to.strangers, 10)} {count} 个单位不在名单上，没有给它们写反馈意见。")
    if to.own:
        problems.append(f"{_some(to.own, 3)}是落款单位自己，没有给它写信。")
    for folder, names in written.items():
        _sweep(out / folder, names)
    return Letters(len(written[_FEEDBACK]), len(written[_REMINDERS]), tuple(problems))


def _some(names: Sequence[str], most: int) -> str:
    """The first of the names in quotes, 等 where there are more."""
    return "、".join(f"“{one_line(name)}”" for name in names[:most]) + ("等" if len(names) > most else "")


def _name(unit: str, taken: set[str]) -> str:
    """A file name for the school, fit for every system and not yet used."""
    name = copy_name(f"{unit.replace('/', '_')}.docx").rpartition("/")[2]
    stem, number = name[: -len(".docx")], 2
    while name.lower() in taken:
        name, number = f"{stem}({number}).docx", number + 1
    return name


def _put(path: Path, content: bytes, problems: list[str]) -> None:
    """Write a letter; beside one that a person has edited, not over it."""
    with contextlib.suppress(OSError):
        if path.exists() and not untouched(path.read_bytes()):
            beside = path.with_name(f"{path.stem}(新){path.suffix}")
            problems.append(f"“{path.parent.name}/{path.name}”改动过，没有覆盖；新的写在“{beside.name}”。")
            path = beside
    try:
        write_bytes(path, content)
    except CannotWrite as error:
        problems.append(str(error))


def _sweep(folder: Path, names: set[str]) -> None:
    """Remove letters of an earlier run that no longer apply; what a person edited or put there stays."""
    with contextlib.suppress(OSError):
        for path in sorted(folder.glob("*.docx")):
            base = path.name.lower().replace("(新).docx", ".docx")
            if base not in names and untouched(path.read_bytes()):
                path.unlink()


def _common(told: Told, titles: Titles, when: datetime.date, sender: Sender) -> dict[str, Any]:
    return {
        "单位": one_line(told.unit),
        "活动": titles.standard or "本次活动",
        "期限": sender.limit,
        "联系": sender.contact,
        "落款": sender.name or "【请填写落款单位】",
        "日期": f"{when.year}年{when.month}月{when.day}日",
    }


def _feedback(told: Told, titles: Titles, when: datetime.date, sender: Sender) -> dict[str, Any]:
    unread = [p for p in told.papers if p.state == "打不开"]
    mend = [p for p in told.papers if p.points]
    lacking = [one for one in told.lacking if one.state != "打不开"]
    present = {"结论": told.papers, "修改": mend, "打不开": unread, "未交": lacking}
    numbers = {name: n for n, name in enumerate((p for p in _PARTS if present[p]), 1)}
    return _common(told, titles, when, sender) | {
        "份数": len(told.papers),
        "概况": _summary(told.papers),
        "待办": _to_do(told.papers, bool(lacking)),
        "节": {p: f"{chinese_number(numbers[p])}、" if p in numbers else "" for p in _PARTS},
        "全部": [
            {"名称": p.name, "结论": p.state, "说明": _remark("见下文" if p in unread else p.told, p.came)}
            for p in told.papers
        ],
        "待改": [_paper(p) for p in mend],
        "打不开": [{"名称": p.name, "说明": p.told} for p in unread],
        "存疑": any(x.doubtful for x in lacking),
        "未交": [
            {"材料": x.what, "姓名": x.person, "截止": x.limit, "说明": "" if x.told == NOTHING else x.told}
            for x in lacking
        ],
    }


def _remark(told: str, came: str) -> str:
    return f"{told.rstrip('。')}。{came}" if came else told


def _paper(paper: Paper) -> dict[str, Any]:
    return {
        "名称": paper.name,
        "上次": paper.since,
        "意见": [{"话": p.words, "原文": p.quote, "位置": p.where, "改为": p.instead} for p in paper.points],
        "其余": paper.rest,
    }


def _summary(papers: Sequence[Paper]) -> str:
    counts = {
        "符合要求": sum(p.state == STATUS_NAMES["pass"] for p in papers),
        "需要修改": sum(p.state == STATUS_NAMES["revise"] for p in papers),
        OUTCOME_NAMES["stray"]: sum(p.state == OUTCOME_NAMES["stray"] for p in papers),
        "打不开": sum(p.state == "打不开" for p in papers),
    }
    said = [(n, what) for what, n in counts.items() if n]
    # 8 份都符合要求, of several that came to the same.
    both = "都" if len(said) == 1 and len(papers) > 1 else ""
    return "，".join(f"{n}份{both}{what}" for n, what in said)


def _to_do(papers: Sequence[Paper], lacking: bool) -> str:
    """Which papers the school is to send ("需要修改的、打不开的"), "" when none."""
    states = {p.state for p in papers}
    parts = [
        *(["需要修改"] if STATUS_NAMES["revise"] in states else []),
        *(["打不开"] if "打不开" in states else []),
        *(["还没有报送"] if lacking else []),
    ]
    return "、".join(parts[:-1]) + ("和" if len(parts) > 1 else "") + parts[-1] if parts else ""


def _reminder(told: Told, titles: Titles, when: datetime.date, sender: Sender) -> dict[str, Any]:
    return _common(told, titles, when, sender) | {
        "份数": len(told.lacking),
        "未交": [{"材料": x.what, "姓名": x.person, "截止": x.limit, "情况": x.told} for x in told.lacking],
    }
