"""A .docx template compiled once, one context after another in, the bytes of one finished .docx each out.

docxtpl turns Word's XML with tags into a Jinja source; that and the compilation happen once a template.
For each document only the members that hold tags are rendered and compressed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docgen.budget import BUDGET, MAX_OUTPUT, Budget
from docgen.finish import finish
from docgen.package import CORE, Pack, digests, read_members, seal
from docgen.problems import UserError, clean
from docgen.sandbox import environment
from docgen.titlebreaks import break_titles, title_rooms

__all__ = ["Template", "TemplateError", "environment", "jinja_words", "render_error", "too_many_tags"]

_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml\Z|docProps/core\.xml\Z")
_TAG = re.compile(r"\{[{%#]")
_CLOSE = {"{": "}}", "%": "%}", "#": "#}"}
MAX_TAGS = 3000  # the packaged templates have fewer than 100
MAX_TAG = 2000  # characters of one tag
MAX_OPEN = 20  # tags without an end that are told one by one
MAX_SEARCH = 500_000  # characters looked through for the ends that are missing
_RUN_WITH_TAG = re.compile(r"<w:r>(<w:t\b[^>]*>[^<]*\{\{)")


class TemplateError(UserError):
    """A template that cannot be used or filled."""


class Template:
    """One compiled template. `render` is pure: the same context gives the same bytes."""

    def __init__(self, source: bytes, name: str, env: Any, seal: bool = False, foreign: bool = False) -> None:
        """`foreign`: not one of ours, so what it makes is looked at before it is written."""
        from docxtpl import DocxTemplate

        self.name = name
        self._seal = seal
        self._foreign = foreign
        members = read_members(source, f"模板 {clean(name)} ")
        if "word/document.xml" not in members:
            raise TemplateError(f"模板 {clean(name)} 不是 Word 文档", "用 Word 或 WPS 另存为 .docx")
        self._rooms = title_rooms(members)
        patch = DocxTemplate(b"").patch_xml
        self._parts: dict[str, Any] = {}
        fixed: dict[str, bytes] = {}
        for member, data in members.items():
            text = _normal(data, name) if _PARTS.match(member) else ""
            words = re.sub(r"<[^>]*>", "", text)
            if not _TAG.search(words):
                fixed[member] = data
                continue
            flaw = too_many_tags(words)
            if flaw:
                raise TemplateError(f"模板 {clean(name)} {flaw[0]}", flaw[1])
            source_xml = _RUN_WITH_TAG.sub(
                r'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>\1', patch(text)
            )
            self._parts[member] = _compiled(source_xml, name, env)
        if CORE in fixed:
            self._core = {CORE: fixed.pop(CORE)}
        else:
            self._core = {}
        self._pack = Pack(fixed)
        self._digests = digests(fixed)

    def members(self, context: dict[str, object]) -> dict[str, bytes]:
        """The rendered members for one context."""
        out = {}
        scope = {**context, BUDGET: Budget()}
        for member, part in self._parts.items():
            try:
                xml = "".join(self._pieces(part, scope)) if self._foreign else part.render(scope)
            except UserError:
                raise
            except (Exception, RecursionError) as error:  # whatever a template's expression raises
                raise render_error(self.name, error) from None
            xml = finish(xml, self._seal)
            if member == "word/document.xml":
                xml = break_titles(xml, self._rooms, context)
            data = xml.encode("utf-8")
            if self._foreign:
                _whole(data, self.name)
            out[member] = data
        return out

    def _pieces(self, part: Any, scope: dict[str, object]) -> Iterator[str]:
        """What comes of a part, as long as it is not too much."""
        size = 0
        for piece in part.generate(scope):
            size += len(piece)
            if size > MAX_OUTPUT:
                raise TemplateError(f"模板 {clean(self.name)} 生成的内容太大", "检查模板里的循环")
            yield piece

    def render(self, context: dict[str, object]) -> bytes:
        """One finished document."""
        return self._pack.build(seal(self._digests, {**self._core, **self.members(context)}))


def too_many_tags(words: str) -> tuple[str, str] | None:
    """Problem and repair when the tags are too many, or one too long, to be looked at one by one."""
    opened = [m.start() for m in _TAG.finditer(words)]
    if len(opened) > MAX_TAGS:
        return f"里标记太多（{len(opened)}处，最多{MAX_TAGS}处）", "重复的内容用 {%p for %} 来写"
    ends = [*opened[1:], len(words)] if opened else []
    open_ended = search = longest = 0
    for start, end in zip(opened, ends, strict=True):
        place = words.find(_CLOSE[words[start + 1]], start + 2, end)
        if place < 0:
            open_ended += 1
            search += len(words) - start
        else:
            longest = max(longest, place + 2 - start)
    if longest > MAX_TAG:
        return f"里有一个标记太长（{longest}字，最多{MAX_TAG}字）", "把它拆开，或改写得短些"
    if open_ended > MAX_OPEN or search > MAX_SEARCH:
        return f"里有{open_ended}个标记没有配上结尾", "每个 {{ 配一个 }}，每个 {% 配一个 %}"
    return None


def _compiled(source: str, name: str, env: Any) -> Any:
    """The part as a Jinja template."""
    import jinja2

    try:
        return env.from_string(source)
    except jinja2.TemplateError as error:
        words = jinja_words(str(error))
    except (SyntaxError, RecursionError, MemoryError, ValueError):  # Python's own limits on what Jinja wrote
        words = "标记套得太深，或太长"
    raise TemplateError(
        f"模板 {clean(name)} 里有写错的标记（{words}）", f"运行 docgen lint {clean(name)} 看每一处错误"
    )


def _whole(data: bytes, name: str) -> None:
    """Whether Word can open what came out: a tag laid across paragraphs or cells can tear the XML."""
    from lxml import etree

    try:
        etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError:
        raise TemplateError(
            f"模板 {clean(name)} 的标记把段落或表格拆散了，做出来的文件打不开",
            "成对的标记放在同一段里，或各占一段、各占一行",
        ) from None


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
    if "is unsafe" in message or "is not safely callable" in message:
        return "模板里不能这样写"
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
