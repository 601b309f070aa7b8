"""An outline in, the signature line and the date that wait for a pen or a seal out (留着手签、盖章的落款)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from checker.analysis import Outline
from checker.document import Document, Where
from checker.normal import Normal
from checker.offices import is_office
from checker.signedlines import ends_with_office, sealed, stamped
from corpus import Standard
from corpus.wordlists import either, listed

__all__ = [
    "RULE",
    "ByHand",
    "find_by_hand",
    "HAND_BEFORE",
    "hand_label",
    "named",
    "ready",
    "signs_before",
]

RULE = r"[_＿]{2,}"
_DASHES = r"[—–－\-]{2,}|[…．.]{2,}"  # 承诺人：—————— asks for a pen as a rule does
_GAP = r"[_＿\s—–－\-]*"
_BEGINS = r"(?:^|[\s。！])"
_NOTE = r"(?:（[^（）]{1,10}）)?"
_PEN = rf"{either('signing.pen')}{_NOTE}[）)]?\s*[：:]?\s*"
# Who signs beside the writer: 承诺人：____　监督人：____.
_WITNESS = rf"{either('signing.witness')}人{_NOTE}"
# Labels of the standard under which a list or a form's head has names too: no signature by themselves.
_NO_SIGNER = frozenset(listed("signing.no_signer"))
_BLANK_DAY = re.compile(
    rf"(?:(?:(?:19|20)\d{{0,2}})?{_GAP}年(?:\s*\d{{1,2}}|{_GAP})月{_GAP}日|(?:日期|时间)[：:]{_GAP})\s*$"
)
# A date, blank or not, behind a label with nothing between them: 承诺人：　　2011年3月1日.
_THEN_DAY = r"(?=(?:19|20)\d\d\s*[年.\-/]|[二一][〇○零Oo0九][〇○零一二三四五六七八九]{2}年|[_＿\s]*年[_＿\s]*月[_＿\s]*日|日期|时间)"
# 本人同意并签名 ends a sentence; 签名, 承诺人签名 are a label though no colon follows.
_LABEL_ONLY = re.compile(rf"[^，。；、：:]{{0,4}}{either('signing.pen')}\s*")
_COPIES = re.compile(r"一式[一二两三四五六七\d]+份|[签手]字生效|签字之日起")
# Whoever else signs a paper: his blank is not its writer's.
_OTHERS = re.compile(rf"{either('signing.others')}[^，。；：:]{{0,6}}$")
_TAIL = 12  # paragraphs at the end among which the signature is looked for
_SHORT = 60  # characters of a line that holds nothing but signatures
_LONGEST = 80  # characters of a blank date
_BELOW = 3  # paragraphs from the blank name to its date
_BLOCK = 3  # paragraphs of one signature's block


@dataclass(frozen=True, slots=True)
class ByHand:
    """A signature that waits for a pen or (`seal`) for a seal.

    `name` is the line whose name is blank, None when only the day is; `words` are the line's words up to
    the blank, as they stand in the file; `day` is the blank date in that line or below it.
    """

    name: Where | None
    words: str
    day: Where | None
    seal: bool

    @property
    def how(self) -> str:
        """What is left to be done, as a report says it."""
        return "留着盖章" if self.seal else "留着手签"


@lru_cache(maxsize=4)
def _who(standard: Standard) -> str:
    labels = sorted((x for x in standard.signature_labels if x not in _NO_SIGNER), key=len, reverse=True)
    words = "|".join([*map(re.escape, labels), rf"{either('signing.people')}?{either('signing.paper')}人"])
    return rf"(?:{words}){_NOTE}"


@lru_cache(maxsize=4)
def _line(standard: Standard) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A label with what is blank behind it, and a label that is all of its line."""
    who = _who(standard)
    then = rf"(?P<b>{RULE}|{_DASHES}|\s*$|{_THEN_DAY})"
    return re.compile(rf"(?:{_PEN}|{_BEGINS}{who}\s*[：:]\s*){then}"), re.compile(rf"\s*{who}(?P<b>)\s*")


@lru_cache(maxsize=4)
def signs_before(standard: Standard) -> re.Pattern[str]:
    """What stands before a blank that a signer's label (承诺人：) asks to be filled in."""
    return re.compile(rf"{_BEGINS}(?:{_who(standard)}|{_WITNESS})\s*[：:]\s*$")


HAND_BEFORE = re.compile(rf"{_PEN}$")


