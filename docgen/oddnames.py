"""A person's name (姓名) in; what about it is worth a second look out: a post, a number, a blank, a loose dot."""

from __future__ import annotations

import re

from chinese_cli.han import HAN
from docgen.problems import clean

__all__ = ["odd_name"]

_POST = r"(?:党?(?:总支|支部|委)?副?书记|副?校长|副?园长|副?主任|副?组长|(?:组织|宣传|纪检)?委员|教师|老师)"
_WITH_POST = re.compile(rf"{_POST}[{HAN}]{{2,4}}|[{HAN}]{{1,4}}{_POST}|{_POST}")
_LOOSE_DOT = re.compile(r"\A·|·\Z|··")
_ONE_SIGN = re.compile(rf"(?:\A|[ \u00a0\u3000])[{HAN}](?:[ \u00a0\u3000]|\Z)")


def odd_name(name: str) -> str:
    """Why a name as it will be printed is to be looked at, or nothing.

    >>> odd_name("支部书记王强"), odd_name("李四2")
    ('印的是“支部书记王强”，像是带了职务，只要写姓名，请核对', '印的是“李四2”，里面有数字，请核对')
    >>> odd_name("王 老师")
    '印的是“王 老师”，像是带了职务，只要写姓名，请核对'
    >>> odd_name("杨·"), odd_name("于 丽娟")
    ('印的是“杨·”，“·”的前面或后面少了字，请核对', '印的是“于 丽娟”，中间的空格照印了，凑齐用的请去掉')
    >>> odd_name("扎西 顿珠"), odd_name("阿依古丽·买买提"), odd_name("王强"), odd_name("Anna Li")
    ('', '', '', '')
    """
    said = f"印的是“{clean(name)}”，"
    if _WITH_POST.fullmatch("".join(name.split())):
        return f"{said}像是带了职务，只要写姓名，请核对"
    if any(c.isdecimal() for c in name):
        return f"{said}里面有数字，请核对"
    if _LOOSE_DOT.search(name):
        return f"{said}“·”的前面或后面少了字，请核对"
    if len(name.split()) > 1 and _ONE_SIGN.search(name):
        return f"{said}中间的空格照印了，凑齐用的请去掉"
    return ""
