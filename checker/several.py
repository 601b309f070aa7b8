"""An analysed document in, the papers it holds one after another out (一个文件里有几份材料), none for a plain one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from checker.analysis import Analysis
from checker.columns import columns_of
from checker.dates import find_dates
from checker.findings import Part
from checker.kinds import kind_of_title
from checker.persons import is_person, spelled

__all__ = ["papers_in"]

_TITLE, _LINE = 30, 40  # characters of a title, and of a line that signs
_NEAR = 3  # lines after the end of a paper in which the next one's title stands
_LINES, _CHARACTERS = 2, 40  # that a paper has at least
_GAP = 3  # lines between two that sign, without a title between them, that are another paper's text
_PUNCTUATED = re.compile("[，。；：！？,;:!?]")
_PROMISED = 2  # columns of a table that name elements
_WHO = frozenset({"姓名", "党员姓名", "教师姓名", "承诺人", "承诺党员"})
_ATTACHED = re.compile(r"\s*附[件表：:\d一二三]")
_LABELLED = re.compile(
    r"(?P<label>[^：:，。；\s]{2,8})(?:（[^）]{1,8}）)?\s*[：:]\s*(?P<name>[^\s，。；：:]{2,12})"
)


@dataclass(slots=True)
class _Paper:
    start: int
    kind: str = ""
    names: list[str] = field(default_factory=list)
    label: str = ""
    lines: int = 0
    characters: int = 0
    closed: bool = False
    after: list[tuple[int, str]] = field(default_factory=list)  # lines behind its end

    @property
    def whole(self) -> bool:
        return self.closed and self.lines >= _LINES and self.characters >= _CHARACTERS


def papers_in(analysis: Analysis) -> tuple[Part, ...]:
    """The papers of a file that holds several: each is signed or dated, and the next begins with its title, or goes
    on with text of its own that somebody else signs in the same way (承诺人：). Attachments are no papers.
    """
    if "several" not in analysis.memo:
        analysis.memo["several"] = _papers(analysis)
    found: tuple[Part, ...] = analysis.memo["several"]
    return found


def _listed(analysis: Analysis) -> list[Part]:
    """The people of a table that has a row for each, with what he promises (姓名、带头学习提高……)."""
    kind = analysis.standard.kind(analysis.kind)
    if kind is None or not any(section.by == "pledge" for section in kind.sections):
        return []
    columns = columns_of(analysis.document)
    heads = {i: analysis.normals[i].text.strip() for row in columns.rows.values() for i in row}
    out = []
    for row in columns.rows.values():
        words = [heads[i] for i in row]
        promised = sum(any(e.title in w or e.short in w for e in analysis.standard.elements) for w in words)
        if promised < _PROMISED and not any("承诺" in w and w not in _WHO for w in words):
            continue
        who = next((i for i in row if heads[i] in _WHO), None)
        names = {i: analysis.normals[i].text.strip() for i, head in columns.under.items() if head == who}
        out += [Part(kind.id, spelled(name), i) for i, name in names.items() if is_person(name)]
    return out if len({part.signer for part in out}) > 1 else []


def _papers(analysis: Analysis) -> tuple[Part, ...]:
    if listed := _listed(analysis):
        return tuple(listed)
    labels = frozenset(analysis.standard.signature_labels)
    papers = [_Paper(0)]
    lines = [
        (n, words)
        for n, normal in enumerate(analysis.normals)
        if analysis.document.paragraphs[n].part == "body" and (words := normal.text.strip())
    ]
    dated = [*(_dated(text) for _, text in lines), False]
    for place, (n, text) in enumerate(lines):
        now = papers[-1]
        label, name = _signed(text, labels)
        if not name and dated[place + 1] and is_person(text):
            name = text
        if name and now.whole and _goes_on(now, label, name):
            first = now.after[0]
            begun = _Paper(first[0], now.kind, lines=len(now.after))
            begun.characters = sum(len(words) for _, words in now.after)
            papers.append(begun)
            now = begun
        if name or dated[place]:
            now.closed = now.lines >= _LINES
            if name and now.closed and name not in now.names:
                now.names.append(name)
                now.label = label
            now.after.clear()
            continue
        if now.closed:
            near = now.whole and len(now.after) < _NEAR
            if near and not _attached(now) and (kind := _kind(text, analysis)):
                papers.append(_Paper(n, kind))
            else:
                now.after.append((n, text))
            continue
        if not now.kind and now.lines < _NEAR:
            now.kind = _kind(text, analysis)
        now.lines += 1
        now.characters += len(text)
    whole = [paper for paper in papers if paper.whole]
    # 承诺书 and below it what became of it (践诺情况), signed again, are one paper.
    found = [
        paper
        for before, paper in zip((None, *whole), whole, strict=False)
        if before is None or (before.kind, before.names) != (paper.kind, paper.names) or not paper.names
    ]
    if len(found) < 2:
        return ()
    return tuple(Part(p.kind or analysis.kind, "、".join(map(spelled, p.names)), p.start) for p in found)


def _signed(text: str, labels: frozenset[str]) -> tuple[str, str]:
    """The label and the person of a line that signs (承诺人：李明　2011年3月1日), or nothing."""
    match = _LABELLED.match(text) if len(text) <= _LINE and ("：" in text or ":" in text) else None
    if match is None or match["label"] not in labels:
        return "", ""
    name = re.split(r"\d", match["name"])[0]
    return (match["label"], name) if is_person(name) else ("", "")


def _dated(text: str) -> bool:
    """Whether a line is hardly more than a date."""
    dates = find_dates(text) if len(text) <= _LINE else []
    return bool(dates) and len(text) - (dates[-1].end - dates[-1].start) <= 4


def _goes_on(paper: _Paper, label: str, name: str) -> bool:
    """Whether what stands behind a paper's end is the text of another one, which `name` signs."""
    if not label or label != paper.label or name in paper.names or len(paper.after) < _GAP:
        return False
    own = sum(len(words) for _, words in paper.after)
    return own >= _CHARACTERS and not _attached(paper)


def _attached(paper: _Paper) -> bool:
    """Whether an attachment (附件) stands behind a paper's end."""
    return any(_ATTACHED.match(words) for _, words in paper.after)


def _kind(text: str, analysis: Analysis) -> str:
    if len(text) > _TITLE or _PUNCTUATED.search(text):
        return ""
    return kind_of_title(text, analysis.standard)
