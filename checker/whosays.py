"""A sentence in, whether its words say that others demand it or that another did it (转述、别人的事) out.

The classifier finds sentences like that; a reason is only given where the words bear it out.
"""

from __future__ import annotations

import re

from checker.persons import is_person
from checker.surnames import PLAIN
from chinese_cli.han import HAN
from corpus.wordlists import either

__all__ = ["asks", "cites", "is_beside", "opens", "own", "passes_on", "tells_of_another"]

# What a sentence only opens with says nobody's demand: 按照上级要求，……; 紧密团结在……周围，……; 我要响应号召.
_FOLLOWS = rf"{either('coverage.follows')}[^，。；：]{{0,40}}{either('coverage.followed')}(?=[，。；]|$)"
_OPENING = re.compile(
    rf"(?:紧密)?团结在[^。；]{{0,40}}?周围|{_FOLLOWS}|在[^，。；：]{{0,30}}(?:领导|指引|指导|号召|感召|要求)下"
)
_CITED = re.compile(rf"(?<![要应须]){_FOLLOWS}|(?:按照?|根据|依?照|依据)《[^》]*》[^，。；：]{{0,8}}，")
_WHO = either("coverage.bidden")
_MUST = r"(?:要(?!求)|应|须|不得|不准|严禁|必须|禁止)"
# 县局规定，……; 文件要求党员……. 总要求, 上级的要求，…, 八项规定，… are nouns.
_DEMAND = (
    rf"(?<![总的个项点之体本]){either('coverage.demands')}[了过到]?"
    rf"(?=[：，“]|不(?![高严])|[^，。；：“]{{0,8}}{_MUST}|[^，。；：“]{{0,4}}(?:{_WHO}|我们|做到))"
)
# 制度规定提前十分钟到岗 and not 规定的任务, 规定要求.
_RULES = rf"规定(?=[{HAN}])(?![的是和与及内之外里中上下者时动办收开课程范精要执落])"
# 局长说，党员要……; 通知里写着：…….
_TOLD = (
    rf"{either('coverage.tells')}[着了过]?(?=[：，“]|[^，。；：“]{{0,8}}{_MUST}|[^，。；：“]{{0,4}}{_WHO})"
)
_ARTICLE = r"《[^》]*》[^，。；]{0,4}第[^，。；]{1,5}条"
_CITES = re.compile(rf"(?P<of>[^，。；：]{{1,40}}?){_DEMAND}")
_PASSES_ON = re.compile(
    rf"(?P<of>[^。；：]{{0,60}}?)(?:{_DEMAND}|{_RULES}|{_TOLD}|(?:要求|标准)(?:是|为|：)|{_ARTICLE})"
)
# 遵守学校规定，不收礼金 is what one does oneself; 我们要求 is one's own demand.
_KEEPS = re.compile(rf"{either('coverage.keeps')}|我们$")
_ABOVE = re.compile(either("coverage.above"))
_ASKS = re.compile(
    rf"(?<![作身])(?<![作身]为)(?<![一这]名){_WHO}[^，。；：的]{{0,4}}{_MUST}"
    r"|必须|应当|应(?=[做达遵坚加])|(?<!无)须(?!知)|不得|不准|严禁"
)
_NOT_WE = "(?![们校园国省市县区乡镇村局院系组党厂司馆队])"  # 我们, 我校
_OWN = re.compile(f"我{_NOT_WE}|本人|自己")
_CLAUSE = re.compile("[^，。；]*[，。；]?")
_NUMBER = re.compile(r"第[一二三四五六七八九十百\d]+条[\s、：]*|[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*")
_I = re.compile(
    rf"(?:[一二三四五六七八九十\d]+[、.．是]|[（(].{{1,2}}[）)])?\s*(?:[^，]{{1,8}}，)?(?:我(?!的){_NOT_WE}|本人)"
)
# 与张桂梅校长相比，我的付出……
_COMPARES = re.compile(r"相比|比起|对比")
_SURNAME = f"[{''.join(sorted(PLAIN))}]"
# 他, 前任, 王校长, 老李, 个别教师; 其他 and 他人 are nobody in particular, 让领导放心 is of nobody's deeds.
_ANOTHER = re.compile(
    rf"(?<![其吉])他(?![人乡山国日])|她|{either('coverage.another')}"
    rf"|(?:有|少数|某些|个别)(?:的)?(?:人|{_WHO}|干部|同志|同事)|(?:部分|多数|一些|有的){_WHO}"
    rf"|(?:(?<![{HAN}])|(?<=[的叫名]))[小老]{_SURNAME}(?![学师组班区时心])"
)
# 向同组的李老师学板书, 协助校长管后勤: somebody to whom, with whom or for whom the writer does it. 跟我搭班的刘师傅 does it
# himself.
_BESIDE = re.compile(
    rf"(?:[（(]?[一二三四五六七八九十\d]{{1,3}}[）).．、]?是?\s*)?(?:{either('voices.how')}){{0,2}}"
    rf"(?:{either('voices.beside')}|同(?![组校村学科事年级办乡班龄窗伴行桌室]))(?![我咱俺])"
)
_COMRADE = re.compile(rf"(?=(?P<n>[{HAN}]{{2,3}})(?<![老小])同志(?!为核心|为总书记))")


