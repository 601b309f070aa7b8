"""Kinds, data and options in; documents on disk, an account of them, and the exit code out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click
from click.termui import progressbar

from docgen.account import account
from docgen.bulk import FAILED, KEPT, Result, leftovers, make_documents, write_whole
from docgen.data import Data
from docgen.kinds import Kind
from docgen.layout import load_layout
from docgen.names import Names, safe_name
from docgen.onepage import just_too_long
from docgen.problems import DataErrors, UserError, clean, system_advice, system_words, told
from docgen.rendering import renderer
from docgen.stale import merged_name, old_merged, old_pdfs
from docgen.work import Job, Work, plan_work

__all__ = ["Options", "make_all", "run"]


@dataclass(frozen=True, slots=True)
class Options:
    """The switches of `docgen make`."""

    draft: bool = False
    overwrite: bool = False
    merge: bool = False
    pdf: bool = False
    profile: str | None = None
    result: Path | None = None
    leftovers: bool = True  # tell of older papers in the same folder


def _place(kinds: Sequence[Kind], data: Data, output: Path | None) -> tuple[Path, str]:
    """The output folder, and the one file's name when -o names a file."""
    one = kinds[0]
    single = len(kinds) == 1 and (not one.each or one.whole or len(data.tables.get(one.each, [])) == 1)
    if output is None:
        folder = safe_name(one.folder or one.title) if len(kinds) == 1 else "全套材料"
        return (Path() if single else Path(folder)), ""
    if output.suffix.lower() in (".docx", ".xlsx", ".doc", ".pdf", ".wps") and not output.is_dir():
        if not single:
            raise click.UsageError(f"要生成的不止一份，-o 后面写文件夹，不要写文件名（{output.name}）")
        if output.suffix.lower() != one.suffix:
            raise click.UsageError(f"{one.title}生成的是 {one.suffix} 文件，-o 后面的文件名要以它结尾")
        return output.parent, output.name
    return output, ""


def run(kinds: Sequence[Kind], data: Data, output: Path | None, options: Options) -> int:
    """Make everything and tell of it; 0 when all is well, 1 when something failed or was skipped."""
    results, out, work = make_all(kinds, data, output, options)
    account(results, out, options.result)
    if work.unwanted:  # last, so that a date forgotten is not lost among the rest
        click.echo("这次没有做的（要做就填上空着的栏目，再运行一次）：")
    for words, titles in work.unwanted.items():
        click.echo(f"  {'、'.join(titles)}：{words}空着")
    return 1 if work.problems or any(not r.good for r in results) else 0


def make_all(
    kinds: Sequence[Kind], data: Data, output: Path | None, options: Options
) -> tuple[list[Result], Path, Work]:
    """Make what can be made of the kinds; its results, the folder, and the work it was.

    Mistakes in the data are told; DataErrors when nothing can be made for them.
    """
    out, filename = _place(kinds, data, output)
    for note in data.notes:
        click.echo(f"提醒：{note}", err=True)
    work = plan_work(kinds, data, options.draft)
    if work.problems:
        if not any(j.possible(data) for j in work.jobs):
            raise DataErrors(data.file, work.problems)
        meanwhile = "样稿里标作黄色的【待填】" if options.draft else "与它们有关的先不生成"
        click.echo(f"{data.file} 有{len(work.problems)}处要改，{meanwhile}：", err=True)
        for line in told(work.problems):
            click.echo(f"  {line}", err=True)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"文件夹 {clean(str(out))} 建不了（{system_words(error)}）", "换一个位置") from None
    made = _make(work.jobs, data, out, filename, options, many=len(kinds) > 1)
    return made, out, work


