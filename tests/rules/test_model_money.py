"""Money is integer fen, read and printed without rounding (I16)."""

import pytest

from graph.model import parse_yuan, print_yuan, split
from graph.model.money import MAX_FEN


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("12000.00", 1_200_000),
        ("12000", 1_200_000),
        ("-0.5", -50),
        ("0.05", 5),
        ("0", 0),
        ("-0", 0),
        ("007.10", 710),
        ("90071992547409.92", MAX_FEN),
    ],
)
def test_yuan_are_read_as_fen(text: str, fen: int):
    assert parse_yuan(text) == fen


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1.",
        ".5",
        "1.234",
        "1,000",
        "1e3",
        "NaN",
        "+1",
        "--1",
        " 1",
        "１",
        "1.0 ",
        "1234567890123456",
    ],
)
def test_anything_else_is_refused_and_shown(text: str):
    with pytest.raises(ValueError, match="at most two decimals") as caught:
        parse_yuan(text)
    assert repr(text) in str(caught.value)


@pytest.mark.parametrize("text", ["90071992547409.93", "-90071992547409.93", "999999999999999"])
def test_more_than_every_client_can_hold_is_refused(text: str):
    with pytest.raises(ValueError, match=f"at most {MAX_FEN} fen"):
        parse_yuan(text)


@pytest.mark.parametrize(
    ("fen", "text"),
    [(1_200_000, "12000.00"), (5, "0.05"), (0, "0.00"), (-50, "-0.50"), (-12345, "-123.45")],
)
def test_fen_are_printed_as_yuan(fen: int, text: str):
    assert print_yuan(fen) == text
    assert parse_yuan(text) == fen


@pytest.mark.parametrize(
    ("fen", "parts", "shares"),
    [
        (100, 3, [34, 33, 33]),
        (-100, 3, [-34, -33, -33]),
        (2, 3, [1, 1, 0]),
        (0, 2, [0, 0]),
        (7, 1, [7]),
        (101, 2, [51, 50]),
    ],
)
def test_a_split_loses_nothing_and_gives_the_rest_to_the_first(fen: int, parts: int, shares: list):
    assert split(fen, parts) == shares
    assert sum(shares) == fen
