"""The engine over Bolt: the one implementation of run and commit, for both engines."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import LiteralString, Protocol, TypeVar, cast

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    AsyncDriver,
    AsyncResult,
    AsyncSession,
    AsyncTransaction,
    Query,
)
from neo4j.exceptions import DriverError, Neo4jError

from graph.store import vigil
from graph.store.cypher import Statement
from graph.store.engine import Rollback, Row, Work
from graph.store.errors import StoreConflict, StoreError, StoreUnavailable
from graph.store.patience import Patience
from graph.store.target import Target
from graph.store.translate import COMMIT, translated, unavailable

T = TypeVar("T")
B = TypeVar("B", bound="Bolt")

STATEMENT_SECONDS = 10.0
"""How long a statement may run. Neo4j keeps it by this figure, the embedded engine by its own."""

COMMIT_SECONDS = 900.0
"""How long a commit may take in all: an import is one, of as many statements as it has rows for."""

_EMBEDDED = re.compile(r"\(ArcadeDB ([\w.-]+)\)")
"""Neo4j calls itself `Neo4j/2026.08.1`, the other `Neo4j/5.26.0 compatible (ArcadeDB 26.10.2)`."""


async def open_bolt(
    uri: str, user: str | None, password: str | None, database: str | None = None
) -> "Bolt":
    """Connect to the engine at `uri` and make sure that it answers.

    Raises StoreUnavailable within 5 seconds, StoreCredentials, or StoreSetting.
    """
    return await greeted(Bolt(Target(uri, user, password, database)))


async def greeted(engine: B) -> B:
    """An engine that answers, or else is closed; raises as `open_bolt` does."""
    try:
        await engine.greet()
    except BaseException:
        await engine.close()
        raise
    return engine


class Bolt:
    """An engine reached over Bolt; keeps `Engine`. Recovers by itself when the server returns."""

    def __init__(self, target: Target) -> None:
        """Make the driver; nothing is sent yet."""
        self.name = self.version = "unknown"
        self.address = target.uri
        self._target = target
        self._driver = target.driver()
        self._bookmarks = target.bookmarks()
        self._closed = False

    async def greet(self) -> None:
        """Log in, and learn which engine of which version this is."""
        server = await self._ask("the greeting", self._hello(self._driver))
        embedded = _EMBEDDED.search(server)
        self.name = "arcadedb" if embedded else "neo4j"
        self.version = embedded[1] if embedded else server.partition("/")[2]

    async def run(self, statement: Statement, /, **params: object) -> list[Row]:
        """Read in a session of its own, auto-committed: half the cost of a managed transaction."""
        statement.accept(params)
        query = Query(
            cast("LiteralString", statement.text),
            metadata={"name": statement.name},
            timeout=STATEMENT_SECONDS,
        )

        async def read() -> list[Row]:
            async with self._session(READ_ACCESS) as session:
                return await _rows(await session.run(query, params))

        doing = f"statement '{statement.name}'"
        return await self._patiently(lambda: self._ask(doing, read()))

    async def commit(self, work: Work[T]) -> T:
        """Run `work` in one write transaction, anew when another writer won."""
        return await self._patiently(lambda: self._attempt(work))

    async def close(self) -> None:
        """Close all connections."""
        self._closed = True
        await self._driver.close()

    async def _attempt(self, work: Work[T]) -> T:
        async with self._session(WRITE_ACCESS) as session:
            name = getattr(work, "__qualname__", "work")
            begin = session.begin_transaction(metadata={"name": name}, timeout=COMMIT_SECONDS)
            transaction = await self._ask("opening a transaction", begin)
            try:
                outcome = await work(BoltTransaction(transaction, self._ask))
            except asyncio.CancelledError:
                transaction.cancel()
                raise
            except BaseException:
                await self._undo(transaction)
                raise
            if isinstance(outcome, Rollback):
                await self._undo(transaction)
                return cast("Rollback[T]", outcome).value
            await self._conclude(transaction)
            return outcome

    async def _conclude(self, transaction: AsyncTransaction) -> None:
        """Commit. From here on a silent server leaves the outcome unknown."""
        try:
            await self._ask(COMMIT, transaction.commit())
        except StoreConflict as error:
            raise StoreConflict(str(error), at_commit=True) from error
        except StoreUnavailable as error:
            cause = "it fell silent during a commit"
            raise unavailable(self.address, cause, outcome_known=False) from error

    async def _undo(self, transaction: AsyncTransaction) -> None:
        """Roll back. A server that is gone has done so by itself."""
        with suppress(StoreError):
            await self._ask("the rollback", transaction.close())

    async def _ask(self, doing: str, call: Awaitable[T]) -> T:
        """Await a call to the driver, with our errors and never for long on a silent server."""
        try:
            return await vigil.answer(call, self._probe)
        except TimeoutError as error:
            cause, silent = f"{doing} found it silent", vigil.SILENCE + vigil.PROBE
            raise unavailable(self.address, cause, silent=silent) from error
        except (Neo4jError, DriverError, OSError) as error:
            if self._closed:
                raise unavailable(self.address, "we closed it") from error
            raise translated(error, self.address, doing) from error

    async def _patiently(self, call: Callable[[], Awaitable[T]]) -> T:
        patience = Patience()
        while True:
            try:
                return await call()
            except StoreError as error:
                await patience.after(error)

    async def _probe(self) -> None:
        """Ask something trivial over a new connection; raises when nobody is there."""
        async with self._target.driver() as driver:
            await self._hello(driver)

    async def _hello(self, driver: AsyncDriver) -> str:
        """Log in, and give the server's name and version in its own words."""
        async with self._target.session(driver, READ_ACCESS) as session:
            summary = await (await session.run("RETURN 1 AS one")).consume()
            return summary.server.agent

    def _session(self, access: str) -> AsyncSession:
        if self._closed:
            raise unavailable(self.address, "we closed it")
        return self._target.session(self._driver, access, self._bookmarks)


class Ask(Protocol):
    """Awaits a call to the driver; `doing` names it in errors."""

    async def __call__(self, doing: str, call: Awaitable[T]) -> T:
        """Give what the call gives, or raise a StoreError."""
        ...


class BoltTransaction:
    """An explicit transaction; keeps `Transaction`."""

    def __init__(self, transaction: AsyncTransaction, ask: Ask) -> None:
        """Wrap the driver's transaction; `ask` awaits a call to the driver."""
        self._transaction = transaction
        self._ask = ask

    async def run(self, statement: Statement, /, **params: object) -> list[Row]:
        """Send one statement and give its rows."""
        statement.accept(params)

        async def send() -> list[Row]:
            text = cast("LiteralString", statement.text)
            return await _rows(await self._transaction.run(text, params))

        return await self._ask(f"statement '{statement.name}'", send())


async def _rows(result: AsyncResult) -> list[Row]:
    """Take all rows as plain dictionaries; `Record.data` would rebuild every value."""
    values, names = await result.values(), result.keys()
    return [dict(zip(names, row, strict=True)) for row in values]
