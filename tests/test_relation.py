"""How two papers that share text stand to each other: drafts, years, schools, a name left in."""

from __future__ import annotations

import pytest

from checker.paperfacts import Facts
from checker.relation import relation
from checker.selfnamed import another, self_names
from tests.rules.helper import document


def paper(file: str, organization: str = "", author: str = "", date: str = "", saved: str = "") -> Facts:
    return Facts(file, "letter", organization, author, "", date=date, saved=saved)


def between(one: Facts, other: Facts, past: bool = False) -> object:
    return relation(one, other, True, past, {}, lambda: ("", ""))


@pytest.mark.parametrize(
    "one, other, whose",
    [
        (("a.docx", "石桥小学"), ("b.docx", "石桥小学"), "同单位的"),
        (("石桥小学/a.docx", ""), ("石桥小学/b.docx", "石桥小学党支部"), "同单位的"),
        (("a.docx", "石桥小学"), ("b.docx", "前洼小学"), "其他单位的"),
        (("a.docx", "石桥小学"), ("b.docx", ""), ""),
        (("前洼小学/a.docx", "石桥小学"), ("石桥小学/b.docx", "石桥小学"), ""),
        (("a.docx", "桑河县石桥小学"), ("b.docx", "邻山县石桥小学"), ""),
        (("a.docx", "石桥小学"), ("b.docx", "桑河县石桥小学"), "同单位的"),
    ],
)
def test_whose_the_other_paper_is(one: tuple[str, str], other: tuple[str, str], whose: str) -> None:
    facts = [paper(*one, "林小禾"), paper(*other, "周建平")]
    assert between(*facts).whose == between(*facts[::-1]).whose == whose  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "one, other, drafts",
    [
        # the paper of a branch, which no person signs; a name that one format hides
        (("石桥/报告.docx", "石桥小学党支部"), ("石桥/报告.pdf", "石桥小学党支部"), True),
        (("石桥/报告.docx", "石桥小学党支部"), ("石桥/报告.PDF", "石桥小学"), True),
        (("报告.doc", "石桥小学", "林小禾"), ("报告.docx", "石桥小学"), True),
        (("报告.docx", ""), ("报告.pdf", ""), True),
        (("石桥/报告.docx", "石桥小学党支部"), ("石桥/报告2.pdf", "石桥小学党支部"), False),
        (("石桥/报告.docx", ""), ("前洼/报告.pdf", ""), False),
        (("报告.docx", "石桥小学党支部"), ("报告.pdf", "前洼小学党支部"), False),
        (("报告.docx", "石桥小学", "林小禾"), ("报告.pdf", "石桥小学", "周建平"), False),
        (("a/报告.docx", "石桥小学党支部"), ("b/报告.docx", "石桥小学党支部"), False),
    ],
)
def test_one_paper_in_two_formats_is_two_drafts(
    one: tuple[str, ...], other: tuple[str, ...], drafts: bool
) -> None:
    facts = [paper(*one), paper(*other)]
    assert bool(between(*facts).drafts) is bool(between(*facts[::-1]).drafts) is drafts  # type: ignore[attr-defined]
    assert not between(*facts, past=True).drafts  # type: ignore[attr-defined]


def test_what_only_shares_passages_and_does_not_say_its_school_is_no_second_format() -> None:
    for unit, drafts in (("石桥小学党支部", True), ("", False)):
        facts = paper("报告.docx", unit), paper("报告.pdf", unit)
        assert bool(relation(*facts, False, False, {}, lambda: ("", "")).drafts) is drafts


@pytest.mark.parametrize(
    "first, second, past, surely",
    [
        ("", "", False, True),
        ("", "", True, False),
        ("2010-03-02T01:00:00Z", "2011-03-02T01:00:00Z", True, True),
        ("2011-03-02T01:00:00Z", "2011-03-20T01:00:00Z", False, False),
        ("2013-12-23T23:15:00Z", "2013-12-23T23:15:00Z", False, True),
        ("何时", "2011-03-20T01:00:00Z", False, True),
    ],
)
def test_a_year_set_right_is_known_by_when_the_files_were_saved(
    first: str, second: str, past: bool, surely: bool
) -> None:
    old = paper("旧.docx", "石桥小学", "林小禾", "2010-03-01", first)
    new = paper("新.docx", "石桥小学", "林小禾", "2011-03-01", second)
    found = between(new, old, past).years  # type: ignore[attr-defined]
    assert (found.told, found.later, found.surely) == ("2010年、2011年", True, surely)
    assert not between(old, new, past).years.later  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "line, words",
    [
        ("我秦峰不在办公室抽烟。", "我秦峰"),
        ("本人秦峰，承诺如下。", "本人秦峰"),
        ("我叫秦峰，教物理。", "我叫秦峰"),
        ("我秦峰老师教过三年，很感谢他。", ""),
        ("我是秦峰的徒弟。", ""),
        ("我和秦峰结对。", ""),
        ("请秦峰监督。", ""),
    ],
)
def test_by_what_name_a_writer_calls_himself(line: str, words: str) -> None:
    names = self_names(document(f"承诺书\n{line}\n承诺人：梁静\n2011年3月1日"))
    assert another(names, "秦峰", "梁静") == words
    assert another(names, "秦峰", "") == "" and another(names, "秦峰", "秦峰") == ""
    assert another(names, "方便", "梁静") == ""
