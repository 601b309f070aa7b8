"""A roster of what is due and the reviews of what came in, who has sent what and who has not out (报送核对)."""

from checker.expected.form import write_form
from checker.expected.match import Matcher
from checker.expected.outcome import Line, outcomes
from checker.expected.roster import Due, Roster, read_roster
from checker.expected.submission import Submission
from checker.expected.trouble import RosterError

__all__ = [
    "Due",
    "Line",
    "Matcher",
    "Roster",
    "RosterError",
    "Submission",
    "outcomes",
    "read_roster",
    "write_form",
]
