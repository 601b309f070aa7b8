"""Kinds, data and options in; documents made, the account printed, and the exit code out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from click.termui import progressbar

from docgen.bulk import FAILED, KEPT, Result, make_documents, write_whole
from docgen.data import Data, read_data
from docgen.kinds import Kind, load_kinds
from docgen.names import Names
from docgen.problems import DataErrors, Problem, UserError, clean
from docgen.records import check

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
    return Template(source, f"{kind.id}/template.docx", env, seal=layout.signature == "seal").render


def _place(kinds: Sequence[Kind], data: Data, output: Path | None) -> tuple[Path, str]:
    """The output folder, and the one file's name when -o names a file."""
    one = kinds[0]
    single = len(kinds) == 1 and (not one.each or one.whole or len(data.tables.get(one.each, [])) == 1)
    if output is None:
        return (Path() if single else Path(one.folder or one.title if len(kinds) == 1 else "全套材料")), ""
    if output.suffix.lower() in (".docx", ".xlsx", ".doc", ".pdf", ".wps") and not output.is_dir():
        if not single:
            raise click.UsageError(f"要生成的不止一份，-o 后面写文件夹，不要写文件名（{output.name}）")
        if output.suffix.lower() != one.suffix:
            raise click.UsageError(f"{one.title}生成的是 {one.suffix} 文件，-o 后面的文件名要以它结尾")
        return output.parent, output.name
    return output, ""


def run(kinds: Sequence[Kind], data: Data, output: Path | None, options: Options) -> int:
    """Make everything and tell of it; 0 when all is well, 1 when something failed or was skipped."""
    results, out, problems = _all(kinds, data, output, options)
    _account(results, out, options)
    return 1 if problems or any(not r.good for r in results) else 0


def _all(
    kinds: Sequence[Kind], data: Data, output: Path | None, options: Options
) -> tuple[list[Result], Path, int]:
    out, filename = _place(kinds, data, output)
    for note in data.notes:
        click.echo(f"提醒：{note}", err=True)
    problems: dict[str, Problem] = {}
    work: list[tuple[Kind, dict[tuple[str, int], str]]] = []
    for kind in kinds:
        own = _own_words(kind, kinds)
        if own and not options.draft and not any(w in data.unit or data.tables.get(w) for w in own):
            click.echo(f"提醒：“{own[0]}”等栏目都空着，这次不做{kind.title}", err=True)
            continue
        found = check(kind, data, options.draft)
        for problem in found:
            problems.setdefault(str(problem), problem)
        rows = {(r.sheet, r.number) for r in data.tables.get(kind.each, [])} if not kind.whole else set()
        bad: dict[tuple[str, int], str] = {}
        for problem in found:
            key = (problem.sheet, problem.row)
            if key in rows:
                bad[key] = "；".join(filter(None, (bad.get(key), f"“{problem.column}”{problem.expected}")))
        if all((p.sheet, p.row) in rows for p in found):
            work.append((kind, bad))
    if problems:
        if not work or (len(kinds) == 1 and all(len(b) == len(data.tables.get(k.each, [])) for k, b in work)):
            raise DataErrors(data.file, tuple(problems.values()))
        click.echo(f"{data.file} 有{len(problems)}处要改，这几处先不生成：", err=True)
        for problem in problems.values():
            click.echo(f"  {problem}", err=True)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"文件夹 {clean(str(out))} 建不了（{error.strerror}）", "换一个位置") from None
    return _make(work, data, out, filename, options, many=len(kinds) > 1), out, len(problems)


def _own_words(kind: Kind, kinds: Sequence[Kind]) -> list[str]:
    """What must be filled in for this kind alone; when all of it is empty, a pack goes without the kind."""
    others = [k for k in kinds if k.id != kind.id]
    shared = {f.name for k in others for f in k.fields} | {t.name for k in others for t in k.tables}
    own = [f.name for f in kind.fields if f.required and not f.default and f.name not in shared]
    own += [t.name for t in kind.tables if t.required and t.name not in shared]
    return own if others else []


def _make(
    work: list[tuple[Kind, dict[tuple[str, int], str]]],
    data: Data,
    out: Path,
    filename: str,
    options: Options,
    many: bool,
) -> list[Result]:
    results: list[Result] = []
    names = Names()
    for kind, bad in work:
        render = renderer(kind, options.profile)
        if filename:
            kind = _named(kind, filename)
        total = len(data.tables.get(kind.each, [])) if kind.each and not kind.whole else 1
        made = make_documents(
            kind, data, render, out,
            draft=options.draft, overwrite=options.overwrite,
            folders=(kind.group, kind.folder) if many else (), bad=bad, names=names,
        )  # fmt: skip
        if total > 1 and sys.stderr.isatty():
            with progressbar(made, length=total, label=kind.title, file=sys.stderr) as bar:
                own: list[Result] = list(bar)
        else:
            own = list(made)
        results.extend(own)
        if options.merge and total > 1:
            from docgen.merge import merge

            good = [out / r.file for r in own if r.good]
            if kind.suffix == ".docx" and good:
                merged = out / f"{kind.title}（合并打印）.docx"
                write_whole(merged, merge([p.read_bytes() for p in good]))
                click.echo(f"合并打印文件：{merged}")
    if options.pdf:
        from docgen.pdf import to_pdf

        for line in to_pdf([out / r.file for r in results if r.good]):
            click.echo(line, err=True)
    return results


def _named(kind: Kind, filename: str) -> Kind:
    import dataclasses

    return dataclasses.replace(kind, file=Path(filename).stem.replace("{", "{{").replace("}", "}}"))


def _account(results: Sequence[Result], out: Path, options: Options) -> None:
    """Tell what was made; the whole table goes into --result."""
    counts = {state: sum(r.state == state for r in results) for state in ("完成", "未变", KEPT, FAILED)}
    told = "，".join(f"{state} {count} 份" for state, count in counts.items() if count)
    click.echo(f"{told or '没有生成文件'}。位置：{out}")
    wrong = [r for r in results if not r.good]
    for r in wrong[:MAX_SHOWN]:
        click.echo(f"  {r.state}  {r.file}  {clean(r.note, 200)}", err=True)
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
    for kind in load_kinds().values():
        for example in sorted(kind.example.parent.glob("example*.yaml")):
            data = read_data(example, [kind])
            target = output / kind.group / (kind.folder if kind.each and not kind.whole else "")
            made, _, _ = _all([kind], data, target, Options(pdf=pdf, overwrite=True))
            results += made
            click.echo(f"{kind.title}：{'、'.join(r.file for r in made[:3])}{'……' if len(made) > 3 else ''}")
    click.echo(f"一共 {sum(r.good for r in results)} 份，都在：{output}")
    return 0 if all(r.good for r in results) else 1
