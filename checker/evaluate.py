"""Labelled documents in, the score sheet out: precision, recall, F1, and every disagreement (评测)."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from checker.document import Document, Paragraph
from checker.findings import LEVEL_NAMES, Review
from checker.judging import review_document
from corpus import Standard

__all__ = ["Counts", "Miss", "Sheet", "document_of", "evaluate", "load_labels"]

_LEVELS: dict[object, str] = {
    0: "missing", 1: "named", 2: "covered", "0": "missing", "1": "named", "2": "covered",
    **{name: level for level, name in LEVEL_NAMES.items()},
}  # fmt: skip
# A plan of another campaign is a plan by its form, and none of this campaign's: both are right.
_OTHER_PLAN = "other-plan"


@dataclass(slots=True)
class Counts:
    """True and false positives and false negatives of one yes-or-no question."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def add(self, got: bool, gold: bool) -> None:
        """Count one judgement."""
        self.tp += got and gold
        self.fp += got and not gold
        self.fn += gold and not got

    @property
    def precision(self) -> float:
        """Share of what was said that is right; 1 when nothing was said."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else 1.0

    @property
    def recall(self) -> float:
        """Share of what is there that was said; 1 when nothing is there."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 when both are."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(frozen=True, slots=True)
class Miss:
    """One disagreement: which document, what question, label and verdict, and the words it rests on."""

    id: str
    what: str
    gold: str
    got: str
    words: str = ""


@dataclass(slots=True)
class Sheet:
    """The whole score sheet. `elements[id]` scores "covered"; a label pair counts only where both readers agree."""

    documents: int = 0
    elements: dict[str, Counts] = field(default_factory=dict)
    by_kind: dict[tuple[str, str], Counts] = field(default_factory=dict)
    by_level: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # element, label, verdict
    levels_right: int = 0
    levels: int = 0
    false_missing: int = 0
    kinds_right: int = 0
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    sections: Counts = field(default_factory=Counts)
    by_section: dict[str, Counts] = field(default_factory=dict)
    defects: dict[str, Counts] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def macro(self, ids: Iterable[str]) -> float:
        """Mean F1 of `covered` over these elements."""
        found = [self.elements[i].f1 for i in ids if i in self.elements]
        return sum(found) / len(found) if found else 0.0

    def shares(self, ids: Collection[str]) -> tuple[float, float]:
        """Of these elements' levels the share that one of the readers gave, and the share wrongly called missing."""
        found = [(label, got, n) for (id, label, got), n in self.by_level.items() if id in ids]
        total = max(1, sum(n for *_, n in found))
        right = sum(n for label, got, n in found if got == label)
        missing = sum(n for label, got, n in found if got == "missing" != label)
        return right / total, missing / total


def load_labels(path: Path) -> list[dict[str, Any]]:
    """Labelled documents of a .jsonl file. Raises ValueError in Chinese with the line that is wrong."""
    out = []
    for n, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            if not isinstance(record["text"], str) or not isinstance(record["elements"], dict):
                raise TypeError
            levels = [*_levels_of(record)]
        except AttributeError:
            raise ValueError(
                f"{path.name} 第{n}行：elements2、goods、goods2 要写成 {{要素: 级别}}。"
            ) from None
        except (ValueError, KeyError, TypeError):
            raise ValueError(
                f"{path.name} 第{n}行不是标注记录：每行应当是一个 JSON 对象，至少有 text（文字）和 elements（要素: 级别）。"
            ) from None
        for name, level in levels:
            if not _is_level(level):
                raise ValueError(_no_level(f"{path.name} 第{n}行", name, level))
        out.append(record)
    return out


