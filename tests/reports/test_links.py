import os
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.reports.links import Links, anchor, copy_name, href
from tests.reports.fake_reviews import one


@pytest.mark.parametrize(
    ("file", "format", "expected"),
    [
        ("a.docx", "docx", "批注/a.docx"),
        ("东河/b.doc", "doc", "批注/东河/b.doc.审查意见单.docx"),
        ("c.wps", "docx", "批注/c.wps.批注.docx"),
        ("d.docm", "docx", "批注/d.docm.批注.docx"),
        ("e.docx", "doc", "批注/e.docx.审查意见单.docx"),
        ("a.doc.审查意见单.docx", "docx", "批注/a.doc.审查意见单.docx.批注.docx"),
        ("../../etc/a.docx", "docx", "批注/etc/a.docx"),
        ("/etc/a.docx", "docx", "批注/etc/a.docx"),
    ],
)
def test_names_of_what_goes_back(file: str, format: str, expected: str) -> None:
    assert copy_name(file, format) == expected


names = st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=90)
paths = st.lists(names, min_size=1, max_size=3).map("/".join).map(lambda p: f"{p}.docx")


@given(paths, paths, st.booleans())
def test_names_stay_apart_inside_and_short(first: str, second: str, sheet: bool) -> None:
    one_name, other = copy_name(first), copy_name(second, "" if sheet else "docx")
    assert one_name.startswith("批注/")
    assert ".." not in PurePosixPath(one_name).parts
    assert all(len(part.encode("utf-8", "surrogatepass")) <= 255 for part in one_name.split("/"))
    assert not set('<>:"|?*\\').intersection(one_name)
    normal = [[p for p in PurePosixPath(f).parts if p not in ("/", "..", ".")] for f in (first, second)]
    if normal[0] != normal[1] or sheet:
        assert one_name != other
    assert not set(':#? "<>').intersection(href(one_name))


def test_links_lead_only_to_files_that_exist(tmp_path: Path) -> None:
    links, review = Links(tmp_path), replace(one(0), file="甲 #1/100%.docx")
    assert links.copy(review) == ""
    path = tmp_path.joinpath(*copy_name(review.file).split("/"))
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x")
    assert (tmp_path / unquote(links.copy(review))).samefile(path)
    assert links.copy(review).endswith("%20%231/100%25.docx")


def test_anchors_are_unique_and_plain() -> None:
    anchors = {anchor(one(number)) for number in range(100)}
    assert len(anchors) == 100
    assert all(a.replace("-", "").isalnum() and a.isascii() for a in anchors)


@pytest.mark.skipif(os.name != "posix", reason="names that are no text exist only there")
def test_a_name_that_is_no_text_keeps_its_bytes_in_the_link() -> None:
    assert href(os.fsdecode(b"\xff.docx")) == "%FF.docx"
