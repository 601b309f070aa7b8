import base64
import hashlib
import html.parser
import json
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from checker.document import Where
from checker.findings import Evidence, Finding, Judgement, Review
from checker.reports.links import anchor
from checker.reports.overview import Titles
from checker.reports.page import AROUND_EVIDENCE, EVIDENCE, script_json, write_page
from checker.reports.summary import Facts, Summary
from tests.reports.fake_reviews import HOSTILE, hostile, many, one, unreadable

WHEN = datetime(2026, 11, 22, 9, 0)
REVIEWS = [*many(120), *hostile(), unreadable()]


class Scripts(html.parser.HTMLParser):
    """What a browser finds in the page: scripts by id, attributes, and text outside scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.data: dict[str, str] = {}
        self.code: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self._now: list[str] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.attributes += attributes
        if tag == "script":
            self._now = []
            self._id = dict(attributes).get("id")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._now is not None:
            text = "".join(self._now)
            if self._id:
                self.data[self._id] = text
            else:
                self.code.append(text)
            self._now = None

    def handle_data(self, data: str) -> None:
        if self._now is not None:
            self._now.append(data)


def page(tmp_path: Path, reviews: list[Review]) -> str:
    facts = Facts(Titles("创先争优活动"), WHEN, ignored=[("~$a.docx", "Word 的临时文件")])
    path = write_page(Summary.of(reviews, tmp_path, facts), tmp_path / "report.html")
    return path.read_bytes().decode("utf-8")


def test_every_review_and_all_its_details_are_in_the_page(tmp_path: Path) -> None:
    found = Scripts(page(tmp_path, REVIEWS))
    rows = json.loads(found.data["rows"])
    assert [row[0] for row in rows] == [anchor(review) for review in REVIEWS]
    blocks = [d for n in range(len(found.data)) for d in json.loads(found.data.get(f"b{n}", "[]"))]
    assert len(blocks) == len(REVIEWS)
    for review, details in zip(REVIEWS, blocks, strict=True):
        if review.status == "unreadable":
            assert "".join(details["reason"]) == review.reason
        else:
            assert [f[2] for f in details["findings"]] == [
                f.message.replace("\udcff", "\\udcff") for f in review.findings
            ]
            assert len(details["elements"]) == len(review.elements)


def test_documents_cannot_leave_the_data(tmp_path: Path) -> None:
    text = page(tmp_path, hostile())
    found = Scripts(text)
    assert len(found.code) == 1
    assert not [name for name, _ in found.attributes if name.startswith("on")]
    for data in found.data.values():
        assert not set("<>&\u2028\u2029").intersection(data)
    titles = [row[5] for row in json.loads(found.data["rows"])]
    assert titles == [bad.replace("\udcff", "\\udcff") for bad in HOSTILE]


def test_json_cannot_end_or_comment_out_its_element() -> None:
    nasty = "</script><!--<script>]]>&lt;\u2028\u2029\udcff\x00"
    text = script_json([nasty])
    assert not re.search("[<>&\u2028\u2029\x00]", text)
    assert json.loads(text) == [nasty.replace("\udcff", "\\udcff")]


def test_the_policy_allows_this_style_and_this_script_and_nothing_else(tmp_path: Path) -> None:
    text = page(tmp_path, REVIEWS)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)
    (code,) = Scripts(text).code
    assert style

    def digest(content: str) -> str:
        return base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()

    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["style-src"] == f"'sha256-{digest(style[1])}'"
    assert rules["script-src"] == f"'sha256-{digest(code)}'"
    assert "unsafe" not in policy
    assert not re.search(r'(src|href)="(https?:)?//', text)
    assert "@import" not in text
    assert "url(" not in style[1]


def test_the_script_never_makes_markup_of_text() -> None:
    folder = Path(__file__).parents[2] / "checker" / "reports"
    for path in folder.glob("*.js"):
        source = path.read_text(encoding="utf-8")
        for forbidden in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "Function(",
        ):
            assert forbidden not in source, (path.name, forbidden)


def test_the_same_reviews_give_the_same_bytes(tmp_path: Path) -> None:
    assert page(tmp_path, REVIEWS) == page(tmp_path, REVIEWS)


def test_long_paragraphs_are_cut_around_the_words_and_much_evidence_is_counted(tmp_path: Path) -> None:
    paragraph = "前" * 5000 + "依据的话" + "后" * 5000
    where = Where("body", 4, 5000, 5004)
    evidence = tuple(Evidence("依据的话", where) for _ in range(EVIDENCE + 3))
    review = Review(
        "a.docx",
        "0" * 64,
        "pass",
        kind="letter",
        elements=(Judgement("study", "leads", "带头学习提高", "covered", 1.0, evidence),),
        findings=(Finding("spun.word", "info", "看", where),),
        texts={4: paragraph},
    )
    (details,) = json.loads(Scripts(page(tmp_path, [review])).data["b0"])
    reason, shown, left = details["elements"]["0"]
    place, before, words, after = shown[0]
    assert (place, words, left) == ("正文第 5 段", "依据的话", 3)
    assert before == "…" + "前" * AROUND_EVIDENCE
    assert after.endswith("…")
    assert len(after) == AROUND_EVIDENCE


def test_evidence_is_shown_even_without_its_paragraph(tmp_path: Path) -> None:
    element = Judgement(
        "study", "leads", "带头学习提高", "covered", 1.0, (Evidence("一句话", Where("body", 9, 0, 3)),)
    )
    review = Review("a.docx", "0" * 64, "pass", kind="letter", elements=(element,))
    (details,) = json.loads(Scripts(page(tmp_path, [review])).data["b0"])
    assert details["elements"]["0"][1] == [["正文第 10 段", "", "一句话", ""]]


def test_an_empty_run_gives_a_page(tmp_path: Path) -> None:
    assert json.loads(Scripts(page(tmp_path, [])).data["rows"]) == []


@pytest.mark.parametrize("review", [one(0), unreadable()])
def test_the_page_reads_with_windows_line_ends_off(tmp_path: Path, review: Review) -> None:
    assert "\r" not in page(tmp_path, [review])


def test_similar_documents_are_told_even_where_the_pairs_are_not_at_hand(tmp_path: Path) -> None:
    review = one(0)
    where = review.elements[0].evidence[0].where
    review = replace(review, findings=(Finding("similar.copied", "warning", "与《乙》相同。", where),))
    ((number, message, words),) = json.loads(Scripts(page(tmp_path, [review])).data["similar"])
    assert (number, message) == (0, "与《乙》相同。")
    assert words[2] == review.elements[0].evidence[0].text
