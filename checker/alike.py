"""The reviews of a batch in, the pairs that share text and the findings that tell of them out (雷同)."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from checker.collected import once, within
from checker.findings import SEVERITY_ORDER, Finding, Review, Status
from checker.keptpairs import packed, unpacked
from checker.owntext import Wording, own_words, size_of
from checker.paperfacts import Facts, by_one, facts_of, one_office, years
from checker.paragraphs import pairs_sharing, widespread
from checker.past import strangers
from checker.places import places
from checker.relation import Relation, relation
from checker.selfnamed import another, self_names
from checker.similar import SimilarPair, similar_pairs
from checker.sketches import Sketch, sketch
from checker.tracefile import TraceFile
from checker.wording import common_wording, longest_stretch, shared_wording
from corpus import Standard

if TYPE_CHECKING:
    from checker.memory import Memory

__all__ = ["Alike", "Traces"]

# What stands in two thirds of a batch's papers of one kind comes from a form or a notice.
_MOST, _LEAST, _SAMPLE = 2 / 3, 10, 150
# Sketches are made anew when this many papers lose more than this part of their text to common wording.
_TRIED, _NOTABLE = 40, 0.9
# Wording of so large a part of a kind's papers is hardly anybody's own: from _OWN on two texts are alike all the
# same, and so they are where at least _RARE of the text is shared and rarer.
# No more than _GROUP papers may be a group that copied.
_MANY, _GROUP, _OWN, _RARE, _MOSTLY = 0.15, 4, 0.6, 0.2, 0.5
_FACT = "alike"
# So much alike, and not of a kind that must be one's own words.
_FORMS = 0.8


@dataclasses.dataclass(frozen=True, slots=True)
class Alike:
    """What comparing a batch gave: pairs, best first, by index; findings and paragraphs to add by index.

    `common` quotes, for each kind, a stretch of the wording that was left out because most papers have it.
    """

    pairs: tuple[SimilarPair, ...] = ()
    findings: dict[int, tuple[Finding, ...]] = dataclasses.field(default_factory=dict)
    texts: dict[int, dict[int, str]] = dataclasses.field(default_factory=dict)
    places: dict[int, dict[int, str]] = dataclasses.field(default_factory=dict)
    common: tuple[tuple[str, str], ...] = ()

    def told(self, index: int, review: Review) -> Review:
        """The review with what was found by comparison."""
        found = self.findings.get(index)
        if not found:
            return review
        findings = tuple(
            sorted(
                (*review.findings, *found), key=lambda f: SEVERITY_ORDER[f.severity]
            )  # stable: the rest stays
        )
        texts = {**self.texts.get(index, {}), **review.texts}
        said = {**self.places.get(index, {}), **review.places}
        revise = review.status == "pass" and any(f.severity == "error" for f in found)
        status: Status = "revise" if revise else review.status
        return dataclasses.replace(review, status=status, findings=findings, texts=texts, places=said)


class Traces:
    """Takes the traces off reviews as they come, keeps them on disk, and compares them at the end."""

    def __init__(self, standard: Standard, shared: Wording = frozenset()) -> None:
        """Nothing is kept yet; `standard` and the `shared` wording say what everybody may write."""
        self._traces = TraceFile()
        self._facts: list[Facts] = []
        self._present: int | None = None  # papers of this run, where papers of an earlier one follow
        self._own: dict[str, str | None] = {}
        self._came_again: frozenset[str | None] = frozenset()
        self._whose: Mapping[str, str] = {}
        self._named: dict[int, tuple[tuple[str, str], ...]] = {}  # what writers call themselves
        self._many: dict[str, Wording] = {}  # wording of many papers, by kind
        self._standard = standard
        self._shared = shared

    @property
    def papers(self) -> Sequence[Facts]:
        """What tells of each paper of this run whose it is, in their order."""
        return self._facts[: self._present]

    @property
    def _count(self) -> int:
        """How many papers of this run there are: asked for each pair, so it copies no list."""
        return len(self._facts) if self._present is None else self._present

    def add_past(self, reviews: Iterable[Review], own: Mapping[str, str | None]) -> frozenset[str]:
        """Keep papers of an earlier run, after all of this one, to compare this run's with; return their files.

        `own` leads from a file of this run to the earlier one of the same paper.
        """
        self._present = len(self._facts)
        self._own = dict(own)
        self._came_again = frozenset(self._own.values())
        for review in reviews:
            self.take(review)
        return frozenset(f.file for f in self._facts[self._present :])

    @cached_property
    def _ours(self) -> Wording:
        """What everybody may write; made only when there is something to compare."""
        return shared_wording(self._standard) | self._shared

    def __enter__(self) -> Traces:
        return self

    def __exit__(self, *_: object) -> None:
        self._traces.close()

    def take(self, review: Review) -> Review:
        """Keep the review's trace; return the review without it."""
        self._traces.add(review.trace)
        self._facts.append(facts_of(review))
        return dataclasses.replace(review, trace="") if review.trace else review

    def compare(self, memory: Memory | None = None, whose: Mapping[str, str] | None = None) -> Alike:
        """Everything taken so far, each with each; with a `memory`, an unchanged batch is not compared again.

        `whose` is by file the writer of this run's papers as far as a roster tells (units.drafts).
        """
        key = self._key(memory.engine) if memory else ""
        kept = unpacked(memory.fact(_FACT), key, len(self._facts)) if memory else None
        pairs, common = kept if kept is not None else self._compared()
        if memory and kept is None:
            memory.keep_fact(_FACT, packed(key, pairs, common))
        if not (pairs or common):
            return Alike()
        from checker.resemblance import similar_findings

        present = self._count
        pairs = self._settled(pairs)
        files = [f.file for f in self._facts]
        self._whose = whose or {}
        pairs = once(pairs, self._relation)
        found = similar_findings(pairs, files, self._relation, present)
        findings = {n: told for n, told in found.items() if n < present}
        # Side by side stand papers of this run only.
        now = tuple(p for p in pairs if p.other < present)
        return Alike(now, findings, *self._texts(pairs), tuple(common))

    def _asked(self, one: int, other: int) -> bool:
        """Whether a pair is to be compared: of an earlier run's papers only those of surely somebody else, and of
        another year."""
        if other < self._count:
            return True
        if one >= self._count:
            return False
        new, old = self._facts[one], self._facts[other]
        mine = self._own.get(new.file)
        if old.file == mine and years(new, old) and by_one(new, old):
            return True
        if mine is not None and old.file in self._came_again:
            return False  # both came both times: what they had in common was told then, what they have now is compared
        return old.file != mine and strangers(new, old)

    def _settled(self, pairs: Sequence[SimilarPair]) -> list[SimilarPair]:
        """The pairs without those of an earlier paper whose present version is found just as like."""
        numbers = {f.file: n for n, f in enumerate(self.papers)}
        newer = {old: numbers[new] for new, old in self._own.items() if old is not None}
        same = {frozenset((p.one, p.other)): p.same for p in pairs}
        out = []
        for pair in pairs:
            later = newer.get(self._facts[pair.other].file) if pair.other >= len(numbers) else None
            found = same.get(frozenset((pair.one, later))) if later is not None else None
            if found is None or (pair.same and not found):
                out.append(pair)
        return out

    def _compared(self) -> tuple[list[SimilarPair], list[tuple[str, str]]]:
        if self._traces.filled < 2:
            return [], []
        ignore = self._ours
        sketches = self._traces.sketches()
        common, told = self._common()
        ignore |= common
        if (common or self._shared) and self._much(sketches, ignore):
            # Much shared wording makes everybody a candidate of everybody: sketches without it are needed.
            for index, made in enumerate(sketches):
                if made.size:
                    anew = sketch(own_words(self._traces.document(index), ignore))
                    sketches[index] = dataclasses.replace(anew, paragraphs=made.paragraphs)
        # Whole sentences in letters and reports must be one's own words; plans have the county's.
        own = [
            s.paragraphs if f.kind not in ("plan", "other") else b""
            for s, f in zip(sketches, self._facts, strict=True)
        ]
        pairs = [
            p
            for p in similar_pairs(
                sketches, self._traces.document, ignore, 0.4, self._asked, pairs_sharing(own)
            )
            if not self._excused(p) and not self._everybodys(p) and not self._written_anew(p)
        ]
        return pairs, told

    def _much(self, sketches: Sequence[Sketch], ignore: Wording) -> bool:
        """Whether leaving out the common wording makes texts notably shorter, by a sample of them."""
        sample = [n for n, made in enumerate(sketches) if made.size]
        sample = sample[:: max(1, len(sample) // _TRIED)]
        before = sum(sketches[n].size for n in sample)
        after = sum(size_of(own_words(self._traces.document(n), ignore)) for n in sample)
        return after < _NOTABLE * before

    def _key(self, engine: str) -> str:
        """Changes whenever the comparison could come out otherwise."""
        total = hashlib.sha256(engine.encode() + "".join(sorted(self._shared)).encode("utf-8", "replace"))
        total.update(
            repr((self._present, sorted(self._own.items(), key=repr))).encode("utf-8", "surrogatepass")
        )
        for facts in self._facts:
            total.update(repr(facts).encode("utf-8", "surrogatepass"))
        return total.hexdigest()

    def _excused(self, pair: SimilarPair) -> bool:
        """Whether there is nothing to ask: a school's plan and schedule, or two forms (handbooks), share facts."""
        one, other = self._facts[pair.one], self._facts[pair.other]
        if one.kind == other.kind == "other":
            return pair.share < _FORMS
        return one.kind != other.kind and one_office(one, other)

    def _relation(self, pair: SimilarPair) -> Relation:
        """How the two papers of a pair stand to each other."""
        one, other = self._facts[pair.one], self._facts[pair.other]

        def named() -> tuple[str, str]:
            if not (one.author and other.author):
                return "", ""
            mine, theirs = self._self_names(pair.one), self._self_names(pair.other)
            return another(mine, other.author, one.author), another(theirs, one.author, other.author)

        past = pair.other >= self._count
        return relation(one, other, pair.same, past, self._whose, named, within(pair, self._facts))

    def _self_names(self, index: int) -> tuple[tuple[str, str], ...]:
        if index not in self._named:
            self._named[index] = self_names(self._traces.document(index))
        return self._named[index]

    def _written_anew(self, pair: SimilarPair) -> bool:
        """Whether this is the writer's own paper of an earlier year, and no longer the same."""
        if pair.other < self._count or pair.same:
            return False
        return self._own.get(self._facts[pair.one].file) == self._facts[pair.other].file

    def _everybodys(self, pair: SimilarPair) -> bool:
        """Whether what two share is nearly all wording that many papers of their kind have."""
        one, other = self._facts[pair.one], self._facts[pair.other]
        if one.kind != other.kind or pair.share >= _OWN:
            return False
        many = widespread(pair, self._many.get(one.kind, frozenset()))
        return many > _MOSTLY and pair.share * (1 - many) < _RARE

    def _common(self) -> tuple[Wording, list[tuple[str, str]]]:
        """The wording most papers of a kind have, and a quotation of it for each such kind."""
        wording: set[str] = set()
        told = []
        kinds = Counter(f.kind for n, f in enumerate(self._facts) if self._traces.holds(n))
        for kind in sorted(k for k, count in kinds.items() if count >= _LEAST):
            members = [n for n, f in enumerate(self._facts) if f.kind == kind and self._traces.holds(n)]
            # Evenly spread: files come by folder, and one school's papers are no sample of a county's.
            step = max(1, len(members) // _SAMPLE)
            documents = [self._traces.document(n) for n in members[::step]]
            found = common_wording(documents, _MOST, _LEAST) - self._ours
            self._many[kind] = common_wording(documents, _MANY, _LEAST, _GROUP)
            if found:
                wording |= found
                words = longest_stretch(documents, found)
                told += [(kind, words)] if words else []
        return frozenset(wording), told

    def _texts(
        self, pairs: Sequence[SimilarPair]
    ) -> tuple[dict[int, dict[int, str]], dict[int, dict[int, str]]]:
        """The paragraphs that the pairs' passages stand in, by document and number, and their places."""
        wanted: dict[int, set[int]] = {}
        for pair in pairs:
            wanted.setdefault(pair.one, set()).update(p.one.paragraph for p in pair.passages)
            wanted.setdefault(pair.other, set()).update(p.other.paragraph for p in pair.passages)
        texts: dict[int, dict[int, str]] = {}
        said: dict[int, dict[int, str]] = {}
        for index, numbers in wanted.items():
            document = self._traces.document(index)
            texts[index] = {p.index: p.text for p in document.paragraphs if p.index in numbers}
            said[index] = places(document, numbers)
        return texts, said
