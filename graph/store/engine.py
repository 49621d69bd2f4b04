"""What the store needs from a graph database: three verbs, and rows of plain Python values.

Two engines keep this promise, the embedded one and Neo4j, and every statement means the same on
both. Writes are always inside `commit`: a statement sent alone is not atomic on the embedded
engine.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

from graph.store.cypher import Statement

T = TypeVar("T")

Row: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rollback(Generic[T]):
    """Returned by a piece of work that wants its value delivered and its writes undone.

    A dry run goes the whole way, checks and writes included, and ends with this.
    """

    value: T


class Transaction(Protocol):
    """An open write transaction; good only inside the work it was handed to."""

    async def run(self, statement: Statement, /, **params: object) -> list[Row]:
        """Send one statement and give its rows; it sees the writes made before it here."""
        ...


Work: TypeAlias = Callable[[Transaction], Awaitable[T | Rollback[T]]]


class Engine(Protocol):
    """A graph database, ready to be asked."""

    @property
    def name(self) -> str:
        """Which engine this is: `arcadedb` or `neo4j`."""
        ...

    @property
    def address(self) -> str:
        """Where it is: the URI, or the data folder of the embedded engine."""
        ...

    @property
    def version(self) -> str:
        """The version the server reports, such as `26.10.2`."""
        ...

    async def run(self, statement: Statement, /, **params: object) -> list[Row]:
        """Read: send one statement and give its rows as plain dictionaries.

        Raises `StoreUnavailable` within 5 seconds when the server refuses or hangs,
        `StoreTimeout` when the statement takes longer than it may, `StoreFault` when the engine
        rejects it.
        """
        ...

    async def commit(self, work: Work[T]) -> T:
        """Write: run `work` in one transaction, commit what it did, and give what it returned.

        Nothing is stored when `work` raises or returns `Rollback(value)`; in the latter case the
        value is given. When another writer won a conflict the whole work is run anew, a bounded
        number of times, so it must read what it decides on inside the transaction and keep no
        state between runs. Raises `StoreConflict` on a violated constraint, `StoreContended`
        when every try was lost, `StoreUnwritable` when the disk is full, else as `run`.
        """
        ...

    async def close(self) -> None:
        """Give back all connections; the embedded engine is stopped. Closing twice is harmless."""
        ...
