"""A Review in, bytes out, and back again whole: for the ledger and for the way home from a worker process."""

from __future__ import annotations

import json
import zlib
from functools import cache
from typing import TYPE_CHECKING, Any

from checker.findings import Review

if TYPE_CHECKING:
    from msgspec.json import Decoder, Encoder

__all__ = ["from_bytes", "to_bytes"]


def to_bytes(review: Review, level: int = 1) -> bytes:
    """Everything a review holds, as JSON packed by zlib at `level`; 0, for a short way, packs nothing.

    Never a pickle: the ledger lies where others can write.
    """
    import msgspec

    try:
        plain = _encoder().encode(review)
    except UnicodeEncodeError:  # a file's name that is no Unicode: only this writer escapes half characters
        built = msgspec.to_builtins(review, enc_hook=_number)
        plain = json.dumps(built, separators=(",", ":")).encode("ascii")
    return zlib.compress(plain, level)


def from_bytes(data: bytes) -> Review:
    """The review that `to_bytes` was given; raises ValueError when the bytes are something else.

    Fields that this version does not know are passed over and new ones get their defaults, so that a
    review stored by another version can still be compared with.
    """
    import msgspec

    try:
        plain = zlib.decompress(data)
        try:
            return _decoder().decode(plain)
        except msgspec.DecodeError:
            # Half characters, or the form of version 0.1 before 2026-12, which named each class ("_").
            return msgspec.convert(json.loads(plain, object_hook=_named), Review, strict=False)
    except (zlib.error, msgspec.MsgspecError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise ValueError("not a stored review") from error


@cache
def _encoder() -> Encoder:
    import msgspec

    return msgspec.json.Encoder(enc_hook=_number)


@cache
def _decoder() -> Decoder[Review]:
    import msgspec

    return msgspec.json.Decoder(Review)


def _number(value: Any) -> Any:
    """A numpy scalar as Python's own; raises TypeError for anything else a review cannot hold."""
    if hasattr(value, "item"):
        return value.item()
    raise TypeError(f"a review holds a {type(value).__name__}")


def _named(found: dict[str, Any]) -> Any:
    return dict(found["pairs"]) if found.get("_") == "dict" else found
