"""An analysed document in, the school of whoever wrote it first (抄来没有改校名) out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.document import Where
from checker.findings import Finding
from checker.offices import named_schools, office_in
from checker.rules.common import body, holding, in_quotes, joined, whole_text
from checker.rules.ownplaces import OWN_HINT, core, introduced, likely_own, stands_for_own, works_there
from checker.schools import school
from chinese_cli.han import HAN
from corpus.wordlists import either

__all__ = ["others_school"]

_COUNTY = re.compile(rf"^[{HAN}]{{1,6}}?{either('otherschool.county')}(?=[{HAN}]{{3}})")
_KIND = re.compile(rf"{either('otherschool.school_sort')}*{either('otherschool.school')}$")
# A "name" with one of these in it is a clause that was taken for one (把创先争优活动与学校…).
_CLAUSE = re.compile(either("otherschool.clause"))
_LONGEST = 10  # characters of a school's own part of its name
# Whoever oversees schools, or speaks for several, writes of theirs.
_OVER = re.compile(either("otherschool.over"))
# Who teaches elsewhere for a time, or is a member elsewhere, may write so of that school.
_ELSEWHERE = re.compile(either("otherschool.elsewhere"))
_PARTNER = re.compile(either("otherschool.partner"))
# A verb before a name, which `named_schools` leaves with it: 请后塘小学党支部.
_VERBS = ("asks", "brings", "leads", "joins", "keeps", "by_order", "fits", "drafts", "hands")
_VERB = re.compile(either(*(f"otherschool.{verbs}" for verbs in _VERBS), also="全体"))
# 我作为城关三小的大队辅导员: short names are taken for names only here.
_SHORT = re.compile(
    rf"(?:作为|身为)(?:一[名个位])?(?P<n>[{HAN}]{{2,6}}?(?:[一二三四五六七八九十][中小]|[卫技职]校))"
    rf"(?=的[^，。；]{{0,8}}?{either('otherschool.posts')})"
)
_PLACE = re.compile(either("otherschool.place"))
_HONOUR = re.compile(either("otherschool.honour"))
_PEERS = re.compile("中心学?校$")
# What says that the other school is meant: 交流, 帮扶, 曾在…任教, or right before it 向…学习 (not 服从…的安排).
_ANOTHER = re.compile(either("otherschool.another", also=rf"(?<!服){either('otherschool.another_before')}\|"))
_BESIDE = 16  # characters
# 职业中学食堂现有九人: which sort one's own school is, said at the beginning.
_OPENING = 3  # lines
_SORT = re.compile(
    rf"(?:我们)?(?P<n>{either('otherschool.own_sort')}){either('otherschool.rooms_of')}?(?:上|里)?(?:现有|共有|有|现|共)?"
    r"[\d一二三四五六七八九十百两]"
)
_SECONDARY = ("中", "职")
_SENTENCE = re.compile(r"[。；！？\n]")
# 我们县职业中学, 我们青山县第二中学: 我们 says in whose area a school is, not where one works.
_AREA = re.compile(rf"(?:[{HAN}]{{1,5}}?)?(?P<n>{either('otherschool.area')})(?=[{HAN}]{{2}})")


def _same_school(one: str, other: str) -> bool:
    """Whether two names may be one school's: 云溪县第二中学 and 云溪二中, 石桥镇中心小学 and 石桥完小.

    >>> _same_school("青山县石桥镇中心小学党支部", "石桥完小"), _same_school("前洼小学", "后塘小学")
    (True, False)
    """
    a, b = core(one), core(other)
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
    return [name for name in names if name and not _CLAUSE.search(core(name))]


def others_school(analysis: Analysis) -> Iterator[Finding]:
    """Another school stands where only one's own can (把后塘小学建成…, in a plan of 前洼小学)."""
    titled, signed = office_in(analysis.outline.title), office_in(analysis.outline.signature.name)
    place = analysis.outline.title_where
    if titled and signed and place is not None and not _same_school(titled, signed):
        one = not any(_OVER.search(n) or _CLAUSE.search(core(n)) for n in (titled, signed))
        if (
            one
            and analysis.outline.title.startswith(titled)
            and not _is_another(analysis.outline.title, core(titled))
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
    for i, _, normal in holding(analysis, OWN_HINT):
        for name, before, after in _names(normal.text):
            surely = stands_for_own(name, before, after)
            works = works_there(name, before, after)
            likely = surely or works or likely_own(name, before, after)
            introduces = not likely and _signer(analysis, before, after)
            if not likely and not introduces:
                continue
            own = own or _one_school(analysis) or _own_sort(analysis, core(name))
            if not own:
                return
            bare, at = core(name), len(before)
            if (
                _CLAUSE.search(bare)
                or len(_KIND.sub("", bare)) > _LONGEST
                or _HONOUR.fullmatch(_KIND.sub("", bare))
                or any(_same_school(o, bare) for o in own)
                # What is over schools may be named in any paper of theirs; and it may name any of its own.
                or any(_OVER.search(o) for o in (*own, bare))
                and not _peers(own[0], bare)
                or before.endswith("我们")
                and _in_our_area(own, bare)
                or in_quotes(normal.text, at)
                or _is_another(whole_text(analysis), bare)
                or introduces
                and _under(own[0], bare)
                or not surely
                and not _plainly_own(analysis, own, bare, normal.text, works)
            ):
                continue
            found.append((name, analysis.where(i, at, at + len(name))))
    if found:
        yield _told(analysis, own[0], found)


def _signer(analysis: Analysis, before: str, after: str) -> bool:
    """Whether who signs introduces himself with the school named between."""
    name = introduced(before, after)
    return bool(name) and name == analysis.outline.author


def _under(own: str, other: str) -> bool:
    """Whether a small school's teachers may belong to a branch or a central school that a paper is signed with.

    >>> _under("石桥镇中心小学", "后塘小学"), _under("恭城瑶族中学党支部", "苍梧县民族中学")
    (True, False)
    """
    if all(set(school(name).stage) & set(_SECONDARY) for name in (core(own), other)):
        return False
    ours, area = _AREA.match(core(own)), _AREA.match(other)
    if ours and area and ours["n"] == area["n"] and ours[0] != area[0]:
        return False
    return "中心" in own or own != core(own) or ours is not None


def _told(analysis: Analysis, own: str, found: list[tuple[str, Where]]) -> Finding:
    name, where = found[0]
    cores = list(dict.fromkeys(core(name) for name, _ in found))
    count = sum(whole_text(analysis).count(bare) for bare in cores)
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
    one, two = core(own), core(other)
    if _PEERS.search(one) and _PEERS.search(two):
        return True
    a, b = _COUNTY.match(one), _COUNTY.match(two)
    return a is not None and b is not None and a[0] != b[0] and a[0][-1] == b[0][-1] != "市"


def _in_our_area(own: list[str], other: str) -> bool:
    """Whether a school with 我们 before it may be any of our area: its name tells one, and ours tells no other such.

    >>> _in_our_area(["前洼小学"], "青山县第二中学"), _in_our_area(["云溪县前洼小学"], "青山县第二中学")
    (True, False)
    """
    area = _AREA.match(other)
    ours = [m for m in map(_AREA.match, map(core, own)) if m is not None]
    return area is not None and not any(m["n"] == area["n"] and m[0] != area[0] != area["n"] for m in ours)


def _one_school(analysis: Analysis) -> list[str]:
    """The names of the school a paper is of, none when it may be of several."""
    own = _own_schools(analysis)
    return [] if any(not _same_school(own[0], o) for o in own[1:]) else own


def _own_sort(analysis: Analysis, other: str) -> list[str]:
    """What sort of school a paper that names none says it is of (职业中学后勤上二十六个人), where `other` is of none such.

    A kindergarten may be a primary school's, a 职业中学 be called a 中学.
    """
    if _own_schools(analysis):
        return []
    lines = [normal.text for _, _, normal in body(analysis)][1:_OPENING]
    said = [m["n"] for line in lines if (m := _SORT.match(line))][:1]
    stages = {stage for name in (*said, other) for stage in school(name).stage}
    return said if stages & set(_SECONDARY) and stages & {"小", "幼"} else []


def _plainly_own(analysis: Analysis, own: list[str], other: str, line: str, works: bool) -> bool:
    """Whether nothing else explains that another school stands where `likely_own` or `works_there` found it.

    The branch of a kindergarten or a village school may be the central school's, a kindergarten a primary school's;
    a secondary school is under no 中心小学.
    """
    if _ELSEWHERE.search(whole_text(analysis)) or _PARTNER.search(line):
        return False
    one, two = school(own[0]), school(other)
    if not one.stage or not two.stage or _OVER.search(other) and not _peers(own[0], other):
        return False
    central = "中心" in other and "中心" not in own[0] and (two.stage != "小" or one.stage not in _SECONDARY)
    below = central or one.town == "村" or two.stage == "点"
    stages = {one.stage, two.stage}
    same = len(stages) == 1 or "校" in stages and "幼" not in stages
    return (same or works and stages != {"幼", "小"} and "校" not in stages) and not below


def _is_another(text: str, name: str) -> bool:
    """Whether some place where a school is named says in its sentence that it is another one."""
    return any(
        _ANOTHER.search(
            _SENTENCE.split(text[max(0, m.start() - _BESIDE) : m.start()])[-1]
            + "|"
            + _SENTENCE.split(text[m.end() : m.end() + _BESIDE])[0]
        )
        for m in re.finditer(re.escape(name), text)
    )
