"""What a paper has hundreds of (places, sentences) is a frozen `msgspec.Struct`: what it shares with a dataclass."""

from __future__ import annotations

import gc
import pickle

import pytest

from checker.document import Where


def test_a_record_compares_hashes_and_travels_by_its_fields() -> None:
    one, same, other = Where("body", 1, 2, 3), Where("body", 1, 2, 3), Where("body", 1, 2, 4)
    assert one == same and hash(one) == hash(same) and one != other
    assert pickle.loads(pickle.dumps(one)) == one
    assert repr(one) == "Where(part='body', paragraph=1, start=2, end=3)"
    with pytest.raises(AttributeError):
        one.end = 5  # type: ignore[misc]


def test_the_collector_has_nothing_to_do_with_what_a_paper_has_hundreds_of() -> None:
    assert not gc.is_tracked(Where("body", 1, 2, 3))
