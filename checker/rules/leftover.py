"""An analysed document in, the name of whoever wrote it first (抄来没有改名) out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.document import Where
from checker.findings import Finding
from checker.persons import NAME_MARK, is_person, plainly_person, said_person, titled_person
from checker.rules.common import body, holding, in_quotes, joined
from checker.several import papers_in
from checker.signers import signers
from checker.surnames import DOUBLE, PLAIN
from chinese_cli.han import HAN
from corpus.wordlists import either, listed

__all__ = ["others_name"]

_ME = re.compile("我|本(?=人)")
_I = re.compile(rf"[我本](?:(?<=我)|(?<=本)人)(?<!自我)(?<!自本人)(?=[{HAN}]{{2}})")
# 我郑重, 我管着, 我曾在: surnames that go on a sentence after 我 as plain words.
_GOES_ON = frozenset(listed("leftover.goes_on"))
_LONGEST_NAME = 4  # characters
# 我戴了大红花, 我付他钱: the second character goes on a sentence and is in nobody's name.
_VERBAL = re.compile("[了着过他她它你们]")
_KIN = re.compile(rf"{either('leftover.kin')}$")
# What goes on after a name that somebody says of himself: 我罗美华今后…, 请监督我焦玉梅的一言一行, 我秦峰不收礼。
_NOT = "不(?:[再收抽打参做拿赌体搞乱占陪]|在[^，。]{1,6}[抽打玩接])"
_AFTER_NAME = re.compile(
    either("leftover.after_name", also=rf"的{either('leftover.of_name')}|要(?!求|害)|{_NOT}")
)
# 我叫向东升, 我是石桥小学教师向东升，: so put even a surname that is an everyday word begins a name.
_GIVES = rf"(?:(?:我|本人)(?:的?名字)?叫做?|姓名[：:]\s*){{}}(?![{HAN}])"
_OF_SCHOOL = re.compile(
    rf"我是[^，。；：、\s]{{2,24}}?{either('persons.before_name')}[^，。；：、\s]{{0,10}}?"
    rf"{either('persons.said_post')}(?P<n>[{HAN}]{{3}})(?=[，。；（])"
)
# 裴老四, 老裴, 小裴, 裴师傅 of somebody of that surname: what people call him.
_CALLED = (
    "(?:{s}老[一二三四五六七八九十大幺么]|[老小大阿]{s}|{s}(?:师傅|老师|大[姐哥叔爷妈伯]|[姨叔伯哥姐嫂]))"
)
_NO_NAME = re.compile(either("leftover.no_name", also="[了着过的我你他她它们]"))
_SAYS = re.compile("叫|本人|我[是（(，,]|姓名")  # without these nobody says who he is
_END = re.compile(r"[，。；！、：）]|$")
_SOME = re.compile(rf"(?<!自)(?:我|本人)(?P<s>[{HAN}])某(?:某|人)?(?![{HAN}]?[×xX])")


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


def _is_called(name: str, signed: str) -> bool:
    """Whether a name is what people call the one who signs: 裴老四 of 裴思义."""
    return re.fullmatch(_CALLED.format(s=re.escape(_surname(signed))), name) is not None


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
            if first[0] in _GOES_ON or not _may_begin(first) or _VERBAL.match(first, 1):
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


def _said(text: str) -> str:
    """Who somebody says that he is, where that is surely a name; "" for nobody."""
    name = said_person(text)
    if name:
        gives = plainly_person(name) or is_person(name) and re.search(_GIVES.format(re.escape(name)), text)
        return name if gives else ""
    m = _OF_SCHOOL.search(text)
    return m["n"] if m and is_person(m["n"]) and not _NO_NAME.search(m["n"]) else ""


def others_name(analysis: Analysis) -> Iterator[Finding]:
    """Somebody calls himself by another name than he signs with (我罗美华今后…, signed 戚桂香)."""
    signed = _signed(analysis)
    if not signed:
        return
    # With the writer's own surname it may be what people call him (我罗大胆).
    claims = [
        (where, words)
        for name, where, words in _claims(analysis)
        if not any(name.startswith(_surname(s)) or _same_person(s, name) for s in signed)
    ]
    if claims:
        words = list(dict.fromkeys(words for _, words in claims))
        total = f"，全文共{len(claims)}处" if len(claims) > 1 else ""
        others = f"，还有{joined(words[1:])}" if len(words) > 1 else ""
        yield _named(claims[0][0], words[0], signed[0], others + total)
        return
    texts = [(i, normal.text) for i, _, normal in body(analysis)]
    said = [(i, t, _said(t)) for i, t in texts if _SAYS.search(t)]
    for i, text, name in said:
        if name and not any(_same_person(s, name) or _is_called(name, s) for s in signed):
            at = text.find(name)
            # 王小明写的“我，王小明，男，…”: whoever is named may be quoted further on.
            if at >= 0 and not any(in_quotes(text, m.start()) for m in re.finditer(re.escape(name), text)):
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


def _named(where: Where, words: str, signed: str, more: str = "") -> Finding:
    return Finding(
        "placeholder.left_over",
        "warning",
        f"署名是“{signed}”，文中却自称“{words}”{more}，像是抄来的材料没有改名。请核对，写上自己的姓名。",
        where,
    )
