"""A letter that is one to three lines too long for its page is told, and only such a one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from docgen.cli import main
from docgen.layout import load_layout
from docgen.onepage import just_too_long, lines_over
from tests.docgen.helpers import roster

PROMISES = [f"带头{words}" for words in ("学习提高", "争创佳绩", "服务群众", "遵纪守法", "弘扬正气")]
HEAD = ["姓名", "学校", "岗位", "职务", "承诺日期", *PROMISES]
LINE = "每周读书两小时，写读书笔记一千字，把学到的用到课堂上去，"  # 28 signs
NAMES = ("王甲", "王乙", "王丙", "王丁", "王戊")
FIRST = 8  # lines of the first promise beside its heading's: with them the letter fills its page


def _letters(folder: Path) -> list[Path]:
    """One that fills its page, and others with one to four lines more."""
    school = ["云溪县石桥镇中心小学", "任课教师", "四年级语文教师", "2011-3-1"]
    people = [[name, *school, LINE * n, *["好"] * 4] for n, name in enumerate(NAMES, FIRST)]
    path = roster(folder / "r.xlsx", people, HEAD)
    assert main(["make", "letter", "--data", str(path), "-o", str(folder / "o")]) == 0
    return [folder / "o" / f"{name}-承诺书.docx" for name in NAMES]


def test_only_a_few_lines_too_many_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letters = [path.read_bytes() for path in _letters(tmp_path)]
    layout = load_layout()
    over = [lines_over(letter, layout) for letter in letters]
    assert over == [0, 1, 2, 3, 0]
    assert [bool(just_too_long(letter, layout)) for letter in letters] == [False, True, True, True, False]
    told = capsys.readouterr().out
    assert "王丙-承诺书.docx：比一页多出约2行，落款等到了第二页；要贴成一页的，请把正文改短2行左右" in told
    assert "王甲-承诺书.docx：比一页" not in told and "王戊-承诺书.docx：比一页" not in told


def test_a_draft_is_not_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = [["王强", "石桥小学", "任课教师", "教师", "", LINE * 10, *["好"] * 4]]
    path = roster(tmp_path / "r.xlsx", people, HEAD)
    assert main(["make", "letter", "--data", str(path), "-o", str(tmp_path / "o"), "--draft"]) == 0
    assert "比一页多出" not in capsys.readouterr().out


@pytest.mark.soffice
@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdfinfo")), reason="LibreOffice is not installed"
)
def test_libreoffice_has_as_many_pages(tmp_path: Path) -> None:
    from tests.docgen.test_layout import _pdf, _words

    letters = _letters(tmp_path)
    for letter, pages in ((letters[0], 1), (letters[1], 2)):
        assert len(_words(_pdf(letter.read_bytes(), tmp_path))) == pages