def hand_label(standard: Standard, text: str) -> re.Match[str] | None:
    """The label and the blank of a line that waits for a pen."""
    if len(text) > _SHORT:
        return None
    line, alone = _line(standard)
    match = line.search(text)
    if match is None:
        return alone.fullmatch(text)
    if not match["b"] and match.end() == len(text) and not re.search(r"[：:）)]\s*$", text):
        return match if _LABEL_ONLY.fullmatch(text.strip()) else None
    return match


def named(outline: Outline) -> bool:
    """Whether a paper says who wrote it."""
    return bool(outline.signature.name or outline.author)


def ready(outline: Outline, texts: Sequence[str]) -> bool:
    """Whether a paper is ready to be printed and signed: it names its writer, has its date or its copies.

    One without any of them is a form that nobody filled in: its blanks were forgotten.
    """
    return named(outline) or outline.signature.date is not None or any(map(_COPIES.search, texts))


def _tail(document: Document, normals: Sequence[Normal], outline: Outline) -> list[int]:
    """The last paragraphs with words, without headers, footers and a site's own lines, in order."""
    out: list[int] = []
    for i in range(len(normals) - 1, -1, -1):
        p = document.paragraphs[i]
        if p.part in ("header", "footer") or not p.text.strip():
            continue
        if not outline.is_chrome(Where(p.part, i, 0, len(p.text))):
            out.append(i)
            if len(out) == _TAIL:
                break
    return out[::-1]


def find_by_hand(
    document: Document, normals: Sequence[Normal], outline: Outline, standard: Standard
) -> ByHand | None:
    """The writer's own line first; a line of somebody else (支部书记签字：) only where nobody is named."""
    tail = _tail(document, normals, outline)
    lines = list(_lines(tail, normals, standard))
    if not lines or not ready(outline, [n.text for n in normals]):
        return None
    # Without 签 or 章 a blank label tells of a pen only if somebody is named: else it was forgotten.
    lines = [x for x in lines if named(outline) or re.search("[签章印押]", x[1][0])]
    own = [x for x in lines if not x[2]]
    for n, match, others in (*own, *(x for x in lines if x[2])):
        i = tail[n]
        text = normals[i].text
        part = document.paragraphs[i].part
        day = next(_days(tail[n : n + _BELOW], normals), None)
        day_where = Where(part, day[0], *normals[day[0]].span(*day[1].span())) if day else None
        blank = not sealed(text) and not stamped(text) and _unsigned(outline, normals, tail, n, others)
        if blank or day_where is not None and not others:
            # The line, without a sentence before it: 以上承诺请监督。承诺人：____.
            first = max(text.rfind(c, 0, match.start() + 1) for c in "。！ ") + 1
            at = Where(part, i, *normals[i].span(first, len(text))) if blank else None
            seal = "章" in match[0] and not re.search("[签印押]", match[0])
            words = document.paragraphs[i].text[slice(*normals[i].span(first, match.end()))]
            return ByHand(at, words.strip(), day_where, seal)
    return None


def _lines(
    tail: Sequence[int], normals: Sequence[Normal], standard: Standard
) -> Iterator[tuple[int, re.Match[str], bool]]:
    """The lines of `tail` that wait for a pen, by their place in it, and whether somebody else's."""
    for n, i in enumerate(tail):
        match = hand_label(standard, normals[i].text)
        if match:
            yield n, match, bool(_OTHERS.search(normals[i].text[: match.start()]))


def _days(places: Sequence[int], normals: Sequence[Normal]) -> Iterator[tuple[int, re.Match[str]]]:
    """The blank dates at the end of these paragraphs."""
    for i in places:
        text = normals[i].text
        if match := _BLANK_DAY.search(text, max(0, len(text) - _LONGEST)):
            yield i, match


def _unsigned(outline: Outline, normals: Sequence[Normal], tail: Sequence[int], n: int, others: bool) -> bool:
    """Whether the blank in line `n` is the paper's own signature: no person's name stands in its block."""
    spot = outline.signature.name_where
    if spot is None:
        return True
    if others or spot.paragraph == tail[n]:
        return False
    name = outline.signature.name
    if is_office(name) or ends_with_office(name):
        return True
    # 姓名：李明 in a form's head, the name under the title: the signature is another place, unless it is
    # printed beside the blank besides.
    near = tail[max(0, n - _BLOCK) : n + _BLOCK + 1]
    plain = (t for i in near if not re.search("[，。；：]", t := normals[i].text))
    return spot.paragraph < tail[n] and spot.paragraph not in near and not any(name in t for t in plain)
