"""`checker learn`: a reviewed workbook in; what its corrections would change on screen, then the examples file out."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import difflib
import json
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from checker.batch import jobs_for, review_all
from checker.bureau import Bureau
from checker.examples import EXAMPLES, LABELS, Example, Examples, plain, read_examples
from checker.findings import LEVEL_NAMES, STATUS_NAMES, Review
from checker.job import Job
from checker.options import collect
from checker.trouble import Mistakes, first_told
from checker.unmet import Unmet
from chinese_cli.clean import clean
from corpus import Standard, load_standard

__all__ = ["Change", "changes", "keep_corrected", "learn_file"]

_SHEET, _COLUMN = "依据", "更正"
_COLUMNS = ("文件", "要素", "依据原文", _COLUMN)
_LABELS = {**LABELS, **{name: label for label, name in LEVEL_NAMES.items()}}
_SHOWN = 200
_NAMES = {"covered": "写实", "named": "只提到", "missing": "不算这个要素"}


class LearnError(Mistakes, ValueError):
    """A reviewed workbook that cannot be taken over; the lines are Chinese and name rows and fixes."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a correction would change: of which file, of what, from what to what."""

    file: str
    what: str
    before: str
    after: str


def _read_reviewed(path: Path, standard: Standard, when: datetime.date) -> list[Example]:
    """The corrections in the sheet 依据 of a workbook; rows without one are passed over.

    Raises LearnError for the rows that cannot be understood, all at once.
    """
    from checker.expected.trouble import RosterError
    from checker.expected.workbook import read_sheets

    ids = {e.title: e.id for e in standard.elements} | {e.short: e.id for e in standard.elements}
    found: dict[tuple[str, str], tuple[str, Example]] = {}
    seen = False
    wrong: list[str] = []
    try:
        for title, rows in read_sheets(path):
            # A sheet too long for Excel goes on in 依据(2).
            if title.partition("(")[0] != _SHEET:
                continue
            seen = True
            for number, example in _corrections(rows, title, ids, standard.id, when, wrong):
                key = (example.element, plain(example.text))
                place, other = found.get(key, ("", example))
                if other.label != example.label:
                    wrong.append(f"{place}和第{number}行是同一句，更正却不同。改法：两处写成一样，或留一处。")
                else:
                    found[key] = (f"“{clean(title, 40)}”第{number}行", example)
    except RosterError as error:
        wrong.append(str(error))
    if not seen and not wrong:
        wrong.append(
            f"“{clean(path.name)}”里没有“{_SHEET}”这张表。请用 checker check 写出的 汇总.xlsx，在“{_COLUMN}”一栏填写后再来。"
        )
    if len(wrong) > 1:
        head = f"“{clean(path.name)}”里有 {len(wrong)} 处更正看不懂，一句也没有学："
        raise LearnError(first_told(head, wrong))
    if wrong:
        place = f"{clean(path.name)} " if wrong[0].startswith(f"“{_SHEET}") else ""
        raise LearnError((place + wrong[0],))
    return [example for _, example in found.values()]


def _corrections(
    rows: Iterable[tuple[int, Sequence[object]]],
    sheet: str,
    ids: dict[str, str],
    standard: str,
    when: datetime.date,
    wrong: list[str],
) -> Iterator[tuple[int, Example]]:
    """The corrections of one sheet with their rows; what is wrong with any is added to `wrong`."""
    columns: dict[str, int] = {}
    for number, cells in rows:
        texts = ["" if c is None else str(c).strip() for c in cells]
        if not columns and sum(map(bool, texts)) <= 1:
            continue  # the line above the heads that says what the sheet is for
        if not columns:
            columns = {name: texts.index(name) for name in _COLUMNS if name in texts}
            lacking = [name for name in _COLUMNS if name not in columns]
            if lacking:
                wrong.append(
                    f"“{sheet}”的表头缺少“{'”“'.join(lacking)}”。改法：用 checker check 重新写一份 汇总.xlsx，不要改表头。"
                )
                return
            continue
        cell = {name: texts[at] if at < len(texts) else "" for name, at in columns.items()}
        if not cell[_COLUMN]:
            continue
        told = _told(cell, ids)
        wrong += (f"“{sheet}”第{number}行{words}" for words in told)
        if not told:
            label = _LABELS[cell[_COLUMN]]
            file, text, element = cell["文件"], cell["依据原文"], ids[cell["要素"]]
            yield number, Example(standard, element, text, label, file, when.isoformat())


