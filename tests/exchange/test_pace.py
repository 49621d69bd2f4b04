"""How many rows go into a commit, and a chunk in parts: none lost, none moved."""

import pytest

from gateway.exchange.problems import Problem
from gateway.exchange.reading import Lost, Row
from gateway.exchange.rows import Raw
from gateway.exchange.streams.chunks import ROWS, Chunk
from gateway.exchange.streams.pace import LEAST, WELL, Pace, parts
from gateway.exchange.streams.stood import Stood
from graph.model import FactId, Fen, Payment, Uid
from tests.exchange.folders import AT


def problem(line: int) -> Problem:
    return Problem("payments", "march.csv", line, "", "wrong")


def chunk(rows: int) -> Chunk:
    """Rows from line 3 on, of which every third can't be read; there is no reading on."""
    lines = range(3, rows + 3)
    paid = Payment(id=FactId("p"), account=Uid("acme"), paid_at=AT, fen=Fen(1))
    good = [Row(paid, "march.csv", line) for line in lines if line % 3]
    bad = [problem(line) for line in (*(line for line in lines if not line % 3), rows + 3)]
    stood = {line: Stood(Raw(line, {}), f"{line}") for line in lines}
    lost = [Lost("payments", "q", "march.csv:3")]
    return Chunk(good, bad, lost, stood, rows + 2, 0.5, dated=True, broken=True, last=True)


@pytest.mark.parametrize("most", [1, 2, 3, 7, 9, 10, 11])
def test_parts_come_to_the_chunk(most: int):
    whole = chunk(10)
    some = [*parts(whole, most)]
    assert [len(part.stood) for part in some[:-1]] == [most] * ((10 - 1) // most)
    assert [row for part in some for row in part.rows] == whole.rows
    assert [each for part in some for each in part.problems] == whole.problems
    assert {line: each for part in some for line, each in part.stood.items()} == whole.stood
    for part in some:
        assert part.end == max(part.stood)
        assert (part.lost, part.dated, part.last) == (whole.lost, True, True)
    told = [(part.share, part.broken) for part in some]
    assert told == [(None, False)] * (len(some) - 1) + [(0.5, True)]


def test_fewer_rows_are_tried_down_to_the_least():
    pace, rows = Pace(), list[int]()
    while pace.slower(pace.most):
        rows.append(pace.most)
    assert rows[:2] == [ROWS // 2, ROWS // 4]
    assert LEAST <= rows[-1] < 2 * LEAST


def test_more_are_tried_again_after_some_that_went_well():
    pace = Pace()
    pace.slower(1_000)
    for rows in (*[500] * (WELL - 1), 499):
        pace.went(rows)
    assert pace.most == 500
    pace.went(500)
    assert (pace.most, pace.well) == (1_000, 0)
    for _ in range(10 * WELL):
        pace.went(ROWS)
    assert pace.most == ROWS
