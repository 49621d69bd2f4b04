"""A store whose answers are kept, and come after as many turns of the loop as a schedule has it.

What a real store takes differs from run to run; here the same statements of a schedule come in the
same order again, and none is asked for twice.
"""

import asyncio
import hashlib
from typing import Any, cast

import msgspec

from graph.store.cypher import Statement
from graph.store.engine import Engine, Row
from graph.store.errors import StoreError
from loaders.shared import Shared
from resolvers.context import Context
from tests.resolvers.asking import NOW

MOST_TURNS = 6
LONG = 1e9
Kept = dict[tuple[str, bytes], bytes | StoreError]

_packed = msgspec.msgpack.Encoder(enc_hook=list).encode
_unpacked = msgspec.msgpack.Decoder().decode


class World:
    """Contexts over one store that is not written to, all of them with nothing at hand."""

    def __init__(self, engine: Engine) -> None:
        self.schedule = 0
        self._engine, self._kept = engine, Kept()
        self._latest = Recorded(engine, self._kept, 0)

    async def context(self) -> Context:
        self._latest = Recorded(self._engine, self._kept, self.schedule)
        shared = Shared(cast("Engine", self._latest), max_staleness=LONG)
        return Context(await shared.facts(), NOW)

    def met(self) -> bool:
        """Whether the latest context asked for anything that was not known."""
        return self._latest.asked > 0


class Recorded:
    """An engine that is read from; keeps that part of `Engine`."""

    def __init__(self, engine: Engine, kept: Kept, schedule: int) -> None:
        self.name, self.address, self.version = engine.name, engine.address, engine.version
        self.asked = 0
        """Statements that were not known."""
        self._engine, self._kept, self._schedule = engine, kept, schedule

    async def run(self, statement: Statement, /, **params: object) -> list[Row]:
        """The rows of a statement, each time made anew."""
        key = statement.text, msgspec.json.encode(params, order="deterministic")
        found = self._kept.get(key)
        if found is None:
            self.asked += 1
            # Whoever asked may be called off meanwhile; what the store says is kept all the same.
            found = await asyncio.shield(asyncio.ensure_future(self._ask(key, statement, params)))
        for _ in range(self._turns(key)):
            await asyncio.sleep(0)
        if isinstance(found, StoreError):
            raise found
        return cast("list[Row]", _unpacked(found))

    async def commit(self, _work: Any) -> Any:
        raise AssertionError("expected that nothing is written")

    async def close(self) -> None:
        """Whose it is closes it."""

    async def _ask(
        self, key: tuple[str, bytes], statement: Statement, params: dict[str, Any]
    ) -> bytes | StoreError:
        found: bytes | StoreError
        try:
            found = _packed(await self._engine.run(statement, **params))
        except StoreError as error:
            found = error
        return self._kept.setdefault(key, found)

    def _turns(self, key: tuple[str, bytes]) -> int:
        digest = hashlib.blake2b(b"%d %s %s" % (self._schedule, key[0].encode(), key[1]))
        return 1 + digest.digest()[0] % MOST_TURNS
