"""The entry points: what a run leaves in its folder."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from checker.findings import Review
from checker.readers import read_data
from checker.reports import CannotWrite, Titles, write_copy, write_reports
from checker.reports.links import Links
from checker.reports.spool import Spool, replayable
from tests.docx_builder import Docx
from tests.reports.fake_reviews import many, one, unreadable
from tests.reports.office import parts

WHEN = datetime(2026, 11, 22, 9, 0)
TITLES = Titles("创先争优活动")


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_stream_of_reviews_gives_all_reports(tmp_path: Path) -> None:
    written = write_reports(many(20), tmp_path, titles=TITLES, when=WHEN)
    assert [path.name for path in written.paths] == ["汇总.xlsx", "report.html", "reviews.jsonl"]
    assert names(tmp_path) == ["report.html", "reviews.jsonl", "汇总.xlsx"]
    assert (written.problems, written.view.total) == ((), 20)
    lines = (tmp_path / "reviews.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["file"] for line in lines] == [review.file for review in many(20)]


def test_a_list_and_a_stream_give_the_same(tmp_path: Path) -> None:
    write_reports(many(20), tmp_path / "a", titles=TITLES, when=WHEN)
    write_reports(list(many(20)), tmp_path / "b", titles=TITLES, when=WHEN)
    for name in names(tmp_path / "a"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_one_report_that_cannot_be_written_does_not_keep_the_others(tmp_path: Path) -> None:
    (tmp_path / "report.html").mkdir()
    written = write_reports(many(5), tmp_path, titles=TITLES, when=WHEN)
    assert [path.name for path in written.paths] == ["汇总.xlsx", "reviews.jsonl"]
    (problem,) = written.problems
    assert problem.startswith("无法写入“report.html”")


def test_a_second_name_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_file = Path.replace

    def held(self: Path, target: Path) -> Path:
        if target.name == "汇总.xlsx":
            raise PermissionError(13, "held by Excel")
        return replace_file(self, target)

    monkeypatch.setattr(Path, "replace", held)
    written = write_reports(many(3), tmp_path, titles=TITLES, when=WHEN)
    assert written.paths[0].name == "汇总(2).xlsx"
    assert written.problems == ("“汇总.xlsx”正被其他程序打开，这次的结果写到了“汇总(2).xlsx”。",)


def review_of(source: bytes, file: str, format: str = "docx") -> Review:
    return replace(one(0), file=file, format=format, texts={}, findings=(), title="承诺书")


def test_a_docx_goes_back_as_a_commented_copy_that_the_reports_link_to(tmp_path: Path) -> None:
    source = Docx("承诺书", "内容").bytes()
    review = review_of(source, "东河/甲.docx")
    path = write_copy(tmp_path, review, read_data(source), source, date=WHEN, titles=TITLES)
    assert path == tmp_path / "批注" / "东河" / "甲.docx"
    assert "word/comments.xml" in parts(path.read_bytes())
    write_reports([review], tmp_path, titles=TITLES, when=WHEN)
    sheet = load_workbook(tmp_path / "汇总.xlsx")["总表"]
    links = [cell.hyperlink.target for cell in sheet[2] if cell.hyperlink]
    assert links[0] == Links(tmp_path).copy(review) == "%E6%89%B9%E6%B3%A8/%E4%B8%9C%E6%B2%B3/%E7%94%B2.docx"


def test_other_formats_and_odd_insides_go_back_as_a_sheet(tmp_path: Path) -> None:
    source = Docx("承诺书", "内容").bytes()
    document = read_data(source)
    old = review_of(source, "甲.doc", "doc")
    path = write_copy(tmp_path, old, replace(document, format="doc"), b"\xd0\xcf", date=WHEN, titles=TITLES)
    assert path.name == "甲.doc.审查意见单.docx"
    odd = review_of(source, "乙.docx")
    path = write_copy(tmp_path, odd, document, b"PK\x05\x06", date=WHEN, titles=TITLES)
    assert path.name == "乙.docx.审查意见单.docx"
    assert Links(tmp_path).copy(odd).endswith(".docx")
    assert "word/comments.xml" not in parts(path.read_bytes())


def test_a_name_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    source = Docx("承诺书").bytes()
    review = review_of(source, "../../甲.docx")
    path = write_copy(tmp_path / "out", review, read_data(source), source, date=WHEN, titles=TITLES)
    assert path == tmp_path / "out" / "批注" / "甲.docx"


def test_no_folder_to_write_to_is_said_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x", encoding="utf-8")
    source = Docx("承诺书").bytes()
    with pytest.raises(CannotWrite, match="无法写入“甲.docx”"):
        write_copy(
            tmp_path / "out",
            review_of(source, "甲.docx"),
            read_data(source),
            source,
            date=WHEN,
            titles=TITLES,
        )


def test_the_spool_gives_back_what_went_in_as_often_as_asked_and_side_by_side() -> None:
    reviews = [*many(50), unreadable()]
    spool = Spool(iter(reviews))
    assert list(spool) == reviews == list(spool)
    assert [a == b for a, b in zip(spool, spool, strict=True)] == [True] * len(spool)
    spool.close()
    with pytest.raises(ValueError, match="closed"):
        next(iter(spool))


def test_lists_are_not_spooled() -> None:
    reviews = list(many(3))
    with replayable(reviews) as again:
        assert again is reviews
