"""Pieces are put into the lines that cost least; names on the screen and help pages are broken by it."""

from chinese_cli.division import cheapest


def test_a_dear_place_is_gone_round_and_nothing_has_no_lines() -> None:
    assert cheapest(0, lambda start, end: 1) == []
    # A line that begins with the third piece is dear.
    assert cheapest(4, lambda start, end: None if end - start > 3 else 1 + 5 * (start == 2)) == [
        (0, 3),
        (3, 4),
    ]


def test_a_piece_that_fits_nowhere_has_a_line_of_its_own() -> None:
    assert cheapest(2, lambda start, end: 1 if end - start == 1 else None) == [(0, 1), (1, 2)]
