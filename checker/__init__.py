"""Reviews submitted documents: a file in, a judgement with quoted evidence out (审查).

`review` and `review_all` are the stable way in for other programs (docs/api.md); what else lies in this
package may change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checker.api import review, review_all

__all__ = ["review", "review_all"]


def __getattr__(name: str) -> Any:
    """Both are loaded when they are asked for, so that a command's --help is there at once."""
    if name in __all__:
        from checker import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
