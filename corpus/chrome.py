"""corpus/chrome.yaml in, compiled patterns of document-sharing sites' own words out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from corpus.yamldoc import Node, parse

__all__ = ["ChromePatterns", "ChromeTraces", "chrome_traces", "load_chrome"]

_KEYS = ("opens", "strong", "weak", "inline", "signs", "facts", "fact")


@dataclass(frozen=True, slots=True)
class ChromeTraces:
    """What tells that a text has a site's words; see the comment at the head of chrome.yaml.

    `opens` matches a line break and the beginning of the line behind it, which is found twice as fast as the beginning
    of a line (`^`). Expressions that begin with a character of their own are found fastest joined (`strong`), the
    others each by itself.
    """

    opens: tuple[re.Pattern[str], ...]
    strong: tuple[re.Pattern[str], ...]
    inline: tuple[re.Pattern[str], ...]
    signs: tuple[re.Pattern[str], ...]

    def __bool__(self) -> bool:
        """Whether there is any expression."""
        return bool(self.opens or self.strong or self.inline or self.signs)

    def found_in(self, text: str) -> ChromeTraces:
        """Those that some line of a text may match: hardly any text has one."""
        groups = (self.strong, self.inline, self.signs)
        opens = tuple([one for one in self.opens if one.search(f"\n{text}")])
        return ChromeTraces(opens, *(tuple([one for one in group if one.search(text)]) for group in groups))

    def marked(self, line: str) -> int:
        """Where in a line the first words are that make it a site's, or -1."""
        for one in self.opens:
            if one.match(f"\n{line}"):
                return 0
        return min((found.start() for one in self.strong if (found := one.search(line))), default=-1)

    def signed(self, line: str) -> bool:
        """Whether a line shows that the file comes from a site, and stays in it all the same."""
        return any(one.search(line) for one in self.signs)


@dataclass(frozen=True, slots=True)
class ChromePatterns:
    """What a file that has a trace of a site is searched for, `weak` from a line's beginning; see chrome.yaml."""

    weak: re.Pattern[str]
    inline: re.Pattern[str]
    facts: re.Pattern[str]
    fact: re.Pattern[str]


@lru_cache(maxsize=1)
def chrome_traces() -> ChromeTraces:
    """The packaged expressions for every text. Raises StandardError for a broken file."""
    root = _root()
    return ChromeTraces(
        (_joined(root, "opens", re.MULTILINE, r"\n(?:{})"),),
        (_joined(root, "strong", re.MULTILINE),),
        _single(root, "inline"),
        _single(root, "signs"),
    )


@lru_cache(maxsize=1)
def load_chrome() -> ChromePatterns:
    """The packaged patterns that few files need: compiling them takes its time. Raises StandardError as well."""
    root = _root()
    return ChromePatterns(*(_joined(root, key) for key in ("weak", "inline", "facts", "fact")))


def _root() -> dict[str, Node]:
    text = (resources.files("corpus") / "chrome.yaml").read_text(encoding="utf-8")
    return parse(text, "chrome.yaml").mapping("网站用语", set(_KEYS), set())


def _joined(root: dict[str, Node], key: str, flags: int = 0, form: str = "{}") -> re.Pattern[str]:
    """One expression for all of a list, put into `form`; StandardError names the line of one that is broken."""
    items = root[key].items(key)
    try:
        return re.compile(form.replace("{}", "|".join(f"(?:{item.text(key)})" for item in items)), flags)
    except re.error:
        for item in items:
            _compiled(item, key)
        raise


def _single(root: dict[str, Node], key: str) -> tuple[re.Pattern[str], ...]:
    """Each expression of a list; StandardError names the line of one that is broken."""
    return tuple(_compiled(item, key) for item in root[key].items(key))


def _compiled(item: Node, key: str) -> re.Pattern[str]:
    try:
        return re.compile(item.text(key), re.MULTILINE)
    except re.error as error:
        raise item.fail(f"“{item.value}”不是正确的表达式（{error}）", "检查括号是否成对") from None
