"""An outline in, the document's kind (文种) and how sure that is out."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from checker.analysis import Outline
from checker.genres import NAMED, Genre, genre, outdoes, title_kind
from checker.headed import heading_sections, naming, section_signs
from checker.kindmodel import load_kind_model
from checker.wordsearch import WordSearch
from corpus import DocumentKind, Standard
from corpus.events import load_events
from corpus.expressions import compiled

__all__ = ["judge_kind", "other_campaign", "reports_deeds", "rule_points"]

# A kind's own points must beat this for a text to be of it; chosen on the training documents. A text whose
# title was lost (the middle of a paper) cannot show as much.
_OTHER, _UNTITLED = 4.2, 2.6
_MOST_OTHER = 8.0  # what words of other genres can weigh
_SIGNS = 6.0  # what it weighs when every sentence is typical of the kind
_HEAD, _HEAD_SHARE = 50, 0.5  # characters that may hold a lost title, and what a genre there weighs
_SKELETON = 3.0  # headings of three of a kind's sections are hardly chance
_BUILT = 2.5  # what it weighs that the passages of three sections are there
_SHOWN = 2.0  # signs of a section, repeated ones a little more, that show it
_FAR = 8.0  # points by which a kind is out of the question
_DECIDED = 8.0  # points ahead of all others by which the rules decide alone
_FEW = 3  # sentences, below which the share of typical ones says little
_SIGNED = 3.5  # a signed text in the first person, for a kind that must be signed
_I_EVERY = 0.3  # of the sentences, for the first person
_TITLE = 1.2  # what the weight of a title's genre word counts
_EARLIER = 0.6  # of the weight of a genre word that another genre's follows in the title
_PLAIN = 0.75  # a title without any genre word of the kinds
_NONE = 5.0  # what it costs a kind that its needs are not met
_OUTSIDERS = 4.0  # parents or pupils speak
_SELF = re.compile(r"我(?!们|校|园|县|国|市|镇|乡|局|省)|本人|自己")
_PARTY = re.compile(r"党员|支部|党组织|党委|党总支|党小组")
_PARTY_EVERY = 120  # characters: less often, a text is not about the Party's members
# What was done is told with 了, 已, 先后 or a count; what is to be done is not.
# Every way begins with a character of its own and looks back at what must stand before it: found four times as fast.
_DONE = re.compile(
    r"了(?<=(?:开展|举[行办]|召开|组织|成立|建立|制[定订]|完成|取得|获得|评[选出]|涌现|进行|形成|参加|慰问|发放|落实|通过|表彰|收到|解决|达到)了)"
    r"|日(?<=\d日)(?:上午|下午|晚)?，[^。]{0,24}(?:召开|举行|组织|开展)|已(?!于)|先后|被评为|截至|共(?:计|有)?[^，。]{0,8}[\d一二三四五六七八九十百千余多]+(?:次|名|份|场|件|人|条|节)|取得[^，。]{0,6}(?:成效|成绩)"
)
_LOOKS_BACK = re.compile(
    "(?:今年|一年|半年|两年|学期|学年|活动|创先争优)[^。]{0,12}以来，[^。]{0,60}了[^。]{0,12}(?:成效|成绩|效果|实效)"
)
_ARRANGES = re.compile(
    "阶段|本方案|方案如下|安排如下|步骤|领导小组|指导思想|制[定订]|意见如下|(?:今年|现在|本学期|这学期|下半年)(?!以来)[^。]{0,6}(?:[做抓办]|继续|重点)"
    r"|负总?责|抓落实|任组长|牵头|继续[做抓办开推]|再[做抓办]|为把|每(?:[周月年]|学期|季度)|(?<!\d日)(?:[一二三四五六七八九十\d]月[底初份]?)(?:进行|完成|开展|举行|召开)"
)
# 成绩升到全镇第三, 帮扶学生30名, 评出标兵2名: what came of it, which no plan can tell.
_CAME_OF_IT = re.compile(
    r"[升提]到|上升|[评选推]出|[写拿争赢]得|获|被评|受到|收到|作出|(?:全部|均|都)(?:完成|兑现)|(?:帮扶|资助|捐款|慰问|发展)[^，。；]{0,8}\d"
)
_RESULTS = 2  # sentences with such
_TO_DO = re.compile(r"要|将|拟|应|须|必须|不得|力争|计划|确保|争取|每[月周学季年名]")
# How a paper on another doing brings the campaign in.
_CASUAL = r"(?:是|作为|当作|当成|成为|纳入|列入|融入)[^，。；\n]{{0,16}}?(?:{0})|(?:与|同|和)[^，。；\n]{{0,6}}?(?:{0})[^，。；\n]{{0,8}}(?:结合|融合|同步|同安排)"
# 在全校党员承诺大会上的讲话: what the meeting is about is not what the paper is; a 生活会 does say it.
_AT_MEETING = re.compile("在[^，。：“”《》]{2,30}?(?:(?<!生活)会|会议|仪式)上的?")
_TELLING = 1500  # characters within which a text of another genre shows that it is one
_BEGINNING = 100  # characters within which a paper says what it is about
_PAST = 0.6  # of the sentences, for a text that reports


@dataclass(frozen=True, slots=True)
class _Text:
    """What kinds are judged by: title, words of the body, and its sentences."""

    title: str
    words: str
    sentences: tuple[str, ...]
    signed: bool
    party: bool  # a Party organisation signs

    @property
    def personal(self) -> bool:
        """Whether one person speaks all through and signs."""
        mine = sum(1 for s in self.sentences if "我" in s or "本人" in s)
        return self.signed and mine >= max(_I_EVERY * len(self.sentences), 2)

    @property
    def done(self) -> float:
        """The share of sentences that tell what was done, of those that tell of doing at all."""
        past = sum(1 for s in self.sentences if _DONE.search(s) and not _TO_DO.search(s))
        future = sum(1 for s in self.sentences if _TO_DO.search(s))
        told = self.sentences and _LOOKS_BACK.search(self.sentences[0]) and not _ARRANGES.search(self.words)
        if told and sum(1 for s in self.sentences[1:] if _CAME_OF_IT.search(s)) >= _RESULTS:
            # 二是开展示范课12节，名次上升: told without 了, after 今年以来，取得了显著成效.
            past = max(past, len(self.sentences) - future)
        return past / (past + future) if past + future >= _FEW else 0.0


def _text(outline: Outline) -> _Text:
    return _Text(
        _AT_MEETING.sub("", outline.title) or outline.title,
        "\n".join(s.text for s in outline.sentences),
        tuple(s.text for s in outline.sentences if s.role == "body"),
        bool(outline.signature.name),
        bool(_PARTY.search(outline.signature.name)),
    )


@lru_cache(maxsize=64)
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    # Not each in a group of its own: `re` then sees the characters that any of them begins with.
    return re.compile("|".join(patterns))


@lru_cache(maxsize=8)
def _words_of(standard: Standard) -> WordSearch:
    """The formulas of all kinds and the words of other genres."""
    return WordSearch.make([c for k in standard.kinds for c in k.body_cues] + list(standard.other_words))


def _body_points(kind: DocumentKind, titles: Sequence[str], counts: Mapping[str, int]) -> float:
    """What the body says for a kind: formulas, counted in `counts`, and headings of its sections."""
    body = sum(w * min(counts[c], 3) ** 0.5 for c, w in kind.body_cues.items() if c in counts)
    sections = {id for title in titles for id in heading_sections(title, kind)}
    skeleton = 1.1 * len(sections) + (_SKELETON if len(sections) >= _FEW else 0.0)
    return min(body, 9.0) + skeleton


def _built(kind: DocumentKind, text: _Text) -> bool:
    """Whether a text in the first person shows what the kind's sections say, under whatever headings."""
    shown = sum(1 for s in kind.sections if s.signs and section_signs(s, text.words) >= _SHOWN)
    return shown >= _FEW and _SELF.search(text.words) is not None


