"""corpus/chrome.yaml in, compiled patterns of document-sharing sites' own words out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from corpus.yamldoc import Node, parse

__all__ = ["ChromePatterns", "chrome_anywhere", "load_chrome"]

_KEYS = ("strong", "weak", "inline", "signs", "facts", "fact")


@dataclass(frozen=True, slots=True)
class ChromePatterns:
    """One expression for each strength; see the comment at the head of chrome.yaml."""

    strong: re.Pattern[str]
    weak: re.Pattern[str]
    inline: re.Pattern[str]
    signs: re.Pattern[str]
    facts: re.Pattern[str]
    fact: re.Pattern[str]


@lru_cache(maxsize=1)
def load_chrome() -> ChromePatterns:
    """The packaged patterns. Raises StandardError for a broken file."""
    root = _root()
    return ChromePatterns(*(_joined(root, (key,)) for key in _KEYS))


@lru_cache(maxsize=1)
def chrome_anywhere() -> re.Pattern[str]:
    """What every text matches that has a strong or an inline one, or a sign of a site, in some line; most texts need no other."""
    return _joined(_root(), ("strong", "inline", "signs"), re.MULTILINE)


def _root() -> dict[str, Node]:
    text = (resources.files("corpus") / "chrome.yaml").read_text(encoding="utf-8")
    return parse(text, "chrome.yaml").mapping("网站用语", set(_KEYS), set())


def _joined(root: dict[str, Node], keys: Sequence[str], flags: int = 0) -> re.Pattern[str]:
    """One expression for all of these lists; StandardError names the line of one that is broken."""
    items = [(key, item) for key in keys for item in root[key].items(key)]
    try:
        return re.compile("|".join(f"(?:{item.text(key)})" for key, item in items), flags)
    except re.error:
        for key, item in items:
            try:
                re.compile(item.text(key))
            except re.error as error:
                raise item.fail(f"“{item.value}”不是正确的表达式（{error}）", "检查括号是否成对") from None
        raise
