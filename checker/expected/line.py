"""What is known of a due paper or of a file, as one line (一行) of 报送情况, and the states it can be in."""

from __future__ import annotations

from dataclasses import dataclass

from checker.expected.roster import Due
from checker.expected.submission import Submission

__all__ = ["BEFORE", "OPEN", "STATES", "UNASKED", "WRONG", "Instead", "Line", "Perhaps"]

# In the order people ask for them.
BEFORE = "上次已交"  # with --since: it came the time before and did not come again
STATES = ("已交", "迟交", BEFORE, "未交", "打不开", "交错文种", "重复报送", "认不准", "名单外", "免交")
# What still has to come.
OPEN = frozenset({"未交", "打不开", "交错文种"})
# What nobody asked for came.
UNASKED = frozenset({"交错文种", "名单外"})
WRONG = "认错了请在“更正到”填名单行号 "  # how a note on a paper of another kind goes on


@dataclass(frozen=True, slots=True)
class Perhaps:
    """A file that may be a missing paper, or hold it: whether it cannot be read, whether it came the time before,
    and whether it holds several papers (`joined`)."""

    file: str
    unread: bool = False
    earlier: bool = False
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Instead:
    """A paper that nobody asked for, from the unit of one that did not come."""

    file: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of a due paper or of a file (一行). `correction` is what a person wrote, to be shown again.

    `counts` says whether this line decides the due paper: of several files one does. `candidates` are the
    names of those whose a file may be, when it is not sure (认不准). `unit` is the roster's school that a file
    nobody asked for comes from; `doubts` are the files that may be this missing paper, `instead` those of its
    unit that are none that was asked for; `problem` says why what a person wrote was not followed, and what to
    write instead.
    """

    state: str
    due: Due | None = None
    submission: Submission | None = None
    reason: str = ""
    note: str = ""
    correction: str = ""
    counts: bool = True
    candidates: tuple[str, ...] = ()
    unit: str = ""
    doubts: tuple[Perhaps, ...] = ()
    problem: str = ""
    instead: tuple[Instead, ...] = ()

    @property
    def maybe(self) -> tuple[str, ...]:
        """The names of the files that may be this missing paper."""
        return tuple(one.file for one in self.doubts)
