"""The table of levels: configuration, since the standards are not in the text (Q22, MR 2.1)."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from msgspec import Struct

from graph.model import Fen, Readings, Trace, cite
from graph.readings import Q22
from graph.rules.refusal import Code, Refusal


class Level(StrEnum):
    """The five levels, the lowest first (R08, MR 2.1)."""

    STANDARD = "STANDARD"
    SILVER = "SILVER"
    GOLD = "GOLD"
    PLATINUM = "PLATINUM"
    DIAMOND = "DIAMOND"


class Row(Struct, frozen=True):
    """A level and the cash of a quarter in fen that it stands for, from its first to `below`."""

    level: Level
    first: Fen
    below: Fen | None = None


class Table(Struct, frozen=True):
    """A table without holes or overlaps, the lowest level first; `sample`: not the programme's."""

    rows: tuple[Row, ...]
    name: str
    sample: bool = False


def table(rows: Sequence[Row], name: str) -> Table | Refusal:
    """A table from its rows in any order, or why it is none: a hole, an overlap, a wrong order.

    Every amount from zero on has one level, each level one row, and more cash a higher level (R08).
    """
    found = sorted(rows, key=lambda row: (row.first, row.below is None))
    problem = _problem(found)
    return Table(tuple(found), name) if problem is None else _refused(problem)


def _problem(rows: list[Row]) -> str | None:
    """The first thing that is wrong with rows in the order of their amounts."""
    if not rows or rows[0].first != 0:
        return "expected the lowest level to begin at 0 fen"
    for row in rows:
        if row.below is not None and row.below <= row.first:
            return f"expected {row.level} to end above {row.first} fen, got {row.below}"
    for lower, upper in pairwise(rows):
        if lower.below is None or lower.below > upper.first:
            return f"{lower.level} and {upper.level} overlap from {upper.first} fen on"
        if lower.below < upper.first:
            return f"no level from {lower.below} to {upper.first} fen: a hole"
        if _place(lower) >= _place(upper):
            return f"expected {upper.level} to be above {lower.level}, each level once"
    last = rows[-1]
    return None if last.below is None else f"no level from {last.below} fen on: a hole"


def _place(row: Row) -> int:
    return list(Level).index(row.level)


def _refused(problem: str) -> Refusal:
    return Refusal(
        Code.LEVEL_TABLE_INVALID,
        problem,
        path="levels",
        clause="MR 2.1",
        next_step="Give each level one row, from 0 on without holes, the last one open.",
    )


SAMPLE = Table(
    (
        Row(Level.STANDARD, Fen(0), Fen(10_000_000)),
        Row(Level.SILVER, Fen(10_000_000), Fen(50_000_000)),
        Row(Level.GOLD, Fen(50_000_000), Fen(200_000_000)),
        Row(Level.PLATINUM, Fen(200_000_000), Fen(1_000_000_000)),
        Row(Level.DIAMOND, Fen(1_000_000_000)),
    ),
    "sample",
    sample=True,
)
"""An invented table for examples and tests; the programme's own is not in the text (Q22)."""


class Reached(Struct, frozen=True):
    """The level that an amount of cash reaches by a table, and what it takes for the next."""

    level: Level
    table: Table
    missing: Fen | None
    trace: Trace


def reached(fen: Fen, by: Table, readings: Readings) -> Reached:
    """The level of a quarter's cash by a table (R08, Q22); cash below zero is the lowest level."""
    rows = by.rows
    place = max((n for n, row in enumerate(rows) if row.first <= fen), default=0)
    above = rows[place + 1] if place + 1 < len(rows) else None
    trace = cite(rules=("R05", "R08"), clauses=("MR 2.1",), readings=(readings.of(Q22),))
    missing = None if above is None else Fen(above.first - fen)
    return Reached(rows[place].level, by, missing, trace)
