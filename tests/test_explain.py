"""`checker explain`: every word is shown with what it was taken for, on screen and as a page that runs nothing."""

import html
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from checker.cli import main
from checker.evaluate import document_of, load_labels
from checker.examples import EXAMPLES, Example, Examples
from checker.judging import analyse, findings_of
from checker.marked import Explanation, explain
from checker.reports.explained import show_explained
from checker.reports.explained_page import is_explained, write_explained
from corpus import load_standard
from tests.test_learn import SERVE
from tests.test_waivers import LETTER


def explanation(text: str = LETTER, *taught: tuple[str, str, str]) -> Explanation:
    examples = Examples.of(Example("chuangxianzhengyou", e, t, label) for e, t, label in taught)
    analysis = analyse(document_of(text), load_standard(), "auto", examples)
    return explain(analysis, findings_of(analysis), examples)


def shown(found: Explanation, width: int = 80, terminal: bool = True) -> str:
    out = StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, no_color=True, highlight=False)
    show_explained(found, console)
    return re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue())


LABELS = ("elements", "elements2", "goods", "goods2")


def _development() -> list[dict[str, Any]]:
    folder = Path(__file__).parents[1] / "corpus" / "examples" / "documents"
    return [r for name in "abc" for r in load_labels(folder / f"dev-{name}.jsonl")]


def marks(found: Explanation, words: str) -> list[str]:
    return [m.words for p in found.paragraphs for s in p.pieces if words in s.text for m in s.marks]


def test_no_word_of_the_document_is_left_out() -> None:
    text = "下载本文档需要登录\n" + LETTER + "\n第1页 共2页"
    pieces = [s.text for p in explanation(text).paragraphs for s in p.pieces]
    assert "".join(pieces) == text.replace("\n", "")


def test_the_sign_after_a_heading_in_the_line_is_no_sentence_of_its_own() -> None:
    text = "石桥小学创先争优活动实施方案\n一、主要内容\n带头学习提高：每周集中学习一次，每人每学期读两本书。"
    found = explanation(text)
    pieces = [s.text for p in found.paragraphs for s in p.pieces]
    assert "带头学习提高：" in pieces and "".join(pieces) == text.replace("\n", "")
    assert not re.search(r"与要素无关\]\n\s+[：。]\n", shown(found))


def test_a_sentence_is_marked_and_a_taught_one_says_so() -> None:
    before, after = explanation(), explanation(LETTER, ("serve", SERVE, "named"))
    assert marks(before, "每学期家访二十户")[0] == "服务群众 写实（很有把握）"
    assert "服务群众 提到（本局范例）" in marks(after, "每学期家访二十户")
    assert (before.taught, after.taught) == (0, 1)
    assert "本局范例" not in shown(before)
    assert "本局范例：这一句" in shown(after)


def test_what_is_called_concrete_agrees_with_the_level() -> None:
    """A sentence too unsure for the level is not called 写实."""
    for text in (LETTER, "承诺书\n我承诺：带头服务群众，爱岗敬业。\n承诺人：林小禾\n2011年3月1日"):
        found = explanation(text)
        covered = {j.id for j in found.analysis.judgements if j.level == "covered"}
        said = {m.element for p in found.paragraphs for s in p.pieces for m in s.marks if m.how == "covered"}
        assert said == covered


def test_nobody_is_shown_a_probability(tmp_path: Path) -> None:
    """Levels begin at other figures for each element and length: figures side by side contradict the levels."""
    found = explanation(LETTER)
    page = write_explained(found, "a.txt", tmp_path / "a.html").read_text(encoding="utf-8")
    for text in (shown(found), re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)):
        assert "%" not in text
        assert "很有把握" in text


def test_where_a_sentence_looks_concrete_and_the_level_is_lower_it_says_why() -> None:
    """No such sentence is without its reason, and no level beside one is called sure."""
    reasons = {"短标题不单独算", "放在全文里看还不够", "不够肯定", "像是家长、学生写的"}
    seen = set()
    for record in _development():
        found = explanation(record["text"])
        marked = [(s, m) for p in found.paragraphs for s in p.pieces for m in s.marks]
        seen |= {m.why for _, m in marked if m.how == "unsure"}
        for judgement in found.analysis.judgements:
            own = [(s, m) for s, m in marked if m.element == judgement.id]
            if judgement.level != "covered" and any(m.why == "放在全文里看还不够" for _, m in own):
                assert found.sure[judgement.id] == "拿不准，请人看：有一句单独看像写实"
            if judgement.level == "covered" and not any(
                m.how == "covered" and m.why not in ("合全文看", "凭小标题") for _, m in own
            ):
                assert found.sure[judgement.id] == "拿不准，请人看"
    assert seen <= reasons and len(seen) >= 3


