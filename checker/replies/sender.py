"""Who writes the letters to the schools (落款), until when answers are wanted, how to be reached."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Sender"]


@dataclass(frozen=True, slots=True)
class Sender:
    """Name, deadline (期限) and contact (联系方式) as they are to stand in a letter; each may be empty."""

    name: str = ""
    limit: str = ""
    contact: str = ""
