"""Names and any text in, the text with names and numbers of persons masked out, every offset as before.

A mask has as many characters as what it hides, so that a place (`Where`) in the paragraph still bounds the
same words: 李文秀 is 李某某, 13800000000 is eleven asterisks. The same name always gives the same mask.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from checker.normal import Normal, normalise, whole_characters
from checker.persons import NAME_MARK, spelled
from checker.redact.mentioned import mentioned
from checker.redact.names import told

__all__ = ["Masker", "mask_digits", "mask_name"]

_APART = r"[ \-—]?"
_PHONE_WORDS = r"(?:电话|手机|传真|联系方式|号码|QQ|微信)(?:号码?)?[：: ]{0,3}"
# Sources: GB 11643-1999 (15 and 18 characters), ISO/IEC 7812 (cards of 13 to 19 digits), numbers of the
# national telephone network (mobile 1[3-9] and 11 digits, landline 0 and area code and 7 or 8 digits, 400/800).
_NUMBERS = re.compile(
    rf"(?<![0-9A-Za-z])(?:"
    rf"(?:\d{_APART}){{12,}}[0-9Xx]"  # 身份证, bank card: 13 to 19 digits, in groups or not; two in a row
    rf"|(?:\+?86{_APART})?1[3-9]\d{_APART}\d{{4}}{_APART}\d{{4}}"
    rf"|(?:\+?86{_APART})?1[3-9]\d{{2}}{_APART}\d{{3}}{_APART}\d{{4}}"
    rf"|[（(]?0\d{{2,3}}[）)]?{_APART}\d{{3,4}}{_APART}\d{{4}}(?:{_APART}(?:转|[—-])\d{{1,6}})?"
    rf"|[48]00{_APART}\d{{3,4}}{_APART}\d{{3,4}}"
    rf")(?![0-9A-Za-z])"
)
# Without an area code seven digits may be anything: only after a word that says what they are.
_LABELLED = re.compile(rf"{_PHONE_WORDS}(?P<n>[0-9A-Za-z_][0-9A-Za-z_\-—]{{4,19}})")
# Each of these begins only where its run of characters begins: else a long run would be gone over from every place.
_MAIL = re.compile(r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]+[@＠][A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")
# A quotation may stop in the middle of a number or name.
_CUT = re.compile(r"(?<!\d)\d{4,}(?=…)|(?<=…)\d{4,}")
_LEAST_CUT = 2


def mask_name(name: str) -> str:
    """The name with only its first character: 李某某, 欧某某, 买某某·某某.

    >>> mask_name("李文秀"), mask_name("买买提·艾力"), mask_name("李 明")
    ('李某某', '买某某·某某', '李 某')
    """
    out = ""
    for character in name:
        keep = not out or character.isspace() or character in NAME_MARK
        out += character if keep else "*" if character.isascii() else "某"
    return out


def mask_digits(text: str) -> str:
    """The text with an asterisk for every letter and digit."""
    return "".join("*" if c.isalnum() else c for c in text)


class Masker:
    """Masks the given names, persons that words around them give away, and what is a person's number by its form."""

    def __init__(self, names: Iterable[str]) -> None:
        """`names` as the reviews have them; shorter ones give way to longer."""
        import ahocorasick_rs as ac

        clean = (spelled(whole_characters(normalise(name).text)).strip() for name in names)
        known = {n for n in clean if len(n) >= 2}
        # 李文… at the end of a shortened quotation is still 李文秀.
        cut = {f"{name[:size]}…" for name in known for size in range(_LEAST_CUT, len(name))}
        self._patterns = sorted(known | cut)
        self._find = ac.AhoCorasick(self._patterns, matchkind=ac.MatchKind.LeftmostLongest)

    def text(self, text: str, own: str = "") -> str:
        """The text masked, as long as before. `own` is one more name, of whoever wrote this."""
        if not text:
            return text
        normal = normalise(text)
        spans: list[tuple[int, int, bool]] = []
        for pattern in (_NUMBERS, _MAIL, _CUT):
            spans += [(m.start(), m.end(), False) for m in pattern.finditer(normal.text)]
        spans += [(*m.span("n"), False) for m in _LABELLED.finditer(normal.text)]
        spans += [(a, b, True) for a, b in self._names(normal, normalise(own).text.strip())]
        if not spans:
            return text
        out = list(text)
        for start, end, name in spans:
            a, b = normal.span(start, end)
            out[a:b] = mask_name(text[a:b]) if name else mask_digits(text[a:b])
        return "".join(out)

    def name(self, name: str) -> str:
        """A field that holds nothing but a name, whatever the name looks like."""
        return mask_name(name.strip())

    def _names(self, normal: Normal, own: str) -> list[tuple[int, int]]:
        # Names of files may hold lone surrogates, which the automaton does not take.
        text = spelled(whole_characters(normal.text))
        found = [(a, b) for _, a, b in self._find.find_matches_as_indexes(text)]
        if len(own) >= 2:
            found += [m.span() for m in re.finditer(re.escape(spelled(own)), text)]
        found = [(a, b - normal.text[a:b].endswith("…")) for a, b in found]
        return _joined([*found, *told(text), *mentioned(text)])


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same with one span for what overlaps: of 李小军 the 小 is no first character that may be shown."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return out
