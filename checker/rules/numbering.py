"""An analysed document in, findings on numbers that skip, repeat or change their form (序号) out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from checker.analysis import Analysis
from checker.document import Where
from checker.findings import Finding
from checker.rules.base import Rule
from checker.rules.common import body, capped, once
from checker.segments import Sign

__all__ = ["RULES"]

_DIGITS = "一二三四五六七八九十"
# A paragraph without any of these holds no number.
_MAYBE = re.compile(rf"[{_DIGITS}\d][、.．，）：是要则阶步环部章篇个方]|[①-⑳⑴-⒇]")
_ENDED = re.compile(r"[。；：！？”）》…]\s*$")
_CLOSING = re.compile(r"[、.．，：:。\s]+$")


@dataclass(frozen=True, slots=True)
class _Item:
    """A number as it stands: its sign, its place, and the words after it."""

    sign: Sign
    value: int
    where: Where
    words: str


@dataclass(slots=True)
class _Series:
    """Sibling numbers of one form, in order: 一、二、三、 or （一）（二）."""

    form: str
    level: int
    items: list[_Item] = field(default_factory=list)


def _form(number: str) -> str:
    """What a number looks like without its value and closing mark: "一", "（一）", "1", "一是", "（1）"."""
    bare = re.sub(rf"[{_DIGITS}]+", "一", _CLOSING.sub("", number))
    return re.sub(r"\d+|[①-⑳⑴-⒇]", "1", bare)


def _mark(number: str) -> str:
    """The mark that closes a number: 、 . ， or nothing."""
    match = re.search(r"[、.．，：:。]$", number.strip())
    return match[0].replace("．", ".") if match else ""


def _spell(value: int, like: _Item) -> str:
    """`value` written as `like` is: 3 like "（一）" -> "（三）", like "2、" -> "3、"."""
    form = _form(like.sign.text)
    tens, ones = divmod(value, 10)
    chinese = ((_DIGITS[tens - 1] if tens > 1 else "") + "十" if tens else "") + (
        _DIGITS[ones - 1] if ones else ""
    )
    shown = form.replace("一", chinese, 1) if "一" in form else form.replace("1", str(value), 1)
    return shown + _mark(like.sign.text)


def _items(analysis: Analysis) -> Iterator[_Item]:
    """Every typed number of the text in order, outside tables and a site's own words."""
    cut = False
    for i, paragraph, normal in body(analysis):
        # After a line broken off in mid-sentence a "2、" is the page number of a dumped page.
        page, cut = cut, len(normal.text) > 60 and not _ENDED.search(normal.text)
        if paragraph.part == "table" or not _MAYBE.search(normal.text):
            continue
        for segment in analysis.outline.segments.get(i, ()):
            sign = segment.sign
            if sign is None or sign.auto or sign.value is None or re.match("[首其再最]", sign.text):
                continue
            if page and segment.first and segment.start == 0 and sign.form == "l3":
                continue
            where = analysis.where(i, segment.start, segment.body)
            if not analysis.is_chrome(where):
                words = normal.text[segment.body : min(segment.end, segment.body + 14)]
                yield _Item(sign, sign.value, where, words)


def _series(analysis: Analysis) -> list[_Series]:
    return once(analysis, "numbering", _runs)


def _runs(analysis: Analysis) -> list[_Series]:
    """Runs of numbered siblings. A number 1 opens a run; a number of a higher level closes those below."""
    done: list[_Series] = []
    running: dict[str, _Series] = {}
    for item in _items(analysis):
        level, form = item.sign.level, _form(item.sign.text)
        for key in [k for k, run in running.items() if run.level > level]:
            done.append(running.pop(key))
        run = running.get(form)
        if run is not None and item.value == 1 and not _slip(run, item):
            done.append(running.pop(form))
            run = None
        if run is None:
            run = running[form] = _Series(form, level)
        run.items.append(item)
    return done + list(running.values())


def _slip(run: _Series, item: _Item) -> bool:
    """Whether a second number 1 repeats the first, the paragraph after it, and opens no list of its own."""
    first = run.items[-1]
    return (
        len(run.items) == 1
        and first.value == 1
        and run.level <= 3
        and not run.form.endswith("是")
        and item.where.paragraph - first.where.paragraph == 1
    )


def _short(item: _Item) -> str:
    words = item.sign.text.strip() + " ".join(item.words.split())
    return words if len(words) <= 14 else words[:13] + "…"


def _stands(analysis: Analysis, value: int, like: _Item, after: _Item | None) -> bool:
    """Whether the number stands somewhere between two items after all, where no sign was seen."""
    begin = (after.where.paragraph, after.where.end) if after else (0, 0)
    end = (like.where.paragraph, like.where.start)
    bare = _CLOSING.sub("", _spell(value, like))
    wanted = re.compile(
        re.escape(bare) + ("" if bare[-1] not in _DIGITS and not bare[-1].isdigit() else r"\s*[、.．，：]")
    )
    for paragraph in analysis.document.paragraphs[begin[0] : end[0] + 1]:
        start = begin[1] if paragraph.index == begin[0] else 0
        stop = end[1] if paragraph.index == end[0] else len(paragraph.text)
        if wanted.search(paragraph.text, start, stop):
            return True
    return False


