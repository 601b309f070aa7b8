"""The command line of docgen (文书生成): words in, documents and a Chinese account of what was made out.

Everything heavy is imported inside the commands, so that --help is there at once.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chinese_cli.commands import ChineseCommand, ChineseGroup
from chinese_cli.running import run
from docgen.problems import DataErrors, UserError, clean, system_advice, system_words, told

if TYPE_CHECKING:
    from docgen.data import Data
    from docgen.kinds import Kind

__all__ = ["cli", "main"]


class _Required(click.Option):
    """An option one must give; click's help would say so in English."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The two columns of the help page."""
        record = super().get_help_record(ctx)
        return record and (record[0], re.sub(r"\s*\[required\]", "（必须写）", record[1]))


_PATH = click.Path(path_type=Path)
_TEMPLATES = click.option(
    "--templates", type=_PATH, metavar="文件夹", help="另外的模板文件夹，里面一个文种一个子文件夹"
)


@click.group(
    cls=ChineseGroup,
    options_metavar="[选项]",
    subcommand_metavar="命令 [内容]…",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="wudaitou", prog_name="docgen", help="显示版本")
def cli() -> None:
    """按《党政机关公文格式》生成创先争优活动的承诺书、党性分析报告、实施方案等材料。

    先用 docgen data 做一张表，填好后用 docgen make 生成。

    先看看样子：docgen demo
    """


@cli.command(cls=ChineseCommand, options_metavar="[选项]")
@_TEMPLATES
def kinds(templates: Path | None) -> None:
    """列出能生成的文种。"""
    from docgen.kindfile import load_kinds

    loaded = load_kinds(templates)
    formatter = click.get_current_context().make_formatter()
    rows = [(k.id, f"{k.title}：{k.about}（{k.suffix}）") for k in loaded.values()]
    formatter.write_dl([*rows, ("all", "全套：一张表做出上面全部材料")])
    click.echo(formatter.getvalue(), nl=False)


@cli.command(cls=ChineseCommand, options_metavar="[选项]")
@click.argument("kind", metavar="文种")
@click.option(
    "-o",
    "--output",
    cls=_Required,
    type=_PATH,
    required=True,
    metavar="文件",
    help="写成 .xlsx 表格或 .yaml 文件",
)
@click.option("--overwrite", is_flag=True, help="文件已有时覆盖它")
@_TEMPLATES
def data(kind: str, output: Path, overwrite: bool, templates: Path | None) -> None:
    """做一张空表来填（.xlsx 有下拉框和批注，或 .yaml）。文种写 all 是全套用的一张表。"""
    from docgen.forms import write_form
    from docgen.kindfile import load_kinds

    chosen = _kinds(load_kinds(templates), kind)
    if output.exists() and not overwrite:
        raise click.UsageError(f"{output} 已经有了，没有覆盖；换个名字，或加 --overwrite")
    if output.suffix.lower() not in (".xlsx", ".yaml", ".yml"):
        raise click.UsageError("-o 后面的文件名要以 .xlsx 或 .yaml 结尾")
    write_form(chosen, output)
    click.echo(f"已做好：{output}")
    own = f" --templates {_quoted(templates)}" if templates else ""
    click.echo(f"填好以后运行：docgen make {kind}{own} --data {_quoted(output)} -o 输出文件夹")


@cli.command(cls=ChineseCommand, options_metavar="[选项]")
@click.argument("kind", metavar="文种")
@click.option(
    "--data", "source", type=_PATH, metavar="文件", help="填好的 .xlsx、.yaml 或 .csv；不写就一项一项地问"
)
@click.option("-o", "--output", type=_PATH, metavar="位置", help="一份：文件名或文件夹；多份：文件夹")
@click.option("--draft", is_flag=True, help="没填的栏目先用黄色的【待填：…】占位")
@click.option("--overwrite", is_flag=True, help="覆盖被人改过的旧文件")
@click.option("--merge", is_flag=True, help="另外合成一个可以一次打印的文件")
@click.option("--pdf", is_flag=True, help="另外转成 PDF（要装 LibreOffice）")
@click.option("--profile", metavar="版面", help="单位版面：现成的名字或 .yaml 文件")
@click.option("--result", type=_PATH, metavar="文件", help="把每一份的结果写成表（.xlsx 或 .csv）")
@_TEMPLATES
def make(
    kind: str,
    source: Path | None,
    output: Path | None,
    draft: bool,
    overwrite: bool,
    merge: bool,
    pdf: bool,
    profile: str | None,
    result: Path | None,
    templates: Path | None,
) -> None:
    """生成材料：一份，或名册里一人一份。文种写 all 是生成全套。"""
    from docgen.filled import read_data
    from docgen.kindfile import load_kinds
    from docgen.run import Options, run

    everything = load_kinds(templates)
    chosen = _kinds(everything, kind)
    if source is None and len(chosen) > 1:
        raise click.UsageError("做全套材料要写明 --data 文件；空表用 docgen data all -o 全套.xlsx 来做")
    loaded = read_data(source, chosen, everything.values()) if source else _asked(chosen[0])
    if result and result.suffix.lower() not in (".xlsx", ".csv"):
        raise click.UsageError(f"--result 后面的文件名要以 .xlsx 或 .csv 结尾：{result}")
    options = Options(draft=draft, overwrite=overwrite, merge=merge, pdf=pdf, profile=profile, result=result)
    raise click.exceptions.Exit(run(chosen, loaded, output, options))


