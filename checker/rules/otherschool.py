"""An analysed document in, the school of whoever wrote it first (抄来没有改校名) out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.document import Where
from checker.findings import Finding
from checker.offices import named_schools, office_in
from checker.rules.common import body, holding, in_quotes, joined, led, whole_text
from checker.schools import school
from corpus.wordlists import either, listed

__all__ = ["others_school"]

_PARTY = re.compile(rf"^中共|(?:的)?{either('otherschool.party')}.*$")
_COUNTY = re.compile(rf"^[\u4e00-\u9fff]{{1,6}}?{either('otherschool.county')}(?=[\u4e00-\u9fff]{{3}})")
_KIND = re.compile(rf"{either('otherschool.school_sort')}*{either('otherschool.school')}$")
# A "name" with one of these in it is a clause that was taken for one (把创先争优活动与学校…).
_CLAUSE = re.compile(either("otherschool.clause"))
_LONGEST = 10  # characters of a school's own part of its name
# Whoever oversees schools, or speaks for several, writes of theirs.
_OVER = re.compile(either("otherschool.over"))
# Where only one's own school can stand.
_ALL = re.compile(rf"{either('otherschool.branch')}?(?:的)?全体(?:共产)?{either('otherschool.all')}")
_BECOMES = re.compile(either("otherschool.becomes"))
_MAKES = re.compile(r"(?:把|将|使)(?:我们|我们的)?$")
_AS = re.compile(rf"{either('otherschool.as_mine')}(?:一名)?(?:中共)?$")
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
# Who teaches elsewhere for a time, or is a member elsewhere, may write so of that school.
_ELSEWHERE = re.compile(either("otherschool.elsewhere"))
_PARTNER = re.compile(either("otherschool.partner"))
# A verb before a name, which `named_schools` leaves with it: 请后塘小学党支部.
_VERB = re.compile(either("otherschool.asks", "otherschool.brings", "otherschool.leads"))
# 我作为城关三小的大队辅导员: short names are taken for names only here.
_SHORT = re.compile(
    r"(?:作为|身为)(?:一[名个位])?(?P<n>[\u4e00-\u9fff]{2,6}?(?:[一二三四五六七八九十][中小]|[卫技职]校))"
    rf"(?=的[^，。；]{{0,8}}?{either('otherschool.posts')})"
)
_PLACE = re.compile(either("otherschool.place"))
_HONOUR = re.compile(either("otherschool.honour"))
# 长岭林场学校, 红旗乡中心学校: the place makes a name of 学校.
_OF_PLACE = re.compile(
    rf"[\u4e00-\u9fff]{{2}}(?<![各全本该所][\u4e00-\u9fff])(?<![各全本该所]){either('otherschool.place')}"
    "(?<!农村|乡村|山村|城镇|乡镇|集镇|村镇)(?:中心)?学校$"
)
_PEERS = re.compile("中心学?校$")
_OWN_HINT = led(
    "全体",
    *listed("otherschool.watches"),
    *listed("otherschool.phone"),
    *listed("otherschool.work"),
    *(f"将{word}" for word in listed("otherschool.goes_on")),
    rf"[让使][^，。；]{{4,24}}{either('otherschool.pupils')}",
    "身为",
    *listed("otherschool.becomes"),
    *listed("otherschool.as_mine"),
    *listed("otherschool.ours"),
    *listed("otherschool.grows"),
)
_STARTS = re.compile(r"(?:^|[，。；：！、])$")
# What says that the other school is meant: 交流, 帮扶, 曾在…任教, or right before it 向…学习.
_ANOTHER = re.compile(either("otherschool.another", also=rf"{either('otherschool.another_before')}\|"))
_BESIDE = 16  # characters
# 损害学校荣誉: before 学校 alone almost any word may stand.
_ANY_SCHOOL = re.compile("".join(f"(?<!{word})" for word in listed("otherschool.sort_alone")) + "学校$")


def _core(name: str) -> str:
    return _PARTY.sub("", name.removeprefix("中共"))


def _same_school(one: str, other: str) -> bool:
    """Whether two names may be one school's: 云溪县第二中学 and 云溪二中, 石桥镇中心小学 and 石桥完小.

    >>> _same_school("青山县石桥镇中心小学党支部", "石桥完小"), _same_school("前洼小学", "后塘小学")
    (True, False)
    """
    a, b = _core(one), _core(other)
    counties = [m[0] for m in (_COUNTY.match(a), _COUNTY.match(b)) if m]
    if len(set(counties)) > 1:
        return False
    short, long = (_COUNTY.sub("", x) for x in (a, b))
    if _within(short, long) or _within(long, short):
        return True
    one_s, other_s = school(a), school(b)
    counted = one_s.ordinal == other_s.ordinal != 0 and one_s.stage == other_s.stage
    if counted and not (one_s.stem and other_s.stem):
        return True  # 城关二中 may be the 第二中学
    a, b = (_PLACE.sub("", _KIND.sub("", bare) or full) for bare, full in ((short, a), (long, b)))
    return any(a[n : n + 2] in b for n in range(max(1, len(a) - 1)))


def _within(short: str, long: str) -> bool:
    """Whether the characters of one word stand in the other in this order (云溪二中 in 云溪县第二中学)."""
    rest = iter(long)
    return all(c in rest for c in short)


def _own_schools(analysis: Analysis) -> list[str]:
    """The schools that a paper is signed with, that its title and the lines alone at its head and foot name."""
    outline = analysis.outline
    lines = [normal.text for _, _, normal in body(analysis)]
    alone = [t for t in (*lines[:4], *lines[-3:]) if len(t) <= 44 and not re.search("[。；，：！？]", t)]
    found = (office_in(outline.signature.name), office_in(outline.title), *map(office_in, alone))
    names = dict.fromkeys((*found, outline.organization))
    return [name for name in names if name and not _CLAUSE.search(_core(name))]


def others_school(analysis: Analysis) -> Iterator[Finding]:
    """Another school stands where only one's own can (把后塘小学建成…, in a plan of 前洼小学)."""
    titled, signed = office_in(analysis.outline.title), office_in(analysis.outline.signature.name)
    place = analysis.outline.title_where
    if titled and signed and place is not None and not _same_school(titled, signed):
        one = not any(_OVER.search(n) or _CLAUSE.search(_core(n)) for n in (titled, signed))
        if (
            one
            and analysis.outline.title.startswith(titled)
            and not _is_another(analysis.outline.title, _core(titled))
        ):
            yield Finding(
                "placeholder.left_over",
                "warning",
                f"题目写的是“{titled}”，落款却是“{signed}”，像是抄来的材料没有改校名。请核对是哪个学校的材料。",
                place,
            )
            return
    found: list[tuple[str, Where]] = []
    own: list[str] = []
    for i, _, normal in holding(analysis, _OWN_HINT):
        for name, before, after in _names(normal.text):
            surely = _stands_for_own(name, before, after)
            if not surely and not _likely_own(name, before, after):
                continue
            own = own or _one_school(analysis)
            if not own:
                return
            bare, at = _core(name), len(before)
            if (
                _CLAUSE.search(bare)
                or len(_KIND.sub("", bare)) > _LONGEST
                or _HONOUR.fullmatch(_KIND.sub("", bare))
                or any(_same_school(o, bare) for o in own)
                or any(_OVER.search(o) for o in own)
                and not _peers(own[0], bare)
                or in_quotes(normal.text, at)
                or _is_another(whole_text(analysis), bare)
                or not surely
                and not _plainly_own(analysis, own, bare, normal.text)
            ):
                continue
            found.append((name, analysis.where(i, at, at + len(name))))
    if found:
        yield _told(analysis, own[0], found)


