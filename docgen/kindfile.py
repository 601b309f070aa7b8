"""A folder of templates/ in, a frozen `Kind` (文种) and its fields out; errors name line and fix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from corpus.yamldoc import Node, StandardError, parse
from docgen.kindkeys import must_have, short, two, under
from docgen.kinds import Field, Kind, Table
from docgen.organisation import NAMES
from docgen.problems import UserError, clean, system_words
from docgen.values import ILLEGAL

__all__ = ["find_kind", "load_kind_beside", "load_kinds"]

_TYPES = ("text", "long", "date", "month", "number", "year", "choice")
_FIELD_KEYS = {
    *("name", "type", "required", "default", "sample", "help"),
    *("ask", "aliases", "choices", "suggest", "by", "not_before", "years", "bare"),
    *("past", "most", "spelled", "short", "heads", "under", "clause", "ending", "unless", "counts"),
}
_IDENTIFIER = re.compile(r"[^\W\d]\w*\Z")
_SHEET = re.compile(r"[^\[\]:*?/\\'\n\t]{1,31}\Z")  # what Excel takes as a sheet's name
_SUGGESTIONS = re.compile(r"(?:\.\./[^./\\:][^/\\:]*/)?[^./\\:][^/\\:]*\.yaml\Z")
MAX_YAML = 1024 * 1024  # bytes; the largest packaged fields.yaml has 15 kB


def _field(name: str, node: Node, folder: Any) -> Field:
    values = node.mapping(f"栏目“{name}”", set(), _FIELD_KEYS)
    if not _IDENTIFIER.match(name):
        raise node.fail(f"栏目名“{name}”不能用在模板里", "只用汉字、字母、数字，不以数字开头，不含空格和括号")
    kind = values["type"].text("type") if "type" in values else "text"
    if kind not in _TYPES:
        raise node.fail(f"栏目“{name}”的 type 是“{kind}”", f"改成其中之一：{'、'.join(_TYPES)}", "type")

    def text(key: str) -> str:
        return str(values[key].value).strip() if key in values and isinstance(values[key].value, str) else ""

    choices = values["choices"].texts("choices") if "choices" in values else ()
    if kind == "choice" and not choices:
        raise node.fail(f"栏目“{name}”是选择项，却没有 choices", "补一行 choices: [甲, 乙]")
    options: tuple[tuple[str, tuple[str, ...]], ...] = ()
    if "suggest" in values:
        options = _suggestions(values["suggest"], folder, name)
    return Field(
        name=name,
        type=kind,
        required=text("required") == "true",
        default=text("default"),
        sample=text("sample"),
        help=text("help"),
        ask=text("ask"),
        aliases=values["aliases"].texts("aliases") if "aliases" in values else (),
        choices=choices,
        by=text("by"),
        options=options,
        not_before=text("not_before"),
        years=int(values["years"].number("years")) if "years" in values else 0,
        bare=text("bare") == "true",
        past=text("past") == "true",
        most=int(values["most"].number("most")) if "most" in values else 0,
        spelled=values["spelled"].texts("spelled") if "spelled" in values else (),
        short=short(values["short"], choices) if "short" in values else (),
        heads=values["heads"].texts("heads") if "heads" in values else (),
        clause=text("clause") == "true",
        ending=text("ending"),
        counts=text("counts"),
        unless=values["unless"].texts("unless") if "unless" in values else (),
        under=under(values["under"]) if "under" in values else "",
    )


def _suggestions(named: Node, folder: Any, field: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    file = named.text("suggest")
    source = folder.joinpath(file)
    inside = not isinstance(source, Path) or source.resolve().is_relative_to(folder.resolve().parent)
    if not _SUGGESTIONS.match(file) or not inside:
        raise named.fail(
            f"suggest 写的“{clean(file)}”不在模板文件夹里", "把 .yaml 放在 fields.yaml 旁边，只写文件名"
        )
    if not source.is_file():
        raise named.fail(f"suggest 写的“{clean(file)}”没有这个文件", "改正文件名，或补上这个文件")
    root = _yaml(source, f"{folder.name}/{file}")
    groups = root.mapping("选项文件", set(), set(root.value))
    out = []
    for group, node in groups.items():
        lists = node.mapping(group, set(), set(node.value))
        if field in lists:
            out.append((group, lists[field].texts(field)))
    return tuple(out)


def _yaml(source: Any, name: str) -> Node:
    """A template folder's YAML file; signs that no document can hold are told with their line."""
    with source.open("rb") as stream:
        data = stream.read(MAX_YAML + 1)
    if len(data) > MAX_YAML:
        raise UserError(f"{clean(name)} 超过 1 MB", "删去多余的内容")
    root = parse(data.decode("utf-8-sig"), clean(name))
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node.value, str):
            bad = ILLEGAL.search(node.value)
            if bad:
                raise node.fail(f"有看不见的控制字符（U+{ord(bad[0]):04X}）", "删掉这个字符")
        else:
            waiting += node.value.values() if isinstance(node.value, dict) else node.value
    return root


