"""Finished reviews in, the files of the result folder out: a page a document, the reports, and no leftovers."""

from __future__ import annotations

import contextlib
import datetime
import json
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from checker.bureau import NONE, Bureau
from checker.changes import Changes
from checker.findings import STATUS_NAMES, Review
from checker.ledger import FileRow, Ledger
from checker.names import RESULTS_REASON
from checker.reports import Facts, Titles, write_reports
from checker.reports.apart import put_apart, tidy
from checker.reports.links import COPIES, WITHDRAWN, WORKBOOK, copy_name, href
from checker.reports.output import write_bytes
from checker.watch.page import PAGES, page, page_name
from corpus import load_standard

if TYPE_CHECKING:
    from checker.owntext import Wording
    from checker.reports.rows import Table
    from corpus import Standard

__all__ = [
    "Refresh",
    "forget_withdrawn",
    "office_folder",
    "present",
    "refresh",
    "remove_outputs",
    "remove_temporary",
    "waiting",
    "withdraw",
    "write_page",
]

# What `checker.reports.output` calls a file that is being written.
_TEMPORARY = re.compile(r"\.~[0-9a-f]{12}(\..+)?\Z")


def present(rows: dict[str, FileRow]) -> list[FileRow]:
    """The submissions that lie in the folder, in the order `checker check` meets them."""
    found = [r for r in rows.values() if r.state not in ("gone", "ignored")]
    return sorted(found, key=lambda r: [(i < r.path.count("/"), p) for i, p in enumerate(r.path.split("/"))])


def _reviews_of(ledger: Ledger, rows: dict[str, FileRow]) -> Iterator[Review]:
    """The newest review of every submission that has one and lies in the folder."""
    for row in present(rows):
        if row.sha256 or row.state == "unreadable":
            review = ledger.review_at(row)
            if review is not None:
                yield review


def waiting(rows: Mapping[str, FileRow]) -> dict[str, str]:
    """The submissions that lie in the folder and are not reviewed as they are now, and what they wait for."""
    found = {}
    for row in rows.values():
        if row.state in ("seen", "held", "checking"):
            why = row.why or "正在审查"
            found[row.path] = f"改过的这一稿还没有审：{why}" if row.version else f"还没有审：{why}"
    return found


def write_page(
    out: Path, review: Review, titles: Titles, version: int, when: float, changes: Changes | None
) -> None:
    """Write a document's page into its place, whole."""
    copy = ""
    if review.status != "unreadable":
        names = (copy_name(review.file), copy_name(review.file, ""))
        copy = next((n for n in names if out.joinpath(*n.split("/")).is_file()), "")
    path = out.joinpath(*page_name(review.file).split("/"))
    write_bytes(path, page(review, titles, version, when, copy, changes))


def _made_for(file: str) -> tuple[str, ...]:
    return (page_name(file), copy_name(file), copy_name(file, ""))


def remove_outputs(out: Path, file: str, now: str = "") -> None:
    """Take away what was made for a file under a name it no longer has, and folders left empty by that.

    `now` is its new name: where A.docx and a.docx are one file, what was made for that stays.
    """
    new = _made_for(now) if now else ("", "", "")
    for name, other in zip(_made_for(file), new, strict=True):
        for path in (_at(out, name), _at(out / WITHDRAWN, name)):
            with contextlib.suppress(OSError):
                if not (other and _at(out, other).exists() and path.samefile(_at(out, other))):
                    path.unlink(missing_ok=True)
                tidy(out, path)


def withdraw(out: Path, file: str) -> bool:
    """Move what was made for a file that is gone into a folder of its own; False when something would not go,
    so that it is to be tried again.
    """
    moved = True
    for name in _made_for(file):
        try:
            put_apart(out, name)
        except OSError:
            moved = False
    return moved


def forget_withdrawn(out: Path, file: str) -> None:
    """The file is back and reviewed: what was set aside for it is out of date."""
    if (out / WITHDRAWN).is_dir():
        remove_outputs(out / WITHDRAWN, file)


def _at(folder: Path, name: str) -> Path:
    return folder.joinpath(*name.split("/"))


