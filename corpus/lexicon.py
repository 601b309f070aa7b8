"""corpus/lexicon.yaml in, a `Lexicon` out that finds cues of deeds in a sentence (行为词表)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from corpus.yamldoc import parse

__all__ = ["CLAUSE_END", "GAP", "Lexicon", "load_lexicon"]

GAP = 8  # characters between the halves of a cue with a gap, see the head of lexicon.yaml
CLAUSE_END = "，。；！？\n"
_CLAUSE_END = frozenset(CLAUSE_END)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cues by group ("study.read"); `find` gives the groups whose cues stand in a text.

    One Aho-Corasick automaton holds every literal (the halves of a cue with a gap too), so the time
    does not grow with the number of cues.
    """

    automaton: Any
    literals: tuple[str, ...]
    whole: tuple[tuple[str, ...], ...]  # literal -> groups it stands for by itself
    first: tuple[tuple[tuple[str, int], ...], ...]  # literal -> (group, second literal) of cues with a gap
    digest: str

    def find(self, text: str) -> list[str]:
        """Names of the cue groups found, each once, in order of the first hit.

        >>> load_lexicon().find("每周读一本教育专著")[:1]
        ['study.read']
        """
        hits = self.automaton.find_matches_as_indexes(text, overlapping=True)
        # Where each literal begins, to look up second halves: a text of one phrase a thousand times must
        # not cost a million comparisons.
        begins: dict[int, list[int]] = {}
        for literal, start, _end in hits:
            begins.setdefault(literal, []).append(start)
        seen: dict[str, None] = {}
        for literal, _start, end in hits:
            for group in self.whole[literal]:
                seen[group] = None
            for group, second in self.first[literal]:
                if group in seen or second not in begins:
                    continue
                starts = begins[second]
                near = starts[bisect_left(starts, end) : bisect_right(starts, end + GAP)]
                if any(_CLAUSE_END.isdisjoint(text[end:start]) for start in near):
                    seen[group] = None
        return list(seen)


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The packaged lexicon. Raises StandardError for a broken file."""
    import hashlib

    from ahocorasick_rs import AhoCorasick, Implementation

    data = (resources.files("corpus") / "lexicon.yaml").read_bytes()
    root = parse(data.decode("utf-8"), "lexicon.yaml")
    if not isinstance(root.value, dict):
        raise root.fail("词表应当是“要素: {小类: [词, …]}”", "恢复原来的文件")
    literals: dict[str, int] = {}
    whole: list[list[str]] = []
    first: list[list[tuple[str, int]]] = []

    def number(word: str) -> int:
        if word not in literals:
            literals[word] = len(literals)
            whole.append([])
            first.append([])
        return literals[word]

    for element, node in root.value.items():
        if not isinstance(node.value, dict):
            raise node.fail(f"“{element}”下面应当是“小类: [词, …]”", "照别的要素的样子写")
        for group, cues in node.value.items():
            name = f"{element}.{group}"
            for cue in cues.items(name):
                head, gap, rest = cue.text("词").partition("…")
                if gap and not (head and rest and "…" not in rest):
                    raise cue.fail(f"“{cue.value}”的“…”前后都要有字，而且只能有一个“…”", "写成 甲…乙")
                if gap:
                    first[number(head)].append((name, number(rest)))
                else:
                    whole[number(head)].append(name)
    return Lexicon(
        AhoCorasick(list(literals), implementation=Implementation.NoncontiguousNFA),
        tuple(literals),
        tuple(tuple(dict.fromkeys(w)) for w in whole),
        tuple(tuple(f) for f in first),
        hashlib.sha256(data).hexdigest(),
    )
