"""A file of payments, or standard input, taken into a store as it streams by."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import IO

from msgspec import Struct

from gateway.exchange.problems import FolderUnreadable, Problem
from gateway.exchange.reading import Watch
from gateway.exchange.rejects import rejectable
from gateway.exchange.sources import SUFFIXES, Source
from gateway.exchange.streams.chunks import Chunk, chunks
from gateway.exchange.streams.lines import Lines, StreamBroken
from gateway.exchange.streams.refused import Refused
from gateway.exchange.streams.run import Manner
from gateway.exchange.streams.running import take_stream
from gateway.exchange.streams.stood import streamed
from gateway.exchange.streams.supply import Supply, supplied
from gateway.exchange.streams.taken import Taken
from gateway.exchange.tables import TABLES
from gateway.store import settled
from graph.store.engine import Engine

PAYMENTS = next(table for table in TABLES if table.name == "payments")
DASH = Path("-")


class Streamed(Struct, frozen=True):
    """What became of the rows, and the file of refused ones."""

    taken: Taken
    rejects: Path | None = None


def is_stream(path: Path) -> bool:
    """Whether a path is a file, or stands for standard input, so that its rows stream by."""
    return path == DASH or path.is_file()


def ready(path: Path, rejects: Path | None) -> None:
    """Raise FolderUnreadable for a file of another table, and where rejects would be lost."""
    name = path.name.lower()
    stem = next((name.removesuffix(end) for end in SUFFIXES if name.endswith(end)), name)
    other = next((each.name for each in TABLES if each.name == stem), PAYMENTS.name)
    if other != PAYMENTS.name:
        raise FolderUnreadable(
            f"a single file holds payments, but {path.name} is the table {other}; import its"
            f" folder: gateway import {path.parent}"
        )
    if rejects is not None:
        rejectable(path.parent, rejects)


async def stream_in(  # noqa: PLR0913 - where from, where to, and on what terms
    engine: Engine,
    path: Path,
    stdin: IO[bytes],
    manner: Manner,
    clock: Callable[[], datetime],
    watch: Watch,
    rejects: Path | None,
) -> Streamed:
    """Take a file in, `-` for standard input; the refused rows go to a folder (None: nowhere).

    Raises StoreError, HeaderWrong, OSError, and FolderUnreadable where no row can be read.
    """
    with supplied(None if path == DASH else path, stdin) as supply:
        done = await _streamed(engine, supply, manner, clock, watch, rejects)
    await settled(engine, watch)
    return done


async def _streamed(  # noqa: PLR0913 - where from, where to, and on what terms
    engine: Engine,
    supply: Supply,
    manner: Manner,
    clock: Callable[[], datetime],
    watch: Watch,
    rejects: Path | None,
) -> Streamed:
    source = Source(PAYMENTS, Path(supply.name), "")
    try:
        stream = streamed(source, lines := Lines(supply.file))
    except StreamBroken as broken:
        raise FolderUnreadable(f"{supply.name} can't be read: {broken}") from broken
    refused = None if rejects is None else Refused(rejects, stream, lines)
    watch.stage(f"taking in {supply.name}")
    refuse = _nowhere if refused is None else refused.add
    with closing(chunks(stream, supply, manner.by, clock)) as coming:
        taken = await take_stream(engine, coming, manner, clock, watch, refuse)
    return Streamed(taken, None if refused is None else refused.end())


def _nowhere(chunk: Chunk, problems: list[Problem]) -> None:
    """Keep no refused rows: they are told, and still in the file."""
