"""A school's name and what stands before and after it in, whether only one's own school can stand there out."""

from __future__ import annotations

import re

from checker.rules.common import led
from chinese_cli.han import HAN
from corpus.wordlists import either, listed

__all__ = ["OWN_HINT", "core", "introduced", "likely_own", "stands_for_own", "works_there"]

_PARTY = re.compile(rf"^中共|(?:的)?{either('otherschool.party')}.*$")
# Where only one's own school can stand.
_ALL = re.compile(rf"{either('otherschool.branch')}?(?:的)?全体(?:共产)?{either('otherschool.all')}")
_BECOMES = re.compile(either("otherschool.becomes"))
_MAKES = re.compile(r"(?:把|将|使)(?:我们|我们的)?$")
_AS = re.compile(rf"{either('otherschool.as_mine')}(?:一名)?(?:中共)?$")
# 王校长作为某校的…, 作为某校的…，王校长…, 那年我作为某校的…: somebody else, or long ago.
_ROLE = re.compile(r"(?P<who>[^，。；：！？、\s]*?)(?:作为|身为)(?:一名)?(?:中共)?$")
_MYSELF = re.compile(rf"{either('otherschool.myself')}*")
_SOMEONE = re.compile(
    rf"[^，。；]*，(?![我俺咱本])(?:[^，。；的]{{0,4}}?{either('otherschool.somebody')}|[他她])"
)
_OURS = re.compile(rf"的?{either('otherschool.ours')}")
_FOR = re.compile(r"[为替](?:了)?(?:我们)?$")
_GROWS = re.compile(rf"的?{either('otherschool.grows')}")
# With these before it what follows is one's own as well: 带领某校全体党员, 确保某校各项工作.
_LEADS = re.compile(rf"{either('otherschool.leads')}$")
_BRINGS = re.compile(rf"{either('otherschool.brings')}$")
_WORK = re.compile(rf"的?{either('otherschool.work')}")
# Whom one asks to watch and to carry out (请某校支部监督), whose branch speaks (某校党支部将以此为契机), whose
# telephone is told, whose pupils one works for (让某校的孩子们).
_ASKED = re.compile(rf"{either('otherschool.asks')}$")
_WATCHES = re.compile(rf"[^，。；：]{{0,14}}?{either('otherschool.watches')}")
_WILL = re.compile(rf"将{either('otherschool.goes_on')}")
_PHONE = re.compile(rf"的?{either('otherschool.phone')}")
_LETS = re.compile(r"[让使]$")
_PUPILS = re.compile(
    rf"的?(?:每一?[个名位]|全体|所有)?(?:的)?{either('otherschool.pupils')}(?![^，。；]{{0,8}}[也都]能?(?:来|跟|和))(?!也)"
)
# Whose undertakings one joins, whose rules one keeps is where one works (参加某校组织的各项活动, 遵守某校的规章制度);
# by whose branch's order one acts and under whose lead is one's own branch (按照某校党支部的统一安排).
_JOINS = re.compile(rf"{either('otherschool.joins')}了?$")
_HELD = re.compile(
    rf"(?:所)?{either('otherschool.holds')}的{either('otherschool.every')}"
    rf"(?![^，。；]{{0,8}}{either('otherschool.joint')})[^，。；]{{0,8}}?{either('otherschool.held')}"
)
_KEEPS = re.compile(rf"{either('otherschool.keeps')}了?$")
_KEPT = re.compile(rf"的?{either('otherschool.every')}?(?:工作|教学|管理)?{either('otherschool.kept')}")
# 执行某校校车管理制度, 服从某校领导的安排, 结合某校实际: what only one's own school has for one.
_KEPT_OF = re.compile(
    rf"的?[^，。；、：]{{0,6}}?{either('otherschool.kept_of')}|(?:的)?{either('otherschool.heads')}的?(?:工作)?(?:安排|分配)"
)
_FITS = re.compile(rf"{either('otherschool.fits')}(?:了)?$")
_FACTS = re.compile(rf"的?(?:{either('otherschool.facts')}|[^，。；、]{{0,6}}工作的?(?:实际|特点))")
# 特制定某校实施方案, 成立某校领导小组; 交某校总务处; 全体某校教师.
_DRAFTS = re.compile(rf"{either('otherschool.drafts')}(?:了|本)?$")
_DRAFTED = re.compile(rf"[^，。；：]{{0,16}}?{either('otherschool.drafted')}")
_HANDS = re.compile(rf"{either('otherschool.hands')}(?:了)?$")
_ROOMS = re.compile(rf"的?{either('otherschool.rooms')}")
_EVERYONE = re.compile(rf"(?:共产)?{either('otherschool.all')}")
_BY_ORDER = re.compile(rf"{either('otherschool.by_order')}$")
_ORDER = re.compile(
    rf"的?{either('otherschool.order_sort')}?{either('otherschool.order')}|的?{either('otherschool.order_sort')}要求"
)
_LEAD = re.compile(rf"的?{either('otherschool.lead_sort')}?领导下")
# For whose undertakings one does one's share (为某校的各项工作尽一份力); not 为某校的孩子尽一份力.
_SHARE = re.compile(
    rf"的?[^，。；、]{{0,8}}?{either('otherschool.cause')}[^，。；]{{0,4}}?"
    rf"(?:[尽出献][^，。；]{{0,8}}?力|{either('otherschool.adds')})"
)
# Pupils keep the rules of the school they go on to.
_NOT_I = re.compile(either("otherschool.not_i"))
_SENTENCE = re.compile("[。；]")
_BACK_THEN = re.compile(rf"(?:19|20)\d\d年|{either('otherschool.back_then')}")
# 长岭林场学校, 红旗乡中心学校: the place makes a name of 学校.
_OF_PLACE = re.compile(
    rf"[{HAN}]{{2}}(?<![各全本该所][{HAN}])(?<![各全本该所]){either('otherschool.place')}"
    "(?<!农村|乡村|山村|城镇|乡镇|集镇|村镇)(?:中心)?学校$"
)
# 本人张建国，前洼小学语文教师，: who introduces himself names his own school.
_I_AM = re.compile(
    rf"(?:^|[，。；：！？]){either('otherschool.i_am')}(?P<n>[{HAN}·]{{2,6}})，{either('otherschool.now_is')}?$"
)
_POST = re.compile(rf"[^，。；：、的]{{0,10}}?{either('otherschool.i_am_post')}(?=[，。；、]|$)")
# For `holding`: a paragraph without any of these needs no further look.
OWN_HINT = led(
    "全体",
    *listed("otherschool.watches"),
    *listed("otherschool.phone"),
    *listed("otherschool.work"),
    *(f"将{word}" for word in listed("otherschool.goes_on")),
    rf"[让使][^，。；]{{4,24}}{either('otherschool.pupils')}",
    *(rf"{word}[^，。；]{{3,24}}{either('otherschool.holds')}的" for word in listed("otherschool.joins")),
    *(rf"{word}[^，。；]{{3,32}}{either('otherschool.kept')}" for word in listed("otherschool.keeps")),
    *(
        rf"{word}[^，。；]{{3,32}}{either('otherschool.kept_of', also='安排|分配')}"
        for word in listed("otherschool.keeps")
    ),
    *(
        rf"{word}[^，。；]{{3,32}}{either('otherschool.facts', also='特点')}"
        for word in listed("otherschool.fits")
    ),
    *(rf"{word}[^，。；]{{3,40}}{either('otherschool.drafted')}" for word in listed("otherschool.drafts")),
    *(rf"{word}[^，。；]{{3,32}}{either('otherschool.rooms')}" for word in listed("otherschool.hands")),
    *(
        rf"{word}[^，。；]{{3,32}}{either('otherschool.order', also='要求')}"
        for word in listed("otherschool.by_order")
    ),
    r"在[^，。；]{3,32}领导下",
    rf"[为替][^，。；]{{4,32}}{either('otherschool.cause')}[^，。；]{{0,12}}{either('otherschool.adds', also='力')}",
    "身为",
    *(rf"{word}[^，。；：]{{2,6}}，" for word in listed("otherschool.i_am")),
    *listed("otherschool.becomes"),
    *listed("otherschool.as_mine"),
    *listed("otherschool.ours"),
    *listed("otherschool.grows"),
)
_STARTS = re.compile(r"(?:^|[，。；：！、])$")
# 损害学校荣誉: before 学校 alone almost any word may stand.
_ANY_SCHOOL = re.compile("".join(f"(?<!{word})" for word in listed("otherschool.sort_alone")) + "学校$")


