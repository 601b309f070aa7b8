"""A template and its fields in, every mistake at once out: place, words, tag and repair in Chinese.

The scanning of tags is docxtpl-lint's; what it cannot know (full-width braces, our fields, Excel templates)
and the wording are here.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from io import BytesIO
from typing import Any

from docgen.foreign import dangers, weigh
from docgen.kinds import Kind
from docgen.package import read_members
from docgen.problems import UserError, clean
from docgen.sandbox import environment, refusals
from docgen.template import jinja_words, too_many_tags

__all__ = ["EXTRA", "Flaw", "lint_template", "members_of"]

_PARTS = {"body": "正文", "header": "页眉", "footer": "页脚", "footnotes": "脚注"}
_FULL = re.compile(r"[｛{][｛{]|[｝}][｝}]|[｛{][％%]|[％%][｝}]")
_FULL_SIGNS = "｛｝％"
_OUTSIDE = re.compile(
    r"\{%-?\s*(?:p|tr|tc|r)?\s*(include|import|from|extends|macro|call|block"
    r"|autoescape|filter|with|do|trans|debug)\b"
)
_EXPRESSION = re.compile(
    r"\{\{(?:p|tr|tc|r)?\s(?P<value>(?:(?!\{\{|\{%|\}\}).)+)\}\}"
    r"|\{%-?(?:p|tr|tc|r)?\s*(?:el)?if\s(?P<test>(?:(?!\{\{|\{%|%\}).)+?)-?%\}"
    r"|\{%-?(?:p|tr|tc|r)?\s*for\s+[\w, ]+\s+in\s(?P<list>(?:(?!\{\{|\{%|%\}).)+?)-?%\}"
    r"|\{%-?(?:p|tr|tc|r)?\s*set\s+[\w]+\s*=(?P<set>(?:(?!\{\{|\{%|%\}).)+?)-?%\}"
)
# What a tag may begin with; the last three are docxtpl's, for table cells.
_STATEMENT = re.compile(r"\{%-?(?:(?:p|tr|tc|r)\s)?\s*(?P<name>[^\W\d]\w*).*?%\}")
_USUAL = ("if", "elif", "else", "endif", "for", "endfor", "set")
_RARE = ("endset", "with", "endwith", "raw", "endraw", "filter", "endfilter", "cellbg", "colspan", "vm", "hm")
_WHOLE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_UNITS = {"paragraph": "段", "row": "行", "cell": "格", "table row": "行", "table cell": "格"}
EXTRA = ("文件标题",)


@dataclass(frozen=True, slots=True)
class Flaw:
    """One mistake in a template. `must` flaws forbid its use; the others may be meant so."""

    place: str
    words: str
    tag: str
    problem: str
    repair: str
    must: bool = True

    def __str__(self) -> str:
        words = f"“{clean(self.words)}”" if self.words else ""
        tag = f"标记 {clean(self.tag)} " if self.tag else ""
        mark = "" if self.must else "（提醒）"
        return f"{mark}{self.place}{words}：{tag}{self.problem}。改法：{self.repair}"


def schema(kind: Kind) -> dict[str, Any]:
    """The fields of a kind as the JSON Schema docxtpl-lint checks names against."""
    single: dict[str, Any] = {name: {"type": "string"} for name in (*kind.by_name, *EXTRA)}
    lists = {t.name: t.columns for t in kind.tables}
    if kind.whole:
        lists[kind.each] = kind.columns
    for name, columns in lists.items():
        item = {"type": "object", "properties": {f.name: {"type": "string"} for f in columns}}
        single[name] = {"type": "array", "items": item}
    return {"type": "object", "properties": single}


def lint_template(source: bytes, kind: Kind | None) -> tuple[Flaw, ...]:
    """Every flaw of a .docx or .xlsx template; without a kind the names of fields are not judged."""
    members = members_of(source)
    found = [Flaw(place, "", "", problem, repair) for place, problem, repair in dangers(members)]
    if "xl/workbook.xml" in members:
        return (*found, *_sheet(source, kind))
    if "word/document.xml" not in members:
        raise UserError("这个文件不是 Word 或 Excel 模板", "用 Word 另存为 .docx，或用 Excel 另存为 .xlsx")
    return (*found, *_word(source, kind))


def members_of(source: bytes) -> dict[str, bytes]:
    """The template's members, when they can be looked into at all."""
    members = read_members(source, "模板")
    weigh(members, "模板")
    return members


