"""The text of a YAML list that a person typed in, its entries and what is wrong with how they are typed out (逐条读).

A YAML parser stops at the first mistake: whoever typed the list would mend one only to meet the next. So a list that
cannot be read is read entry by entry, and in an entry what is plainly meant is told as a slip, mended and read on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.yamldoc import Node, StandardError, parse

__all__ = ["Entry", "Slip", "entries"]

_ENDS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # of lines, as YAML has them
_EMPTY = re.compile(r"\s*(?:#.*|---\s*|%.*)?\Z")
_SPACES, _DASHES = " \t\u3000", "-－–—"
_STARTS = re.compile(rf"[{_SPACES}]*[{_DASHES}](?![{_DASHES}])")


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake in the typing (笔误): the line, from 1, what is wrong with it and what to do, in Chinese."""

    line: int
    problem: str
    fix: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry (一条) and the line it begins in; `node` is what it says, mended, or None where that did not help."""

    line: int
    node: Node | None
    slips: tuple[Slip, ...] = ()


def entries(text: str, name: str, what: str, keys: Collection[str]) -> list[Entry]:
    """The entries of the list called `what` in the file `name`; each should be a mapping of some of `keys`.

    Raises StandardError for a list that is broken somewhere else than in what an entry says.
    """
    try:
        nodes = parse(text, name).items(what)
    except StandardError:
        blocks = _aligned(_blocks(text, keys))
        found = [*_before(text, keys), *(_read(block, name, keys) for block in blocks)]
        if not any(entry.slips for entry in found):
            raise
        return found
    if not any(_is_odd(node, keys) for node in nodes):
        return [Entry(node.line, node) for node in nodes]
    near = {block.first.number: block for block in _blocks(text, keys)}
    return [
        _mended(near[node.line], name)
        if node.line in near and _is_odd(node, keys)
        else Entry(node.line, node)
        for node in nodes
    ]


def _is_odd(node: Node, keys: Collection[str]) -> bool:
    """Whether an entry can be read and was meant otherwise: 有效期至：… with a Chinese colon is part of the item above."""
    if not isinstance(node.value, dict):
        return isinstance(node.value, str) and any(node.value.startswith((f"{k}：", f"{k}:")) for k in keys)
    texts = [item.value for item in node.value.values() if isinstance(item.value, str)]
    return any(f" {key}{colon}" in text for key in keys for colon in "：:" for text in texts)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line by its number; of one that begins an item (一项), what stands before the key, the key, and the rest."""

    number: int
    text: str
    lead: str = ""
    dash: str = ""
    gap: str = ""
    key: str = ""
    colon: str = ""
    rest: str = ""

    @property
    def column(self) -> int:
        """Where the key stands, from 0; a dash has a space after it even where that was forgotten."""
        return len(self.lead) + len(self.dash) + (len(self.gap) or len(self.dash))


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of one entry, the first of them with its dash; `slips` are known already."""

    lines: Sequence[_Line]
    slips: tuple[Slip, ...] = ()

    @property
    def first(self) -> _Line:
        """The line it begins in."""
        return self.lines[0]

    @property
    def column(self) -> int:
        """Where its keys should stand: where most of those below the first do."""
        usual = Counter(line.column for line in self.lines[1:] if line.key and line.column >= 2)
        return usual.most_common(1)[0][0] if usual else max(2, self.first.column)


def _blocks(text: str, keys: Collection[str]) -> Iterator[_Block]:
    """The entries as they stand: each from a dash to the next, or from a key that comes for the second time."""
    lines: list[_Line] = []
    seen: set[str] = set()
    for line in _lines(text, keys):
        first = lines[0] if lines else None
        known = line.key in keys
        # Further right, an unknown word with a colon goes on with the text above.
        if first and line.key and not known and line.column > max(2, first.column):
            line = _Line(line.number, line.text)
        if known and not line.dash:
            begins = first is None or _begins_again(line, first, seen)
        else:
            begins = bool(_STARTS.match(line.text)) and (known or first is None or not line.text[0].isspace())
        if begins and lines:
            yield _Block(lines)
        if begins:
            lines, seen = [], set()
        if begins or first:
            lines.append(line)
            seen.add(line.key)
    if lines:
        yield _Block(lines)


def _begins_again(line: _Line, first: _Line, seen: Collection[str]) -> bool:
    """Whether a line without a dash is not of the entry that began with `first` and has the keys `seen`."""
    if line.column < 2 and not first.key:
        return True
    return line.key in seen and (line.column < first.column or (line.key == first.key and len(seen) > 1))


def _lines(text: str, keys: Collection[str]) -> Iterator[_Line]:
    known = "|".join(sorted(map(re.escape, keys), key=len, reverse=True))
    word = rf"[^\s:：#'\"\[{{{_DASHES}][^:：]{{0,40}}?"
    item = re.compile(rf"([{_SPACES}]*)([{_DASHES}]?)([{_SPACES}]*)({known}|{word})\s*([:：])(.*)")
    for number, written in enumerate(_ENDS.split(text), 1):
        found = item.fullmatch(written)
        yield _Line(number, written, *found.groups()) if found else _Line(number, written)


def _before(text: str, keys: Collection[str]) -> Iterator[Entry]:
    """What stands before the first entry and belongs to none."""
    first = next((block.first.number for block in _blocks(text, keys)), 0)
    for number, written in enumerate(_ENDS.split(text)[: max(0, first - 1)], 1):
        if not _EMPTY.match(written):
            slip = Slip(number, "这一行不属于任何一条", "删去它；每一条从行首的“- ”开始")
            yield Entry(number, None, (slip,))


def _aligned(blocks: Iterable[_Block]) -> Iterator[_Block]:
    """The same, with a slip where an entry's dash does not stand below the first one's."""
    lead = None
    for block in blocks:
        if block.first.dash and lead is None:
            lead = block.first.lead
        if block.first.dash and lead is not None and block.first.lead != lead:
            fix = f"“-”前面空 {len(lead)} 格" if lead else "“-”前面不要空格"
            slip = Slip(block.first.number, "这一条没有与第一条左边对齐", fix)
            block = _Block([replace(block.first, lead=lead), *block.lines[1:]], (slip,))
        yield block


def _read(block: _Block, name: str, keys: Collection[str]) -> Entry:
    """An entry as it stands if it can be read so, else mended."""
    try:
        node = _alone(block.first.number, [line.text for line in block.lines], name)
    except StandardError:
        return _mended(block, name)
    return _mended(block, name) if _is_odd(node, keys) else Entry(node.line, node, block.slips)


def _mended(block: _Block, name: str) -> Entry:
    """An entry with what is wrong in how it is typed; read as it was meant, which may show what else is wrong."""
    first, column, slips, lines = block.first, block.column, [*block.slips], list[str]()
    for line, more in _items(block.lines):
        slips += _misplaced(line, first, column)
        if not line.key:
            lines += [line.text, *more]
            continue
        kept = []
        for number, written in enumerate(more, line.number + 1):
            if _EMPTY.match(written) or len(written) - len(written.lstrip(_SPACES)) > column:
                kept.append(written)
            else:
                kept.append("")
                fix = "是新的一项就写成“项: 内容”，冒号用英文的，后面空一格；接着上一项的，前面多空几格"
                slips.append(Slip(number, "这一行不是“项: 内容”的样子", fix))
        text, unreadable = _said(line, kept, name)
        slips += unreadable
        before = " " * (column - 2) + ("- " if line is first else "  ")
        lines += f"{before}{line.key}: {text}".split("\n")
    try:
        node = _alone(first.number, lines, name)
    except StandardError as error:
        if not slips:  # else this may only follow from them
            slips.append(Slip(error.line, error.problem, error.fix))
        return Entry(first.number, None, tuple(slips))
    return Entry(first.number, node, tuple(slips))


def _alone(number: int, lines: Sequence[str], name: str) -> Node:
    """One entry whose first line is the file's line `number`. Raises StandardError when it cannot be read."""
    node = parse("\n" * (number - 1) + "\n".join(lines), name)
    items = node.items("这一条")
    if len(items) != 1:
        raise node.fail("这一条里又分了几条", "每条只写一个“- ”")
    return items[0]