def _told(cell: dict[str, str], ids: dict[str, str]) -> list[str]:
    """What is wrong with one correction, each with what to do."""
    told = []
    if cell[_COLUMN] not in _LABELS:
        told.append(f"的更正“{clean(cell[_COLUMN], 30)}”不认识。改法：写其中之一：{'、'.join(LABELS)}。")
    if cell["要素"] not in ids:
        near = difflib.get_close_matches(cell["要素"], ids, 1)
        meant = f"是不是“{near[0]}”？" if near else ""
        told.append(
            f"的要素“{clean(cell['要素'], 40)}”不在这项规范里。{meant}改法：用 --standard 写明规范，或改回原来的要素名。"
        )
    if not plain(cell["依据原文"]):
        told.append("没有依据原文。改法：把应当算数的那一句照原文抄到“依据原文”，一行一句。")
    return told


def keep_corrected(workbook: Path, standard: Standard) -> str:
    """Put a workbook aside that holds corrections nobody has taken over yet, before it is written anew.

    Returns what to tell the user, a line, or "" when there is nothing to lose. A workbook that cannot be
    understood is kept too.
    """
    with contextlib.suppress(ValueError):
        known = _known(read_examples(workbook.with_name(EXAMPLES), must=False))
        found = _read_reviewed(workbook, standard, datetime.date(2000, 1, 1))
        if all(known.get(_key(e)) == e.label for e in found):
            return ""
    names = (f"{workbook.stem}（有更正{n}）{workbook.suffix}" for n in range(1, 1000))
    kept = next(p for p in map(workbook.with_name, names) if not p.exists())
    shutil.copy2(workbook, kept)
    return f"“{workbook.name}”里有没学过的更正，已另存为“{kept.name}”。要用这些更正：checker learn {kept}\n"


def _key(example: Example) -> tuple[str, str, str]:
    return example.standard, example.element, plain(example.text)


def _known(examples: Examples) -> dict[tuple[str, str, str], str]:
    return {_key(e): e.label for e in examples.items}


def changes(before: Iterable[Review], after: Iterable[Review], standard: Standard) -> list[Change]:
    """What is judged otherwise in the second reviews of the same files: levels, then the outcome."""
    titles = {e.id: e.title for e in standard.elements}
    out = []
    for one, other in zip(before, after, strict=True):
        levels = {e.id: e.level for e in one.elements}
        for element in other.elements:
            was = levels.get(element.id)
            if was is not None and was != element.level:
                out.append(Change(one.file, titles[element.id], LEVEL_NAMES[was], LEVEL_NAMES[element.level]))
        if one.status != other.status:
            out.append(Change(one.file, "结论", STATUS_NAMES[one.status], STATUS_NAMES[other.status]))
    return out


