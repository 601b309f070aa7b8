"""An outline in, findings on heading numbers that skip, repeat or change their form (序号) out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from checker.analysis import Analysis, Heading
from checker.findings import Finding
from checker.rules.base import Rule

__all__ = ["RULES"]

_DIGITS = "一二三四五六七八九十"


@dataclass(slots=True)
class _Series:
    """Sibling headings of one form, in order: 一、二、三、 or （一）（二）."""

    form: str
    headings: list[Heading] = field(default_factory=list)


def _form(heading: Heading) -> str:
    """What a number looks like without its value and closing mark: "一", "（一）", "1", "一是", "（1）"."""
    bare = re.sub(r"[、.．，：:。\s]+$", "", heading.number)
    bare = re.sub(rf"[{_DIGITS}]+", "一", bare)
    return re.sub(r"\d+", "1", bare)


def _mark(heading: Heading) -> str:
    """The mark that closes a number: 、 . ， or nothing."""
    match = re.search(r"[、.．，：:。]$", heading.number.strip())
    return match[0].replace("．", ".") if match else ""


def _spell(value: int, form: str) -> str:
    """`value` in the form of a series: 3 in "（一）" -> "（三）"."""
    tens, ones = divmod(value, 10)
    chinese = (("" if tens == 1 else _DIGITS[tens - 1]) + "十" if tens else "") + (
        _DIGITS[ones - 1] if ones else ""
    )
    shown = form.replace("一", chinese, 1) if "一" in form else form.replace("1", str(value), 1)
    return shown + ("、" if form == "一" else "." if form == "1" else "")


def _series(analysis: Analysis) -> Iterator[_Series]:
    """Runs of numbered siblings. A number 1 opens a run; a heading of a higher level closes those below."""
    open_runs: dict[tuple[int, str], _Series] = {}
    for heading in analysis.outline.headings:
        for key in [k for k in open_runs if k[0] > heading.level]:
            yield open_runs.pop(key)
        if not heading.number or heading.value is None or heading.auto:
            continue
        if re.search(r"[首其再最]", heading.number):
            continue
        key = (heading.level, _form(heading))
        run = open_runs.get(key)
        if run is not None and heading.value == 1:
            yield open_runs.pop(key)
            run = None
        if run is None:
            run = open_runs[key] = _Series(key[1])
        run.headings.append(heading)
    yield from open_runs.values()


def _number(heading: Heading) -> str:
    return heading.number.strip()


def _gap(analysis: Analysis) -> Iterator[Finding]:
    for run in _series(analysis):
        first = run.headings[0]
        if first.value and first.value > 1 and len(run.headings) > 1 and first.level == 1:
            yield Finding(
                "numbering.gap",
                "warning",
                f"序号从“{_number(first)}”开始，前面没有“{_spell(1, run.form)}”。请检查是否漏了内容，或改正序号。",
                first.where,
            )
        for one, other in zip(run.headings, run.headings[1:], strict=False):
            # A jump of many is another list, not a slip.
            if one.value and other.value and 1 < other.value - one.value <= 3:
                lost = "、".join(f"“{_spell(v, run.form)}”" for v in range(one.value + 1, other.value))
                yield Finding(
                    "numbering.gap",
                    "warning",
                    f"“{_number(one)}”后面直接是“{_number(other)}”，缺{lost}。请检查是否漏了内容，或改正序号。",
                    other.where,
                )


def _repeat(analysis: Analysis) -> Iterator[Finding]:
    for run in _series(analysis):
        for one, other in zip(run.headings, run.headings[1:], strict=False):
            if one.value and one.value == other.value and one.title != other.title:
                yield Finding(
                    "numbering.repeat",
                    "warning",
                    f"序号“{_number(other)}”重复：前面的“{_short(one)}”和这里的“{_short(other)}”用了同一个序号。"
                    f"这里请改为“{_spell(other.value + 1, run.form)}”，后面的依次顺延。",
                    other.where,
                )


def _short(heading: Heading) -> str:
    words = heading.number.strip() + heading.title
    return words if len(words) <= 16 else words[:15] + "…"


def _mixed(analysis: Analysis) -> Iterator[Finding]:
    for run in _series(analysis):
        marks = Counter(_mark(h) for h in run.headings)
        if len(marks) < 2 or len(run.headings) < 3:
            continue
        usual, _ = max(marks.items(), key=lambda item: (item[1], item[0] == "、"))
        odd = [h for h in run.headings if _mark(h) != usual]
        if len(odd) * 2 >= len(run.headings):
            continue
        shown = "、".join(f"“{_number(h)}”" for h in odd[:3])
        yield Finding(
            "numbering.mixed",
            "info",
            f"同一级序号的写法不一致：多数写成“{_spell_mark(run.form, usual)}”，{shown}不同。请统一。",
            odd[0].where,
        )


def _spell_mark(form: str, mark: str) -> str:
    return form + mark


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
        ),
        passes=(
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
