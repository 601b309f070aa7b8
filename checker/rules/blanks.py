"""A blank or a mask and its line in, whether it is to be filled in by hand or only told of (手签、示意) out."""

from __future__ import annotations

import re

from checker.analysis import Analysis
from checker.document import Where
from checker.offices import is_office
from checker.rules.common import body, whole_text

__all__ = ["for_hand", "hand_day", "hand_line", "told", "unnamed"]

_RULE = r"[_＿]{2,}"
_NOTE = r"(?:（[^（）]{1,10}）)?"
_BY_HAND = rf"(?:签名|签字|签章|手签|手印|按印|画押|盖章){_NOTE}[）)]?\s*[：:]?\s*"
_SIGNS = rf"(?:承诺|责任|报告|汇报|剖析|对照检查|检查|保证|倡议|自查|亮诺|签诺)人{_NOTE}\s*[：:]\s*"
# A form's field that somebody else fills in: 支部意见：____.
_OTHERS = re.compile(r"(?:意见|评语|评议|鉴定|审核|审批|批示|评定|等次)[^，。；：:]{0,6}[：:]\s*$")
_HAND_BEFORE = re.compile(rf"{_BY_HAND}$")
_SIGNS_BEFORE = re.compile(rf"(?:^|\s){_SIGNS}$")
_DAY = re.compile(r"(?:日期|时间|年|月)[：:]?\s*$|(?:^|\s)$")
_DAY_AFTER = re.compile(r"\s*[年月日]")
_HAND_LINE = re.compile(rf"(?:{_BY_HAND}|(?:^|\s){_SIGNS})(?P<b>{_RULE}|\s*$)")
_COPIES = re.compile(r"一式[一二两三四五六七\d]+份|[签手]字生效|签字之日起")
# Words that say that the quoted mask is an example or a label: 教材里一律写作“XX号刀架”.
_AS_WRITTEN = re.compile(
    r"(?:写作|写着|写成|写的是|标着|标注|印着|样例|示例|编号|型号|代号|称[为作]|叫做?|读作)[^，。；“”]{0,8}“[^“”]*$"
)
_SHOWN = re.compile(r"[^“”]*”(?:系|是|为|只是)?(?:示意|字样|样例|例子|这样的|这种|这类)")
_BLANK_DAY = re.compile(r"[_＿\s]*年[_＿\s]*月[_＿\s]*日\s*$")
_FOOT = 6  # paragraphs at the end in which an office puts its name
_TAIL = 12  # paragraphs at the end among which the signature is looked for
_SHORT = 60  # characters of a line that holds nothing but signatures


def told(match: re.Match[str], text: str) -> bool:
    """Whether a mask is a label or an example that the writer tells of, or part of a model's name (XX-24型)."""
    if re.match(r"[Xx×✕✖]+$", match[0]) and re.match(r"\s*[-－—–]\s*\d", text[match.end() : match.end() + 4]):
        return True
    before = text[max(0, match.start() - 40) : match.start()]
    return bool(_AS_WRITTEN.search(before) or "“" in before and _SHOWN.match(text, match.end()))


def _known(analysis: Analysis) -> tuple[bool, bool]:
    """Whether the paper says who signs it, and whether it is ready to print: it has its date or its copies."""
    signature = analysis.outline.signature
    ready = signature.date is not None or bool(_COPIES.search(whole_text(analysis)))
    return bool(signature.name or analysis.outline.author), ready


def for_hand(analysis: Analysis, where: Where, match: re.Match[str], text: str) -> bool:
    """Whether a blank waits for a pen: a signature in a paper that is ready but for it, another's field of a form.

    A paper without its writer's name and its date is no paper ready to print: its blanks were forgotten.
    """
    blank = re.fullmatch(_RULE, match[0])
    before = text[max(0, match.start() - 24) : match.start()]
    if blank and _OTHERS.search(before):
        return True
    named, ready = _known(analysis)
    if not ready:
        return False
    if blank and (_HAND_BEFORE.search(before) or named and _SIGNS_BEFORE.search(before)):
        return True
    day_line = hand_day(analysis)
    if (
        day_line is not None
        and where.paragraph == day_line.paragraph
        and where.end <= day_line.end
        and where.start >= day_line.start
    ):
        return True
    # 签字：____ 日期：____年__月__日 in one line: the day is written with the name.
    hand = _HAND_LINE.search(text)
    day = (
        blank is None
        and match[0].endswith("日")
        or _DAY.search(before)
        and _DAY_AFTER.match(text, match.end())
    )
    return bool(
        hand and (named or "签" in hand[0]) and hand.start() < match.start() and day and len(text) <= _SHORT
    )


def hand_line(analysis: Analysis) -> int | None:
    """The paragraph near the end whose signature waits for a pen, if the paper is ready but for it."""
    named, ready = _known(analysis)
    if not ready:
        return None
    for i, _, normal in body(analysis)[-_TAIL:]:
        match = _HAND_LINE.search(normal.text)
        if match and len(normal.text) <= _SHORT and (named or re.search("[签章印押]", match[0])):
            return i
    return None


def hand_day(analysis: Analysis) -> Where | None:
    """The blank date (年  月  日) in the line of such a signature or in the two below it."""
    line = hand_line(analysis)
    if line is None:
        return None
    for i in range(line, min(line + 3, len(analysis.normals))):
        if match := _BLANK_DAY.search(analysis.normals[i].text):
            return analysis.where(i, match.start(), match.end())
    return None


def unnamed(analysis: Analysis) -> bool:
    """Whether neither a writer nor an office is named but for the blank."""
    lines = [normal.text for _, _, normal in body(analysis)[-_FOOT:]]
    issued = any(
        len(t) <= _SHORT and not re.search("[，。；：]", t) and is_office(re.sub("（.*）$", "", t))
        for t in lines
    )
    return not analysis.outline.author and not issued
