"""Facts in, logits out of a small network (小神经网络) of one hidden layer; fitted by `checker.training.smallnet`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np

    from checker.modelfile import ModelArrays

__all__ = ["Shared", "SmallNet", "log_odds", "whole_rows"]

_TINY = 1e-4  # keeps the logarithms of 0 and 1 finite


class Shared(NamedTuple):
    """Facts that several rows have in common: `facts` [some, facts], and which of them each row has."""

    facts: np.ndarray
    rows: np.ndarray


@dataclass(frozen=True, slots=True)
class SmallNet:
    """max(0, facts @ first + first_bias) @ second + second_bias."""

    first: np.ndarray
    first_bias: np.ndarray
    second: np.ndarray
    second_bias: np.ndarray

    @classmethod
    def of(cls, box: ModelArrays) -> SmallNet:
        """The network of a model file."""
        import numpy as np

        return cls(*(box[key].astype(np.float64) for key in ("first", "first_bias", "second", "second_bias")))

    def logits(self, facts: np.ndarray, *shared: Shared) -> np.ndarray:
        """Of each row of facts [rows, facts] the logits [rows, answers]; facts that rows share are multiplied once."""
        import numpy as np

        # Not a product of matrices: that adds in another order for another number of rows.
        end = facts.shape[1]
        hidden = np.einsum("nf,fh->nh", facts, self.first[:end])
        for some, rows in shared:
            begin, end = end, end + some.shape[1]
            hidden += np.einsum("nf,fh->nh", some, self.first[begin:end]).take(rows, axis=0)
        hidden += self.first_bias
        np.maximum(hidden, 0, out=hidden)
        # Rows last: the same sums in the same order, in long loops instead of one over a few answers for each unit.
        answers: np.ndarray = np.einsum("hn,hl->ln", np.ascontiguousarray(hidden.T), self.second).T
        return answers + self.second_bias


def whole_rows(facts: np.ndarray, *shared: Shared) -> np.ndarray:
    """Each row with all its facts, those too that it shares: what `SmallNet.logits` takes apart."""
    import numpy as np

    return np.hstack([facts, *(some.take(rows, axis=0) for some, rows in shared)])


def log_odds(chance: np.ndarray) -> np.ndarray:
    """Probabilities as facts: what is nearly certain is told apart by its odds, not by its last thousandths."""
    import numpy as np

    bounded = np.clip(chance.astype(np.float64), _TINY, 1 - _TINY)
    return np.log(bounded / (1 - bounded))
