"""A line without a label in, the person or the office that it names out (署名的一行)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.normal import Normal, normalise
from checker.offices import is_institution, is_office
from checker.persons import LETTER, NAME_MARK, SOUNDED, after_office, is_person, plainly_person, sounded
from checker.segments import Segment
from checker.surnames import DOUBLE, SURNAMES
from chinese_cli.han import HAN
from corpus.wordlists import either, listed

__all__ = [
    "MARKED",
    "ends_with_office",
    "is_closed",
    "is_name",
    "is_said",
    "is_signer",
    "only_offices",
    "pieces_of",
    "plainly_named",
    "bare_pieces",
    "coloned",
    "first_name",
    "sealed",
    "spaced",
    "stamped",
    "unlabelled",
    "writer_in",
]

# A name with a mark between its parts.
MARKED = rf"{LETTER}{{1,8}}[{NAME_MARK}](?:{LETTER}|[{NAME_MARK}]){{0,11}}{LETTER}"
_ALONE = re.compile(rf"{LETTER}{{2,4}}|{SOUNDED}|(?![一二三四五六七八九十第]{{1,2}}[.．]){MARKED}")
_NOT_NAME_EITHER = "|".join(f"{word}$" for word in listed("signing.no_name_end")) + (
    r"|^各|^第[一二三四五六七八九十]+(?:[阶步个条项次章节]|$)|^(?:写?于|在).{3}|[一二三四五六七八九十\d][月日号]"
    r"|^(?:初|[二三]?十|廿|卅)[一二三四五六七八九十]?日?$"  # 三月初八: a day of the old calendar
)
_NOT_NAME = re.compile(either("signing.no_name", also=_NOT_NAME_EITHER))
_OFFICE = re.compile(either("signing.office", also=rf"全体[{HAN}]{{2,6}}") + "$")

# What else signs with the date beside it: 县委组织部, 机关党委（机关工作处）, 恒源管道有限公司.
_HOUSE = re.compile(rf"[{HAN}]{{1,24}}" + either("signing.house", also="[^当本]局"))
# 成立由校长任组长的领导小组, 以教学为中心, 热爱学校。: a sentence that ends with the word for an office.
_TELLS = re.compile(
    rf"[的请们]|{either('signing.founds')}|以.{{1,12}}为(?!民)|(?<!自)由.{{1,12}}{either('signing.heads')}"
)
_DOES = re.compile(rf"(?:我们?|本人|学校|支部|要)*{either('signing.does')}")
_CLOSED = re.compile(r"[。；：]\s*$")
_NOTE = re.compile(r"（[^）]{1,16}）$")
_POST = re.compile(rf"{either('signing.post')}$")
_BARE_POST = re.compile(rf"[{HAN}]{{0,2}}{either('signing.chief')}")
# 石桥镇中学党支部（盖章）; in 学校（盖章） the name is still to be written.
_SEALED = re.compile(
    rf"\s*(?P<n>[^，。；：（）\d_＿]{{3,34}}?)\s*(?:（?\s*{either('signing.seal')}\s*）?|（\s*(?:代?章|印)\s*）)\s*[：:]?(?=\s|$|[\d_＿二年])"
)
_ANY_HOUSE = re.compile(rf"{either('signing.whose')}*{either('signing.any_house')}")
# What stands behind a name that is signed or stamped besides: 吴秀英（手印）, （小周代打，本人按过手印）.
_STAMPS = "|".join(word for word in listed("signing.stamp") if len(word) > 1)
_STAMPED = re.compile(rf"\s*（(?:{either('signing.stamp')}|[^（）]{{1,20}}(?<![待未请代须])(?:{_STAMPS}))）$")
_COURTESY = re.compile(rf"(?<=.){either('signing.courtesy')}$")
_COURTESIES = frozenset((*listed("signing.courtesy"), *listed("signing.courtesy_apart")))
_SCHOOL_SAYS = re.compile(rf"[^：，。]*{either('signing.school')}：(?P<n>{LETTER}{{2,4}}|{SOUNDED}|{MARKED})")
_FULL_NAME = re.compile(MARKED)
# What may stand behind a name: a day or the next label.
_BEHIND = re.compile(
    rf"[\d二年_＿]|[一二三四五六七八九十]{{1,2}}月|{either('signing.next_label')}|{either('signing.witness')}人"
)
# 石桥镇中学 and on the next line （含教学点）支部委员会: one name, broken where a line was full. So is that of a
# joint branch (甲小学、 and 乙小学联合支部委员会).
_GOES_ON = re.compile(r"\s*\n\s*(?=[（(][^（）()\s]{1,30}[）)][^\s（）()]{2,}\s*$)")
_PRINTS = re.compile("[《》]|编辑|记者|通讯")  # who prints a piece does not sign a paper
_JOINT = re.compile(rf"({either('signing.school')}、)\s*\n\s*(?=\S{{2,34}}(?:支部|委员会|党委|总支)\s*$)")
_PUNCTUATED, _MARKS = re.compile("[。，；：]"), re.compile("[，。；：、]")


def only_offices(normal: Normal, segment: Segment) -> bool:
    """Whether a line is nothing but the names of offices (县委组织部　县委宣传部)."""
    pieces = [p for p in pieces_of(normal, segment) if p]
    text = "".join(pieces)
    return (
        bool(pieces)
        and "某" not in text
        and not _NOT_NAME.search(text)
        and not _TELLS.search(text)
        and all(
            len(p) <= 40 and (_HOUSE.match(p) or _OFFICE.search(p)) and not _PUNCTUATED.search(p)
            for p in pieces
        )
    )


def unlabelled(normal: Normal, segment: Segment, text: str) -> str:
    """The name in a line without a label: an office, a person, or both ("某校党支部 李明"), or ""."""
    pieces, closed = bare_pieces(pieces_of(normal, segment)), is_closed(text)
    [whole] = bare_pieces([text.strip(" ：:，。；?？")])
    if several_names(pieces) and pieces[0] in text:
        return pieces[0]
    if pieces and pieces[0] in DOUBLE and is_signer(whole) or len(pieces) == 2 and sounded("".join(pieces)):
        return whole  # 欧阳　建国, 扎西　卓玛
    # A form's own words may be glued to the name: 落款 李明落款 of two rows in one printed line.
    pieces = [p for piece in pieces if piece in text for p in piece.split("落款")]
    for piece in [*reversed([p for p in pieces if p][-2:]), whole]:
        part = _STAMPED.sub("", piece)
        if part != piece and _ANY_HOUSE.fullmatch(part):
            continue  # 党支部（盖章）： is to be filled in
        if not part or _NOT_NAME.search(part) or _BARE_POST.fullmatch(part) or "某" in part:
            continue  # 校长： is to be filled in
        plain = _NOTE.sub("", part)
        longest = max(map(len, part.split("、")))  # of the schools that have a branch together
        house = ends_with_office(plain) and longest <= 34 or _HOUSE.fullmatch(plain)
        office = house and not is_said(plain, closed)
        if office or is_name(part) or is_institution(part):
            return part
    if len(whole) <= 30 and (said := _SCHOOL_SAYS.fullmatch(whole)) and plainly_person(said["n"]):
        return said["n"]  # 双井小学：丁玉山
    if len(whole) > 30:
        return ""
    person = "" if _MARKS.search(whole) or _PRINTS.search(whole) else after_office(whole, signs=True)
    return person if is_name(person) else after_office(whole)


def pieces_of(normal: Normal, segment: Segment) -> list[str]:
    """What white space sets apart in a line; it is gone from the normalised text, the raw text has it."""
    a, b = normal.span(segment.start, segment.end)
    raw = _JOINT.sub(r"\1", _GOES_ON.sub("", normal.raw[a:b]))
    return [normalise(p.strip(" ：:,，。?？")).text for p in raw.split()]


def coloned(normal: Normal, segment: Segment) -> list[str]:
    """`pieces_of` with the colons that stand at their ends."""
    a, b = normal.span(segment.start, segment.end)
    return [normalise(p).text for p in normal.raw[a:b].split()]


def bare_pieces(pieces: Sequence[str]) -> list[str]:
    """The pieces of a line without the courtesy that closes it (阮栖桐 敬呈, 护理部 宣)."""
    rest = list(pieces)
    while len(rest) > 1 and rest[-1] in _COURTESIES:
        rest.pop()
    # 王建国谨识; not 口述并亲笔, which tells how it was written.
    last = _COURTESY.sub("", rest[-1]) if rest else ""
    if last[-1:] in _COURTESIES and ends_with_office(last[:-1]):
        last = last[:-1]  # 石桥镇中学办公室宣
    known = plainly_person(last) or ends_with_office(last) or last not in rest and is_signer(last)
    return [*rest[:-1], last] if known else rest


def several_names(pieces: Sequence[str]) -> bool:
    """Whether the pieces of a line are several people's names (王志强　李秀兰), and not parts of one (欧阳　建国, 扎西　卓玛)."""
    one = pieces[:1] and pieces[0] in DOUBLE or len(pieces) == 2 and sounded("".join(pieces))
    return len(pieces) > 1 and not one and all(len(p) > 1 and plainly_named(p) for p in pieces)


