"""A text as it was typed in; the same without slips of the keyboard (制表符、全角数字、没写的句号) out."""

from __future__ import annotations

import re

from chinese_cli.han import HAN
from corpus.wordlists import either, listed

__all__ = [
    "bare_name",
    "closed",
    "completed",
    "finished",
    "named",
    "nested",
    "of_school",
    "one_line",
    "parted",
    "perhaps_several",
    "several",
    "tidied",
    "unquoted",
    "unstopped",
]

_WIDE = {ord("０") + i: str(i) for i in range(10)}
_WIDE |= {ord(a) + i: chr(ord(b) + i) for a, b in (("Ａ", "A"), ("ａ", "a")) for i in range(26)}
_BETWEEN = re.compile(r"(?<=\d)[．－](?=\d)|(?<=\d)％")
_NARROW = {"．": ".", "－": "-", "％": "%"}
_TABS = re.compile(r"(?P<before>[^\t]?)[ \u3000]*\t[\t \u3000]*(?P<after>[^\t]?)")
_CHINESE = rf"\u3007{HAN}"
_DOT = re.compile(rf"(?<=[{HAN}])[ \u00a0\u3000]*[·•・‧．.∙⋅･][ \u00a0\u3000]*(?=[{HAN}])")
_SPREAD = re.compile(rf"[{HAN}](?:[ \u00a0\u3000]+[{HAN}]){{1,3}}")
_DOUBLE = either("names.double")
_TWO_SIGNS = re.compile(  # surnames of two signs
    rf"{_DOUBLE}[ \u00a0\u3000]+[{HAN}]{{1,2}}\Z"
)
_BLANKS = re.compile(r"[ \u00a0\u3000]+")
_BETWEEN_NAMES = re.compile(r"([、，,；;])")
_UNEVEN = re.compile(  # 王 小明, 王小 明; not 王 老师, 王强 女
    rf"(?!.*(?:老师|教师|同志|[校园组]长|书记|主任|[ \u00a0\u3000][男女])\Z)[{HAN}]{{1,2}}[ \u00a0\u3000]+[{HAN}]{{1,2}}"
)
_GAP = re.compile(rf"(?<=[{HAN}）])[ \u00a0\u3000\t]+(?=[{HAN}（])")
_UNIT = re.compile(r"(?:[小中]学|学校|中心校|教学点|幼儿园|支部|年级|[组处室科部班])\Z")
_BESIDE = re.compile(
    r"\s*[（(【\[]([^（）()【】\[\]]*)[）)】\]]\s*|(?<=[^\s][^\s])\s*(?:同志|老师)\Z|\A\d{1,3}\s*[.．、)）]?\s*(?=\D)"
    r"|[ \u00a0\u3000]*\d{5,}\Z|[*＊★☆△▲#]+|[，,、 ]\s*[男女]\Z"
)
_NAME = rf"[{HAN}][{HAN}·]{{1,14}}"
_SEVERAL = re.compile(
    rf"{_NAME}(?:(?:\s*[、，,；;/／\\|+＋]+\s*){_NAME})+|[{HAN}]{{2,4}}(?:\n+[{HAN}]{{2,4}}){{2,}}"
)
_PARTED = re.compile(rf"[{HAN}]{{2,7}}(?:[ \u00a0\u3000]+[{HAN}]{{2,7}})+")  # 李伟 王芳, 扎西 顿珠
# Names of other peoples that begin with a sign which is a surname too.
_NO_FAMILY = re.compile(
    r"白[玛音拉嘎]|马[木合海赫哈依]|罗[布桑追洪]|江[村措央]|高娃|孟[和克]|金巴|苏[热来力布]|胡[西马]|莫[日合]|陶格|向[巴秋]|石一|贺[喜希]|万玛"
    r"|叶[尔斯]|毛[拉吾]|唐[嘎努]|夏[木帕]|贾[玛合]|杜曼"
)
_PAIRS = frozenset(
    (("“", "”"), ("「", "」"), ("『", "』"), ('"', '"'), ("‘", "’"), ("”", "“"), ("”", "”"), ("《", "》"))
)
_DOUBLE_MARK = re.compile('[“”"]')
_QUOTED = re.compile('[“”"]([^“”"]*)[“”"]')
_OUTER = {ord("‘"): "“", ord("’"): "”"}
_OPEN_END = re.compile(rf"[{_CHINESE}0-9A-Za-z%）)”’》]\Z")
_SENTENCE = re.compile(r"[，；：。]")
_SEMICOLON = re.compile(rf"(?<=[{_CHINESE}0-9A-Za-z%）)”])\s*[；;]\Z")
_INSIDE = re.compile(r"[。！？…][）)”’]\Z")
_WRONG_END = re.compile(rf"(?<=[{_CHINESE}）”])\s*[，、,.]\Z")