@cli.command(cls=ChineseCommand, options_metavar="[选项]")
@click.option(
    "-o",
    "--output",
    type=_PATH,
    default=Path("docgen-demo"),
    metavar="文件夹",
    help="放在哪里，默认 docgen-demo",
)
@click.option("--pdf", is_flag=True, help="另外转成 PDF（要装 LibreOffice）")
def demo(output: Path, pdf: bool) -> None:
    """用自带的例子生成各种材料，看看样子。"""
    from docgen.demo import run_demo

    raise click.exceptions.Exit(run_demo(output, pdf))


@cli.command(cls=ChineseCommand, options_metavar="[选项]")
@click.argument("template", metavar="模板", type=_PATH)
@click.option("--kind", "name", metavar="文种", help="按哪个文种的栏目核对；模板旁边有 fields.yaml 时不用写")
@_TEMPLATES
def lint(template: Path, name: str | None, templates: Path | None) -> None:
    """检查一个模板：标记写错、栏目不对、全角花括号，一次全部指出。"""
    from docgen.kindfile import find_kind, load_kind_beside, load_kinds
    from docgen.lint import lint_template

    source = _read(template)
    kind = find_kind(load_kinds(templates), name) if name else load_kind_beside(template)
    flaws = lint_template(source, kind)
    for flaw in flaws:
        click.echo(str(flaw))
    if kind is None:
        click.echo("没有核对栏目名：用 --kind 文种 写明是哪一种，或把 fields.yaml 放在模板旁边。")
    wrong = sum(flaw.must for flaw in flaws)
    told = f"有{wrong}处要改" if wrong else "没有发现错误，可以使用"
    hints = len(flaws) - wrong
    click.echo(f"{template.name}：{told}" + (f"；另有{hints}处提醒。" if hints else "。"))
    raise click.exceptions.Exit(1 if wrong else 0)


@cli.command(cls=ChineseCommand, options_metavar="[选项]")
@click.argument("template", metavar="模板", type=_PATH)
@click.option(
    "-o", "--output", type=_PATH, metavar="文件", help="写成 .xlsx 空表，或写成 .yaml（fields.yaml 的初稿）"
)
def fields(template: Path, output: Path | None) -> None:
    """列出一个模板要填的栏目，可以写成空表或 fields.yaml 的初稿。"""
    from docgen.forms import write_form
    from docgen.inferred import fields_yaml, inferred_kind
    from docgen.kindfile import load_kind_beside
    from docgen.lint import lint_template

    source = _read(template)
    flaws = [flaw for flaw in lint_template(source, None) if flaw.must]
    if flaws:
        for flaw in flaws:
            click.echo(str(flaw))
        click.echo(f"{template.name}：有{len(flaws)}处要改，改好以后再列栏目。")
        raise click.exceptions.Exit(1)
    whole = template.resolve()
    name = (
        whole.stem if whole.stem.lower() != "template" else whole.parent.name
    )  # a kind is its folder's name
    kind = load_kind_beside(template) or inferred_kind(source, name)
    for field in (*kind.fields, *kind.columns):
        click.echo(f"{field.name}{'（必填）' if field.required else ''}")
    for table in kind.tables:
        click.echo(f"{table.name}：{'、'.join(f.name for f in table.columns)}")
    if output is None:
        return
    if output.exists():
        raise click.UsageError(f"{output} 已经有了，没有覆盖；换个名字")
    if output.suffix.lower() in (".yaml", ".yml"):
        output.write_text(fields_yaml(kind), encoding="utf-8", newline="\n")
    else:
        write_form([kind], output)
    click.echo(f"已写成：{output}")


def _asked(kind: Kind) -> Data:
    """What a person types in; one who stops is told that nothing was made and nothing kept."""
    from docgen.ask import ask_data

    try:
        return ask_data(kind)
    except (click.Abort, KeyboardInterrupt, EOFError):
        form = f"docgen data {kind.id} -o 表.xlsx"
        click.echo(
            f"\n已停下，还没有做，填的也没有留下。一次填不完的，先运行 {form} 做一张表来填。", err=True
        )
        raise click.exceptions.Exit(1) from None


def _quoted(path: Path) -> str:
    """A path as one types it in a command."""
    return f'"{path}"' if " " in str(path) else str(path)


def _read(path: Path) -> bytes:
    from docgen.package import MAX_BYTES

    try:
        if path.exists() and not path.is_file():
            raise click.UsageError(f"{path} 不是文件；模板要写到 .docx 或 .xlsx 文件")
        if path.stat().st_size > MAX_BYTES:
            raise click.UsageError(f"模板 {path} 太大，不像模板")
        return path.read_bytes()
    except OSError:
        raise click.UsageError(f"模板 {path} 打不开，检查路径，或关掉正在打开它的程序") from None


def _kinds(loaded: dict[str, Kind], name: str) -> list[Kind]:
    from docgen.kindfile import find_kind

    if name in ("all", "全套"):
        return list(loaded.values())
    try:
        return [find_kind(loaded, name)]
    except UserError as error:
        raise click.UsageError(str(error)) from None


def main(args: list[str] | None = None) -> int:
    """Run a command line; 0 done, 1 something failed or was skipped, 2 wrong usage."""
    stopped = "已停下，做好的文件都是完整的；再运行一次会接着做。"
    return run(cli, "docgen", args, stopped, _failed, stopping=(EOFError,))


def _failed(error: Exception) -> int:
    """Tell what is wrong in somebody's data or template; anything else is our own mistake."""
    if isinstance(error, DataErrors):
        click.echo(f"错误：{error}：", err=True)
        for line in told(error.problems):
            click.echo(f"  {line}", err=True)
    elif isinstance(error, UserError):
        click.echo(f"错误：{error}", err=True)
    elif isinstance(error, OSError):
        where = f" {clean(str(error.filename))}" if error.filename else ""
        click.echo(f"错误：文件{where}读写不了（{system_words(error)}）。{system_advice(error)}。", err=True)
    else:
        raise error
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
