"""What is wrong with a roster or a workbook of corrections: one exception, whose text is for the user."""

from __future__ import annotations

__all__ = ["RosterError"]


class RosterError(Exception):
    """A roster (名单) cannot be used; the text is Chinese and says which row and what to do."""
