"""What docgen makes: a `Kind` (文种), its fields and its tables; made from a folder by `docgen.kindfile`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from docgen.choices import Short

__all__ = ["Field", "Kind", "Table"]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing the secretary fills in (栏目).

    `ask` holds guiding questions: left empty, the field becomes a placeholder with them.
    `years` after `not_before` are usual; fewer are reminded of. `bare`: the template has the quotation marks.
    `past`: no later than the paper's own date. `most` characters are usual; more are reminded of.
    `spelled` are full spellings: a value that lacks only the last sign of one is completed (彝 for 彝族).
    `short` maps a choice to what is written for it (领导 for 学校领导).
    `heads` are headings the template prints before it; `under` is how the last of them is numbered (一、（一）1.).
    `clause`: the template goes on after it in the same sentence. `ending` is what a name must end with that has
    none of the words `unless`.
    `counts` is the list whose people this is the number of.
    `options` maps a value of the field `by` to suggestions; an empty cell takes one of them.
    """

    name: str
    type: str = "text"
    required: bool = False
    default: str = ""
    sample: str = ""
    help: str = ""
    ask: str = ""
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    by: str = ""
    options: tuple[tuple[str, tuple[str, ...]], ...] = ()
    not_before: str = ""
    years: int = 0
    bare: bool = False
    past: bool = False
    most: int = 0
    spelled: tuple[str, ...] = ()
    short: Short = ()
    heads: tuple[str, ...] = ()
    under: str = ""
    clause: bool = False
    ending: str = ""
    unless: tuple[str, ...] = ()
    counts: str = ""

    def suggestions(self, value: str) -> tuple[str, ...]:
        """The suggestions for this value of the field `by`."""
        return dict(self.options).get(value, ())


@dataclass(frozen=True, slots=True)
class Table:
    """A list the document holds (领导小组, 日程安排): its sheet's name and its columns.

    `must_have`: a row must say this in this column (组长). `in_order` are the columns where a row begins and ends:
    the rows follow one another, and lie within the months that the fields `within` say.
    """

    name: str
    columns: tuple[Field, ...]
    help: str = ""
    required: bool = False
    sample: tuple[tuple[tuple[str, str], ...], ...] = ()
    must_have: tuple[tuple[str, str], ...] = ()
    in_order: tuple[str, ...] = ()
    within: tuple[str, ...] = ()

    def samples(self) -> list[dict[str, str]]:
        """The grey sample rows (样例) of the form; left as they are, they are no data."""
        return [dict(row) for row in self.sample] or [{f.name: f.sample for f in self.columns}]


@dataclass(frozen=True)
class Kind:
    """One kind of document. `each` names the roster sheet when there is one document a row.

    `group` is the folder of the kind in a pack: what is handed in for review, and what the school uses itself.
    """

    id: str
    title: str
    about: str
    file: str
    folder: str
    each: str
    group: str
    order: int
    signers: tuple[str, ...]
    fields: tuple[Field, ...]
    columns: tuple[Field, ...]
    tables: tuple[Table, ...]
    template: Any
    example: Any
    whole: bool = False
    remind: str = ""

    @property
    def packaged(self) -> bool:
        """Whether the template is one of ours, checked by our tests, or a bureau's own."""
        packaged = resources.files("templates").joinpath(self.id).joinpath(self.template.name)
        return str(packaged) == str(self.template)

    @property
    def suffix(self) -> str:
        """ ".docx" or ".xlsx", as the template is."""
        return Path(self.template.name).suffix

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """Fields and columns by name."""
        return {f.name: f for f in (*self.fields, *self.columns)}

    def template_bytes(self) -> bytes:
        """The template file's bytes."""
        return self.template.read_bytes()
