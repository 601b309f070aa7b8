"""What the command line asks of `checker check`, read and checked before anything is reviewed (所要求的)."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.bureau import Asked
from checker.names import Found, own_files, real_place, walk
from checker.replies.sender import Sender
from chinese_cli.clean import clean
from chinese_cli.commands import LinesError

if TYPE_CHECKING:
    from checker.earlier import Earlier
    from checker.expected.corrections import Corrections
    from checker.expected.roster import Roster
    from checker.owntext import Wording
    from corpus import Standard

__all__ = [
    "Options",
    "bureaus_own",
    "collect",
    "due_of",
    "earlier_run",
    "known_kind",
    "limit_past",
    "refuse_unmasked",
    "set_aside",
    "standard_of",
    "submitted",
    "wording_shared",
]


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asked for; `jobs` None means as many as there are processors.

    `expected` is the roster (名单) of what is due, `corrections` a workbook with a person's 更正到;
    `replies` asks for letters to the schools, written by `sender`; `since` is an earlier result folder;
    `suggest` writes replacements as tracked changes; `rebuild` lets LibreOffice turn old formats into .docx;
    the text of the files `shared` (a form, a notice) is nobody's own.
    `asked` names the bureau's own settings (本局设置), `plugins` modules or .py files to load; `cluster` is the
    address of a Dask scheduler whose workers do the reviews.
    `redact` masks personal data in all that is shown and written: no copies then, and nothing is remembered.
    """

    output: Path | None = None
    format: str = "table"
    kind: str = "auto"
    jobs: int | None = None
    standard: str = "chuangxianzhengyou"
    expected: Path | None = None
    corrections: Path | None = None
    replies: bool = False
    sender: Sender = Sender()
    since: Path | None = None
    suggest: bool = False
    rebuild: bool = True
    shared: tuple[Path, ...] = ()
    asked: Asked = Asked()
    plugins: tuple[str, ...] = ()
    redact: bool = False
    cluster: str = ""


def collect(paths: Sequence[Path], output: Path | None) -> list[Found]:
    """The files under `paths`, each once, with names that are unique in the run.

    A name is relative to its folder; when several folders are given, the folder's own name stands in
    front. Raises click.UsageError for a path that is not there.
    """
    found: list[Found] = []
    seen: set[Path] = set()
    taken: dict[str, int] = {}
    for path in paths:
        if not path.exists() and not path.is_symlink():
            raise click.UsageError(f"找不到“{clean(str(path), 200)}”。请检查路径，或把文件夹拖进命令窗口。")
        met = False
        for item in walk(path, output):
            met = True
            if len(paths) > 1:  # else no file is met twice
                key = item.path.absolute()
                if key in seen:
                    continue
                seen.add(key)
            name = f"{path.resolve().name}/{item.name}" if len(paths) > 1 and path.is_dir() else item.name
            taken[name] = taken.get(name, 0) + 1
            if taken[name] > 1:
                name = f"{name} ({taken[name]})"
            found.append(Found(item.path, name, item.ignored))
        if len(paths) > 1 and not met:
            click.echo(f"请注意：“{clean(path.name, 200)}”里没有找到文件，请核对它连上没有。", err=True)
    return found


def standard_of(options: Options) -> Standard:
    """The standard asked for. Raises StandardError for a broken one.

    Where papers were reviewed before, there may be none to review now: then its expressions are tried only before
    one is (`review_all`).
    """
    from checker.ledger_schema import LEDGER_NAME
    from corpus import load_standard, outlined_standard

    before = options.output is not None and (options.output / LEDGER_NAME).is_file()
    return (outlined_standard if before else load_standard)(options.standard)


def known_kind(kind: str, standard: Standard) -> str:
    """`kind` when the standard has it (or "auto"); else click.UsageError that lists what there is."""
    if kind == "auto" or standard.kind(kind) is not None:
        return kind
    names = "、".join(f"{k.id}（{k.title}）" for k in standard.kinds)
    raise click.UsageError(f"没有文种“{clean(kind, 40)}”。{standard.title}的文种有：{names}；或写 auto。")


