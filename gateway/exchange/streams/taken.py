"""What became of the rows of a stream, counted."""

from msgspec import Struct

from gateway.exchange.problems import Problem
from gateway.exchange.streams.chunks import Chunk
from gateway.exchange.streams.weighing import Weighed

SHOWN = 100
"""Problems that are kept to be shown; the rows of all go to the file of rejects."""


class Taken(Struct):
    """What became of the rows so far; `stopped` tells that those after them were not read.

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


def count(taken: Taken, chunk: Chunk, found: Weighed, *, stored: bool) -> None:
    """Add a chunk; `stored` tells that it wrote something."""
    refused = len({each.line for each in found.problems if each.line in chunk.stood})
    there = {each.id for each in found.stored}
    if stored:
        over = sum(row.fact.id in there for row in found.verdict.taken)
        taken.superseded += over
        taken.new += len(found.verdict.taken) - over
        taken.line = chunk.end
    taken.rows += len(chunk.stood)
    taken.unchanged += len(found.verdict.unchanged) - found.repeated
    taken.duplicate += found.repeated
    taken.refused += refused
    taken.found += len(found.problems)
    taken.problems += found.problems[: max(0, SHOWN - len(taken.problems))]
