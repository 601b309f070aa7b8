"""What is known of sentences and how surely each is about each element (要素): the tables that judges go by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.analysis import Sentence

if TYPE_CHECKING:
    import numpy as np

__all__ = ["ENDS", "NATURES", "ScoreTable", "Scored", "columns_of", "is_judged"]

# Labels of the classifier that say what a sentence is, whatever it is about.
NATURES = ("deed", "quoted", "other", "slogan")
# Of the clauses of a sentence that lists several things those that say whose they are: the first two and the last.
ENDS = (0, 1, -1)
_LONG_HEADING = 14  # characters


class Scored(Struct, frozen=True, gc=False):
    """A sentence with its probabilities for one element.

    `phrase` says that one of the element's names stands in it; `own_heading` is 2 when the sentence
    stands under the element's own name, 1 under one of its phrases, else 0. `quoted`: it passes on what others
    demand; `others`: it tells of somebody else. `given`: a reviewer said so. `deed`: how surely it tells a deed,
    whatever it is about.
    """

    sentence: Sentence
    concrete: float
    mention: float
    phrase: bool
    own_heading: int
    quoted: bool = False
    others: bool = False
    given: bool = False
    deed: float = 0.0


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """`Scored` of all sentences and elements as arrays [sentences, elements]."""

    sentences: list[Sentence]
    concrete: np.ndarray
    mention: np.ndarray
    phrase: np.ndarray
    own: np.ndarray
    judged: np.ndarray  # of each sentence, see `is_judged`
    nobody: np.ndarray  # [sentences, 2]: `Scored.quoted` and `Scored.others`
    # [sentences, elements]: how surely a clause of each would be concrete if it stood alone, of the clauses that are
    # more of this element than of another of its group; 0 where there is none or none was asked.
    clauses: np.ndarray
    natures: np.ndarray  # [sentences, 4]: how surely each is one of `NATURES`; 0 where no model was trained
    # [sentences, 3 * 4]: the same of the clauses at `ENDS` of a sentence that lists several things, as if they stood
    # alone; behind ；or ：those of the sentence that the list begins with. 0 where nothing is listed.
    ends: np.ndarray

    def rows(self, wanted: np.ndarray) -> list[list[Scored]]:
        """For each element the `wanted` sentences, bool [sentences, elements], in order, with what is known of them."""
        out: list[list[Scored]] = [[] for _ in range(wanted.shape[1])]
        element, at = wanted.T.nonzero()
        # Only what is wanted becomes Python's numbers: it is a tenth of all.
        scores = (a[at, element].tolist() for a in (self.concrete, self.mention, self.phrase, self.own))
        nobody, deed = self.nobody[at].tolist(), self.natures[at, NATURES.index("deed")].tolist()
        for k, n, concrete, mention, phrase, own, (quoted, others), sure in zip(
            element.tolist(), at.tolist(), *scores, nobody, deed, strict=True
        ):
            row = Scored(self.sentences[n], concrete, mention, phrase, own, quoted, others, deed=sure)
            out[k].append(row)
        return out

    def all_rows(self) -> list[list[Scored]]:
        """For each element every sentence, in order."""
        import numpy as np

        return self.rows(np.ones(self.concrete.shape, dtype=bool))

    def with_rows(self, rows: Sequence[Sequence[Scored]]) -> ScoreTable:
        """The same with the probabilities of these rows, of each element every sentence's, in order."""
        import numpy as np

        concrete, mention = (
            np.array([[getattr(r, name) for r in found] for found in rows])
            .reshape(self.concrete.shape[::-1])
            .T
            for name in ("concrete", "mention")
        )
        return replace(self, concrete=concrete, mention=mention)

    def telling(self, least: Sequence[float], named: Sequence[float]) -> list[list[Scored]]:
        """Of each element only the sentences that can decide its level, in order: of a long text, a handful.

        `least` and `named` are the probabilities, an element each, from which a sentence can.
        """
        import numpy as np

        wanted = (
            (self.concrete >= np.array(least))
            | (self.mention >= np.array(named))
            | self.phrase
            | (self.own > 0)
        )
        if self.judged.any():
            for scores in (self.concrete, self.mention):
                best = np.where(self.judged[:, None], scores, -1.0).argmax(axis=0)
                wanted[best, np.arange(len(best))] = True
        return self.rows(wanted)


def columns_of(wanted: Sequence[str], elements: Sequence[str]) -> list[int]:
    """Where some elements stand among those of a table's columns; nothing where one of them does not.

    >>> columns_of(["b", "a"], ["a", "b", "c"]), columns_of(["a", "d"], ["a", "b", "c"])
    ([1, 0], [])
    """
    return [elements.index(e) for e in wanted] if set(wanted) <= set(elements) else []


def is_judged(sentence: Sentence) -> bool:
    """Whether a sentence can say something concrete: a short heading cannot."""
    return sentence.role == "body" or len(sentence.text) >= _LONG_HEADING
