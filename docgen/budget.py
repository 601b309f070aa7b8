"""How much may come of a template: what its loops and its values may take, and the count that is kept of it."""

from __future__ import annotations

from jinja2 import TemplateRuntimeError

__all__ = ["BUDGET", "MAX_OUTPUT", "MAX_REPEAT", "MAX_TEXT", "Budget"]

BUDGET = "docgen budget"  # with a space, so that no template can name it
MAX_REPEAT = 1000  # rows a range() may give: no paper of a school repeats a line more often
MAX_TEXT = 100_000  # characters of one value; the whole seed corpus has no paper of half that length
MAX_WORK = 1_000_000
"""Steps of loops, each counted with what stands inside: 5,000 rows of a wide table are 200,000."""
MAX_OUTPUT = 100 * 1024 * 1024  # bytes of one finished part


class Budget:
    """How much one document may still take."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = MAX_WORK

    def spend(self, work: int) -> None:
        """Count `work` steps; too many are an error."""
        self.left -= work
        if self.left < 0:
            raise TemplateRuntimeError("重复的次数太多")
