"""An explanation comes in; lines for a terminal come out, folded at its width (逐句说明，屏幕)."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from checker.findings import LEVEL_NAMES, SEVERITY_NAMES
from checker.marked import HOW_TO_READ, Explanation, Piece
from checker.reports.clean import one_line

__all__ = ["show_explained"]

_LEVELS = {"covered": "green", "named": "yellow", "missing": "bold red"}
_HOW = {"covered": "green", "unsure": "cyan", "named": "yellow", "missing": "bold red"}
_SEVERITIES = {"error": "bold red", "warning": "yellow", "info": "cyan"}
_INDENT = 6


def show_explained(explanation: Explanation, console: Console) -> None:
    """Print facts, how to read, every sentence with its marks, the verdicts and the findings."""
    analysis = explanation.analysis

    def say(text: Text | str, indent: int = 0) -> None:
        line = Text(text) if isinstance(text, str) else text
        if console.is_terminal:
            console.print(Padding(line, (0, 0, 0, indent)))
        else:  # a file or another program: one line each, to be searched
            console.print(Text(" " * indent) + line, soft_wrap=True)

    outline = analysis.outline
    say(f"标题：{one_line(outline.title) or '（没有找到）'}")
    say(f"文种：{explanation.kind}")
    name, day = explanation.signed
    say(
        f"单位：{one_line(outline.organization) or '（没有写明）'}　署名：{one_line(name) or '（没有找到）'}"
        f"　日期：{day or '（没有找到）'}"
    )
    say("")
    say(Text("怎么看", style="bold"))
    for word, meaning in HOW_TO_READ:
        if word != "本局范例" or explanation.taught:
            say(f"{word}：{meaning}", 2)
    say("")
    say(Text("逐句", style="bold"))
    for paragraph in explanation.paragraphs:
        for piece in paragraph.pieces:
            words = one_line(piece.text)
            if words:
                say(Text(f"{paragraph.place} ", style="dim") + _tags(piece), 2)
                say(words, _INDENT)
    say("")
    say(Text("要素", style="bold"))
    for judgement in analysis.judgements:
        line = Text(f"{judgement.title}：").append(LEVEL_NAMES[judgement.level], _LEVELS[judgement.level])
        reason = f"。{judgement.reason}" if judgement.reason else ""
        say(line.append(f"（{explanation.sure[judgement.id]}）{reason}"), 2)
        for evidence in judgement.evidence[:1]:
            say(f"★ {explanation.places[evidence.where.paragraph]}：{one_line(evidence.text)}", _INDENT)
    if analysis.sections:
        say("")
        say(Text("部分", style="bold"))
        for section in analysis.sections:
            found = Text("有", "green") if section.found else Text("没有", "bold red")
            heading = f"（{one_line(section.heading)}）" if section.heading else ""
            say(Text(f"{section.title}：") + found + Text(heading), 2)
    say("")
    say(Text("问题", style="bold"))
    for finding in explanation.findings:
        line = Text(f"{SEVERITY_NAMES[finding.severity]}：", _SEVERITIES[finding.severity])
        say(line.append(one_line(finding.message), "default"), 2)
    if not explanation.findings:
        say("没有发现问题。", 2)


def _tags(piece: Piece) -> Text:
    """What the sentence was taken for, in brackets; a star when a level rests on it."""
    tags = [Text(piece.role)] if piece.role else []
    tags += [Text(mark.words, _HOW[mark.how]) for mark in piece.marks]
    line = Text("、").join(tags) if tags else Text("与要素无关", "dim")
    return Text("★ " if piece.best else "") + Text("[") + line + Text("]")