def _sign_points(kind: DocumentKind, text: _Text) -> float:
    """What typical sentences say for a kind."""
    if not kind.signs or not text.sentences:
        return 0.0
    pattern = _any_of(kind.signs)
    return _SIGNS * sum(1 for s in text.sentences if pattern.search(s)) / max(len(text.sentences), _FEW)


@lru_cache(maxsize=16)
def _casual(own: str) -> str:
    return _CASUAL.format(own)


def _is_about(kind: DocumentKind, text: _Text) -> bool:
    """Whether a text names the campaign or a Party branch signs it, or, of one whose title was lost, is about
    Party members throughout."""
    if re.search(kind.own, text.title):
        return True
    # 要把走访作为创先争优的生动实践: another doing, which the campaign only decks.
    words = re.sub(_casual(kind.own), "", text.words) if text.title else text.words
    found = [m.start() for m in re.finditer(kind.own, words)]
    if len(found) > 1 or found and (not text.title or found[0] < _BEGINNING):
        return True
    named = len(_PARTY.findall(text.words))
    return text.party or not text.title and named >= _FEW and named * _PARTY_EVERY >= len(text.words)


def _campaign(kind: DocumentKind, text: _Text) -> str:
    """Another campaign that the text is about, by its title or else by what it names most; "" when none."""
    if re.search(kind.own, text.title):
        return ""
    own = len(re.findall(kind.own, text.words))
    for mark in load_events().marks:
        if mark.kind != "campaign" or not any(h in text.words for h in mark.heads):
            continue
        named = len(re.findall(mark.pattern, text.words)) if not re.search(kind.own, mark.name) else 0
        if named and (re.search(mark.pattern, text.title) or named > own):
            return mark.name
    return ""