def learn_file(
    workbook: Path,
    folders: Sequence[Path],
    examples: Path | None,
    standard_name: str,
    yes: bool,
    when: datetime.date,
) -> int:
    """Show what the corrections in `workbook` would change; with `yes` write the examples file. 0 when done."""
    from checker.reports.output import write_lines

    standard = load_standard(standard_name)
    target = examples if examples is not None else workbook.parent / EXAMPLES
    learnt = _read_reviewed(workbook, standard, when)
    old = read_examples(target, must=False)
    known = _known(old)
    fresh = [e for e in learnt if known.get(_key(e)) != e.label]
    if not fresh:
        say = "都已经在范例里了" if learnt else f"“{_SHEET}”的“{_COLUMN}”一栏还没有填写"
        click.echo(f"没有新的更正：{say}。")
        return 0
    unmet = Unmet.of(fresh, standard)
    out, new = workbook.parent, Examples.of((*old.items, *fresh))
    seen = _foreseen(folders or _sources(out), out, standard_name, old, new, unmet)
    # Where no paper was looked at, nothing is known to be of no use.
    useless = {_key(example) for example, _ in unmet.told()} if seen is not None else set()
    usable = [e for e in fresh if _key(e) not in useless]
    titles = {e.id: e.title for e in standard.elements}
    counts = Counter(_NAMES[e.label] for e in usable)
    said = "，".join(f"{name}{count}句" for name, count in counts.items())
    head = f"新的更正 {len(fresh)} 句" + (f"，用得上 {len(usable)} 句" if useless else "")
    click.echo(f"{head}（{said}）：" if usable else f"{head}。")
    for example in usable[:_SHOWN]:
        click.echo(f"  {titles[example.element]} → {_NAMES[example.label]}：{clean(example.text, 80)}")
    if len(usable) > _SHOWN:
        click.echo(f"  ……另有 {len(usable) - _SHOWN} 句")
    _tell(seen, unmet)
    if not usable:
        click.echo("没有一句用得上，什么也没有写。")
        return 0
    if not yes:
        click.echo("这是预览，什么也没有写。确认无误后加上 --yes 再运行一次。")
        return 0
    new = Examples.of((*old.items, *usable))
    lines = (json.dumps(e.to_json(), ensure_ascii=False) + "\n" for e in new.items)
    path = write_lines(target, lines)
    left = f"用不上的 {len(useless)} 句没有写。" if useless else ""
    click.echo(f"已写入 {path}，共 {len(new)} 句。{left}再运行一次 checker check，结果就按范例判定。")
    return 0


def _foreseen(
    folders: Sequence[Path], out: Path, standard_name: str, old: Examples, new: Examples, unmet: Unmet
) -> tuple[int, list[Change]] | None:
    """How many submissions there are, and what the new examples would change in them; `unmet` is left with the
    corrections that meet no sentence. None when it is not known where the submissions lie."""
    if not folders:
        return None
    files = [f for f in collect(folders, out) if not f.ignored]
    jobs = jobs_for(len(files))
    job = Job(standard_name)
    told = changes(
        unmet.passing(review_all(files, dataclasses.replace(job, bureau=Bureau(examples=old)), jobs)),
        review_all(files, dataclasses.replace(job, bureau=Bureau(examples=new)), jobs),
        unmet.standard,
    )
    return len(files), told


def _tell(seen: tuple[int, list[Change]] | None, unmet: Unmet) -> None:
    """Say where the outcome would differ, and which corrections meet no sentence."""
    if seen is None:
        told = "不知道报送材料在哪里，没有预先算出哪些文件的结论会变"
        click.echo(f"{told}；加上 --folder 报送文件夹 就能看到。")
        return
    files, found = seen
    _tell_unmet(unmet)
    if not found:
        click.echo(f"{files} 份报送材料的级别和结论都不会变。")
        return
    click.echo(f"{len({c.file for c in found})} 份报送材料会变（共 {files} 份）：")
    for change in found[:_SHOWN]:
        click.echo(f"  {clean(change.file, 120)}　{change.what}：{change.before} → {change.after}")
    if len(found) > _SHOWN:
        click.echo(f"  ……另有 {len(found) - _SHOWN} 处")


def _tell_unmet(unmet: Unmet) -> None:
    """Say which corrections are no sentence of any paper, and what the paper's sentence is."""
    found = unmet.told()
    if not found:
        return
    click.echo(
        f"有 {len(found)} 句更正用不上，不写进范例：报送材料里没有这样一句。请把“依据原文”改成材料里完整的一句："
    )
    for example, near in found[:_SHOWN]:
        click.echo(f"  没有这一句：{clean(example.text, 80)}")
        if near.likeness:
            click.echo(f"    最像的是 {clean(near.file, 120)} 的：{clean(near.text, 120)}")
    if len(found) > _SHOWN:
        click.echo(f"  ……另有 {len(found) - _SHOWN} 句")


def _sources(out: Path) -> list[Path]:
    """Where the last run of `checker check` into this folder found the submissions; those still there."""
    from checker.ledger import Ledger, LedgerTrouble

    with contextlib.suppress(LedgerTrouble, ValueError, OSError, TypeError):
        with Ledger(out, read_only=True) as ledger:
            facts = ledger.facts()
        paths = json.loads(facts["sources"]) if "sources" in facts else [facts.get("folder", "")]
        return [Path(p) for p in paths if p and Path(p).exists()]
    return []
