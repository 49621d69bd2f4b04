"""What became of the rows of a stream, counted."""

from collections.abc import Sequence
from typing import TypeAlias

from msgspec import Struct

from gateway.exchange.problems import Problem
from gateway.exchange.streams.chunks import Chunk
from gateway.exchange.streams.weighing import Weighed
from graph.model import Fact, FactId

Doubts: TypeAlias = dict[FactId, int]
"""Payments that were given up while they were stored, and the revision that they may have made."""

SHOWN = 100
"""Problems that are kept to be shown; the rows of all go to the file of rejects."""


class Taken(Struct):
    """What became of the rows so far; `stopped` tells that those after them were not read.

    All is done up to `line` but the refunds on the lines of `waiting`, whose payments had not come.
    `found` is how many problems there are in all, of which the first are kept to be shown.
    """

    rows: int = 0
    new: int = 0
    superseded: int = 0
    unchanged: int = 0
    duplicate: int = 0
    refused: int = 0
    revision: int = 0
    line: int = 0
    stopped: bool = False
    found: int = 0
    problems: list[Problem] = []
    waiting: list[int] = []


def count(taken: Taken, chunk: Chunk, found: Weighed, doubts: Doubts, *, stored: bool) -> None:
    """Add a chunk; `stored` tells that it wrote something."""
    there = {each.id for each in found.stored}
    fresh, ours = found.verdict.taken if stored else [], _ours(found, doubts)
    over = sum(row.fact.id in there for row in fresh) + sum(each.version > 1 for each in ours)
    taken.superseded += over
    taken.new += len(fresh) + len(ours) - over
    taken.rows += len(chunk.stood)
    taken.unchanged += len(found.verdict.unchanged) - found.repeated
    taken.duplicate += found.repeated - len(ours)
    taken.refused += len({each.line for each in found.problems if each.line in chunk.stood})
    taken.found += len(found.problems)
    taken.problems += found.problems[: max(0, SHOWN - len(taken.problems))]


def _ours(found: Weighed, doubts: Doubts) -> Sequence[Fact]:
    """What was stored after all, when it had been given up."""
    here = {row.fact.id for row in found.verdict.unchanged} & doubts.keys()
    return [
        each for each in found.stored if each.id in here and doubts[each.id] == each.recorded_in
    ]
