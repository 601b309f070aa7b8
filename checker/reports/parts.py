"""The package of a .docx comes in; its main part, and what must change in it to carry comments, come out."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from typing import Any

from lxml import etree

from checker import wordml
from checker.readers.package import Package
from checker.wordml import PACKAGE_RELATIONS

__all__ = ["CannotComment", "Parts"]

Element = Any  # lxml's element class is private

_TYPES = "[Content_Types].xml"
_CT = "http://schemas.openxmlformats.org/package/2006/content-types"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
# Parts that run, and the key bindings and toolbars that call them; none is handed on.
_RUNNING = frozenset({"vbaProject", "keyMapCustomizations", "attachedToolbars"})


class CannotComment(Exception):
    """The inner structure of a .docx does not allow a commented copy; the text is a Chinese sentence."""


class Parts:
    """The parts of a .docx that a commented copy changes.

    `changed` maps the names of changed and new members to their bytes, `dropped` names those left out.
    """

    def __init__(self, package: Package) -> None:
        """Find the main part, and leave macros and remote templates out of the copy."""
        self._package = package
        self.changed: dict[str, bytes] = {}
        self.dropped: set[str] = set()
        if _TYPES not in package:
            raise CannotComment("文件缺少内部目录，不能加批注。")
        targets = [r.target for r in package.relations("") if r.kind == "officeDocument" and not r.external]
        if not targets or targets[0] not in package:
            raise CannotComment("文件里找不到正文，不能加批注。")
        self.main = package.name(targets[0])
        self._types = self.tree(package.name(_TYPES))
        self._rels_name = self._rels_of(self.main)
        self._rels = self._rels_tree(self._rels_name)
        self._comments_name = ""
        self._comments: Element = None
        self._drop_running()
        self._drop_remote_template()
        self._find_comments()

    def tree(self, name: str) -> Element:
        """The root element of a member."""
        return wordml.parse(self._package.read(name))

    def put_tree(self, name: str, root: Element) -> None:
        """Take a member with new content into the copy."""
        content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        # libxml2 overlooks some faults (names such as w:1a) once and not twice: no school gets a file that
        # nobody can open.
        wordml.parse(content)
        self.changed[name] = content

    def next_comment_id(self, root: Element) -> int:
        """The first number that no comment of the file has."""
        used = [-1]
        marks = [
            n
            for local in ("commentRangeStart", "commentRangeEnd", "commentReference")
            for n in wordml.both(local)
        ]
        found = list(root.iter(*marks))
        if self._comments is not None:
            found += list(self._comments.iter(*wordml.both("comment")))
        for element in found:
            for name in wordml.both("id"):
                value = element.get(name, "")
                if value.isdecimal() and len(value) < 10:
                    used.append(int(value))
        return max(used) + 1

    def put_comments(self, comments: Sequence[Element]) -> None:
        """Add comments to the file's own, or make the part, its relationship and its content type."""
        if self._comments is not None:
            self._comments.extend(comments)
            self.put_tree(self._comments_name, self._comments)
        else:
            self._new_comments(comments)
        self.put_tree(self._package.name(_TYPES), self._types)
        self.put_tree(self._rels_name, self._rels)

    def drop_comments(self, root: Element, author: str, beginnings: tuple[str, ...]) -> None:
        """Take an author's comments that begin so out of the file, with their marks in the main part's `root`."""
        if self._comments is None:
            return
        gone = set()
        for comment in list(self._comments.iter(*wordml.both("comment"))):
            by = next((comment.get(name) for name in wordml.both("author") if comment.get(name)), "")
            if by == author and "".join(comment.itertext()).strip().startswith(beginnings):
                gone.add(_id(comment))
                comment.getparent().remove(comment)
        for local in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            for mark in [m for m in root.iter(*wordml.both(local)) if _id(m) in gone]:
                holder = mark.getparent()
                holder.remove(mark)
                rest = [c for c in holder if c.tag not in wordml.both("rPr")]
                if local == "commentReference" and not rest and holder.tag in wordml.both("r"):
                    holder.getparent().remove(holder)

    def _new_comments(self, comments: Sequence[Element]) -> None:
        folder = posixpath.dirname(self.main)
        name = posixpath.join(folder, "comments.xml")
        number = 1
        while name in self._package:
            number += 1
            name = posixpath.join(folder, f"comments{number}.xml")
        namespace = etree.QName(comments[0]).namespace
        root = etree.Element(f"{{{namespace}}}comments", nsmap={"w": namespace})
        root.extend(comments)
        self.put_tree(name, root)
        base = wordml.R_STRICT if namespace == wordml.W_STRICT else wordml.R
        ids = {relation.get("Id") for relation in self._rels}
        number = 1
        while f"rIdComments{number}" in ids:
            number += 1
        self._rels.append(
            etree.Element(
                f"{{{PACKAGE_RELATIONS}}}Relationship",
                Id=f"rIdComments{number}",
                Type=f"{base}/comments",
                Target=posixpath.basename(name),
            )
        )
        self._types.append(
            etree.Element(f"{{{_CT}}}Override", PartName=f"/{name}", ContentType=_COMMENTS_TYPE)
        )

    def _find_comments(self) -> None:
        for relation in self._package.relations(self.main):
            if relation.kind == "comments" and not relation.external and relation.target in self._package:
                self._comments_name = self._package.name(relation.target)
                self._comments = self.tree(self._comments_name)
                return

    def _drop_running(self) -> None:
        """Make an ordinary document of one with macros or of a template: else Word refuses the name .docx."""
        gone: set[str] = set()
        for relation in self._package.relations(self.main):
            if relation.kind in _RUNNING and not relation.external:
                gone.add(relation.target.lower())
                gone.add(self._rels_of(relation.target).lower())
                for further in self._package.relations(relation.target):
                    gone.add(further.target.lower())
        self.dropped.update(name for name in self._package.names() if name.lower() in gone)
        for relation in list(self._rels):
            if relation.get("Type", "").rpartition("/")[2] in _RUNNING:
                self._rels.remove(relation)
        for override in list(self._types):
            part = override.get("PartName", "").lstrip("/").lower()
            if part in gone:
                self._types.remove(override)
            elif part == self.main.lower():
                override.set("ContentType", _MAIN_TYPE)

    def _drop_remote_template(self) -> None:
        """A template elsewhere is fetched when Word opens the file, macros and all: the copy has none."""
        for relation in self._package.relations(self.main):
            if relation.kind != "settings" or relation.external or relation.target not in self._package:
                continue
            settings = self._package.name(relation.target)
            name = self._rels_of(settings)
            if name not in self._package:
                return
            rels = self._rels_tree(name)
            remote = [r for r in rels if r.get("Type", "").endswith("/attachedTemplate")]
            if not remote:
                return
            root = self.tree(settings)
            for element in list(root.iter(*wordml.both("attachedTemplate"))):
                element.getparent().remove(element)
            for relation_element in remote:
                rels.remove(relation_element)
            self.put_tree(settings, root)
            self.put_tree(name, rels)

    def _rels_of(self, part: str) -> str:
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        return self._package.name(name) if name in self._package else name

    def _rels_tree(self, name: str) -> Element:
        if name in self._package:
            return self.tree(name)
        return etree.Element(f"{{{PACKAGE_RELATIONS}}}Relationships", nsmap={None: PACKAGE_RELATIONS})


def _id(element: Element) -> str:
    return next((element.get(name) for name in wordml.both("id") if element.get(name)), "")