def due_of(options: Options, standard: Standard) -> tuple[Roster, Corrections] | None:
    """What is due, and what a person corrected; read before anything else, so that mistakes show at once."""
    if options.expected is None:
        return None
    from checker.expected.account import gather_corrections
    from checker.expected.roster import read_roster
    from checker.expected.trouble import RosterError
    from checker.reports import WORKBOOK

    try:
        roster = read_roster(options.expected, standard)
        roster = dataclasses.replace(roster, sender=options.sender.name)
        corrections = gather_corrections(options.corrections, options.output, WORKBOOK)
    except RosterError as error:
        raise LinesError(str(error)) from error
    notes: Iterable[str] = (*roster.heads, *roster.notes)
    if options.redact:
        from checker.redact import Redaction

        notes = map(Redaction.of((), roster=roster).text, notes)
    for note in notes:
        click.echo(f"名单：{clean(note, 400)}", err=True)
    return roster, corrections


def limit_past(limit: str, today: datetime.date) -> str:
    """A warning in Chinese when the day by which answers are wanted (期限) is over; "" when not, or none is told.

    >>> limit_past("2011年4月1日", datetime.date(2011, 4, 2))
    '请注意：--reply-by 写的 2011年4月1日 已经过去，信里照这个日期写了。要改，请换个日期再运行一次。'
    >>> limit_past("2011年4月1日", datetime.date(2011, 4, 1)), limit_past("收到后一周内", datetime.date(2011, 4, 2))
    ('', '')
    """
    from checker.dates import find_dates

    days = [hit.date for hit in find_dates(limit) if hit.date and hit.day]
    if not days or max(days) >= today:
        return ""
    return (
        f"请注意：--reply-by 写的 {clean(limit, 40)} 已经过去，信里照这个日期写了。"
        "要改，请换个日期再运行一次。"
    )


def set_aside(found: Found, own: Mapping[str, str]) -> Found:
    """A file as it was met, or, when it is one of the bureau's own (`own_files`), with the reason why it is no
    submission, wherever it lies and by whatever way it was come to."""
    why = own.get(real_place(found.path), "") if own else ""
    return Found(found.path, found.name, why) if why else found


def bureaus_own(options: Options) -> dict[str, str]:
    """The files that the command line names beside the submissions; they are none."""
    lists = [path for path in (options.expected, options.corrections) if path is not None]
    return own_files(options.asked.files, options.shared, lists)


def submitted(files: Iterable[Found], paths: Sequence[Path], due: bool) -> list[Found]:
    """The files to review. Raises click.UsageError when there is none, before anything is written.

    A share that is not connected looks empty, and so does a wrong folder: taken at its word, with a roster
    (`due`) every school would be told that it sent nothing, and the results of the time before would go.
    """
    found, passed = [], 0
    for file in files:
        if file.ignored:
            passed += 1
        else:
            found.append(file)
    # A folder among them is one that cannot be listed: with nothing else, nothing came to light either.
    if found and not (due and all(f.path.is_dir() for f in found)):
        return found
    where = "、".join(f"“{clean(str(p), 200)}”" for p in paths[:3]) + ("等" if len(paths) > 3 else "")
    why = "打不开这个文件夹" if found else f"{passed} 个文件按名字忽略了" if passed else "文件夹是空的"
    more = "如果真的一份也没有收到，未交的就是整张名单，不用审查。" if due else ""
    raise click.UsageError(
        f"{where}里没有找到可审查的文件（{why}），没有审查，以前的结果一点没有动。"
        f"请核对文件夹写得对不对、共享文件夹连上没有。{more}"
    )


def wording_shared(paths: Sequence[Path]) -> Wording:
    """The wording of forms and notices that were handed out: everybody may use it."""
    if not paths:
        return frozenset()
    from checker.document import Unreadable
    from checker.readers import read
    from checker.wording import wording_of

    texts = []
    for path in paths:
        try:
            texts.append(read(path).text)
        except Unreadable as error:
            raise click.UsageError(f"--shared “{clean(str(path), 200)}”用不了：{error}") from error
    return wording_of(texts)


def earlier_run(folder: Path | None) -> Earlier | None:
    """The earlier run to compare with; read before this one may write over it."""
    if folder is None:
        return None
    from checker.earlier import Earlier
    from checker.expected.trouble import RosterError

    try:
        return Earlier.read(folder)
    except RosterError as error:
        raise click.UsageError(str(error)) from error


def refuse_unmasked(out: Path) -> None:
    """Refuse a folder with an earlier run's ledger and copies: beside them masks are no use."""
    from checker.ledger import LEDGER_NAME

    if (out / LEDGER_NAME).exists():
        raise click.UsageError(
            f"“{clean(str(out), 200)}”里有没有遮盖的结果，--redact 不往里写。请用 -o 换一个空文件夹。"
        )
