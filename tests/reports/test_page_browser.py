"""report.html in a real Chromium: what a reviewer clicks, types, prints and sees."""

import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from checker.reports.links import anchor, copy_name
from checker.reports.overview import Titles
from checker.reports.page import write_page
from checker.reports.rows import Field, Table
from checker.reports.summary import Facts, Summary
from tests.reports.browser import Browser, chromium
from tests.reports.fake_reviews import hostile, many, pair, unreadable

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium() is None, reason="Chromium is not installed"),
]
WHEN = datetime(2026, 11, 22, 9, 0)
REVIEWS = [*many(100), *hostile(), unreadable()]
ROWS = "document.querySelectorAll('#matrix tbody tr').length"
COUNT = "document.querySelector('#count').textContent"


# The smallest contrast ratio (WCAG) of any text on the page to what is behind it.
CONTRAST = """(() => {
  const rgb = (c) => c.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const linear = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = (c) => { const [r, g, b] = rgb(c).map(linear); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor;
      if (!/, 0\\)$/.test(c)) return c;
    }
    return "rgb(255,255,255)";
  };
  let worst = 99;
  for (const e of document.querySelectorAll("#matrix td, #matrix th, p, h1, h2, #legend i, button, figure th")) {
    if (!e.innerText || !e.innerText.trim()) continue;
    const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x);
    worst = Math.min(worst, (a + 0.05) / (b + 0.05));
  }
  return worst;
})()"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("page")
    copy = folder.joinpath(*copy_name(REVIEWS[0].file).split("/"))
    copy.parent.mkdir(parents=True)
    copy.write_bytes(b"x")
    facts = Facts(
        Titles("创先争优活动"),
        WHEN,
        ignored=[("~$a.docx", "Word 的临时文件")],
        pairs=[pair(REVIEWS, 0, 5)],
        tables=[
            Table(
                "未交名单",
                ("单位",),
                ((Field("<b>西岭</b>", "bad"),),),
                (20,),
                "截至今天",
                "应交 3 份：未交 1 份。",
            )
        ],
    )
    return write_page(Summary.of(REVIEWS, folder, facts), folder / "report.html").as_uri()


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def browser(started: Browser, address: str) -> Iterator[Browser]:
    started.complaints.clear()
    started.size(1360, 900)
    started.media()
    started.open(address)
    yield started
    assert started.complaints == []
    # Nothing is asked for but the page itself.
    assert set(started.requests) <= {address, address + "#" + anchor(REVIEWS[5])}
    assert started.run("window.pwned") is None


def test_a_click_on_a_cell_shows_the_sentence_in_its_paragraph(browser: Browser) -> None:
    element = next(n for n, e in enumerate(REVIEWS[0].elements) if e.evidence)
    evidence = REVIEWS[0].elements[element].evidence[0]
    browser.click(f"#matrix tbody tr:nth-child(1) [data-open=e{element}]")
    assert browser.run("document.querySelector('#details').open")
    inside = f"document.querySelector('#d-e{element}')"
    assert browser.run(f"{inside}.querySelector('mark').textContent") == evidence.text
    quote = browser.run(f"{inside}.querySelector('blockquote').textContent")
    assert quote == REVIEWS[0].texts[evidence.where.paragraph]
    assert browser.run(f"document.activeElement === {inside}")
    browser.press("Escape")
    assert not browser.run("document.querySelector('#details').open")
    assert browser.run("document.activeElement.dataset.open") == f"e{element}"


def test_everything_about_a_document_is_in_its_panel(browser: Browser) -> None:
    browser.click("#matrix tbody tr:nth-child(1) th")
    text = browser.run("document.querySelector('#details').innerText")
    for words in [REVIEWS[0].file, "城关中学", "张建国", "2011-03-01"]:
        assert words in text
    for finding in REVIEWS[0].findings:
        assert finding.message in text
    link = browser.run("document.querySelector('#d-body a').getAttribute('href')")
    assert link.startswith("%E6%89%B9%E6%B3%A8/")
    browser.click("#d-next")
    assert REVIEWS[1].file in browser.run("document.querySelector('#d-title').textContent")
    browser.click("#d-close")


def test_filters_leave_what_matches(browser: Browser) -> None:
    browser.run("document.querySelector('#f-text').focus()")
    browser.write("城关 张建国")
    wanted = [r for r in REVIEWS if "城关" in r.file and "张建国" in r.file]
    browser.wait(f"{COUNT}.startsWith('筛选出 {len(wanted)} 份')")
    assert browser.run(ROWS) == len(wanted)
    browser.click("#filters button")
    browser.wait(f"{COUNT} === '共 {len(REVIEWS)} 份'")
    browser.click("#cards .unreadable")
    unread = sum(r.status == "unreadable" for r in REVIEWS)
    assert browser.run(ROWS) == unread
    browser.click("#cards button")
    for box, value in (("kind", "plan"), ("element", "4"), ("level", "m")):
        browser.run(
            f"(() => {{const s = document.querySelector('#f-{box}'); s.value = '{value}';"
            "s.dispatchEvent(new Event('change'));})()"
        )
    plans = [r for r in REVIEWS if r.kind == "plan" and r.elements[4].level == "missing"]
    assert plans
    assert browser.run(ROWS) == len(plans)
    heads = browser.run("document.querySelector('#matrix thead').innerText")
    assert "组织领导" in heads
    assert "承诺内容" not in heads
    browser.run("document.querySelector('#f-text').focus()")
    browser.write("没有这样的文件")
    browser.wait("document.querySelector('#matrix tbody').innerText.includes('没有符合条件的文件')")


def test_the_keyboard_alone_is_enough(browser: Browser) -> None:
    browser.run("document.querySelector('#filters button').focus()")
    browser.press("Tab", "ArrowDown", "ArrowDown", "End", "ArrowLeft")
    assert browser.run("document.activeElement.closest('tr').getAttribute('aria-rowindex')") == "4"
    browser.run("document.querySelector('#matrix tbody th').focus()")
    browser.press("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "Enter")
    assert browser.run("document.querySelector('#d-title').textContent") == REVIEWS[0].file
    browser.press("Escape", "ArrowUp", "Enter")
    assert browser.run("document.activeElement.getAttribute('aria-sort')") == "ascending"
    assert browser.run("document.querySelector('#matrix tbody td.pass') !== null")


def test_more_rows_come_as_they_are_needed(browser: Browser) -> None:
    first = browser.run(ROWS)
    assert first < len(REVIEWS)
    browser.run("document.querySelector('#box').scrollTop = 1e6")
    browser.wait(f"{ROWS} === {len(REVIEWS)}")
    assert browser.run("document.querySelector('#more').hidden")


def test_lists_and_charts(browser: Browser) -> None:
    unread = [r for r in REVIEWS if r.status == "unreadable"]
    text = browser.run("document.querySelector('#s-unreadable').innerText")
    assert all(r.file in text for r in unread)
    assert "请取消密码后重新上交。" in text
    assert "Word 的临时文件" in browser.run("document.querySelector('#s-ignored').innerText")
    charts = browser.run("document.querySelector('#charts').innerText")
    levels = [e.level for r in REVIEWS for e in r.elements if e.id == "study"]
    assert f"{round(100 * levels.count('covered') / len(levels))}%" in charts
    assert browser.run("document.querySelector('.stack i').getBoundingClientRect().width") > 10


def test_pairs_stand_side_by_side(browser: Browser) -> None:
    box = "document.querySelector('#s-similar .pair')"
    files = browser.run(f"[...{box}.querySelectorAll('button.file')].map(e => e.textContent)")
    assert files == [REVIEWS[0].file, REVIEWS[5].file]
    left, right = browser.run(
        f"[...{box}.querySelectorAll('.sides > div')].map(e => e.getBoundingClientRect().x)"
    )
    assert left < right
    words = next(e.text for j in REVIEWS[0].elements for e in j.evidence)
    assert browser.run(f"{box}.querySelector('mark').textContent") == words
    browser.click("#s-similar .pair .sides > div:nth-child(2) button.file")
    assert browser.run("document.querySelector('#d-title').textContent") == REVIEWS[5].file
    browser.press("Escape")
    assert browser.run("document.activeElement.textContent") == REVIEWS[5].file
    browser.size(390, 844, mobile=True)
    left, right = browser.run(
        f"[...{box}.querySelectorAll('.sides > div')].map(e => e.getBoundingClientRect().x)"
    )
    assert left == right


def test_who_sent_what_is_told_at_the_head(browser: Browser) -> None:
    assert "应交 3 份：未交 1 份。" in browser.run("document.querySelector('header').innerText")


def test_other_tables_are_shown_as_text(browser: Browser) -> None:
    text = browser.run("document.querySelector('#tables').innerText")
    assert "未交名单" in text
    assert "<b>西岭</b>" in text
    assert "截至今天" in text


def test_each_part_of_the_page_can_be_jumped_to(browser: Browser) -> None:
    links = browser.run("[...document.querySelectorAll('#jumps a')].map((a) => [a.textContent, a.hash])")
    assert [name for name, _ in links] == browser.run(
        "[...document.querySelectorAll('main section:not([hidden]) > h2')].map((h) => h.textContent)"
    )
    assert {"审查结果", "雷同", "未交名单", "统计"} <= {name for name, _ in links}
    assert all(browser.run(f"document.querySelectorAll('{to}').length") == 1 for _, to in links)


def test_a_link_from_the_workbook_opens_its_document(browser: Browser, address: str) -> None:
    browser.open("about:blank")
    browser.open(f"{address}#{anchor(REVIEWS[5])}")
    assert browser.run("document.querySelector('#d-title').textContent") == REVIEWS[5].file
    browser.requests[:] = [r for r in browser.requests if r.startswith(address)]


def test_sorting_by_school_keeps_the_order_the_papers_came_in(browser: Browser) -> None:
    units = list(dict.fromkeys(r.organization for r in REVIEWS))
    shown = "[...document.querySelectorAll('#matrix tbody td.words')].map(e => e.textContent)"
    browser.run(
        "[...document.querySelectorAll('#matrix thead th')].find(e => e.innerText.startsWith('单位')).click()"
    )
    assert units != sorted(units)
    found = list(dict.fromkeys(browser.run(shown)))
    assert found == units[: len(found)] and len(found) > 2


def test_screen_readers_are_told_rows_columns_and_sorting(browser: Browser) -> None:
    tree = browser.call("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in tree if not node["ignored"]]
    for role in ("grid", "columnheader", "rowheader", "gridcell", "search", "status", "main"):
        assert role in roles, role
    grid = next(node for node in tree if node["role"]["value"] == "grid")
    assert grid["name"]["value"] == "审查结果"
    assert browser.run("document.querySelector('#matrix').getAttribute('aria-rowcount')") == str(
        len(REVIEWS) + 1
    )
    unnamed = browser.run(
        "[...document.querySelectorAll('button, select, input, a')].filter(e => !e.innerText.trim() &&"
        " !e.getAttribute('aria-label') && !e.labels?.length).length"
    )
    assert unnamed == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(browser: Browser, scheme: str) -> None:
    browser.media(prefers_color_scheme=scheme)
    worst = browser.run(CONTRAST)
    assert worst >= 4.5


def test_long_names_of_sections_do_not_make_the_row_of_heads_high(browser: Browser) -> None:
    browser.size(1200, 900)
    long = "[...document.querySelectorAll('#matrix thead th.long')].map((e) => e.textContent).join()"
    assert "努力方向和整改措施" in browser.run(long)
    assert browser.run("document.querySelector('#matrix thead').getBoundingClientRect().height") < 110


def _chosen(browser: Browser, kind: str) -> None:
    browser.run(
        f"(() => {{const s = document.querySelector('#f-kind'); s.value = '{kind}';"
        "s.dispatchEvent(new Event('change'));})()"
    )


def test_columns_beyond_the_border_are_told(browser: Browser) -> None:
    hint = "document.querySelector('#beyond').innerText"
    browser.size(1200, 900)
    beyond = (
        "[...document.querySelectorAll('#matrix thead th')].filter((e) => e.getBoundingClientRect().right"
        " > document.querySelector('#box').getBoundingClientRect().right + 2).length"
    )
    browser.wait(f"{hint}.includes('实施方案的部分') && {hint}.includes(`右边还有 ${{{beyond}}} 列`)")
    assert browser.run(beyond) > 4
    browser.run("document.querySelector('#box').scrollLeft = 9999")
    browser.wait("document.querySelector('#beyond').hidden")
    browser.run("document.querySelector('#box').scrollLeft = 0")
    browser.wait("!document.querySelector('#beyond').hidden")
    for kind in ("letter", "report", "plan"):
        _chosen(browser, kind)
        assert browser.run("document.querySelector('#beyond').hidden"), "the parts of one kind fit"
    _chosen(browser, "")
    browser.size(390, 844, mobile=True)
    browser.wait("document.querySelector('#beyond').hidden")


def test_a_telephone_shows_cards_without_sideways_scrolling(browser: Browser) -> None:
    browser.size(390, 844, mobile=True)
    assert browser.run("document.documentElement.scrollWidth") <= 390
    for row in ("#matrix tbody tr", "#tables tbody tr"):
        assert browser.run(f"document.querySelector('{row}').getBoundingClientRect().width") <= 390
    label = "getComputedStyle(document.querySelector('#tables td'), '::before').content"
    assert "单位" in browser.run(label), "without the row of heads each cell says what it is"
    element = next(n for n, e in enumerate(REVIEWS[0].elements) if e.evidence)
    browser.click(f"#matrix tbody tr:nth-child(1) [data-open=e{element}]")
    assert browser.run("document.querySelector('#details').getBoundingClientRect().width") <= 390
    assert browser.run(f"document.querySelector('#d-e{element} mark').getBoundingClientRect().width") > 50


def test_print_has_every_row_and_no_controls(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    browser.pdf(path)
    text = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True
    ).stdout.decode()
    squeezed = "".join(text.split())
    for review in (REVIEWS[0], REVIEWS[55], unreadable()):
        assert review.file.split("/")[0] in squeezed
    assert squeezed.count(".docx") >= len(REVIEWS)
    assert "清除筛选" not in squeezed


def test_of_five_thousand_documents_only_the_rows_in_view_are_made(started: Browser, tmp_path: Path) -> None:
    """It is what keeps the page quick; how quick, benchmarks/page.py measures."""
    summary = Summary.of(list(many(5000)), tmp_path, Facts(Titles(), WHEN))
    path = write_page(summary, tmp_path / "report.html")
    started.complaints.clear()
    started.size(1360, 900)
    started.media()
    started.open(path.as_uri())
    choose = (
        "document.querySelector('#f-{0}').value = '{1}';"
        " document.querySelector('#f-{0}').dispatchEvent(new Event('change'))"
    )
    for action in (
        choose.format("status", "pass"),
        choose.format("status", ""),
        choose.format("level", "m"),
        "document.querySelector('#matrix thead th:nth-child(7)').click()",
        "document.querySelector('#matrix tbody tr:nth-child(5) td[data-open]').click()",
    ):
        started.run(action)
        assert 0 < started.run(ROWS) <= 120, action
    assert "5000" in started.run(COUNT).replace(",", "").replace(" ", "")
    assert started.complaints == []
