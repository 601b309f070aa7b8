"""What a field (栏目) takes in; what is said of one that is empty or holds another thing, and its yellow mark, out."""

from __future__ import annotations

from docgen.data import Data
from docgen.kinds import Field
from docgen.problems import clean
from docgen.values import parse_date, plain

__all__ = ["PLACEHOLDER", "absent_sheet", "expected_of", "misplaced", "placeholder", "worded", "wrong"]

PLACEHOLDER = "【待填："


def wrong(raw: object) -> str:
    """The mark of a draft (样稿) for what was filled in wrong."""
    return placeholder(f"{clean(plain(raw), 60)}（填得不对，要改）".replace("【", "［").replace("】", "］"))


def placeholder(words: str) -> str:
    """The mark for a place still to be written (待填)."""
    return f"{PLACEHOLDER}{words}】"


def absent_sheet(data: Data, name: str) -> str:
    """That a form lacks one of its sheets: deleted, or renamed past knowing; nothing where it is there."""
    if name in data.headers or not (data.form or data.tables):
        return ""
    return f"；文件里没有叫“{name}”的表，请从 docgen data 出的空表里复制过来再填"


def worded(field: Field) -> bool:
    """Whether a field takes words: figures or a day in it were meant for another."""
    return field.type == "text" and bool(field.sample) and not any(map(str.isdigit, field.sample))


def misplaced(field: Field, value: object) -> str:
    """Why a day in a column for words is none of them."""
    if not isinstance(value, str) or not worded(field) or not parse_date(value):
        return ""
    return f"是日期，应当是文字，例如“{field.sample}”；看看是不是填错了格、串了列"


def expected_of(field: Field) -> str:
    """What is to be filled in where a required field is empty."""
    if field.type == "choice":
        return f"必填，从这些里选：{'、'.join(field.choices)}"
    sample = f"，例如“{field.sample.splitlines()[0]}”" if field.sample else ""
    return f"必填{sample}"
