"""corpus/layout.yaml and an optional unit profile (单位版面) in, a frozen `Layout` out."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from corpus.yamldoc import StandardError, parse
from docgen.problems import UserError, clean
from docgen.values import ILLEGAL

__all__ = ["Layout", "Page", "PageNumber", "Style", "load_layout", "twips"]

TWIPS_PER_MM = 1440 / 25.4
MAX_FILE = 100_000  # bytes of a profile; the standard layout has 6,000
MAX_NUMBER = 2000  # the greatest number a layout holds is a line's height in twips
_ALIGN = ("left", "right", "center", "both")


def twips(mm: float) -> int:
    """Millimetres as twentieths of a point, Word's unit.

    >>> twips(37)
    2098
    """
    return round(mm * TWIPS_PER_MM)


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet and its margins, in millimetres."""

    width_mm: float
    height_mm: float
    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style. Indents in characters, `before` and `after` in lines, `size` in half points."""

    id: str
    name: str
    font: str
    size: int
    align: str = "left"
    indent: float = 0
    left: float = 0
    right: float = 0
    hanging: float = 0
    before: float = 0
    after: float = 0
    line: str = "grid"
    outline: int = 0
    keep_next: bool = False
    page_break: bool = False


@dataclass(frozen=True, slots=True)
class PageNumber:
    """How the page number (页码) is set."""

    font: str
    size: int
    left: str
    right: str
    odd: str
    even: str
    indent: float
    footer_mm: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole page layout. `latin` is the font of digits and letters, empty for the Chinese font."""

    name: str
    page: Page
    line_twips: int
    spacing_twips: int
    lines: int
    characters: int
    body_font: str
    body_size: int
    latin: str
    styles: tuple[Style, ...]
    page_number: PageNumber
    date: str
    signature: str


def load_layout(profile: str | None = None) -> Layout:
    """The standard layout, changed by a built-in profile's name or by a YAML file's path.

    >>> load_layout().line_twips
    579
    """
    change: dict[str, Any] = {}
    data = yaml.safe_load(resources.files("corpus").joinpath("layout.yaml").read_text(encoding="utf-8"))
    profiles = data.pop("profiles")
    where = "corpus/layout.yaml"
    if profile:
        if profile in profiles:
            change = profiles[profile]
        else:
            change, where = _profile_file(profile, tuple(profiles)), profile
        data = _merge(data, change, where)
    try:
        _sane(change)
        return _build(data)
    except (KeyError, TypeError, ValueError) as error:
        words = clean(str(error), 120) if any("一" <= c <= "鿿" for c in str(error)) else "不是该填的样子"
        raise UserError(
            f"版面文件 {clean(where)} 有一项写得不对（{words}）", "对照 corpus/layout.yaml 改这一项"
        ) from None


def _sane(value: Any) -> None:
    """Every value of a layout goes into XML or into sums: short words, small numbers, nothing else."""
    if isinstance(value, dict):
        for inner in value.values():
            _sane(inner)
    elif isinstance(value, list):
        for inner in value:
            _sane(inner)
    elif isinstance(value, str):
        if len(value) > 100 or ILLEGAL.search(value):
            raise ValueError(f"“{clean(value, 20)}”太长，或有看不见的字符")
    elif isinstance(value, (int, float)):
        if not abs(value) <= MAX_NUMBER:
            raise ValueError(f"数“{value}”太大，最多 {MAX_NUMBER}")
    elif value is not None:
        raise ValueError(f"“{clean(str(value), 20)}”不是文字，也不是数字")


def _profile_file(profile: str, known: tuple[str, ...]) -> dict[str, Any]:
    path = Path(profile)
    if not path.is_file():
        raise UserError(
            f"没有叫“{profile}”的版面，也没有这个文件",
            f"现成的版面有：{'、'.join(known)}；或写出一个 YAML 文件的路径",
        )
    try:
        if path.stat().st_size > MAX_FILE:
            raise UserError(f"版面文件 {clean(profile)} 太大", "只写要改的项")
        text = path.read_text(encoding="utf-8-sig")
        # Tells of references, which can unfold without end, and of faults by line.
        parse(text, clean(profile))
        change = yaml.safe_load(text)
    except StandardError as error:
        raise UserError(str(error).rstrip("。")) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError):
        raise UserError(f"版面文件 {clean(profile)} 读不出", "用 UTF-8 保存，检查缩进和冒号") from None
    if not isinstance(change, dict):
        raise UserError(f"版面文件 {profile} 不是“项目: 值”的形式", "对照 corpus/layout.yaml 写要改的项")
    return change


