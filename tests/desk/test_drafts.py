"""Which of several drafts of one paper counts, and the words that say why (几稿)."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest

from checker.expected.drafts import why_of
from tests.desk.rosters import SCHOOL, roster, sent
from tests.desk.test_outcome import LETTER, OURS, run
from tests.desk.test_replies import one, words, write

EARLY = datetime.datetime(2011, 3, 7, 9, 0)


@pytest.mark.parametrize(
    "counts, other, why",
    [
        ({"file": "方案（定稿）.docx"}, {"file": "方案（初稿）.docx"}, "另一份的文件名写着“初稿”"),
        (
            {"file": "方案.docx"},
            {"file": "方案（定稿）.docx", "file_time": EARLY},
            "这一份最新",
        ),
        (
            {"file": "方案.docx", "file_time": EARLY},
            {"file": "方案讨论稿.docx"},
            "另一份的文件名写着“讨论稿”",
        ),
        (
            {"file": "方案.docx", "file_time": EARLY},
            {"file": "方案（未定稿）.docx"},
            "另一份的文件名写着“未定稿”",
        ),
        ({"file": "初稿改后最终.docx"}, {"file": "案.docx"}, "时间相同，这一份的文件名写着“最终”"),
        ({"file": "最终/方案.docx"}, {"file": "草稿/方案.docx"}, "另一份的文件名写着“草稿”"),
        (
            {"file": "方案2.docx"},
            {"file": "方案.docx", "blanks": True},
            "时间相同，另一份还有没填的空",
        ),
        ({"file": "方案（二）.docx"}, {"file": "方案.docx", "file_time": EARLY}, "这一份最新"),
        ({"file": "甲.docx"}, {"file": "甲 - 副本.docx"}, "时间相同，另一份的文件名写着“副本”"),
        ({"file": "甲（修改后重发）.docx"}, {"file": "甲.docx"}, "时间相同，这一份的文件名写着“重发”"),
        ({"file": "甲.docx"}, {"file": "甲修改.docx", "file_time": EARLY}, "这一份最新"),
        ({"file": "甲.docx"}, {"file": "甲（1）.docx"}, "时间相同，取文件名短的"),
        ({"file": "统一稿纸.docx"}, {"file": "方案（一稿）.docx"}, "另一份的文件名写着“一稿”"),
        ({"file": "一.docx"}, {"file": "二.docx"}, "时间相同，分不出先后，取文件名排在前面的，请看一看"),
    ],
)
def test_which_of_two_drafts_counts_and_why(counts: dict, other: dict, why: str) -> None:  # type: ignore[type-arg]
    for near, far in ((1, 2), (2, 1)):
        good, bad = sent(number=near, **OURS, **counts), sent(number=far, **OURS, **other)
        for both in ((good, bad), (bad, good)):
            first, second = run(LETTER, *both)
            assert first.submission is good and first.note == f"收到 2 份，{why}，以这一份为准。"
            assert second.state == "重复报送"


def test_several_reasons_are_all_told() -> None:
    drafts = [sent(f"{n}.docx", 1, **OURS) for n in "乙甲"]
    old = sent("甲（草稿）.docx", 2, **OURS)
    first, *_ = run(LETTER, *drafts, old)
    assert first.note == "收到 3 份，另有 1 份的文件名写着“草稿”，以这一份为准。"
    older = sent("丁.docx", 3, **OURS, file_time=EARLY)
    first, *_ = run(LETTER, drafts[0], old, older)
    assert first.note in (
        "收到 3 份，另有 1 份的文件名写着“草稿”；这一份最新，以这一份为准。",
        "收到 3 份，这一份最新；另有 1 份的文件名写着“草稿”，以这一份为准。",
    )


def test_that_the_times_are_equal_is_said_once_and_what_decides_in_its_order() -> None:
    drafts = [
        sent("甲.docx", 1, **OURS, date="2011-03-09"),
        sent("乙.docx", 2, **OURS, date="2011-03-09"),
        sent("甲（1）.docx", 3, **OURS, date="2011-03-09"),
        sent("丙.docx", 4, **OURS, date="2011-03-08"),
    ]
    notes = {run(LETTER, *order)[0].note for order in (drafts, drafts[::-1])}
    assert notes == {
        "收到 4 份，时间相同，取落款日期晚的；取文件名短的；分不出先后，取文件名排在前面的，请看一看，以这一份为准。"
    }
    assert why_of(notes.pop()) == "时间相同，取落款日期晚的；取文件名短的；分不出先后，取文件名排在前面的"


OLD, NEW = datetime.datetime(2011, 3, 5, 9, 0), datetime.datetime(2011, 3, 9, 9, 0)


@pytest.mark.parametrize(
    "older, newer",
    [
        ("罗小川承诺书定稿", "罗小川承诺书（退回后重改）"),
        ("罗小川承诺书定稿", "罗小川承诺书重发"),
        ("罗小川承诺书定稿", "罗小川承诺书初稿（修改后）"),
        ("石大成承诺书", "石大成每周一稿承诺书"),
        ("石大成承诺书", "石大成每周一稿"),
        ("吴长林承诺书", "吴长林承诺书（宪法草案学习后重写）"),
        ("吴长林承诺书", "吴长林承诺书（学习宪法草案）"),
        ("谷雨生承诺书", "谷雨生承诺书（不是草稿）"),
        ("谷雨生承诺书", "谷雨生承诺书（代替初稿）"),
        ("谷雨生承诺书", "谷雨生-讨论稿意见已改"),
        ("林一平承诺书0305", "林一平承诺书初稿（已定）"),
        ("邓有福承诺书最终评议前", "邓有福承诺书最新"),
        ("覃志远承诺书终稿", "覃志远承诺书终稿2"),
        ("田卫红承诺书第二稿", "田卫红承诺书第十一稿"),
    ],
)
def test_words_that_mark_no_draft_leave_the_newest(older: str, newer: str) -> None:
    old, new = (
        sent(f"{older}.docx", 1, **OURS, file_time=OLD),
        sent(f"{newer}.docx", 2, **OURS, file_time=NEW),
    )
    first, _ = run(LETTER, old, new)
    assert first.submission is new and first.note == "收到 2 份，这一份最新，以这一份为准。"


@pytest.mark.parametrize(
    "older, newer, word",
    [
        ("农志坚承诺书定稿", "农志坚承诺书未定", "未定"),
        ("农志坚承诺书定稿", "农志坚承诺书初稿", "初稿"),
        ("农志坚承诺书", "初稿农志坚", "初稿"),
        ("农志坚承诺书", "农志坚-草稿-承诺书", "草稿"),
        ("农志坚承诺书", "农志坚承诺书（征求意见稿）", "征求意见稿"),
        ("农志坚承诺书", "农志坚承诺书讨论稿2", "讨论稿"),
        ("农志坚承诺书", "农志坚承诺书（非定稿）", "非定稿"),
        ("农志坚承诺书", "农志坚承诺书不是最终稿", "不是最终稿"),
        ("农志坚承诺书", "农志坚承诺书（草案）", "草案"),
    ],
)
def test_what_is_marked_as_a_draft_loses_though_newer(older: str, newer: str, word: str) -> None:
    old, new = (
        sent(f"{older}.docx", 1, **OURS, file_time=OLD),
        sent(f"{newer}.docx", 2, **OURS, file_time=NEW),
    )
    first, _ = run(LETTER, old, new)
    assert first.submission is old
    assert first.note.startswith("收到 2 份，另一份的文件名写着") and word in first.note


def test_a_final_one_counts_before_a_first_draft_saved_a_day_later() -> None:
    final = sent("方案定稿.docx", 1, **OURS, file_time=NEW - datetime.timedelta(days=1))
    draft = sent("方案初稿.docx", 2, **OURS, file_time=NEW)
    first, second = run(LETTER, final, draft)
    assert first.submission is final and second.state == "重复报送"
    assert first.note == "收到 2 份，另一份的文件名写着“初稿”，以这一份为准。"


def test_what_looks_like_a_blank_does_not_beat_a_newer_paper() -> None:
    old = sent("何秀兰承诺书.docx", 1, **OURS, file_time=OLD)
    new = sent("何秀兰承诺书2.docx", 2, **OURS, file_time=NEW, blanks=True)
    first, _ = run(LETTER, old, new)
    assert first.submission is new and first.note == "收到 2 份，这一份最新，以这一份为准。"


def test_the_letter_names_the_file_that_counts_and_the_fault_of_the_other(tmp_path: Path) -> None:
    files = ["甲.docx", "乙二.docx"]
    reviews = [dataclasses.replace(one(n), file=f, sha256=f"{n:064x}", **OURS) for n, f in enumerate(files)]
    given = [sent(f, n, **OURS, blanks=n == 0) for n, f in enumerate(files)]
    write(tmp_path, reviews, run(roster((SCHOOL, "林小禾", "承诺书")), *given))
    (letter,) = (tmp_path / "反馈意见").iterdir()
    told = "同一份材料还收到“甲.docx”，以“乙二.docx”为准（时间相同，另一份还有没填的空）。"
    assert told in words(letter)