def tidied(text: str) -> str:
    """No tabs, and digits and letters in half width, as everywhere else in the paper.

    >>> tidied("寄宿生７８０人，占６２．５％，\\t家访要走两小时"), tidied("三年级（２）班"), tidied("Word\\t2007")
    ('寄宿生780人，占62.5%，家访要走两小时', '三年级（2）班', 'Word 2007')
    """
    if "\t" in text:
        text = _TABS.sub(_joined, text)
    if text.isascii():
        return text
    return _BETWEEN.sub(lambda m: _NARROW[m[0]], text.translate(_WIDE))


def _joined(match: re.Match[str]) -> str:
    before, after = match["before"], match["after"]
    latin = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    return f"{before}{' ' if latin else ''}{after}"


def named(name: str) -> str:
    """A person's name with the one dot that GB/T 15834 has for it, and without blanks put in to fill the column.

    >>> named("吉克．阿果"), named("吉克 • 阿果"), named("张　三"), named("Anna Li"), named("周明远、吉克.阿果")
    ('吉克·阿果', '吉克·阿果', '张三', 'Anna Li', '周明远、吉克·阿果')
    >>> named("欧阳 建国"), named("李伟 王芳"), named("王 小明"), named("王小 明"), named("马 木提")
    ('欧阳建国', '李伟 王芳', '王小明', '王小明', '马 木提')
    >>> named("张 芳、李 强"), named("周明远，王 小明")
    ('张芳、李强', '周明远，王小明')
    """
    return "".join(map(_one_named, _BETWEEN_NAMES.split(name)))


def _one_named(name: str) -> str:
    name = _DOT.sub("·", name)
    whole = "".join(name.split())
    # No part of one sign is anybody's whole name: with a surname before it, all three are one person's.
    one = len(whole) == 3 and _UNEVEN.fullmatch(name) and (_of_family(whole) or _rare_family(whole))
    return whole if one or _SPREAD.fullmatch(name) or _TWO_SIGNS.match(name) else name


def finished(text: str) -> str:
    """Paragraphs with the full stop a hand forgot: the last one's, and of the others those that are sentences.

    >>> finished("每学期家访二十户"), finished("结对帮扶\\n每周谈心，每月家访"), finished("“一课一记”。"), finished("见附件：")
    ('每学期家访二十户。', '结对帮扶\\n每周谈心，每月家访。', '“一课一记”。', '见附件：')
    >>> finished("党员带教：一人带一名\\n家访二十户；")
    '党员带教：一人带一名。\\n家访二十户。'
    """
    text = _SEMICOLON.sub("", text)
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if number == len(lines) - 1 or _SENTENCE.search(line):
            lines[number] = _stopped(line)
    return "\n".join(lines)


def _stopped(line: str) -> str:
    line = _WRONG_END.sub("", line)
    return f"{line}。" if _OPEN_END.search(line) and not _INSIDE.search(line) else line


def bare_name(name: str) -> tuple[str, list[str]]:
    """A person's name alone, and what was written beside it: remarks in brackets, a number, how one calls him.

    >>> bare_name("赵小燕（女）"), bare_name("1.李伟同志"), bare_name("张·艾力"), bare_name("（待定）")
    (('赵小燕', ['（女）']), ('李伟', ['1.', '同志']), ('张·艾力', []), ('（待定）', []))
    """
    rest = named(_BESIDE.sub("", name))  # 李 伟（女）
    if re.fullmatch(_DOUBLE, rest):  # 欧阳老师: there is no name without it
        return name, []
    if not re.fullmatch(_NAME, rest) and not several(rest) and not _PARTED.fullmatch(rest):
        return name, []
    return rest, [m[0].strip() for m in _BESIDE.finditer(name)]


def several(name: str) -> bool:
    """Whether a name's cell holds the names of several people.

    >>> several("赵小燕、张建国"), several("李伟 王芳"), several("阿依古丽·吐尔逊"), several("李 伟"), several("买买提\\n艾力")
    (True, True, False, False, False)
    >>> several("扎西 顿珠、王芳"), several("扎西 顿珠 、 王芳")
    (True, True)
    >>> several("扎西 顿珠"), several("马木提 艾力"), several("李伟 扎西")
    (False, False, False)
    """
    return _SEVERAL.fullmatch(_BLANKS.sub("", name)) is not None or (
        _PARTED.fullmatch(name) is not None and all(map(_of_family, name.split()))
    )


