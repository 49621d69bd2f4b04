"""A statement on its way from the store into a file, which is there whole or not at all."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from gateway.exchange.reading import Watch
from gateway.exports.sheets import Form, sheet
from gateway.exports.sources import Source
from gateway.exports.stating import COLUMNS, Sums, Wanted, rows

PART = ".part"
"""Ends the name of a file until it is whole."""


async def write(source: Source, wanted: Wanted, form: Form, file: IO[bytes], watch: Watch) -> Sums:
    """Write the rows of a statement and what they come to.

    Raises AccountUnknown before anything is written, and SheetFull, StoreError and OSError: the
    file has no total then.
    """
    sums, uids = Sums(), await source.uids(wanted.partner)
    with sheet(form, file, COLUMNS[wanted.by]) as out:
        async for cells in rows(source, wanted, uids, sums, watch):
            out.row(cells)
        out.total(sums.paid, sums.payments)
    return sums


@contextmanager
def whole(path: Path) -> Generator[IO[bytes]]:
    """A file that has its name only when all was written to it; a broken one is removed."""
    part = path.with_name(path.name + PART)
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
