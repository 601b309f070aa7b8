"""`checker explain`: one file in; its sentences with what each was taken for, and the verdicts, out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from checker.analysis import Analysis
from checker.coverage import Scored, score_sentences
from checker.desk import known_kind
from checker.document import Unreadable
from checker.findings import LEVEL_NAMES, SEVERITY_NAMES
from chinese_cli.clean import clean
from corpus import load_standard

__all__ = ["explain_file", "explained"]

_ROLES = {
    "title": "标题",
    "heading": "小标题",
    "signature": "落款",
    "template": "模板提示语",
    "chrome": "网站用语",
}
_LEAST = 0.3  # below this a sentence is not said to be about an element


def explain_file(file: Path, standard_name: str, kind: str) -> int:
    """Print the explanation. 0 when the file could be read, 3 when not."""
    from checker.readers import read
    from checker.review import analyse

    standard = load_standard(standard_name)
    known_kind(kind, standard)
    if not file.exists():
        raise click.UsageError(f"找不到“{clean(str(file), 200)}”。请检查路径，或把文件拖进命令窗口。")
    try:
        document = read(file)
    except Unreadable as error:
        click.echo(f"无法读取：{error.reason}{error.advice}")
        return 3
    analysis = analyse(document, standard, kind)
    for line in explained(analysis):
        click.echo(line)
    return 0


def explained(analysis: Analysis) -> Iterator[str]:
    """The explanation, a line at a time: every sentence, then every verdict with its evidence."""
    from checker.review import findings_of

    kind = analysis.standard.kind(analysis.kind)
    yield f"标题：{clean(analysis.outline.title, 80) or '（没有找到）'}"
    yield f"文种：{kind.title if kind else '看不出是哪一种'}（把握 {analysis.kind_score:.0%}）"
    yield f"单位：{clean(analysis.outline.organization, 60) or '（没有写明）'}　署名：{clean(analysis.outline.signature.name, 40) or '（没有找到）'}　日期：{analysis.date or '（没有找到）'}"
    yield ""
    yield "逐句："
    scored = score_sentences(analysis.outline, analysis.standard, analysis.kind)
    by_place: dict[tuple[int, int], list[tuple[str, Scored]]] = {}
    names = {e.id: e.short for e in analysis.standard.elements}
    for id, rows in scored.items():
        for row in rows:
            if row.concrete >= _LEAST or row.mention >= 0.5 or row.phrase:
                place = (row.sentence.where.paragraph, row.sentence.where.start)
                by_place.setdefault(place, []).append((id, row))
    for sentence in analysis.outline.sentences:
        marks = [
            f"{names[id]}{'写实' if row.concrete >= 0.5 else '提到'}{max(row.concrete, row.mention if row.concrete < 0.5 else 0):.0%}"
            for id, row in by_place.get((sentence.where.paragraph, sentence.where.start), [])
        ]
        role = _ROLES.get(sentence.role, "")
        tag = "、".join([role] * bool(role) + marks) or "-"
        yield f"  第{sentence.where.paragraph + 1}段 [{tag}] {clean(analysis.document.quote(sentence.where), 200)}"
    yield ""
    yield "要素："
    for judgement in analysis.judgements:
        reason = f"，{judgement.reason}" if judgement.reason else ""
        yield f"  {judgement.title}：{LEVEL_NAMES[judgement.level]}（{judgement.score:.0%}{reason}）"
        for evidence in judgement.evidence[:1]:
            yield f"      第{evidence.where.paragraph + 1}段：{clean(evidence.text, 160)}"
    yield ""
    if analysis.sections:
        yield "部分："
        for section in analysis.sections:
            yield f"  {section.title}：{'有' if section.found else '没有'}{'（' + clean(section.heading, 60) + '）' if section.heading else ''}"
        yield ""
    yield "问题："
    findings = findings_of(analysis)
    for finding in findings:
        yield f"  {SEVERITY_NAMES[finding.severity]}：{clean(finding.message, 400)}"
    if not findings:
        yield "  没有发现问题。"
