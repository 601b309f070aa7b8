"""What programs do to a folder while a person saves a document: operations with their times in seconds.

Word's and WPS's are written down from their documented behaviour (see the research notes); LibreOffice's was
seen by listing a folder while it saved. `play` performs them on anything that has write, rename and delete.
"""

from __future__ import annotations

from typing import Protocol

Step = tuple[float, str, str, object]

DOC = "承诺书.docx"

WORD: list[Step] = [
    (0.0, "write", "~$诺书.docx", "lock"),
    (30.0, "write", "~WRD0000.tmp", "part of it"),
    (30.5, "write", "~WRD0000.tmp", "second content"),
    (30.6, "rename", DOC, "~WRL0001.tmp"),
    (30.8, "rename", "~WRD0000.tmp", DOC),
    (31.0, "delete", "~WRL0001.tmp", None),
    (90.0, "write", "~WRD0002.tmp", "third content!"),
    (90.2, "rename", DOC, "~WRL0003.tmp"),
    (90.3, "rename", "~WRD0002.tmp", DOC),
    (90.4, "delete", "~WRL0003.tmp", None),
    (120.0, "delete", "~$诺书.docx", None),
]

WPS: list[Step] = [
    (0.0, "write", ".~承诺书.docx", "lock"),
    (25.0, "write", DOC, ""),
    (25.2, "write", DOC, "second"),
    (26.0, "write", DOC, "second content"),
    (80.0, "write", DOC, ""),
    (81.0, "write", DOC, "third content!"),
    (110.0, "delete", ".~承诺书.docx", None),
]

LIBREOFFICE: list[Step] = [
    (0.0, "write", ".~lock.承诺书.docx#", "lock"),
    (20.0, "write", "lu3541q0.tmp", "second content"),
    (20.3, "rename", "lu3541q0.tmp", DOC),
    (70.0, "write", "lu3541q1.tmp", "third content!"),
    (70.2, "rename", "lu3541q1.tmp", DOC),
    (100.0, "delete", ".~lock.承诺书.docx#", None),
]

PROGRAMS: dict[str, list[Step]] = {"Word": WORD, "WPS": WPS, "LibreOffice": LIBREOFFICE}


class Folder(Protocol):
    """What operations are performed on."""

    def write(self, name: str, content: str) -> None: ...
    def rename(self, old: str, new: str) -> None: ...
    def delete(self, name: str) -> None: ...


def perform(folder: Folder, step: Step) -> None:
    _, verb, name, argument = step
    if verb == "write":
        folder.write(name, str(argument))
    elif verb == "rename":
        folder.rename(name, str(argument))
    else:
        folder.delete(name)