def _line(node: Node, what: str) -> str:
    """A name on one line: it becomes a file name, a heading of a sheet, a line on the terminal."""
    words = node.text(what).strip()
    if not words.isprintable() or len(words) > 100:
        raise node.fail(f"{what} 里有换行或看不见的字符，或超过 100 字", "写成一行普通文字")
    return words


def _sheet_name(node: Node, what: str) -> str:
    words = _line(node, what)
    if not _SHEET.match(words):
        raise node.fail(
            f"{what} 写的“{clean(words)}”不能作 Excel 的表名", "不超过 31 字，不用 [ ] : * ? / \\ '"
        )
    return words


def _fields(node: Node | None, folder: Any, common: dict[str, Node]) -> tuple[Field, ...]:
    out: list[Field] = []
    for item in node.items("栏目表") if node else []:
        if isinstance(item.value, str):
            if item.value not in common:
                raise item.fail(
                    f"templates/common.yaml 里没有栏目“{item.value}”", "改正名字，或在这里把栏目写全"
                )
            out.append(_field(item.value, common[item.value], folder))
        else:
            values = item.mapping("栏目", {"name"}, set(item.value))
            out.append(_field(values["name"].text("name"), item, folder))
        if any(f.name == out[-1].name for f in out[:-1]):
            raise item.fail(f"栏目“{out[-1].name}”写了两次", "删去其中一个")
    return tuple(out)


def _table(node: Node, folder: Any, common: dict[str, Node]) -> Table:
    values = node.mapping(
        "表", {"name", "columns"}, {"help", "required", "sample", "must_have", "in_order", "within"}
    )
    columns = _fields(values["columns"], folder, common)
    sample = []
    for row in values["sample"].items("sample") if "sample" in values else []:
        cells = row.mapping("sample", set(), set(row.value))
        sample.append(tuple((k, str(v.value)) for k, v in cells.items()))
    return Table(
        name=_sheet_name(values["name"], "name"),
        columns=columns,
        help=values["help"].text("help") if "help" in values else "",
        required="required" in values and values["required"].value == "true",
        sample=tuple(sample),
        must_have=must_have(values["must_have"], columns) if "must_have" in values else (),
        in_order=two(values["in_order"], "in_order", columns) if "in_order" in values else (),
        within=two(values["within"], "within") if "within" in values else (),
    )


