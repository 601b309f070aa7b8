"""Whose is a submission: by what it says, then by folder, then by file name; ties are left to a person."""

from __future__ import annotations

from typing import Any

import pytest

from checker.expected.match import Claim, Matcher
from checker.expected.roster import Roster
from tests.desk.rosters import MIDDLE, NURSERY, SCHOOL, roster, sent

THREE = roster(
    (SCHOOL, "", "实施方案"),
    (SCHOOL, "林小禾", "承诺书"),
    (SCHOOL, "王晓明", "承诺书"),
    (NURSERY, "", "实施方案"),
    (NURSERY, "何燕", "承诺书"),
    (MIDDLE, "", "实施方案"),
    (MIDDLE, "李明", "承诺书"),
    ("云溪县第二中学", "李明", "承诺书"),
    ("云溪县第二中学", "", "实施方案"),
)


def claim(file: str, among: Roster = THREE, **facts: Any) -> Claim:
    return Matcher(among).claim(sent(file, **facts))


def owner(file: str, **facts: Any) -> str:
    found = claim(file, **facts).subject
    return found.name if found else ""


def test_unit_and_person_in_the_document() -> None:
    assert owner("1.docx", organization="石桥小学", author="林小禾") == f"{SCHOOL} 林小禾"
    assert "简称" in claim("1.docx", organization="石桥小学", author="林小禾").reason


def test_schools_with_nearly_the_same_name_are_not_confused() -> None:
    assert owner("a.docx", organization="石桥镇中心小学附属幼儿园", kind="plan") == NURSERY
    assert owner("a.docx", organization="石桥镇中心小学", kind="plan") == SCHOOL
    assert owner("a.docx", organization="石桥中学", kind="plan") == MIDDLE
    assert owner("石桥镇中心小学附属幼儿园/a.pdf", kind="other") == NURSERY
    assert owner("石桥镇中心小学-方案.pdf", kind="other") == SCHOOL
    # Of a nursery of another kind nothing is known, certainly not that it is the school.
    assert owner("石桥镇中心小学东校区/a.pdf", kind="other") == ""


def test_a_short_name_that_fits_two_is_left_to_a_person_with_both_named() -> None:
    two = roster(("石桥镇第二小学", "", "实施方案"), ("石桥乡第二小学", "", "实施方案"))
    found = claim("方案.docx", two, organization="石桥二小", kind="plan")
    assert found.subject is None
    assert set(found.candidates) == {"石桥镇第二小学", "石桥乡第二小学"}


def test_one_name_at_two_schools_needs_the_school() -> None:
    found = claim("李明.docx", author="李明")
    assert found.subject is None and len(found.candidates) == 2
    assert owner("石桥中学/李明.docx", author="李明") == "石桥中学 李明"
    assert owner("李明.docx", author="李明", organization="县二中") == "云溪县第二中学 李明"


def test_without_words_of_its_own_folder_and_file_name_decide() -> None:
    unread = {"status": "unreadable", "kind": "other", "title": ""}
    assert owner("石桥小学/林小禾承诺书.docx", **unread) == f"{SCHOOL} 林小禾"
    assert owner("报送/林小禾-定稿(2).doc", **unread) == f"{SCHOOL} 林小禾"
    assert owner("扫描件0001.pdf", **unread) == ""


def test_the_document_counts_more_than_the_folder() -> None:
    found = claim("石桥中学/x.docx", organization="石桥镇中心小学", author="林小禾")
    assert found.subject is not None and found.subject.name == f"{SCHOOL} 林小禾"
    assert "文件夹“石桥中学”是另一个单位" in found.reason and found.against == (MIDDLE,)


