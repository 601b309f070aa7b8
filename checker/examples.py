"""Sentences a reviewer corrected (本局范例.jsonl) in, the corrected label for the same or nearly the same sentence out."""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checker.normal import normalise
from chinese_cli.clean import clean
from chinese_cli.han import HAN

__all__ = ["EXAMPLES", "LABELS", "Example", "Examples", "ExamplesError", "plain", "read_examples"]

EXAMPLES = "本局范例.jsonl"
# What a reviewer writes -> what is kept.
LABELS = {"写实": "covered", "只提到": "named", "未涉及": "missing", "不是这个要素": "missing"}
_ALIKE = 0.9
_GRAM = 3
_SHARED = 0.6  # of the grams, for a closer look
_MARKS = re.compile(rf"[^{HAN}A-Za-z0-9]+")
# A sentence that differs in one of these says something else.
_TURNS = re.compile(r"[不没未无非别勿莫]|\d+|[一二三四五六七八九十百千万两几]+")


class ExamplesError(ValueError):
    """An examples file that cannot be used; the text is Chinese and names file, line and what to do."""


@dataclass(frozen=True, slots=True)
class Example:
    """One corrected sentence: for this element of this standard its level is `label`."""

    standard: str
    element: str
    text: str
    label: str
    file: str = ""
    when: str = ""

    def to_json(self) -> dict[str, Any]:
        """The example as a line of the file."""
        return {
            "standard": self.standard,
            "element": self.element,
            "text": self.text,
            "label": self.label,
            "file": self.file,
            "when": self.when,
        }


def plain(text: str) -> str:
    """A sentence as it is compared: simplified, without marks, spaces and its number.

    >>> plain("（一）每周家访，两户。") == plain("每周家訪 两户")
    True
    """
    words = normalise(text).text
    words = re.sub(r"^(?:（?[一二三四五六七八九十\d]{1,3}[）、.]|[一二三四五六七八九十]是)", "", words)
    return _MARKS.sub("", words)


@dataclass(frozen=True, slots=True)
class Examples:
    """All examples; later lines win over earlier ones for the same sentence and element."""

    items: tuple[Example, ...] = ()
    _exact: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict, compare=False, repr=False)
    _grams: dict[str, tuple[int, ...]] = field(default_factory=dict, compare=False, repr=False)
    _plains: tuple[str, ...] = field(default=(), compare=False, repr=False)

    @classmethod
    def of(cls, items: Iterable[Example]) -> Examples:
        """The examples with what is needed to find them again."""
        last: dict[tuple[str, str, str], Example] = {}
        for item in items:
            key = (item.standard, item.element, plain(item.text))
            last.pop(key, None)
            last[key] = item
        exact: dict[tuple[str, str], dict[str, str]] = {}
        for (standard, element, words), item in last.items():
            exact.setdefault((standard, words), {})[element] = item.label
        plains = tuple(dict.fromkeys(words for _, words in exact))
        grams: dict[str, list[int]] = {}
        for n, words in enumerate(plains):
            for gram in _grams(words):
                grams.setdefault(gram, []).append(n)
        return cls(tuple(last.values()), exact, {g: tuple(ns) for g, ns in grams.items()}, plains)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def digest(self) -> str:
        """Changes whenever a sentence could be judged otherwise."""
        if not self.items:
            return ""
        lines = "\n".join(f"{i.standard}\t{i.element}\t{plain(i.text)}\t{i.label}" for i in self.items)
        return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()

    def labels(self, standard: str, text: str) -> dict[str, str]:
        """Element -> level for a sentence that is, or is nearly, a corrected one; empty for all others."""
        if not self.items:
            return {}
        words = plain(text)
        if (standard, words) in self._exact:
            return self._exact[standard, words]
        near = self._near(words)
        return self._exact.get((standard, near), {}) if near else {}

    def _near(self, words: str) -> str:
        grams = _grams(words)
        if not grams:
            return ""
        counts = Counter(n for g in grams for n in self._grams.get(g, ()))
        best, score = "", _ALIKE
        for n, count in sorted(counts.items()):
            other = self._plains[n]
            if count < _SHARED * len(grams) or _turns(other) != _turns(words):
                continue
            ratio = difflib.SequenceMatcher(None, words, other, autojunk=False).ratio()
            if ratio >= score and (ratio > score or not best):
                best, score = other, ratio
        return best


def _grams(words: str) -> frozenset[str]:
    return frozenset(words[i : i + _GRAM] for i in range(len(words) - _GRAM + 1))


def _turns(words: str) -> Counter[str]:
    return Counter(_TURNS.findall(words))


def read_examples(path: Path, must: bool = True) -> Examples:
    """The examples of a file. Raises ExamplesError; without `must` a file that is not there has none."""
    name = clean(path.name)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        if not must:
            return Examples()
        raise ExamplesError(f"找不到范例文件“{name}”。请检查路径，或去掉 --examples。") from None
    except UnicodeDecodeError:
        raise ExamplesError(f"范例文件“{name}”不是 UTF-8 编码。请从备份恢复，不要用表格软件另存。") from None
    except OSError:
        raise ExamplesError(f"打不开范例文件“{name}”。请检查权限，或关掉正在使用它的程序。") from None
    return Examples.of(_parsed(text, name))


def _parsed(text: str, name: str) -> Iterator[Example]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            values = {k: record.get(k, "") for k in ("standard", "element", "text", "label", "file", "when")}
            if not all(isinstance(v, str) for v in values.values()) or not plain(values["text"]):
                raise ValueError
            if values["label"] not in ("covered", "named", "missing") or not values["element"]:
                raise ValueError
        except (ValueError, AttributeError, RecursionError):
            raise ExamplesError(
                f"范例文件“{name}”第{number}行读不懂。请删去这一行，或恢复原来的文件；这个文件由 checker learn 写，不用手改。"
            ) from None
        yield Example(**values)