def _word(source: bytes, kind: Kind | None) -> Iterable[Flaw]:
    from docxtpl_lint import lint
    from docxtpl_lint.reader import iter_paragraphs

    paragraphs = list(iter_paragraphs(BytesIO(source)))
    texts = {(p.part, p.index): p.text for p in paragraphs}
    flaw = too_many_tags("\n".join(texts.values()))
    if flaw:
        yield Flaw("整个模板", "", "", flaw[0], flaw[1])
        return
    env = environment()
    begun: set[str] = set()  # parts where a tag was begun and is not ended yet
    for paragraph in paragraphs:
        place = _place(paragraph.part, paragraph.index, paragraph.cells)
        yield from _signs(paragraph.text, place)
        yield from _forbidden(paragraph.text, place, env)
        rest = _WHOLE.sub("", paragraph.text)
        stray = re.search(r"\}\}|%\}", rest)
        if stray and paragraph.part not in begun and not re.search(r"\{[{%]", rest[: stray.start()]):
            repair = f"删去“{stray[0]}”，或在前面补上“{'{{' if stray[0] == '}}' else '{%'}”"
            yield Flaw(place, paragraph.text, stray[0], "多出来的括号，前面没有开头", repair)
        elif stray:
            begun.discard(paragraph.part)
        if re.search(r"\{[{%]", rest[stray.end() if stray else 0 :]):
            begun.add(paragraph.part)
    try:
        result = lint(source, jinja_env=env, autoescape=True, schema=schema(kind) if kind else None)
    except (RecursionError, ValueError, SyntaxError):  # Python's own limits
        yield Flaw("整个模板", "", "", "标记套得太深，或里面的数太大", "把标记改得简单些")
        return
    if any(i.rule in ("DTL001", "DTL101", "DTL102", "DTL103") for i in result.issues):
        # The whole cannot be parsed, so docxtpl-lint stops at its structure: look into each tag by itself.
        whole = [i for i in result.issues if i.rule == "DTL103"]
        alone = [
            flaw
            for paragraph in paragraphs
            for flaw in _expressions(
                paragraph.text, _place(paragraph.part, paragraph.index, paragraph.cells), env
            )
        ]
        yield from alone
        result.issues = [i for i in result.issues if i.rule not in ("DTL103", "DTL104")]
        result.issues += whole if not alone and not result.issues else []
    for issue in result.issues:
        words = texts.get((issue.location.part, issue.location.paragraph), "")
        place = _place(issue.location.part, issue.location.paragraph, issue.location.cells)
        problem, repair = _wording(issue.rule, dict(issue.params), kind)
        yield Flaw(place, words, issue.snippet, problem, repair, issue.severity == "error")
    if kind:
        used = {re.split(r"\.|\[", v)[0] for v in result.variables}
        yield from _unused(kind, used)


def _place(part: str, paragraph: int, cells: Iterable[Any]) -> str:
    """正文第3段, or 正文第1个表格第3行第2列."""
    name = _PARTS.get(part.rstrip("0123456789"), part)
    path = "里的".join(f"第{c.table}个表格第{c.row}行第{c.col}列" for c in cells)
    return f"{name}{path or f'第{paragraph}段'}"


def _signs(text: str, place: str) -> Iterable[Flaw]:
    """Braces typed in full width: nothing would be filled in there, and nobody would be told."""
    found = _FULL.findall(text)
    if any(sign in mark for mark in found for sign in _FULL_SIGNS):
        tag = re.search(r"[｛{][｛{％%].*?[｝}％%]?[｝}]|[｛{][｛{％%].*", text)
        repair = "切换到英文输入法，重新输入花括号和百分号：{{ 栏目 }}"
        yield Flaw(place, text, tag[0] if tag else "", "花括号或百分号是全角的，填不进内容", repair)
    outside = _OUTSIDE.search(text)
    if outside:
        repair = "删去这个标记，把内容直接写在模板里"
        yield Flaw(place, text, outside[0], f"模板里不能用 {outside[1]}", repair)


def _tags(text: str, env: Any) -> Iterable[tuple[str, Any, str]]:
    """Each single tag's words with its parsed expression, or with None and what is wrong."""
    import jinja2

    for match in _EXPRESSION.finditer(text):
        expression = match["value"] or match["test"] or match["list"] or match["set"]
        try:
            yield match[0], env.parse("{{ " + expression.translate(_QUOTES) + " }}"), ""
        except jinja2.TemplateError as error:
            yield match[0], None, str(error)
        except (RecursionError, ValueError):
            yield match[0], None, "套得太深，或数太大"


def _forbidden(text: str, place: str, env: Any) -> Iterable[Flaw]:
    """What a template may not say, tag by tag."""
    for tag, tree, _ in _tags(text, env):
        for words in dict.fromkeys(refusals(tree) if tree else ()):
            yield Flaw(place, text, tag, words, "只用说明里列出的写法，或把内容直接写在模板里")