def _told(analysis: Analysis, own: str, found: list[tuple[str, Where]]) -> Finding:
    name, where = found[0]
    cores = list(dict.fromkeys(_core(name) for name, _ in found))
    count = sum(whole_text(analysis).count(core) for core in cores)
    others = f"，还写着{joined(cores[1:])}" if len(cores) > 1 else ""
    total = f"，全文共{count}处" if count > 1 else ""
    return Finding(
        "placeholder.left_over",
        "warning",
        f"材料是“{own}”的，这里却写着“{name}”{others}{total}，像是抄来的材料没有改校名。请核对，写上自己的学校。",
        where,
    )


def _names(text: str) -> Iterator[tuple[str, str, str]]:
    """`named_schools` without a verb in front, and the short names of 作为城关三小的…."""
    for name, before, after in named_schools(text):
        bare = _VERB.split(name)[-1]
        if len(bare) == len(name):
            yield name, before, after
        elif any(n == bare for n, _, _ in named_schools(bare)):
            yield bare, before + name[: len(name) - len(bare)], after
    for m in _SHORT.finditer(text):
        yield m["n"], text[: m.start("n")], text[m.end() :]


def _peers(own: str, other: str) -> bool:
    """Whether two that may each oversee schools have nothing to do with each other's: two towns' 中心学校, or the
    schools of two counties.

    >>> _peers("青禾县新民乡中心学校", "青禾县红旗乡中心学校"), _peers("新民乡中心学校", "红旗小学")
    (True, False)
    """
    one, two = _core(own), _core(other)
    if _PEERS.search(one) and _PEERS.search(two):
        return True
    a, b = _COUNTY.match(one), _COUNTY.match(two)
    return a is not None and b is not None and a[0] != b[0] and a[0][-1] == b[0][-1] != "市"