def _gap(analysis: Analysis) -> list[Finding]:
    return capped(_gaps(analysis))


def _gaps(analysis: Analysis) -> Iterator[Finding]:
    for run in _series(analysis):
        first = run.items[0]
        headless = first.value > 1 and len(run.items) > 1 and run.form == "一"
        if headless and not _stands(analysis, 1, first, None):
            yield Finding(
                "numbering.gap",
                "warning",
                f"序号从“{first.sign.text.strip()}”开始，前面没有“{_spell(1, first)}”。"
                "请检查是否漏了内容，或改正序号。",
                first.where,
            )
        for one, other in zip(run.items, run.items[1:], strict=False):
            # A jump of many is another list, not a slip.
            missing = range(one.value + 1, other.value)
            if 1 <= len(missing) <= 2 and not any(_stands(analysis, v, other, one) for v in missing):
                lost = "、".join(f"“{_spell(v, other)}”" for v in missing)
                yield Finding(
                    "numbering.gap",
                    "warning",
                    f"“{_short(one)}”后面直接是“{_short(other)}”，缺{lost}。请检查是否漏了内容，或改正序号。",
                    other.where,
                )


def _repeat(analysis: Analysis) -> list[Finding]:
    return capped(_repeats(analysis))


def _repeats(analysis: Analysis) -> Iterator[Finding]:
    for run in _series(analysis):
        for one, other in zip(run.items, run.items[1:], strict=False):
            if one.value == other.value and one.words != other.words:
                yield Finding(
                    "numbering.repeat",
                    "warning",
                    f"序号“{other.sign.text.strip()}”重复：前面的“{_short(one)}”和这里的“{_short(other)}”用了同一个"
                    f"序号。这里请改为“{_spell(other.value + 1, other)}”，后面的依次顺延。",
                    other.where,
                )


def _mixed(analysis: Analysis) -> Iterator[Finding]:
    for run in _series(analysis):
        marks = Counter(_mark(item.sign.text) for item in run.items)
        if len(marks) < 2 or len(run.items) < 3:
            continue
        usual, _ = max(marks.items(), key=lambda pair: (pair[1], pair[0] == "、"))
        odd = [item for item in run.items if _mark(item.sign.text) != usual]
        if len(odd) * 2 >= len(run.items):
            continue
        shown = "、".join(f"“{item.sign.text.strip()}”" for item in odd[:3])
        yield Finding(
            "numbering.mixed",
            "info",
            f"同一级序号的写法不一致：多数写成“{run.form}{usual}”，{shown}不同。请统一。",
            odd[0].where,
        )


_SOURCE = "GB/T 9704-2012 7.3.3：结构层次序数依次用“一、”“（一）”“1.”“（1）”标注"
RULES: tuple[Rule, ...] = (
    Rule(
        id="numbering.gap",
        severity="warning",
        title="序号不连续",
        source=_SOURCE,
        check=_gap,
        fails=(
            "实施方案\n一、指导思想\n以科学发展观为指导，推动学校工作。\n二、主要内容\n开展主题活动，评选先进。\n四、组织领导\n成立领导小组，书记任组长。",
            "对照检查材料\n一、存在的主要问题\n（一）学习不够\n读书少，笔记抄得多。\n（三）作风不实\n布置多，检查少。",
        ),
        passes=(
            "实施方案\n一、指导思想\n以科学发展观为指导，推动学校工作。\n二、主要内容\n（一）主题活动\n评选先进。\n（二）岗位活动\n"
            "比一比。\n三、方法步骤\n（一）动员\n开会。\n（二）实施\n落实。\n四、组织领导\n成立领导小组，书记任组长。",
        ),
    ),
    Rule(
        id="numbering.repeat",
        severity="warning",
        title="序号重复",
        source=_SOURCE,
        check=_repeat,
        fails=(
            "实施方案\n一、指导思想\n以科学发展观为指导，推动学校工作。\n二、主要内容\n开展主题活动，评选先进。\n二、组织领导\n成立领导小组，书记任组长。",
            "承诺书\n一、每周读书两小时。\n一、每月家访两户。\n二、不迟到早退。",
        ),
        passes=(
            "承诺书\n学习方面\n1.每周读书两小时。\n服务方面\n1.每月家访两户。\n纪律方面\n1.不迟到早退。",
            "实施方案\n一、指导思想\n以科学发展观为指导，推动学校工作。\n二、主要内容\n1.读书\n每人读一本。\n2.家访\n每月两户。\n三、方法步骤\n"
            "1.动员\n六月开会。\n2.总结\n七月总结。",
        ),
    ),
    Rule(
        id="numbering.mixed",
        severity="info",
        title="序号写法不一致",
        source=_SOURCE,
        check=_mixed,
        fails=(
            "实施方案\n一、指导思想\n以科学发展观为指导，推动学校工作。\n二、主要内容\n开展主题活动，评选先进。\n三.组织领导\n成立领导小组，书记任组长。",
        ),
        passes=(
            "实施方案\n一、指导思想\n以科学发展观为指导，推动学校工作。\n二、主要内容\n开展主题活动，评选先进。\n三、组织领导\n成立领导小组，书记任组长。",
        ),
    ),
)
