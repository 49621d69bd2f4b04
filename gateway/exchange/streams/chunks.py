"""Payments of a stream, some thousands at a time."""

from collections.abc import Callable, Generator
from datetime import datetime

from msgspec import Struct

from gateway.exchange.ids import MadeIds
from gateway.exchange.problems import Problem
from gateway.exchange.reading import Author, Lost, Row, cells_of, lost, row_of
from gateway.exchange.streams.lines import StreamBroken
from gateway.exchange.streams.stood import Stood, Stream
from gateway.exchange.streams.supply import Supply
from gateway.exchange.streams.times import Times

ROWS = 5_000
"""Rows of a chunk, which is one commit; no engine is quicker with more."""

LETTERS = 2_000_000
"""Letters of a chunk at the most, well under the 16 MB that a message may have."""


class Chunk(Struct):
    """Some rows: those that are payments, what is wrong with the others, and all as they stood.

    `end` is the line of its last row, `share` the part of the file that was read with it. `dated`
    tells that a row says itself when it was known; `broken` that there is no reading on; `last`
    that nothing comes after it.
    """

    rows: list[Row]
    problems: list[Problem]
    lost: list[Lost]
    stood: dict[int, Stood]
    end: int = 0
    share: float | None = None
    dated: bool = False
    broken: bool = False
    last: bool = False


def chunks(
    stream: Stream, supply: Supply, name: str, clock: Callable[[], datetime], size: int = ROWS
) -> Generator[Chunk]:
    """The rows of a stream, in their order; a chunk is good as soon as it is given."""
    times = Times()
    made = MadeIds(times)
    cells = cells_of(stream.source.table, empty_texts=not stream.head)
    chunk, letters, author = _empty(), 0, Author(name, clock())
    try:
        for each in stream.rows:
            found = row_of(stream.source, each.raw, cells, author, made)
            if isinstance(found, Row):
                chunk.rows.append(found)
                chunk.dated = chunk.dated or "recorded_at" in each.raw.cells
            else:
                chunk.problems += found
                chunk.lost += lost(stream.source, each.raw)
            chunk.stood[each.raw.line] = each
            chunk.end = each.raw.line
            letters += sum(map(len, each.text)) if isinstance(each.text, list) else len(each.text)
            if len(chunk.stood) >= size or letters > LETTERS:
                chunk.share = supply.share
                yield chunk
                chunk, letters, author = _empty(chunk.end), 0, Author(name, clock())
    except StreamBroken as broken:
        chunk.broken = True
        chunk.problems.append(_broken(stream, chunk.end, broken))
    finally:
        times.close()
    if chunk.stood or chunk.problems:
        yield chunk


def _empty(end: int = 0) -> Chunk:
    return Chunk([], [], [], {}, end)


def _broken(stream: Stream, line: int, broken: StreamBroken) -> Problem:
    source = stream.source
    return Problem(source.table.name, source.name, line + 1, "", f"can't be read on: {broken}")