def _withdrawn_table(
    out: Path, rows: dict[str, FileRow], last: dict[str, tuple[int, str]]
) -> tuple[Table, ...]:
    """The sheet 已撤回: which reviewed papers are gone, since when, how they were judged, where that is kept.

    `last` is number and state of the newest version reviewed at a path.
    """
    from checker.reports.rows import STATUS_TONES, Field, Table

    gone = sorted((r for r in rows.values() if r.state == "gone" and r.version), key=lambda r: -r.since)
    if not gone:
        return ()
    found = []
    for row in gone:
        number, state = last.get(row.path, (row.version, ""))
        page_ = f"{WITHDRAWN}/{page_name(row.path)}"
        kept = _at(out, page_).is_file()
        found.append(
            (
                Field(row.path),
                Field(time.strftime("%Y-%m-%d %H:%M", time.localtime(row.since))),
                Field(f"第 {number} 稿"),
                Field(STATUS_NAMES.get(state, ""), STATUS_TONES.get(state, "")),  # type: ignore[call-overload]
                Field("打开审查意见" if kept else "没有保留", href=href(page_) if kept else ""),
            )
        )
    header = ("文件", "不在了，自", "最后审查的", "当时的结论", "当时的结果")
    how = "已被移走或删除" + "，或者在以前的审查结果里" * any(r.why == RESULTS_REASON for r in gone)
    note = f"{len(found)}份审查过的材料{how}，不再计入总表；当时的批注稿和意见在“{WITHDRAWN}”文件夹"
    return (Table("已撤回", header, tuple(found), (44, 18, 12, 12, 16), note),)


def remove_temporary(out: Path) -> int:
    """Remove half-written files that a killed run left; return how many there were."""
    count = 0
    for path in [*_files(out / COPIES), *_files(out / PAGES), *(p for p in out.glob(".~*") if p.is_file())]:
        if _TEMPORARY.match(path.name):
            with contextlib.suppress(OSError):
                path.unlink()
                count += 1
    return count


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (p for p in folder.rglob(".~*") if p.is_file())


@contextlib.contextmanager
def office_folder() -> Iterator[Path | None]:
    """A private folder for LibreOffice's settings; None where it is not installed."""
    from checker.scratch import scratch_folder
    from chinese_cli.libreoffice import find_office

    if find_office() is None:
        yield None
        return
    with scratch_folder() as folder:
        yield folder


@dataclass(frozen=True, slots=True)
class Refresh:
    """The task of writing 汇总.xlsx, report.html and reviews.jsonl anew from the ledger.

    `workbook` is how the workbook lay there when it was last written (`stamp`), `mark` that of a commented copy
    which says nothing of other papers, `shared` the wording of forms that were handed out.
    """

    out: Path
    standard: str
    when: datetime.datetime
    bureau: Bureau = NONE
    plugins: tuple[str, ...] = ()
    workbook: str = ""
    mark: str = ""
    shared: Wording = frozenset()


def refresh(task: Refresh) -> bytes:
    """Do it, in a worker process, the way `checker check` does.

    The answer is JSON: problems, in Chinese, how the workbook lies there, and what comparing all papers
    changed (`checker.watch.compared`). A workbook that somebody changed since (`task.workbook` no longer
    fits) is kept beside if it holds corrections.
    """
    from checker.alike import Traces
    from checker.gathered import Told
    from checker.plugins import load_plugins
    from checker.reports.order import reading_order
    from checker.reports.spool import Spool
    from checker.watch.differing import differing

    standard = load_standard(task.standard)
    problems: list[str] = []
    if task.workbook and task.workbook != stamp(task.out / WORKBOOK):
        problems += _kept(task.out / WORKBOOK, standard)
    with Ledger(task.out, read_only=True) as ledger, Traces(standard, task.shared) as traces:
        rows = ledger.files()
        ignored = [(r.path, r.why) for r in rows.values() if r.state == "ignored"]
        ignored += waiting(rows).items()
        with contextlib.closing(Spool(map(traces.take, _reviews_of(ledger, rows)))) as plain:
            alike = traces.compare()
            told = Told(plain, alike, task.bureau, {})
            last = {path: (number, state) for path, number, _, state, _ in ledger.versions()}
            titles = Titles.of(standard)
            facts = Facts(
                titles,
                task.when,
                ignored=ignored,
                pairs=alike.pairs,
                tables=(*task.bureau.tables(told), *_withdrawn_table(task.out, rows, last)),
                order=reading_order(traces.papers, {}, (), titles.kinds),
            )
            result = write_reports(told, task.out, facts)
            problems += [*result.problems, *load_plugins(task.plugins).report(told, task.out, task.when)]
            answer = differing(told, alike.findings, rows, ledger, task.mark)
    answer |= {"problems": problems, "workbook": stamp(task.out / WORKBOOK)}
    return json.dumps(answer, ensure_ascii=True).encode()


def stamp(path: Path) -> str:
    """Size and time of a file, "" when it is not there: whether somebody touched it since."""
    try:
        facts = path.stat()
    except OSError:
        return ""
    return f"{facts.st_size} {facts.st_mtime_ns}"


def _kept(workbook: Path, standard: Standard) -> list[str]:
    from checker.learn import keep_corrected

    try:
        said = keep_corrected(workbook, standard).strip()
    except OSError:
        return []
    return [said] if said else []
