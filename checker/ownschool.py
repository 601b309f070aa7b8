"""A line and a school named in it, how surely it is the writer's own present one out (自己现在的单位).

Where he was before, where his people work, where he went to listen or to help, and what he compares his own
school with weigh nothing: rather no school than another's.
"""

from __future__ import annotations

import re

from chinese_cli.han import HAN
from corpus.wordlists import either, listed

__all__ = ["BRANCHED", "LEAST", "comes_to", "weight"]

LEAST = 2  # what a line must weigh to count; 1 is better than nothing at all
_ABOVE = re.compile(r"教育局|教体局|教育体育局|教委")
BRANCHED = re.compile(r"(?:支部|总支|党委|委员会)$")

_STUDENT = re.compile(
    f"[^，。；]{{0,6}}{either('offices.student', also='进修(?!学校)|毕业(?!班|年级|生|考)')}"
)
_POST = re.compile(rf"(?:的|[{HAN}]{{0,12}}?){either('offices.post')}")
_WORKS = re.compile(
    r"[^，。；：]{0,14}?(?:任教|教书|教学|教[一二三四五六七八九语数英物化体音美]|从教|工作(?!会|部署|要求|精神)|支教|担任|上班|管[^理]|当|做(?!报告|讲座|客|好)|开校车|兼)"
)
# What he is or does now (我是, 现任); where he is is weaker: 我在甲小学教了五年，后来调到乙中学.
_IS = re.compile(
    r"(?:[我俺咱]们?是|我叫|我作为|我任|作为|身为|本人[是系任]?|现任|现为|现在|起任|单位[：:名称]*|我，|至今(?:一直|都)?(?:还)?在)(?:中共)?$"
)
_AT = re.compile(r"(?:[我俺咱]们?在|本人在|任职于|任教于|就职于|供职于)(?:中共)?$")
_SELF = re.compile(
    r"[我俺咱][是叫在，（\d]|我作为|作为|本人|现任|现在|现为|[男女]，|年\d{0,2}月?(?:\d+日)?[出入]?生|入的?党|转业|——记"
)
# 甲小学教师李明的事迹, 甲小学校长请我: somebody else's.
_ANOTHERS = re.compile(
    rf"(?:的|[{HAN}]{{0,12}}?){either('offices.post')}(?:[{HAN}]{{2,3}})?(?:请|家属|的{either('offices.deeds')})"
)
_PLEDGES = re.compile(rf"(?:全体[{HAN}]{{2,6}}|就|与|向|现)[^。]{{0,40}}承诺|全体党员")
_ARRANGED = re.compile(
    r"(?:的|统一|安排|部署|要求|布置|组织)[^，。]{0,6}(?:安排|部署|要求|布置|组织)|(?:安排|部署|要求)"
)
_OURS = re.compile(rf"(?:的同志们|全体[{HAN}、]{{2,8}})?：")
_CAME = re.compile(
    r"(?:[分来调转考][到入进回]|[分调]配?[到至在]|转业到|招聘到|进入|到|调任|转任|改任)(?:了|中共)?$"
)
# 我结合甲小学语文教师的岗位实际: nobody fits his pledge to another's post.
_FITS = re.compile(rf"{either('offices.fits')}(?:[我俺咱]们?|本人|自己|自身)?的?(?:所?在|担任|任)?(?:中共)?$")
_ITS_POST = re.compile(
    r"(?!、)(?:(?!老师)[^，。；：！？]){0,30}?(?:岗位|本职)(?:工作)?的?(?:实际|职责|特点|要求|情况|需要)"
)
_OPENS = re.compile(r"^(?:中共)?$|[，。：:；、（(—_“《\s]$")
_SHORT = 44

_CLAUSE = re.compile("[，。；：！？（）()]")
_SENTENCE = re.compile("[。；！？]")
_NOW = re.compile(either("offices.now"))
# 曾任, 原任, 也当过 before the name; 教过 after it. 曾 may be a surname.
_ONCE = re.compile(
    rf"{either('offices.once')}|曾(?=[在任是为于当受被从到教]|$)|原[任为在系是]|\d年?[至到—－~-]+[12]\d{{3}}|年代|\d年(?:以|之)?前|(?:^|[是为系])原$|(?<![经通超不路])过$"
)
_CLOSED = re.compile(rf"(?:的|被|后来)?{either('offices.closes')}")
_OVER = re.compile(
    rf"的?[{HAN}]{{0,8}}?(?:[当教任干待呆做住守]过(?![^，。；]{{0,4}}届)|离职|辞职|调离|调出|离开)"
)
# 爱人在红星幼儿园当老师: whose school it is is said at the beginning of the clause, or of one before it.
_OTHERS = re.compile(
    rf"^(?:[我俺咱]们?|本人)?的?(?:[老大小二三]|有个|有一个|一个)?{either('offices.others')}"
)
_ME = re.compile("[我俺咱]|本人")
# 我带的学生考到…, 有两个学生回到…, 把小王派到…: another than the writer, wherever in the clause he is named.
_NAMED = (
    rf"(?:的|[个名位有]|^)(?:[大小老二三]|[{HAN}](?=老师))?{either('offices.others')}"
    rf"(?!的(?:{either('offices.deeds')}|话))"
)
_SOMEBODY = re.compile(rf"{_NAMED}|(?:把|将|派|让)(?:小|老)?[{HAN}]{{1,4}}(?:派|调|分|送|安排)[到去往]")
# 我带的学生小张，现任…: said right before the clause; not 带着三十个学生，在….
_LASTLY = re.compile(rf"的{either('offices.others')}[{HAN}]{{0,3}}$")
_THEY = re.compile("[他她]们?|其中|有的|有人|前任")
# 妻子石桥小学教师: no school's name begins so.
_OF_ANOTHER = re.compile("|".join(w for w in listed("offices.others") if len(w) > 1))
_VISITS = re.compile(f"[^，。；]{{0,6}}?{either('offices.visits')}")
_VISITS_THERE = re.compile(f"[^，。；]{{0,2}}?{either('offices.visits')}")
_STAYS = re.compile(f"[^，。；]{{0,8}}?{either('offices.stays')}")
# 与甲小学的老师相比, 从甲中学调来, 结对的甲小学: another school than one's own.
_BESIDE = re.compile(rf"{either('offices.beside')}(?:了|过|的)?$")
# 2003年又调到, 组织上把我调到: nobody else is said to be moved.
_WHEN = r"[\d一二三四五六七八九十〇○零]+[年月日号]|[去今前]年|年[底初]|秋天|春天|[寒暑]假"
_PASSING = rf"(?:{_WHEN}|{either('offices.then')}|组织上?[把将]|[我俺咱]|本人)*"
# What may hold any words stands twice at most: in any number it would be looked for in ever more ways (从从从从…).
_MOVES = re.compile(
    rf"{_PASSING}(?:(?:在[{HAN}]{{4,24}}?后|从[{HAN}]{{2,16}}?){_PASSING}){{0,2}}"
    r"(?:[分来调转考][到入进回]|[分调]配?[到至在]|转业到|招聘到|调任|转任|改任)(?:了|中共)?$"
)