def test_what_only_the_text_says_is_not_believed_against_folder_or_file_name() -> None:
    theirs = {"organization": "石桥镇中心小学党支部", "kind": "plan"}
    for file in ("石桥中学/方案.docx", "石桥中学方案.docx", "县直/石桥中学/定稿/方案.docx"):
        found = claim(file, **theirs)
        assert found.subject is None and found.candidates == (SCHOOL, MIDDLE), file
        assert "“石桥中学”是另一个单位" in found.reason and "文中单位" in found.reason
        assert Matcher(THREE).school_of(sent(file, **theirs), found) == "", "no letter goes to either"
    # Text and file name against the folder of the school that collects, and text and folder against the name.
    assert owner("石桥中学/石桥镇中心小学方案.docx", **theirs) == SCHOOL
    assert owner("石桥镇中心小学/石桥中学参考.docx", **theirs) == SCHOOL
    # A folder of nobody's name says nothing.
    assert owner("微信接收/方案.docx", **theirs) == SCHOOL


def test_a_signature_alone_is_not_believed_against_the_folder_or_anothers_name() -> None:
    found = claim("石桥中学/承诺书.docx", author="何燕")
    assert found.subject is None and set(found.candidates) == {f"{NURSERY} 何燕", MIDDLE}
    found = claim("王晓明.docx", author="何燕")
    assert found.subject is None and set(found.candidates) == {f"{NURSERY} 何燕", f"{SCHOOL} 王晓明"}
    assert "文件名有“王晓明”" in found.reason
    assert owner("王晓明转何燕.docx", author="何燕") == f"{NURSERY} 何燕"
    assert owner("王晓明.docx", author="何燕", organization=NURSERY) == f"{NURSERY} 何燕"


def test_a_paper_with_anothers_school_left_in_it_is_not_guessed() -> None:
    # 李明 of 石桥中学 copied from 林小禾's school and forgot to change it.
    found = claim("石桥中学/李明.docx", organization="石桥镇中心小学", author="李明")
    assert found.subject is None
    assert "石桥中学 李明" in found.candidates


def test_a_name_one_character_off_is_a_candidate_and_no_match() -> None:
    found = claim("x.docx", organization="石桥镇中心小学", author="王小明")
    assert found.subject is None or found.subject.person == ""
    assert f"{SCHOOL} 王晓明" in found.candidates


def test_a_short_person_name_inside_a_longer_one_is_nobody() -> None:
    two = roster(("枫林小学", "王小", "承诺书"), ("枫林小学", "王小明", "承诺书"))
    assert owner("枫林小学王小明.doc", kind="other") == ""
    found = claim("枫林小学王小明.doc", two, kind="other").subject
    assert found is not None and found.person == "王小明"


def test_names_with_a_dot_match_however_the_dot_is_written() -> None:
    one = roster(("枫林小学", "张·艾力", "承诺书"))
    for author in ("张·艾力", "张•艾力", "张艾力"):
        found = claim("a.docx", one, organization="枫林小学", author=author).subject
        assert found is not None and found.person == "张·艾力", author


@pytest.mark.parametrize("listed", ["买买提•艾力", "买买提・艾力", "买买提.艾力", "买买提．艾力"])
def test_any_mark_stands_between_the_parts_of_a_name(listed: str) -> None:
    among = roster((SCHOOL, listed, "承诺书"), (SCHOOL, "李𬭎", "承诺书"))
    found = claim("1.docx", among, organization="石桥小学", author="买买提·艾力").subject
    assert found is not None and found.person == listed
    for file in ("买买提•艾力承诺书.docx", "买买提·艾力.docx"):
        found = claim(f"石桥镇中心小学/{file}", among).subject
        assert found is not None and found.person == listed
    found = claim("石桥镇中心小学/李𬭎承诺书.docx", among).subject
    assert found is not None and found.person == "李𬭎"


def test_second_middle_school_of_a_town_is_not_that_of_the_county() -> None:
    assert owner("石桥镇第二中学/方案.pdf", kind="other") == ""
    assert owner("云溪第二中学/方案.pdf", kind="other") == "云溪县第二中学"