def _one_school(analysis: Analysis) -> list[str]:
    """The names of the school a paper is of, none when it may be of several."""
    own = _own_schools(analysis)
    return [] if any(not _same_school(own[0], o) for o in own[1:]) else own


def _stands_for_own(name: str, before: str, after: str) -> bool:
    """Whether a school is named where only one's own can be."""
    bare = _core(name)
    if _ALL.match(name[len(bare) :] + after) and (_STARTS.search(before) or _LEADS.search(before)):
        return True
    if _AS.search(before) or _BECOMES.match(after) and _MAKES.search(before):
        return True
    plain = not _ANY_SCHOOL.search(bare)
    if _WORK.match(after) and _BRINGS.search(before):
        return plain or bool(_OF_PLACE.search(bare))
    return plain and bool(_OURS.match(after) or _GROWS.match(after) and _FOR.search(before))


def _likely_own(name: str, before: str, after: str) -> bool:
    """Whether a school is named where hardly any other than one's own can be."""
    bare = _core(name)
    if _ANY_SCHOOL.search(bare) and not _OF_PLACE.search(bare):
        return False
    if _ASKED.search(before) and _WATCHES.match(after) or _PHONE.match(after):
        return True
    if len(bare) < len(name) and _WILL.match(after) and _STARTS.search(before):
        return True
    return bool(_LETS.search(before) and _PUPILS.match(after))


def _plainly_own(analysis: Analysis, own: list[str], other: str, line: str) -> bool:
    """Whether nothing else explains that another school stands where `_likely_own` found it.

    The branch of a kindergarten or a village school may be the central school's.
    """
    if _ELSEWHERE.search(whole_text(analysis)) or _PARTNER.search(line):
        return False
    one, two = school(own[0]), school(other)
    if not one.stage or not two.stage or _OVER.search(other) and not _peers(own[0], other):
        return False
    below = "中心" in other and "中心" not in own[0] or one.town == "村" or two.stage == "点"
    same = one.stage == two.stage or "校" in (one.stage, two.stage) and "幼" not in (one.stage, two.stage)
    return same and not below


def _is_another(text: str, name: str) -> bool:
    """Whether some place where a school is named says that it is another one."""
    return any(
        _ANOTHER.search(
            text[max(0, m.start() - _BESIDE) : m.start()] + "|" + text[m.end() : m.end() + _BESIDE]
        )
        for m in re.finditer(re.escape(name), text)
    )
