"""The waiver list (豁免清单) beside the submissions in, findings it accepts marked as accepted out.

One row accepts one finding in one document, with a reason, who approved it and until when. A row that has
expired, or that meets nothing any more, is told of in the reports.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.findings import Finding, Review
from checker.rulebook import Rulebook
from chinese_cli.clean import clean

__all__ = ["FILES", "Waiver", "WaiverError", "Waivers", "find_waivers", "read_waivers"]

# Beside the submissions, in the uppermost folder; the first is what the form is called.
FILES = ("审查豁免.xlsx", "审查豁免.yaml", "审查豁免.yml")
_COLUMNS: dict[str, tuple[str, ...]] = {
    "文件": ("文件名",),
    "问题": ("规则", "类别", "问题类别"),
    "原句": ("原文", "原话"),
    "理由": ("豁免理由", "原因"),
    "批准人": ("批准", "审批人"),
    "有效期至": ("有效期", "截止日期", "到期日"),
}
_MUST = ("文件", "问题", "理由", "批准人", "有效期至")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?\Z")
# What an earlier run added to a message.
_NOTE = re.compile(r"（(?:原有豁免已于|已豁免：).*）\s*\Z", re.DOTALL)
_SAYS_ENOUGH = 10  # characters of a message that tell it from others
_LONG = 200
_MOST = 5000


class WaiverError(Exception):
    """A waiver list that cannot be used; the text is Chinese and names file, row and what to do."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """One row of the list. `rules` are the rules it means; `words` instead is (the beginning of) a message."""

    row: int
    source: str
    file: str
    problem: str
    rules: frozenset[str]
    words: str
    quote: str
    reason: str
    approver: str
    until: datetime.date

    @property
    def label(self) -> str:
        """Where the row stands: 审查豁免.xlsx 第3行."""
        return f"{self.source} 第{self.row}行"

    @property
    def note(self) -> str:
        """What a reader of the finding must know."""
        return f"已豁免：{self.reason}；批准人{self.approver}，有效期至{self.until.isoformat()}"

    def is_for(self, file: str) -> bool:
        """Whether the row names this file: by its path in the folder, or by its name alone."""
        return self.file in (_name(file), _name(file).rpartition("/")[2])

    def meets(self, finding: Finding, review: Review) -> bool:
        """Whether this is the finding the row means."""
        if self.words:
            message = _plain(finding.message)
            if not (message == self.words or message.startswith(self.words)):
                return False
        elif finding.rule not in self.rules:
            return False
        if finding.where is None:
            return not self.quote
        if not self.quote:
            return bool(self.words)
        paragraph = review.texts.get(finding.where.paragraph, "")
        quoted = _plain(paragraph[finding.where.start : finding.where.end])
        return quoted == self.quote or (
            bool(quoted) and quoted in self.quote and self.quote in _plain(paragraph)
        )


@dataclass(frozen=True, slots=True)
class Waivers:
    """All rows of a run's lists, and the day on which they are looked at."""

    rows: tuple[Waiver, ...] = ()
    today: datetime.date = datetime.date(2000, 1, 1)

    @property
    def digest(self) -> str:
        """Changes whenever a review could come out otherwise."""
        active = [repr((w, w.until < self.today)) for w in self.rows]
        return (
            hashlib.sha256("\0".join(active).encode("utf-8", "surrogatepass")).hexdigest() if active else ""
        )

    def expired(self, waiver: Waiver) -> bool:
        """Whether the row's last day has passed."""
        return waiver.until < self.today

    def concern(self, file: str) -> bool:
        """Whether some row names this file."""
        return any(w.is_for(file) for w in self.rows)

    def apply(self, review: Review) -> Review:
        """The review with accepted findings as remarks that say so. Done twice it changes nothing more."""
        mine = [w for w in self.rows if w.is_for(review.file)]
        if not mine or review.status == "unreadable":
            return review
        findings = tuple(self._settled(f, review, mine) for f in review.findings)
        return review if findings == review.findings else dataclasses.replace(review, findings=findings)

    def _settled(self, finding: Finding, review: Review, rows: Sequence[Waiver]) -> Finding:
        if finding.waived:
            return finding
        met = [w for w in rows if w.meets(finding, review)]
        for waiver in met:
            if not self.expired(waiver):
                return dataclasses.replace(
                    finding,
                    severity="info",
                    message=f"{finding.message}（{waiver.note}）",
                    waived=waiver.label,
                )
        for waiver in met:
            late = f"（原有豁免已于{waiver.until.isoformat()}到期）"
            if not finding.message.endswith(late):
                return dataclasses.replace(finding, message=f"{finding.message}{late}")
        return finding


def find_waivers(folders: Iterable[Path]) -> list[Path]:
    """The lists lying in these folders themselves; what a school puts into its own subfolder is none."""
    found: dict[Path, None] = {}
    for folder in folders:
        for name in FILES:
            if (folder / name).is_file():
                found[(folder / name).resolve()] = None
    return list(found)


