"""Every paper's own review in; what all of them tell together (who sent what, which are alike) out (汇总)."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.brief import Brief
from checker.bureau import NONE, Bureau
from checker.delivery import Batch, tell
from checker.findings import STATUS_NAMES, Review
from checker.memory import Memory
from checker.owner import Owner, with_owner
from checker.run import Run
from checker.units import asked_for, claimed, drafts, listed, same_schools
from chinese_cli.clean import clean

if TYPE_CHECKING:
    from checker.alike import Alike, Traces
    from checker.earlier import Earlier
    from checker.expected.account import Account
    from checker.reports import Titles
    from checker.reports.spool import Kept

__all__ = ["Reviewed", "Told", "gathered"]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Every paper reviewed for itself, in the order of the files: `notes` say how each ended, `traces` are what all
    are compared by; `memory` is that of the result folder."""

    plain: Kept
    notes: Sequence[Brief]
    traces: Traces
    memory: Memory | None


@dataclass(frozen=True, slots=True)
class Told:
    """Reviews with what the whole batch tells of each; gone over as often as needed, made anew each time.

    With `owners` (by file, from the roster) each paper has the school and person of its line, or the school of
    its folder when it names none. `asked` are the files that the roster asks for, or may.
    """

    reviews: Kept
    alike: Alike
    bureau: Bureau = NONE
    owners: Mapping[str, Owner] | None = None
    asked: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[Review]:
        for number, review in enumerate(self.reviews):
            yield self._told(number, review)

    def __getitem__(self, number: int) -> Review:
        return self._told(number, self.reviews[number])

    def _told(self, number: int, review: Review) -> Review:
        told = self.bureau.apply(self.alike.told(number, review))
        if told.file in self.asked:
            told = dataclasses.replace(told, asked=True)
        return told if self.owners is None else with_owner(told, self.owners)


def gathered(run: Run, done: Reviewed) -> tuple[Batch, Told]:
    """What all papers together tell: who sent what, which are alike, what was mended; and the reviews with it."""
    from checker.reports.order import reading_order

    bureau, papers = run.job.bureau, done.traces.papers
    again, past = _with_past(run.earlier, done.traces)
    sent = _sent(run, done.plain)
    alike = done.traces.compare(done.memory, drafts(sent.lines) if sent else {})
    if not run.options.redact:
        _tell_common(alike, run.titles)
    told = Told(done.plain, alike, bureau)
    batch = _settled(Batch(told, run.titles, run.ignored, run.job.when, alike, bureau=bureau))
    if sent is not None:
        batch = _accounted(batch, sent, told, done.notes)
    owners = claimed(batch.lines)
    if run.due is None:
        owners = same_schools((paper.file, paper.organization) for paper in papers)
    if run.earlier is not None:
        batch = _compared(batch, run.earlier, again, past, owners)
    # Only now: matching and comparing go by what the paper itself says.
    told = Told(done.plain, alike, bureau, owners, asked_for(batch.lines))
    order = reading_order(papers, owners, batch.units, run.titles.kinds)
    return dataclasses.replace(batch, reviews=told, order=order), told


def _with_past(earlier: Earlier | None, traces: Traces) -> tuple[frozenset[str], frozenset[str]]:
    """The earlier run's files that came again, and those that this run's papers are compared with from here on."""
    if earlier is None:
        return frozenset(), frozenset()
    again = earlier.resent(traces.papers)
    traced = earlier.traced({paper.sha256 for paper in traces.papers})
    return again, traces.add_past(traced, {p.file: earlier.source(p) for p in traces.papers})


def _sent(run: Run, plain: Kept) -> Account | None:
    """Who sent what; None without a roster."""
    if run.due is None:
        return None
    from checker.alike import Alike
    from checker.expected.account import who_sent

    since, earlier = run.options.since, run.earlier
    before = (since, earlier.others(())) if since and earlier is not None else None
    own = Told(plain, Alike(), run.job.bureau)  # whose they are decides what is told of papers that are alike
    return who_sent(*run.due, own, (found.path for found in run.submissions), run.standard, before)


def _tell_common(alike: Alike, titles: Titles) -> None:
    """Say which words were not counted as alike because most papers of a kind have them."""
    from checker.reports.clean import shorten

    for kind, words in alike.common:
        name = titles.kind(kind)
        tell(f"多数{name}都有的文字没有算作雷同，例如“{clean(shorten(words, 40), 100)}”。")


def _settled(batch: Batch) -> Batch:
    """The batch with the table of what the bureau settled, where it settled something."""
    tables = batch.bureau.tables(batch.reviews)
    notes = tuple(f"{table.title}：{table.note}。" for table in tables)
    return dataclasses.replace(batch, tables=(*batch.tables, *tables), notes=(*batch.notes, *notes))


def _accounted(batch: Batch, sent: Account, told: Told, notes: Sequence[Brief]) -> Batch:
    """The batch with who sent what; `notes` say how each paper ended by itself."""
    alike = batch.alike.findings
    ended = {n.file: told[i].status if i in alike else n.status for i, n in enumerate(notes)}
    tables = sent.tables({file: STATUS_NAMES[status] for file, status in ended.items()})
    more = (*batch.notes, *sent.notes)
    return dataclasses.replace(batch, tables=(*batch.tables, *tables), notes=more, lines=sent.lines)


def _compared(
    batch: Batch,
    earlier: Earlier,
    again: Collection[str],
    past: Collection[str],
    owners: Mapping[str, Owner],
) -> Batch:
    """The batch with what was mended since the earlier run, of which `again` came again and `past` was compared."""
    from checker.compare import comparison_table, since_of

    since = since_of(
        earlier, batch.reviews, again, past, owners, listed(batch.lines), batch.bureau.wants_layout
    )
    tables = (*batch.tables, comparison_table(since))
    return dataclasses.replace(batch, tables=tables, notes=(*batch.notes, *since.told), since=since)
