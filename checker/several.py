"""An analysed document in, the papers it holds one after another out (一个文件里有几份材料), none for a plain one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from checker.analysis import Analysis
from checker.columns import columns_of
from checker.dates import find_dates
from checker.findings import Part
from checker.genres import kind_of_title
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
    """One paper as it is read, line by line; `after` has the lines behind its end."""

    start: int
    kind: str = ""
    names: list[str] = field(default_factory=list)
    label: str = ""
    lines: int = 0
    characters: int = 0
    closed: bool = False
    after: list[tuple[int, str]] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether it has an end and text enough before it."""
        return self.closed and self.lines >= _LINES and self.characters >= _CHARACTERS

    @property
    def attached(self) -> bool:
        """Whether an attachment (附件) stands behind its end."""
        return any(_ATTACHED.match(words) for _, words in self.after)

    def close(self, label: str, name: str) -> None:
        """Take a line that signs or dates it; `name` is "" for a date."""
        self.closed = self.lines >= _LINES
        if name and self.closed and name not in self.names:
            self.names.append(name)
            self.label = label
        self.after.clear()

    def followed(self, label: str, name: str) -> bool:
        """Whether what stands behind its end is the text of another one, which `name` signs."""
        if not self.whole or not label or label != self.label or name in self.names or len(self.after) < _GAP:
            return False
        return sum(len(words) for _, words in self.after) >= _CHARACTERS and not self.attached

    def next_one(self) -> _Paper:
        """The paper that is the text behind its end."""
        begun = _Paper(self.after[0][0], self.kind, lines=len(self.after))
        begun.characters = sum(len(words) for _, words in self.after)
        return begun


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
    found = _once([paper for paper in _read(analysis) if paper.whole])
    if len(found) < 2:
        return ()
    return tuple(Part(p.kind or analysis.kind, "、".join(map(spelled, p.names)), p.start) for p in found)


def _read(analysis: Analysis) -> list[_Paper]:
    """All that may be papers, one after another: each ends where it is signed or dated."""
    labels = frozenset(analysis.standard.signature_labels)
    lines = [
        (n, words)
        for n, normal in enumerate(analysis.normals)
        if analysis.document.paragraphs[n].part == "body" and (words := normal.text.strip())
    ]
    dated = [*(_dated(text) for _, text in lines), False]
    papers = [_Paper(0)]
    for place, (n, text) in enumerate(lines):
        label, name = _signed(text, labels)
        if not name and dated[place + 1] and is_person(text):
            name = text
        if name and papers[-1].followed(label, name):
            papers.append(papers[-1].next_one())
        now = papers[-1]
        if name or dated[place]:
            now.close(label, name)
        elif now.closed:
            if kind := _next_kind(now, text, analysis):
                papers.append(_Paper(n, kind))
            else:
                now.after.append((n, text))
        else:
            if not now.kind and now.lines < _NEAR:
                now.kind = _kind(text, analysis)
            now.lines += 1
            now.characters += len(text)
    return papers


def _next_kind(paper: _Paper, text: str, analysis: Analysis) -> str:
    """The kind of the next paper, whose title a line behind this one's end is, or ""."""
    near = paper.whole and len(paper.after) < _NEAR
    return _kind(text, analysis) if near and not paper.attached else ""


def _once(whole: list[_Paper]) -> list[_Paper]:
    """The papers without what became of each: 承诺书 and below it 践诺情况, signed again, are one."""
    return [
        paper
        for before, paper in zip((None, *whole), whole, strict=False)
        if before is None or (before.kind, before.names) != (paper.kind, paper.names) or not paper.names
    ]


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


def _kind(text: str, analysis: Analysis) -> str:
    if len(text) > _TITLE or _PUNCTUATED.search(text):
        return ""
    return kind_of_title(text, analysis.standard)
