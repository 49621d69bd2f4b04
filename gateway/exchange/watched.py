"""An engine that tells how many rows it has written; for a bar that shows the time left."""

from typing import Any, TypeVar

from gateway.exchange.reading import Watch
from graph.store.cypher import Statement
from graph.store.engine import Engine, Rollback, Row, Transaction, Work

T = TypeVar("T")

WRITES = ("write_", "close_")
NO_FACTS = frozenset(
    {
        *("write_event", "write_liable_for", "close_liable_for"),
        *("write_exposures", "write_exposure_counts"),
    }
)
"""What follows from facts, and is written beside them."""


class Watched:
    """Another engine, with somebody told of each row of a fact that is written."""

    def __init__(self, engine: Engine, watch: Watch) -> None:
        """Stand before an engine."""
        self._engine = engine
        self._watch = watch
        self.name, self.address, self.version = engine.name, engine.address, engine.version

    async def run(self, statement: Statement, /, **params: object) -> list[Row]:
        """Read, as the engine does."""
        return await self._engine.run(statement, **params)

    async def commit(self, work: Work[T]) -> T:
        """Write, as the engine does, with a transaction that tells."""

        async def told(tx: Transaction) -> T | Rollback[T]:
            return await work(Telling(tx, self._watch))

        return await self._engine.commit(told)

    async def close(self) -> None:
        """Close the engine."""
        await self._engine.close()


class Telling:
    """A transaction that tells how many rows it was given to write."""

    def __init__(self, tx: Transaction, watch: Watch) -> None:
        """Stand before a transaction."""
        self._tx = tx
        self._watch = watch

    async def run(self, statement: Statement, /, **params: Any) -> list[Row]:
        """Send a statement, then tell."""
        rows = await self._tx.run(statement, **params)
        if statement.name.startswith(WRITES) and statement.name not in NO_FACTS:
            self._watch.advance(_written(params))
        return rows


def _written(params: dict[str, Any]) -> int:
    """How many facts the parameters of a statement hold, as rows or as columns; else none."""
    if "columns" in params:
        return len(params["columns"]["key"])
    return len(params.get("rows", ()))
