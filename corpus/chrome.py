"""corpus/chrome.yaml in, compiled patterns of document-sharing sites' own words out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from corpus.yamldoc import parse

__all__ = ["ChromePatterns", "load_chrome"]


@dataclass(frozen=True, slots=True)
class ChromePatterns:
    """One expression for each strength; see the comment at the head of chrome.yaml."""

    strong: re.Pattern[str]
    weak: re.Pattern[str]
    inline: re.Pattern[str]
    anywhere: re.Pattern[str]  # what every text matches that has a strong or an inline one in some line


@lru_cache(maxsize=1)
def load_chrome() -> ChromePatterns:
    """The packaged patterns. Raises StandardError for a broken file."""
    text = (resources.files("corpus") / "chrome.yaml").read_text(encoding="utf-8")
    root = parse(text, "chrome.yaml").mapping("网站用语", {"strong", "weak", "inline"}, set())
    compiled = {}
    for key in ("strong", "weak", "inline"):
        for item in root[key].items(key):
            try:
                re.compile(item.text(key))
            except re.error as error:
                raise item.fail(f"“{item.value}”不是正确的表达式（{error}）", "检查括号是否成对") from None
        compiled[key] = re.compile("|".join(f"(?:{p})" for p in root[key].texts(key)))
    anywhere = re.compile(f"{compiled['strong'].pattern}|{compiled['inline'].pattern}", re.MULTILINE)
    return ChromePatterns(**compiled, anywhere=anywhere)