def perhaps_several(name: str) -> bool:
    """Whether one part of a name with a blank in it may be another person's whole name.

    >>> perhaps_several("李伟 扎西"), perhaps_several("扎西 顿珠")
    (True, False)
    """
    return _PARTED.fullmatch(name) is not None and any(map(_of_family, name.split()))


def _of_family(part: str) -> bool:
    """Whether a part of a name is a whole one itself: a surname and one or two signs."""
    families = (*listed("voices.surname"), *listed("tidy.surname"))
    return len(part) <= 3 and part[0] in families and not _NO_FAMILY.match(part)


def _rare_family(name: str) -> bool:
    """Whether a name begins with any other surname that is no everyday sign."""
    return (
        name[0] in listed("names.surname")
        and name[0] not in listed("names.everyday")
        and not _NO_FAMILY.match(name)
    )


def of_school(words: str) -> str:
    """A school's name as it will be printed: rows that write it with and without blanks are one school's.

    >>> of_school("青禾县 石桥小学") == of_school("青禾县\\n石桥小学 ")
    True
    """
    return closed(one_line(words)) if words.strip() else ""


def closed(name: str) -> str:
    """The name of a school or an organisation without the blanks between its words and a stop after it.

    >>> closed("青禾县 柳林镇中心小学"), closed("Hope Primary School"), closed("石桥小学 （含教学点）。")
    ('青禾县柳林镇中心小学', 'Hope Primary School', '石桥小学（含教学点）')
    >>> closed("石桥小学 双井小学 联合党支部")  # two of a kind: the blank may be all that divides them
    '石桥小学 双井小学联合党支部'
    """
    words = _GAP.split(name)
    out = words[0]
    for gap, before, word in zip(_GAP.findall(name), words, words[1:], strict=False):
        kind = _UNIT.search(before)
        out += (gap if kind and word.endswith(kind[0]) else "") + word
    return out.rstrip("，。；、,;") or name


def parted(name: str) -> bool:
    """Whether a name still has a blank between its words.

    >>> parted(closed("语文组 数学组")), parted(closed("石桥小学 语文组"))
    (True, False)
    """
    return _GAP.search(name) is not None


def unquoted(text: str) -> str:
    """The words without a pair of quotation marks round the whole: the template has its own.

    >>> unquoted("“扎根山村”。"), unquoted("“甲”和“乙”"), unquoted("《一名党员一面旗》")
    ('扎根山村', '“甲”和“乙”', '一名党员一面旗')
    >>> unquoted("““三亮三比””")
    '三亮三比'
    """
    text = text.rstrip("。，；.,; ") or text
    while len(text) > 4 and text[0] != text[-1] and text[:2] == text[0] * 2 and text[-2:] == text[-1] * 2:
        text = text[1:-1]
    inner = text[1:-1]
    if len(text) > 2 and (text[0], text[-1]) in _PAIRS and not any(c in inner for c in text[0] + text[-1]):
        return inner.strip()
    return text


def nested(text: str) -> str:
    """The words as they stand between quotation marks: those inside are single (GB/T 15834, 4.8.3.2).

    >>> nested("“三亮三比三评”活动"), nested("“甲‘乙’”丙"), nested("争当'四有'好老师"), nested("一名党员一面旗")
    ('‘三亮三比三评’活动', '‘甲“乙”’丙', "争当'四有'好老师", '一名党员一面旗')
    >>> nested("三亮”活动")  # one mark alone: nobody can tell where the other belongs
    '三亮”活动'
    """
    if len(_DOUBLE_MARK.findall(text)) % 2:
        return text
    return _QUOTED.sub(lambda m: f"‘{m[1].translate(_OUTER)}’", text)


def completed(name: str, ending: str) -> str:
    """A name with what it must end with, as much of it as it lacks.

    >>> completed("四年级语文组", "党建工作示范点"), completed("四年级语文组党建", "党建工作示范点")
    ('四年级语文组党建工作示范点', '四年级语文组党建工作示范点')
    """
    has = next(n for n in range(len(ending), -1, -1) if name.endswith(ending[:n]))
    return name + ending[has:]


def unstopped(text: str) -> str:
    """Words that stand inside a sentence of the template, without a stop at their end.

    >>> unstopped("女党员12人。"), unstopped("结对教研；"), unstopped("……"), unstopped("。")
    ('女党员12人', '结对教研', '……', '。')
    """
    return text.rstrip("。，；、,; ") or text


def one_line(text: str) -> str:
    """The words of a name, a school or a post in one line: a narrow cell was filled in with line breaks.

    >>> one_line("青禾县\\n双井小学"), one_line("Anna\\nMaria")
    ('青禾县双井小学', 'Anna Maria')
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    out = lines[0]
    for line in lines[1:]:
        out += (" " if out[-1:].isascii() and line[:1].isascii() else "") + line
    return out
