"""A document's normalised paragraphs in, its outline out: title, headings, sentences, signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from checker.analysis import Heading, Outline, Role, Sentence
from checker.chrome import find_chrome, running_heads
from checker.document import Document, Where
from checker.normal import Normal
from checker.offices import submitter
from checker.persons import writer
from checker.sections import section_signs
from checker.segments import Segment, has_gap, segments, sentence_spans
from checker.signature import find_signature
from checker.titles import find_title
from corpus import SectionRule, Standard

__all__ = ["build_outline", "heading_words"]

_MAX_HEADING = 42
_GUIDE = re.compile(r"【(?:待填|待补|请填|此处)[^】]*】?[。；]?")
_STOP = re.compile(r"[。；！？]")
_MARKS = re.compile(r"[。；，、：！？“”]|方面")
_PUNCTUATED = re.compile(r"[。；，、：！？“”]")
_CLAUSES = re.compile(r"[。；，！？、]")
_BRACKET = re.compile(r"[^。；：]{2,24}（[^）]{2,30}）[。：]?")
_FIRST_WORDS = re.compile(r"[^。：，；！？]{2,10}(?=[。：])")
_LABEL = re.compile(r"[^。：，；！？、]{3,10}(?=：)")
# What begins a text glued to its heading; 努力方向不明确 is an item, not a heading.
_FOLLOWS = re.compile(
    r"我(?!的)|本人|以(?!及|后的)|从(?!严)|今后|首先|第一|一是|按照|根据|围绕|通过|认真学|深入学|坚持|到?\d|[“《]"
)
_FOLLOWS_SHORT = re.compile(r"[“《]|\d{1,2}月|(?:说到|说起|一是|首先)")
_BEGINS = re.compile(
    r"[^的是在不有和与及、，方上没缺落]"
)  # what may follow a heading word in a text glued to it
_OPENING = 3  # sentences that may tell who writes
_BARE_POST = re.compile(r"(?:党|学校|本校)?(?:总?支部)?[副正]?(?:书记|校长|园长)[：:]?")
_ASKS = re.compile(r"(?:在哪|哪里|哪儿|什么)$")
_CLAUSE = re.compile(r"要(?!求)|并(?!列)|应[当该]|必须")  # 要组织: a broken-off clause, no heading
_SHOWN = 2.0  # signs of a section that show it
# 尊敬的领导： greets (领导 is also a plan's heading), 时间：2022-07-14 is a site's.
_NO_HEADING = re.compile(
    r"【[^】]*】[^。]{2,12}：|(?:尊敬|敬爱|亲爱)的|各位|[^，。：]{0,12}(?:[局校园县市级处科]领导|同志们?|同事们?|老师们?)：$|[^，。：]{0,6}(?:时间|日期)：\s*20\d\d-\d"
)
_ASPECT = re.compile(r"(?:方面|问题|情况|措施|要求|原因|方向|打算|阶段|表现)(?:[：:]|（[^）]*）)?$")


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """Heading words of the standard, as one expression for joined headings and one for whole lines."""

    joined: re.Pattern[str]
    whole: re.Pattern[str]
    exact: frozenset[str]
    elements: tuple[str, ...]
    endings: tuple[str, ...]
    signed: dict[str, SectionRule]  # heading words of sections that are known by their signs

    def level(self, words: str) -> int:
        """1 for a section's heading, 2 for an element's name (政治忠诚方面), which stands under one."""
        return 2 if any(e in words for e in self.elements) and not any(w in words for w in self.exact) else 1

    def ends(self, words: str) -> bool:
        """Whether a line of a few words closes with a heading word (往后怎么办, 检视出的问题)."""
        plain = len(words) <= 10 and not _MARKS.search(words) and not _CLAUSE.match(words)
        return plain and words.endswith(self.endings)

    def asks(self, words: str) -> bool:
        """Whether a line of a few words asks after what a heading word names (毛病出在哪里)."""
        return bool(_ASKS.search(words)) and self.short(words)

    def glued(self, words: str) -> int:
        """Where a heading word ends that the text follows without any mark (4.努力方向以后支部学习……), or 0."""
        for size in range(min(8, len(words) - 1), 1, -1):
            follows = _FOLLOWS if size >= 4 else _FOLLOWS_SHORT
            if words[:size] not in self.exact:
                continue
            if follows.match(words, size):
                return size
            # 三、原因说到原因，……: the passage shows what the section says.
            section = self.signed.get(words[:size])
            if section and _BEGINS.match(words, size) and section_signs(section, words[size:]) >= _SHOWN:
                return size
        return 0

    def short(self, words: str) -> bool:
        """Whether a few words without punctuation hold a heading word (三、根源), however short that is."""
        return len(words) <= 10 and not _PUNCTUATED.search(words) and any(w in words for w in self.exact)


def heading_words(standard: Standard) -> tuple[str, ...]:
    """All accepted headings of all kinds, longest first."""
    words = {h.lstrip("=") for k in standard.kinds for s in k.sections for h in s.headings}
    return tuple(sorted(words, key=lambda w: (-len(w), w)))


@lru_cache(maxsize=4)
def _vocabulary(standard: Standard) -> _Vocabulary:
    words = [w for w in heading_words(standard) if len(w) >= 4]
    names = [e.title for e in standard.elements] + [e.short for e in standard.elements if len(e.short) >= 4]
    ordered = sorted({*words, *names}, key=lambda w: (-len(w), w))
    # 努力方向 is as often written 努力的方向.
    alternatives = "|".join(
        f"{re.escape(w[:2])}的?{re.escape(w[2:])}" if len(w) == 4 else re.escape(w) for w in ordered
    )
    return _Vocabulary(
        re.compile(
            rf"[\u4e00-\u9fff“”、和与及的]{{0,16}}?(?:{alternatives})(?:[和与及、](?:{alternatives}))*(?:及其?原因|及其?表现|方面)?"
        ),
        re.compile(
            rf"(?:[\u4e00-\u9fff“”、，和与及的]{{0,18}})?(?:{alternatives})[\u4e00-\u9fff“”、]{{0,6}}[：:]?$"
        ),
        frozenset(heading_words(standard)),
        tuple(names),
        tuple(w for w in heading_words(standard) if len(w) >= 2),
        {h: s for k in standard.kinds for s in k.sections if s.signs for h in s.headings if h[0] != "="},
    )


def _heading_end(segment: Segment, normal: Normal, vocabulary: _Vocabulary) -> tuple[int, bool] | None:
    """Where a numbered segment's heading ends and whether it runs in; None when it is a plain item."""
    text = normal.text
    start, end = segment.body, segment.end
    if start >= end:
        return None
    words = text[start:end]
    stop = _STOP.search(words)
    length = end - start
    # 二、存在的问题一是书读得少。: the heading ends where the next number begins.
    # (三、点评步骤。1、汇报：…)
    closed = stop is None or stop.end() == len(words) and stop[0] == "。"
    cut_short = segment.sign is not None and segment.sign.level <= 2 and length <= 24 and closed
    whole = (
        (segment.last or cut_short) and length <= _MAX_HEADING and (stop is None or stop.end() == len(words))
    )
    # White space after a few words ends a run-in heading (一、指导思想 深入开展…).
    for at in range(start + 2, min(end, start + 30)):
        # A heading word needs little after it: 三、原因　首先是懒。
        if (
            has_gap(normal, at)
            and text[start:at].count("，") <= 1
            and (end - at > 12 or end - at > 3 and vocabulary.short(text[start:at]))
        ):
            return at, True
        if text[at - 1] in "。：；":
            break
    if (
        stop is not None
        and stop.start() <= 24
        and words[: stop.start()].count("，") <= 1
        and end - start - stop.end() >= 4
        and words[stop.start()] == "。"
    ):
        return start + stop.start(), True
    colon = words.find("：")
    if 2 <= colon <= 26 and length - colon > 4 and "，" not in words[:colon]:
        return start + colon, True
    bracket = _BRACKET.match(words)
    if bracket and length - bracket.end() > 6:
        return start + bracket.end(), True
    if segment.sign and segment.sign.level <= 2 and words.count("，") and length > 20:
        joined = vocabulary.joined.match(words)
        # 一、指导思想以邓小平理论为指导，…: no mark at all between heading and text.
        if (
            joined
            and joined.end() <= 24
            and length - joined.end() > 10
            and words[joined.end()] not in "，、的和与及”"
        ):
            return start + joined.end(), True
    glued = vocabulary.glued(words) if segment.sign else 0
    if glued and length - glued > 6:
        return start + glued, True
    if whole:
        return end, False
    return None


