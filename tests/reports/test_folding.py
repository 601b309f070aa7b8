import pytest
from rich.cells import cell_len

from checker.reports.folding import folded


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("承诺书.docx", ["承诺书.docx"]),
        ("丁小兵公开承诺书（改）.docx", ["丁小兵公开承诺书", "（改）.docx"]),
        ("城关一小 高小翔 承诺书.docx", ["城关一小 高小翔 ", "承诺书.docx"]),
        ("承诺书——物理组 秦小峰 (1).docx", ["承诺书——物理组 ", "秦小峰 (1).docx"]),
        ("城南中学创先争优总方案.docx", ["城南中学创先争优总", "方案.docx"]),
        ("20110301_abcdefghij.docx", ["20110301_", "abcdefghij.docx"]),
    ],
)
def test_a_name_breaks_where_a_reader_would(name: str, lines: list[str]) -> None:
    assert folded(name, 22 if "(1)" not in name and "总" not in name else 20).split("\n") == lines


def test_no_character_is_lost_and_no_suffix_or_single_character_stands_alone() -> None:
    words = [
        "承诺书",
        "（改）",
        " ",
        "(LibreOffice)",
        "党性分析",
        "2011年",
        "【最终】#1&",
        "——",
        "x" * 30,
        "、",
    ]
    suffixes = (".docx", ".doc", "", ".html")
    for n in range(400):
        name = "".join(words[(n * k + k) % len(words)] for k in range(1, 6)) + suffixes[n % 4]
        for room in (14, 16, 22, 40):
            lines = folded(name, room).split("\n")
            assert "".join(lines) == name
            assert max(map(cell_len, lines)) <= room
            assert lines[-1] not in suffixes or len(lines) == 1


def test_a_suffix_wider_than_the_column_is_folded_too() -> None:
    name = "文件." + "x" * 60
    assert folded(name, 16).replace("\n", "") == name
    assert folded("", 16) == ""
