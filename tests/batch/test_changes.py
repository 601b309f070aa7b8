"""Fixed, still open, new: what a resubmission changed."""

from __future__ import annotations

from checker.changes import compare
from checker.document import Where
from checker.findings import Evidence, Finding, Judgement, Review


def review(*findings: Finding, texts: dict[int, str] | None = None, **levels: str) -> Review:
    elements = tuple(
        Judgement(i, "leads", i, level, 0.5, (Evidence("x", Where("body", 0, 0, 1)),))  # type: ignore[arg-type]
        for i, level in levels.items()
    )
    return Review("a.docx", "00", "revise", findings=findings, texts=texts or {}, elements=elements)


def section(title: str) -> Finding:
    return Finding("sections.missing", "error", f"没有找到“{title}”部分。请补写。")


def spun(paragraph: int, count: int) -> Finding:
    where = Where("body", paragraph, 2, 4)
    return Finding("spun.word", "warning", f"“…我们效劳群众…”中的“效劳”，全文共{count}处。", where, "服务")


def test_fixed_open_and_new() -> None:
    first = review(section("组织领导"), section("方法步骤"))
    second = review(section("方法步骤"), Finding("date.missing", "warning", "没有找到落款日期。"))
    changes = compare(first, second)
    assert changes.fixed == (section("组织领导"),)
    assert changes.still_open == (section("方法步骤"),)
    assert [f.rule for f in changes.new] == ["date.missing"]
    assert changes.summary == "与上一稿相比：已改 1 处，仍需改 1 处，新出现 1 处"


def test_text_that_moved_or_a_count_that_changed_is_the_same_finding() -> None:
    first = review(spun(3, 5), texts={3: "我们效劳群众"})
    second = review(spun(9, 4), texts={9: "大家效劳学生"})
    changes = compare(first, second)
    assert (len(changes.fixed), len(changes.still_open), len(changes.new)) == (0, 1, 0)


def test_two_alike_findings_of_which_one_was_mended() -> None:
    first = review(spun(1, 2), spun(2, 2), texts={1: "我们效劳群众", 2: "他们效劳大家"})
    second = review(spun(1, 1), texts={1: "我们效劳群众"})
    changes = compare(first, second)
    assert (len(changes.fixed), len(changes.still_open), len(changes.new)) == (1, 1, 0)


def mask(at: int, words: str) -> Finding:
    return Finding("placeholder.mask", "error", words, Where("body", at, 4, 6))


def test_a_blank_in_quite_another_sentence_is_a_new_one() -> None:
    told = "“××”还没有填写。"
    first = review(mask(1, told), texts={1: "每月家访××户留守儿童。"})
    second = review(mask(3, told), texts={3: "本人联系××村的两个组。"})
    changes = compare(first, second)
    assert (len(changes.fixed), len(changes.still_open), len(changes.new)) == (1, 0, 1)
    several = review(mask(1, f"{told}全文共2处。"), texts={1: "每月家访××户留守儿童。"})
    rest = review(mask(3, f"{told}全文共1处。"), texts={3: "本人联系××村的两个组。"})
    assert len(compare(several, rest).still_open) == 1, "both were told of, one is mended"


def test_levels_that_rose_and_fell() -> None:
    changes = compare(review(study="named", serve="covered"), review(study="covered", serve="missing"))
    assert [later.id for _, later in changes.better] == ["study"]
    assert [later.id for _, later in changes.worse] == ["serve"]


def test_an_unchanged_document_changes_nothing() -> None:
    same = review(section("组织领导"), spun(1, 1), texts={1: "我们效劳群众"}, study="named")
    changes = compare(same, same)
    assert not changes.fixed and not changes.new and len(changes.still_open) == 2
