"""Model files: what training writes is what is read, a missing one is none, and one with code in it is refused."""

from __future__ import annotations

import io

import numpy as np
import pytest

from checker.modelfile import model_arrays, packaged_model
from checker.training.npz import npz, text_array


def test_arrays_and_names_are_read_as_training_wrote_them() -> None:
    weights = np.arange(6, dtype=np.int8).reshape(2, 3)
    data = npz({"weights": weights, "words": text_array(["支部", "家访"]), "one": text_array(["承诺"])})
    with model_arrays(data) as box:
        assert np.array_equal(box["weights"], weights)
        assert box["weights"].dtype == np.int8
        assert box.names("words") == ("支部", "家访")
        assert box.names("one") == ("承诺",)
        with pytest.raises(KeyError):
            box["bias"]


def test_a_standard_without_a_model_has_none() -> None:
    assert packaged_model("nosuchstandard-kinds") is None
    data = packaged_model("chuangxianzhengyou-kinds")
    assert data is not None
    with model_arrays(data) as box:
        assert "letter" in box.names("kinds")


def test_a_file_that_would_have_to_be_run_is_refused() -> None:
    out = io.BytesIO()
    np.savez(out, words=np.array([{"a": 1}], dtype=object))
    with model_arrays(out.getvalue()) as box, pytest.raises(ValueError, match="pickle"):
        box["words"]
