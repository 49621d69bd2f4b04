"""A statement as bytes that come bit by bit, so that no more than some rows are ever held.

A workbook is made of parts that are known when all rows are: it grows in a temporary file.
"""

from collections.abc import AsyncGenerator, Sequence
from contextlib import ExitStack, aclosing
from io import BytesIO
from tempfile import TemporaryFile

from anyio.to_thread import run_sync

from gateway.exchange.reading import Unwatched
from gateway.exports.sheets import Form, Sheet, sheet
from gateway.exports.sources import Source
from gateway.exports.stating import COLUMNS, Sums, Wanted, rows
from gateway.http.packing import packer
from graph.model import Uid

SOME = 65_536
"""Bytes that are sent together."""


async def content(
    source: Source, wanted: Wanted, uids: Sequence[Uid], form: Form
) -> AsyncGenerator[bytes]:
    """The file; its last row is the total. Raises SheetFull, and what reading facts raises."""
    whole = form is Form.XLSX
    with TemporaryFile() if whole else BytesIO() as file, ExitStack() as stack:
        out = stack.enter_context(sheet(form, file, COLUMNS[wanted.by]))
        try:
            async with aclosing(_filled(source, wanted, uids, out)) as steps:
                async for _ in steps:
                    if isinstance(file, BytesIO) and file.tell() >= SOME:
                        yield _taken(file)
        finally:
            if whole:  # it packs all rows, for seconds if there are many
                await run_sync(stack.close)
        stack.close()
        file.seek(0)
        while some := file.read(SOME):
            yield some


async def packed(parts: AsyncGenerator[bytes], how: str | None) -> AsyncGenerator[bytes]:
    """Bytes as `zstd` or `gzip`, as they come; None leaves them as they are."""
    packs = None if how is None else packer(how)
    async with aclosing(parts):
        async for each in parts:
            some = packs.compress(each) if packs else each
            if some:
                yield some
    if packs:
        yield packs.flush()


async def _filled(
    source: Source, wanted: Wanted, uids: Sequence[Uid], out: Sheet
) -> AsyncGenerator[None]:
    """Write row after row, and the total."""
    sums = Sums()
    async with aclosing(rows(source, wanted, uids, sums, Unwatched())) as coming:
        async for cells in coming:
            out.row(cells)
            yield
    out.total(sums.paid, sums.payments)


def _taken(file: BytesIO) -> bytes:
    """What was written, which is written over from now on."""
    found = file.getvalue()
    file.seek(0)
    file.truncate()
    return found
