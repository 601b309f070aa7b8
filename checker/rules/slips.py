"""A run of numbers (一、二、四、四、) in, its slips out, each with what the number should be.

Whoever does what every slip of a run says, from the top down, ends with 一、二、三、四、. What is missing may have been
lost or only misnumbered: a slip after such a gap names no number of its own and goes on from the one before it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from checker.analysis import Analysis
from checker.rules.common import once, whole_text
from checker.rules.oddnumbers import first_in_another_form, lone_second, place, strays
from checker.rules.series import Item, Series, series, short, spelled, stands

__all__ = ["Slip", "slips"]

_EXCERPT = re.compile(r"^.{0,60}（(?:节选|摘录|摘编|片段)）", re.MULTILINE)


_JUMBLE = 3  # items in a wrong order that are read as such


class Slip(NamedTuple):
    """One slip of a run: the rule that tells it, the item it stands at and the message."""

    rule: str
    item: Item
    message: str


def slips(analysis: Analysis) -> list[Slip]:
    """Every gap, repeat and change of order in the numbers of the document, run by run."""
    return once(
        analysis,
        "slips",
        lambda a: [slip for run in series(a) if not _right(run) for slip in _Reader(a, run).read()],
    )


def _right(run: Series) -> bool:
    """Whether a run counts from 1 without any slip, as most do."""
    return all(item.value == due for due, item in enumerate(run.items, 1))


def _value(item: Item) -> int:
    return item.value


def _label(item: Item) -> str:
    """What stands before the colon in "（一）竞职承诺：不请客", else ""."""
    return item.words.partition("：")[0] if "：" in item.words else ""


def _said_again(one: Item, other: Item) -> bool:
    """Whether two bearers of a number say the same, or more under the same head."""
    return one.words == other.words or _label(one) != "" and _label(one) == _label(other)


class _Reader:
    """Reads one run from its beginning and keeps count of what each number should be."""

    def __init__(self, analysis: Analysis, run: Series) -> None:
        self.analysis, self.run, self.items = analysis, run, run.items
        self.due: list[int] = []  # what each item's number should be, all that is missing supplied
        # By index: the rule, the message and, after what becomes of the items that follow, its end.
        self.told: dict[int, tuple[str, str, str]] = {}
        self.begins: set[int] = set()  # where another list begins
        # Of each repeat and change of order: the index after it, and whether something before it may be lost.
        self.moves: dict[int, tuple[int, bool]] = {}
        self.lost = False
        self.bearers: dict[int, Item] = {}

    def read(self) -> list[Slip]:
        """The run's slips in order."""
        values = [item.value for item in self.items]
        self._head()
        n, last = 1, self.due[0]
        while n < len(values):
            n, last = self._next(n, last)
        out = []
        for n, (rule, message, end) in sorted(self.told.items()):
            follow = self._shift(*self.moves[n]) if n in self.moves else ""
            out.append(Slip(rule, self.items[n], message + follow + end))
        return out

    def _count(self, n: int, due: int) -> None:
        self.due.append(due)
        self.bearers[self.items[n].value] = self.items[n]

    def _to(self, n: int, value: int) -> str:
        """What to do with an item's number: name the right one, unless what is before it may still change."""
        if self.lost:
            return "接着前面的序号往下排"
        return f"改为“{spelled(value, self.items[n])}”"

    def _missing(self, values: range, n: int) -> str:
        return "缺" + "、".join(f"“{spelled(v, self.items[n])}”" for v in values)

    def _head(self) -> None:
        """Read the first item."""
        first, items = self.items[0], self.items
        headless = (
            first.value > 1
            and (len(items) > 1 or lone_second(self.analysis, first))
            and self.run.form == "一"
            and first_in_another_form(self.analysis, first) is None
            and not stands(self.analysis, 1, first, None)
            # An excerpt (节选) says itself that it does not begin at the beginning.
            and not _EXCERPT.match(whole_text(self.analysis)[:200])
        )
        if not headless:
            self._count(0, first.value)
        elif len(items) > 1 and items[1].value == 2 and not self._another(0, 1) and not self._again(0):
            self._misnamed(0, 1)
        elif len(items) > 1 and (one := self._one_behind()) is not None:
            self._count(0, 2)
            self._tell_order(0, [first, one], 1)
        else:
            before = [f"“{spelled(v, first)}”" for v in range(1, first.value)]
            fix = f"从{before[0]}排起" if len(items) > 1 else "删去这个序号"
            lack = "、".join(before) if len(before) < 4 else f"{before[0]}到{before[-1]}"
            self.told[0] = (
                "numbering.gap",
                f"序号从“{first.sign.text.strip()}”开始，前面没有{lack}。"
                f"请检查是否漏了内容；没有漏的，请{fix}",
                "。",
            )
            self._count(0, first.value)
            self.lost = True

    def _next(self, n: int, last: int) -> tuple[int, int]:
        """Read item `n` after one whose number is, or was meant as, `last`; the next index and what was meant."""
        items = self.items
        value, due = items[n].value, self.due[-1] + 1
        step = value - last
        after = items[n + 1].value if n + 1 < len(items) else 0
        if step == 1:
            self._count(n, due)
        elif 2 <= step <= 3:
            return self._leap(n, last, after)
        elif (earlier := self._earlier(n, last)) is None or self._another(n - 1, n):
            # A jump of many, or a fall, is another list, not a slip.
            self._count(n, value)
            self.begins.add(n)
            self.lost = False
        elif _said_again(earlier, items[n]):
            self._count(n, self.due[-1] + step)
        else:
            self._repeat(n, earlier, due)
        return n + 1, value

    def _earlier(self, n: int, last: int) -> Item | None:
        """The item before that bears the number of item `n`, if that is a number used twice."""
        value = self.items[n].value
        # （一）（二）（三）（二）: a list that steps back, which 1. 2. 3. may do from one text to the next.
        back = 1 < value == last - 1 and self.run.level <= 2
        return self.bearers.get(value) if value == last or back else None

    def _another(self, before: int, n: int) -> bool:
        """Whether item `n` is a page's number, or of another list whose beginning was not seen."""
        item = self.items[n]
        return item.paged or item.value > 1 and stands(self.analysis, 1, item, self.items[before])

    def _leap(self, n: int, last: int, after: int) -> tuple[int, int]:
        """Read an item one or two numbers too high."""
        one, other = self.items[n - 1], self.items[n]
        value, due = other.value, self.due[-1] + 1
        missing = range(last + 1, value)
        # 一、2、三、 is told as mixed.
        if strays(self.analysis, one, other) or any(stands(self.analysis, v, other, one) for v in missing):
            self._count(n, due + len(missing))
            return n + 1, value
        alone = n + 1 < len(self.items) and not self._another(n, n + 1)
        if alone and value != due and after == due + 1 and not self._again(n):
            self._misnamed(n, due)
            return n + 1, due
        if (end := self._jumble_end(n, last)) > n:
            self._jumbled(n, end, due)
            return end + 1, last + end + 1 - n
        # 一、二、二、四、: with the second 二、 put right nothing is missing; with two put right the list is behind.
        if value > due:
            self._gap(n, last, due)
            self._count(n, value)
            self.lost = True
        else:
            self._count(n, due)
        return n + 1, value

    def _again(self, n: int) -> bool:
        """Whether the item after bears the same number because it says the same again."""
        one, other = self.items[n], self.items[n + 1]
        return one.value == other.value and _said_again(one, other)

    def _jumble_end(self, n: int, last: int) -> int:
        """The last of the items from `n` on that stand in a wrong order (一、三、二、), or `n` if they do not."""
        values = [item.value for item in self.items[n : n + _JUMBLE + 1]]
        end = 0
        for k in range(1, min(len(values), _JUMBLE)):
            if values[k] < 2 or self._another(n + k - 1, n + k):
                break
            falls = values[k] < values[k - 1]
            # What is missing stands further on, or the numbers are right again after a few.
            if last < values[k] < values[0] or falls and values[k + 1 : k + 2] == [last + k + 2]:
                end = k
        return n + end

    def _one_behind(self) -> Item | None:
        """The 一、 of 二、一、三、, which by itself is a list of one."""
        first, second = self.items[:2]
        begin, end = place(first), place(second)
        for run in series(self.analysis):
            one = run.items[0]
            lone = run.form == self.run.form and len(run.items) == 1 and one.value == 1
            if lone and first.value == 2 and begin < place(one) < end and one.bare == first.bare:
                return one
        return None

    def _jumbled(self, n: int, end: int, due: int) -> None:
        """一、三、二、: items from `n` to `end` in a wrong order."""
        self._tell_order(n, self.items[n : end + 1], due)
        for k in range(end + 1 - n):
            self._count(n + k, due + k)
        self.moves[n] = end + 1, self.lost

    def _tell_order(self, n: int, items: list[Item], due: int) -> None:
        signs = "".join(f"“{item.sign.text.strip()}”" for item in items)
        rights = "".join(f"“{spelled(due + k, item)}”" for k, item in enumerate(items))
        do = "接着前面的序号依次往下排" if self.lost else f"依次改为{rights}"
        self.told[n] = (
            "numbering.gap",
            f"序号{signs}顺序颠倒：“{short(items[0])}”排在“{short(min(items, key=_value))}”前面。请{do}",
            "；若是内容放错了位置，请调整先后。",
        )

    def _misnamed(self, n: int, due: int) -> None:
        """一、二、四、四、 or 一、二、五、四、: the number of one item is wrong, and those around it are right."""
        one, other = self.items[n], self.items[n + 1]
        lack = self._missing(range(due, due + 1), n)
        if one.value == other.value:
            rule = "numbering.repeat"
            message = (
                f"序号“{one.sign.text.strip()}”写了两次（“{short(one)}”“{short(other)}”），{lack}："
                f"前一个请{self._to(n, due)}"
            )
        else:
            rule = "numbering.gap"
            message = f"“{short(one)}”排在“{short(other)}”前面，{lack}。这里请{self._to(n, due)}"
        self.told[n] = (rule, message, "。")
        self._count(n, due)

    def _gap(self, n: int, last: int, due: int) -> None:
        one, other = self.items[n - 1], self.items[n]
        lack = self._missing(range(due, other.value), n)
        right = "前面的序号改好以后，" if due != last + 1 else ""
        follow = "，后面的依次顺延" if n + 1 < len(self.items) else ""
        self.told[n] = (
            "numbering.gap",
            f"“{short(one)}”后面直接是“{short(other)}”，{right}{lack}。"
            f"请检查是否漏了内容；没有漏的，这里请{self._to(n, due)}{follow}",
            "。",
        )

    def _repeat(self, n: int, earlier: Item, due: int) -> None:
        other = self.items[n]
        right = "前面的序号改好以后，" if due != self.items[n - 1].value + 1 and not self.lost else ""
        self.told[n] = (
            "numbering.repeat",
            f"序号“{other.sign.text.strip()}”重复：前面的“{short(earlier)}”和这里的“{short(other)}”用了同一个"
            f"序号。{right}这里请{self._to(n, due)}",
            "。",
        )
        self.moves[n] = n + 1, self.lost
        self._count(n, due)

    def _shift(self, start: int, lost: bool) -> str:
        """What becomes of the items after a repeat: all move on, or those up to where the numbers are right again."""
        items, end = self.items, start
        while end < len(items) and end not in self.told and end not in self.begins:
            if items[end].value == self.due[end]:
                break
            end += 1
        if end == start:
            return ""
        if end == len(items) or end in self.begins:
            return "，后面的依次顺延"
        last = items[end - 1]
        to = "" if lost else f"改为“{spelled(self.due[end - 1], last)}”"
        if end == start + 1 and to:
            return f"，后面的“{short(last)}”{to}"
        return f"，后面的依次顺延，到“{short(last)}”{to}为止"