def load_kind(folder: Any, common: dict[str, Node]) -> Kind:
    """One folder as a `Kind`."""
    root = _yaml(folder.joinpath("fields.yaml"), f"{folder.name}/fields.yaml")
    values = root.mapping(
        "fields.yaml",
        {"title", "about", "file"},
        {"folder", "each", "group", "order", "signers", "fields", "columns", "tables", "whole", "remind"},
    )
    template = next(
        (t for t in (folder.joinpath("template.docx"), folder.joinpath("template.xlsx")) if t.is_file()), None
    )
    if template is None:
        raise UserError(
            f"文种 {clean(folder.name)} 没有模板",
            f"在 {clean(folder.name)} 里放一个 template.docx 或 template.xlsx",
        )
    each = _sheet_name(values["each"], "each") if "each" in values else ""
    if "columns" in values and not each:
        raise root.fail("有 columns 却没有 each", "补一行“each: 党员名册”，写明名册的表名", "columns")
    kind = Kind(
        id=folder.name,
        title=_line(values["title"], "title"),
        about=_line(values["about"], "about"),
        file=_line(values["file"], "file"),
        folder=_line(values["folder"], "folder") if "folder" in values else "",
        each=each,
        group=_line(values["group"], "group") if "group" in values else "",
        order=int(values["order"].number("order")) if "order" in values else 100,
        signers=values["signers"].texts("signers") if "signers" in values else (),
        fields=_fields(values.get("fields"), folder, common),
        columns=_fields(values.get("columns"), folder, common),
        tables=tuple(_table(t, folder, common) for t in values["tables"].items("tables"))
        if "tables" in values
        else (),
        template=template,
        example=folder.joinpath("example.yaml"),
        whole="whole" in values and values["whole"].value == "true",
        remind=values["remind"].text("remind") if "remind" in values else "",
    )
    for name in re.findall(r"\{([^{}]*)\}", kind.file):
        if name not in kind.by_name and name not in NAMES:
            raise values["file"].fail(
                f"文件名里的“{name}”不是本文种的栏目", "改成 fields 或 columns 里有的名字"
            )
    if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", kind.file)):
        raise values["file"].fail("文件名里的花括号没有成对", "写成 {姓名}-承诺书 的样子")
    return kind


def _common() -> dict[str, Node]:
    text = resources.files("templates").joinpath("common.yaml").read_text(encoding="utf-8")
    root = parse(text, "templates/common.yaml")
    return root.mapping("common.yaml", set(), set(root.value))


def load_kind_beside(template: Path) -> Kind | None:
    """The kind whose folder the template lies in, or None when there is no fields.yaml."""
    if not template.with_name("fields.yaml").is_file():
        return None
    try:
        return load_kind(template.resolve().parent, _common())
    except StandardError as error:
        raise UserError(str(error).rstrip("。")) from None
    except (OSError, UnicodeDecodeError):
        raise UserError("模板旁边的 fields.yaml 读不出", "用 UTF-8 保存，检查文件是否完整") from None


def _folders(extra: Path | None) -> Iterator[Any]:
    roots: list[Any] = [resources.files("templates")]
    if extra:
        if not extra.is_dir():
            raise UserError(f"没有模板文件夹 {clean(str(extra))}", "检查 --templates 后面的路径")
        roots.append(extra)
    for root in roots:
        for folder in sorted(root.iterdir(), key=lambda f: f.name):
            if folder.is_dir() and folder.joinpath("fields.yaml").is_file():
                yield folder


def load_kinds(extra: Path | None = None) -> dict[str, Kind]:
    """Every kind by id, in the order of the pack; a folder in `extra` replaces a packaged one of its name."""
    try:
        common = _common()
        kinds = {folder.name: load_kind(folder, common) for folder in _folders(extra)}
    except StandardError as error:
        raise UserError(str(error).rstrip("。")) from None
    except (OSError, UnicodeDecodeError) as error:
        words = system_words(error) if isinstance(error, OSError) else "不是 UTF-8"
        raise UserError(f"模板文件读不出（{words}）", "用 UTF-8 保存，检查文件是否完整") from None
    return {k.id: k for k in sorted(kinds.values(), key=lambda k: (k.order, k.id))}


def find_kind(kinds: dict[str, Kind], name: str) -> Kind:
    """The kind of that id or Chinese title; a near miss is suggested."""
    import difflib

    for kind in kinds.values():
        if name in (kind.id, kind.title):
            return kind
    near = difflib.get_close_matches(name, [*kinds, *(k.title for k in kinds.values())], 1, 0.5)
    hint = f"是不是“{near[0]}”？" if near else ""
    raise UserError(
        f"没有文种“{clean(name)}”", f"{hint}可用的有：{'、'.join(kinds)}；运行 docgen kinds 看说明"
    )