def reports_deeds(outline: Outline) -> bool:
    """Whether a text tells throughout of what was done (总结), not of what is to be done."""
    return _text(outline).done >= _PAST


def other_campaign(outline: Outline, standard: Standard) -> str:
    """The other campaign (别的活动) that a text with a kind's title is about, "" when there is none."""
    kind = standard.kind(title_kind(outline, standard))
    return _campaign(kind, _text(outline)) if kind is not None and kind.own else ""


def rule_points(outline: Outline, standard: Standard) -> dict[str, float]:
    """What the rules give each kind and "other", in half nats.

    The title's genre word decides most cases; headings, formulas and typical sentences decide where it is
    silent, and against it where they are of another kind throughout.
    """
    text = _text(outline)
    counts = _words_of(standard).counts(text.words)
    headed = naming(outline, standard)
    # Where the title is glued to the text or lost, its genre may still stand in the first words.
    against = genre(text.title or text.words[:_HEAD], standard.other_titles)
    titles = {k.id: genre(text.title, k.title_cues, k.title_signs) for k in standard.kinds}
    points = {}
    for kind in standard.kinds:
        others = [against] if text.title else []
        others += [g for id, g in titles.items() if id != kind.id]
        share = _EARLIER if any(outdoes(g, titles[kind.id], text.title) for g in others) else 1.0
        points[kind.id] = _TITLE * titles[kind.id].weight * share + _body_points(kind, headed, counts)
        if kind.needs and not re.search(kind.needs, text.title + text.words):
            points[kind.id] -= _NONE
        if kind.signature == "required" and text.personal:
            points[kind.id] += _SIGNED
    points["other"] = _other_points(standard, text, titles, against, counts)
    top = max(points.values())
    for kind in standard.kinds:
        if points[kind.id] + _SIGNS + _FAR > top:  # else no sentence would change much
            points[kind.id] += _sign_points(kind, text)
    top = max(points.values())
    near = [k for k, v in points.items() if v + _BUILT >= top]
    for kind in standard.kinds if len(near) > 1 else ():  # else it would change nothing
        if kind.id in near and _built(kind, text):
            points[kind.id] += _BUILT
    return _less_others(points, standard, text, titles)


def _other_points(
    standard: Standard,
    text: _Text,
    titles: Mapping[str, Genre],
    against: Genre,
    counts: Mapping[str, int],
) -> float:
    """What speaks for none of the kinds: another genre's words in the title (`against`) and in the text, outsiders."""
    outdone = any(outdoes(g, against, text.title) for g in titles.values())
    share = _HEAD_SHARE if not text.title else _EARLIER if outdone else 1.0
    words = sum(w for c, w in standard.other_words.items() if c in counts)
    whole = f"{text.title}\n{text.words[:_TELLING]}"
    genres = compiled(standard.other_signs)
    signs = sum(w for p, w in genres if (p.match if p.pattern[0] == "^" else p.search)(whole))
    points = (_OTHER if text.title else _UNTITLED) + 1.5 * share * against.weight
    points += min(words, _MOST_OTHER) + signs
    if text.title and not any(g.weight for g in titles.values()):
        points += _PLAIN
    if standard.outsiders and re.search(standard.outsiders, text.words):
        points += _OUTSIDERS
    return points


def _less_others(
    points: Mapping[str, float], standard: Standard, text: _Text, titles: Mapping[str, Genre]
) -> dict[str, float]:
    """The points, those of a kind of this campaign given to "other" where the text is another's, however it looks.

    So is a plan of another campaign, of pupils' doings, or of what is done already.
    """
    out = dict(points)
    for kind in standard.kinds:
        named = titles[kind.id].weight
        titled = named >= NAMED and named == max(g.weight for g in titles.values())
        if out[kind.id] <= out["other"] - _NONE and not titled:
            continue
        if kind.own and (_campaign(kind, text) or not _is_about(kind, text) or text.done >= _PAST):
            # What so looked most like it, or is called so, is another paper, not the next likely kind.
            out["other"] = max(out.values() if titled else (out["other"], out[kind.id]))
            out[kind.id] = out["other"] - _NONE
    return out


def judge_kind(outline: Outline, standard: Standard) -> tuple[str, float]:
    """(kind id or "other", probability from 0 to 1): by the trained judge where the standard has one, else by
    the rules alone."""
    ruled = rule_points(outline, standard)
    first, second = sorted(ruled.values(), reverse=True)[:2]
    # Where the rules are so sure, the trained judge never was right against them (docs/accuracy.md).
    model = load_kind_model(standard.id) if first - second < _DECIDED else None
    # The rules' points are half nats.
    points = model.points(outline, ruled) if model else {k: v / 2 for k, v in ruled.items()}
    top = max(points.values())
    weights = {k: math.exp(v - top) for k, v in points.items()}
    best = max(weights, key=lambda k: (weights[k], k != "other"))
    return best, weights[best] / sum(weights.values())
