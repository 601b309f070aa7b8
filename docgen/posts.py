"""A post (职务) as it was typed in, with blanks and line breaks; the same in one piece, 、 between two posts."""

from __future__ import annotations

import re

from chinese_cli.han import HAN
from docgen.tidy import closed, one_line

__all__ = ["posts", "unbroken"]

_GAP = re.compile(rf"(?<=[{HAN}）])([ \u00a0\u3000\t]+)(?=[{HAN}（])")
_WIDTH = {" ": 1, "\u00a0": 1, "\u3000": 2, "\t": 4}
_BRACKETS = re.compile(r"（[^（）]*）\Z")
_POST = re.compile(
    r"(?:(?<![专科兼担现聘曾原])任|[长记师员]|会计|出纳|文书|主席|保管|门卫|保安|宿管|干事|干部|专干|助理|秘书|[司电校职]工|校医|司机|支委|党委)\Z"
)
_TITLE = r"(?:班主任|主任|会计|出纳|文书|教师|老师|书记|校长|园长|组长|主席|保管|门卫|干事)"
_TWO = re.compile(rf"({_TITLE})(?={_TITLE})")  # 会 计 出 纳, all blanks alike
_LEANS = re.compile(
    r"(?:兼|副|及|和|与|负责|分管|主管|主抓|主持|协助|从事|代理|专职|兼职|常务|执行|挂职|退休|[专科兼担现聘曾原]任|任教|执教)\Z"
)
_LEANT = re.compile(r"(?:兼|及|和|与|（|助理|代表|工作|候选人|岗位)")
_PREFIXES = frozenset("副正代原前")
_ENDS = frozenset("班组处室科队级")
_LINKS = frozenset("兼及和与")
_PLACES = (  # the wider before the narrower: 青禾县 石桥小学 五年级 语文组
    re.compile(r"[县乡镇村]\Z"),
    re.compile(r"(?:[学分]校|中心校|校区|[小中]学|教学点|园)\Z"),
    re.compile(r"(?:年级|[处室科部队馆]|食堂|宿舍|中心)\Z"),
    re.compile(r"[班组级]\Z"),
)
# Of these none says what it is the post of: 语文 教师, 后勤 主任.
_HEADS = re.compile(
    r"(?:[小中]学)?(?:[一二三高特]级|骨干|实习|代课|兼职|任课)?(?:教师|老师)|[一二三高特]级|[正副]?(?:主任|组长|主席|科长|处长|主管)"
    r"|干事|专干|[正副总]?(?:辅导员|委员)|管理员?|保管员|教研员|(?:教研|备课|学科)?组(?:组?长)?|办公室|工作室|学科带头人|成员|负责人|工作人员|人员|工作"
)
_CHARGE = re.compile(r"(?:教学|德育|业务|后勤|行政|安全)\Z")


def posts(words: str) -> str:
    """A post without blanks between its words; between two posts, two subjects 、 stands for one.

    >>> posts("五年级 数学教师"), posts("党支部书记　校长"), posts("班主任 语文教师"), posts("语文 数学")
    ('五年级数学教师', '党支部书记、校长', '班主任、语文教师', '语文、数学')
    >>> posts("组 长"), posts("教师 兼 会计"), posts("教 师　会 计"), posts("语文 教师"), posts("副 校长 文书")
    ('组长', '教师兼会计', '教师、会计', '语文教师', '副校长、文书')
    """
    parts = _GAP.split(words)
    if len(parts) == 1:
        return closed(words)
    out = ""
    for word in _words(parts[::2], [sum(_WIDTH[c] for c in gap) for gap in parts[1::2]]):
        out = f"{out}{_between(out, word)}{word}" if out else word
    return closed(out)


def unbroken(words: str) -> str:
    """A post in one line: a narrow cell was filled in with line breaks, or two posts one below the other.

    >>> unbroken("食堂\\n会计"), unbroken("办公室主任\\n文书"), unbroken("四年级语\\n文教师")
    ('食堂会计', '办公室主任、文书', '四年级语文教师')
    """
    out = ""
    for line in (line.strip() for line in words.split("\n")):
        two = len(line) > 1 and _is_post(out) and not _LEANT.match(line)
        out = f"{out}、{line}" if two else one_line(f"{out}\n{line}") if out + line else ""
    return out


def _words(pieces: list[str], gaps: list[int]) -> list[str]:
    """The words, those spread over their cell sign by sign (组 长) put together."""
    words: list[str] = []
    at = 0
    while at < len(pieces):
        end = at
        while end < len(pieces) and len(pieces[end]) == 1:
            end += 1
        if end - at > 1:
            words += _spread(pieces[at:end], gaps[at : end - 1])
        else:
            words.append(pieces[at])
            end = at + 1
        at = end
    return _leaning(words)


def _spread(signs: list[str], gaps: list[int]) -> list[str]:
    out = signs[0]
    for sign, gap in zip(signs[1:], gaps, strict=True):
        out += (" " if gap > min(gaps) else "") + sign
    return _TWO.sub(r"\1 ", out).split()


def _leaning(words: list[str]) -> list[str]:
    """No word of one sign: it belongs to the one before it (班主 任), the one after it (副 校长) or to both (兼)."""
    out: list[str] = []
    rest = words[::-1]
    while rest:
        word = rest.pop()
        if len(word) > 1 or not (out or rest):
            out.append(word)
        elif out and (not rest or word in _LINKS or _ends(out[-1], word)):
            out[-1] += word + (rest.pop() if rest and word in _LINKS else "")
        else:
            rest[-1] = word + rest[-1]
    return out


def _ends(before: str, sign: str) -> bool:
    if sign in _ENDS:
        return not _is_post(before)
    return sign not in _PREFIXES and _is_post(before + sign)


def _between(before: str, word: str) -> str:
    """What stands between two words: nothing where the first says which the second is, or 、."""
    if _LEANS.search(before) or _LEANT.match(word):
        return ""
    if _is_post(before):
        return "、"
    place, other = _place(before), _place(word)
    if place is not None:
        return "" if other is None or place < other else "、"
    if word == "副校长" and _CHARGE.search(before):
        return ""
    return "" if _HEADS.fullmatch(_BRACKETS.sub("", word)) else "、"


def _is_post(words: str) -> bool:
    return _POST.search(_BRACKETS.sub("", words)) is not None


def _place(words: str) -> int | None:
    words = _BRACKETS.sub("", words)
    return next((n for n, place in enumerate(_PLACES) if place.search(words)), None)