def first_name(words: str, pieces: Sequence[str]) -> str:
    """The first of the names that white space sets apart behind a label, or `words` as they are; `pieces` are those of
    the line with their colons.

    >>> first_name("花荣监督人", ["承诺人：花", "荣", "监督人：高", "山"]), first_name("向阳田野江海", ["承诺人：向阳", "田野", "江海"])
    ('花荣', '向阳')

    One name stays whole.

    >>> first_name("扎西次仁", ["承诺人：扎西", "次仁"]), first_name("欧阳建国", ["承诺人：欧阳", "建国"])
    ('扎西次仁', '欧阳建国')
    """
    pieces = [_NOTE.sub("", p) for p in pieces]
    begins = ((n, p.rpartition("：")[2]) for n, p in enumerate(pieces) if "：" in p)
    at, first = next(((n, p) for n, p in begins if p and words.startswith(p)), (-1, ""))
    if at < 0 or first == words:
        return words
    names, rest = [first], words[len(first) :]
    for piece in pieces[at + 1 :]:
        if not rest or "：" in piece or not rest.startswith(piece):
            break
        names.append(piece)
        rest = rest[len(piece) :]
    whole = "".join(names)
    labelled = bool(rest) and any(p.startswith(rest) and "：" in p for p in pieces[at + len(names) :])
    if any(len(p) == 1 for p in names):
        return whole if labelled and is_name(whole) else words
    many = several_names(names) or len(names) > 2 and all(map(is_signer, names))
    if len(names) > 1 and not many:
        return whole if labelled and is_name(whole) else words
    return first if is_name(first) and (labelled or many) else words


