"""The name of a school as somebody wrote it in, what it can be compared by out (单位名称).

Two schools whose names differ by a word must stay two (石桥镇中心小学, 石桥镇中心小学附属幼儿园, 石桥中学),
and one school's names must come together (石桥小学, 云溪县石桥镇中心小学党支部).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import PurePosixPath

from chinese_cli.han import HAN
from chinese_cli.numerals import parse_number

__all__ = ["School", "alike", "branchless", "folder_unit", "name_order", "one_name", "plain_name", "school"]

_BRANCH = re.compile(r"(?:(?:联合)?(?:党?总支部?|党?支部)|党委)?(?:委员会)?$")
_PARTY = re.compile(r"^(?:中国共产党|中共)")
# The last of these in a name says what it is. Order: longer words first.
_STAGES: tuple[tuple[str, str], ...] = (
    (rf"(?:中心)?幼儿园|(?:中心)?幼教中心|托儿所|(?<=[{HAN}])幼$", "幼"),
    (r"特殊教育(?:学校|中心)?|特教(?:学校|中心)?|特校", "特"),
    (r"职业技术学校|职业技术教育中心|职业学校|职业中专|职业中学|职业高中|职教中心|职中|职高|中专|技校", "职"),
    (r"教师进修学校|进修学校|教师发展中心", "进修"),
    (r"(?:党|团)校", "党校"),
    (r"九年一贯制学校|一贯制学校|九年制学校", "校"),
    (r"(?:初级|高级|完全)?中学(?:校)?|初中|高中|(?<=[一二三四五六七八九十\d])[中高]$", "中"),
    (r"教学点", "点"),
    (r"中心学校|中心校|中心学区|学区", "校"),
    (rf"(?:中心|完全|初级)?小学(?:校)?|(?:中心)?完小|(?<=[{HAN}\d])小$", "小"),
    (r"学校", "校"),
    (r"教育体育局|教育和体育局|教育局|教体局|教委|教育科技局", "局"),
    (r"教学研究室|教研室|教研中心|教科所|电教馆|电教中心|招生办(?:公室)?|资助中心|办公室|信息中心", ""),
)
_ORDINAL = re.compile(r"第?([一二三四五六七八九十]{1,3}|\d{1,2})(?:号)?$")
# A number that counts schools: 第三小学, 二中; not 三河小学.
_COUNTED = re.compile(
    r"第([一二三四五六七八九十]{1,3})|([一二三四五六七八九十]{1,3})(?=[小中高职幼完])|第?(\d{1,6})"
)
_AFFILIATED = re.compile(r"附属|附设|附小|的")
_LEVELS = {"初级中学": "初", "初中": "初", "高级中学": "高", "高中": "高", "高": "高"}
_SINGLE = frozenset({"进修", "特", "党校"})
# 村小 is 村小学, 一中 第一中学; 学校, 中心校 and 学区 are often three.
_SHORTENED = frozenset({"小", "中", "幼"})
# What one of two schools of one place has in its name, and the other has not.
_OWN_MARK = re.compile("中心|附属|附设|附小|的|初级|高级|完全|托儿所|幼教")
# Behind a school's name in that of an archive: what it holds, and no more (not 大坪小学等三校, 大坪小学的范例).
_HOLDS = re.compile(
    rf"(?:[^{HAN}]|年度?|月|日|材料|资料|文件|档案|报送|上报|补交|补报|重报|重发|全部|全套|创先争优|活动|党员|党支部|支部|教师"
    r"|公开|承诺书?|实施|方案|党性分析|报告|打包|压缩|最终|定稿|初稿|修改|改|版)*"
)
# 送石桥小学, 优秀学校, 中心校各教学点, 石桥大坪两所小学: no school's name.
_NO_ONES = re.compile("[送致给寄发对]|优秀|先进|示范|.*[两三四五六几]所|.*[各与及]")
_ARCHIVES = frozenset({".zip", ".rar", ".7z", ".tar", ".gz", ".tgz"})
_WHOLE = frozenset({"完小", "中心完小", "完全小学"})


# Compiled when a name is first taken apart, which few runs without a roster ever do.
@cache
def _noise() -> re.Pattern[str]:
    return re.compile(f"[^{HAN}A-Za-z0-9〇]+")


@cache
def _region() -> re.Pattern[str]:
    """省市县 in front; not 学区, 校区, 社区, 矿区, nor a name that ends with the word itself."""
    return re.compile(
        rf"^(?:[{HAN}]{{2,7}}?(?:自治区|自治州|自治县|省|市|县|旗|(?<![学校社矿小])区))(?=[{HAN}第\d])"
    )


@cache
def _town() -> re.Pattern[str]:
    return re.compile(rf"(?<=[{HAN}])(?:镇|乡|街道|村)(?=[{HAN}第\d])")


@cache
def _stage() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<s{n}>{pattern})" for n, (pattern, _) in enumerate(_STAGES)))


@dataclass(frozen=True, slots=True)
class School:
    """What a name says: `plain` without marks, `core` also without county, Party and branch.

    `stage` is what it is (幼 小 中 校 …), `ordinal` its number (第二 is 2, none is 0), `level` 初, 高 or 完
    (完小) where it says so, `town` 镇 or 村 likewise (a 中心小学 is the town's), `stem` what is left: the name
    proper. `region` is the county in front, without its last word; `regions` are all in front, whole.
    """

    plain: str
    core: str
    stage: str
    ordinal: int
    level: str
    town: str
    stem: str
    region: str
    regions: tuple[str, ...] = ()


def branchless(name: str) -> str:
    """The school of a Party branch (党支部), as it is written.

    >>> branchless("东河小学党支部"), branchless("中共东河小学联合支部委员会")
    ('东河小学', '东河小学')
    """
    return _BRANCH.sub("", _PARTY.sub("", name)) or name


def plain_name(text: str) -> str:
    """A name without spaces, punctuation and width.

    >>> plain_name("石桥镇 中心小学（本部）")
    '石桥镇中心小学本部'
    """
    return _noise().sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=20_000)
def school(text: str) -> School:
    """The parts of a school's name.

    >>> s = school("中共云溪县石桥镇中心小学党支部"); (s.core, s.stage, s.stem)
    ('石桥镇中心小学', '小', '石桥')
    >>> school("云溪县第二中学").ordinal, school("县二中").ordinal
    (2, 2)
    """
    plain = plain_name(text)
    core = _BRANCH.sub("", _PARTY.sub("", plain))
    region, regions = "", []
    while (match := _region().match(core)) and len(core) - match.end() >= 3:
        region, core = match[0][:-1], core[match.end() :]
        regions.append(match[0])
    if len(core) > 2 and core[0] in "县市区" and _stage().search(core):
        core = core[1:]  # 县二中
    found = None
    for found in _stage().finditer(core):  # noqa: B007  # the last one counts
        pass
    if found is None:
        return School(plain, core, "", 0, "", "", core, region, tuple(regions))
    stage = _STAGES[int((found.lastgroup or "s0")[1:])][1] or found[0]
    before, after = core[: found.start()], core[found.end() :]
    ordinal = 0
    if number := _ORDINAL.search(before):
        ordinal = max(parse_number(number[1]), 0)
        before = before[: number.start()]
    stem = _AFFILIATED.sub("", _town().sub("", before + after)).replace("中心", "").rstrip("镇乡村县市")
    rural = _town().search(core) or re.search(r"[镇乡村]$", before)
    town = "村" if rural and rural[0] == "村" else "镇" if rural or "中心" in core else ""
    return School(
        plain,
        core,
        stage,
        ordinal,
        "完" if found[0] in _WHOLE else _LEVELS.get(found[0], ""),
        town,
        stem,
        region,
        tuple(regions),
    )


def alike(one: School, other: School) -> int:
    """How surely two names mean one school, 0 to 100; 60 and above is a match, less is none.

    >>> alike(school("石桥小学"), school("云溪县石桥镇中心小学"))
    80
    >>> alike(school("石桥镇中心小学附属幼儿园"), school("石桥镇中心小学"))
    0
    >>> alike(school("东河小学"), school("西河小学"))
    0
    """
    if not one.plain or not other.plain:
        return 0
    if one.plain == other.plain:
        return 100
    if one.core == other.core:
        return 95
    if one.ordinal != other.ordinal or not (one.stage and other.stage):
        return 0
    if _differ(one.level, other.level) or _differ(one.town, other.town):
        return 0
    same = one.stem == other.stem and bool(one.stem or one.ordinal)
    # 云溪二中 is 云溪县第二中学: the county stands in the name.
    same = same or bool(one.region) and other.stem == one.region + one.stem
    same = same or bool(other.region) and one.stem == other.region + other.stem
    # 进修学校 is the 教师进修学校: a county has one.
    same = same or one.stem == other.stem == "" and one.stage in _SINGLE
    if one.stage != other.stage:
        # 中心校 and 学校 often mean the 小学 of the place, and often do not.
        return 50 if same and "校" in (one.stage, other.stage) else 0
    if same and "完" in (one.level, other.level) and one.level != other.level:
        return 72  # 青石镇中心完小 may be the 青石镇中心小学, and may be its neighbour
    if same:
        # 二中 is rather the 第二中学 than the 第二高级中学.
        return 85 if (one.level, one.town) == (other.level, other.town) else 80
    # 石小 for 石桥小学: the first character stands for the name.
    short, long = sorted((one.stem, other.stem), key=len)
    return 70 if len(short) == 1 and len(long) >= 2 and long[0] == short else 0


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one != other


def name_order(name: str) -> tuple[bytes, str]:
    """What schools' names are sorted by: about as in a dictionary, numbers by what they count.

    GB18030 has the 3,755 usual characters in the order of their sounds (GB 2312-80, level 1).

    >>> sorted(["云溪县第十小学", "云溪县第二小学", "东河小学", "云溪县第一小学"], key=name_order)
    ['东河小学', '云溪县第一小学', '云溪县第二小学', '云溪县第十小学']
    """
    counted = _COUNTED.sub(lambda m: f"{max(parse_number(m[1] or m[2] or m[3]), 0):06d}", name)
    return counted.encode("gb18030", "replace"), name


def one_name(text: str) -> tuple[str, ...]:
    """What ways of writing one school's name share, and no other school's name beside it; `alike` guesses further.

    >>> one_name("红岩村小") == one_name("红岩村小学党支部"), one_name("城关一小") == one_name("喜德县城关第一小学")
    (True, True)
    >>> one_name("石桥小学") == one_name("石桥镇中心小学"), one_name("石桥学校") == one_name("石桥学区")
    (False, False)

    二小 alone says not of which place.
    """
    said = school(text)
    if said.stage not in _SHORTENED or not said.stem:
        return (said.core,)
    marks = "".join((*_town().findall(said.core), *_OWN_MARK.findall(said.core)))
    return said.stage, str(said.ordinal), said.level, said.stem, marks


def folder_unit(file: str) -> str:
    """The innermost folder named after a school, or ""; an archive is a folder too.

    >>> folder_unit("高山镇/枫林小学/承诺书/王强.docx"), folder_unit("高山镇/枫林小学（补交）.zip")
    ('枫林小学', '枫林小学')
    """
    path = PurePosixPath(file)
    if path.suffix.lower() in _ARCHIVES and (unit := _named_archive(path.stem)):
        return unit
    return next((part for part in path.parts[-2::-1] if school(part).stage), "")


@lru_cache(maxsize=1_000)
def _named_archive(stem: str) -> str:
    """The school that the name of an archive begins with, where it names no other; "" for none and for an office."""
    from checker.offices import named_schools

    found = list(named_schools(stem))
    name, before, after = found[0] if found else ("", "", "")
    whole = len(found) == 1 and not before and _HOLDS.fullmatch(after) and not _NO_ONES.match(name)
    return branchless(name) if whole and school(name).stage not in ("", "局") else ""
