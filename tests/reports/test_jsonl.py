import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from checker.reports.jsonl import json_lines, json_list, line, write_jsonl
from tests.reports.fake_reviews import HOSTILE, hostile, many, one, unreadable

SCHEMA = json.loads(
    Path(__file__).parents[2].joinpath("docs", "review.schema.json").read_text(encoding="utf-8")
)
REVIEWS = [*many(50), *hostile(), unreadable()]


def test_the_schema_itself_is_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_every_line_is_one_review_of_the_schema() -> None:
    validator = Draft202012Validator(SCHEMA)
    lines = "".join(json_lines(REVIEWS)).encode("utf-8").decode("utf-8").splitlines()
    assert len(lines) == len(REVIEWS)
    for text, review in zip(lines, REVIEWS, strict=True):
        told = json.loads(text)
        validator.validate(told)
        assert (told["sha256"], told["status"]) == (review.sha256, review.status)


def test_json_is_one_list_of_the_same_objects() -> None:
    assert json.loads("".join(json_list(REVIEWS))) == [json.loads(text) for text in json_lines(REVIEWS)]
    assert json.loads("".join(json_list([]))) == []


def test_hostile_text_survives_whole_and_cannot_drive_a_terminal() -> None:
    for bad, review in zip(HOSTILE, hostile(), strict=True):
        text = line(review)
        assert not any(c < " " or "\x7f" <= c <= "\x9f" or c in "\u2028\u2029" for c in text)
        expected = bad.replace("\udcff", "\\udcff")
        assert json.loads(text)["title"] == expected


@pytest.mark.parametrize(
    "change",
    [
        {"extra": 1},
        {"status": "ok"},
        {"kind": None},
        {"reason": "没有理由"},
        {"date": "2011年3月1日"},
        {"kind_score": 1.5},
        {
            "findings": [
                {"rule": "odd.rule", "severity": "error", "message": "x", "where": None, "suggestion": None}
            ]
        },
        {
            "elements": [
                {"id": "a", "group": "b", "title": "c", "level": "covered", "score": 1, "evidence": []}
            ]
        },
    ],
)
def test_the_schema_refuses_what_the_contract_does_not_allow(change: dict[str, object]) -> None:
    validator = Draft202012Validator(SCHEMA)
    good = one(0).to_json()
    validator.validate(good)
    assert not validator.is_valid(good | change)


def test_the_schema_demands_every_field() -> None:
    validator = Draft202012Validator(SCHEMA)
    good = one(0).to_json()
    for key in good:
        assert not validator.is_valid({k: v for k, v in good.items() if k != key}), key


def test_an_unreadable_file_needs_a_reason() -> None:
    bad = unreadable().to_json() | {"reason": None}
    assert not Draft202012Validator(SCHEMA).is_valid(bad)


def test_written_file_is_the_lines(tmp_path: Path) -> None:
    path = write_jsonl(iter(REVIEWS), tmp_path / "reviews.jsonl")
    assert path.read_bytes() == "".join(json_lines(REVIEWS)).encode("utf-8")
