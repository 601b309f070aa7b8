"""Kinds, data and options in; documents made, the account printed, and the exit code out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from click.termui import progressbar

from docgen.bulk import FAILED, KEPT, Result, leftovers, make_documents, write_whole
from docgen.data import Data
from docgen.filled import read_data
from docgen.kindfile import load_kinds
from docgen.kinds import Kind
from docgen.names import Names, safe_name
from docgen.problems import DataErrors, Problem, UserError, clean, system_words
from docgen.records import check
from docgen.wanted import left_empty

__all__ = ["Options", "run", "run_demo"]

MAX_SHOWN = 20


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


@dataclass(frozen=True, slots=True)
class _Job:
    """A kind to make: the rows that are wrong, and what stands in the way of all of them."""

    kind: Kind
    bad: dict[tuple[str, int], str]
    blocked: str

    def possible(self, data: Data) -> bool:
        """Whether at least one document can be made."""
        rows = len(data.tables.get(self.kind.each, [])) if self.kind.each and not self.kind.whole else 1
        return not self.blocked and len(self.bad) < rows


def renderer(kind: Kind, profile: str | None) -> Callable[[dict[str, object]], bytes]:
    """The function that makes one document of this kind; the template is compiled here, once."""
    from docgen.layout import load_layout
    from docgen.package import read_members, write_members
    from docgen.styles import apply_layout
    from docgen.template import Template, environment

    layout = load_layout(profile)
    source = kind.template_bytes()
    if not kind.packaged:
        from docgen.lint import lint_template

        wrong = [flaw for flaw in lint_template(source, kind) if flaw.must]
        if wrong:
            lines = "\n".join(f"  {flaw}" for flaw in wrong)
            raise UserError(
                f"模板 {kind.id}/{kind.template.name} 有{len(wrong)}处要改：\n{lines}\n改好后再用"
            )
    if kind.suffix == ".xlsx":
        from docgen.sheet import SheetTemplate

        return SheetTemplate(source, f"{kind.id}/template.xlsx", environment(layout.date, word=False)).render
    env = environment(layout.date)
    if profile:
        source = write_members(apply_layout(read_members(source, f"模板 {kind.id} "), layout))
    return Template(
        source, f"{kind.id}/template.docx", env, seal=layout.signature == "seal", foreign=not kind.packaged
    ).render


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
    results, out, problems, unwanted = _all(kinds, data, output, options)
    _account(results, out, options)
    if unwanted:  # last, so that a date forgotten is not lost among the rest
        click.echo("这次没有做的（要做就填上空着的栏目，再运行一次）：")
    for words, titles in unwanted.items():
        click.echo(f"  {'、'.join(titles)}：{words}空着")
    return 1 if problems or any(not r.good for r in results) else 0


def _all(
    kinds: Sequence[Kind], data: Data, output: Path | None, options: Options
) -> tuple[list[Result], Path, int, dict[str, list[str]]]:
    out, filename = _place(kinds, data, output)
    for note in data.notes:
        click.echo(f"提醒：{note}", err=True)
    problems: dict[tuple[str, int, str, str], Problem] = {}
    work: list[_Job] = []
    unwanted: dict[str, list[str]] = {}
    for kind in kinds:
        empty = left_empty(kind, kinds, data) if len(kinds) > 1 and not options.draft else []
        if empty:
            words = "、".join(f"“{w}”" for w in empty)
            unwanted.setdefault(words, []).append(kind.title)
            continue
        found = check(kind, data, options.draft)
        for problem in found:
            problems.setdefault((problem.sheet, problem.row, problem.column, problem.value), problem)
        if options.draft:  # what is wrong is marked in the draft
            found = tuple(p for p in found if not p.value)
        rows = {(r.sheet, r.number) for r in data.tables.get(kind.each, [])} if not kind.whole else set()
        bad: dict[tuple[str, int], str] = {}
        for problem in found:
            key = (problem.sheet, problem.row)
            if key in rows:
                bad[key] = "；".join(filter(None, (bad.get(key), f"“{problem.column}”{problem.expected}")))
        why = "；".join(str(p) for p in found if (p.sheet, p.row) not in rows)
        work.append(_Job(kind, bad, why))
    if problems:
        if not any(j.possible(data) for j in work):
            raise DataErrors(data.file, tuple(problems.values()))
        told = "样稿里标作黄色的【待填】" if options.draft else "与它们有关的先不生成"
        click.echo(f"{data.file} 有{len(problems)}处要改，{told}：", err=True)
        for problem in problems.values():
            click.echo(f"  {problem}", err=True)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"文件夹 {clean(str(out))} 建不了（{system_words(error)}）", "换一个位置") from None
    made = _make(work, data, out, filename, options, many=len(kinds) > 1)
    return made, out, len(problems), unwanted


def _make(
    work: list[_Job],
    data: Data,
    out: Path,
    filename: str,
    options: Options,
    many: bool,
) -> list[Result]:
    results: list[Result] = []
    names = Names()
    for job in work:
        kind = job.kind
        render = _never if job.blocked else renderer(kind, options.profile)
        if filename:
            kind = _named(kind, filename)
        total = len(data.tables.get(kind.each, [])) if kind.each and not kind.whole else 1
        made = make_documents(
            kind, data, render, out,
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
            shown = "、".join(old[:5]) + (f" 等 {len(old)} 份" if len(old) > 5 else "")
            click.echo(
                f"提醒：文件夹里还有以前做的，这次的表里没有这些人：{shown}；不要的请自己删去", err=True
            )
        if options.merge and total > 1 and kind.suffix == ".docx":
            _merge(kind, own, out)
    if options.pdf:
        from docgen.pdf import to_pdf

        for line in to_pdf([out / r.file for r in results if r.good or r.state == KEPT]):
            click.echo(line, err=True)
    return results


def _never(context: dict[str, object]) -> bytes:
    """In place of a renderer where nothing is rendered."""
    raise UserError("这份材料缺内容", "把表填好再做")


def _merge(kind: Kind, own: Sequence[Result], out: Path) -> None:
    """The file to print in one go: what docgen made and what was edited since; who is not in it is told."""
    from docgen.merge import merge

    there = sorted((r for r in own if r.good or r.state == KEPT), key=own.index)
    missing = [(r, "没有做成") for r in own if r not in there]
    if there:
        base = next((i for i, r in enumerate(there) if r.good), 0)
        data, refused = merge([(out / r.file).read_bytes() for r in there], base)
        missing += [(there[i], why) for i, why in refused.items()]
        merged = out / f"{safe_name(kind.title)}（合并打印）.docx"
        try:
            write_whole(merged, data)
        except OSError as error:
            raise UserError(
                f"合并打印文件 {clean(str(merged))} 写不进去（{system_words(error)}）", "关掉正在打开它的程序"
            ) from None
        click.echo(f"合并打印文件：{merged}（{len(there) - len(refused)} 份）")
        edited = [r.name or r.file for i, r in enumerate(there) if r.state == KEPT and i not in refused]
        if edited:
            click.echo(f"  提醒：{'、'.join(edited)}的是手工改过的那一份，版式统一成了别人的样子")
    for result, why in missing:
        click.echo(f"注意：合并件里少了 {result.name or result.file}（{why}），要另外打印", err=True)


def _named(kind: Kind, filename: str) -> Kind:
    import dataclasses

    return dataclasses.replace(kind, file=Path(filename).stem.replace("{", "{{").replace("}", "}}"))


def _account(results: Sequence[Result], out: Path, options: Options) -> None:
    """Tell what was made; the whole table goes into --result."""
    counts = {state: sum(r.state == state for r in results) for state in ("完成", "未变", KEPT, FAILED)}
    told = "，".join(f"{state} {count} 份" for state, count in counts.items() if count)
    click.echo(f"{told or '没有生成文件'}。位置：{out}")
    wrong = [r for r in results if not r.good]
    groups: dict[tuple[str, str], list[str]] = {}
    for r in wrong[:MAX_SHOWN]:
        groups.setdefault((r.state, r.note), []).append(r.file)
    for (state, note), files in groups.items():
        count = f"{len(files)} 份：" if len(files) > 1 else ""
        click.echo(f"  {state}  {count}{'、'.join(files)}  {clean(note, 200)}", err=True)
    if len(wrong) > MAX_SHOWN:
        more = "" if options.result else "，加 --result 结果.xlsx 看全部"
        click.echo(f"  ……还有 {len(wrong) - MAX_SHOWN} 份没有做成{more}", err=True)
    notes: dict[str, list[str]] = {}
    for r in results:
        for note in r.note.split("；") if r.good and r.note else ():
            notes.setdefault(note, []).append(Path(r.file).name)
    for note, files in notes.items():
        shown = "、".join(files[:3]) + (f" 等 {len(files)} 份" if len(files) > 3 else "")
        click.echo(f"  提醒：{shown}：{note}")
    if options.result:
        from docgen.result import write_result

        write_result(results, options.result)
        click.echo(f"结果表：{options.result}")


def run_demo(output: Path, pdf: bool) -> int:
    """Every kind from its packaged example."""
    results: list[Result] = []
    # Two examples of a kind lie in one folder: the one is no leftover of the other.
    options = Options(pdf=pdf, overwrite=True, leftovers=False)
    for kind in load_kinds().values():
        for example in sorted(kind.example.parent.glob("example*.yaml")):
            data = read_data(example, [kind])
            target = output / kind.group / (kind.folder if kind.each and not kind.whole else "")
            made, *_ = _all([kind], data, target, options)
            results += made
            title = kind.title if example == kind.example else f"{kind.title}，没有填的样子"
            click.echo(f"{title}：{'、'.join(r.file for r in made[:3])}{'……' if len(made) > 3 else ''}")
    click.echo(f"一共 {sum(r.good for r in results)} 份，都在：{output}")
    wrong = [r for r in results if not r.good]
    if wrong:
        click.echo(
            f"有 {len(wrong)} 份没有做成，第一份：{wrong[0].file}：{clean(wrong[0].note, 200)}", err=True
        )
    return 0 if all(r.good for r in results) else 1
