"""A Review in, bytes out, and back again whole: for the ledger and for the way home from a worker process."""

from __future__ import annotations

import dataclasses
import json
import zlib
from typing import Any

from checker.document import Where
from checker.findings import Evidence, Finding, Judgement, Review, Section

__all__ = ["from_bytes", "to_bytes"]

_CLASSES: dict[str, type] = {c.__name__: c for c in (Review, Judgement, Section, Finding, Evidence, Where)}
_FIELDS = {c: tuple(f.name for f in dataclasses.fields(c)) for c in _CLASSES.values()}


def to_bytes(review: Review) -> bytes:
    """Everything a review holds, as packed JSON. Never a pickle: the ledger lies where others can write."""
    return zlib.compress(json.dumps(_plain(review), separators=(",", ":")).encode("ascii"), 1)


def from_bytes(data: bytes) -> Review:
    """The review that `to_bytes` was given; raises ValueError when the bytes are something else.

    Fields that this version does not know are passed over and new ones get their defaults, so that a
    review stored by another version can still be compared with.
    """
    try:
        review = _made(json.loads(zlib.decompress(data)))
    except (zlib.error, ValueError, TypeError, KeyError, RecursionError) as error:
        raise ValueError("not a stored review") from error
    if not isinstance(review, Review):
        raise ValueError("not a stored review")
    return review


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind in (str, int, float, bool) or value is None:
        return value
    if kind is tuple or kind is list:
        return [_plain(v) for v in value]
    if kind is dict:
        return {"_": "dict", "pairs": [[k, _plain(v)] for k, v in value.items()]}
    if kind.__name__ in _CLASSES:
        return {"_": kind.__name__} | {n: _plain(getattr(value, n)) for n in _FIELDS[kind]}
    if hasattr(value, "item"):  # a numpy scalar
        return value.item()
    raise TypeError(f"a review holds a {kind.__name__}")


def _made(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_made(v) for v in value)
    if not isinstance(value, dict):
        return value
    name = value["_"]
    if name == "dict":
        return {k: _made(v) for k, v in value["pairs"]}
    kind = _CLASSES[name]
    return kind(**{n: _made(value[n]) for n in _FIELDS[kind] if n in value})
