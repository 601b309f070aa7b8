"""No name of a person can make a file outside the folder, or one that another system cannot hold."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.names import Names, safe_name, shorten


@given(st.text(max_size=120))
def test_any_words_make_one_safe_component(words: str) -> None:
    name = safe_name(words)
    assert name
    assert not set(name) & set('<>:"/\\|?*\0')
    assert name.isprintable()
    assert name not in (".", "..")
    assert not name.startswith(".")
    assert not name.endswith((".", " "))
    assert len(f"{name}-(99).docx".encode("utf-8", "replace")) <= 255
    assert len(PureWindowsPath(name).parts) == 1
    assert not PureWindowsPath(name).drive


@pytest.mark.parametrize("words", ["CON", "con.txt", "LPT1", "NUL", "aux"])
def test_device_names_of_windows(words: str) -> None:
    assert PureWindowsPath(safe_name(words)).stem.upper() not in {"CON", "LPT1", "NUL", "AUX"}


def test_names_stay_readable() -> None:
    assert safe_name("张·艾力") == "张·艾力"
    assert safe_name('欧阳<测试>&"引号"') == "欧阳＜测试＞&＂引号＂"


def test_the_same_name_twice_is_two_files_whatever_the_case() -> None:
    names = Names()
    given_ = [names.give("", n, ".docx") for n in ("张三", "张三", "ABC", "abc")]
    assert [p.name for p, _ in given_] == ["张三.docx", "张三(2).docx", "ABC.docx", "abc(2).docx"]
    assert [again for _, again in given_] == [False, True, False, True]


def test_long_names_that_differ_at_the_end_stay_different() -> None:
    one, two = shorten("长" * 79 + "甲"), shorten("长" * 79 + "乙")
    assert one != two
    assert len(one) <= 40


@given(st.lists(st.text(max_size=90), max_size=12))
def test_paths_never_leave_the_folder(words: list[str]) -> None:
    names = Names()
    root = Path("/out")
    paths = [names.give(safe_name(w), w, ".docx")[0] for w in words]
    assert all((root / p).resolve().is_relative_to(root) for p in paths)
    assert len({str(p).casefold() for p in paths}) == len(paths)
