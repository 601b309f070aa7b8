"""A trained model's name in, the bytes of its file out, and of those the arrays and lists of names (模型文件).

`checker.training.npz` writes what is read here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

__all__ = ["ModelArrays", "model_arrays", "packaged_model"]


def packaged_model(name: str) -> bytes | None:
    """The bytes of checker/model/`name`.npz, or None when no such model was trained."""
    file = resources.files("checker") / "model" / f"{name}.npz"
    return file.read_bytes() if file.is_file() else None


@dataclass(frozen=True, slots=True)
class ModelArrays:
    """An open model file: its arrays by key, some of which are lists of names."""

    box: Any

    def __getitem__(self, key: str) -> np.ndarray:
        found: np.ndarray = self.box[key]
        return found

    def names(self, key: str) -> tuple[str, ...]:
        """The names that `checker.training.npz.text_array` wrote under a key."""
        return tuple(self[key].tobytes().decode("utf-8").split("\n"))


@contextmanager
def model_arrays(data: bytes) -> Iterator[ModelArrays]:
    """The arrays of a model file's bytes; a file of anything that would have to be run (pickle) is refused."""
    import io

    import numpy as np

    with np.load(io.BytesIO(data), allow_pickle=False) as box:
        yield ModelArrays(box)