def read_waivers(paths: Iterable[Path], today: datetime.date, rulebook: Rulebook) -> Waivers:
    """All rows of these lists. Raises WaiverError for the first thing that is wrong."""
    rows: list[Waiver] = []
    for path in paths:
        read = _from_yaml if path.suffix.lower() in (".yaml", ".yml") else _from_sheet
        for row, cells, fail in read(path):
            rows.append(_waiver(row, clean(path.name), cells, rulebook, fail))
            if len(rows) > _MOST:
                raise fail(f"超过 {_MOST} 条", "删去已经到期的")
    return Waivers(tuple(rows), today)


Fail = Callable[[str, str], WaiverError]
_Rows = Iterator[tuple[int, dict[str, object], Fail]]


def _failing(name: str, row: int) -> Fail:
    return lambda problem, fix: WaiverError(f"{name} 第{row}行：{problem}。改法：{fix}。")


def _from_sheet(path: Path) -> _Rows:
    """The rows of the first sheet, whose head has our columns."""
    from checker.expected.trouble import RosterError
    from checker.expected.workbook import read_sheets

    name = clean(path.name)
    try:
        for _, rows in read_sheets(path):
            head: dict[str, int] = {}
            for number, cells in rows:
                texts = [_text(c) for c in cells]
                if not head:
                    head = _heads(texts, _failing(name, number))
                elif any(texts):
                    values: dict[str, object] = {
                        key: cells[at] if at < len(cells) else "" for key, at in head.items()
                    }
                    yield number, values, _failing(name, number)
            return
    except RosterError as error:
        raise WaiverError(f"豁免清单用不了。{error}") from None


def _heads(texts: Sequence[str], fail: Fail) -> dict[str, int]:
    head = {}
    for key, others in _COLUMNS.items():
        at = next((n for n, text in enumerate(texts) if text in (key, *others)), None)
        if at is not None:
            head[key] = at
    lacking = [key for key in _MUST if key not in head]
    if lacking:
        raise fail(f"表头缺少“{'”“'.join(lacking)}”", f"第一行写上这几列：{'、'.join(_COLUMNS)}（顺序不限）")
    return head


def _from_yaml(path: Path) -> _Rows:
    """The items of a YAML list, each a mapping with our keys."""
    from corpus.yamldoc import StandardError, parse

    name = clean(path.name)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise WaiverError(f"{name} 不是 UTF-8 编码。改法：在编辑器里另存为 UTF-8。") from None
    except OSError:
        raise WaiverError(f"打不开 {name}。改法：关掉正在使用它的程序，或检查权限。") from None
    try:
        for item in parse(text, name).items("豁免清单"):
            fail = _failing(name, item.line)
            if not isinstance(item.value, dict):
                raise fail("不是“键: 值”的形式", f"每条写：{'、'.join(_COLUMNS)}")
            values: dict[str, object] = {}
            for key, node in item.value.items():
                known = next((k for k, others in _COLUMNS.items() if key in (k, *others)), None)
                if known is None:
                    raise fail(f"不认识的项“{clean(key, 40)}”", f"只用这几项：{'、'.join(_COLUMNS)}")
                values[known] = node.value if isinstance(node.value, str) else ""
            yield item.line, values, fail
    except StandardError as error:
        raise WaiverError(str(error)) from None


def _waiver(row: int, source: str, values: dict[str, object], rulebook: Rulebook, fail: Fail) -> Waiver:
    texts = {key: _text(values.get(key)) for key in _COLUMNS}
    for key in _MUST:
        if not texts[key]:
            raise fail(f"没有写“{key}”", "补上；不再需要的豁免请删去整行")
    rules = rulebook.rules(texts["问题"])
    words = "" if rules else _plain(_NOTE.sub("", texts["问题"])).rstrip("…")
    if not rules and len(words) < _SAYS_ENOUGH:
        raise fail(
            f"“问题”写的“{clean(texts['问题'], 40)}”认不出",
            "从汇总表“问题清单”里照抄“问题”或“类别”一格，或写规则名，如 punctuation.halfwidth",
        )
    if texts["问题"].startswith("file."):
        raise fail("文件本身的情况（读不出、含宏等）不能豁免", "删去这一行；读不出的请报送人重新提交")
    return Waiver(
        row, source, _name(texts["文件"]), clean(texts["问题"], _LONG), rules, words, _plain(texts["原句"]),
        clean(texts["理由"], _LONG), clean(texts["批准人"], 40), _day(values["有效期至"], fail),
    )  # fmt: skip


def _day(value: object, fail: Fail) -> datetime.date:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    match = _DATE.match(_text(value))
    try:
        year, month, day = (int(g) for g in match.groups()) if match else (0, 0, 0)
        return datetime.date(year, month, day)
    except ValueError:
        raise fail(
            f"有效期至“{clean(_text(value), 40)}”不是日期", "写成 2026-12-31 的样子；豁免必须有期限"
        ) from None


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _name(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip().replace("\\", "/")).removeprefix("./")


def _plain(text: str) -> str:
    """Without white space: what a person copies out of a cell or a page differs only in that."""
    return "".join(unicodedata.normalize("NFC", text).split())