def _plain_heading(
    document: Document, segment: Segment, normal: Normal, vocabulary: _Vocabulary
) -> tuple[int, int] | None:
    """(level, end) for an unnumbered heading line: by style, or by the standard's own words."""
    paragraph = document.paragraphs[segment.paragraph]
    words = normal.text[segment.start : segment.end]
    if _NO_HEADING.match(words):
        return None
    if segment.first and segment.last:
        if paragraph.level is not None and len(words) <= _MAX_HEADING:
            return min(paragraph.level, 4), segment.end
        if len(words) <= 24 and not _STOP.search(words) and vocabulary.whole.match(words):
            return vocabulary.level(words), segment.end
        bare = words.strip(" ：:")
        if bare in vocabulary.exact or vocabulary.ends(bare) or vocabulary.asks(bare):
            return 1, segment.end
        if len(words) <= 20 and not _CLAUSES.search(words) and _ASPECT.search(words):
            return 2, segment.end
    if segment.first:
        # "指导思想：…" and "存在问题 …" at the beginning of a line, without a number.
        m = vocabulary.joined.match(words)
        if m and m.end() <= 14 and m.end() < len(words):
            after = words[m.end()]
            if after in "：:。" or has_gap(normal, segment.start + m.end()):
                return vocabulary.level(words[: m.end()]), segment.start + m.end()
        # "改进措施　一、……": the next number stands in the same line.
        if m and m.end() == len(words) <= 14 and not segment.last:
            return vocabulary.level(words), segment.end
        # "原因。想来想去……": a bare heading word closed by a full stop.
        label = _LABEL.match(words)
        if label and vocabulary.ends(label[0]) and label.end() + 2 < len(words):
            return 1, segment.start + label.end()  # 补短办法：… , an unusual name before a colon
        first = _FIRST_WORDS.match(words)
        if first and first[0] in vocabulary.exact and first.end() + 2 < len(words):
            return vocabulary.level(first[0]), segment.start + first.end()
    return None


