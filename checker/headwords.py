"""A standard in, its heading words and the expressions that find them out (标题用语)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from checker.headed import heading_sections, heads_section, section_signs
from chinese_cli.han import HAN
from corpus import DocumentKind, SectionRule, Standard

__all__ = ["FEW", "PLAIN", "HeadWords", "head_words"]

_MARKS = re.compile(r"[。；，、：！？“”]|方面")
_PUNCTUATED = re.compile(r"[。；，、：！？“”]")
_CLAUSE = re.compile(r"要(?!求)|并(?!列)|应[当该]|必须")  # 要组织: a broken-off clause, no heading
_ASKS = ("在哪", "哪里", "哪儿", "什么")
FEW = 10  # characters of a heading of a few words
# What begins a text glued to its heading; 努力方向不明确 is an item, not a heading.
_FOLLOWS = re.compile(
    r"我(?!的)|本人|以(?!及|后的)|从(?!严)|今后|首先|第一|一是|按照|根据|围绕|通过|认真学|深入学|坚持|到?\d|[“《]"
)
_FOLLOWS_SHORT = re.compile(r"[“《]|\d{1,2}月|(?:说到|说起|一是|首先)")
_BEGINS = re.compile(r"[^的是在不有和与及、，方上没缺落]")  # what may follow a heading word glued to its text
# Between a heading word and what is said of it; 及整改 makes the heading longer, 要深刻 says nothing of it.
_JOINS = re.compile(r"^(?:(?:主要|就|在|是|、|如下)+|[及和与要应须].*)")
PLAIN = 4  # characters of a heading word that leave no doubt: 原因分析, not 要求
_SHOWN = 2.0  # signs of a section that show it


@dataclass(frozen=True, slots=True)
class HeadWords:
    """Heading words of the standard, as one expression for joined headings and one for whole lines."""

    joined: re.Pattern[str]
    whole: re.Pattern[str]
    exact: frozenset[str]
    starts: frozenset[str]  # their first two characters
    elements: tuple[str, ...]
    endings: frozenset[str]
    signed: dict[str, SectionRule]  # heading words of sections that are known by their signs
    kinds: tuple[DocumentKind, ...]

    def level(self, words: str) -> int:
        """1 for a section's heading, 2 for an element's name (政治忠诚方面), which stands under one."""
        return 2 if any(e in words for e in self.elements) and not any(w in words for w in self.exact) else 1

    def ends(self, words: str) -> bool:
        """Whether a line of a few words closes with a heading word (往后怎么办, 检视出的问题)."""
        return (
            len(words) <= FEW
            and any(words[at:] in self.endings for at in range(len(words)))
            and not _MARKS.search(words)
            and not _CLAUSE.match(words)
        )

    def asks(self, words: str) -> bool:
        """Whether a line of a few words asks after what a heading word names (毛病出在哪里)."""
        return words.endswith(_ASKS) and self.short(words)

    def glued(self, words: str) -> int:
        """Where a heading word ends that the text follows without any mark (4.努力方向以后支部学习……), or 0."""
        if words[:2] not in self.starts:
            return 0
        for size in range(min(8, len(words) - 1), 1, -1):
            if words[:size] not in self.exact:
                continue
            follows = _FOLLOWS if size >= 4 else _FOLLOWS_SHORT
            if follows.match(words, size):
                return size
            # 三、原因说到原因，……: the passage shows what the section says.
            section = self.signed.get(words[:size])
            if section and _BEGINS.match(words, size) and section_signs(section, words[size:]) >= _SHOWN:
                return size
        return 0

    def behind(self, words: str) -> str:
        """What follows a plain heading word that a line begins with (原因分析懒散: 懒散), or nothing."""
        for size in range(min(8, len(words) - 1), PLAIN - 1, -1):
            if words[:size] in self.exact:
                return _JOINS.sub("", words[size:])
        return ""

    def again(self, above: str, words: str) -> bool:
        """Whether a heading says in other words what the one above it says (阶段 in a table under 四、方法步骤)."""
        return any(
            bool(named := set(heading_sections(words, kind))) and named <= set(heading_sections(above, kind))
            for kind in self.kinds
        )

    def follows(self, above: str, words: str) -> bool:
        """Whether two headings name different parts of one paper whose parts are not steps (问题, then 原因)."""
        pairs = [
            (heading_sections(above, kind), heading_sections(words, kind))
            for kind in self.kinds
            if not kind.own
        ]
        return any(one and other and not set(one) & set(other) for one, other in pairs)

    def named(self, words: str) -> bool:
        """Whether a heading names a section of some kind."""
        return heads_section(words, self.kinds)

    def short(self, words: str) -> bool:
        """Whether a few words without punctuation hold a heading word (三、根源), however short that is."""
        size = len(words)
        if size > FEW or _PUNCTUATED.search(words):
            return False
        return any(words[a:b] in self.exact for a in range(size) for b in range(a + 1, size + 1))


@lru_cache(maxsize=4)
def head_words(standard: Standard) -> HeadWords:
    """Those of all kinds of the standard and of its elements."""
    every = frozenset(h.lstrip("=") for k in standard.kinds for s in k.sections for h in s.headings)
    names = [e.title for e in standard.elements] + [e.short for e in standard.elements if len(e.short) >= 4]
    ordered = sorted({*names, *(w for w in every if len(w) >= 4)}, key=lambda w: (-len(w), w))
    any_word = _any_of(ordered)
    return HeadWords(
        re.compile(
            rf"[{HAN}“”、和与及的]{{0,16}}?{any_word}(?:[和与及、]{any_word})*(?:及其?原因|及其?表现|方面)?"
        ),
        re.compile(rf"(?:[{HAN}“”、，和与及的]{{0,18}})?{any_word}[{HAN}“”、]{{0,6}}[：:]?$"),
        every,
        frozenset(w[:2] for w in every),
        tuple(names),
        frozenset(w for w in every if len(w) >= 2),
        {h: s for k in standard.kinds for s in k.sections if s.signs for h in s.headings if h[0] != "="},
        standard.kinds,
    )


def _any_of(words: Iterable[str]) -> str:
    """An expression for any of the words, the first that fits.

    Words that begin alike stand together, so that one look at a character rules nearly all of them out: there are
    hundreds, and they are tried at every place of a line.
    """
    rest: dict[str, list[str]] = {}
    for word in words:
        # 努力方向 is as often written 努力的方向.
        way = f"{re.escape(word[1:2])}的?{re.escape(word[2:])}" if len(word) == 4 else re.escape(word[1:])
        rest.setdefault(word[0], []).append(way)
    ways = "|".join(f"{re.escape(first)}(?:{'|'.join(ways)})" for first, ways in rest.items())
    return f"(?=[{''.join(map(re.escape, rest))}])(?:{ways})"
