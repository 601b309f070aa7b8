"""Batches: the same reviews whatever runs them, and a named state for every file."""

from __future__ import annotations

import dataclasses
import errno
import json
import zlib
from pathlib import Path

import pytest

from checker.batch import outcome, review_all
from checker.document import Where
from checker.findings import Review
from checker.job import Job
from checker.names import Found, walk
from checker.pool import Lost
from checker.reviewing import review_one
from checker.stored import from_bytes, to_bytes
from corpus import load_standard
from tests.docx_builder import Docx

PLEDGE = (
    "承诺书\n我每周家访两户困难学生，不收家长一分钱。\n每天读书一小时，写笔记。\n承诺人：王{}\n2011年3月1日"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three letters, an empty file and a file that is no document."""
    for n in range(3):
        Docx(*PLEDGE.format(n).split("\n")).save(tmp_path / f"承诺书{n}.docx")
    (tmp_path / "空.docx").touch()
    (tmp_path / "乱.docx").write_bytes(bytes(range(256)) * 20)
    return tmp_path


def test_workers_give_the_same_reviews_as_this_process(folder: Path) -> None:
    files = list(walk(folder))
    here = [review_one(f, Job()) for f in files]
    assert list(review_all(files, Job(), 1)) == here
    assert list(review_all(files, Job(), 2)) == here
    assert [r.status for r in here].count("unreadable") == 2


def test_a_review_survives_storage_whole(folder: Path) -> None:
    for found in walk(folder):
        review = review_one(found, Job())
        assert from_bytes(to_bytes(review)) == review


def test_a_stored_review_of_another_version_is_readable_and_nonsense_is_refused() -> None:
    review = from_bytes(to_bytes(review_one(Found(Path("/nowhere"), "没有.docx"), Job())))
    assert review.status == "unreadable" and review.file == "没有.docx"
    for bad in (b"", b"abc", to_bytes(review)[:-3]):
        with pytest.raises(ValueError):
            from_bytes(bad)


@pytest.mark.parametrize(
    ("why", "words"), [("timeout", "30 秒"), ("memory", "1024 MB"), ("crash", "崩溃"), ("error", "KeyError")]
)
def test_a_lost_file_is_unreadable_with_a_reason_and_advice(why: str, words: str) -> None:
    answer = Lost(why, "KeyError")  # type: ignore[arg-type]
    review = outcome(Found(Path("a.docx"), "甲/a.docx"), answer, load_standard())
    assert (review.status, review.file) == ("unreadable", "甲/a.docx")
    assert words in str(review.reason) and "请" in str(review.reason)


def test_a_result_that_cannot_be_written_stops_the_run(tmp_path: Path) -> None:
    found, standard = Found(Path("a.docx"), "a.docx"), load_standard()
    with pytest.raises(OSError) as full:
        outcome(found, Lost("error", "OSError", "No space left", errno.ENOSPC, "x"), standard)
    assert full.value.errno == errno.ENOSPC
    with pytest.raises(match="磁盘已满"):
        outcome(found, Lost("error", "CannotWrite", "磁盘已满"), standard)


def test_copies_are_written_by_workers(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    job = dataclasses.replace(Job(), copies=out)
    reviews = list(review_all(walk(folder, out), job, 2))
    assert len(reviews) == 5
    assert sorted(p.name for p in (out / "批注").iterdir()) == [f"承诺书{n}.docx" for n in range(3)]


def test_a_review_of_a_file_whose_name_is_no_unicode_goes_there_and_back() -> None:
    review = Review("承\udcb3诺.docx", "ab", "pass", texts={3: "半个字\ud83d"})
    assert from_bytes(to_bytes(review)) == review


def test_a_review_stored_by_an_earlier_version_can_be_compared_with() -> None:
    named = {
        "_": "Review", "file": "a.docx", "sha256": "ab", "status": "revise", "gone": 1,
        "findings": [{"_": "Finding", "rule": "spun.word", "severity": "info", "message": "换词",
                      "where": {"_": "Where", "part": "body", "paragraph": 2, "start": 0, "end": 4}}],
        "texts": {"_": "dict", "pairs": [[2, "效劳群众"]]},
    }  # fmt: skip
    review = from_bytes(zlib.compress(json.dumps(named).encode()))
    assert review.texts == {2: "效劳群众"} and review.findings[0].where == Where("body", 2, 0, 4)
    assert review.findings[0].message == "换词" and review.elements == ()


def test_a_stored_review_of_other_types_is_refused() -> None:
    for wrong in (
        {"file": "a"},
        {"file": 1, "sha256": "", "status": "pass"},
        ["a"],
        {"_": "dict", "pairs": []},
    ):
        with pytest.raises(ValueError, match="not a stored review"):
            from_bytes(zlib.compress(json.dumps(wrong).encode()))
