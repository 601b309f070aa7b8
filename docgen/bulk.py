"""A kind, its template and its data in; documents on disk and one `Result` each out, never half a file."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.data import Data
from docgen.expected import PLACEHOLDER
from docgen.kinds import Kind
from docgen.names import Names, safe_name, shorten
from docgen.namesakes import called, namesakes, typed
from docgen.package import MAX_BYTES, untouched
from docgen.problems import UserError, clean, system_advice, system_words
from docgen.records import Record, records
from docgen.tidy import of_school
from docgen.values import plain

__all__ = [
    "DONE",
    "FAILED",
    "KEPT",
    "SAME",
    "Result",
    "leftovers",
    "make_documents",
    "put",
    "schools",
    "write_whole",
]

_TEMPORARY = re.compile(r"\..+\.(\d{1,9})\.tmp\Z")
STALE = 60.0  # seconds: another computer's run may be writing into the same shared folder
DONE, SAME, KEPT, FAILED = "完成", "未变", "跳过", "失败"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one document. `state` is 完成, 未变 (already there, the same), 跳过 or 失败.

    `notes` are the reminders one by one, `note` all of them in one cell.
    """

    file: str
    state: str
    row: int
    name: str
    note: str = ""
    notes: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Whether the file is there as it should be."""
        return self.state in (DONE, SAME)


def write_whole(path: Path, data: bytes) -> None:
    """Write under a temporary name and rename, so that no half file is ever seen."""
    temporary = path.with_name(f".{path.name[:40]}.{os.getpid()}.tmp")
    try:
        # Made anew, never opened: in a shared folder a link of this name may have been laid out for us.
        temporary.unlink(missing_ok=True)
        with temporary.open("xb") as stream:
            stream.write(data)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def put(path: Path, data: bytes, overwrite: bool) -> tuple[str, str]:
    """Write one file unless it is there already, or was changed by hand; the state and a note."""
    there = _there(path)
    if there == data:
        return SAME, ""
    if there is not None and not overwrite and not untouched(there):
        return KEPT, "文件已有且被人改过，没有覆盖；要覆盖请加 --overwrite"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
    except PermissionError:
        return FAILED, "没有权限写，或文件正被 Word、WPS 打开；关掉后再运行一次"
    except OSError as error:
        return FAILED, f"写不进去（{system_words(error)}），{system_advice(error)}"
    return DONE, ""


def _there(path: Path) -> bytes | None:
    """What stands in the way: None for nothing; no bytes for what docgen did not write, or cannot read."""
    try:
        state = path.lstat()
        # A pipe would never end, a link leads elsewhere, a huge file is not ours.
        return path.read_bytes() if stat.S_ISREG(state.st_mode) and state.st_size <= MAX_BYTES else b""
    except FileNotFoundError:
        return None
    except OSError:
        return b""


def _sweep(folder: Path) -> None:
    """Take away what a run that was killed left half written."""
    import psutil

    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            match = _TEMPORARY.match(path.name)
            if match and not psutil.pid_exists(int(match[1])) and time.time() - path.lstat().st_mtime > STALE:
                path.unlink()


def _outside(out: Path, folder: Path) -> bool:
    """Whether a link among the folders below `out` leads out of it."""
    try:
        return not folder.resolve().is_relative_to(out.resolve())
    except (OSError, RuntimeError):  # links in a circle
        return True


def _twins(kind: Kind, data: Data) -> set[str]:
    """Names several members have (同名) whose posts tell them apart: the file's name then says the post."""
    posts: dict[str, list[str]] = {}
    rows = data.tables.get(kind.each, []) if kind.each and not kind.whole else []
    sakes = namesakes(rows, data.unit["学校"].raw if "学校" in data.unit else "")
    for row in rows:
        name = called("姓名", typed(row.values.get("姓名")), sakes)[0]
        posts.setdefault(name, []).append(plain(row.values.get("职务")))
    return {n for n, p in posts.items() if n and 1 < len(p) == len(set(p)) and all(p)}


