"""The engine as it is watched: each statement counted, timed, traced, and told when it is slow."""

from collections.abc import Awaitable
from time import perf_counter
from typing import TypeVar

import structlog

from gateway.watch.figures import Figures
from gateway.watch.spans import Spans, failed
from graph.store.cypher import Statement
from graph.store.engine import Engine, Rollback, Row, Transaction, Work
from graph.store.errors import StoreError, StoreUnavailable

T = TypeVar("T")


class WatchedEngine:
    """An engine that is looked at while it is asked; keeps `Engine`."""

    def __init__(self, engine: Engine, figures: Figures, spans: Spans, slow: float) -> None:
        """Watch an engine; statements that take `slow` seconds are logged."""
        self._engine, self._figures, self._spans, self._slow = engine, figures, spans, slow
        self._log = structlog.get_logger()

    @property
    def name(self) -> str:
        """Its name."""
        return self._engine.name

    @property
    def address(self) -> str:
        """Its address."""
        return self._engine.address

    @property
    def version(self) -> str:
        """Its version."""
        return self._engine.version

    async def run(self, statement: Statement, /, **params: object) -> list[Row]:
        """Read; see `Engine.run`."""
        try:
            return await self.watched(statement.name, self._engine.run(statement, **params))
        except StoreError as error:
            self._failed(error)
            raise

    async def commit(self, work: Work[T]) -> T:
        """Write; see `Engine.commit`."""

        async def watched(tx: Transaction) -> T | Rollback[T]:
            return await work(WatchedTransaction(tx, self))

        watched.__qualname__ = getattr(work, "__qualname__", "work")
        try:
            return await self._engine.commit(watched)
        except StoreError as error:
            self._failed(error)
            raise

    async def close(self) -> None:
        """Close it."""
        await self._engine.close()

    async def watched(self, name: str, answer: Awaitable[list[Row]]) -> list[Row]:
        """Wait for the answer to a statement, and write down what is worth it."""
        began = perf_counter()
        with self._spans.statement(name) as span:
            try:
                rows = await answer
            except StoreError as error:
                if span is not None:
                    failed(span, error.code)
                raise
        seconds = perf_counter() - began
        self._figures.asked(name, seconds)
        if seconds >= self._slow:
            ms = round(seconds * 1000, 2)
            self._log.warning("slow statement", statement=name, ms=ms, rows=len(rows))
        return rows

    def _failed(self, error: StoreError) -> None:
        self._figures.failed(error.code, up=not isinstance(error, StoreUnavailable))


class WatchedTransaction:
    """A transaction whose statements are watched; keeps `Transaction`."""

    def __init__(self, transaction: Transaction, engine: WatchedEngine) -> None:
        """Hand on to a transaction."""
        self._transaction, self._engine = transaction, engine

    async def run(self, statement: Statement, /, **params: object) -> list[Row]:
        """Send one statement and give its rows."""
        answer = self._transaction.run(statement, **params)
        return await self._engine.watched(statement.name, answer)
