"""A whole run's reviews, tables and lines in, the same without personal data out; one object a run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from checker.document import Where
from checker.findings import Evidence, Finding, Judgement, Review, Section
from checker.normal import normalise
from checker.redact.masker import Masker, mask_digits
from checker.redact.names import gather_names, in_text, is_office

if TYPE_CHECKING:
    from checker.compare import Since
    from checker.expected.line import Line
    from checker.expected.roster import Roster
    from checker.reports.rows import Field, Table
    from checker.similar import SimilarPair

__all__ = ["NOT_MASKED", "Redaction"]

NOT_MASKED = (
    "遮盖有遮不住的：正文里只写了名字、前后没有“同志”“教师”这类字样的人，还有单位名称、住址、出生年月、职务、图片。"
    "给别人看以前，请先通读一遍。"
)
_NAME_COLUMNS = frozenset({"姓名", "联系人", "批准人"})
_NUMBER_COLUMNS = frozenset({"电话"})
_QUOTED = re.compile(r"(?<=[“《])[^“”《》]+(?=[”》])")


@dataclass(frozen=True, slots=True)
class Redaction:
    """What is masked in one run. `files` leads from each file's name to the one shown, `own` to its writer."""

    masker: Masker
    files: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        reviews: Iterable[Review],
        ignored: Iterable[str] = (),
        roster: Roster | None = None,
        others: Iterable[str] = (),
    ) -> Redaction:
        """Go over the reviews once, and over the roster: whose names are there? `others` are more names."""
        names = set(others)
        files: dict[str, str] = {}
        own: dict[str, str] = {}

        def seen() -> Iterable[Review]:
            for review in reviews:
                own[review.file] = "" if is_office(review.author) else review.author
                yield review

        names |= gather_names(seen(), ignored)
        if roster is not None:
            for due in roster.dues:
                names.update((due.person, due.contact, *in_text(normalise(due.note).text)))
        masker = Masker(names)
        taken: set[str] = set()
        for file in (*own, *ignored):
            if file not in files:
                files[file] = _free(masker.text(file, own.get(file, "")), taken)
        return cls(masker, files, own)

    def text(self, text: str, file: str = "") -> str:
        """Any words, of `file` where they are of one; names of files in quotation marks as they are shown."""
        if text in self.files:
            return self.files[text]
        pieces, at = [], 0
        for match in _QUOTED.finditer(text):
            if match[0] in self.files:
                pieces += [
                    self.masker.text(text[at : match.start()], self.own.get(file, "")),
                    self.files[match[0]],
                ]
                at = match.end()
        return "".join(pieces) + self.masker.text(text[at:], self.own.get(file, ""))

    def review(self, review: Review) -> Review:
        """The review with everything masked that comes from the document or its name."""
        own = self.own.get(review.file, "")
        texts = {number: self.masker.text(text, own) for number, text in review.texts.items()}

        def quote(text: str, where: Where) -> str:
            # From the whole paragraph: a name must not escape because the quotation begins in it.
            raw = review.texts.get(where.paragraph, "")
            same = raw[where.start : where.end] == text
            return (
                texts[where.paragraph][where.start : where.end]
                if raw and same
                else self.masker.text(text, own)
            )

        def judgement(j: Judgement) -> Judgement:
            evidence = tuple(Evidence(quote(e.text, e.where), e.where) for e in j.evidence)
            return replace(j, evidence=evidence, reason=self.text(j.reason, review.file))

        def section(s: Section) -> Section:
            return replace(s, heading=self.masker.text(s.heading, own))

        def finding(f: Finding) -> Finding:
            suggestion = self.masker.text(f.suggestion, own) if f.suggestion else f.suggestion
            others = tuple(self.text(name) for name in f.others)
            message = self.text(f.message, review.file)
            # No copy is written, so that nobody needs the further places.
            return replace(f, message=message, suggestion=suggestion, others=others, edits=())

        return replace(
            review,
            file=self.files.get(review.file) or self.masker.text(review.file, own),
            reason=self.text(review.reason, review.file) if review.reason else review.reason,
            title=self.masker.text(review.title, own),
            organization=self.masker.text(review.organization, own),
            author=self._author(review.author),
            elements=tuple(map(judgement, review.elements)),
            sections=tuple(map(section, review.sections)),
            findings=tuple(map(finding, review.findings)),
            texts=texts,
            trace="",
            signers=(),
            parts=(),
        )

    def table(self, table: Table) -> Table:
        """A table with masked cells; a column of names or telephone numbers whole."""
        return replace(
            table,
            rows=tuple(
                tuple(self._cell(cell, head) for cell, head in zip(row, table.header, strict=True))
                for row in table.rows
            ),
            note=self.text(table.note),
        )

    def line(self, line: Line) -> Line:
        """A line of who sent what."""
        due, submission = line.due, line.submission
        if due is not None:
            due = replace(
                due,
                unit=self.text(due.unit),
                person=self._author(due.person),
                contact=self._author(due.contact),
                phone=mask_digits(due.phone),
                note=self.text(due.note),
            )
        if submission is not None:
            submission = replace(
                submission,
                file=self.text(submission.file),
                title=self.text(submission.title, submission.file),
                organization=self.text(submission.organization),
                author=self._author(submission.author),
                reason=self.text(submission.reason),
            )
        return replace(
            line,
            due=due,
            submission=submission,
            reason=self.text(line.reason),
            note=self.text(line.note),
            correction=self.text(line.correction),
            unit=self.text(line.unit),
            candidates=(),
            doubts=tuple(replace(one, file=self.text(one.file)) for one in line.doubts),
            problem=self.text(line.problem),
            instead=tuple(
                replace(one, file=self.text(one.file), title=self.text(one.title, one.file))
                for one in line.instead
            ),
        )

    def pair(self, pair: SimilarPair) -> SimilarPair:
        """Two papers that share text: the passages."""
        passages = tuple(
            replace(p, text=self.masker.text(p.text), echo=self.masker.text(p.echo)) for p in pair.passages
        )
        return replace(pair, passages=passages)

    def since(self, since: Since) -> Since:
        """What was mended since an earlier run, under the names that are shown."""
        return replace(
            since,
            words={self.text(file): self.text(words, file) for file, words in since.words.items()},
            again={
                self.text(file): {
                    (rule, self.text(message, file), where): how
                    for (rule, message, where), how in found.items()
                }
                for file, found in since.again.items()
            },
        )

    def _author(self, name: str) -> str:
        return self.text(name) if is_office(name) else self.masker.name(name)

    def _cell(self, cell: Field, head: str) -> Field:
        if not isinstance(cell.value, str):
            return cell
        if head in _NAME_COLUMNS:
            return replace(cell, value=self._author(cell.value))
        if head in _NUMBER_COLUMNS:
            return replace(cell, value=mask_digits(cell.value))
        return replace(cell, value=self.text(cell.value))


def _free(name: str, taken: set[str]) -> str:
    """The name, or with a number before its suffix: two persons may have the same mask."""
    path, number, made = PurePosixPath(name), 2, name
    while made in taken:
        made = (path.parent / f"{path.stem}({number}){path.suffix}").as_posix()
        number += 1
    taken.add(made)
    return made