def _has_body(found: Sequence[Segment], n: int, signed: frozenset[int]) -> bool:
    """Whether text or a deeper segment follows segment `n`; the signature's paragraphs are no text."""
    if n + 1 >= len(found) or found[n + 1].paragraph in signed:
        return False
    this, following = found[n].sign, found[n + 1].sign
    return following is None or this is None or following.level > this.level


def build_outline(document: Document, normals: Sequence[Normal], standard: Standard) -> Outline:
    """The outline of one document. Headers and footers are left out; everything else is in order."""
    chrome = find_chrome(document, normals)
    chrome_in: dict[int, list[Where]] = {}
    for spot in chrome:
        chrome_in.setdefault(spot.paragraph, []).append(spot)
    vocabulary = _vocabulary(standard)
    body = [i for i, p in enumerate(document.paragraphs) if p.part not in ("header", "footer")]

    found: list[Segment] = []
    pieces = {i: segments(i, normals[i], document.paragraphs[i].number) for i in body}
    for i in body:
        if i not in chrome_in:
            found += pieces[i]
            continue
        for s in pieces[i]:
            a, b = normals[i].span(s.start, s.end)
            if not any(c.start <= a and b <= c.end for c in chrome_in[i]):
                found.append(s)

    title = find_title(document, normals, found, standard)
    signature = find_signature(document, normals, found, standard, title)
    signed = [w for w in (signature.name_where, signature.date_where) if w is not None]
    signed_in = frozenset(w.paragraph for w in signed)
    labels = (
        re.compile(rf"^(?:{'|'.join(map(re.escape, standard.signature_labels))})\s*[：:]")
        if standard.signature_labels
        else None
    )

    closing = signed_in | frozenset(
        s.paragraph
        for s in found
        if labels is not None and labels.match(normals[s.paragraph].text[s.start : s.end])
    )
    headings: list[Heading] = []
    sentences: list[Sentence] = []
    current = -1

    def where(paragraph: int, start: int, end: int) -> Where:
        return Where(document.paragraphs[paragraph].part, paragraph, *normals[paragraph].span(start, end))

    # A template's guiding questions, still to be answered, are nobody's words yet.
    guides = {
        i: spans
        for i in body
        if "【" in normals[i].text and (spans := [m.span() for m in _GUIDE.finditer(normals[i].text)])
    }

    def say(paragraph: int, start: int, end: int, role: Role) -> None:
        text = normals[paragraph].text
        for a, b in sentence_spans(text, start, end):
            spot = where(paragraph, a, b)
            line = text[a:b]
            inside = paragraph in signed_in and any(
                w.paragraph == paragraph and spot.start <= w.start and w.end <= spot.end for w in signed
            )
            # 承诺人：____, 支部书记 of a form: what asks for a name says nothing.
            asks = labels is not None and labels.match(line) or _BARE_POST.fullmatch(line)
            blank = len(line) <= 16 and bool(asks)
            this: Role = "signature" if inside and len(line) <= 44 or blank else role
            if paragraph in guides and any(x <= a and b <= y for x, y in guides[paragraph]):
                this = "template"
            sentences.append(Sentence(text[a:b], spot, this, current))

    for n, s in enumerate(found):
        normal = normals[s.paragraph]
        start = s.start
        if title.covers(s.paragraph, s.start):
            cut = min(max(title.end_in(s.paragraph), s.start), s.end)
            if cut > s.start:
                say(s.paragraph, s.start, cut, "title")
            start = cut
            if start >= s.end:
                continue
        sign = s.sign
        if s.first and sign is None and current >= 0 and headings[current].where.paragraph != s.paragraph:
            # A run-in heading (一是领导班子好。…) rules its own paragraph only.
            while current >= 0 and headings[current].run_in and headings[current].level >= 3:
                above = [h for h in range(current) if headings[h].level < headings[current].level]
                current = above[-1] if above else -1
        if sign is not None and start == s.start:
            ending = _heading_end(s, normal, vocabulary)
            if ending is not None:
                end, run_in = ending
                words = normal.text[s.body : end].strip(" ：:。")
                known = bool(vocabulary.whole.match(words)) or sign.level == 1 and vocabulary.short(words)
                if (
                    run_in
                    or known
                    or sign.level <= 2
                    and _has_body(found, n, closing)
                    or _has_body(found, n, closing)
                    and not _STOP.search(normal.text[s.body : s.end])
                ):
                    headings.append(
                        Heading(
                            sign.level,
                            sign.text,
                            sign.value,
                            words,
                            where(s.paragraph, s.start, end),
                            run_in,
                            sign.auto,
                        )
                    )
                    current = len(headings) - 1
                    say(s.paragraph, s.start, end, "heading")
                    rest = end
                    while rest < s.end and normal.text[rest] in "。：: ":
                        rest += 1
                    say(s.paragraph, rest, s.end, "body")
                    continue
        elif sign is None:
            plain = _plain_heading(document, s, normal, vocabulary) if start == s.start else None
            if plain is not None and not any(w.paragraph == s.paragraph for w in signed):
                level, end = plain
                words = normal.text[s.start : end].strip(" ：:")
                headings.append(
                    Heading(level, "", None, words, where(s.paragraph, s.start, end), end < s.end)
                )
                current = len(headings) - 1
                say(s.paragraph, s.start, end, "heading")
                rest = end
                while rest < s.end and normal.text[rest] in "。：: ":
                    rest += 1
                say(s.paragraph, rest, s.end, "body")
                continue
        say(s.paragraph, start, s.end, "body")

    # Names are looked for where they stand alone or open the text, not in the middle of an argument.
    lead = [s.text[:90] for s in sentences[:12] if len(s.text) <= 60 or "我" in s.text[:60]]
    tail = [s.text for s in sentences[-6:] if len(s.text) <= 40]
    first = [s.text[:120] for s in sentences[:12] if s.role == "body" and s.heading <= 0][:_OPENING]
    return Outline(
        title=title.text,
        title_where=title.where,
        headings=tuple(headings),
        sentences=tuple(sentences),
        signature=signature,
        organization=submitter(signature.name, title.text, [s.text[:90] for s in sentences[:12]] + tail),
        author=writer(signature.name, title.text, lead, first),
        chrome=chrome + running_heads(document, normals, title.text),
        segments=pieces,
    )