def _merge(base: dict[str, Any], change: dict[str, Any], where: str, path: str = "") -> dict[str, Any]:
    """`base` with the values of `change`; styles are matched by id; keys the standard lacks are refused."""
    out = dict(base)
    for key, value in change.items():
        if key not in base:
            raise UserError(
                f"版面文件 {where} 里不认识的项“{path}{key}”", f"可用的项：{'、'.join(map(str, base))}"
            )
        old = base[key]
        if isinstance(old, dict):
            if not isinstance(value, dict):
                raise UserError(f"版面文件 {where} 的“{path}{key}”下面应当分项写", "对照 corpus/layout.yaml")
            out[key] = _merge(old, value, where, f"{path}{key}.")
        elif key == "styles":
            by_id = {style["id"]: style for style in old}
            for style in value if isinstance(value, list) else [None]:
                if not isinstance(style, dict) or style.get("id") not in by_id:
                    raise UserError(
                        f"版面文件 {where} 的 styles 每项要有认识的 id", f"可用的 id：{'、'.join(by_id)}"
                    )
                by_id[style["id"]] = {**by_id[style["id"]], **style}
            out[key] = list(by_id.values())
        else:
            out[key] = value
    return out


def _build(data: dict[str, Any]) -> Layout:
    fonts, sizes, grid, number = data["fonts"], data["sizes"], data["grid"], data["page_number"]

    def size(value: str | int) -> int:
        return sizes[value] if value in sizes else int(value)

    if not all(isinstance(face, (str, type(None))) for face in fonts.values()):
        raise ValueError("fonts 里应当是字体名")
    styles = []
    for raw in data["styles"]:
        given = {k: v for k, v in raw.items() if k != "clause"}
        given["font"] = fonts.get(given["font"], given["font"])
        given["size"] = size(given["size"])
        style = Style(**given)
        for name in ("indent", "left", "right", "hanging", "before", "after", "outline"):
            if not isinstance(getattr(style, name), (int, float)):
                raise ValueError(f"样式 {style.id} 的 {name} 应当是数字")
        if not all(isinstance(w, str) for w in (style.name, style.font, style.line)):
            raise ValueError(f"样式 {style.id} 的 name、font、line 应当是文字")
        if style.align not in _ALIGN:
            raise ValueError(f"样式 {style.id} 的 align 是“{style.align}”，只能是 {'、'.join(_ALIGN)}")
        styles.append(style)
    number = {**number, "font": fonts.get(number["font"], number["font"]), "size": size(number["size"])}
    page_number = PageNumber(**number)
    if {page_number.odd, page_number.even} - set(_ALIGN) or not all(
        isinstance(w, str) for w in (page_number.left, page_number.right, page_number.font)
    ):
        raise ValueError(f"页码的位置只能是 {'、'.join(_ALIGN)}，两边的字应当是文字")
    if not all(isinstance(n, (int, float)) for n in (page_number.indent, page_number.footer_mm)):
        raise ValueError("页码的 indent、footer_mm 应当是数字")
    if data["date"] not in ("arabic", "chinese"):
        raise ValueError("date 只能是 arabic 或 chinese")
    if data["signature"] not in ("plain", "seal"):
        raise ValueError("signature 只能是 plain 或 seal")
    return Layout(
        name=str(data["name"]),
        page=Page(**{k: float(v) for k, v in data["page"].items()}),
        line_twips=int(grid["line_twips"]),
        spacing_twips=int(grid["spacing_twips"]),
        lines=int(grid["lines"]),
        characters=int(grid["characters"]),
        body_font=fonts["仿宋"],
        body_size=sizes["三号"],
        latin=fonts["西文"] or "",
        styles=tuple(styles),
        page_number=page_number,
        date=data["date"],
        signature=data["signature"],
    )
