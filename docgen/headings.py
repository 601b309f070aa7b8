"""Kinds in, which heading of a form or roster means which field out (栏目名)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from docgen.kinds import Field, Kind
from docgen.problems import clean
from docgen.simplified import simplified
from docgen.values import plain

__all__ = ["Names", "unknown_words"]

_MARKS = re.compile(r"[\s*＊※:：]|[（(]\s*必填\s*[)）]|[（(]\s*选填\s*[)）]")


class Names:
    """Which headings mean which field: exact names, then aliases, marks and white space ignored."""

    def __init__(self, kinds: Iterable[Kind], everything: Iterable[Kind]) -> None:
        # What a form of the whole pack holds for other kinds is passed over without a word.
        self.other_lists = {n for k in everything for n in (k.each, *(t.name for t in k.tables)) if n}
        self.other_fields = {f for k in everything for f in k.by_name}
        self.other_fields |= {f.name for k in everything for t in k.tables for f in t.columns}
        self.lists: dict[str, dict[str, Field]] = {}
        self.unit: dict[str, Field] = {}
        self.samples: dict[str, list[dict[str, str]]] = {}
        for kind in kinds:
            self.unit.update(kind.by_name)
            if kind.each:
                known = self.lists.setdefault(kind.each, {})
                known.update(kind.by_name)
                columns = {f.name: f.sample for f in kind.columns if f.sample}
                self.samples.setdefault(kind.each, [{}])[0].update(columns)
            for table in kind.tables:
                self.lists.setdefault(table.name, {}).update({f.name: f for f in table.columns})
                self.samples[table.name] = table.samples()
        own = {a for f in self.unit.values() for a in f.aliases}  # two meanings here: asked about
        self.other_fields |= {a for k in everything for f in k.by_name.values() for a in f.aliases} - own
        # What a form asks for once, not of each person.
        self.shared = {f.name for k in kinds for f in k.fields}
        self.each = next((k.each for k in kinds if k.each), "")

    @staticmethod
    def key(heading: object) -> str:
        """A heading without marks, spaces and width.

        >>> Names.key("姓 名＊（必填）")
        '姓名'
        """
        return _MARKS.sub("", unicodedata.normalize("NFKC", plain(heading)))

    def unknown(self, heading: object) -> bool:
        """Whether nobody knows this heading: not these kinds, not others, not a usual filler."""
        name = simplified(self.key(heading))
        return bool(name) and name not in self.other_fields and name not in ("序号", "备注", "项目", "栏目")

    def find(self, heading: object, known: dict[str, Field]) -> str | None:
        """The field a heading means, if any."""
        name = self.key(heading)
        if (found := _meant(name, known)) is not None or name.isascii():
            return found
        plain_name = simplified(name)  # 單位、入黨時間
        return _meant(plain_name, known) if plain_name != name else None


def _meant(name: str, known: dict[str, Field]) -> str | None:
    if name in known:
        return name
    meant = [f.name for f in known.values() if name and name in f.aliases]
    return meant[0] if len(meant) == 1 else None  # two meanings are no meaning


def unknown_words(title: str, place: str, heading: object, known: Iterable[str]) -> str:
    """That a heading means no field, with the one it may have been meant for."""
    import difflib

    near = difflib.get_close_matches(plain(heading), list(known), 1, 0.6)
    hint = f"，是不是“{near[0]}”？" if near else ""
    return f"“{clean(title)}”{place}“{clean(plain(heading))}”不是要用的栏目，没有使用{hint}"
