"""Lines of a paper in, the school or office that submits it (单位) out; one that is only talked of is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checker.ownschool import BRANCHED, LEAST, comes_to, weight
from checker.surnames import PLAIN
from chinese_cli.han import HAN
from corpus.wordlists import either

__all__ = ["is_institution", "is_office", "named_schools", "office_in", "submitter"]

_ONE_TEN = "一二三四五六七八九十"
# 云溪二中, 石桥二小, 县一高; not 十七届六中全会, 五中心.
_NUMBERED = "|".join(
    rf"{n}(?<![届第]{n})[中小高](?=党|支部|教师|老师|校长|[语数英物化政历地生体音美]|的[{HAN}]{{0,6}}(?:教师|老师|教员|校长|党员|职工|门卫)|[，。、：（]|$)"
    for n in f"{_ONE_TEN}实"
)
# Each begins with a character of its own and looks back at what must not stand before it: so `re` sees where one may be.
_KIND = (
    r"(?:中心小学|中心学校|中心校|中心幼儿园|第(?:[一二三四五六七八九十]+|\d{1,2})(?:初级|高级)?中学|实验小学|实验学校|小(?<!大小)学(?!生(?!活))|初级中学|高级中学"
    r"|中(?<!集中)学(?!习)|职业技术学校|职业中专|职业学校|特殊教育学校|九年一贯制学校|进修学校|党校|学校|幼儿园|幼教中心|教学点|学区|完小"
    r"|高中|初中|职教中心|职业技术教育中心|职中|教育体育局|教育局|教体局|教委|中心学区|教研室|职业教育中心|教育管理中心|教管中心|教育办公室|教育办(?!公)"
    rf"|{_NUMBERED})"
)
# 石桥镇中心小学附属幼儿园, 城关学区中心小学 and 教育局机关幼儿园 are other schools than those in their names.
_MORE = (
    rf"(?:附[属设][{HAN}]{{0,6}}?(?:幼儿园|小学|中学|学校)|(?<!中)(?:中心|机关|直属|第(?:[一二三四五六七八九十]|\d{{1,2}}))?(?:幼儿园|小学|完小|教学点)(?!部|生)"
    r"|[东西南北中新老]校区|[一二三四五]分[校园])?"
)
_BRANCH = (
    rf"(?:(?:(?![兼任的]|[园校]长)[{HAN}]){{0,8}}?(?:党?(?:总支(?![持出付撑配援])部?|支部)(?:委员会)?|党委))?"
)
# 云溪县第1小学: the figure belongs to the name, that of a list item (1云溪小学) does not.
_LETTER = rf"(?:[{HAN}·]|(?<=第)\d{{1,2}}(?!\d))"
_LONGEST = 24
_NAME = re.compile(rf"{_LETTER}{{1,{_LONGEST}}}?{_KIND}{_MORE}{_BRANCH}")
_KIND_HERE = re.compile(_KIND)
_WHOLE = re.compile(rf"{_LETTER}*?{_KIND}{_MORE}{_BRANCH}")
_SHORT_NAME = re.compile(r"[县市区州镇乡][一二三四五六七八九十实][中小高]")
# Words a name begins after. 和平, 向阳, 为民 and 对山 begin names themselves.
_LEADS_ALSO = (
    r"[的了每把被都到在让给说与]|[俺咱]们?|[兼陪赴]|跟着|[前去时]任|挂职|帮扶|学习(?!路|街)|借调|抽调|比起|[去今前当同次每]年|是(?!非)|[兼我后]任|致(?!远|和)|，|(?:^|(?<=[为系]))原(?![阳平种州野上])任?"
    r"|建设(?!路|街|村|镇|乡|小学|中学)|不如|像|(?<=[调转考进并分])入|(?<=[当教干待呆做管带住来去到读念学看听任走])过"
    r"|\d+年|[一二三四五六七八九〇零]+年(?!一贯|制)|向(?![阳荣东群上明日])|和(?![平睦谐顺兴美田])|为(?![民])|对(?![山岗坪门])|从(?!化)"
)
_LEADS_TO = re.compile(either("offices.leads_to", also=_LEADS_ALSO))
_LEAD_IN = re.compile(
    r"^(?:我叫|本人|现任|现在|记|调|任教于|就职于|来自|中共|我们?|在|是|为(?!民)|由|任|于|到|的|了|系|年|月)+"
)
# With these alone in front a school's kind is a general term (泛称): 普通高中, 县委党校, 各乡镇中心学校, 全县中小学.
# Each word, the longer one first, is read for good: 省省省省山小学 with two ways to read 省 would take for ever.
_GENERAL = re.compile(
    r"(?:(?=(?P<word>普通|[省市县区州地]委|中央|省级?|市级|重点|示范性?|一流|优质|名牌|[民公]办|[私公]立|农村|乡村|城市|城[区镇乡]|寄宿制?|义务教育|基层|兄弟|姊妹|薄弱|[边偏]远|山区|贫困|各[类级个]?|乡镇|全[县市镇区省国乡州校]"
    r"|[县市区](?:[直属级]|城(?![区镇乡市](?![直委级村镇])))(?!机|第|实)|[县市省区州镇乡村](?!第|教|职|机|特|直|实)|所属|所在(?!职)|所有(?![关的])|辖区|片区|本|我们?|你们?|贵|该|某|哪|这|那|此|每|[一二两三四五六七八九十百几多数](?:家(?!长)|座)?"
    r"|不少|许多|有的|其[他它]|另|[个所间]|家长|社区|业余|电视|网络|新时代|新建(?!设)|新|老|旧|原|现代化?|绿色|书香|标准化|规范化|特色|满意|人民满意|先进|隔壁|附近|邻近?|外"
    r"|[高中]等|[高初]级|完全|中国(?!家法)|中心|当地|[上下]级|[相有]关|整个|[大中]|[去今明当]年|创[办建]|建设|打造|办好?|做好?|上|来|到|回|进|离开?|请|向|对照?|给|让|把|与|和|跟|及|由|从|但|而|则|就"
    r"|是|为|在|说|讲|抓好?|搞好?|推进|加强|立足|围绕|联系|服务|引导|深入|涉及|努力|严禁|担任|[兼分]管|国家法律法规|以上承诺|普惠性?|职业|师范))(?P=word)|[在中]职)*"
    r"(?:中心小学|中心学校|中心校|中心幼儿园|中心学区|小学|初级中学|高级中学|中学|学校|幼儿园|教学点|学区|完小|高中|初中|职中|党校)"
    rf"{_BRANCH}"
)
_ORDINAL = re.compile(
    rf"第[{_ONE_TEN}\d]+(?=小学|中学|初|高|实验|幼儿园|完|职|中心)|[{_ONE_TEN}实][中小高](?=党|支部|$)"
)

# 现分管学校, 师德承诺书幼儿园: a sentence, or a page's headline, ends with a kind.
_NO_SCHOOL = re.compile(rf".*{either('offices.names_no_school')}{_KIND}")

_BLANK = re.compile(r"(?<![A-Za-z])[Xx×✕✖*＊_＿○◯]+(?![A-Za-z])")
_ROOM = re.compile(either("offices.room", also=f"{either('offices.section')}[处科室]") + "$")

# 青少年活动中心党支部, 县电教馆: no schools, but what signs so is no person.
_HALLS = f"{either('offices.centre')}中心|(?:青?少年|文化)宫|{either('offices.hall')}馆|{either('offices.station')}站"
_HOUSE = either("offices.house", also=_HALLS)
_PARTY = r"(?:党?(?:总支部?|支部)(?:委员会)?|党委)"
_INSTITUTION = re.compile(rf"(?:中共)?(?P<n>[{HAN}]{{2,16}}?)(?P<k>{_HOUSE}){_PARTY}?")
_NO_NAME = re.compile(rf"{either('offices.no_name')}+|.*[的把为让和与建办]")
_SAYS = re.compile(either("offices.says", also=rf"[的把为让与向]|[^{HAN}·\d]"))

# 我是城关一小高翔，: a person's name right behind a short name hides where that ends; 那一小段路 is no school's.
_SELF_SHORT = re.compile(
    rf"(?:^|(?<=[，,。：:；;]))(?:我是|我叫|本人是|本人系?)(?P<n>(?:(?![那这从在用走把有每])[{HAN}]){{2,6}}?[{_ONE_TEN}实][中小高])"
    rf"(?=[{''.join(sorted(PLAIN))}][{HAN}]{{1,2}}[，,。、：:；;（(])"
)

_WAS = 3  # what says where one was at a time; what one is (现任) is not changed by it


def office_in(text: str) -> str:
    """The first school or office named in `text`, whosever it is, or "".

    >>> office_in("云溪县石桥镇中心小学党支部创先争优活动实施方案")
    '云溪县石桥镇中心小学党支部'
    >>> office_in("从普通高中毕业后到市委党校学习")
    ''
    """
    return next((name for name, _, _ in named_schools(text)), "")


def is_office(text: str) -> bool:
    """Whether a signature is an office's (学校党支部), be it a general term, and no person's.

    >>> is_office("学校党支部"), is_office("青少年活动中心党支部"), is_office("李文秀")
    (True, True, False)

    Nor is one whose name was left blank: XX学校党支部.
    """
    text = _BLANK.sub("某某", text)
    if any(len(m[0]) >= 4 for m in _names(text)) or _ROOM.search(text):
        return True
    if BRANCHED.search(text) and (_WHOLE.fullmatch(text) or not _SAYS.search(text)):
        return True
    return is_institution(text)


def is_institution(text: str) -> bool:
    """Whether a whole line is the name of an office that is no school (青少年活动中心党支部, 县电教馆)."""
    return bool(_INSTITUTION.fullmatch(text)) and not _SAYS.search(text)


def submitter(signature: str, title: str, lines: Iterable[str]) -> str:
    """The school or office a paper comes from: as it is signed, as its title says, or as its writer says of himself.

    `lines` are those near the beginning and the end. A general term (普通高中, 各教学点), another school
    that is only mentioned and the office that asked for the paper are none; "" when nothing says.

    >>> submitter("李明", "党性分析报告", ["2008年我在市委党校学习。", "李明，男，现任青石镇中心完小教师。"])
    '青石镇中心完小'
    """
    signed = _joint(signature) or office_in(signature)
    if signed or "党校" in signature and _WHOLE.fullmatch(signature):
        return signed or signature
    house = _INSTITUTION.fullmatch(signature)
    if house and not _NO_NAME.fullmatch(house["n"]) and is_institution(signature):
        return signature
    best, most = "", 0
    for line in (title, *lines):
        said = _SELF_SHORT.sub(r"\g<0>教师", line) if "我" in line or "本人" in line else line
        for name, before, after in named_schools(said):
            this = weight(said, name, before, after)
            # Who was moved there is no longer where he was: 1998年到甲小学任教，2003年调到乙中学.
            moved = 0 < most <= _WAS and comes_to(before, after)
            if this > most or moved:
                best, most = name, max(this, most)
        if line == title and most >= LEAST:
            return best
    return best


def _joint(signature: str) -> str:
    """The name of several schools' joint branch (甲小学、乙小学联合支部委员会), or "" where one signs, or persons do."""
    names = signature.removeprefix("中共").split("、")
    whole = len(names) > 1 and all(_WHOLE.fullmatch(n) and _proper(n) for n in names)
    return "、".join(names) if whole and BRANCHED.search(names[-1]) else ""


def named_schools(text: str) -> Iterator[tuple[str, str, str]]:
    """Each proper name of a school in `text`, whosever it is, with what stands before and after it."""
    for match in _names(text):
        # The name begins after the last word that leads to it: "2008年分到黄荆垭初中" is 黄荆垭初中.
        name = _LEAD_IN.sub("", _LEADS_TO.split(match[0])[-1])
        if (len(name) >= 4 or _SHORT_NAME.fullmatch(name)) and _proper(name):
            yield name, text[: match.end() - len(name)], text[match.end() :]


def _names(text: str) -> Iterator[re.Match[str]]:
    """`_NAME.finditer(text)`, looked for only where a kind stands: trying every letter takes four times as long."""
    end = 0
    while kind := _KIND_HERE.search(text, end):
        # A number in the name is one letter of two characters.
        match = _NAME.search(text, max(end, kind.start() - 2 * _LONGEST))
        if match is None:
            return
        yield match
        end = match.end()


def _proper(name: str) -> bool:
    """Whether a name is one school's and no general term."""
    if _NO_SCHOOL.match(name):
        return False
    return bool(_WHOLE.match(name)) and (bool(_ORDINAL.search(name)) or not _GENERAL.fullmatch(name))