def _levels_of(record: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """Each element that a record labels, with its level; AttributeError where the labels are no mapping."""
    for name in ("elements", "elements2", "goods", "goods2"):
        yield from (record.get(name) or {}).items()


def _is_level(value: object) -> bool:
    return isinstance(value, (str, int)) and not isinstance(value, bool) and _level(value) in LEVEL_NAMES


def _no_level(place: str, name: str, value: object) -> str:
    near = get_close_matches(str(value), LEVEL_NAMES, 1)
    fix = f"是不是 {near[0]}？" if near else ""
    known = "、".join(f"{level}（{title}）" for level, title in LEVEL_NAMES.items())
    return f"{place}：要素 {name} 的级别“{str(value)[:30]}”认不得。{fix}级别只有 {known} 三种，请改正。"


def document_of(text: str) -> Document:
    """Plain text as a document, a line a paragraph."""
    lines = [line for line in text.split("\n") if line.strip()]
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document("txt", digest, tuple(Paragraph(i, line) for i, line in enumerate(lines)))


def evaluate(labels: Sequence[dict[str, Any]], standard: Standard) -> Sheet:
    """Review every labelled text and compare."""
    sheet = Sheet()
    for n, record in enumerate(labels):
        review = review_document(document_of(record["text"]), f"{record.get('id', n)}.txt", standard)
        _score(sheet, str(record.get("id", n)), record, review, standard)
    return sheet


def _level(value: object) -> str:
    return _LEVELS.get(value, str(value))


def _kinds(record: dict[str, Any]) -> list[str]:
    """The kinds that are right for a record: either reader's."""
    given = [record.get("kind") or "", record.get("kind2") or ""]
    out = [k for g in given if g for k in (("plan", "other") if g == _OTHER_PLAN else (g,))]
    return list(dict.fromkeys(out)) or [""]


def _score(sheet: Sheet, id: str, record: dict[str, Any], review: Review, standard: Standard) -> None:
    sheet.documents += 1
    kinds = _kinds(record)
    # Where two readers differ, or either kind will do, what the judge said decides which labels it is held to.
    gold_kind = review.kind if review.kind in kinds else kinds[0]
    _score_elements(sheet, id, record, review, standard, gold_kind)
    if gold_kind:
        sheet.confusion[gold_kind, review.kind] += 1
        right = review.kind in kinds
        sheet.kinds_right += right
        if not right:
            sheet.misses.append(Miss(id, "kind", gold_kind, review.kind, review.title))
    if review.kind == gold_kind:
        _score_sections(sheet, id, record, review, standard)
    _score_defects(sheet, id, record, review)


def _score_elements(
    sheet: Sheet, id: str, record: dict[str, Any], review: Review, standard: Standard, gold_kind: str
) -> None:
    second = record.get("elements2") or record["elements"]
    goods, goods2 = record.get("goods") or {}, record.get("goods2") or record.get("goods") or {}
    gold = {**record["elements"], **(goods if gold_kind == "plan" else {})}
    gold2 = {**second, **(goods2 if gold_kind == "plan" else {})}
    for judgement in review.elements:
        if judgement.id not in gold:
            continue
        a, b = _level(gold[judgement.id]), _level(gold2.get(judgement.id, gold[judgement.id]))
        sheet.by_level[judgement.id, a if judgement.level != b else b, judgement.level] += 1
        if (a == "covered") == (b == "covered"):
            got = judgement.level == "covered"
            sheet.elements.setdefault(judgement.id, Counts()).add(got, a == "covered")
            sheet.by_kind.setdefault((gold_kind, judgement.id), Counts()).add(got, a == "covered")
        if judgement.group == standard.groups[0].id:
            sheet.levels += 1
            sheet.levels_right += judgement.level in (a, b)
            sheet.false_missing += judgement.level == "missing" and "missing" not in (a, b)
        if judgement.level not in (a, b):
            words = judgement.evidence[0].text if judgement.evidence else ""
            label = a if a == b else f"{a}/{b}"
            sheet.misses.append(Miss(id, judgement.id, label, judgement.level, words))


def _score_sections(
    sheet: Sheet, id: str, record: dict[str, Any], review: Review, standard: Standard
) -> None:
    """Of a paper whose kind was recognised, where its record says which sections it has."""
    kind, wanted = standard.kind(review.kind), record.get("sections")
    if kind is None or not isinstance(wanted, list) or not all(isinstance(s, str) for s in wanted):
        return
    if wanted and not any(s.id in wanted for s in kind.sections):
        return
    for section in review.sections:
        gold = section.id in wanted
        sheet.sections.add(section.found, gold)
        sheet.by_section.setdefault(f"{review.kind}.{section.id}", Counts()).add(section.found, gold)
        if section.found != gold:
            label, verdict = ("found" if x else "missing" for x in (gold, section.found))
            sheet.misses.append(Miss(id, f"section.{section.id}", label, verdict, section.heading))


def _score_defects(sheet: Sheet, id: str, record: dict[str, Any], review: Review) -> None:
    if "defects" not in record:
        return
    gold = {d.partition(":")[0] for d in record["defects"]}
    got = {f.rule for f in review.findings}
    for rule in sorted((gold | got) - {"coverage.missing", "coverage.named_only"}):
        sheet.defects.setdefault(rule, Counts()).add(rule in got, rule in gold)
        if rule in got and rule not in gold:
            words = next(f.message for f in review.findings if f.rule == rule)
            sheet.misses.append(Miss(id, rule, "-", "found", words))
        elif rule in gold and rule not in got:
            sheet.misses.append(Miss(id, rule, "found", "-"))
