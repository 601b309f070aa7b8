"""Normalised paragraphs in, the places that are a document-sharing site's own words out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from checker.document import Document, Where
from checker.normal import Normal
from corpus.chrome import chrome_traces, load_chrome
from corpus.wordlists import either

__all__ = ["find_chrome", "running_heads"]

_SHORT, _MARKED = 60, 160  # characters of a short line, and of one that can be a site's
# A title that a site's words are glued to, or that stands at the end of its path (首页 > 要闻 节水倡议书).
_TITLED = re.compile(
    r"[^，。：；>]{2,40}?(?:承诺书|倡议书|责任[书状]|保证书|检讨书|剖析材料|检查材料|自查报告|方案|意见)"
)
_TITLE_LAST = re.compile(
    r"位置[：:]?[^。]*[>\s][^>。；]{8,40}(?:承诺书|倡议书|责任[书状]|方案|意见|报告|材料)$"
)
_GENRE = re.compile(f"{either('chrome.genre')}$")

_PAGE = re.compile(r"_?第\d{1,3}页")


class _Line(Struct, frozen=True, gc=False):
    """A line of the body: normalised offsets in its paragraph, its words, and how much white space leads to them."""

    paragraph: int
    start: int
    end: int
    words: str
    lead: int

    @property
    def short(self) -> bool:
        return self.end - self.start <= _SHORT


def find_chrome(document: Document, normals: Sequence[Normal]) -> tuple[Where, ...]:
    """Places added by a site: whole lines, and page marks or addresses inside a line.

    Weak patterns count only when the file has a strong one or a sign of a site, so that a school's own "时间：…" stays.
    A short unpunctuated line between two such lines before the text begins is a site's too.
    """
    # Hardly any text has a site's words: looking once at the whole is much faster than at each line.
    whole = "\n".join(map(str.strip, "\n".join([n.text for n in normals]).split("\n")))
    traces = chrome_traces().found_in(whole)
    if not traces:
        return ()
    lines = _lines(document, normals)
    marks = [-1] * len(lines)
    if traces.opens or traces.strong:
        marks = [traces.marked(line.words) if len(line.words) <= _MARKED else -1 for line in lines]
    marked = [mark >= 0 for mark in marks]
    # Where the site's words begin in a line that opens with a title.
    after = {n: _after_title(lines[n], mark) for n, mark in enumerate(marks) if mark >= 0}
    # A line may tell the site and be the document's own title: 承诺书（精选九篇）.
    if any(marked) or any(line.short and traces.signed(line.words) for line in lines):
        _mark_weak(normals, lines, marked)
        _mark_between(lines, marked)
    out = []
    inline = load_chrome().inline
    for n, line in enumerate(lines):
        part = document.paragraphs[line.paragraph].part
        normal = normals[line.paragraph]
        if marked[n]:
            begin = line.start + after.get(n, 0)
            if begin < line.end:
                out.append(Where(part, line.paragraph, *normal.span(begin, line.end)))
            continue
        for m in inline.finditer(normal.text, line.start, line.end) if traces.inline else ():
            out.append(Where(part, line.paragraph, *normal.span(m.start(), m.end())))
    return tuple(out)


def _lines(document: Document, normals: Sequence[Normal]) -> list[_Line]:
    """The lines of the body that are not empty."""
    out = []
    for i, normal in enumerate(normals):
        if document.paragraphs[i].part in ("header", "footer"):
            continue
        at = 0
        for line in normal.text.split("\n"):
            if words := line.strip():
                out.append(_Line(i, at, at + len(line), words, line.index(words)))
            at += len(line) + 1
    return out


def _after_title(line: _Line, mark: int) -> int:
    """How far into a line that has a site's words at `mark` those begin: after the paper's title, if it has one."""
    titled = _TITLED.match(line.words)
    if titled and titled.end() <= mark:
        return line.lead + titled.end()
    return line.end - line.start if _TITLE_LAST.search(line.words) else 0


def _mark_weak(normals: Sequence[Normal], lines: Sequence[_Line], marked: list[bool]) -> None:
    weak = load_chrome().weak
    for n, line in enumerate(lines):
        if len(line.words) > _SHORT * 2 or marked[n]:
            continue
        normal = normals[line.paragraph]
        x, y = normal.span(line.start, line.end)
        raw = normal.raw[x:y].strip()
        marked[n] = bool(weak.match(line.words) or raw != line.words and weak.match(raw))


def _mark_between(lines: Sequence[_Line], marked: list[bool]) -> None:
    """Mark short lines between the site's own, above the text and below it."""
    body = [n for n, line in enumerate(lines) if line.end - line.start > 80 and not marked[n]]
    first, last = (body[0], body[-1]) if body else (0, len(lines) - 1)
    head = [n for n in range(first) if marked[n]]
    between = range(head[0] if head else 0, head[-1] if head else 0)
    titles = [n for n in between if not marked[n] and _GENRE.search(lines[n].words)]
    for n in between:
        # Between two site lines above the text; a document's own title stands below the last, or alone
        # among them (栏目 > / 节水倡议书 / 发布时间：…).
        own = titles == [n]
        marked[n] = marked[n] or not own and lines[n].short
    tail = [n for n in range(last + 1, len(lines)) if marked[n]]
    for n in range(tail[0] if tail else 0, tail[-1] if tail else 0):
        marked[n] = marked[n] or lines[n].short


def running_heads(document: Document, normals: Sequence[Normal], title: str) -> tuple[Where, ...]:
    """The title repeated with a page mark in the middle of the text ("…实施方案第2页 设")."""
    if len(title) < 4:
        return ()
    out = []
    for i, normal in enumerate(normals):
        at = normal.text.find(title)
        while at >= 0:
            mark = _PAGE.match(normal.text, at + len(title))
            if mark:
                out.append(Where(document.paragraphs[i].part, i, *normal.span(at, mark.end())))
            at = normal.text.find(title, mark.end() if mark else at + 1)
    return tuple(out)