def _stem(kind: Kind, record: Record, blocked: bool, twins: set[str]) -> str:
    words = {
        name: shorten(str(value)) for name, value in record.context.items() if not isinstance(value, list)
    }
    if str(record.context.get("姓名", "")) in twins:
        words["姓名"] += f"（{words.get('职务', '')}）"
    stem = kind.file.format_map(words)
    if (blocked and PLACEHOLDER in stem) or (record.row and not str(record.context.get("姓名", "无"))):
        return f"第{record.row}行-{kind.title}" if record.row else kind.title
    return stem


def leftovers(kind: Kind, out: Path, made: Sequence[Result]) -> list[str]:
    """Documents of this kind and their PDFs, one a person, that lie in the folders and belong to nobody in this run."""
    if not kind.each or kind.whole:
        return []
    pattern = "".join(
        ".+" if part.startswith("{") else re.escape(part) for part in re.split(r"(\{[^{}]*\})", kind.file)
    )
    name = re.compile(rf"{pattern}(?:\(\d+\))?(?:{re.escape(kind.suffix)}|\.pdf)\Z")
    known = {Path(r.file).with_suffix(s).as_posix() for r in made for s in (kind.suffix, ".pdf")}
    folders = sorted({Path(r.file).parent for r in made})
    found = []
    for folder in folders:
        with contextlib.suppress(OSError):
            there = sorted(p.name for p in (out / folder).iterdir())
            # ~$ is what Word lays beside a paper somebody has open.
            found += [(folder / n).as_posix() for n in there if name.match(n) and not n.startswith("~$")]
    return [f for f in found if f not in known]


def schools(kind: Kind, data: Data) -> int:
    """How many different schools the documents of this run belong to."""
    own = {of_school(plain(r.values["学校"])) for r in data.tables.get(kind.each, []) if "学校" in r.values}
    if "学校" in data.unit and any("学校" not in r.values for r in data.tables.get(kind.each, [])):
        own.add(of_school(plain(data.unit["学校"].raw)))
    return len(own)


def make_documents(
    kind: Kind,
    data: Data,
    render: Callable[[dict[str, object]], bytes],
    out: Path,
    *,
    draft: bool = False,
    overwrite: bool = False,
    folders: Sequence[str] = (),
    bad: dict[tuple[str, int], str] | None = None,
    names: Names | None = None,
    blocked: str = "",
    look: Callable[[bytes], str] | None = None,
) -> Iterator[Result]:
    """Make every document of the data; one failing document does not stop the others.

    `bad` holds the rows whose data are wrong, and why; they are reported and not made. `blocked` says why
    none can be made: each is reported all the same. `look` says what to tell of a finished document.
    """
    names = names or Names()
    places: dict[Path, bool] = {}
    many = schools(kind, data) > 1
    twins = _twins(kind, data)
    for record in records(kind, data, draft or bool(blocked)):
        name = str(record.context.get("姓名", "")) if kind.each and not kind.whole else ""
        school = str(record.context.get("学校", "")) if many else ""
        base = "/".join(safe_name(part) for part in (school, *folders) if part)
        path, numbered = names.give(base, _stem(kind, record, bool(blocked), twins), kind.suffix)
        why = blocked or (bad or {}).get((record.sheet, record.row))
        if why:
            old = "；文件夹里还有以前做的这一份，没有更新" if (out / path).exists() else ""
            name = "" if PLACEHOLDER in name else name
            yield Result(path.as_posix(), FAILED, record.row, clean(name), why + old)
            continue
        try:
            if out / path.parent not in places:
                places[out / path.parent] = _outside(out, out / path.parent)
                if not places[out / path.parent]:
                    _sweep(out / path.parent)
            if places[out / path.parent]:
                raise UserError(
                    f"文件夹 {clean(path.parent.as_posix())} 是指向别处的链接，没有写",
                    "删去这个链接，或换一个输出文件夹",
                )
            document = render(record.context)
            seen = look(document) if look else ""
            state, note = put(out / path, document, overwrite)
        except UserError as error:
            state, note, seen = FAILED, str(error), ""
        notes = [note] if note else []
        if state not in (FAILED, KEPT):  # what to look at in a paper that is not of this run
            notes += record.notes
            notes += [seen] if seen else []
            if numbered:
                notes.append("与前面的人同名，文件名加了序号")
        yield Result(path.as_posix(), state, record.row, clean(name), "；".join(notes), tuple(notes))
