"""An engine that is watched, and commits of the process that is tested."""

import asyncio
from typing import Any

from graph.store import ledger
from graph.store.cypher import Statement
from graph.store.engine import Engine, Row, Work
from graph.store.errors import StoreFault
from loaders.shared import Shared
from tests.store.books import later

LONG = 3600.0
"""A staleness that no test lives to see: only own commits are followed."""


class Watched:
    """An engine that counts its reads and can be held up or broken."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.name, self.address, self.version = engine.name, engine.address, engine.version
        self.sent: list[str] = []
        self.open = asyncio.Event()
        self.open.set()
        self.broken = False

    async def run(self, statement: Statement, /, **params: Any) -> list[Row]:
        self.sent.append(statement.name)
        rows = await self._engine.run(statement, **params)
        await self.open.wait()
        if self.broken:
            raise StoreFault("broken on purpose")
        return rows

    async def commit(self, work: Work[Any]) -> Any:
        return await self._engine.commit(work)

    async def close(self) -> None:
        await self._engine.close()


async def commit(shared: Shared, *changes: Any) -> ledger.Committed[None]:
    """A commit of this process."""

    async def decide(_tx: Any) -> ledger.Decision[None]:
        return ledger.Decision(None, changes)

    done = await ledger.commit(shared.engine, decide, later())
    shared.saw(done)
    return done