def weight(line: str, name: str, before: str, after: str) -> int:
    """How surely the school named in a line is the writer's own: 0 is not at all.

    >>> weight("我是石桥小学教师。", "石桥小学", "我是", "教师。"), weight("爱人是石桥小学教师。", "石桥小学", "爱人是", "教师。")
    (4, 0)
    """
    if _STUDENT.match(after) or _OF_ANOTHER.match(name):
        return 0
    party_school = "党校" in name
    if len(line) <= _SHORT and not re.search(r"[。；，！？]", line):  # a title, or a line of its own
        alone = _alone(line, name, before, after)
        if alone is not None:
            return alone
    if _elsewhere(before, after):
        return 0
    post = bool(_POST.match(after))
    says_is, says_at = bool(_IS.search(before)), bool(_AT.search(before))
    if party_school or _ABOVE.search(name):
        return 4 if (says_is or says_at) and (post or not party_school) else 0
    if _STAYS.match(after):
        return 1 if says_is or says_at else 0
    if says_is:
        return 4
    if says_at:
        return 3
    if _SELF.search(line):
        if post and not _ANOTHERS.match(after) or _WORKS.match(after):
            return 3
        if _CAME.search(before):
            return 2
    if _OPENS.search(before) and _PLEDGES.match(after) or _FITS.search(before) and _ITS_POST.match(after):
        return 2
    if BRANCHED.search(name) and re.search(r"(?:按照|根据|遵照|在)$", before) and _ARRANGED.match(after):
        return 1
    return 0


def comes_to(before: str, after: str) -> bool:
    """Whether the writer is moved to the school named between: 2003年调到…, not 到…听课, 爱人调到…."""
    return bool(_MOVES.fullmatch(_CLAUSE.split(before)[-1])) and not (
        _elsewhere(before, after) or _STAYS.match(after) or _STUDENT.match(after)
    )


def _alone(line: str, name: str, before: str, after: str) -> int | None:
    """What a school named in a title or in a line of its own weighs; None where the line is a sentence."""
    party_school = "党校" in name
    if line.endswith("：") and not _PLEDGES.match(after):
        # Whom the paper is for: one's own school perhaps, never the office above.
        return 1 if _OURS.fullmatch(after) and _OPENS.search(before) and not _ABOVE.search(name) else 0
    if _OPENS.search(before):
        return 0 if party_school and before not in ("", "中共") else 5
    if re.search(r"(?:关于|印发|转发|(?<!原)[我是在任])$", before):
        if _elsewhere(before, after):
            return 0
        return 0 if party_school else 3
    return None


def _elsewhere(before: str, after: str) -> bool:
    """Whether the words around a name say that it is not the writer's present school."""
    clause = _NOW.split(_CLAUSE.split(before)[-1])[-1]
    if (
        _ONCE.search(clause)
        or _BESIDE.search(clause)
        or not _IS.search(before)
        and _goes_or_left(before, after)
    ):
        return True
    parts = _CLAUSE.split(_SENTENCE.split(before)[-1])
    if _THEY.match(parts[-1]) and _ME.search(before):
        return True
    for place, part in enumerate(reversed(parts)):
        named = _SOMEBODY if place == 0 else _LASTLY if place == 1 else None
        if others := _OTHERS.match(part) or (named.search(part) if named else None):
            return not _ME.search(part, others.end())
        if _ME.search(part):
            return False
    return False


def _goes_or_left(before: str, after: str) -> bool:
    """Whether he only goes to the school named between (到甲小学听课), or was there (在甲小学教过三年)."""
    visits = _VISITS_THERE if _AT.search(before) else _VISITS
    return bool(visits.match(after) or _OVER.match(after) or _CLOSED.match(after))
