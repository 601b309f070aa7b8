"""The command line of checker (审查): folders in, a table, files and an exit code out.

Everything heavy is imported inside the commands, so that --help is there at once.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from chinese_cli.clean import clean
from chinese_cli.commands import ChineseCommand, ChineseGroup, explain

__all__ = ["cli", "main"]

_PATH = click.Path(path_type=Path, readable=False)  # what cannot be read is a finding, not a usage error
FORMATS = ("table", "json", "jsonl", "sarif", "junit", "csv")
_STANDARD = click.option(
    "--standard",
    default="chuangxianzhengyou",
    metavar="规范",
    help="用哪项活动的规范：自带的名字，或 YAML 文件",
)

_KIND = click.option(
    "--kind",
    default="auto",
    metavar="文种",
    help="文种：auto 自动判断，letter 承诺书，report 党性分析报告，plan 实施方案，或所用规范里的代号",
)


_PLUGIN = click.option(
    "--plugin", "plugins", multiple=True, metavar="插件", help="加用一个插件（.py 文件或模块），可以写几次"
)


@click.group(cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="wudaitou", prog_name="checker", help="显示版本")
def cli() -> None:
    """审查各单位报送的承诺书、党性分析报告、实施方案：要素写实没有，部分齐不齐，毛病在哪一句。

    最常用：checker check 报送文件夹 -o 结果文件夹。先看看样子：checker demo
    """


@cli.command(cls=ChineseCommand)
@click.argument("paths", nargs=-1, required=True, type=_PATH, metavar="文件或文件夹...")
@click.option("-o", "--output", type=_PATH, metavar="文件夹", help="把汇总表、网页和批注稿写到这里")
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="table",
    help="屏幕上输出什么，默认 table（表格）",
)
@_KIND
@click.option("--jobs", type=click.IntRange(1, 64), metavar="个数", help="同时用几个进程，默认按处理器个数")
@click.option(
    "--cluster",
    default="",
    metavar="地址",
    help="在 Dask 集群上审查，如 tcp://192.168.1.10:8786（要装 cluster 附加包，见 docs/scale.md）",
)
@click.option(
    "--expected",
    type=_PATH,
    metavar="名单.xlsx",
    help="应交名单：报告谁交了、谁没交、谁迟交；空表用 checker expected 做",
)
@click.option(
    "--corrections", type=_PATH, metavar="汇总.xlsx", help="读回“更正到”一栏；不写就读结果文件夹里的"
)
@click.option(
    "--shared",
    type=_PATH,
    multiple=True,
    metavar="文件",
    help="发下去的模板或通知，里面的话不算雷同；可以写几次",
)
@click.option("--suggest", is_flag=True, help="批注稿里把能直接改的词和标点写成修订，对方可逐处接受或拒绝")
@click.option(
    "--rebuild/--no-rebuild",
    default=True,
    help="装有 LibreOffice 时把 .doc、.wps、.rtf、.odt 转成 .docx 来加批注；不转就给审查意见单",
)
@click.option("--since", type=_PATH, metavar="结果文件夹", help="上一次的结果：逐条说明已改、仍有、新出现")
@click.option("--replies", is_flag=True, help="给每个单位写一份反馈意见，没交齐的写催交通知")
@click.option("--sender", default="", metavar="单位", help="反馈意见和催交通知的落款")
@click.option("--reply-by", default="", metavar="日期", help="请对方何时以前改好补交，如 2011年3月20日")
@click.option("--contact", default="", metavar="文字", help="写进反馈意见的联系方式")
@_STANDARD
@click.option("--profile", type=_PATH, metavar="文件", help="本局设置（.yaml）：哪些规则不查，哪些从轻从重")
@click.option("--waivers", type=_PATH, metavar="文件", help="豁免清单，默认用报送文件夹里的 审查豁免.xlsx")
@click.option("--examples", type=_PATH, metavar="文件", help="本局范例，默认用结果文件夹里的 本局范例.jsonl")
@click.option("--layout", is_flag=True, help="也查版式：纸张、页边距、字体字号、行距、页码（GB/T 9704）")
@click.option(
    "--redact",
    is_flag=True,
    help="遮盖结果里的姓名、身份证号、电话、银行卡号、邮箱；不写批注稿，改写审查意见单",
)
@_PLUGIN
def check(
    paths: tuple[Path, ...],
    output: Path | None,
    format_: str,
    kind: str,
    jobs: int | None,
    cluster: str,
    expected: Path | None,
    corrections: Path | None,
    shared: tuple[Path, ...],
    suggest: bool,
    rebuild: bool,
    since: Path | None,
    replies: bool,
    sender: str,
    reply_by: str,
    contact: str,
    standard: str,
    profile: Path | None,
    waivers: Path | None,
    examples: Path | None,
    layout: bool,
    redact: bool,
    plugins: tuple[str, ...],
) -> None:
    """审查文件或整个文件夹。

    结束码：0 全部通过，1 有需要修改的，2 用法不对、没有可审查的或结果没有写成，3 有读不出的文件（其余照常审查）。
    """
    from checker.bureau import Asked
    from checker.desk import check_paths
    from checker.options import Options
    from checker.replies.sender import Sender

    if corrections is not None and expected is None:
        raise click.UsageError("--corrections 要和 --expected 名单.xlsx 一起用。")
    if replies and output is None:
        raise click.UsageError("--replies 要写明放在哪里：加上 -o 结果文件夹。")
    if redact and suggest:
        raise click.UsageError("--redact 不写批注稿（里面是原文），所以不能和 --suggest 一起用。")
    options = Options(
        output=output,
        format=format_,
        kind=kind,
        jobs=jobs,
        standard=standard,
        expected=expected,
        corrections=corrections,
        shared=shared,
        suggest=suggest,
        rebuild=rebuild,
        since=since,
        replies=replies,
        sender=Sender(sender, reply_by, contact),
        asked=Asked(profile, waivers, examples, layout),
        plugins=plugins,
        redact=redact,
        cluster=cluster,
    )
    raise click.exceptions.Exit(check_paths(paths, options))


@cli.command(name="expected", cls=ChineseCommand)
@click.option("-o", "--output", type=_PATH, default=Path("名单.xlsx"), metavar="名单.xlsx", help="写到哪里")
@_STANDARD
def expected_command(output: Path, standard: str) -> None:
    """做一张空的应交名单：哪个单位、谁、应交什么、什么时候以前。

    填好后用 checker check 报送文件夹 --expected 名单.xlsx -o 结果。
    """
    from checker.expected.form import write_form
    from corpus import load_standard

    if output.exists():
        raise click.UsageError(f"“{clean(str(output), 200)}”已经有了，不覆盖。请换一个名字，或先把它移走。")
    path = write_form(output, load_standard(standard))
    click.echo(f"已做好：{path}")
    click.echo("填好以后运行：checker check 报送文件夹 --expected " + path.name + " -o 结果")


@cli.command(cls=ChineseCommand)
@click.argument("folder", type=_PATH, metavar="文件夹")
@click.option("-o", "--output", type=_PATH, required=True, metavar="文件夹", help="结果写到这里")
@click.option("--poll", is_flag=True, help="不用改动通知，定时巡查（程序平时会自己判断）")
@click.option(
    "--settle",
    type=click.FloatRange(0.2, 3600),
    default=5.0,
    metavar="秒",
    help="文件安静多少秒才读，默认 5",
)
@click.option("--once", is_flag=True, help="审查完现有的文件就结束，不一直看守")
@click.option(
    "--refresh",
    type=click.FloatRange(1, 86400),
    default=60.0,
    metavar="秒",
    help="汇总表和网页最多隔多少秒重写一次，默认 60",
)
@click.option("--jobs", type=click.IntRange(1, 64), default=1, metavar="个数", help="同时用几个进程，默认 1")
@click.option(
    "--log",
    "log_format",
    type=click.Choice(["text", "json"]),
    default="text",
    help="运行日志的样子，默认 text",
)
@_STANDARD
@click.option("--profile", type=_PATH, metavar="文件", help="本局设置（.yaml）：哪些规则不查，哪些从轻从重")
@click.option("--waivers", type=_PATH, metavar="文件", help="豁免清单，默认用报送文件夹里的 审查豁免.xlsx")
@click.option("--examples", type=_PATH, metavar="文件", help="本局范例，默认用结果文件夹里的 本局范例.jsonl")
@click.option("--layout", is_flag=True, help="也查版式：纸张、页边距、字体字号、行距、页码（GB/T 9704）")
@click.option(
    "--shared",
    type=_PATH,
    multiple=True,
    metavar="文件",
    help="发下去的模板或通知，里面的话不算雷同；可以写几次",
)
@_PLUGIN
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

    报送的文件只读，不改、不移、不删。按 Ctrl-C 停下；再启动时接着做。看情况用：checker status -o 结果文件夹
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
        waits=Waits(settle),
        plugins=plugins,
        shared=shared,
        asked=Asked(profile, waivers, examples, layout),
    )
    raise click.exceptions.Exit(run_watch(folder, output, settings, once, log_format))


@cli.command(cls=ChineseCommand)
@click.option(
    "-o", "--output", type=_PATH, required=True, metavar="文件夹", help="check 或 watch 的结果文件夹"
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供别的程序用")
@click.option("--all", "everything", is_flag=True, help="列出每个文件，包括按名字忽略的")
def status(output: Path, as_json: bool, everything: bool) -> None:
    """台账知道的情况：各状态有多少文件，哪些在等、哪些读不出，看守程序还在不在。"""
    from checker.watch.status import show_status

    for line in show_status(output, as_json, everything):
        click.echo(line)


@cli.command(name="explain", cls=ChineseCommand)
@click.argument("file", type=_PATH, metavar="文件")
@click.option("-o", "--output", type=_PATH, metavar="说明.html", help="写成网页，不在屏幕上列出")
@click.option(
    "--examples",
    type=_PATH,
    metavar="文件",
    help="本局范例，默认用文件旁边的 本局范例.jsonl",
)
@_KIND
@_STANDARD
def explain_command(file: Path, output: Path | None, examples: Path | None, kind: str, standard: str) -> None:
    """逐句说明一份文件：每句看作什么，每个要素凭哪一句判定。

    加 -o 说明.html 写成一页网页，可以用浏览器看、打印。
    """
    from checker.explain import explain_file

    raise click.exceptions.Exit(explain_file(file, standard, kind, output, examples))


@cli.command(cls=ChineseCommand)
@click.argument("labels", type=_PATH, metavar="标注文件.jsonl")
@click.option("--misses/--no-misses", default=True, help="列不列出每一处不一致，默认列")
@_STANDARD
def evaluate(labels: Path, misses: bool, standard: str) -> None:
    """对照人工标注，算出判定的准确率、召回率和 F1。"""
    from checker.scoresheet import evaluate_file

    raise click.exceptions.Exit(evaluate_file(labels, standard, misses))


@cli.command(cls=ChineseCommand)
@click.argument("workbook", type=_PATH, metavar="汇总.xlsx")
@click.option(
    "--folder",
    "folders",
    multiple=True,
    type=_PATH,
    metavar="文件夹",
    help="报送材料在哪里，默认用上次审查的",
)
@click.option(
    "--examples", type=_PATH, metavar="文件", help="写到哪个范例文件，默认 汇总.xlsx 旁边的 本局范例.jsonl"
)
@click.option("--yes", is_flag=True, help="写入；不加只看会改变什么")
@_STANDARD
def learn(workbook: Path, folders: tuple[Path, ...], examples: Path | None, yes: bool, standard: str) -> None:
    """学会审查人的更正：读汇总表“依据”里“更正”一栏，先列出哪些文件的结论会变，加 --yes 才写入。

    更正写：写实、只提到、未涉及、不是这个要素。以后遇到相同或几乎相同的句子，就按更正判定。
    """
    import datetime

    from checker.learn import learn_file

    today = datetime.datetime.now().date()
    raise click.exceptions.Exit(learn_file(workbook, folders, examples, standard, yes, today))


@cli.command(cls=ChineseCommand)
def rules() -> None:
    """列出全部规则：名称、级别、说的是什么、依据。设置和豁免里用这些名称。"""
    from checker.rulebook import listing

    for line in listing():
        click.echo(line)


@cli.command(cls=ChineseCommand)
@click.option("-o", "--output", type=_PATH, default=Path("checker-demo"), metavar="文件夹", help="放在哪里")
def demo(output: Path) -> None:
    """用自带的例子审查一遍，看看样子。"""
    from checker.demo import run_demo

    raise click.exceptions.Exit(run_demo(output))


def main(args: list[str] | None = None) -> int:
    """Run a command line and return the exit code of the contract (0, 1, 2 or 3)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console that cannot show a character shows "?"
            stream.reconfigure(errors="replace")
    try:
        code = cli.main(args, prog_name="checker", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        return 2
    except click.ClickException as error:
        click.echo(f"错误：{explain(error)}", err=True)
        context = getattr(error, "ctx", None)
        if context is not None:
            click.echo(f"看用法：{context.command_path} --help", err=True)
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("已停下。写出的文件都是完整的；再运行一次即可。", err=True)
        return 1
    except BrokenPipeError:
        return 1
    except Exception as error:  # the last guard: a user never sees a traceback
        from checker.trouble import advice_for

        click.echo(f"错误：{clean(advice_for(error), 600)}", err=True)
        return 2


if __name__ == "__main__":
    sys.exit(main())
