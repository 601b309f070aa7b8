"""Namespaces of OpenDocument, in the form in which lxml writes names."""

from __future__ import annotations

__all__ = ["DRAW", "LOEXT", "META", "OFFICE", "STYLE", "SVG", "TABLE", "TEXT"]

_BASE = "urn:oasis:names:tc:opendocument:xmlns:"
DRAW = f"{{{_BASE}drawing:1.0}}"
META = f"{{{_BASE}meta:1.0}}"
OFFICE = f"{{{_BASE}office:1.0}}"
STYLE = f"{{{_BASE}style:1.0}}"
TABLE = f"{{{_BASE}table:1.0}}"
TEXT = f"{{{_BASE}text:1.0}}"
SVG = f"{{{_BASE}svg-compatible:1.0}}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
