"""The entry points: what a run leaves in its folder."""

import io
import json
import os
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import psutil
import pytest
from openpyxl import load_workbook

from checker.document import Where
from checker.findings import Finding, Review
from checker.limits import DEFAULT
from checker.readers import read_data
from checker.reports import CannotWrite, Facts, Titles, write_copy, write_reports
from checker.reports.links import Links
from checker.reports.moved import moved
from checker.reports.office import Office
from checker.reports.spool import Spool, replayable
from chinese_cli.libreoffice import OfficeFailed, find_office
from tests.docx_builder import Docx, table
from tests.reports.fake_reviews import many, one, unreadable
from tests.reports.office import parts, seen_comments, soffice

WHEN = datetime(2026, 11, 22, 9, 0)
TITLES = Titles("创先争优活动")
FACTS = Facts(TITLES, WHEN)


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_stream_of_reviews_gives_all_reports(tmp_path: Path) -> None:
    written = write_reports(many(20), tmp_path, FACTS)
    assert [path.name for path in written.paths] == ["汇总.xlsx", "report.html", "reviews.jsonl"]
    assert names(tmp_path) == ["report.html", "reviews.jsonl", "汇总.xlsx"]
    assert (written.problems, written.view.total) == ((), 20)
    lines = (tmp_path / "reviews.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["file"] for line in lines] == [review.file for review in many(20)]


def test_a_list_and_a_stream_give_the_same(tmp_path: Path) -> None:
    write_reports(many(20), tmp_path / "a", FACTS)
    write_reports(list(many(20)), tmp_path / "b", FACTS)
    for name in names(tmp_path / "a"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_one_report_that_cannot_be_written_does_not_keep_the_others(tmp_path: Path) -> None:
    (tmp_path / "report.html").mkdir()
    written = write_reports(many(5), tmp_path, FACTS)
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
    written = write_reports(many(3), tmp_path, FACTS)
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
    write_reports([review], tmp_path, FACTS)
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


def test_a_copy_is_written_in_the_limits_that_the_file_was_read_in(tmp_path: Path) -> None:
    box = io.BytesIO(Docx("承诺书", "内容").bytes())
    with zipfile.ZipFile(box, "a") as archive:
        for number in range(DEFAULT.entries):
            archive.writestr(f"word/media/{number}.bin", b"")
    limits = replace(DEFAULT, entries=2 * DEFAULT.entries)
    document = read_data(box.getvalue(), limits=limits)
    review = review_of(box.getvalue(), "甲.docx")
    path = write_copy(tmp_path, review, document, box.getvalue(), date=WHEN, titles=TITLES, limits=limits)
    assert path.name == "甲.docx" and "word/comments.xml" in parts(path.read_bytes())
    path = write_copy(tmp_path, review, document, box.getvalue(), date=WHEN, titles=TITLES)
    assert path.name == "甲.docx.审查意见单.docx"


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


@pytest.mark.soffice
@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("format", ["doc", "rtf", "odt"])
def test_an_old_format_goes_back_rebuilt_with_comments_where_libreoffice_is(
    tmp_path: Path, format: str
) -> None:
    docx = Docx(
        "承诺书", "第一段 效劳群众", "重复的段落", "重复的段落", table([["表格", "甲效劳乙"]])
    ).bytes()
    source = soffice(docx, "a.docx", format, tmp_path).read_bytes()
    document = read_data(source)
    assert document.format == format
    places = [p for p in document.paragraphs if "效劳" in p.text or "重复" in p.text]
    words = [p.text.strip()[-3:] for p in places]
    findings = tuple(
        Finding(
            "spun.word", "warning", f"第{n}处", Where(p.part, p.index, p.text.rindex(w), p.text.rindex(w) + 3)
        )
        for n, (p, w) in enumerate(zip(places, words, strict=True))
    )
    assert len(findings) == 4
    review = replace(review_of(source, f"甲.{format}", format), findings=findings)
    office = Office(find_office() or Path(), tmp_path / "settings", 120)
    sheet = write_copy(tmp_path, review, document, source, date=WHEN, titles=TITLES)
    assert sheet.exists()
    path = write_copy(tmp_path, review, document, source, date=WHEN, titles=TITLES, office=office)
    assert path.name == f"甲.{format}.批注.docx"
    assert not sheet.exists(), "the sheet of an earlier run is out of date"
    assert Links(tmp_path).copy(review).endswith(".docx")
    seen = seen_comments(soffice(path.read_bytes(), "b.docx", "odt", tmp_path))
    assert [(text, comment.splitlines()[0]) for text, _, comment in seen[1:]] == [
        (w, f"【建议改】第{n}处") for n, w in enumerate(words)
    ]


def test_without_a_working_office_the_sheet_is_the_way(tmp_path: Path) -> None:
    source = Docx("承诺书").bytes()
    document = replace(read_data(source), format="doc")
    office = Office(tmp_path / "no such program", tmp_path / "settings")
    path = write_copy(
        tmp_path,
        review_of(source, "甲.doc", "doc"),
        document,
        source,
        date=WHEN,
        titles=TITLES,
        office=office,
    )
    assert path.name == "甲.doc.审查意见单.docx"


@pytest.mark.skipif(os.name != "posix", reason="needs a script as program")
def test_an_office_that_hangs_is_ended_with_its_children(tmp_path: Path) -> None:
    program, sign = tmp_path / "soffice", tmp_path / "child"
    program.write_text(f"#!/bin/sh\nsleep 300 & echo $! > '{sign}'\nwait\n", encoding="utf-8")
    program.chmod(0o755)
    with pytest.raises(OfficeFailed, match="too long"):
        Office(program, tmp_path / "settings", 1.0).docx(b"x", "doc")
    child = int(sign.read_text())
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE


def test_places_are_found_again_by_words_or_quoted() -> None:
    old = read_data(Docx("承诺书", "效劳 群众", "改写过的段落里的一句话", "没有了的段落").bytes())
    new = read_data(Docx("页首", "承诺书", "效劳群众", "别处，改写过的段落里的一句话。").bytes())
    places = [Where("body", 1, 1, 4), Where("body", 2, 4, 9), Where("body", 3, 0, 2), Where("body", 99, 0, 1)]
    review = replace(
        review_of(b"", "甲.doc"),
        findings=tuple(Finding("spun.word", "info", f"处{n}", w) for n, w in enumerate(places)),
    )
    found = moved(review, old, new).findings
    assert [new.quote(f.where) if f.where else None for f in found] == ["劳群", "段落里的一", None, None]
    assert found[2].message == "处2（正文第 4 段：“没有”）"
