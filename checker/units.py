"""The roster's lines (名单行) in, whose each file is and which of them were asked for out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from checker.owner import Owner
from checker.schools import branchless, folder_unit, one_name, school
from chinese_cli.han import HAN

if TYPE_CHECKING:
    from checker.expected.line import Line

__all__ = ["asked_for", "claimed", "drafts", "listed", "same_schools"]

# A folder of a town's schools.
_TOWN = re.compile(f"(?:^|/)([{HAN}]{{1,7}}(?:镇|乡|街道|学区|中心校))(?=/)")
_COUNTY = re.compile(f"[{HAN}]{{2,7}}[县市区旗]")  # a folder of a county's papers


def claimed(lines: Iterable[Line]) -> dict[str, Owner]:
    """By file, the school and person of the roster's line (名单行) it was matched or corrected to; of one nobody
    asked for (名单外), the roster's school where it is one."""
    owners: dict[str, Owner] = {}
    for line in lines:
        if line.submission is None:
            continue
        if line.due is not None:
            owners[line.submission.file] = Owner(line.due.unit, line.due.person)
        elif line.unit:
            owners[line.submission.file] = Owner(line.unit)
    return owners


def same_schools(papers: Iterable[tuple[str, str]]) -> dict[str, Owner]:
    """Without a roster, by file, the one name of a school that its papers (file and 单位) write in several ways:
    实验小学 is the 青禾县实验小学, where no other county's is met, and 红岩村小 the 红岩村小学, where none lies in another
    town's folder. Schools of one name are left as they are.
    """
    met: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for file, organization in papers:
        unit = organization or folder_unit(file)
        if school(unit).stage:
            met.setdefault(one_name(unit), {}).setdefault(unit, []).append(file)
    owners: dict[str, Owner] = {}
    for names in met.values():
        counties = {school(name).region for name in names} - {""}
        for files in names.values():
            counties.update(
                part[:-1] for file in files for part in file.split("/")[:-1] if _COUNTY.fullmatch(part)
            )
        towns = {part for files in names.values() for file in files for part in _TOWN.findall(file)}
        if len(names) < 2 or len(counties) > 1 or len(towns) > 1:
            continue
        whole = min(map(branchless, names), key=_written)
        owners.update((file, Owner(whole)) for files in names.values() for file in files)
    return owners


def _written(name: str) -> tuple[bool, bool, int, str]:
    """What ways of writing a name are sorted by: with the county first, whole (小学) before short (小)."""
    return not school(name).region, name[-1:] in "小中幼校", len(name), name


def drafts(lines: Iterable[Line]) -> dict[str, str]:
    """By file, whose paper it is by the roster or a person's word, or whose it can be alone (认不准): two files
    of one kind and one writer are two drafts, signed or not."""
    owners: dict[str, str] = {}
    for line in lines:
        if line.submission is None:
            continue
        due = line.due
        if due is not None and (due.person or line.submission.kind == "plan"):
            owners[line.submission.file] = due.whose
        elif due is None and len(line.candidates) == 1:
            owners[line.submission.file] = line.candidates[0]
    return owners


def listed(lines: Iterable[Line]) -> dict[str, str]:
    """The roster's schools by the core of their names."""
    return {school(line.due.unit).core: line.due.unit for line in lines if line.due is not None}


def asked_for(lines: Iterable[Line]) -> frozenset[str]:
    """The files of which the roster's lines do not say that nobody asked for them (交错文种, 名单外)."""
    lines = tuple(lines)
    if not lines:  # a start without a roster does without the rest
        return frozenset()
    from checker.expected.line import UNASKED

    return frozenset(
        line.submission.file for line in lines if line.submission is not None and line.state not in UNASKED
    )
