"""click's commands in, the same commands with help pages and error messages in Chinese out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import click

from chinese_cli.clean import clean
from chinese_cli.wide import Formatter, columns

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


# What click adds to an option's words: [required], [1<=x<=64], [default: 5; 0.2<=x<=3600].
_ADDED = re.compile(r"\s*\[([^\[\]]*(?:required|<=x<=)[^\[\]]*)\]$")


def _told(words: str) -> str:
    """An option's words with what click adds to them in Chinese.

    >>> _told("同时审几份  [1<=x<=64]"), _told("结果写到这里  [required]")
    ('同时审几份（1 到 64）', '结果写到这里（必须写）')
    """
    added = _ADDED.search(words)
    if added is None:
        return words
    parts = ["必须写"] if "required" in added[1] else []
    parts += [f"{low} 到 {high}" for low, high in re.findall(r"([\d.]+)<=x<=([\d.]+)", added[1])]
    return f"{words[: added.start()]}（{'，'.join(parts)}）"


class _Chinese(click.Command):
    """Help in Chinese: 用法, 选项, 命令. `sections` give headings to the options named under each."""

    context_class = _Context

    def __init__(
        self, *args: Any, sections: Mapping[str, Sequence[str]] | None = None, **attributes: Any
    ) -> None:
        """As click's, with `sections`: those that none of them names come last."""
        super().__init__(*args, **attributes)
        self._sections = sections or {}

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
        rows = {
            p.name: (r[0], _told(r[1]))
            for p in self.get_params(ctx)
            if (r := p.get_help_record(ctx)) is not None and r[1]
        }
        first = max((columns(term) for term, _ in rows.values()), default=0)
        for heading, names in self._sections.items():
            with _section(formatter, heading):
                formatter.write_dl([rows.pop(name) for name in names], first)
        if rows:
            with _section(formatter, "其他选项" if self._sections else "选项"):
                formatter.write_dl(list(rows.values()), first if self._sections else 30)
        if isinstance(self, click.Group):
            commands = [
                (n, c) for n in self.list_commands(ctx) if (c := self.get_command(ctx, n)) and not c.hidden
            ]
            with _section(formatter, "命令"):
                formatter.write_dl([(n, c.get_short_help_str(200)) for n, c in commands])
            formatter.write_paragraph()
            most = max(commands, key=lambda row: len(row[1].params))[0]
            formatter.write(f"每个命令的用法：{ctx.command_path} {most} --help\n")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help, explained in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这一页说明"
        return option


class ChineseCommand(_Chinese):
    """A command with a Chinese help page."""


class ChineseGroup(_Chinese, click.Group):
    """A group of commands with a Chinese help page, in the order in which they were added."""

    command_class = ChineseCommand

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands as they come, what is used most first."""
        return list(self.commands)


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