def core(name: str) -> str:
    """A school's name without its Party branch.

    >>> core("中共石桥镇中学党支部")
    '石桥镇中学'
    """
    return _PARTY.sub("", name.removeprefix("中共"))


def stands_for_own(name: str, before: str, after: str) -> bool:
    """Whether a school is named where only one's own can be."""
    bare = core(name)
    if _ALL.match(name[len(bare) :] + after) and (_STARTS.search(before) or _LEADS.search(before)):
        return True
    if _AS.search(before) and _says_me(before, after) or _BECOMES.match(after) and _MAKES.search(before):
        return True
    plain = not _ANY_SCHOOL.search(bare)
    if plain and before.endswith("全体") and _STARTS.search(before[:-2]) and _EVERYONE.match(after):
        return True
    if _WORK.match(after) and _BRINGS.search(before):
        return plain or bool(_OF_PLACE.search(bare))
    return plain and bool(_OURS.match(after) or _GROWS.match(after) and _FOR.search(before))


def _says_me(before: str, after: str) -> bool:
    """Whether it is the writer, and now, of whom 作为某校的… is said."""
    role = _ROLE.search(before)
    if role is None:
        return True
    told = _BACK_THEN.search(_SENTENCE.split(before)[-1])
    return bool(_MYSELF.fullmatch(role["who"])) and not told and not _SOMEONE.match(after)