def writer_in(pieces: Sequence[str], below: bool = False) -> str:
    """The person's name behind his office in a line of pieces ("石灰窑小学　杜正邦", in brackets or not), or "".

    In the line `below` the title any words may be the office (产科　刀玉罕).
    """
    pieces = [p.strip("（）()") for p in pieces]
    if len(pieces) < 2 or not is_signer(pieces[-1]):
        return ""
    before = pieces[-2]
    office = below and len(pieces) == 2 and len(before) > 1 and not _MARKS.search(before)
    return pieces[-1] if office or _OFFICE.search(before) or _POST.search(before) or is_office(before) else ""


def sealed(text: str) -> str:
    """The office that a line leaves to be sealed (石桥镇中学党支部（盖章）), or ""."""
    match = _SEALED.match(text) if ("章" in text or "（印" in text) and len(text) <= 60 else None
    name = match["n"] if match else ""
    house = is_office(name) or is_institution(name) or ends_with_office(name)
    return name if house and not _ANY_HOUSE.fullmatch(name) and "某" not in name else ""


def stamped(text: str) -> str:
    """The person whose name a line has before what is signed or stamped besides (吴秀英（手印）), or ""."""
    name = _STAMPED.sub("", text.strip())
    return name if name != text.strip() and is_signer(name) else ""


def spaced(pieces: Sequence[str], bare: re.Pattern[str]) -> tuple[str, str]:
    """The label and the name of a line that has white space where a colon belongs, and besides them no more than
    a day or the next label (承诺人　向小梅　3月19日); ("", "") for any other line. `bare` is a label alone.

    >>> label = re.compile("承诺人")
    >>> spaced(["承诺人", "向", "小梅", "2011年3月1日"], label), spaced(["承诺人", "张三", "管卫生"], label)
    (('承诺人', '向小梅'), ('', ''))
    """
    size = next((n for n in range(len(pieces) - 1, 0, -1) if bare.fullmatch("".join(pieces[:n]))), 0)
    rest = list(pieces[size:])
    behind = next((n for n, p in enumerate(rest) if _BEHIND.match(p)), len(rest))
    rest = bare_pieces(rest[:behind])
    name = "".join(rest) if any(len(p) == 1 for p in rest) else rest[0] if len(rest) == 1 else ""
    name = _STAMPED.sub("", name)
    # 承诺人　向前进　职务　教师: between two labels words that begin with a surname are a name.
    between = behind < len(pieces) - size and name[:1] in SURNAMES and is_name(name)
    known = is_signer(name) or between or bool(_FULL_NAME.fullmatch(name)) and is_name(name)
    return ("".join(pieces[:size]), name) if size and known and not _POST.search(name) else ("", "")


def is_signer(text: str) -> bool:
    """Whether words that no label and no date make a name can be one."""
    return is_person(text) and is_name(text)


def is_name(text: str) -> bool:
    """Whether words where a name belongs can be one."""
    return bool(_ALONE.fullmatch(text)) and not _NOT_NAME.search(text) and "某" not in text


def plainly_named(text: str) -> bool:
    """Whether words are plainly a person's name, and no 敬礼, 谢谢 of a letter's end."""
    return plainly_person(text) and is_name(text)


def ends_with_office(text: str) -> bool:
    """Whether words end as the name of an office does (城关小学党支部, 全体教师)."""
    return bool(_OFFICE.search(text))


def is_closed(text: str) -> bool:
    """Whether a line closes as a sentence does, and the name of who signs hardly ever."""
    return bool(_CLOSED.search(text))


def is_said(text: str, closed: bool = False) -> bool:
    """Whether words that end with an office say something of it and do not name it.

    Those that a full stop closes are sooner a sentence.

    >>> is_said("以教学为中心"), is_said("城关小学", closed=True), is_said("爱护学校", closed=True)
    (True, False, True)
    """
    return bool(_TELLS.search(text) or closed and _DOES.match(text))
