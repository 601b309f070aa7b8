"""The numbers of a document in, those that stand among siblings in another form (一、2、三、) out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.rules.common import once
from checker.rules.series import Item, form_of, series, stands
from checker.segments import sign_of

__all__ = ["alone", "first_in_another_form", "lone_second", "of_another_level", "place", "strays"]

_LATE = 3  # the paragraph from which on a lone 二、 is no piece of a cut text
_NEAR = 60  # numbers on either side among which siblings are looked for


def place(item: Item) -> tuple[int, int]:
    """Where a number stands, to put numbers in reading order."""
    return item.paragraph, item.start


def _form(item: Item) -> str:
    return form_of(item.sign.text)


def _in_order(analysis: Analysis) -> list[Item]:
    """Every number of the text, of whatever form, in reading order."""
    return once(analysis, "numbers", lambda a: sorted((i for run in series(a) for i in run.items), key=place))


def _before(analysis: Analysis, item: Item) -> list[Item]:
    order = _in_order(analysis)
    at = bisect_left(order, place(item), key=place)
    return order[max(0, at - _NEAR) : at]


def _after(analysis: Analysis, item: Item) -> list[Item]:
    order = _in_order(analysis)
    at = bisect_right(order, place(item), key=place)
    return order[at : at + _NEAR]


def _alike(one: Item, other: Item) -> bool:
    """Whether two numbers both begin their lines, or both stand inside one."""
    return (one.start == 0) == (other.start == 0)


def _misnumbered(analysis: Analysis) -> dict[tuple[int, int], int]:
    """The places of headings whose number has another level's form, with the level that they are of."""
    return once(
        analysis,
        "misnumbered",
        lambda a: {
            (h.where.paragraph, a.normals[h.where.paragraph].position(h.where.start)): h.level
            for h in a.outline.headings
            if h.number and (sign := sign_of(h.number)) is not None and sign.level != h.level
        },
    )


def of_another_level(analysis: Analysis) -> Iterator[tuple[Item, Item, bool]]:
    """Headings whose number has another level's form, each after a right one of its own level (二、, then （三）), and
    whether its number goes on with theirs."""
    odd = _misnumbered(analysis)
    if not odd:
        return
    right: Item | None = None
    last, levels = 0, set(odd.values())
    for item in _in_order(analysis):
        if place(item) in odd:
            if right is not None:
                yield right, item, item.value == last + 1
                last = max(last, item.value)
        elif item.sign.level in levels and item.start == 0:
            right, last = item, item.value


def strays(analysis: Analysis, one: Item, other: Item) -> list[Item]:
    """The numbers of another form that stand for those missing between two siblings: 2、 in 一、2、三、.

    Those of a list below the first sibling (1、2、) are none: there a lesser one comes before, or a greater one after.
    """
    if not 2 <= other.value - one.value <= 3:
        return []
    missing = list(range(one.value + 1, other.value))
    if any(stands(analysis, v, other, one) for v in missing):
        return []
    forms: dict[str, list[Item]] = {}
    for item in _after(analysis, one):
        if place(item) < place(other) and _form(item) != _form(one):
            forms.setdefault(_form(item), []).append(item)
    for items in forms.values():
        values = [item.value for item in items]
        for n in range(len(items) - len(missing) + 1):
            after = n + len(missing)
            if values[n:after] != missing or not _alike(items[n], one):
                continue
            odd = place(items[n]) in _misnumbered(analysis)
            listed = (
                n > 0 and values[n - 1] < missing[0] or after < len(values) and values[after] > missing[-1]
            )
            if listed and not odd:
                continue
            if n > 0 or odd or not stands(analysis, one.value, items[n], one):
                return items[n:after]
    return []


def first_in_another_form(analysis: Analysis, second: Item) -> Item | None:
    """The 1、 before 二、三、 when it stands for 一、 and begins no list of its own."""
    if second.value != 2:
        return None
    last = {_form(i): i for i in _before(analysis, second) if _form(i) != _form(second)}
    firsts = [i for i in last.values() if i.value == 1]
    if len(firsts) != 1 or firsts[0].bare != second.bare or not _alike(firsts[0], second):
        return None
    return firsts[0]


def lone_second(analysis: Analysis, first: Item) -> bool:
    """Whether a 二、 at the beginning of a line is the only number of a whole paper."""
    late = first.value == 2 and first.start == 0 and first.paragraph >= _LATE
    return late and all(item is first for run in series(analysis) for item in run.items)


def alone(analysis: Analysis) -> Iterator[tuple[Item, Item, Item]]:
    """A number of a higher form among those of a lower, between both neighbours: 三、 in 1、2、三、4、."""
    for run in series(analysis):
        odd = run.items[0]
        if len(run.items) > 1 or odd.value < 2:
            continue
        after = {_form(i): i for i in reversed(_after(analysis, odd))}
        for form, one in {_form(i): i for i in _before(analysis, odd)}.items():
            other = after.get(form)
            if other is None or form == run.form or run.level >= one.sign.level or not _alike(one, odd):
                continue
            if one.value + 1 == odd.value == other.value - 1:
                yield one, odd, other
                break
