"""corpus/layout.yaml in, what GB/T 9704 asks of page, fonts and lines, with clause and strength, out (版面规定)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from corpus.yamldoc import Node, parse

__all__ = ["Clause", "Margins", "PageLayout", "load_page_layout", "parse_page_layout"]

STRENGTHS = {"must": "规定", "general": "一般", "recommended": "推荐", "practice": "实务习惯"}


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the standard and how strongly it speaks: must, general, recommended or practice."""

    number: str
    strength: str

    @property
    def word(self) -> str:
        """The strength in Chinese: 规定, 一般, 推荐, 实务习惯."""
        return STRENGTHS[self.strength]


@dataclass(frozen=True, slots=True)
class Margins:
    """Margins in millimetres; `name` is that of the layout they belong to."""

    name: str
    top: float
    left: float
    bottom: float
    right: float


@dataclass(frozen=True, slots=True)
class PageLayout:
    """The standard's page. Several margins may be right (profiles of layout.yaml); sizes are half points.

    `body` and `title` are (font, size); `headings[n]` the font of level n, from 1.
    """

    name: str
    since: datetime.date
    width_mm: float
    height_mm: float
    margins: tuple[Margins, ...]
    lines: int
    body: tuple[str, int]
    title: tuple[str, int]
    headings: dict[int, str]
    number: tuple[str, int]
    size_names: dict[int, str]
    clauses: dict[str, Clause]

    def size_name(self, size: int) -> str:
        """A size as an office says it: 三号, or 15磅."""
        return self.size_names.get(size) or f"{size / 2:g}磅"


def _margins(name: str, page: dict[str, Node]) -> Margins:
    return Margins(
        name, *(page[f"{side}_mm"].number(f"{side}_mm") for side in ("top", "left", "bottom", "right"))
    )


def _clause(node: Node) -> Clause:
    value = node.mapping("条款", {"clause", "strength"}, set())
    strength = value["strength"].text("strength")
    if strength not in STRENGTHS:
        raise value["strength"].fail(f"strength“{strength}”不认识", f"写其中之一：{'、'.join(STRENGTHS)}")
    return Clause(value["clause"].text("clause"), strength)


def parse_page_layout(text: str, file: str) -> PageLayout:
    """The layout in a YAML text; StandardError names file, line and fix."""
    root = parse(text, file)
    needed = {"name", "since", "page", "grid", "fonts", "sizes", "styles", "page_number", "clauses"}
    value = root.mapping("版面", needed, {*(root.value if isinstance(root.value, dict) else ())})
    page = value["page"].value
    fonts = {key: node.value for key, node in value["fonts"].value.items()}
    sizes = {key: int(node.number(key)) for key, node in value["sizes"].value.items()}
    styles = {n.value["id"].text("id"): n.value for n in value["styles"].items("styles")}

    def type_of(node: dict[str, Node]) -> tuple[str, int]:
        font, size = node["font"].text("font"), node["size"].text("size")
        return fonts.get(font, font), sizes.get(size) or int(node["size"].number("size"))

    name = value["name"].text("name")
    margins = [_margins(name, page)]
    for title, profile in (value["profiles"].value if "profiles" in value else {}).items():
        if "page" in profile.value:
            margins.append(_margins(title, {**page, **profile.value["page"].value}))
    since = value["since"]
    try:
        start = datetime.date.fromisoformat(since.text("since"))
    except ValueError:
        raise since.fail(f"since“{since.value}”不是日期", "写成 2012-07-01 的样子") from None
    return PageLayout(
        name=name,
        since=start,
        width_mm=page["width_mm"].number("width_mm"),
        height_mm=page["height_mm"].number("height_mm"),
        margins=tuple(margins),
        lines=int(value["grid"].value["lines"].number("lines")),
        body=type_of(styles["BodyIndent"]),
        title=type_of(styles["Title"]),
        headings={n: type_of(styles[f"Heading{n}"])[0] for n in (1, 2, 3, 4)},
        number=type_of(value["page_number"].value),
        size_names={size: name for name, size in sizes.items()},
        clauses={key: _clause(node) for key, node in value["clauses"].value.items()},
    )


@lru_cache(maxsize=1)
def load_page_layout() -> PageLayout:
    """The packaged layout.

    >>> load_page_layout().clauses["paper"].word
    '规定'
    """
    text = (resources.files("corpus") / "layout.yaml").read_text(encoding="utf-8")
    return parse_page_layout(text, "layout.yaml")
