"""A document and its signature in, all the people who sign it out (署名的人): of one paper there may be several."""

from __future__ import annotations

import re

from checker.analysis import Signature
from checker.document import Document
from checker.normal import normalise
from checker.persons import is_person, spelled

__all__ = ["signers"]

_LONGEST = 60  # characters of a line of names
_LABEL = re.compile(r"\s*(?P<label>[^：:、，,；;]{0,20}[：:])?(?P<names>.*)", re.DOTALL)
# Behind the next label (监督人：) stands somebody else.
_NEXT = re.compile(r"[^、，,；;：:\s]*[：:].*|[\d〇○零一二三四五六七八九十]{2,4}年.*", re.DOTALL)
_NOTE = re.compile(r"（[^）]*）?$|等[\d一二三四五六七八九十]+[名位个人].*")
_APART = re.compile(
    r"[、，,；;/\s]+(?![^（(]*[）)])"
)  # in a bracket nobody else begins: （含甲村、乙村教学点）


def signers(document: Document, signature: Signature) -> tuple[str, ...]:
    """The names in the signature's line, and in those above and below that have the same label (承诺人：).

    Without a label a line above counts when it is a name alone. Whether they are anybody the roster knows is
    for the roster to say: not every piece is a name.
    """
    where = signature.name_where
    if where is None:
        return ()
    label, found = _line(document, where.paragraph)
    # 花荣谨诺, 石桥中学王志强: the piece that has the name in it is the signer's.
    own = signature.name
    found = [own if own and own in p and (p == f"{own}于" or not is_person(p)) else p for p in found]
    names = _whole(own, found)
    for step in (-1, 1):
        number = where.paragraph + step
        while 0 <= number < len(document.paragraphs):
            other, more = _line(document, number)
            alone = not label and step < 0 and len(more) == 1 and is_person(more[0])
            if not more or other != label or not (label or alone):
                break
            names += more
            number += step
    # 韦　家　宝 is not found in its pieces.
    alone = own in names or bool(found) and is_person(own)
    return tuple(dict.fromkeys((*([own] if alone else []), *names)))


def _whole(name: str, pieces: list[str]) -> list[str]:
    """The pieces, with those that are one name of a unit, broken where a line was full or of several schools' joint
    branch, put together."""
    for start in range(len(pieces)):
        for end in range(start + 2, len(pieces) + 1):
            if name in ("".join(pieces[start:end]), "、".join(pieces[start:end])):
                return [*pieces[:start], name, *pieces[end:]]
    return list(pieces)


def _line(document: Document, number: int) -> tuple[str, list[str]]:
    """The label of a line of names, "" for none, and the names; no names in a line of other words."""
    raw = document.paragraphs[number].text
    match = _LABEL.fullmatch(raw) if len(raw) <= _LONGEST and "。" not in raw else None
    if match is None:
        return "", []
    label = "".join((match["label"] or "").split()).rstrip("：:")
    pieces = [normalise(p).text for p in _APART.split(_NEXT.sub("", match["names"]))]
    several = len([p for p in pieces if p]) > 1
    bare = (
        _NOTE.sub("", p) or ("" if several else p.strip("（）")) for p in pieces
    )  # 王志强（语文组）, 张伟等九名党员
    return label, [spelled(p) for p in bare if len(p) > 1]
