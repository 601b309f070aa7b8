"""Every expression of the project in, those that take for ever on their own words repeated out.

Run as a program of its own (`python -m tests.expressions`): expressions are noted as they are compiled, so
nothing may have been imported before. Prints one line for each slow one, then how many were tried.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

try:
    from re import _parser as sre  # type: ignore[attr-defined]
except ImportError:  # Python 3.10
    import sre_parse as sre

ROOT = Path(__file__).parents[1]
PACKAGES = ("chinese_cli", "corpus", "templates", "docgen", "checker")
SECONDS = 0.2
LENGTH = 56  # characters of a text tried: two ways to read one word of two are 2**28 ways to read it all
MOST = 400  # samples of one group
PAIRED = 50  # of a group with more samples no two are tried together
STRANGE = "\u3400!"  # what no expression asks for: after it everything read before was in vain


class TooSlow(Exception):
    """The clock rang."""


def samples(nodes: Sequence[Any]) -> list[str]:
    """Texts that a parsed expression reads, one part changed at a time."""
    parts = [_of(op, value) for op, value in nodes]
    first = [part[0] for part in parts]
    out = ["".join(first)]
    for place, part in enumerate(parts):
        out += ["".join((*first[:place], other, *first[place + 1 :])) for other in part[1:]]
    return list(dict.fromkeys(out))[:MOST]


def _of(op: Any, value: Any) -> list[str]:
    name = str(op)
    if name == "LITERAL":
        return [chr(value)]
    if name in ("ANY", "NOT_LITERAL"):
        return ["一"]
    if name == "IN":
        return _members(value)
    if name == "BRANCH":
        return list(dict.fromkeys(text for one in value[1] for text in samples(one)))[:MOST] or [""]
    if name in ("SUBPATTERN", "ATOMIC_GROUP"):
        return samples(value[-1] if name == "SUBPATTERN" else value)
    if "REPEAT" in name:
        least, most, inner = value
        once = samples(inner)
        more = min(most, max(least, 1) + 1)
        return [text * times for times in dict.fromkeys((max(least, 1), more, least)) for text in once]
    return [""]  # what stands around, beginnings and ends


def _members(value: Sequence[Any]) -> list[str]:
    if str(value[0][0]) == "NEGATE":
        return ["一"]
    out: list[str] = []
    for op, what in value:
        if str(op) == "LITERAL":
            out.append(chr(what))
        elif str(op) == "RANGE":
            out.append(chr(what[0]))
        else:
            out.append({"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " "}.get(str(what), "a"))
    return out


def groups(nodes: Sequence[Any], before: str = "") -> Iterator[tuple[str, list[str]]]:
    """Each group that may be read many times, with what must stand before it and what it reads."""
    for op, value in nodes:
        name = str(op)
        inner: list[Sequence[Any]] = []
        if "REPEAT" in name:
            _, most, body = value
            if most > 4 and not (
                len(body) == 1 and str(body[0][0]) in ("LITERAL", "IN", "ANY", "NOT_LITERAL")
            ):
                yield before, [text for text in samples(body) if text]
            inner = [body]
        elif name == "BRANCH":
            inner = value[1]
        elif name == "SUBPATTERN":
            inner = [value[-1]]
        elif name in ("ASSERT", "ASSERT_NOT"):
            inner = [value[1]]
        for one in inner:
            yield from groups(one, before)
        before += _of(op, value)[0]


def repeated(expression: re.Pattern[str]) -> list[tuple[str, list[str]]]:
    """The groups of an expression that may be read many times."""
    if not re.search(r"\)[*+{]", expression.pattern):  # most have none: parsing takes longer than trying
        return []
    return list(groups(sre.parse(expression.pattern, expression.flags)))


def slow(expression: re.Pattern[str]) -> str:
    """The words whose repetition takes too long; "" when none does. Two together too: 县城 区 is also 县 城区."""
    signal.signal(signal.SIGVTALRM, _ring)
    for before, words in repeated(expression):
        pairs = (one + other for one in words for other in words) if len(words) <= PAIRED else ()
        for word in (*words, *pairs):
            text = before + word * (LENGTH // len(word) + 1) + STRANGE
            signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
            try:
                expression.search(text)
                expression.match(text)
                expression.fullmatch(text)
            except TooSlow:
                return word
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return ""


def _ring(*_: object) -> None:
    raise TooSlow


def noted() -> dict[str, tuple[re.Pattern[str], str]]:
    """Every expression that the project compiles when it is imported, and where."""
    found: dict[str, tuple[re.Pattern[str], str]] = {}
    compile_it = re.compile

    def note(pattern: Any, flags: int = 0) -> Any:
        made = compile_it(pattern, flags)
        code, line = sys._getframe(1).f_code, sys._getframe(1).f_lineno
        here = Path(code.co_filename)
        if isinstance(made.pattern, str) and here.is_relative_to(ROOT) and ".venv" not in here.parts:
            found.setdefault(made.pattern, (made, f"{here.relative_to(ROOT)}:{line}"))
        return made

    re.compile = note  # type: ignore[assignment]
    for package in PACKAGES:
        for module in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            # What trains needs libraries that reviews do not; a child reads from its parent when imported.
            if not module.name.endswith(("_child", "__main__")) and ".training" not in module.name:
                importlib.import_module(module.name)
    _use_all()
    re.compile = compile_it
    return found


def _use_all() -> None:
    """Have those compiled that are so only when first wanted: the tables', the standards', a review's."""
    from checker.rules import ALL
    from corpus import load_standard, standard_names
    from corpus.collocations import load_collocations
    from corpus.events import load_events
    from corpus.substitutions import load_substitutions
    from tests.rules.helper import findings

    for name in standard_names():
        load_standard(name)
    for rule in ALL:
        findings(rule.fails[0])
    for mark in load_events().marks:
        mark.compiled()
    rows = [*load_substitutions(), *(found.row for found in load_collocations())]
    for row in rows:
        for name in ("before", "after", "not_before", "not_after"):
            context = getattr(row, name, None)
            if context:
                context.compiled()


def written_out() -> dict[str, tuple[re.Pattern[str], str]]:
    """Every expression written where it is used, as in `re.sub("…", …)` within a function."""
    found = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.Call(
                        func=ast.Attribute(value=ast.Name(id="re")), args=[ast.Constant(value=str(text)), *_]
                    ):
                        try:
                            made = re.compile(text)
                        except re.error:  # re.escape("(")
                            continue
                        found[text] = (made, f"{path.relative_to(ROOT)}:{node.lineno}")
    return found


def main() -> None:
    expressions = written_out() | noted()
    for made, where in expressions.values():
        if word := slow(made):
            print(f"{where} {word!r} {made.pattern[:60]}")
    print(len(expressions), sum(bool(repeated(made)) for made, _ in expressions.values()))


if __name__ == "__main__":
    main()
