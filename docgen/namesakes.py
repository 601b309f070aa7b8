"""People of one name in a roster: what was written beside it tells them apart (李伟（大）、李伟（小）) and is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from docgen.data import Row
from docgen.marks import Unsaid
from docgen.problems import clean
from docgen.tidy import bare_name, named, of_school, several, tidied
from docgen.values import plain

__all__ = ["called", "marked", "namesakes", "typed"]

_BRACKETS = re.compile(r"[（(【\[](.*)[）)】\]]", re.DOTALL)
_SEX = re.compile(r"[，,、 ]\s*([男女])")


def typed(raw: object) -> str:
    """A name as it was filled in, without slips of the keyboard."""
    return "" if isinstance(raw, Unsaid) else named(tidied(plain(raw)))


def marked(name: str) -> str:
    """A name with those of the words beside it that tell its bearer from another: not a number, not 同志.

    >>> marked("2.李伟（大）"), marked("李伟，女"), marked("李伟同志"), marked("李伟 13800000000")
    ('李伟（大）', '李伟（女）', '李伟', '李伟')
    """
    bare, beside = bare_name(name)
    found = (_BRACKETS.fullmatch(w) or _SEX.fullmatch(" " + w) or _SEX.fullmatch(w) for w in beside)
    words = [w for m in found if m and (w := "".join(m[1].split())) and not re.search(r"\d{5}", w)]
    return bare + "".join(f"（{w}）" for w in words)


def namesakes(rows: Iterable[Row], school: object = "") -> frozenset[str]:
    """Of the names of a roster, as typed, those of people who share theirs with another of their school."""
    alike: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        name = typed(row.values.get("姓名"))
        bare = bare_name(name)[0]
        if name and not several(bare):
            own = of_school(plain(row.values.get("学校", school)))
            alike.setdefault((own, bare), set()).add(name)
    return frozenset(n for names in alike.values() if len(set(map(marked, names))) > 1 for n in names)


def called(field: str, name: str, sakes: frozenset[str]) -> tuple[str, list[str]]:
    """A person's name without what was written beside it, except what tells namesakes apart; and what to tell of it."""
    bare, beside = bare_name(name)
    if name in sakes and bare != (apart := marked(name)):
        return apart, [
            f"“{field}”印的是“{clean(apart)}”：名册里不止一个“{clean(bare)}”，括号里的照印，请核对"
        ]
    if not beside:
        return bare, []
    said = "".join(f"“{clean(w)}”" for w in beside)
    return bare, [f"“{field}”里的{said}没有印，印的是“{clean(bare)}”，请核对"]