def _expressions(text: str, place: str, env: Any) -> Iterable[Flaw]:
    """What is wrong inside single tags: grammar and filters."""
    from jinja2 import nodes

    for tag, tree, wrong in _tags(text, env):
        if tree is None:
            problem, repair = _wording("DTL103", {"msg": wrong}, None)
            yield Flaw(place, text, tag, problem, repair)
            continue
        for node in tree.find_all(nodes.Filter):
            if node.name not in env.filters:
                yield Flaw(place, text, tag, *_wording("DTL104", {"name": node.name}, None))
    for match in _STATEMENT.finditer(text):
        name = match["name"]
        if name not in (*_USUAL, *_RARE) and not _OUTSIDE.match(match[0]):
            near = difflib.get_close_matches(name, _USUAL, 1, 0.6)
            hint = f"（是不是“{near[0]}”？）" if near else ""
            repair = f"改成能用的：{'、'.join(_USUAL)}{hint}"
            yield Flaw(place, text, match[0], f"不认识“{clean(name)}”这种标记", repair)


def _wording(rule: str, params: dict[str, Any], kind: Kind | None) -> tuple[str, str]:
    import yaml

    if "msg" in params:
        params["msg"] = jinja_words(str(params["msg"]))
    table = yaml.safe_load(resources.files("docgen").joinpath("lint.yaml").read_text(encoding="utf-8"))
    if "path" in params:
        params["path"] = str(params["path"]).replace("[*]", "")
        params["near"] = _near(params["path"], kind)
    if "unit" in params:
        params["unit"] = _UNITS.get(str(params["unit"]), "段")
    problem, repair = table.get(rule, ["标记有问题", "对照说明重写这个标记"])
    try:
        return problem.format_map(params), repair.format_map(params)
    except KeyError:
        return problem, repair


def _near(path: str, kind: Kind | None) -> str:
    if kind is None:
        return ""
    names = [*kind.by_name, *(f"{t.name}.{f.name}" for t in kind.tables for f in t.columns)]
    near = difflib.get_close_matches(path, names, 1, 0.4)
    return f"（是不是“{near[0]}”？）" if near else ""


def _unused(kind: Kind, used: set[str]) -> Iterable[Flaw]:
    """A field the secretary must fill in and the template never shows."""
    tables = {t.name for t in kind.tables if t.required} | ({kind.each} if kind.whole else set())
    named = set(re.findall(r"\{([^{}]*)\}", kind.file))
    columns = () if kind.whole else kind.columns
    needed = {f.name for f in (*kind.fields, *columns) if f.required} | tables
    for name in sorted(needed - used - named):
        yield Flaw(
            "整个模板",
            "",
            "",
            f"必填的栏目“{name}”没有用上",
            f"在该写的地方加上 {{{{ {name} }}}}，或改成不必填",
            False,
        )


def _sheet(source: bytes, kind: Kind | None) -> Iterable[Flaw]:
    import jinja2
    from jinja2 import meta, nodes
    from openpyxl import load_workbook

    from docgen.sheet import ROW_FOR

    env = environment(word=False)
    known = set(schema(kind)["properties"]) if kind else set()
    used: set[str] = set()
    try:
        sheets = load_workbook(BytesIO(source)).worksheets
    except Exception:  # openpyxl raises whatever its parsers raise on a malformed workbook
        sheets = []
    if not sheets:
        raise UserError("模板读不出", "用 Excel 或 WPS 打开后另存为 .xlsx")
    for sheet in sheets:
        loops: list[tuple[str, str]] = []
        for row in sheet.iter_rows():
            for cell in row:
                text = cell.value if isinstance(cell.value, str) else ""
                place = f"“{clean(sheet.title)}”表 {cell.coordinate}"
                yield from _signs(text, place)
                start = ROW_FOR.match(text)
                if start:
                    loops.append((place, start[1]))
                    text = "{{ " + start[2] + " }}"
                elif re.search(r"\{%-?\s*tr\s+endfor", text):
                    if loops:
                        loops.pop()
                    else:
                        yield Flaw(
                            place, "", text, "多出来的结束标记，前面没有开头", "删去它，或补上开头的一行"
                        )
                    continue
                try:
                    tree = env.parse(text)
                    names = meta.find_undeclared_variables(tree) if "{" in text else set()
                except (jinja2.TemplateError, RecursionError, ValueError) as error:
                    yield Flaw(
                        place,
                        text,
                        "",
                        f"标记的写法不对（{jinja_words(str(error))}）",
                        "重写这个单元格的标记",
                    )
                    continue
                for words in dict.fromkeys(refusals(tree)):
                    yield Flaw(place, text, "", words, "只用说明里列出的写法，或把内容直接写在模板里")
                for node in tree.find_all(nodes.Filter):
                    if node.name not in env.filters:
                        yield Flaw(place, text, "", *_wording("DTL104", {"name": node.name}, None))
                used |= names
                for name in sorted(
                    names - known - {variable for _, variable in loops} - {"序号"} if kind else ()
                ):
                    near = _near(name, kind)
                    yield Flaw(place, text, "", f"没有栏目“{name}”", f"改成有的栏目名{near}")
        for place, _ in loops:
            yield Flaw(place, "", "", "循环没有结束", "在要重复的行后面补一行 {%tr endfor %}")
    if kind:
        yield from _unused(kind, used)
