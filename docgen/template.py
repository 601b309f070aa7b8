"""A .docx template compiled once, one context after another in, the bytes of one finished .docx each out.

docxtpl turns Word's XML with tags into a Jinja source; that and the compilation happen once a template.
For each document only the members that hold tags are rendered and compressed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape

from docgen.finish import finish
from docgen.package import CORE, Pack, digests, read_members, seal
from docgen.problems import UserError, clean
from docgen.values import chinese_date, chinese_number, date_text

__all__ = ["Template", "TemplateError", "environment", "jinja_words", "render_error"]

_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml\Z|docProps/core\.xml\Z")
_TAG = re.compile(r"\{[{%#]")
_BREAK = Markup('</w:t><w:br/><w:t xml:space="preserve">')
_TAB = Markup('</w:t><w:tab/><w:t xml:space="preserve">')
_RUN_WITH_TAG = re.compile(r"<w:r>(<w:t\b[^>]*>[^<]*\{\{)")
MAX_REPEAT = 1000
MAX_OUTPUT = 100 * 1024 * 1024


class TemplateError(UserError):
    """A template that cannot be used or filled."""


def environment(date_style: str = "arabic", word: bool = True) -> Any:
    """A sandboxed Jinja environment: nothing undefined passes, nothing can be loaded, and in Word's XML
    (`word`) every value is escaped.
    """
    import jinja2
    from jinja2.sandbox import ImmutableSandboxedEnvironment, SecurityError

    class Sandbox(ImmutableSandboxedEnvironment):
        """Also refuses the operators that can make a value of any size."""

        intercepted_binops = frozenset({"*", "**", "%"})

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            if all(isinstance(v, int) and abs(v) < 10**6 for v in (left, right)) and operator != "**":
                return super().call_binop(context, operator, left, right)
            raise SecurityError(f"模板里不能用“{operator}”")

    env = Sandbox(
        autoescape=word,
        undefined=jinja2.StrictUndefined,
        finalize=_shown if word else _plain,
        keep_trailing_newline=True,
    )
    formal: Callable[[datetime.date], str] = chinese_date if date_style == "chinese" else date_text
    env.filters["成文日期"] = lambda value: formal(value) if isinstance(value, datetime.date) else value
    env.filters["分段"] = lambda value: [line.strip() for line in str(value).split("\n") if line.strip()]
    env.filters["顿号"] = lambda values: "、".join(str(v) for v in values)
    env.filters["汉字数"] = _chinese_ordinal
    for name in ("pprint", "xmlattr", "tojson", "urlize", "random", "format", "center", "indent", "safe"):
        env.filters.pop(name, None)  # of no use in a document, and some unsafe in one
    env.globals.clear()
    env.globals.update(range=_range, namespace=jinja2.utils.Namespace)
    return env


def _chinese_ordinal(number: int) -> str:
    """1 to 99 as 一 to 九十九, for headings numbered in a loop.

    >>> _chinese_ordinal(12)
    '十二'
    """
    return chinese_number(int(number))


def _shown(value: Any) -> Any:
    """How a value is printed: dates in words, line breaks and tabs as Word's own."""
    if isinstance(value, str):
        if isinstance(value, Markup):
            return value
        text = escape(value)
        if "\n" in text:
            text = Markup(text.replace("\n", _BREAK))
        if "\t" in text:
            text = Markup(text.replace("\t", _TAB))
        return text
    if isinstance(value, datetime.date):
        return date_text(value)
    if value is None:
        return ""
    return value


def _plain(value: Any) -> Any:
    """How a value is printed where no markup is: dates in words, nothing for nothing."""
    if isinstance(value, datetime.date):
        return date_text(value)
    return "" if value is None else value


