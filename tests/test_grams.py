"""Runs of characters are found again exactly, whatever stands around them."""

import numpy as np
import pytest

from checker.grams import (
    CHARACTERS,
    HEADING,
    WORD,
    GramTable,
    alphabet_of,
    closed,
    keys_of,
    place_keys,
    runs_of,
)
from checker.lines import _RAISE, FIELDS, pack


def made(words: list[str]) -> GramTable:
    characters = np.array(sorted({ord(c) for w in words for c in w}), dtype=np.uint32)
    keys = keys_of(alphabet_of(characters), words, CHARACTERS)
    return GramTable.make(characters, keys, *place_keys(keys.tolist()))[0]


def test_every_known_run_is_found_where_it_begins_and_no_other() -> None:
    words = ["学", *closed(["学习笔记", "记本学习笔"])]
    table = made(words)
    text = "记学习笔记本学习笔，学"
    positions, slots = table.places(runs_of(table.numbers(text)))
    found = {
        (n + 1, at)
        for n in range(5)
        for at, slot in zip(positions[n].tolist(), slots[n].tolist(), strict=True)
        if slot
    }
    wanted = {(len(w), at) for w in words for at in range(len(text)) if text.startswith(w, at)}
    assert found == wanted


def test_a_character_outside_the_alphabet_makes_a_run_unknown() -> None:
    table = made(["学习", "习"])
    _, slots = table.places(runs_of(table.numbers("x习𠮷学x习")))
    assert [int(a) for a in np.flatnonzero(slots[0])] == [1, 5]
    assert not slots[1].any()


def test_one_word_has_different_keys_as_run_as_word_and_in_a_heading() -> None:
    alphabet = alphabet_of(np.array([ord(c) for c in "学习"], dtype=np.uint32))
    assert len({int(keys_of(alphabet, ["学习"], tag)[0]) for tag in (CHARACTERS, WORD, HEADING)}) == 3


def test_long_words_are_told_apart() -> None:
    words = ["中华人民共和国", "中华人民共和军", "中华人民合和国", "中华人民共和"]
    alphabet = alphabet_of(np.array(sorted({ord(c) for w in words for c in w}), dtype=np.uint32))
    assert len(set(keys_of(alphabet, words, WORD).tolist())) == 4


@pytest.mark.parametrize("count", [1, 2, 3, 50, 5000])
def test_keys_have_slots_of_their_own(count: int) -> None:
    keys = np.unique(np.random.default_rng(count).integers(1, 2**63, count, dtype=np.uint64))
    characters = np.array([ord("学")], dtype=np.uint32)
    table, slots = GramTable.make(characters, keys, *place_keys(keys.tolist()))
    assert len(set(slots.tolist())) == len(keys)
    assert 0 not in slots
    assert (table.find(keys) == slots).all()
    assert not table.find(keys + np.uint64(1) + np.uint64(2**62)).all()


@pytest.mark.parametrize("width", [1, 4, 65])
def test_packed_columns_add_up_like_the_columns_and_come_apart_again(width: int) -> None:
    columns = np.random.default_rng(width).integers(-128, 128, (200, width)).astype(np.int8)
    numbers = pack(columns)
    each = [
        [sum(int(c) << 16 * n for n, c in enumerate(row[at : at + FIELDS])) for at in range(0, width, FIELDS)]
        for row in columns
    ]
    assert numbers.dtype == np.int64
    assert [[n % 2**64 for n in row] for row in each] == [
        [n % 2**64 for n in row] for row in numbers.tolist()
    ]
    raised = numbers.sum(axis=0) + _RAISE
    assert (raised.view("<u2").astype(np.int64) - 2**15)[:width].tolist() == columns.sum(
        axis=0, dtype=int
    ).tolist()
