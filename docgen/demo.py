"""The packaged examples in, a document of every kind and a line on each out (样子)."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.bulk import Result
from docgen.filled import read_data
from docgen.kindfile import load_kinds
from docgen.problems import clean
from docgen.run import Options, make_all

__all__ = ["run_demo"]


def run_demo(output: Path, pdf: bool) -> int:
    """Make every kind from its packaged examples and tell of it; 0 when all is well, 1 when something failed."""
    results: list[Result] = []
    # Two examples of a kind lie in one folder: the one is no leftover of the other.
    options = Options(pdf=pdf, overwrite=True, leftovers=False)
    for kind in load_kinds().values():
        for example in sorted(kind.example.parent.glob("example*.yaml")):
            data = read_data(example, [kind])
            target = output / kind.group / (kind.folder if kind.each and not kind.whole else "")
            made, *_ = make_all([kind], data, target, options)
            results += made
            title = kind.title if example == kind.example else f"{kind.title}，没有填的样子"
            there = [r.file for r in made if r.good]
            if there:
                click.echo(f"{title}：{'、'.join(there[:3])}{'……' if len(there) > 3 else ''}")
    click.echo(f"一共 {sum(r.good for r in results)} 份，都在：{output}")
    wrong = [r for r in results if not r.good]
    if wrong:
        click.echo(
            f"有 {len(wrong)} 份没有做成，第一份：{wrong[0].file}：{clean(wrong[0].note, 200)}", err=True
        )
    return 0 if all(r.good for r in results) else 1