def test_no_sentence_is_surer_than_the_paper_is_of_its_element() -> None:
    """A level called unsure under a sentence called sure is told on two scales, which nobody understands."""
    order = ("很有把握", "较有把握", "拿不准，请人看")
    told, higher = set(), 0
    for record in _development():
        found = explanation(record["text"])
        told |= {*found.sure.values()}
        words = {
            e: next(n for n, word in enumerate(order) if s.startswith(word)) for e, s in found.sure.items()
        }
        for mark in (m for p in found.paragraphs for s in p.pieces for m in s.marks):
            if mark.how == "covered" and mark.why in order:
                assert order.index(mark.why) >= words[mark.element]
                higher += order.index(mark.why) > words[mark.element]
    assert "拿不准，请人看：有一句单独看很清楚，放在全文里看不那么肯定" in told
    assert higher  # what several sentences say together may be surer than each


def test_a_word_for_sureness_means_the_same_everywhere() -> None:
    """On papers that nothing was taught: what is called sure is right, what is called unsure often is not."""
    right: dict[str, list[bool]] = {}
    for record in _development():
        found = explanation(record["text"])
        for judgement in found.analysis.judgements:
            labels = [(record.get(k) or {}).get(judgement.id) for k in LABELS]
            if any(labels):
                good = any(
                    (judgement.level == "covered") == (label == "covered") for label in labels if label
                )
                right.setdefault(found.sure[judgement.id][:4], []).append(good)
    shares = {word: sum(v) / len(v) for word, v in right.items()}
    assert shares["很有把握"] > 0.97 > shares["较有把握"] > 0.85 > shares["拿不准，"]
    assert len(right["很有把握"]) > 400


def test_a_level_that_a_reviewer_taught_has_no_sureness() -> None:
    found = explanation(LETTER, ("serve", SERVE, "named"))
    assert "带头服务群众：只提到（本局范例）" in shown(found)


def test_the_screen_is_eighty_columns_and_a_pipe_keeps_sentences_whole() -> None:
    found = explanation(LETTER.replace("每学期家访二十户", "每学期家访二十户" + "，听家长说话" * 20))
    assert max(cell_len(line.rstrip()) for line in shown(found).splitlines()) <= 80
    assert "，听家长说话" * 20 in shown(found, terminal=False)
    assert "把握：" in shown(found)


def test_the_page_allows_its_own_style_only_and_escapes_the_document(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e{{ 7*7 }}"
    found = explanation(LETTER.replace("承诺书", "承诺书" + evil, 1))
    path = write_explained(found, f"{evil}.txt", tmp_path / "a.html")
    text = path.read_text(encoding="utf-8")
    policy = re.search(r'Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'",
        html.unescape(policy[1]),
    )
    assert "<script" not in text
    assert "<img" not in text
    assert "\u202e" not in text
    assert "49" not in text.partition("<body>")[2].partition("</h1>")[0]
    assert is_explained(path)
    ids = re.findall(r'id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)


def test_a_page_is_written_by_the_command_and_replaces_only_a_page_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(LETTER, encoding="utf-8")
    page = tmp_path / "说明.html"
    for _ in range(2):
        assert main(["explain", str(file), "-o", str(page)]) == 0
    assert "家访二十户" in page.read_text(encoding="utf-8")
    mine = tmp_path / "我的.html"
    mine.write_text("<p>我的", encoding="utf-8")
    assert main(["explain", str(file), "-o", str(mine)]) == 2
    assert mine.read_text(encoding="utf-8") == "<p>我的"
    assert main(["explain", str(file), "-o", str(tmp_path / "a.docx")]) == 2
    assert "说明.html" in capsys.readouterr().err


def test_examples_beside_the_file_are_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import json

    file = tmp_path / "a.txt"
    file.write_text(LETTER, encoding="utf-8")
    example = Example("chuangxianzhengyou", "serve", SERVE, "missing")
    line = json.dumps(example.to_json(), ensure_ascii=False)
    (tmp_path / EXAMPLES).write_text(line + "\n", encoding="utf-8")
    assert main(["explain", str(file)]) == 0
    assert "服务群众 不算（本局范例）" in capsys.readouterr().out
    assert main(["explain", str(file), "--examples", str(tmp_path / "没有.jsonl")]) == 2


def test_a_signature_left_for_the_pen_is_said_the_same_at_the_head_and_under_the_sections() -> None:
    text = "承诺书\n我叫李明，郑重承诺如下：\n一、每周家访一户，记一次笔记。\n承诺人：____ 年 月 日"
    lines = shown(explanation(text), terminal=False)
    assert "署名：留着手签　日期：留着手写" in lines and "没有找到）" not in lines.split("怎么看")[0]
    assert "署名：有（留着手签）" in lines and "日期：有（留着手写）" in lines
