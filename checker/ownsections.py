"""A paper's outline in, the sections out that no heading tells: title, pledge, name and date (题目、承诺、落款)."""

from __future__ import annotations

import re

from checker.analysis import Outline
from checker.byhand import ByHand
from checker.findings import Section
from corpus import SectionRule

__all__ = ["pledge", "signed", "titled"]

_PLEDGE = re.compile(
    r"承诺(?:如下|以下|事项|内容|：)|郑重承诺|公开承诺|作出[^。]{0,8}承诺|保证(?:做到)?[：，]|我(?:们)?承诺|承诺做到"
)
_BAN = re.compile(
    r"^(?:[一二三四五六七八九十\d]{1,3}[、.])?(?:坚决|绝)?(?:不|严禁|拒绝|杜绝|做到|坚持|带头|自觉|认真|严格)"
)


def _is_title(outline: Outline, section: SectionRule) -> bool:
    """Whether the paper has a title: one with the kind's words, or any that stands alone as its first words."""
    if outline.title.endswith("：") and (outline.title.startswith(("我", "本人")) or "，" in outline.title):
        return False  # 我庄严承诺： and 现就以下几条，作出承诺： begin the text
    if any(w in outline.title for w in section.headings):
        return True
    first = outline.sentences[0] if outline.sentences else None
    plain = not re.search(r"[。；：，！？]", outline.title) and len(outline.title) <= 30
    return bool(outline.title) and plain and first is not None and first.role == "title"


def titled(section: SectionRule, outline: Outline) -> Section:
    """The title, found where the paper has one."""
    if not _is_title(outline, section):
        return Section(section.id, section.title, False)
    return Section(section.id, section.title, True, outline.title, outline.title_where)


def signed(section: SectionRule, outline: Outline, left: ByHand | None) -> Section:
    """The name or the date at the end; one that waits for a pen counts, and its heading says so."""
    signature, name = outline.signature, section.by == "signature"
    spot = signature.name_where if name else signature.date_where
    words = signature.name if name else signature.date_text
    blank = None
    if spot is None and left is not None:
        blank = left.name if name else left.day
        words = words if blank is None else left.how if name else "留着手写"
    return Section(section.id, section.title, (spot or blank) is not None, words, spot or blank)


def pledge(section: SectionRule, outline: Outline) -> Section:
    """The pledge itself: an opening formula with something after it, or a list of commitments."""
    body = [s for s in outline.sentences if s.role in ("body", "heading")]
    for n, s in enumerate(body):
        if _PLEDGE.search(s.text) and sum(len(t.text) for t in body[n:]) - len(s.text) >= 12:
            return Section(section.id, section.title, True, "", s.where)
    items = [s for s in body if _BAN.match(s.text) or s.text[:1].isdigit() or "我" in s.text[:6]]
    if len(items) >= 3:
        return Section(section.id, section.title, True, "", items[0].where)
    # Whatever the form, a letter with words in it has its pledge: 学习：每天学一小时。工作：全勤。
    said = [s for s in body if s.role == "body" and len(s.text) >= 4]
    if said and sum(len(s.text) for s in said) >= 24:
        return Section(section.id, section.title, True, "", said[0].where)
    return Section(section.id, section.title, False)
