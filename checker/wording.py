"""A standard or many documents in, the wording that is nobody's own out (共用的文字).

Requirements and names of the standard, the printed text of our templates, and what most of a batch has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

from checker.document import Document
from checker.owntext import COMMON, Wording, condense, grams
from corpus import Standard

__all__ = [
    "common_wording",
    "longest_stretch",
    "shared_wording",
    "standard_wording",
    "wording_of",
]

_FIELD = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


def standard_wording(standard: Standard, templates: Iterable[str] = ()) -> Wording:
    """The wording everybody may use: the standard's requirements and names, and template texts."""
    texts = [standard.title]
    for element in standard.elements:
        texts += [element.title, *element.phrases, element.requirement, element.advice]
    for kind in standard.kinds:
        texts += [kind.title, *(h for s in kind.sections for h in (s.title, *s.headings))]
    texts += [p.task for p in standard.phases]
    return frozenset(g for t in (*texts, *templates) for g in grams(condense(t), COMMON))


def wording_of(texts: Iterable[str]) -> Wording:
    """The wording of texts that everybody was given: a form, a notice."""
    return frozenset(g for text in texts for line in text.split("\n") for g in grams(condense(line), COMMON))


def common_wording(
    documents: Iterable[Document], part: float = 0.5, least: int = 10, beyond: int = 0
) -> Wording:
    """Wording that stands in more than `part` of a sample of at least `least` documents, and in more than `beyond`.

    It comes from a notice or a formula they all quote, not from each other.
    """
    counts: Counter[str] = Counter()
    number = 0
    for document in documents:
        number += 1
        # Words on both sides of a paragraph's end are no wording.
        counts.update({g for p in document.paragraphs for g in grams(condense(p.text), COMMON)})
    if number < least:
        return frozenset()
    return frozenset(gram for gram, count in counts.items() if count > max(part * number, beyond))


def longest_stretch(documents: Sequence[Document], wording: Wording) -> str:
    """The longest stretch in one of a few documents that is made of this wording."""
    best = ""
    for document in documents[:5]:
        for stretch in _stretches(document, wording):
            best = max(best, stretch, key=len)
    return best


def _stretches(document: Document, wording: Wording) -> Iterator[str]:
    for paragraph in document.paragraphs:
        text = condense(paragraph.text)
        start = end = 0
        for i in range(len(text) - COMMON + 1):
            if text[i : i + COMMON] in wording:
                start, end = (i, i + COMMON) if i > end else (start, i + COMMON)
                yield text[start:end]


def _template_texts() -> Iterator[str]:
    """The text of the packaged templates without values: printed words, commitments to choose from, defaults.

    The worked examples (example.yaml) are left out: who hands in an example's facts did not write them.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for folder in sorted(resources.files("templates").iterdir(), key=lambda f: f.name):
        if not folder.is_dir():
            continue
        for file in sorted(folder.iterdir(), key=lambda f: f.name):
            if file.name.endswith(".yaml") and not file.name.startswith("example"):
                for text in _strings(yaml.load(file.read_text(encoding="utf-8"), loader)):
                    # Words on both sides of a value are not neighbours.
                    yield from _FIELD.split(text)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


@lru_cache(maxsize=4)
def shared_wording(standard: Standard) -> Wording:
    """The wording of a standard and of all templates; made once a process."""
    return standard_wording(standard, _template_texts())
