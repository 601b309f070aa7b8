"""Facts in, logits out of a small network (小神经网络) of one hidden layer; fitted by `checker.training.smallnet`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from checker.modelfile import ModelArrays

__all__ = ["SmallNet", "log_odds"]

_TINY = 1e-4  # keeps the logarithms of 0 and 1 finite


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

    def logits(self, facts: np.ndarray) -> np.ndarray:
        """Of each row of facts [rows, facts] the logits [rows, answers]."""
        import numpy as np

        # Not a product of matrices: that adds in another order for another number of rows.
        hidden = np.maximum(np.einsum("nf,fh->nh", facts, self.first) + self.first_bias, 0)
        # Rows last: the same sums in the same order, in long loops instead of one over a few answers for each unit.
        answers: np.ndarray = np.einsum("hn,hl->ln", np.ascontiguousarray(hidden.T), self.second).T
        return answers + self.second_bias


def log_odds(chance: np.ndarray) -> np.ndarray:
    """Probabilities as facts: what is nearly certain is told apart by its odds, not by its last thousandths."""
    import numpy as np

    bounded = np.clip(chance.astype(np.float64), _TINY, 1 - _TINY)
    return np.log(bounded / (1 - bounded))
