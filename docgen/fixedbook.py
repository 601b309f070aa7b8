"""A workbook in, its bytes without the wall clock out: the same content gives the same bytes."""

from __future__ import annotations

import datetime
import re
from typing import Any

from docgen.cells import saved
from docgen.package import read_members, seal, write_members

__all__ = ["fixed_xlsx"]


def fixed_xlsx(book: Any, growing: bool = False) -> bytes:
    """The workbook's bytes without the wall clock: the same content gives the same bytes.

    With `growing`, the heights of rows are where they begin, and Excel makes them higher as they are filled.
    """
    fixed = datetime.datetime(2010, 1, 1)
    book.properties.created = book.properties.modified = fixed
    book.properties.creator = "docgen"
    members = read_members(saved(book), "表格")
    core = members["docProps/core.xml"].decode()
    core = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", r"\g<1>2010-01-01T00:00:00Z", core)
    members["docProps/core.xml"] = core.encode()
    if growing:  # openpyxl calls every height it is given fixed
        for name in [n for n in members if n.startswith("xl/worksheets/sheet")]:
            members[name] = members[name].replace(b' customHeight="1"', b"")
    return write_members(seal({}, members))
