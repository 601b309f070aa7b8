"""A text in, the same as it stands in the middle of a template's own sentence out, with what is to be told of it."""

from __future__ import annotations

from docgen.kinds import Field
from docgen.problems import clean
from docgen.tidy import completed, nested, parted, unquoted, unstopped

__all__ = ["fitting"]


def fitting(field: Field, value: str, place: str) -> tuple[str, list[str]]:
    """The words without a stop at their end, with single marks inside the template's own, with the end they lack."""
    told = []
    if field.clause and (bare := unstopped(value)) != value:
        value = bare
        told.append(f"{place}“{field.name}”末尾的标点没有印，印在句子中间，请核对")
    if field.bare:
        value = unquoted(value)
        if (single := nested(value)) != value:
            value = single
            told.append(
                f"{place}“{field.name}”里的引号印成了单引号（外面一层引号是材料自带的），印的是“{clean(value)}”，请核对"
            )
        if parted(value):
            told.append(f"“{field.name}”中间的空格照印了，印的是“{clean(value)}”，是几句的用“、”或“，”隔开")
    if field.ending and not any(word in value for word in field.unless):
        value = completed(value, field.ending)
        told.append(
            f"{place}“{field.name}”没有写出“{field.ending}”，补上了，印的是“{clean(value)}”，不是这样叫的请写全称"
        )
    return value, told
