"""An analysed document in, the words of whoever wrote it first (抄来没有改干净) out: another's name or school."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.document import Where
from checker.findings import Finding
from checker.offices import named_schools, office_in
from checker.persons import NAME_MARK, is_person, plainly_person, said_person, titled_person
from checker.rules.common import body, holding, in_quotes, led, whole_text
from checker.several import papers_in
from checker.signers import signers
from checker.surnames import DOUBLE, PLAIN
from corpus.wordlists import either, listed

__all__ = ["others_name", "others_school"]

_ME = re.compile("我|本(?=人)")
_I = re.compile(r"[我本](?:(?<=我)|(?<=本)人)(?<!自我)(?<!自本人)(?=[\u4e00-\u9fff]{2})")
# 我郑重, 我管着, 我曾在: surnames that go on a sentence after 我 as plain words.
_GOES_ON = frozenset(listed("leftover.goes_on"))
_LONGEST_NAME = 4  # characters
_KIN = re.compile(rf"{either('leftover.kin')}$")
# What goes on after a name that somebody says of himself: 我罗美华今后…, 请监督我焦玉梅的一言一行。
_AFTER_NAME = re.compile(either("leftover.after_name", also=rf"的{either('leftover.of_name')}|要(?!求|害)"))
_END = re.compile(r"[，。；！、：）]|$")
_SOME = re.compile(r"(?<!自)(?:我|本人)(?P<s>[\u4e00-\u9fff])某(?:某|人)?(?![\u4e00-\u9fff]?[×xX])")

_PARTY = re.compile(rf"^中共|(?:的)?{either('leftover.party')}.*$")
_COUNTY = re.compile(rf"^[\u4e00-\u9fff]{{1,6}}?{either('leftover.county')}(?=[\u4e00-\u9fff]{{3}})")
_KIND = re.compile(rf"{either('leftover.school_sort')}*{either('leftover.school')}$")
# A "name" with one of these in it is a clause that was taken for one (把创先争优活动与学校…).
_CLAUSE = re.compile(either("leftover.clause"))
_LONGEST = 10  # characters of a school's own part of its name
# Whoever oversees schools, or speaks for several, writes of theirs.
_OVER = re.compile(either("leftover.over"))
# Where only one's own school can stand.
_ALL = re.compile(rf"{either('leftover.branch')}?(?:的)?全体(?:共产)?{either('leftover.all')}")
_BECOMES = re.compile(either("leftover.becomes"))
_MAKES = re.compile(r"(?:把|将|使)(?:我们|我们的)?$")
_AS = re.compile(rf"{either('leftover.as_mine')}(?:一名)?(?:中共)?$")
_OURS = re.compile(rf"的?{either('leftover.ours')}")
_FOR = re.compile(r"[为替](?:了)?(?:我们)?$")
_GROWS = re.compile(rf"的?{either('leftover.grows')}")
_OWN_HINT = led(
    "全体",
    *listed("leftover.becomes"),
    *listed("leftover.as_mine"),
    *listed("leftover.ours"),
    *listed("leftover.grows"),
)
_STARTS = re.compile(r"(?:^|[，。；：！、])$")
# What says that the other school is meant: 交流, 帮扶, 曾在…任教, or right before it 向…学习.
_ANOTHER = re.compile(either("leftover.another", also=rf"{either('leftover.another_before')}\|"))
_BESIDE = 16  # characters
# 损害学校荣誉: before 学校 alone almost any word may stand.
_ANY_SCHOOL = re.compile("".join(f"(?<!{word})" for word in listed("leftover.sort_alone")) + "学校$")


def _signed(analysis: Analysis) -> list[str]:
    """The people who sign, or else the writer as the paper names him."""
    signature = analysis.outline.signature
    several = [name for part in papers_in(analysis) for name in part.signer.split("、")]
    names = [n for n in (*signers(analysis.document, signature), signature.name, *several) if is_person(n)]
    return names or [n for n in (analysis.outline.author,) if n and is_person(n)]


def _surname(name: str) -> str:
    return name[:2] if name[:2] in DOUBLE else name[:1]


def _same_person(one: str, other: str) -> bool:
    """Whether two names may be one: 李文秀 and 李文绣, 秀英 and 吴秀英."""
    shared = sum(a == b for a, b in zip(one, other, strict=False))
    return one in other or other in one or len(one) == len(other) > 2 and shared >= len(one) - 1


def _may_begin(words: str) -> bool:
    """Whether a name may begin these words, seen faster than by looking whether one does."""
    return words[0] in PLAIN or words[:2] in DOUBLE or any(c in words for c in NAME_MARK)


def _claims(analysis: Analysis) -> Iterator[tuple[str, Where, str]]:
    """Names that somebody gives himself in the text: the name, its place with what leads to it, those words."""
    for i, _, normal in holding(analysis, _ME):
        text = normal.text
        for m in _SOME.finditer(text) if "某" in text else ():
            if m["s"] in PLAIN and not in_quotes(text, m.start()):
                yield m["s"], analysis.where(i, m.start(), m.end()), m[0]
        for m in _I.finditer(text):
            first = text[m.end() : m.end() + _LONGEST_NAME]
            if first[0] in _GOES_ON or not _may_begin(first):
                continue
            for size in (4, 3, 2):
                name = text[m.end() : m.end() + size]
                if len(name) < size or size == 4 and name[:2] not in DOUBLE:
                    continue
                if not plainly_person(name) or _KIN.search(name) or in_quotes(text, m.start()):
                    continue
                after = m.end() + size
                if _AFTER_NAME.match(text, after) or size > 2 and _END.match(text, after):
                    yield name, analysis.where(i, m.start(), after), m[0] + name
                    break


def others_name(analysis: Analysis) -> Iterator[Finding]:
    """Somebody calls himself by another name than he signs with (我罗美华今后…, signed 戚桂香)."""
    signed = _signed(analysis)
    if not signed:
        return
    for name, where, words in _claims(analysis):
        # With the writer's own surname it may be what people call him (我罗大胆).
        if not any(name.startswith(_surname(s)) or _same_person(s, name) for s in signed):
            yield _named(where, words, signed[0])
            return
    texts = [(i, normal.text) for i, _, normal in body(analysis)]
    said = [
        (i, t, said_person(t)) for i, t in texts if "叫" in t or "本人" in t or "我是" in t or "姓名" in t
    ]
    for i, text, name in said:
        if name and plainly_person(name) and not any(_same_person(s, name) for s in signed):
            at = text.find(name)
            if at >= 0 and not in_quotes(text, at):
                yield _named(analysis.where(i, at, at + len(name)), name, signed[0])
                return
    title, place = analysis.outline.title, analysis.outline.title_where
    name = titled_person(title)
    if name and place is not None and not any(_same_person(s, name) for s in signed):
        yield Finding(
            "placeholder.left_over",
            "warning",
            f"题目写的是“{name}”，署名却是“{signed[0]}”，像是抄来的材料没有改名。请核对是谁的材料。",
            place,
        )


def _named(where: Where, words: str, signed: str) -> Finding:
    return Finding(
        "placeholder.left_over",
        "warning",
        f"署名是“{signed}”，文中却自称“{words}”，像是抄来的材料没有改名。请核对，写上自己的姓名。",
        where,
    )


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
    a, b = (_KIND.sub("", bare) or full for bare, full in ((short, a), (long, b)))
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
    own: list[str] = []
    for i, _, normal in holding(analysis, _OWN_HINT):
        for name, before, after in named_schools(normal.text):
            if not _stands_for_own(name, before, after):
                continue
            own = own or _one_school(analysis)
            if not own:
                return
            bare, at = _core(name), len(before)
            if (
                _CLAUSE.search(bare)
                or len(_KIND.sub("", bare)) > _LONGEST
                or any(_same_school(o, bare) for o in own)
                or in_quotes(normal.text, at)
                or _is_another(whole_text(analysis), bare)
            ):
                continue
            yield Finding(
                "placeholder.left_over",
                "warning",
                f"材料是“{own[0]}”的，这里却写着“{name}”，像是抄来的材料没有改校名。请核对，写上自己的学校。",
                analysis.where(i, at, at + len(name)),
            )
            return


def _one_school(analysis: Analysis) -> list[str]:
    """The names of the school a paper is of, none when it may be of several or of whoever oversees them."""
    own = _own_schools(analysis)
    several = any(_OVER.search(name) for name in own) or any(not _same_school(own[0], o) for o in own[1:])
    return [] if several else own


def _stands_for_own(name: str, before: str, after: str) -> bool:
    """Whether a school is named where only one's own can be."""
    bare = _core(name)
    if _ALL.match(name[len(bare) :] + after) and _STARTS.search(before) or _AS.search(before):
        return True
    if _BECOMES.match(after) and _MAKES.search(before):
        return True
    plain = not _ANY_SCHOOL.search(bare)
    return plain and bool(_OURS.match(after) or _GROWS.match(after) and _FOR.search(before))


def _is_another(text: str, name: str) -> bool:
    """Whether some place where a school is named says that it is another one."""
    return any(
        _ANOTHER.search(
            text[max(0, m.start() - _BESIDE) : m.start()] + "|" + text[m.end() : m.end() + _BESIDE]
        )
        for m in re.finditer(re.escape(name), text)
    )
