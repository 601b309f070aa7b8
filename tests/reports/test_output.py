import errno
from pathlib import Path

import pytest

from checker.reports import output
from checker.reports.output import CannotWrite, write_bytes, write_lines, write_with


def test_the_file_is_whole_and_no_temporary_is_left(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "新" / "a.txt", iter(["一\n", "二\n"]))
    assert path.read_bytes() == "一\n二\n".encode()
    assert list(path.parent.iterdir()) == [path]


def test_killed_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("旧", encoding="utf-8")

    def fill(temporary: Path) -> None:
        temporary.write_text("半", encoding="utf-8")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_with(path, fill)
    assert path.read_text(encoding="utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_held_by_excel_gets_a_second_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = {tmp_path / "汇总.xlsx", tmp_path / "汇总(2).xlsx"}
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target in held:
            raise PermissionError(errno.EACCES, "held")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    assert write_bytes(tmp_path / "汇总.xlsx", b"x").name == "汇总(3).xlsx"


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "磁盘已满"), (errno.EACCES, "没有写入权限"), (errno.EIO, "请检查磁盘")],
)
def test_what_goes_wrong_is_said_in_chinese(tmp_path: Path, number: int, words: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text("旧", encoding="utf-8")

    def fill(temporary: Path) -> None:
        raise OSError(number, "bad")

    with pytest.raises(CannotWrite, match=words) as told:
        write_with(path, fill)
    assert "旧的结果没有改动" in str(told.value)
    assert path.read_text(encoding="utf-8") == "旧"


def test_a_folder_that_is_a_file_is_said_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x", encoding="utf-8")
    with pytest.raises(CannotWrite, match="无法写入“a.txt”"):
        write_bytes(tmp_path / "out" / "a.txt", b"x")


def test_the_advice_does_not_name_the_temporary(tmp_path: Path) -> None:
    assert output.NUMBERED >= 2
    with pytest.raises(CannotWrite) as told:
        write_bytes(tmp_path / ("长" * 300), b"x")
    assert ".~" not in str(told.value)
