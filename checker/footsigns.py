"""A line at the foot or under the title in, who signs with it in a less usual way out (乙方：、第二小组、题下括号)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.dates import find_dates
from checker.normal import normalise
from checker.offices import is_office, office_in
from checker.persons import SOUNDED, after_office, plainly_person
from checker.signedlines import bare_pieces, ends_with_office, is_said, is_signer, plainly_named, writer_in
from chinese_cli.han import HAN
from corpus.wordlists import either, listed

__all__ = ["foot_signer", "in_brackets"]

# What may stand before a teacher's post: 九（1）班班主任：王建国, 八2班, 七.1班.
_CLASS = rf"(?:[{HAN}]{{0,10}}?(?:（[\d{HAN}]{{1,3}}）|\d{{1,2}}|\d?\.\d)班)?"
# 立约人：王建国, 乙方：王建国, 驾驶员：王建国: any label will do that tells what the signer is.
_ROLE = re.compile(
    rf"(?P<l>{_CLASS}[{HAN}]{{0,8}}{either('signing.role')})(?:（[^（）]{{1,8}}）)?：(?P<n>[^：，。；]{{2,12}})"
)
_TEACHERS = ("班主任", "教师", "老师", "同事")
_NOT_WRITER = re.compile(
    "|".join(f"(?<!班){w}" if w == "主任" else w for w in (*listed("signing.not_writer"), "主任"))
)
# 门卫王建国, 书写人王建国: the same without a colon, where the name is plainly one.
_GLUED = re.compile(
    rf"(?P<l>[{HAN}]{{0,8}}(?:{either('signing.role')}|[长卫医]))(?P<n>{SOUNDED}|[{HAN}]{{2,4}})"
)
_NOTE = re.compile(r"（[^（）]{1,16}）$")
_NOTES, _AND_MORE = (
    re.compile(r"（[^（）]{1,16}）"),
    re.compile(r"等[\d一二三四五六七八九十]+[名位个人][^，。；：]{0,8}$"),
)
# 花荣（党员教师）: a post or an office in the bracket tells that it is somebody's.
_POSTED = re.compile(rf"（[^（）]*(?:{either('persons.post', also='[组处室班校园族股科]')})[^（）]*）$")
_ATTACHED = re.compile(r"（?(?:集体)?(?:签名|名单)(?:附后|见背面|见附[件页])）?$")
_COURTESY = re.compile(f"{either('signing.courtesy')}$")
_UNSIGNED = re.compile("[待未请代补须]")
_GROUP = re.compile(
    rf"[{HAN}·\d（）“”]{{1,26}}{either('signing.group', also='[班级][第一二三四五六七八九十0-9]{1,3}组')}$"
)
# 高三年级组全体教师, 五（1）班全体同学: whoever stands before 全体 tells whose they are. A page that breaks off
# (…全体教职) ends with no such word.
_EVERYONE = re.compile(rf"[{HAN}·\d（）“”]{{2,24}}全体[{HAN}]{{1,7}}[员师工生学长士志部民友人属]$")
# 石桥镇中学高三年级党员教师: with a school before it.
_SOME = re.compile(rf"[{HAN}·\d]*?{either('signing.school')}[{HAN}\d（）]{{0,12}}(?:党员|教师|职工|干部)$")
_UNIT_ENDS = "组队部室科班处岗社会站所股"
# A sentence or a heading, and no name of anybody.
_SAYS = re.compile(
    rf"[，。；：的了把为让使与向将请被在是要有这那]|^{either('signing.begins_text')}|{either('signing.in_text', also='争[创当做]|建[设好]')}"
)
_BRACKETS = re.compile(r"（([^（）]{4,60})）")
_FULL = str.maketrans("()", "（）")
_APART = re.compile(r"[\s，,、]+")
# What is said of the day in a bracket under the title: 在支部组织生活会上, 党员大会通过.
_OCCASION = re.compile(rf"\s*(?:[在于][^，。；：]{{2,24}}|[^，。；：]{{0,16}}{either('signing.occasion')})?")


def foot_signer(text: str, pieces: Sequence[str], title: str) -> str:
    """Who signs in a line that stands at the foot, its date taken out, where no label of the standard tells; or "".

    `pieces` are what white space sets apart in it: 诺言人　饶半夏.
    """
    text = text.replace("（）", "").strip(" ：，。")
    pieces = [p for p in pieces if p in text]
    bare = bare_pieces(pieces)
    if bare != pieces and bare and plainly_named(bare[-1]):  # 王建国 敬呈
        return bare[-1]
    if role := _ROLE.fullmatch(text):
        name = _NOTE.sub("", role["n"])
        # Whom a teacher's post names is a person though his surname is an everyday word, too (教师：向水清).
        named = plainly_named(name) or role["l"].endswith(_TEACHERS) and is_signer(name)
        return name if named and not _NOT_WRITER.search(role["l"]) else ""
    if len(bare) == 2 and re.fullmatch(rf"[{HAN}]{{1,4}}人", bare[0]) and plainly_named(bare[1]):
        return bare[1] if not _NOT_WRITER.search(bare[0]) else ""
    group = bare_pieces([_ATTACHED.sub("", _NOTE.sub("", text))])[0]
    if plainly_named(group) or _POSTED.search(text) and is_signer(group):  # 王建国（总务处）
        return group if not _UNSIGNED.search(text) else ""
    # 王志强（语文组）、李建国（数学组）, 王志强、李建国等九名党员
    names = _NOTES.sub("", text)
    people = _AND_MORE.sub("", names).split("、")
    sure = any(map(plainly_named, people)) or _AND_MORE.search(names) is not None
    if len(people) > 1 and sure and all(map(is_signer, people)):
        return people[0]
    if _is_group(group, title):
        return group
    glued = _GLUED.fullmatch(_COURTESY.sub("", group))
    if glued and plainly_named(glued["n"]) and not _NOT_WRITER.search(glued["l"]) and not _SAYS.search(group):
        return glued["n"]
    return ""


def _is_group(text: str, title: str) -> bool:
    """Whether words name several people who sign together."""
    if not 3 <= len(text) <= 34 or _SAYS.search(text) or is_said(text):
        return False
    several = text.split("、")
    if len(several) > 1:
        return all(
            ends_with_office(p) or _GROUP.match(p) or len(p) > 2 and p[-1] in _UNIT_ENDS for p in several
        )
    # 石桥镇中学校长室: a school and one of its offices, or the school's branch.
    school = office_in(text)
    if school and text.startswith(school) and (text == school or text[-1] in _UNIT_ENDS):
        return True
    if _EVERYONE.match(text) or _SOME.match(text):
        return True
    # 红烛班公开承诺 signed 红烛班: the title says who they are. Else 第二小组 alone does not say whose.
    return bool(_GROUP.match(text)) and len(text) >= 5 or title.startswith(text) and text[-1] in _UNIT_ENDS


def in_brackets(raw: str) -> tuple[str, bool]:
    """The writer's name in a bracket that is all of the line under the title, "" for none, and whether the date in
    it is the paper's: （石桥镇中学 王建国 2011年6月13日在支部组织生活会上）.

    >>> in_brackets("（石桥镇中学　王建国　2011年6月13日）"), in_brackets("（2011年3月至6月）")
    (('王建国', True), ('', False))
    """
    match = _BRACKETS.fullmatch(raw.strip().translate(_FULL))
    if match is None:
        return "", False
    inner = match[1]
    hits = find_dates(inner)
    day = hits[0] if len(hits) == 1 else None
    before, after = (inner[: day.start], inner[day.end :]) if day else (inner, "")
    for words in (before, after):
        pieces = [
            normalise(p).text for p in _APART.split(re.sub(r"(?:^|(?<=[\s，,]))[在于]\S*", "", words)) if p
        ]
        name = writer_in(pieces, below=True)
        if len(pieces) == 1:
            pieces, comrade = [pieces[0].removesuffix("同志")], pieces[0].endswith("同志")
            alone = (len(pieces[0]) > 2 or comrade) and plainly_person(pieces[0]) or is_office(pieces[0])
            name = after_office(pieces[0]) or (pieces[0] if day is not None and alone else "")
        if name:
            return name, day is not None
    return "", day is not None and not before.strip() and _OCCASION.fullmatch(after) is not None
