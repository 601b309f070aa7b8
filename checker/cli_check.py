"""`checker check`: its options, and which of them do not go together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli_options import KIND, PATH, PLUGIN, SHARED, settled
from chinese_cli.commands import ChineseCommand

if TYPE_CHECKING:
    from checker.options import Options

__all__ = ["check"]

FORMATS = ("table", "json", "jsonl", "sarif", "junit", "csv")


# Under which heading of the help page each option stands; the rest comes last.
_SECTIONS = {
    "最常用": ("output", "expected", "replies", "since", "suggest", "layout", "redact"),
    "名单和回信": ("corrections", "sender", "reply_by", "contact"),
    "怎样判定": ("kind", "standard", "profile", "waivers", "examples", "shared"),
}


@click.command(cls=ChineseCommand, sections=_SECTIONS)
@click.argument("paths", nargs=-1, required=True, type=PATH, metavar="文件或文件夹...")
@click.option(
    "-o", "--output", type=PATH, metavar="文件夹", help="汇总表、网页、批注稿写到这里；不写只在屏幕上列出"
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="table",
    metavar="格式",
    help="屏幕上输出什么：table 表格（默认），csv、json、jsonl、sarif、junit 给别的程序用",
)
@KIND
@click.option("--jobs", type=click.IntRange(1, 64), metavar="个数", help="同时审几份，默认按处理器个数")
@click.option(
    "--cluster",
    default="",
    metavar="地址",
    help="用几台机器一起审（Dask 集群），如 tcp://192.168.1.10:8786，见 docs/scale.md",
)
@click.option(
    "--expected",
    type=PATH,
    metavar="名单.xlsx",
    help="应交名单：报告谁交了、谁没交、谁迟交；空的名单用 checker expected 做",
)
@click.option(
    "--corrections",
    type=PATH,
    metavar="汇总.xlsx",
    help="填过“更正到”的汇总表，默认用结果文件夹里的 汇总.xlsx",
)
@SHARED
@click.option("--suggest", is_flag=True, help="批注稿里，用错的词和标点写成修订，对方逐处接受或拒绝")
@click.option(
    "--rebuild/--no-rebuild",
    default=True,
    help="旧格式（.doc、.wps 等）转不转成 .docx 来加批注，默认转（要装 LibreOffice）；不转就给一张审查意见单",
)
@click.option("--since", type=PATH, metavar="结果文件夹", help="与上一次的结果比：逐条说明已改、仍有、新出现")
@click.option("--replies", is_flag=True, help="给每个单位写一份反馈意见，没交齐的写催交通知")
@click.option("--sender", default="", metavar="单位", help="反馈意见和催交通知的落款")
@click.option("--reply-by", default="", metavar="日期", help="请对方在哪天以前改好、补交，如 2011年3月20日")
@click.option("--contact", default="", metavar="文字", help="写进反馈意见的联系人、电话")
@settled
@click.option(
    "--redact",
    is_flag=True,
    help="遮盖结果里的姓名、证件号、电话、卡号、邮箱；不写批注稿，改写审查意见单",
)
@PLUGIN
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
    """审查一份文件，或整个文件夹（里面再分文件夹也行）。

    报送的文件只读，不改、不移、不删。

    最常用：checker check 报送 -o 结果

    谁没交：checker check 报送 -o 结果 --expected 名单.xlsx

    结束码（给别的程序看）：0 全部通过，1 有需要修改的，2 命令写得不对、没有可审查的或结果没有写成，3 有读不出的文件（其余照常审查）。
    """
    from checker.bureau import Asked
    from checker.desk import check_paths
    from checker.options import Options
    from checker.replies.sender import Sender

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
    _refuse_at_odds(options)
    raise click.exceptions.Exit(check_paths(paths, options))


def _refuse_at_odds(options: Options) -> None:
    """Raise click.UsageError for options that do not go together, with what to do instead."""
    if options.corrections is not None and options.expected is None:
        raise click.UsageError("--corrections 要和 --expected 名单.xlsx 一起用。")
    if options.replies and options.output is None:
        raise click.UsageError("--replies 要写明放在哪里：加上 -o 结果文件夹。")
    if options.redact and options.suggest:
        raise click.UsageError("--redact 不写批注稿（里面是原文），所以不能和 --suggest 一起用。")
