"""Whoever follows what is said of a paper's numbers (序号) must end with 一、二、三、四、."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from checker.findings import Finding
from checker.rules.numbering import RULES
from tests.rules.helper import analyse

CN = "一二三四五六七八九十"
WORDS = ("读书", "家访", "备课", "廉洁", "服务", "纪律", "团结", "节约", "安全", "卫生")


def paper(numbers: tuple[int, ...]) -> str:
    lines = [f"{CN[v - 1]}、{word}。" for v, word in zip(numbers, WORDS, strict=False)]
    return "承诺书\n我承诺：\n" + "\n".join(lines)


def told(numbers: tuple[int, ...]) -> list[Finding]:
    analysis = analyse(paper(numbers))
    found = [f for rule in RULES for f in rule.check(analysis)]
    return sorted(found, key=lambda f: f.where.paragraph if f.where else -1)


def one(numbers: str) -> Finding:
    """The only finding on numbers written 一二四四."""
    (finding,) = told(tuple(CN.index(c) + 1 for c in numbers))
    return finding


class Reader:
    """Somebody who does what each finding says, from the top down, and nothing else."""

    def __init__(self, numbers: tuple[int, ...], *, lost: bool) -> None:
        self.lines = [(word, v) for word, v in zip(WORDS, numbers, strict=False)]
        self.lost = lost  # whether what is missing was lost, or only misnumbered

    def at(self, word: str) -> int:
        return [w for w, _ in self.lines].index(word)

    def put(self, n: int, value: str | None) -> None:
        number = CN.index(value) + 1 if value else self.lines[n - 1][1] + 1 if n else 1
        self.lines[n] = (self.lines[n][0], number)

    def follow(self, finding: Finding) -> None:
        assert finding.where is not None
        n, message = self.at(WORDS[finding.where.paragraph - 2]), finding.message
        if "顺序颠倒" in message:
            signs = re.findall("“.、”", message.partition("顺序颠倒")[0])
            rights = re.search("请依次改为((?:“.、”)+)", message)
            assert rights or "请接着前面的序号依次往下排" in message
            for k in range(len(signs)):
                self.put(n + k, rights[1][4 * k + 1] if rights else None)
            self.follow_on(n + len(signs), message)
            return
        if "没有漏的" in message and self.lost:
            lack = re.search("[缺有]((?:“.、”、?)+)(?:到“(.)、”)?", message)
            assert lack
            missing = [CN.index(v) + 1 for v in re.findall("“(.)、”", lack[1])]
            missing += range(missing[-1] + 1, CN.index(lack[2]) + 2 if lack[2] else 0)
            self.lines[n:n] = [("补上", v) for v in missing]
            return
        if value := re.search("请从“(.)、”排起", message):
            self.put(n, value[1])
            self.shift(n + 1, len(self.lines))
            return
        value = re.search("请改为“(.)、”|请接着前面的序号往下排", message)
        assert value
        self.put(n, value[1])
        self.follow_on(n + 1, message[value.end() :])

    def follow_on(self, n: int, rest: str) -> None:
        if single := re.search("后面的“.、(..)。”改为“(.)、”", rest):
            assert self.at(single[1]) == n
            self.put(n, single[2])
        elif until := re.search("后面的依次顺延，到“.、(..)。”(?:改为“(.)、”)?为止", rest):
            self.shift(n, self.at(until[1]) + 1)
            assert not until[2] or self.lines[self.at(until[1])][1] == CN.index(until[2]) + 1
        elif "后面的依次顺延" in rest:
            self.shift(n, len(self.lines))

    def shift(self, start: int, end: int) -> None:
        for n in range(start, end):
            self.put(n, None)


def followed(numbers: tuple[int, ...], *, lost: bool) -> list[int]:
    reader = Reader(numbers, lost=lost)
    for finding in told(numbers):
        reader.follow(finding)
    return [v for _, v in reader.lines]


def slipped(numbers: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Every list one slip away. A number 1 inside a list begins another and is none."""
    for n in range(1, len(numbers)):
        head, tail = numbers[:n], numbers[n:]
        yield head + tuple(v + 1 for v in tail)  # one left out
        yield head + tuple(v - 1 for v in tail)  # one used twice, and all go on from it
        yield head + (tail[0] + 1,) + tail[1:]  # the next one's number
        yield head + (tail[0] - 1,) + tail[1:]  # the last one's number
        if len(tail) > 1:
            yield head + (tail[1], tail[0]) + tail[2:]


def another_list(numbers: tuple[int, ...]) -> bool:
    """Whether another list may begin inside: at a 一、 (二、一、三、 is a slip), or far back at a number there was before."""
    if numbers[:2] == (2, 1):
        return numbers[2] != 3
    return any(v == 1 and n > 1 or v in numbers[:n] and v < numbers[n - 1] - 1 for n, v in enumerate(numbers))


