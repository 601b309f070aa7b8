"""A template and its fields in, every mistake at once out: place, words, tag and repair in Chinese.

The scanning of tags in Word templates is docxtpl-lint's; what it cannot know (full-width braces, tags that
documents have no use for) is here and in `flaws`, Excel templates are in `lintsheet`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from docgen.flaws import OUTSIDE, Flaw, schema, signs, unused, wording
from docgen.foreign import dangers, weigh
from docgen.kinds import Kind
from docgen.lintsheet import sheet_flaws
from docgen.package import read_members
from docgen.problems import UserError, clean
from docgen.refusals import refusals
from docgen.sandbox import environment
from docgen.template import too_many_tags

__all__ = ["lint_template", "members_of"]

_PARTS = {"body": "正文", "header": "页眉", "footer": "页脚", "footnotes": "脚注"}
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


def lint_template(source: bytes, kind: Kind | None) -> tuple[Flaw, ...]:
    """Every flaw of a .docx or .xlsx template; without a kind the names of fields are not judged."""
    members = members_of(source)
    found = [Flaw(place, "", "", problem, repair) for place, problem, repair in dangers(members)]
    if "xl/workbook.xml" in members:
        return (*found, *sheet_flaws(source, kind))
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
        yield from signs(paragraph.text, place)
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
        problem, repair = wording(issue.rule, dict(issue.params), kind)
        yield Flaw(place, words, issue.snippet, problem, repair, issue.severity == "error")
    if kind:
        used = {re.split(r"\.|\[", v)[0] for v in result.variables}
        yield from unused(kind, used)


def _place(part: str, paragraph: int, cells: Iterable[Any]) -> str:
    """正文第3段, or 正文第1个表格第3行第2列."""
    name = _PARTS.get(part.rstrip("0123456789"), part)
    path = "里的".join(f"第{c.table}个表格第{c.row}行第{c.col}列" for c in cells)
    return f"{name}{path or f'第{paragraph}段'}"


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
            problem, repair = wording("DTL103", {"msg": wrong}, None)
            yield Flaw(place, text, tag, problem, repair)
            continue
        for node in tree.find_all(nodes.Filter):
            if node.name not in env.filters:
                yield Flaw(place, text, tag, *wording("DTL104", {"name": node.name}, None))
    for match in _STATEMENT.finditer(text):
        name = match["name"]
        if name not in (*_USUAL, *_RARE) and not OUTSIDE.match(match[0]):
            near = difflib.get_close_matches(name, _USUAL, 1, 0.6)
            hint = f"（是不是“{near[0]}”？）" if near else ""
            repair = f"改成能用的：{'、'.join(_USUAL)}{hint}"
            yield Flaw(place, text, match[0], f"不认识“{clean(name)}”这种标记", repair)
