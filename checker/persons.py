"""Words in, whether they are a person's name out, and the writer's name as his opening gives it (姓名)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from checker.offices import is_office
from checker.surnames import DOUBLE, PLAIN, SURNAMES
from chinese_cli.han import HAN
from corpus.wordlists import either, listed

__all__ = [
    "LETTER",
    "NAME_MARK",
    "SOUNDED",
    "after_office",
    "is_person",
    "opening_person",
    "plainly_person",
    "said_person",
    "sounded",
    "spelled",
    "titled_person",
    "writer",
]

# A character of a name. Rare ones (㛃, 䶮, 𬭎) lie far outside the everyday block, and naming their blocks takes
# long to compile; what else is a letter does no harm.
LETTER = r"[^\W\dA-Za-z_]"
# What stands between the parts of a name (买买提·艾力), however it was typed.
NAME_MARK = "·•・‧∙⋅﹒.．"
_MARKED = rf"(?![一二三四五六七八九十第]{{1,2}}[.．]){LETTER}{{1,8}}[{NAME_MARK}]{LETTER}{{1,12}}(?:[{NAME_MARK}]{LETTER}{{1,12}})?"
# Surnames are looked up afterwards: expressions with hundreds of them take long to compile.
# A name taken over by its sounds and written without a mark: 乌云其其格, 阿不都热依木.
_SOUNDS, _SOUNDS_ALSO = "".join(listed("persons.sounds")), "".join(listed("persons.sounds_also"))
# Plain words may be written with the same characters: 来日多努力.
_UNSOUNDED = rf"(?![{_SOUNDS}{_SOUNDS_ALSO}]{{0,7}}?{either('persons.unsounded')})"
SOUNDED = rf"{_UNSOUNDED}[{_SOUNDS}{_SOUNDS_ALSO}]{{5,9}}|{either('persons.clan')}{LETTER}{{1,2}}"
_ANYONE = rf"(?:{_MARKED}|{SOUNDED}|{LETTER}{{2,4}})"
_SOUNDED = re.compile(rf"{_UNSOUNDED}[{_SOUNDS}]{{4}}|{SOUNDED}")
_NAME, _NO_LETTER = re.compile(_MARKED), re.compile(r"[\W\dA-Za-z_]")
# Whoever these name is not the writer by name (田老师, 全体, 某).
_NOBODY = re.compile(either("persons.nobody"))
# Everyday words that begin with a surname's character: 高中, 时刻, 方面, 周五.
_NO_NAME_FORMS = (
    r"^..[多少]$|[年月日]\d|^第五[章条次个届期组年步项点部阶学中小高初实]"
    r"|[的了着过们吗呢吧个]$|[镇乡村县市区校园班组局所站室科部表图稿篇版册榜案委省员者]$"
)
_WORD = re.compile(either("persons.word", also=_NO_NAME_FORMS))
_SEX = r"[，,、（(；;\s]*(?:性别[：:]?)?[男女](?![儿子生教士老])"
_AFTER_OFFICE = re.compile(
    rf".*{either('persons.before_name', also='[股科室处组队所站院局部]')}[ 　]*(?P<n>{_ANYONE})$"
)
_POST_END = re.compile(f"(?:共产)?(?:{either('persons.said_post')})+$")
_THING = re.compile("[章岗队楼院片巾村区点班组室社站委办]$")  # 石桥小学公章, 石桥小学红旗岗
_CALLS = re.compile("为了|[的做争让把]")
_LONGEST = 4  # characters of a name without a mark
_ALL = re.compile(rf"全[体校园][{HAN}]")  # 全体党员 sign together: nobody's name
# What a writer tells of himself, and a pupil's card does not.
_FACT = re.compile(
    either(
        "persons.fact",
        also=r"\d{4}年[^，。]{0,6}生(?!活)|入的?党|[二三四五六七]十[一二三四五六七八九]?岁|[2-7]\d岁",
    )
)
_PUPIL = re.compile(
    r"学生(?![科处会])|[一二三四五六七八九]年级(?:（?[一二三四五六\d]+）?班)?[，。]|留守儿童|单亲"
)
# 张建国同志，男，…: first words of a passage that tell who writes.
_OPENS_SEX = re.compile(rf"(?:本人|我叫|我是|我|姓名[：:]?)?[，,]?\s*(?P<n>{_ANYONE})(?:同志)?{_SEX}")
_POST = either("persons.post")
# 张建国，云溪县民族中学数学教师，…; 张建国，1965年6月出生，….
_OPENS_POST = re.compile(
    rf"(?P<n>{_ANYONE})(?:同志)?[，,](?:现任|系|现为|现系|是)?(?:[^，。；：我]{{2,30}}?{_POST}(?=[，。；、])|(?:出生于|生于)?(?:19|20)\d\d年[^，。；]{{0,6}}(?:出?生|参加工作|入党)|[^，。；]{{1,4}}族[，。])"
)
_CLAUSE = r"(?:^|(?<=[，,。：:；;！!、\s“]))"
_BORDER = r"(?=[，。、,；：:（(！!\s]|男|女|$)"
# 我叫林小禾，: a name may be any, but hardly begins with a word that goes on the sentence (我叫不出, 我叫得上来).
_CALLED = re.compile(
    rf"{_CLAUSE}(?:大家好[，,])?(?:我|本人)(?:的?名字)?叫做?(?P<n>{_MARKED}|(?![不得一几什他她它你我上下出来去的了着过小大老啥谁这那起住醒])(?:{SOUNDED}|{LETTER}{{2,4}})){_BORDER}"
)
_LABELLED = re.compile(rf"(?:本人)?姓名(?:[：:]\s*(?P<n>{_ANYONE})|\s*(?P<m>{_ANYONE})){_BORDER}")
# 我是云溪县民族中学教师张建国，; 我是村支书罗大贵，.
_I_AM = re.compile(
    rf"{_CLAUSE}(?:我是|我叫|作为|我作为)[^，。；：、\s]{{0,24}}{either('persons.said_post', also='支?书记?|支书')}(?P<n>{_ANYONE}){_BORDER}"
)
# 本人张建国，: after 本人 as after 结合本人 stand many words that are no names.
_MYSELF = re.compile(
    rf"{_CLAUSE}本人(?P<n>{_ANYONE})[，,（(\s]{{1,2}}(?=[男女\d一二三四五六七八九现系是在生今于任担]|出生|中共|[^，。；]{{1,3}}族|[^，。；]{{2,14}}(?:{_POST}|学校|小学|中学|幼儿园))"
)
# 我（物理教师张建国，2003年入党）, 我，张建国，物理教师，自愿…: set off from 我; with 和, 代, 结对 before it it is another's,
# and between commas only where the writer goes on about himself (not 我，班主任张建国，校长，一起去).
_BY_POST = rf"(?:(?!{either('persons.beside')})[^，。；：、（）()\s]){{0,16}}?{either('persons.said_post')}"
_GOES_ON = (
    rf"(?=[，,](?:{either('persons.goes_on', also='[男女][，,]|[^，。；]{1,3}族[，,]|[12][0-9]{3}年')}))"
)
# In brackets any words may stand (我（方言）, 我（段长）, 我（语文老师王丽，数学老师张强）): a post or a fact of his makes a name.
_FACTS = rf"(?=[，,](?:[男女][，,）)]|[12][0-9]{{3}}年|[^，。；（）()]{{0,8}}(?:{either('persons.facts')})[，,）)]))"
# 我（张建国）郑重承诺: a name alone, where the writer goes on to pledge; not 我（包片区）, 我（严肃地）.
_ALONE = (
    rf"(?P<e>{LETTER}{{3}})(?<![地班区坡组校村片岗科部段室])(?=[）)]{either('persons.goes_on', also='现')})"
)
_SET_OFF = re.compile(
    rf"{_CLAUSE}(?:我|本人)(?:[（(](?:{_BY_POST}(?P<a>{_ANYONE})(?=[）)]|{_FACTS})|(?P<d>{_ANYONE}){_FACTS}|{_ALONE})|[，,]{_BY_POST}(?P<b>{_ANYONE}){_GOES_ON}"
    rf"|[，,](?P<c>{_ANYONE})(?:(?=[，,][男女][，,])|[，,][^，。；：我]{{0,14}}{_POST}{_GOES_ON}))"
)
_TITLED = re.compile(
    rf"(?:(?:(?<![优秀先])(?:党员|教师|老师|会计|主任|书记)|[校园局镇乡队院所站处科]长)(?P<a>{SOUNDED}|{LETTER}{{2,4}}?)(?:同志)?|^(?P<b>{_ANYONE})同志)"
    r"(?:的|关于)?(?=\d{2,4}|个人|党性|对照|自我|剖析|述职|述廉|公开|承诺|检[查视讨]|民主|整改)"
)
# With words one of which it must hold, and: only what is plainly a person's name.
_SAID = (
    (_CALLED, ("叫",), False),
    (_I_AM, ("我是", "我叫", "作为"), True),
    (_MYSELF, ("本人",), True),
    (_SET_OFF, ("我（", "我(", "我，", "我,", "本人（", "本人(", "本人，", "本人,"), True),
)


def writer(signed: str, title: str, lines: Iterable[str], first: Iterable[str]) -> str:
    """The person who wrote a paper (姓名): as he signs, as the title names him, or as the opening does; "" for none.

    `lines` stand near the beginning, `first` are the first sentences of the text and of its first section.
    """
    if is_office(signed) or _ALL.match(signed):
        signed = after_office(signed)
    elif len(signed) > _LONGEST:
        signed = after_office(signed) or signed  # 计财股吕方
    return signed or titled_person(title) or said_person("\n".join(lines)) or opening_person(first)


def is_person(text: str) -> bool:
    """Whether a few words can be a person's name: they begin with a surname, or have a mark between two parts.

    >>> is_person("王㛃"), is_person("买买提．艾力"), is_person("科室"), is_person("高年级")
    (True, True, False, False)

    So can a long name taken over by its sounds.

    >>> is_person("乌云其其格"), is_person("爱新觉罗启文"), is_person("班子坚强"), is_person("来日多努力")
    (True, True, False, False)
    """
    # A long name may hold what elsewhere makes words: 阿不都热依木.
    plain = _SOUNDED.fullmatch(text) or not _WORD.search(text)
    return bool(plain) and _named(text, SURNAMES) and not _NOBODY.search(text)


def plainly_person(text: str) -> bool:
    """Whether words are a person's name by themselves, with nothing beside them that says so.

    Their surname is no everyday word (安, 高, 全).
    """
    return _named(text, PLAIN) and is_person(text)


def _named(text: str, surnames: frozenset[str]) -> bool:
    """Whether words have a name's form: one of the surnames or a double one with one or two characters, a mark, or
    the sounds of another language."""
    if _NAME.fullmatch(text) or _SOUNDED.fullmatch(text):
        return True
    size = len(text) - (2 if text[:2] in DOUBLE else 1 if text[:1] in surnames else len(text))
    return 1 <= size <= 2 and not _NO_LETTER.search(text)


def after_office(text: str, signs: bool = False) -> str:
    """The person's name at the end of a line that begins with his office (云溪二小张建国), or "".

    Where it `signs`, beside the date, his surname may be an everyday word, too (云溪二小花荣).
    """
    match = _AFTER_OFFICE.match(text)
    if match is None:
        return ""
    # 争当先锋党员强素质, 一切为了学校明天: only behind a unit's name.
    name = match["n"]
    everyday = signs and is_person(name) and not _THING.search(name) and _of_unit(text[: match.start("n")])
    return name if everyday or plainly_person(name) else ""


def _of_unit(text: str) -> bool:
    """Whether words name a unit, a post or both (云溪二小教师, 共产党员)."""
    words = text.strip()
    unit = _POST_END.sub("", words)
    return not _CALLS.search(words) and (not unit or is_office(words) or is_office(unit))


def sounded(text: str) -> bool:
    """Whether words are a name taken over by its sounds: 扎西卓玛 is one name, however it is spaced."""
    return bool(_SOUNDED.fullmatch(text))


def spelled(name: str) -> str:
    """A name with the proper mark between its parts: 买买提．艾力 is 买买提·艾力."""
    return re.sub(rf"(?<={LETTER})[{NAME_MARK}](?={LETTER})", "·", name)


def said_person(text: str) -> str:
    """The writer's name as he says it of himself ("我叫林小禾，"), or ""."""
    for match in _LABELLED.finditer(text) if "姓名" in text else ():
        # 姓名和承诺一起公示: without a colon only what is plainly a name.
        name = match["n"] or match["m"]
        if plainly_person(name) if match["m"] else not _NOBODY.search(name):
            return spelled(name)
    for pattern, words, doubtful in _SAID:
        for match in pattern.finditer(text) if any(w in text for w in words) else ():
            name = next(filter(None, match.groups()))
            if plainly_person(name) if doubtful else not _NOBODY.search(name):
                return spelled(name)
    return ""


