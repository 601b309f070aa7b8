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
