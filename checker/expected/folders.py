"""The claims of all files in, whose a folder is by the papers that lie in it, out (同一文件夹里都是谁的)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import PurePosixPath

from checker.expected.match import Claim
from checker.expected.submission import Submission

__all__ = ["homes_of", "with_home"]

_LEAST = 2  # papers of one school, and none of another, that make a folder its own


def homes_of(claims: Iterable[tuple[Submission, Claim]]) -> dict[str, str]:
    """The folders in which all papers that are known to be somebody's are one school's, with its name."""
    found: dict[str, list[str]] = {}
    for submission, claim in claims:
        folder = str(PurePosixPath(submission.file).parent)
        if folder != "." and submission.status != "unreadable" and claim.subject is not None:
            found.setdefault(folder, []).append(claim.subject.unit)
    return {folder: of[0] for folder, of in found.items() if len(of) >= _LEAST and len(set(of)) == 1}


def with_home(submission: Submission, claim: Claim, homes: dict[str, str]) -> tuple[Claim, str]:
    """A file that cannot be read, of which neither folder nor name say whose it is, with the school whose papers lie
    beside it; anything else as it is, with ""."""
    home = homes.get(str(PurePosixPath(submission.file).parent), "")
    known = claim.subject is not None or claim.candidates or claim.against or claim.abroad
    if not home or known or submission.status != "unreadable":
        return claim, ""
    return dataclasses.replace(claim, reason=f"{claim.reason}；同一文件夹里别的材料都是“{home}”的"), home
