"""What a run found out in, a letter to each school out: 反馈意见, and 催交通知 where something is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checker.replies.write import Letters

__all__ = ["write_replies"]


def write_replies(*args: Any, **named: Any) -> Letters:
    """See `checker.replies.write.write_replies`; imported when called, so that --help stays instant."""
    from checker.replies.write import write_replies as write

    return write(*args, **named)
