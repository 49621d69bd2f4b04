"""How many rows of a stream go into one commit: fewer while the store is too slow for so many."""

from collections.abc import AsyncGenerator, AsyncIterable, Iterator, Sequence

from msgspec import Struct

from gateway.exchange.streams.chunks import ROWS, Chunk
from graph.store.facts import batches

LEAST = 100
"""Rows that are not halved below: where so few take too long, it is not for their number."""

WELL = 8
"""Commits of as many rows as may be, one after the other, after which twice as many are tried."""


class Pace(Struct):
    """The most rows that go into a commit, and how many commits of so many went well."""

    most: int = ROWS
    well: int = 0

    def slower(self, rows: int) -> bool:
        """So many rows took too long; whether half of them may be tried."""
        if rows // 2 < LEAST:
            return False
        self.most, self.well = rows // 2, 0
        return True

    def went(self, rows: int) -> None:
        """So many rows went well."""
        self.well += rows >= self.most
        if self.well >= WELL:
            self.most, self.well = min(2 * self.most, ROWS), 0


async def paced(chunks: AsyncIterable[Chunk], pace: Pace) -> AsyncGenerator[Chunk]:
    """The chunks, in parts where the pace has fewer rows."""
    async for chunk in chunks:
        for part in parts(chunk, pace.most):
            yield part


def parts(chunk: Chunk, most: int) -> Iterator[Chunk]:
    """A chunk in parts of so many rows at the most, in their order; itself if it has no more."""
    if len(chunk.stood) <= most:
        yield chunk
        return
    *firsts, rest = batches(list(chunk.stood), most)
    for lines in firsts:
        yield _part(chunk, lines, lines[-1])
    last = _part(chunk, rest, chunk.end)
    last.problems += (each for each in chunk.problems if each.line not in chunk.stood)
    last.share, last.broken = chunk.share, chunk.broken
    yield last


def _part(chunk: Chunk, lines: Sequence[int], end: int) -> Chunk:
    within = {line: chunk.stood[line] for line in lines}
    return Chunk(
        [row for row in chunk.rows if row.line in within],
        [each for each in chunk.problems if each.line in within],
        chunk.lost,
        within,
        end,
        dated=chunk.dated,
        last=chunk.last,
    )