def titled_person(title: str) -> str:
    """The writer's name in a title (城关小学校长苗景芳对照检查材料, 张建国同志党性分析报告), or ""."""
    match = _TITLED.search(title)
    name = (match["a"] or match["b"]) if match else ""
    # 书记廉政承诺书: of two characters only with 同志 it is a name.
    return spelled(name) if plainly_person(name) and (len(name) > 2 or match and match["b"]) else ""


def opening_person(passages: Iterable[str]) -> str:
    """The writer's name where a passage that tells who he is opens with it, or "".

    `passages` are the first sentences of the text and of its first section only: further down a pupil or a
    colleague may be told of in the same words (李小红，女，九岁).

    >>> opening_person(["张建国同志，男，汉族，1965年6月出生。"]), opening_person(["李小红，女，家里困难。"])
    ('张建国', '')
    """
    for text in passages:
        for pattern, surnames in ((_OPENS_SEX, SURNAMES), (_OPENS_POST, PLAIN)):
            match = pattern.match(text)
            if not match or not _named(match["n"], surnames) or _NOBODY.search(match["n"]):
                continue
            if pattern is _OPENS_POST and _WORD.search(match["n"]):
                continue
            if _FACT.search(text, match.end("n")) and not _PUPIL.search(text):
                return spelled(match["n"])
    return ""
