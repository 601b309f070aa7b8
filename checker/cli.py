"""The command line of checker (审查): folders in, a table, files and an exit code out.

Everything heavy is imported inside the commands, so that --help is there at once.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from checker.cli_check import check
from checker.cli_options import KIND, PATH, PLUGIN, SHARED, STANDARD, settled
from chinese_cli.clean import clean
from chinese_cli.commands import ChineseCommand, ChineseGroup
from chinese_cli.running import run

__all__ = ["cli", "main"]


@click.group(cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="wudaitou", prog_name="checker", help="显示版本")
def cli() -> None:
    """审查各单位报送的承诺书、党性分析报告、实施方案：每个要素有没有写到实处，各部分齐不齐，毛病在哪一句。

    最常用：checker check 报送文件夹 -o 结果文件夹

    先看看样子：checker demo
    """


@cli.command(cls=ChineseCommand)
@click.option(
    "-o",
    "--output",
    type=PATH,
    default=Path("checker-demo"),
    metavar="文件夹",
    help="放在哪里，默认 checker-demo",
)
def demo(output: Path) -> None:
    """用自带的例子审查一遍，看看样子。"""
    from checker.demo import run_demo

    raise click.exceptions.Exit(run_demo(output))


cli.add_command(check)


@cli.command(name="expected", cls=ChineseCommand)
@click.option(
    "-o",
    "--output",
    type=PATH,
    default=Path("名单.xlsx"),
    metavar="名单.xlsx",
    help="写到哪里，默认 名单.xlsx",
)
@STANDARD
def expected_command(output: Path, standard: str) -> None:
    """做一张空的应交名单（Excel 表），填哪个单位、谁、应交什么、什么时候以前。

    填好后运行：checker check 报送文件夹 --expected 名单.xlsx -o 结果
    """
    from checker.expected.form import write_form
    from corpus import load_standard

    if output.exists():
        raise click.UsageError(f"“{clean(str(output), 200)}”已经有了，不覆盖。请换一个名字，或先把它移走。")
    path = write_form(output, load_standard(standard))
    click.echo(f"已做好：{path}")
    click.echo("填好以后运行：checker check 报送文件夹 --expected " + path.name + " -o 结果")


@cli.command(name="explain", cls=ChineseCommand)
@click.argument("file", type=PATH, metavar="文件")
@click.option("-o", "--output", type=PATH, metavar="说明.html", help="写成网页，不在屏幕上列出")
@click.option(
    "--examples",
    type=PATH,
    metavar="文件",
    help="本局范例（learn 学下的更正），默认用文件旁边的 本局范例.jsonl",
)
@KIND
@STANDARD
def explain_command(file: Path, output: Path | None, examples: Path | None, kind: str, standard: str) -> None:
    """逐句说明一份文件：每句看作什么，每个要素凭哪一句判定，有多大把握。

    加 -o 说明.html 写成一页网页，可以用浏览器看、打印。
    """
    from checker.explain import explain_file

    raise click.exceptions.Exit(explain_file(file, standard, kind, output, examples))


@cli.command(cls=ChineseCommand)
@click.argument("workbook", type=PATH, metavar="汇总.xlsx")
@click.option(
    "--folder",
    "folders",
    multiple=True,
    type=PATH,
    metavar="文件夹",
    help="报送的材料在哪里，默认用上次审查的；可以写几次",
)
@click.option(
    "--examples", type=PATH, metavar="文件", help="写到哪个范例文件，默认 汇总.xlsx 旁边的 本局范例.jsonl"
)
@click.option("--yes", is_flag=True, help="写入本局范例；不加，只看会改变什么")
@STANDARD
def learn(workbook: Path, folders: tuple[Path, ...], examples: Path | None, yes: bool, standard: str) -> None:
    """学会审查人的更正：读汇总表“依据”里“更正”一栏，先列出哪些文件的结论会变，加 --yes 才写入。

    更正写：写实、只提到、未涉及、不是这个要素。以后遇到相同或几乎相同的句子，就按更正判定。
    """
    import datetime

    from checker.learn import learn_file

    today = datetime.datetime.now().date()
    raise click.exceptions.Exit(learn_file(workbook, folders, examples, standard, yes, today))


@cli.command(cls=ChineseCommand)
@click.argument("folder", type=PATH, metavar="文件夹")
@click.option("-o", "--output", type=PATH, required=True, metavar="文件夹", help="结果写到这里")
@click.option("--poll", is_flag=True, help="不靠系统通知，定时巡查；平时不用写，程序会自己判断")
@click.option(
    "--settle",
    type=click.FloatRange(0.2, 3600),
    default=5.0,
    metavar="秒",
    help="文件放好、多少秒没有变化才读，默认 5",
)
@click.option("--once", is_flag=True, help="审查完现有的文件就结束，不一直看守")
@click.option(
    "--refresh",
    type=click.FloatRange(1, 86400),
    default=60.0,
    metavar="秒",
    help="汇总表和网页最多隔多少秒重写一次，默认 60",
)
@click.option("--jobs", type=click.IntRange(1, 64), default=1, metavar="个数", help="同时审几份，默认 1")
@click.option(
    "--log",
    "log_format",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="样子",
    help="运行日志写成 text 文字（默认），还是 json",
)
@settled
@SHARED
@PLUGIN
def watch(
    folder: Path,
    output: Path,
    poll: bool,
    settle: float,
    once: bool,
    refresh: float,
    jobs: int,
    log_format: str,
    standard: str,
    profile: Path | None,
    waivers: Path | None,
    examples: Path | None,
    layout: bool,
    shared: tuple[Path, ...],
    plugins: tuple[str, ...],
) -> None:
    """一直看守共享文件夹：谁放进文件，几秒后就审查，结果随时更新。

    报送的文件只读，不改、不移、不删。按 Ctrl-C 停下，再运行时接着做。

    看审到哪里了：checker status -o 结果文件夹
    """
    from checker.bureau import Asked
    from checker.watch.service import run_watch
    from checker.watch.settings import Settings
    from checker.watch.states import Waits

    settings = Settings(
        standard=standard,
        jobs=jobs,
        poll=poll,
        refresh=refresh,
        waits=Waits.at_once(settle) if once else Waits(settle),
        plugins=plugins,
        shared=shared,
        asked=Asked(profile, waivers, examples, layout),
    )
    raise click.exceptions.Exit(run_watch(folder, output, settings, once, log_format))


@cli.command(cls=ChineseCommand)
@click.option(
    "-o",
    "--output",
    type=PATH,
    required=True,
    metavar="文件夹",
    help="用 check 或 watch 时 -o 写的结果文件夹",
)
@click.option("--json", "as_json", is_flag=True, help="写成 JSON，给别的程序用")
@click.option("--all", "everything", is_flag=True, help="列出每个文件，包括按名字略过的")
def status(output: Path, as_json: bool, everything: bool) -> None:
    """看审到哪里了：通过、需修改的各有多少，哪些在等、哪些读不出，看守程序还在不在。"""
    from checker.watch.status import show_status

    for line in show_status(output, as_json, everything):
        click.echo(line)


@cli.command(cls=ChineseCommand)
def rules() -> None:
    """列出查些什么：每条规则的名称、级别、依据。本局设置和豁免里写这些名称。"""
    from checker.rulebook import listing

    for line in listing():
        click.echo(line)


@cli.command(cls=ChineseCommand)
@click.argument("labels", type=PATH, metavar="标注文件.jsonl")
@click.option("--misses/--no-misses", default=True, help="列不列出每一处不一致，默认列出")
@STANDARD
def evaluate(labels: Path, misses: bool, standard: str) -> None:
    """量一量判得准不准：对照人工标注，算出准确率、召回率和 F1（给维护的人用）。"""
    from checker.scoresheet import evaluate_file

    raise click.exceptions.Exit(evaluate_file(labels, standard, misses))


def main(args: list[str] | None = None) -> int:
    """Run a command line and return the exit code of the contract (0, 1, 2 or 3)."""
    return run(cli, "checker", args, "已停下。写出的文件都是完整的；再运行一次即可。", _failed)


def _failed(error: Exception) -> int:
    """The last guard: a user never sees a traceback."""
    from checker.trouble import advice_lines

    click.echo("错误：" + "\n".join(clean(line, 600) for line in advice_lines(error)), err=True)
    return 2


if __name__ == "__main__":
    sys.exit(main())
