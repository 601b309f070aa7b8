"""Normalised paragraphs in, the places that are a document-sharing site's own words out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.document import Document, Where
from checker.normal import Normal
from corpus.chrome import chrome_anywhere, load_chrome

__all__ = ["find_chrome", "running_heads"]

_SHORT = 60
# A title that a site's words are glued to, or that stands at the end of its path (首页 > 要闻 节水倡议书).
_TITLED = re.compile(
    r"[^，。：；>]{2,40}?(?:承诺书|倡议书|责任[书状]|保证书|检讨书|剖析材料|检查材料|自查报告|方案|意见)"
)
_TITLE_LAST = re.compile(
    r"位置[：:]?[^。]*[>\s][^>。；]{8,40}(?:承诺书|倡议书|责任[书状]|方案|意见|报告|材料)$"
)
_GENRE = re.compile(
    r"(?:承诺书|倡议书|责任[书状]|保证书|检讨书|方案|意见|报告|材料|计划|办法|细则|誓词|倡议|承诺|通知|通报|总结|制度|要点|公约|规定|讲话)$"
)


def _lines(normal: Normal) -> list[tuple[int, int]]:
    out, at = [], 0
    for line in normal.text.split("\n"):
        out.append((at, at + len(line)))
        at += len(line) + 1
    return out


def find_chrome(document: Document, normals: Sequence[Normal]) -> tuple[Where, ...]:
    """Places added by a site: whole lines, and page marks or addresses inside a line.

    Weak patterns count only when the file has a strong one or a sign of a site, so that a school's own "时间：…" stays.
    A short unpunctuated line between two such lines before the text begins is a site's too.
    """
    # Hardly any text has a site's words: looking once at the whole is much faster than at each line.
    whole = "\n".join(line.strip() for n in normals for line in n.text.split("\n"))
    if not chrome_anywhere().search(whole):
        return ()
    patterns = load_chrome()
    lines: list[tuple[int, int, int]] = []
    for i, normal in enumerate(normals):
        if document.paragraphs[i].part in ("header", "footer"):
            continue
        lines += [(i, a, b) for a, b in _lines(normal) if normal.text[a:b].strip()]
    strong = []
    after: dict[int, int] = {}  # where the site's words begin in a line that opens with a title
    for n, (i, a, b) in enumerate(lines):
        text = normals[i].text[a:b].strip()
        match = patterns.strong.search(text) if len(text) <= 160 else None
        strong.append(match is not None)
        titled = _TITLED.match(text) if match else None
        if match and titled and titled.end() <= match.start():
            after[n] = titled.end() + len(normals[i].text[a:b]) - len(normals[i].text[a:b].lstrip())
        elif match and _TITLE_LAST.search(text):
            after[n] = b - a
    marked = list(strong)
    # A line may tell the site and be the document's own title: 承诺书（精选九篇）.
    if any(strong) or any(
        b - a <= _SHORT and patterns.signs.search(normals[i].text[a:b].strip()) for i, a, b in lines
    ):
        for n, (i, a, b) in enumerate(lines):
            normal = normals[i]
            text = normal.text[a:b].strip()
            x, y = normal.span(a, b)
            if len(text) <= _SHORT * 2 and (
                patterns.weak.search(text) or patterns.weak.search(normal.raw[x:y].strip())
            ):
                marked[n] = True
        body = [n for n, (_, a, b) in enumerate(lines) if b - a > 80 and not marked[n]]
        first, last = (body[0], body[-1]) if body else (0, len(lines) - 1)
        head = [n for n in range(first) if marked[n]]
        between = range(head[0] if head else 0, head[-1] if head else 0)
        titles = [
            n
            for n in between
            if not marked[n] and _GENRE.search(normals[lines[n][0]].text[lines[n][1] : lines[n][2]].strip())
        ]
        for n in between:
            # Between two site lines above the text; a document's own title stands below the last, or alone
            # among them (栏目 > / 节水倡议书 / 发布时间：…).
            own = titles == [n]
            marked[n] = marked[n] or not own and lines[n][2] - lines[n][1] <= _SHORT
        tail = [n for n in range(last + 1, len(lines)) if marked[n]]
        for n in range(tail[0] if tail else 0, tail[-1] if tail else 0):
            marked[n] = marked[n] or lines[n][2] - lines[n][1] <= _SHORT
    out = []
    for n, (i, a, b) in enumerate(lines):
        part = document.paragraphs[i].part
        normal = normals[i]
        if marked[n]:
            begin = a + after.get(n, 0)
            if begin < b:
                out.append(Where(part, i, *normal.span(begin, b)))
            continue
        for m in patterns.inline.finditer(normal.text, a, b):
            out.append(Where(part, i, *normal.span(m.start(), m.end())))
    return tuple(out)


def running_heads(document: Document, normals: Sequence[Normal], title: str) -> tuple[Where, ...]:
    """The title repeated with a page mark in the middle of the text ("…实施方案第2页 设")."""
    if len(title) < 4:
        return ()
    mark = re.compile(re.escape(title) + r"_?第\d{1,3}页")
    return tuple(
        Where(document.paragraphs[i].part, i, *normal.span(m.start(), m.end()))
        for i, normal in enumerate(normals)
        for m in mark.finditer(normal.text)
    )