WHOLE = [tuple(range(1, n + 1)) for n in range(3, 8)]
ONCE = {s for whole in WHOLE for s in slipped(whole)}
ONCE |= {whole[n:] for whole in WHOLE for n in range(1, len(whole) - 1)} | {(2, *w[1:]) for w in WHOLE}
ONCE |= {(2, 1, *w[2:]) for w in WHOLE}
TWICE = {t for s in ONCE for t in slipped(s) if min(t) > 0}


@pytest.mark.parametrize("lost", [False, True], ids=["misnumbered", "lost"])
def test_who_does_all_that_is_said_ends_with_a_list_in_order(lost: bool) -> None:
    """Every list of up to seven with one slip or two, read by one who has or has not lost what is missing."""
    papers = sorted(s for s in ONCE | TWICE | set(WHOLE) if not another_list(s))
    assert len(papers) > 500
    wrong = {p: got for p in papers if (got := followed(p, lost=lost)) != list(range(1, len(got) + 1))}
    assert wrong == {}


def test_every_slip_is_told_and_one_slip_once() -> None:
    singles = sorted(s for s in ONCE if not another_list(s))
    assert {p: len(told(p)) for p in singles if p not in WHOLE and len(told(p)) != 1} == {}
    assert [told(w) for w in WHOLE] == [[]] * len(WHOLE)


@pytest.mark.parametrize(
    ("numbers", "rule", "line", "advice"),
    [
        ("一二四四", "numbering.repeat", 2, "序号“四、”写了两次（“四、备课。”“四、廉洁。”），缺“三、”：前一个请改为“三、”。"),
        ("一二四四五", "numbering.repeat", 2, "写了两次（“四、备课。”“四、廉洁。”），缺“三、”：前一个请改为“三、”。"),
        ("一三三四", "numbering.repeat", 1, "缺“二、”：前一个请改为“二、”。"),
        ("二二三四", "numbering.repeat", 0, "缺“一、”：前一个请改为“一、”。"),
        ("二一三四", "numbering.gap", 0, "序号“二、”“一、”顺序颠倒：“二、读书。”排在“一、家访。”前面。请依次改为“一、”“二、”；若是内容放错了位置，请调整先后。"),
        ("五六七", "numbering.gap", 0, "前面没有“一、”到“四、”。请检查是否漏了内容；没有漏的，请从“一、”排起。"),
        ("一二三三五", "numbering.repeat", 3, "用了同一个序号。这里请改为“四、”。"),
        ("一二二三", "numbering.repeat", 2, "用了同一个序号。这里请改为“三、”，后面的依次顺延。"),
        ("一二二三五", "numbering.repeat", 2, "这里请改为“三、”，后面的“三、廉洁。”改为“四、”。"),
        ("一二二三四六", "numbering.repeat", 2, "这里请改为“三、”，后面的依次顺延，到“四、服务。”改为“五、”为止。"),
        ("一二四五", "numbering.gap", 2, "缺“三、”。请检查是否漏了内容；没有漏的，这里请改为“三、”，后面的依次顺延。"),
        ("一二四", "numbering.gap", 2, "缺“三、”。请检查是否漏了内容；没有漏的，这里请改为“三、”。"),
        ("二三四", "numbering.gap", 0, "前面没有“一、”。请检查是否漏了内容；没有漏的，请从“一、”排起。"),
        ("一三二", "numbering.gap", 1, "序号“三、”“二、”顺序颠倒：“三、家访。”排在“二、备课。”前面。请依次改为“二、”“三、”；若是内容放错了位置，请调整先后。"),
        ("一四二三五", "numbering.gap", 1, "请依次改为“二、”“三、”“四、”；"),
        ("一二五四五", "numbering.gap", 2, "“五、备课。”排在“四、廉洁。”前面，缺“三、”。这里请改为“三、”。"),
    ],
)  # fmt: skip
def test_advice(numbers: str, rule: str, line: int, advice: str) -> None:
    finding = one(numbers)
    assert finding.where is not None
    assert (finding.rule, finding.where.paragraph - 2) == (rule, line)
    assert finding.message.endswith(advice) or advice.endswith("；") and advice in finding.message


def test_after_a_gap_a_slip_names_no_number_that_the_gap_may_change() -> None:
    gap, repeat = told((1, 3, 4, 5, 5, 6))
    assert "没有漏的，这里请改为“二、”" in gap.message
    assert repeat.message.endswith("用了同一个序号。这里请接着前面的序号往下排，后面的依次顺延。")


def test_two_repeats_count_on_from_each_other() -> None:
    assert [f.message.partition("这里请")[2] for f in told((1, 2, 2, 3, 3, 4))] == [
        "改为“三、”，后面的“三、廉洁。”改为“四、”。",
        "改为“五、”，后面的依次顺延。",
    ]
