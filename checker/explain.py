"""`checker explain`: one file in; on screen, or as a page, its sentences with what each was taken for."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from checker.document import Unreadable
from checker.examples import EXAMPLES, Examples, ExamplesError, read_examples
from checker.options import known_kind
from chinese_cli.clean import clean
from corpus import load_standard

__all__ = ["explain_file"]


def explain_file(
    file: Path, standard_name: str, kind: str, output: Path | None = None, examples: Path | None = None
) -> int:
    """Print the explanation, or write it to the page `output`. 0 when the file could be read, 3 when not.

    `examples` defaults to the 本局范例.jsonl beside the file, where there is one.
    """
    from checker.judging import analyse, findings_of
    from checker.readers import read

    standard = load_standard(standard_name)
    known_kind(kind, standard)
    if not file.exists():
        raise click.UsageError(f"找不到“{clean(str(file), 200)}”。请检查路径，或把文件拖进命令窗口。")
    if output is not None:
        _check_output(output)
    taught = _examples(examples, file)
    try:
        document = read(file)
    except Unreadable as error:
        click.echo(f"无法读取：{error.reason}{error.advice}")
        return 3
    from checker.marked import explain

    analysis = analyse(document, standard, kind, taught)
    explanation = explain(analysis, findings_of(analysis), taught)
    if output is not None:
        from checker.reports.explained_page import write_explained
        from checker.reports.output import CannotWrite

        try:
            path = write_explained(explanation, file.name, output)
        except CannotWrite as error:
            raise click.UsageError(str(error)) from None
        click.echo(f"已写好：{clean(str(path), 400)}")
        click.echo("用浏览器打开就能看，不联网；可以打印。")
        return 0
    from rich.console import Console

    from checker.reports.explained import show_explained

    show_explained(explanation, Console(file=sys.stdout, highlight=False))
    return 0


def _examples(path: Path | None, file: Path) -> Examples:
    try:
        return read_examples(path or file.parent / EXAMPLES, must=path is not None)
    except ExamplesError as error:
        raise click.UsageError(str(error)) from None


def _check_output(output: Path) -> None:
    """A page may replace an earlier explanation, and nothing else. Raises click.UsageError."""
    from checker.reports.explained_page import is_explained

    if output.suffix.lower() not in (".html", ".htm"):
        raise click.UsageError(f"“{clean(output.name, 80)}”不是网页的名字。请写成 -o 说明.html 的样子。")
    if output.exists() and not is_explained(output):
        raise click.UsageError(
            f"“{clean(str(output), 200)}”已经有了，又不是上次的说明，不覆盖。请换一个名字，或先把它移走。"
        )
