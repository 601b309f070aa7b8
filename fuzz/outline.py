"""Fuzz inputs (lines of text) in; a crash whenever the outline or a judge breaks a promise.

python -m fuzz.outline fuzz/corpus/outline -max_total_time=1800
"""

from __future__ import annotations

import random
import re
import sys

import atheris

with atheris.instrument_imports(include=["checker"]):
    from checker.document import Document, Paragraph, Where
    from checker.findings import Review
    from checker.review import analyse, assemble, findings_of, normals_of

from corpus import load_standard

STANDARDS = tuple(load_standard(name) for name in ("chuangxianzhengyou", "duizhaojiancha2025"))
_PARTS = ("body", "body", "body", "table", "textbox", "header", "footnote")


def document_of(data: bytes) -> Document:
    """A line a paragraph; its first characters may say part (`#2`), heading level (`!1`) and number (`^一、|`)."""
    paragraphs: list[Paragraph] = []
    for line in data.decode("utf-8", "ignore").split("\n"):
        part, level, number = "body", None, ""
        if line[:1] == "#" and line[1:2].isascii() and line[1:2].isdigit():
            part, line = _PARTS[int(line[1]) % len(_PARTS)], line[2:]
        if line[:1] == "!" and line[1:2].isascii() and line[1:2].isdigit():
            level, line = max(1, int(line[1])), line[2:]
        if line[:1] == "^" and "|" in line[:12]:
            number, _, line = line[1:].partition("|")
        if line.strip():
            paragraphs.append(Paragraph(len(paragraphs), line, part, number, level))  # type: ignore[arg-type]
    return Document("docx", "", tuple(paragraphs))


def one_input(data: bytes) -> None:
    """Review one input under both standards."""
    document = document_of(data[:4000])
    if not document.paragraphs:
        return
    for standard in STANDARDS:
        analysis = analyse(document, standard)
        for normal, paragraph in zip(normals_of(document), document.paragraphs, strict=True):
            assert normal.raw == paragraph.text
            if normal.starts is not None and normal.ends is not None:
                assert len(normal.starts) == len(normal.ends) == len(normal.text)
                assert list(normal.starts) == sorted(normal.starts)
                assert list(normal.ends) == sorted(normal.ends)
        outline = analysis.outline
        for heading in outline.headings:
            _place(document, heading.where)
            assert 1 <= heading.level <= 9
        last = (-1, -1)
        for sentence in outline.sentences:
            _place(document, sentence.where)
            assert -1 <= sentence.heading < len(outline.headings)
            here = (sentence.where.paragraph, sentence.where.start)
            assert here >= last, (here, last)
            last = here
        _review(document, assemble(analysis, "a", findings_of(analysis)))


def _review(document: Document, review: Review) -> None:
    for judgement in review.elements:
        assert bool(judgement.evidence) == (judgement.level != "missing"), judgement
        assert 0 <= judgement.score <= 1
        for evidence in judgement.evidence:
            _place(document, evidence.where)
            assert evidence.text == document.quote(evidence.where), evidence
            assert evidence.text
    for section in review.sections:
        assert section.found or section.heading or not section.where  # a heading with nothing under it
        if section.where:
            _place(document, section.where)
    for finding in review.findings:
        assert finding.message.strip()
        if finding.where:
            _place(document, finding.where)


def _place(document: Document, where: Where) -> None:
    assert 0 <= where.paragraph < len(document.paragraphs), where
    paragraph = document.paragraphs[where.paragraph]
    assert where.part == paragraph.part, where
    assert 0 <= where.start <= where.end <= len(paragraph.text), (where, paragraph.text)


_CUT = re.compile(r"(?<=[\n。；：，、！？）”])")
_PIECES = (
    "一、", "（一）", "1.", "（1）", "①", "第一，", "一是", "首先，", "\n", "。", "：", "，，", " ", "\u3000", "\u200b", "-",
    "指导思想", "存在的主要问题", "原因分析", "整改措施", "承诺书", "党性分析报告", "实施方案", "组织领导", "方法步骤",
    "带头学习提高", "带頭爭創佳績", "創(chuàng)先", "效劳大众", "群众反映好", "【待填：姓名】", "XX小学", "____",
    "承诺人：", "二〇一一年三月一日", "2011年2月30日", "2010年至2012年", "《", "》", "“", "”", "（", "!1", "#3", "#5",
    "我每周听两节课。", "家长承诺", "下载文档", "第 1 页 共 3 页", "不收家长一分钱；", "\U00020bb7", "𝟏", "²", "٣", "Ⅳ",
)  # fmt: skip


def _mutator(data: bytes, size: int, seed: int) -> bytes:
    """Most changes are of clauses: cut, doubled, moved, or one put in that means something to the judges."""
    if seed % 4 == 0:
        return bytes(atheris.Mutate(data, size))
    chance = random.Random(seed)
    clauses = _CUT.split(data.decode("utf-8", "ignore")) or [""]
    for _ in range(chance.choice((1, 1, 2, 4))):
        at = chance.randrange(len(clauses))
        kind = chance.randrange(5)
        if kind == 0 and len(clauses) > 1:
            del clauses[at]
        elif kind == 1:
            clauses.insert(chance.randint(0, len(clauses)), clauses[at])
        elif kind == 2:
            clauses.insert(chance.randint(0, len(clauses)), clauses.pop(at))
        else:
            inside = chance.randint(0, len(clauses[at]))
            clauses[at] = clauses[at][:inside] + chance.choice(_PIECES) + clauses[at][inside:]
    return "".join(clauses).encode()[:size]


def main() -> None:
    """Fuzz until told to stop."""
    atheris.Setup(sys.argv, one_input, custom_mutator=_mutator)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