def likely_own(name: str, before: str, after: str) -> bool:
    """Whether a school is named where hardly any other than one's own can be."""
    bare = core(name)
    if _ANY_SCHOOL.search(bare) and not _OF_PLACE.search(bare):
        return False
    if _ASKED.search(before) and _WATCHES.match(after) or _PHONE.match(after):
        return True
    if len(bare) < len(name) and _own_branch(before, after):
        return True
    if _DRAFTS.search(before) and _DRAFTED.match(after) or _HANDS.search(before) and _ROOMS.match(after):
        return True
    return bool(_LETS.search(before) and _PUPILS.match(after))


def _own_branch(before: str, after: str) -> bool:
    """Whether a branch speaks, orders or leads in these words as hardly any other than one's own does."""
    if _WILL.match(after) and _STARTS.search(before) or _ORDER.match(after) and _BY_ORDER.search(before):
        return True
    if not (_LEAD.match(after) and before.endswith("在")):
        return False
    return not _BACK_THEN.search(_SENTENCE.split(before)[-1] + _SENTENCE.split(after)[0])


def introduced(before: str, after: str) -> str:
    """The person who says of himself that he works at the school named between; "" for none.

    >>> introduced("本人张建国，", "语文教师，2003年入党。"), introduced("本人张建国，原", "语文教师。")
    ('张建国', '')
    """
    said = _I_AM.search(before)
    return said["n"] if said and _POST.match(after) else ""


def works_there(name: str, before: str, after: str) -> bool:
    """Whether a school is named where hardly any other than the one in which the writer works can be."""
    bare = core(name)
    if len(bare) < len(name) or _ANY_SCHOOL.search(bare) and not _OF_PLACE.search(bare):
        return False
    if _NOT_I.search(_SENTENCE.split(before)[-1]):
        return False
    if _SHARE.match(after) and _FOR.search(before):
        return True
    if _KEEPS.search(before) and (_KEPT.match(after) or _KEPT_OF.match(after)):
        return True
    if _FITS.search(before) and _FACTS.match(after):
        return True
    return bool(_HELD.match(after) and _JOINS.search(before))
