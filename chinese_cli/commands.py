"""click's commands in, the same commands with help pages and error messages in Chinese out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import click

from chinese_cli.clean import clean
from chinese_cli.wide import Formatter

__all__ = ["ChineseCommand", "ChineseGroup", "LinesError", "explain"]

_DASHES = tuple("—–－―−")  # what Word and Chinese input methods make of --


@contextmanager
def _section(formatter: click.HelpFormatter, heading: str) -> Iterator[None]:
    """A headed part of a help page, with the Chinese colon."""
    formatter.write_paragraph()
    formatter.write(f"{heading}：\n")
    with formatter.indentation():
        yield


class _Context(click.Context):
    """A context whose help pages count Chinese signs as wide as they are."""

    formatter_class = Formatter


class _Chinese(click.Command):
    """Help in Chinese: 用法, 选项, 命令."""

    context_class = _Context

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What stands behind the command's name in the first line."""
        words = {
            "[OPTIONS]": "[选项]",
            "COMMAND": "命令",
            "[ARGS]...": "[内容]…",
            "COMMAND [ARGS]...": "命令 [内容]…",
        }
        return [words.get(piece, piece) for piece in super().collect_usage_pieces(ctx)]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The first line of the help page."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, and for a group its commands."""
        # Newer clicks list arguments too, without a word on them; the usage line names them already.
        rows = [r for p in self.get_params(ctx) if (r := p.get_help_record(ctx)) is not None and r[1]]
        if rows:
            with _section(formatter, "选项"):
                formatter.write_dl(rows)
        if isinstance(self, click.Group):
            commands = [
                (n, c) for n in self.list_commands(ctx) if (c := self.get_command(ctx, n)) and not c.hidden
            ]
            with _section(formatter, "命令"):
                formatter.write_dl([(n, c.get_short_help_str(200)) for n, c in commands])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help, explained in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这一页说明"
        return option


class ChineseCommand(_Chinese):
    """A command with a Chinese help page."""


class ChineseGroup(_Chinese, click.Group):
    """A group of commands with a Chinese help page."""

    command_class = ChineseCommand


class LinesError(click.UsageError):
    """Several things that are wrong, each on a line of its own; names of strangers in them are cleaned already."""


def explain(error: click.ClickException) -> str:
    """What click complains of, in Chinese."""
    name = _name(error)
    if isinstance(error, click.NoSuchOption):
        near = f"是不是 {'、'.join(error.possibilities)}？" if error.possibilities else ""
        if not near and len(error.option_name) == 2:  # -data
            near = "整个的词前面是两个减号，如 --help。"
        return f"没有选项 {clean(error.option_name)}。{near}"
    if isinstance(error, click.MissingParameter):
        return f"缺少 {name}。"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {clean(error.option_name)} 后面要写内容。"
    if isinstance(error, click.FileError):
        return f"文件 {clean(error.ui_filename)} 打不开。"
    if isinstance(error, click.BadParameter):
        return f"{name} 写得不对：{_chinese_or(error.message, '看看格式，或文件在不在')}。"
    if isinstance(error, click.UsageError):
        message = error.message
        if isinstance(error, LinesError):
            return "\n".join(clean(line, 400) for line in message.split("\n"))
        if "No such command" in message:
            known = "、".join(_commands(error.ctx))
            return f"没有这个命令：{clean(message.split(chr(39))[1])}。可用的命令：{known}。"
        if "unexpected extra argument" in message:
            extra = message.partition("(")[2].rstrip(").")
            hint = "选项前面要写两个英文的减号（--）。" if extra[:1] in _DASHES else ""
            if not hint and re.search(r"\.[A-Za-z]{2,5}\Z", extra):  # 名 册.xlsx comes as two words
                hint = "文件名里有空格的，两边要加英文的引号。"
            return f"多写了内容：{clean(extra)}。{hint}"
        if "Missing command" in message:
            return "要写明做什么。"
        return _chinese_or(message, "命令写得不对。")
    return _chinese_or(error.format_message(), "出了错。")


def _commands(ctx: click.Context | None) -> list[str]:
    return ctx.command.list_commands(ctx) if ctx is not None and isinstance(ctx.command, click.Group) else []


def _name(error: click.ClickException) -> str:
    parameter = getattr(error, "param", None)
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    if parameter is not None:
        return parameter.human_readable_name.rstrip(".")  # 文件或文件夹... : one or more
    return str(getattr(error, "param_hint", None) or "选项")


def _chinese_or(message: str, otherwise: str) -> str:
    """Our own messages are Chinese already; click's are replaced."""
    return clean(message, 400) if any("一" <= c <= "鿿" for c in message) else otherwise
