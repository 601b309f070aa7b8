"""A .docx template of this package and a context in, the bytes of one finished letter out.

docxtpl turns Word's XML with tags into a Jinja source once; each letter then takes a few milliseconds.
"""

from __future__ import annotations

import hashlib
import io
import re
from importlib import resources
from typing import Any
from zipfile import BadZipFile, ZipFile

from checker.reports.clean import one_line, plain, xml_text
from checker.reports.zipcopy import rewrite_bytes
from chinese_cli.numerals import chinese_number

__all__ = ["Letter", "untouched"]

_MAIN, _CORE = "word/document.xml", "docProps/core.xml"
_MARK = re.compile(r"<dc:identifier[^>]*>checker:([0-9a-f]{64})</dc:identifier>")
_END = "</cp:coreProperties>"


class Letter:
    """One template, compiled. `render` is pure: the same context gives the same bytes."""

    def __init__(self, name: str) -> None:
        """`name` is feedback or reminder."""
        from docxtpl import DocxTemplate
        from jinja2 import StrictUndefined
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        self._source = (resources.files("checker.replies") / f"{name}.docx").read_bytes()
        env = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_shown)
        env.filters["汉字数"] = _number
        with ZipFile(io.BytesIO(self._source)) as archive:
            body, core = (archive.read(name).decode("utf-8") for name in (_MAIN, _CORE))
        self._body = env.from_string(DocxTemplate(io.BytesIO(self._source)).patch_xml(body))
        self._core = env.from_string(core)

    def render(self, context: dict[str, Any], title: str) -> bytes:
        """The finished letter, with a mark by which `untouched` knows it again."""
        core = self._core.render({"文件标题": one_line(title)})
        main = self._body.render(context).encode("utf-8")
        mark = (
            '<dc:identifier xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"checker:{hashlib.sha256(main).hexdigest()}</dc:identifier>"
        )
        return rewrite_bytes(
            self._source, {_MAIN: main, _CORE: core.replace(_END, mark + _END).encode("utf-8")}
        )


def untouched(content: bytes) -> bool:
    """Whether these bytes are a letter as `Letter` wrote it: one a person has edited since is not."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            if any(info.file_size > 50_000_000 for info in archive.infolist()):
                return False
            core, main = archive.read(_CORE).decode("utf-8", "replace"), archive.read(_MAIN)
    except (BadZipFile, KeyError, OSError, ValueError, RuntimeError):
        return False
    found = _MARK.search(core)
    return found is not None and found[1] == hashlib.sha256(main).hexdigest()


def _number(number: int) -> str:
    """1 to 99 in Chinese, greater ones in digits."""
    return chinese_number(number) if 0 < number < 100 else str(number)


def _shown(value: Any) -> Any:
    """A value as Word's XML can hold it: no control characters, line ends as Word's own."""
    from markupsafe import Markup, escape

    if value is None:
        return ""
    if isinstance(value, str) and not isinstance(value, Markup):
        lines = [escape(plain(xml_text(line))) for line in value.split("\n")]
        return Markup('</w:t><w:br/><w:t xml:space="preserve">').join(lines)
    return value
