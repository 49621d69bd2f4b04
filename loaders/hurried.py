"""A reader for those who wait for an answer: what takes too long is given up, and they are told."""

import asyncio
from typing import Any

from graph.store.cypher import Statement
from graph.store.engine import Row
from graph.store.errors import StoreTimeout
from graph.store.facts import Reader


class Hurried:
    """Gives up a statement after some seconds; keeps `Transaction`, for reading.

    What writes, or is read for no caller, is not hurried: imports and settling take their time.
    """

    def __init__(self, reader: Reader, seconds: float) -> None:
        """Ask a reader, and wait for each statement so long."""
        self._reader, self._seconds = reader, seconds

    async def run(self, statement: Statement, /, **params: Any) -> list[Row]:
        """Send one statement and give its rows; StoreTimeout when they do not come in time."""
        try:
            async with asyncio.timeout(self._seconds):
                return await self._reader.run(statement, **params)
        except TimeoutError as error:
            said = f"expected statement '{statement.name}' within {self._seconds:g} s"
            raise StoreTimeout(
                f"{said}, it took longer; nothing was stored", seconds=self._seconds
            ) from error
