"""A blank or a mask and its line in, whether it is to be filled in by hand or only told of (手签、示意) out."""

from __future__ import annotations

import re

from checker.analysis import Analysis
from checker.byhand import HAND_BEFORE, RULE, ByHand, find_by_hand, hand_label, named, ready, signs_before
from checker.document import Where
from checker.rules.common import in_quotes, once, whole_text
from checker.rules.handedout import handed_out
from corpus.wordlists import either

__all__ = ["by_hand", "for_hand", "sample", "told"]

# A form's field that somebody else fills in: 支部意见：____.
_OTHERS = re.compile(rf"{either('blanks.others')}[^，。；：:]{{0,6}}[：:]\s*$")
_DAY = re.compile(r"(?:日期|时间|年|月)[：:]?\s*$|(?:^|\s)$")
_DAY_AFTER = re.compile(r"\s*[年月日]")
# Words that say that the quoted mask is an example or a label: 教材里一律写作“XX号刀架”.
_AS_WRITTEN = re.compile(rf"{either('blanks.as_written')}[^，。；“”]{{0,8}}“[^“”]*$")
_SHOWN = re.compile(
    r"[^“”]*”(?:(?:系|是|为|只是)?(?:示意|字样|样例|例子|这样的|这种|这类)|[这那]?[一两几]?(?:栏|项|格|处空|个空))"
)
# A plan says what is to stand on a card that others fill in: 样式统一：我是____，年底请您来问我。
_SAMPLE = re.compile(r"(?:样式|式样|格式|句式|写法|填法|例句|样句)[^。；“”：]{0,12}[：“][^。；]{0,24}$")
# A rule, or a date without a figure; XX学校 is a name that was to be changed in any form.
_NOTHING = re.compile(rf"{RULE}|(?:20|二[〇○])?[\s_＿]*年[\s_＿]*月[\s_＿]*日\s*")
_THEY_FILL = re.compile(
    r"[^，。；“”]{0,6}(?:（[^（）]{0,10}(?:自己|本人|各人|自行|党员|家长|教师|学生)[^（）]{0,4}[填写][^（）]{0,8}）"
    r"|[^“”。]{0,12}”，?(?:由|让|请|交)[^，。；]{1,10}[填写])"
)
# What somebody is called: 喊“XX来了”（他们给我起的外号）.
_CALLED = re.compile(r"(?:[喊嚷唤]|叫[我他她你成作做])[^，。；“”]{0,4}“[^“”]{0,6}$")
_NICKNAME = re.compile(either("blanks.nickname"))
_NEAR = 24  # characters
_SHORT = 60  # characters of a line that holds nothing but signatures


def told(match: re.Match[str], text: str) -> bool:
    """Whether a mask is a label or an example that the writer tells of, or part of a model's name (XX-24型)."""
    if re.match(r"[Xx×✕✖]+$", match[0]) and re.match(r"\s*[-－—–]\s*\d", text[match.end() : match.end() + 4]):
        return True
    before = text[max(0, match.start() - 40) : match.start()]
    if _called(match, text, before):
        return True
    return bool(_AS_WRITTEN.search(before) or "“" in before and _SHOWN.match(text, match.end()))


def _called(match: re.Match[str], text: str, before: str) -> bool:
    """Whether a mask without a place's or a post's word behind it stands for what somebody is called."""
    if not re.fullmatch(r"[Xx×✕✖＊*]+", match[0]) or not in_quotes(text, match.start()):
        return False
    beside = before[-_NEAR:] + text[match.end() : match.end() + _NEAR]
    return bool(_CALLED.search(before) or _NICKNAME.search(beside))


def sample(analysis: Analysis, where: Where, match: re.Match[str], text: str) -> bool:
    """Whether a blank belongs to a form that a plan or a notice hands out to others, and shows here."""
    if _NOTHING.fullmatch(match[0]) and where.paragraph in handed_out(analysis):
        return True
    if analysis.kind not in ("plan", "other") or not re.fullmatch(RULE, match[0]):
        return False
    before = text[max(0, match.start() - 60) : match.start()]
    return bool(_SAMPLE.search(before) or _THEY_FILL.match(text, match.end()))


def by_hand(analysis: Analysis) -> ByHand | None:
    """The paper's signature or date that waits for a pen, found once."""
    return once(
        analysis,
        "by hand",
        lambda a: find_by_hand(a.document, a.normals, a.outline, a.standard),
    )


def for_hand(analysis: Analysis, where: Where, match: re.Match[str], text: str) -> bool:
    """Whether a blank waits for a pen: a signature in a paper that is ready but for it, another's field of a form.

    A paper that is not ready to print (`byhand.ready`) was not filled in: its blanks were forgotten.
    """
    blank = re.fullmatch(RULE, match[0])
    before = text[max(0, match.start() - 24) : match.start()]
    if blank and _OTHERS.search(before):
        return True
    outline, known = analysis.outline, named(analysis.outline)
    if not ready(outline, [whole_text(analysis)]):
        return False
    if blank and (HAND_BEFORE.search(before) or known and signs_before(analysis.standard).search(before)):
        return True
    left = by_hand(analysis)
    day_left = left.day if left is not None else None
    in_line = day_left is not None and where.paragraph == day_left.paragraph
    if in_line and day_left and day_left.start <= where.start and where.end <= day_left.end:
        return True
    # 签字：____ 日期：____年__月__日 in one line: the day is written with the name.
    hand = hand_label(analysis.standard, text)
    day = (
        blank is None
        and match[0].endswith("日")
        or _DAY.search(before)
        and _DAY_AFTER.match(text, match.end())
    )
    return bool(
        hand and (known or "签" in hand[0]) and hand.start() < match.start() and day and len(text) <= _SHORT
    )
