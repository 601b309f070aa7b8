"""A line without a label in, the person or the office that it names out (署名的一行)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.normal import Normal, normalise
from checker.offices import is_institution, is_office
from checker.persons import LETTER, NAME_MARK, after_office, is_person
from checker.segments import Segment

__all__ = [
    "MARKED",
    "ends_with_office",
    "is_name",
    "is_signer",
    "only_offices",
    "pieces_of",
    "sealed",
    "stamped",
    "unlabelled",
    "writer_in",
]

# A name with a mark between its parts.
MARKED = rf"{LETTER}{{1,8}}[{NAME_MARK}](?:{LETTER}|[{NAME_MARK}]){{0,11}}{LETTER}"
_ALONE = re.compile(rf"{LETTER}{{2,4}}|(?![一二三四五六七八九十第]{{1,2}}[.．]){MARKED}")
_NOT_NAME = re.compile(
    r"谢谢|此致|敬礼|完毕|附件|公示|目录|特此|承诺|报告|总结|以上|汇报|党员$|评议|监督|批评|指正|日期|签名|签字|手印|盖章|同志们|年月日|落款|署名|签署|手印|时间|内容|项目|备注|单位|电话"
    r"|性别|民族|年龄|职务|职称|学科|年级|班级|分工|成员|领导$|^各|同学们?$|^第[一二三四五六七八九十]+(?:[阶步个条项次章节]|$)|^(?:写?于|在).{3}|[一二三四五六七八九十\d][月日号]"
)
_OFFICE = re.compile(
    r"(?:党支部|党总支|党委|支部|委员会|学校|小学|中学|幼儿园|教学点|学区|教育局|教体局|教育体育局|办公室|食堂|党小组|教研组|工会|团委|党校|中心|全体[\u4e00-\u9fff]{2,6})$"
)

# What else signs with the date beside it: 县委组织部, 机关党委（机关工作处）, 恒源管道有限公司.
_HOUSE = re.compile(
    r"[\u4e00-\u9fff]{1,24}(?:组织部|宣传部|统战部|工作部|总务处|教务处|政教处|工作处|[^当本]局|纪委|工委|党组|文明办|公司|集团|医院|卫生院|协会|联合会|妇联|工会|委会|领导小组|车间|大队|中队)"
)
_NOTE = re.compile(r"（[^）]{1,16}）$")
_POST = re.compile(r"(?:书记|校长|园长|主任|教师|老师|党员|组长|会计|校医|电工|保安|司机|炊事员)$")
# 石桥镇中学党支部（盖章）; in 学校（盖章） the name is still to be written.
_SEALED = re.compile(
    r"\s*(?P<n>[^，。；：（）\d_＿]{3,34}?)\s*（?\s*(?:盖章|公章|印章|签章)\s*）?\s*[：:]?(?=\s|$|[\d_＿二年])"
)
_ANY_HOUSE = re.compile(
    r"(?:所在|所属|基层|[本我贵该]|单位|学校|承诺)*(?:单位|学校|小学|中学|幼儿园|党总?支部?|支部|党委|党组织|委员会|部门)"
)
# What stands behind a name that is signed or stamped besides: 吴秀英（手印）.
_STAMPED = re.compile(r"\s*（(?:手印|按印|指印|签名|签字|手签|签章|盖章|公章|印章|章|印)）$")
_PUNCTUATED, _MARKS = re.compile("[。，；：]"), re.compile("[，。；：、]")


def only_offices(normal: Normal, segment: Segment) -> bool:
    """Whether a line is nothing but the names of offices (县委组织部　县委宣传部)."""
    pieces = [p for p in pieces_of(normal, segment) if p]
    text = "".join(pieces)
    return (
        bool(pieces)
        and "某" not in text
        and not _NOT_NAME.search(text)
        and all(
            len(p) <= 40 and (_HOUSE.match(p) or _OFFICE.search(p)) and not _PUNCTUATED.search(p)
            for p in pieces
        )
    )


def unlabelled(normal: Normal, segment: Segment, text: str) -> str:
    """The name in a line without a label: an office, a person, or both ("某校党支部 李明"), or ""."""
    pieces = pieces_of(normal, segment)
    whole = text.strip(" ：:，。?？")
    # A form's own words may be glued to the name: 落款 李明落款 of two rows in one printed line.
    pieces = [p for piece in pieces if piece in text for p in piece.split("落款")]
    for piece in [*reversed([p for p in pieces if p][-2:]), whole]:
        part = _STAMPED.sub("", piece)
        if part != piece and _ANY_HOUSE.fullmatch(part):
            continue  # 党支部（盖章）： is to be filled in
        if not part or _NOT_NAME.search(part) or "某" in part:
            continue
        plain = _NOTE.sub("", part)
        office = _OFFICE.search(plain) and len(part) <= 34 or _HOUSE.fullmatch(plain)
        if office or is_name(part) or is_institution(part):
            return part
    return after_office(whole) if len(whole) <= 30 else ""


def pieces_of(normal: Normal, segment: Segment) -> list[str]:
    """What white space sets apart in a line; it is gone from the normalised text, the raw text has it."""
    a, b = normal.span(segment.start, segment.end)
    return [normalise(p.strip(" ：:,，。?？")).text for p in normal.raw[a:b].split()]


def writer_in(pieces: Sequence[str], below: bool = False) -> str:
    """The person's name behind his office in a line of pieces ("石灰窑小学　杜正邦", in brackets or not), or "".

    In the line `below` the title any words may be the office (产科　刀玉罕).
    """
    pieces = [p.strip("（）()") for p in pieces]
    if len(pieces) < 2 or not is_signer(pieces[-1]):
        return ""
    before = pieces[-2]
    office = below and len(pieces) == 2 and len(before) > 1 and not _MARKS.search(before)
    return pieces[-1] if office or _OFFICE.search(before) or _POST.search(before) or is_office(before) else ""


def sealed(text: str) -> str:
    """The office that a line leaves to be sealed (石桥镇中学党支部（盖章）), or ""."""
    match = _SEALED.match(text) if "章" in text and len(text) <= 60 else None
    name = match["n"] if match else ""
    house = is_office(name) or is_institution(name) or ends_with_office(name)
    return name if house and not _ANY_HOUSE.fullmatch(name) and "某" not in name else ""


def stamped(text: str) -> str:
    """The person whose name a line has before what is signed or stamped besides (吴秀英（手印）), or ""."""
    name = _STAMPED.sub("", text.strip())
    return name if name != text.strip() and is_signer(name) else ""


def is_signer(text: str) -> bool:
    """Whether words that no label and no date make a name can be one."""
    return is_person(text) and is_name(text)


def is_name(text: str) -> bool:
    """Whether words where a name belongs can be one."""
    return bool(_ALONE.fullmatch(text)) and not _NOT_NAME.search(text) and "某" not in text


def ends_with_office(text: str) -> bool:
    """Whether words end as the name of an office does (城关小学党支部, 全体教师)."""
    return bool(_OFFICE.search(text))
