"""A bureau's Word template in, a first kind from its tags and the fields.yaml to begin with out (初稿)."""

from __future__ import annotations

import re

from docgen.flaws import EXTRA
from docgen.kinds import Field, Kind, Table
from docgen.lint import members_of
from docgen.problems import UserError
from docgen.sandbox import environment

__all__ = ["fields_yaml", "inferred_kind"]


_IF = re.compile(r"\{%-?\s*(?:p|r|tr|tc)?\s*if\s+(\w+)\s*-?%\}")


def inferred_kind(source: bytes, name: str) -> Kind:
    """A kind whose fields are those a Word template uses, for a form or a first fields.yaml."""
    from docxtpl_lint import lint

    members = members_of(source)
    if "word/document.xml" not in members:
        raise UserError("只能从 Word 模板（.docx）列出栏目", "用 Word 另存为 .docx")
    variables = [
        v for v in lint(source, jinja_env=environment(), autoescape=True).variables if v not in EXTRA
    ]
    lists: dict[str, list[str]] = {}
    for path in variables:
        head, inside, tail = path.partition("[].")
        if inside:
            lists.setdefault(head, []).append(tail)
    words = re.sub(r"<[^>]*>", "", members["word/document.xml"].decode("utf-8", "replace"))
    asked = set(_IF.findall(words))  # {%p if 备注 %}: the template does without it
    single = [v for v in variables if "[]" not in v and "." not in v and v not in lists]
    return Kind(
        id=name,
        title=name,
        about="由模板里的标记列出",
        file=name,
        folder="",
        each="",
        group="",
        order=100,
        signers=(),
        fields=tuple(
            Field(v, type="date" if "日期" in v else "text", required=v not in asked) for v in single
        ),
        columns=(),
        tables=tuple(Table(t, tuple(Field(c, required=True) for c in names)) for t, names in lists.items()),
        template=None,
        example=None,
    )


def fields_yaml(kind: Kind) -> str:
    """A first fields.yaml for a new kind: what a bureau edits after drawing its template in Word."""
    out = [
        "# 由模板里的标记列出，请核对：type 可以是 text、long、date、month、number、choice；",
        "# 不是必填的把 required 改成 false；一人一份的，把人的栏目移到 columns 下面，并写 each: 党员名册。",
        f"title: {kind.title}",
        f"about: {kind.about}",
        f"file: {kind.title}",
        "fields:",
    ]
    out += [
        f"  - {{name: {f.name}, type: {f.type}, required: {str(f.required).lower()}, help: ''}}"
        for f in kind.fields
    ]
    if kind.tables:
        out.append("tables:")
    for table in kind.tables:
        out += [f"  - name: {table.name}", "    required: true", "    columns:"]
        out += [
            f"      - {{name: {f.name}, type: {f.type}, required: true, help: ''}}" for f in table.columns
        ]
    return "\n".join(out) + "\n"