def _items(block: Sequence[_Line]) -> Iterator[tuple[_Line, list[str]]]:
    """Each line that begins an item, with those that go on with it."""
    line, more = block[0], list[str]()
    for other in block[1:]:
        if other.key:
            yield line, more
            line, more = other, []
        else:
            more.append(other.text)
    yield line, more


def _misplaced(line: _Line, first: _Line, column: int) -> Iterator[Slip]:
    """What is wrong with what stands before and after the key of an item."""
    n, key = line.number, line.key
    if not key:
        return
    if line is first:
        if not line.dash:
            yield Slip(n, "这一条前面少了“- ”", f"写成 - {key}: ……")
        elif line.dash != "-":
            yield Slip(n, f"开头的“{line.dash}”不是英文的减号", f"写成 - {key}: ……")
        elif not line.gap:
            yield Slip(n, "“-”后面没有空格", f"写成 - {key}: ……")
        elif line.column != column:
            room = column - len(line.lead) - 1
            fix = f"“-”后面空 {room} 格" if room > 0 else f"“-”前面空 {column - 2} 格"
            yield Slip(n, f"“{key}”没有与下面各项左边对齐", fix)
    elif "\t" in line.lead or "\u3000" in line.lead:
        yield Slip(n, f"“{key}”前面的空白不是英文的空格", f"删去它，空 {column} 格，不要按 Tab 键")
    elif line.column != column:
        yield Slip(n, f"“{key}”没有与其他各项左边对齐", f"前面空 {column} 格")
    if line.colon == "：":
        yield Slip(n, f"“{key}”后面的冒号是中文的", "改成英文的冒号“:”，后面空一格")
    elif line.rest and not line.rest[0].isspace():
        yield Slip(n, f"“{key}”的冒号后面没有空格", "在冒号后面空一格")


def _said(line: _Line, more: Sequence[str], name: str) -> tuple[str, list[Slip]]:
    """The text of an item as YAML, and what is wrong with it; `more` are the lines it goes on in."""
    text = "\n".join([line.rest.strip(), *more])
    try:
        parse(f"{line.key}: {text}", name)
    except StandardError:
        plain = " ".join(text.split()).strip("'\"").replace("'", "''")
        fix = f"冒号后面的文字整段放进一对英文单引号里，如 {line.key}: '……'"
        return f"'{plain}'", [Slip(line.number, f"“{line.key}”后面的文字读不出", fix)]
    return text, []
