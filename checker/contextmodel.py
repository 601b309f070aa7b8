"""How surely sentences are about elements in, the same seen in their context out (上下文判定).

The sentence classifier sees one sentence; whether it is the writer's own deed, another's, or a rule passed on, is often
said only before it, and what stands around it makes it likelier or not. A small network looks at a sentence's scores,
at its neighbours', at the whole paper's and at whom it speaks of (`checker.voices`): what that brings is in
docs/accuracy.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.modelfile import model_arrays, packaged_model
from checker.scoretable import columns_of
from checker.smallnet import Shared, SmallNet, log_odds
from checker.voices import OPENINGS, VOICES, voices

if TYPE_CHECKING:
    import numpy as np

    from checker.papermodel import Paper
    from checker.scoretable import ScoreTable
    from corpus import Standard

__all__ = ["ContextModel", "asked", "context_facts", "context_model_from", "in_context", "load_context_model"]

# What has less than this for the one and the other score is left as it is: more than half of all, and of 119,956
# labelled ones in training papers 178 are concrete.
_HOPELESS = 0.01
_ALONE, _NAMED = 0.85, 0.5  # a clause so sure by itself is a mention so sure
_NONE = -9.0  # the log odds of a neighbour that is not there


@dataclass(frozen=True, slots=True)
class ContextModel:
    """A network from `context_facts` to the logits of concrete and of about it at all; `elements` are those it
    knows, `kinds` the kinds, in the order of their facts."""

    elements: tuple[str, ...]
    kinds: tuple[str, ...]
    net: SmallNet

    def seen(self, table: ScoreTable, paper: Paper, columns: list[int]) -> tuple[np.ndarray, np.ndarray]:
        """The probabilities `concrete` and `mention` of `table` with those of its `columns` seen in context."""
        import numpy as np

        concrete, mention = table.concrete.copy(), table.mention.copy()
        where = asked(table, columns)
        if where.any():
            sentences, elements = where.nonzero()
            facts = context_facts(table, paper, columns, self.kinds, sentences, elements)
            chances = 1 / (1 + np.exp(-np.clip(self.net.logits(*facts), -30, 30)))
            at = np.array(columns)[elements]
            concrete[sentences, at], mention[sentences, at] = chances[:, 0], chances.max(axis=1)
        return concrete, mention


def in_context(table: ScoreTable, paper: Paper, standard: Standard) -> ScoreTable:
    """The table as the standard's judges of context see it, one for each group of elements (五带头, 五个好); the same
    where there is none."""
    import numpy as np

    ids = [e.id for e in standard.elements_of(paper.kind)]
    for group in standard.groups:
        model = load_context_model(standard.id, group.id)
        columns = columns_of(model.elements, ids) if model is not None else []
        if model is None or not columns:
            continue
        concrete, mention = model.seen(table, paper, columns)
        if not paper.whole:
            # 每周家访两户学生，不收家长一分钱: what a clause surely is, of that nobody is told that there is nothing.
            named = _NAMED * (table.clauses[:, columns] >= _ALONE)
            mention[:, columns] = np.maximum(mention[:, columns], named)
        table = replace(table, concrete=concrete, mention=mention)
    return table


def asked(table: ScoreTable, columns: list[int]) -> np.ndarray:
    """Which sentences are asked about which of the `columns`: bool [sentences, columns]."""
    import numpy as np

    found: np.ndarray = np.maximum(table.concrete[:, columns], table.mention[:, columns]) >= _HOPELESS
    return found


def context_facts(
    table: ScoreTable,
    paper: Paper,
    columns: list[int],
    kinds: Sequence[str],
    at: np.ndarray,
    element: np.ndarray,
) -> tuple[np.ndarray, Shared, Shared]:
    """What is known of the sentences `at` and of the elements that each is asked about, numbers of `columns`:
    of the two together, of the sentence alone, of the element and the paper."""
    import numpy as np

    concrete, mention = log_odds(table.concrete[:, columns]), log_odds(table.mention[:, columns])
    count, width = concrete.shape
    most = concrete.max(axis=1, keepdims=True)
    of_each = [
        concrete,
        mention,
        _best_other(concrete),
        _best_other(mention),
        log_odds(table.clauses[:, columns]),
        *(_moved(a, by) for by in (1, -1) for a in (concrete, mention)),
        *(_moved(concrete, by) for by in (2, -2)),
        table.own[:, columns].astype(float),
        np.broadcast_to(concrete.mean(axis=0), concrete.shape),
    ]
    natures = log_odds(table.natures)
    heading = np.array([s.heading for s in table.sentences])
    lengths = np.array([len(s.text) for s in table.sentences])
    of_sentence = np.hstack(
        [
            concrete,
            np.log1p(lengths)[:, None],
            table.nobody,
            (heading >= 0)[:, None],
            *(_moved(most, by) for by in (1, -1, 2, -2)),
            *(_moved(natures, by) for by in (0, 1, -1)),
            log_odds(table.ends),
            (heading == _moved(heading, 1, -2))[:, None],
            _voices(table),
            (np.arange(count) / max(1, count - 1))[:, None],
        ]
    )
    of_paper = np.array(
        [
            np.log(max(50, paper.characters)),
            np.log1p(count),
            most.mean(),
            paper.outsiders,
            paper.signed,
            paper.dated,
            *(paper.kind == kind for kind in kinds),
        ],
        dtype=np.float64,
    )
    of_element = np.hstack([np.broadcast_to(of_paper, (width, len(of_paper))), np.eye(width)])
    return np.stack(of_each, axis=2)[at, element], Shared(of_sentence, at), Shared(of_element, element)


def _voices(table: ScoreTable) -> np.ndarray:
    """Whom each sentence speaks of, whom the one before it does and whom it begins with, a column for each
    possibility."""
    import numpy as np

    found = voices(table.sentences)
    here = np.eye(len(VOICES))[[VOICES.index(v.of) for v in found]]
    begins = np.eye(len(OPENINGS))[[OPENINGS.index(v.opening) for v in found]]
    return np.hstack([here, _moved(here, 1, 0.0), begins])


def _moved(values: np.ndarray, by: int, missing: float = _NONE) -> np.ndarray:
    """Each row's neighbour's values: of the row `by` above it, or below it where that is negative."""
    import numpy as np

    out = np.full_like(values, missing)
    if by > 0:
        out[by:] = values[:-by]
    elif by < 0:
        out[:by] = values[-by:]
    else:
        out[:] = values
    return out


def _best_other(values: np.ndarray) -> np.ndarray:
    """Of each column the highest of the others."""
    import numpy as np

    order = np.sort(values, axis=1)
    return np.where(values >= order[:, -1:], order[:, -2:-1], order[:, -1:])


@lru_cache(maxsize=4)
def load_context_model(standard: str, group: str) -> ContextModel | None:
    """The packaged judge of context trained for a group of a standard's elements, or None when there is none."""
    data = packaged_model(f"{standard}-{group}-context")
    return context_model_from(data) if data is not None else None


def context_model_from(data: bytes) -> ContextModel:
    """A judge of context from the bytes that `checker.training.context` makes."""
    with model_arrays(data) as box:
        return ContextModel(box.names("elements"), box.names("kinds"), SmallNet.of(box))
