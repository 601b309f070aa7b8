"""Numbered segments with the headings they seem to open with in, those that are items of a list after all out (条目).

五、不体罚学生。 behind four pledges that are as short is the fifth of them, though the text that closes the list seems to
stand under it; 三、谁病了我去看。去年冬天送过三床被子。 between one-sentence pledges is no heading with its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.analysis import Heading
from checker.headwords import HeadWords
from checker.normal import Normal
from checker.segments import Segment

__all__ = ["items_among_items"]

_LEAST = 2  # items that make a list


def items_among_items(
    found: Sequence[Segment], normals: Sequence[Normal], heads: Sequence[Heading | None], words: HeadWords
) -> list[int]:
    """The numbers of the segments that are no headings because nearly all of their list are none."""
    out: list[int] = []
    for run in _runs(found):
        headed = [n for n in run if heads[n] is not None]
        plain = len(run) - len(headed)
        if not headed or plain < _LEAST or plain <= len(headed):
            continue
        # The last one without a full stop is an item only where nobody else has text under it.
        last = run[-1] if headed == run[-1:] and plain > _LEAST else -1
        if all(_doubtful(found[n], normals, heads[n], words, n == last) for n in headed):
            out += headed
    return out


def _runs(found: Sequence[Segment]) -> Iterator[list[int]]:
    """The lists of a paper: segments numbered one after the other in one form, with only deeper ones between."""
    running: dict[str, list[int]] = {}
    for n, s in enumerate(found):
        sign = s.sign
        if sign is None:
            continue
        for form, run in [*running.items()]:
            other = found[run[0]].sign
            if form != sign.form and other is not None and other.level > sign.level:
                yield running.pop(form)
        run = running.get(sign.form, [])
        last = found[run[-1]].sign if run else None
        if last is not None and last.value is not None and sign.value == last.value + 1:
            run.append(n)
        else:
            if run:
                yield run
            running[sign.form] = [n]
    yield from running.values()


def _doubtful(
    segment: Segment, normals: Sequence[Normal], head: Heading | None, words: HeadWords, last: bool
) -> bool:
    """Whether a heading is one by its looks alone: it is a sentence with its full stop, or the `last` of a list, and
    has no heading word."""
    if head is None:
        return False
    text, title = normals[segment.paragraph].text, head.title
    if "。" not in text[segment.body : segment.end] and (head.run_in or not last):
        return False
    return not (
        title in words.exact
        or words.named(title)
        or words.whole.match(title)
        or any(e in title for e in words.elements)
        or words.short(title)
    )
