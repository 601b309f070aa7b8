"""A text in, the persons whom it only mentions (顺带提到的人) out: 优秀教师沈浩, 班上的小敏.

They sign nothing and no roster has them. Only what is hardly another word is taken: jieba must end a word where the
name ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.persons import is_person, plainly_person
from checker.surnames import DOUBLE, PLAIN
from checker.words import cut, known
from chinese_cli.han import HAN
from corpus.wordlists import either, listed

__all__ = ["PUBLIC", "after_posts", "mentioned", "ordinary"]

_HAN = f"[{HAN}]"
_SURE = f"(?:{'|'.join(DOUBLE)}|[{''.join(sorted(PLAIN - frozenset(listed('redact.verbal'))))}])"
_POSTED = re.compile(f"{either('redact.post')}(?P<s>{_SURE})(?P<r>{_HAN}{{1,6}})")
_NO_NAME = re.compile(either("redact.no_name"))
_SURNAME_ONLY = listed("redact.surname_only")
_NOT_GIVEN = frozenset(listed("redact.not_given"))
_ADJECTIVES = frozenset("高华温康洪")  # 高明, 华丽
_GIVEN = frozenset(listed("redact.child"))
# What may follow a dictionary's word that begins a name: 唐国/栋, not 江南/片, 汤药/费.
_FIRST = _GIVEN | frozenset(listed("redact.first_given"))
_NEVER_GIVEN = frozenset(listed("redact.never_given"))
# 小龙门村, 小龙山教学点 are places; 小明门口, 小芳村里 tell where he is.
_PLACE = f"(?:{either('redact.place')}(?![里上下前后外口边头过中旁]))"
_PLACED = re.compile(_PLACE)
# 小红花, 小满前后 (a day of the calendar) and what is of a colour.
_CHILD = re.compile(
    f"小[{''.join(listed('redact.child'))}](?!(?<=[红蓝])[花旗帽本书榜伞色灯牌包袋圈薯布绳纸车船盒服衣裙鞋星]|(?<=满)[前后节时]|(?<=悦)读|{_PLACE})"
)
_BEFORE_LITTLE = frozenset(listed("redact.before_little"))
PUBLIC = frozenset(listed("redact.public"))
_AHEAD = 6  # characters cut with a name to see where it ends


def mentioned(text: str) -> Iterator[tuple[int, int]]:
    """Where persons stand that a text mentions: after a post (教师沈浩), or called 小 and a given name (李小军, 小敏)."""
    for match in _POSTED.finditer(text):
        if name := _name(match["s"], match["r"]):
            yield match.start("s"), match.start("s") + len(name)
    ends: set[int] = set()
    for match in _CHILD.finditer(text):
        ends = ends or _ends(text)
        start, end = match.span()
        # Cut by itself it may be seen better: 向小杰说 is cut as 向/小杰说.
        if end not in ends and end - start not in _ends(text[start : end + _AHEAD]):
            continue
        before = text[start - 1 : start] if start else ""
        if before in PLAIN and start - 1 in {0, *ends}:
            if text[start - 1 : end] not in PUBLIC:
                yield start - 1, end
        elif before not in _BEFORE_LITTLE and text[start - 1 : end] not in PUBLIC:
            yield start, end


def after_posts(text: str) -> Iterator[str]:
    """Names after a post.

    >>> list(after_posts("优秀教师沈浩每天读书，教师管理办法，党员宣誓，骨干教师谈老师带他。"))
    ['沈浩']
    """
    return (name for m in _POSTED.finditer(text) if (name := _name(m["s"], m["r"])))


def ordinary(name: str) -> bool:
    """Whether what stands where a name does is a word, too, or begins with one: it is not to be looked for elsewhere.

    >>> ordinary("方面"), ordinary("古人说"), ordinary("梅子"), ordinary("方秀英"), ordinary("韩梅")
    (True, True, True, False, False)
    """
    if "·" in name:
        return False
    surname = name[: 2 if name[:2] in DOUBLE else 1]
    if not is_person(name) or _NO_NAME.match(name):
        return True
    head = cut(name)[0]
    # 古人/说, but 李德/富: what is no word by itself goes on with a name.
    return _is_word(head, surname) and (head == name or name[len(head)] in _NOT_GIVEN)


def _ends(text: str) -> set[int]:
    """Where the words of a text end."""
    at, found = 0, set()
    for word in cut(text):
        at += len(word)
        found.add(at)
    return found


def _name(surname: str, rest: str) -> str:
    """The name that begins with a surname and goes on with some of the characters after it, "" for none."""
    if _NO_NAME.match(surname + rest) or rest.startswith(_SURNAME_ONLY) or rest[0] in _NOT_GIVEN:
        return ""
    head, *others = cut(surname + rest)
    following = others[0] if others else ""
    if len(head) <= len(surname):  # 耿/大川
        name = surname + following if len(surname) == len(head) and len(following) <= 2 else ""
    elif len(head) - len(surname) > 2:
        name = ""
    elif len(head) - len(surname) == 1 and known(head) and head[-1] not in _FIRST:
        name = ""  # 江南/片, 武术/操
    elif len(head) - len(surname) == 1 and len(following) == 1 and following not in _NOT_GIVEN:
        name = head + following  # 唐国/栋
    else:
        name = head
    given = name[len(surname) :]
    # 段考, 范读; 党员梁山片.
    if not _NEVER_GIVEN.isdisjoint(given) or _PLACED.match(rest, len(given)):
        return ""
    if not name or name in PUBLIC or not plainly_person(name) or _is_word(name, surname):
        return ""
    return name


def _is_word(name: str, surname: str) -> bool:
    """Whether jieba's dictionary has it, and not for being the name of many: 管理, 程序员, not 韩梅, 焦裕禄."""
    if len(name) <= len(surname) or not known(name):
        return False
    if len(name) - len(surname) > 1:
        return known(name[:-1])
    return surname in _ADJECTIVES or name[-1] not in _GIVEN
