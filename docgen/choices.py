"""What was written for a choice (下拉栏目) or for one of a list of full names in, what it is short for out."""

from __future__ import annotations

from docgen.problems import clean
from docgen.simplified import simplified

__all__ = ["Short", "cut_short", "spelled_out"]

Short = tuple[tuple[str, tuple[str, ...]], ...]


def cut_short(text: str, short: Short) -> str:
    """The choice that what was written stands for, or nothing.

    Only the words the field names: 主任 is a part of 班主任 and not short for it.

    >>> cut_short("领 导", (("学校领导", ("领导",)),)), cut_short("学校", (("学校领导", ("领导",)),))
    ('学校领导', '')
    """
    said = "".join(simplified(text).split())
    return next((choice for choice, words in short if said in words), "")


def spelled_out(text: str, spelled: tuple[str, ...]) -> tuple[str, str]:
    """What was written as the list spells it, or as it is and why it is to be looked at.

    A people the state has not named (穿青人) is nobody's mistake.

    >>> names = ("汉族", "维吾尔族", "哈尼族", "哈萨克族")
    >>> spelled_out("汉", names), spelled_out("汉 族", names), spelled_out("穿青人", names)
    (('汉族', ''), ('汉族', ''), ('穿青人', ''))
    >>> spelled_out("汉族。", names)
    ('汉族', '')
    >>> spelled_out("维族", names), spelled_out("哈族", names)
    (('维族', '全称里没有（是不是“维吾尔族”？）'), ('哈族', '全称里没有（是不是“哈尼族”或“哈萨克族”？）'))
    >>> spelled_out("少数民族", names)
    ('少数民族', '全称里没有（要写全称，例如“汉族”）')
    """
    said = "".join(text.split()).rstrip("。，、；.,;")
    for full in spelled:
        if said in (full, full[:-1]):
            return full, ""
    if len(said) > 2 and said.endswith("人"):
        return text, ""
    start = said.removesuffix(spelled[0][-1])
    near = [f"“{full}”" for full in spelled if start and full.startswith(start)][:3]
    hint = f"是不是{'或'.join(near)}？" if near else f"要写全称，例如“{clean(spelled[0])}”"
    return text, f"全称里没有（{hint}）"
