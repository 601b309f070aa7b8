"""The text of a packaged table (.tsv) in, its rows by line out (表格): comments and blank lines left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.yamldoc import StandardError

__all__ = ["table_rows", "whole_row"]


def table_rows(text: str, file: str, columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Each row's line number, from 1, and cells; the first must be the columns' names.

    Raises StandardError for another first row and where there is none.

    >>> list(table_rows("# 说明\\nname\\tnote\\n甲\\t一", "a.tsv", ("name", "note")))
    [(3, ['甲', '一'])]
    """
    header = False
    for line, content in enumerate(text.splitlines(), 1):
        if not content.strip() or content.startswith("#"):
            continue
        cells = content.split("\t")
        if header:
            yield line, cells
        elif tuple(cells) != tuple(columns):
            raise StandardError(file, line, "第一行不是栏名", f"写上：{'、'.join(columns)}（制表符分开）")
        header = True
    if not header:
        raise StandardError(file, 1, "文件是空的", "恢复原来的文件")


def whole_row(cells: list[str], file: str, line: int, columns: Sequence[str]) -> list[str]:
    """The cells, if there is one for each column; else StandardError."""
    if len(cells) != len(columns):
        fix = f"用制表符分开：{'、'.join(columns)}"
        raise StandardError(file, line, f"有 {len(cells)} 栏，应为 {len(columns)} 栏", fix)
    return cells