class Template:
    """One compiled template. `render` is pure: the same context gives the same bytes."""

    def __init__(self, source: bytes, name: str, env: Any, seal: bool = False) -> None:
        import jinja2
        from docxtpl import DocxTemplate

        self.name = name
        self._seal = seal
        members = read_members(source, f"模板 {clean(name)} ")
        if "word/document.xml" not in members:
            raise TemplateError(f"模板 {clean(name)} 不是 Word 文档", "用 Word 或 WPS 另存为 .docx")
        patch = DocxTemplate(b"").patch_xml
        self._parts: dict[str, Any] = {}
        fixed: dict[str, bytes] = {}
        for member, data in members.items():
            text = _normal(data, name) if _PARTS.match(member) else ""
            if not text or not _TAG.search(re.sub(r"<[^>]*>", "", text)):
                fixed[member] = data
                continue
            source_xml = _RUN_WITH_TAG.sub(
                r'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>\1', patch(text)
            )
            try:
                self._parts[member] = env.from_string(source_xml)
            except jinja2.TemplateError as error:
                raise TemplateError(
                    f"模板 {clean(name)} 里有写错的标记（{jinja_words(str(error))}）",
                    f"运行 docgen lint {clean(name)} 看每一处错误",
                ) from None
        if CORE in fixed:
            self._core = {CORE: fixed.pop(CORE)}
        else:
            self._core = {}
        self._pack = Pack(fixed)
        self._digests = digests(fixed)

    def members(self, context: dict[str, object]) -> dict[str, bytes]:
        """The rendered members for one context."""
        import jinja2

        out = {}
        for member, part in self._parts.items():
            try:
                xml = part.render(context)
            except (jinja2.TemplateError, ArithmeticError, TypeError, ValueError, AttributeError) as error:
                raise render_error(self.name, error) from None
            if len(xml) > MAX_OUTPUT:
                raise TemplateError(f"模板 {clean(self.name)} 生成的内容太大", "检查模板里的循环")
            out[member] = finish(xml, self._seal).encode("utf-8")
        return out

    def render(self, context: dict[str, object]) -> bytes:
        """One finished document."""
        return self._pack.build(seal(self._digests, {**self._core, **self.members(context)}))


def _range(*bounds: int) -> range:
    """range() within reason."""
    numbers = range(*bounds)
    if len(numbers) > MAX_REPEAT:
        raise ValueError(f"重复超过 {MAX_REPEAT} 次")
    return numbers


def jinja_words(message: str) -> str:
    """What Jinja complains of, in Chinese.

    >>> jinja_words("unexpected '}', expected ')'")
    '这里是“}”，应当是“)”'
    """
    quoted = re.findall(r"'([^']*)'", message)
    if message.startswith("unexpected") and "expected '" in message and len(quoted) > 1:
        return f"这里是“{clean(quoted[0])}”，应当是“{clean(quoted[1])}”"
    if message.startswith("expected token") and len(quoted) > 1:
        return f"这里应当是“{clean(quoted[0])}”，却是“{clean(quoted[1])}”"
    if message.startswith(("unexpected char", "unexpected '")) and quoted:
        return f"不该有“{clean(quoted[0])}”"
    if "No filter named" in message and quoted:
        return f"没有“|{clean(quoted[0])}”这种处理"
    if "unknown tag" in message and quoted:
        return f"不认识“{clean(quoted[0])}”"
    if "has no attribute" in message and quoted:
        return f"没有“{clean(quoted[-1])}”这一项"
    return clean(message, 80) if any("一" <= c <= "鿿" for c in message) else "写法不完整"


def render_error(name: str, error: Exception) -> TemplateError:
    """What a failing rendering means for the user."""
    import jinja2

    if isinstance(error, jinja2.UndefinedError):
        match = re.search(r"'([^']+)' is undefined", str(error))
        missing = clean(match[1]) if match else jinja_words(str(error))
        return TemplateError(
            f"模板 {clean(name)} 用到了数据里没有的栏目（{missing}）",
            f"运行 docgen lint {clean(name)} 核对栏目名",
        )
    return TemplateError(
        f"模板 {clean(name)} 填不进这份数据（{jinja_words(str(error))}）", "检查模板里的标记"
    )


def _normal(data: bytes, name: str) -> str:
    """The part as lxml writes it, which is what docxtpl's patterns expect."""
    from lxml import etree

    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise TemplateError(f"模板 {clean(name)} 已损坏", "用 Word 或 WPS 打开后另存一份") from None
    text = etree.tostring(root, encoding="unicode", pretty_print=False)
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'
