"""A click command and its arguments in, an exit code out; whatever goes wrong is told in Chinese."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable

import click

from chinese_cli.commands import explain

__all__ = ["run"]


def run(
    command: click.Command,
    name: str,
    args: list[str] | None,
    stopped: str,
    failed: Callable[[Exception], int],
    stopping: tuple[type[BaseException], ...] = (),
) -> int:
    """The exit code: 2 for wrong usage, 1 when somebody stopped it (told as `stopped`), else the command's own.

    `failed` tells of what a command raised and gives the code, or raises it again; `stopping` are errors that
    mean no more than that somebody stopped it.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console that cannot show a character shows "?"
            stream.reconfigure(errors="replace")
    stops: tuple[type[BaseException], ...] = (click.Abort, KeyboardInterrupt, *stopping)
    try:
        with warnings.catch_warnings():
            if (
                not sys.warnoptions
            ):  # a library's English about a file (no default style, an extension) helps nobody
                warnings.simplefilter("ignore")
            code = command.main(args, prog_name=name, standalone_mode=False)
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
    except stops:
        click.echo(stopped, err=True)
        return 1
    except BrokenPipeError:
        return 1
    except Exception as error:
        return failed(error)
