"""A gateway without a door, over a store that counts: each answer with what it took."""

import asyncio
from contextlib import suppress
from datetime import datetime
from time import perf_counter, process_time
from typing import Any, TypeVar, cast

import orjson
from msgspec import Struct

from gateway.compiled import Compiled
from gateway.documents.execution import core
from gateway.documents.kept import Documents, Faulty
from gateway.documents.preparing import limits_of
from gateway.http.request import Question
from gateway.settings import Settings
from gateway.store import keep
from graph.store.cypher import Statement
from graph.store.engine import Engine, Row, Transaction, Work
from loaders.shared import Shared
from resolvers.context import Context, Writing
from resolvers.schema import schema

T = TypeVar("T")

PATIENCE = 60.0
"""Seconds after which an answer is not waited for any longer."""


HOUR = 3_600.0
"""How seldom others' commits are looked for: a gateway does it ten times a second, whoever asks."""


class Taken(Struct, frozen=True):
    """What one answer took: in ms, of it waiting for the store, and of the own processor.

    Statements, and their rows.
    """

    ms: float
    store_ms: float
    own_ms: float
    statements: int
    rows: int


class TooSlow(Exception):
    """An answer did not come in `PATIENCE`."""


class NotAnswered(Exception):
    """An answer was an error."""


class Tally(Struct):
    """What was sent to a store since it was last set to nothing."""

    statements: int = 0
    rows: int = 0
    seconds: float = 0.0


class Counting:
    """An engine that counts; a transaction's statements too."""

    def __init__(self, engine: Engine) -> None:
        """Count what is sent to an engine."""
        self._engine, self.tally = engine, Tally()
        self.name, self.address, self.version = engine.name, engine.address, engine.version

    async def run(self, statement: Statement, /, **params: object) -> list[Row]:
        """As the engine's."""
        return await _counted(self._engine, self.tally, statement, params)

    async def commit(self, work: Work[T]) -> T:
        """As the engine's."""

        async def counted(tx: Transaction) -> Any:
            return await work(CountingTransaction(tx, self.tally))

        return await self._engine.commit(counted)

    async def close(self) -> None:
        """As the engine's."""
        await self._engine.close()


class CountingTransaction:
    """A transaction that counts."""

    def __init__(self, tx: Transaction, tally: Tally) -> None:
        """Count what is sent in a transaction."""
        self._tx, self._tally = tx, tally

    async def run(self, statement: Statement, /, **params: object) -> list[Row]:
        """As the transaction's."""
        return await _counted(self._tx, self._tally, statement, params)


async def _counted(
    reader: Engine | Transaction, tally: Tally, statement: Statement, params: dict[str, object]
) -> list[Row]:
    began = perf_counter()
    found = await reader.run(statement, **params)
    tally.seconds += perf_counter() - began
    tally.statements += 1
    tally.rows += sum(_rows(row) for row in found)
    return found


def _rows(row: Row) -> int:
    """A record of lists is as many rows as the lists have entries."""
    lists = (cast("list[Any]", each) for each in row.values() if isinstance(each, list))
    listed = [len(each) for each in lists]
    return sum(listed) if listed else 1


class Sitting:
    """Answers as the endpoint does; what it keeps of facts can be thrown away."""

    def __init__(self, engine: Engine, at: datetime) -> None:
        """Answer over an engine, as at an instant."""
        self.engine, self._at = Counting(engine), at
        keep(self.engine)
        self._compiled = Compiled(schema, core(schema), hints=False)
        limits = limits_of(Settings())
        self._documents = Documents(core(schema), limits, 10**7, development=True)
        self.shared = Shared(self.engine, max_staleness=HOUR)

    async def enrol(self) -> float:
        """Read the roll, as a gateway does when it starts; the seconds that this takes."""
        began = perf_counter()
        await self.shared.enrol()
        return perf_counter() - began

    def forget(self) -> None:
        """Keep no facts any more, as a gateway that has just read its roll."""
        self.shared.forget()

    def knows(self, text: str) -> bool:
        """Whether the schema has what a text asks for."""
        return not isinstance(self._documents.read(text), Faulty)

    async def answer(self, text: str, variables: dict[str, Any]) -> tuple[bytes, Taken]:
        """The data as JSON, and what it took. Raises NotAnswered, TooSlow."""
        self.engine.tally = Tally()
        began, spent = perf_counter(), process_time()
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                data = await self._answer(text, variables)
                ms, own = (perf_counter() - began) * 1e3, (process_time() - spent) * 1e3
                tally = self.engine.tally
                return data, Taken(ms, tally.seconds * 1e3, own, tally.statements, tally.rows)
        raise TooSlow

    async def _answer(self, text: str, variables: dict[str, Any]) -> bytes:
        document = self._documents.read(text)
        if isinstance(document, Faulty):
            raise NotAnswered(str(document.errors[0]))
        context = Context(await self.shared.facts(), self._at, Writing(self.shared))
        answered = await self._compiled.run(document, Question(text, None, variables), context)
        if answered.result.errors:
            raise NotAnswered(str(answered.result.errors[0]))
        return orjson.dumps(answered.result.data)