def _make(
    jobs: Sequence[Job],
    data: Data,
    out: Path,
    filename: str,
    options: Options,
    many: bool,
) -> list[Result]:
    results: list[Result] = []
    names = Names()
    for job in jobs:
        kind = job.kind
        render = _never if job.blocked else renderer(kind, options.profile)
        if filename:
            kind = _named(kind, filename)
        total = len(data.tables.get(kind.each, [])) if kind.each and not kind.whole else 1
        ours = _measured(kind) and not job.blocked
        look = partial(just_too_long, layout=load_layout(options.profile)) if ours else None
        made = make_documents(
            kind, data, render, out, look=look,
            draft=options.draft, overwrite=options.overwrite,
            folders=(kind.group, kind.folder) if many else (), bad=job.bad, names=names, blocked=job.blocked,
        )  # fmt: skip
        if total > 1 and sys.stderr.isatty():
            with progressbar(made, length=total, label=kind.title, file=sys.stderr) as bar:
                own: list[Result] = list(bar)
        else:
            own = list(made)
        if job.blocked and not own:  # not even a row to name
            own = [Result(kind.title, FAILED, 0, "", job.blocked)]
        results.extend(own)
        old = leftovers(kind, out, own) if options.leftovers else []
        if old:
            click.echo(
                f"提醒：文件夹里还有以前做的，这次的表里没有这些人：{_shown(old)}；不要的请自己删去", err=True
            )
        if options.merge and total > 1 and kind.suffix == ".docx":
            results += _merge(kind, own, out)
        elif old_merged(own, out, merged := merged_name(safe_name(kind.title))):
            more = "加 --merge 再做一次，或删去它" if total > 1 else "不要的请自己删去"
            click.echo(f"提醒：{merged}还是以前的，材料改过以后没有重做，不要拿它打印；{more}", err=True)
    if options.pdf:
        results += _pdfs([out / r.file for r in results if r.good or r.state == KEPT], out)
    elif stale := old_pdfs(results, out):
        click.echo(
            f"提醒：{_shown(stale)}还是以前的，Word 文件改过以后没有重转，不要拿它打印、报送；加 --pdf 再做一次，或删去它",
            err=True,
        )
    return results


def _measured(kind: Kind) -> bool:
    """Whether the layout says how long the document is: ours does."""
    return kind.packaged and kind.suffix == ".docx"


def _shown(files: Sequence[str]) -> str:
    return "、".join(files[:5]) + (f" 等 {len(files)} 份" if len(files) > 5 else "")


def _pdfs(files: Sequence[Path], out: Path) -> list[Result]:
    """Make the PDFs that were asked for; each that is not there in the end is a result of its own."""
    from docgen.pdf import to_pdf

    try:
        wrong = to_pdf(files)
    except UserError as error:  # what was made is told all the same
        return [Result("PDF", FAILED, 0, "", str(error))]
    click.echo(f"已转成 PDF {len(files) - len(wrong)} 份", err=True)
    return [Result(path.relative_to(out).as_posix(), FAILED, 0, "", why) for path, why in wrong]


def _never(context: dict[str, object]) -> bytes:
    """In place of a renderer where nothing is rendered."""
    raise UserError("这份材料缺内容", "把表填好再做")


def _merge(kind: Kind, own: Sequence[Result], out: Path) -> list[Result]:
    """The file to print in one go: what docgen made and what was edited since; who is not in it is told.

    Where it cannot be written, that is a result of its own, and the rest goes on.
    """
    from docgen.merge import merge

    there = sorted((r for r in own if r.good or r.state == KEPT), key=own.index)
    missing = [(r, "没有做成") for r in own if r not in there]
    if there:
        base = next((i for i, r in enumerate(there) if r.good), 0)
        data, refused = merge([(out / r.file).read_bytes() for r in there], base)
        missing += [(there[i], why) for i, why in refused.items()]
        merged = out / merged_name(safe_name(kind.title))
        try:
            write_whole(merged, data)
        except OSError as error:
            why = f"写不进去（{system_words(error)}），{system_advice(error)}"
            return [Result(merged.relative_to(out).as_posix(), FAILED, 0, "", why)]
        click.echo(f"合并打印文件：{merged}（{len(there) - len(refused)} 份）")
        edited = [r.name or r.file for i, r in enumerate(there) if r.state == KEPT and i not in refused]
        if edited:
            click.echo(f"  提醒：{'、'.join(edited)}的是手工改过的那一份，版式统一成了别人的样子")
    for result, why in missing:
        click.echo(f"注意：合并件里少了 {result.name or result.file}（{why}），要另外打印", err=True)
    return []


def _named(kind: Kind, filename: str) -> Kind:
    import dataclasses

    return dataclasses.replace(kind, file=Path(filename).stem.replace("{", "{{").replace("}", "}}"))