def opens(text: str) -> bool:
    """Whether a stock phrase (紧密团结在……周围) stands in a sentence."""
    return bool(_OPENING.search(text))


def own(text: str) -> bool:
    """Whether the writer speaks of himself in it."""
    return bool(_OWN.search(text))


def passes_on(text: str) -> bool:
    """Whether it passes on what others demand, by its words.

    >>> passes_on("县局规定，教师不得收礼。"), passes_on("严格遵守学校规定，不收家长礼金。"), passes_on("党员要刻苦学习。")
    (True, False, False)
    """
    words = _of_others(text)
    if _CITED.search(text) and _ASKS.search(words):
        return True
    return any(_is_theirs(m["of"], m.start() == 0) for m in _PASSES_ON.finditer(words))


def cites(text: str) -> bool:
    """Whether it is surely nothing but another's demand: whoever demands stands at its beginning.

    >>> cites("镇里的文件要求，各园要争创一流。"), cites("家长说孩子要人管。")
    (True, False)
    """
    found = _CITES.match(_rest(text))
    return found is not None and not own(text) and not _KEEPS.search(found["of"])


def asks(text: str) -> bool:
    """Whether it tells others what to do without saying who demands it (党员要刻苦学习).

    >>> asks("党员要刻苦学习。"), asks("作为党员要刻苦学习。"), asks("我们党员刻苦学习。")
    (True, False, False)
    """
    return bool(_ASKS.search(_of_others(text)))


def is_beside(text: str, start: int, end: int) -> bool:
    """Whether the clause that begins at `start` names somebody, up to `end`, beside whom another acts.

    >>> is_beside("每周向李老师请教。", 0, 6), is_beside("跟我搭班的李老师请教。", 0, 8)
    (True, False)
    """
    found = _BESIDE.match(text, start)
    return found is not None and found.end() <= end


def tells_of_another(text: str) -> bool:
    """Whether somebody else is in it, and neither the writer comes first nor whom he does it with.

    >>> tells_of_another("桑玉堂同志从不收礼。"), tells_of_another("为人正派，团结同志。"), tells_of_another("我请李老师听课。")
    (True, False, False)
    >>> tells_of_another("二、向同组的李老师学板书。")
    False
    """
    if _I.match(text) or _COMPARES.search(text) or is_beside(text, 0, len(text)):
        return False
    named = any(is_person(m["n"]) or is_person(m["n"][1:]) for m in _COMRADE.finditer(text))
    return named or bool(_ANOTHER.search(text))


def _rest(text: str) -> str:
    """A sentence without its number and its stock phrases."""
    return _OPENING.sub("", _NUMBER.sub("", text, count=1) if _NUMBER.match(text) else text)


def _of_others(text: str) -> str:
    """The clauses of a sentence in which the writer does not speak of himself."""
    return "".join(c for c in _CLAUSE.findall(_rest(text)) if not _OWN.search(c))


def _is_theirs(of: str, first: bool) -> bool:
    """Whether a demand is another's by the words before it, which may reach back into the clause before."""
    clause = of.rpartition("，")[2]
    if _KEEPS.search(clause):
        return False
    return bool(clause or _ABOVE.search(of)) or first and not of
