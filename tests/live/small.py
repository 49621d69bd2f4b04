"""A small schema whose subscriptions do what a test wants, and a door that serves it."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, cast

import orjson
import strawberry
import uvicorn
from graphql import GraphQLError
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from gateway.app import create_app
from gateway.clock import now
from gateway.server import address, configured, listening
from gateway.settings import Settings
from graph.store.errors import StoreUnavailable
from tests.http.tiny import Mutation, Query, Sitting, sit
from tests.ways import WAY

INIT = {"type": "connection_init"}
LISTENING = set[str]()
"""Names of the sources that somebody listens to now."""


@dataclass
class Said:
    """An event of the small schema."""

    value: object
    revision: int = 7
    behind: int = 0
    cursor: str | None = None

    async def told(self, _context: Sitting) -> object | None:
        if isinstance(self.value, Exception):
            raise self.value
        return self.value


@strawberry.type
class Beat:
    number: int
    size: strawberry.Private[int] = 0

    @strawberry.field
    def odd(self) -> int | None:
        if self.number % 2:
            return self.number
        msg = "password is hunter2"
        raise RuntimeError(msg)

    @strawberry.field
    def text(self) -> str:
        return "x" * self.size


@strawberry.type
class Subscription:
    @strawberry.subscription(graphql_type=Beat)
    async def beats(self, to: int, size: int = 0, behind: int = 0) -> AsyncGenerator[Said]:
        for number in range(1, to + 1):
            yield Said(Beat(number=number, size=size), behind=behind * number)

    @strawberry.subscription(graphql_type=Beat)
    async def silence(self, name: str = "silence") -> AsyncGenerator[Said]:
        LISTENING.add(name)
        try:
            yield Said(Beat(number=0))
            yield Said(None)
            await asyncio.sleep(60)
        finally:
            LISTENING.discard(name)

    @strawberry.subscription(graphql_type=Beat)
    async def refused(self) -> AsyncGenerator[Said]:
        raise GraphQLError("There is no account 'x'.", extensions={"code": "ACCOUNT_UNKNOWN"})

    @strawberry.subscription(graphql_type=Beat)
    async def defect(self) -> AsyncGenerator[Said]:
        yield Said(RuntimeError("password is hunter2"))

    @strawberry.subscription(graphql_type=Beat)
    async def away(self) -> AsyncGenerator[Said]:
        yield Said(StoreUnavailable("bolt://10.0.0.7 is gone"))


@strawberry.type
class Asked(Query):
    @strawberry.field
    async def soon(self) -> str:
        await asyncio.sleep(0.2)
        return "late"


SCHEMA = strawberry.Schema(Asked, Mutation, Subscription)


class Served:
    """The small schema behind a real server."""

    def __init__(self, app: Any, settings: Settings) -> None:
        self.app, self.settings = app, settings
        self.server = uvicorn.Server(configured(app, settings))
        self.url = ""

    @property
    def live(self) -> Any:
        """What holds its open connections."""
        return self.app.endpoint.live

    @asynccontextmanager
    async def wire(self, *protocols: str, **options: Any) -> AsyncIterator["Wired"]:
        """A WebSocket to it that has said nothing yet."""
        url = self.url.replace("http", "ws") + "/graphql"
        given: Any = {"subprotocols": protocols or ("graphql-transport-ws",), "compression": None}
        async with connect(url, **given | options) as wire:
            yield Wired(wire)

    @asynccontextmanager
    async def talk(self, **options: Any) -> AsyncIterator["Wired"]:
        """A WebSocket to it that is acknowledged."""
        async with self.wire(**options) as wired:
            await wired.say(INIT)
            assert await wired.hear() == {"type": "connection_ack"}
            yield wired


class Wired:
    """One end of a WebSocket."""

    def __init__(self, wire: ClientConnection) -> None:
        self.wire = wire

    async def say(self, *messages: object) -> None:
        for message in messages:
            raw = message if isinstance(message, str | bytes) else orjson.dumps(message).decode()
            await self.wire.send(raw)

    async def hear(self) -> dict[str, Any]:
        async with asyncio.timeout(20):
            return orjson.loads(await self.wire.recv())

    async def ask(self, id_: str, query: str, **variables: object) -> None:
        payload = {"query": query, "variables": variables}
        await self.say({"id": id_, "type": "subscribe", "payload": payload})

    async def closed(self) -> tuple[int | None, str | None]:
        """The code and reason of its end, whatever was sent before it."""
        async with asyncio.timeout(20):
            with suppress(ConnectionClosed):
                while True:
                    await self.wire.recv()
        return self.wire.close_code, self.wire.close_reason


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds, some seconds at most."""
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110 - it is not told when
            await asyncio.sleep(0.005)


@asynccontextmanager
async def served(schema: Any = SCHEMA, **settings: Any) -> AsyncIterator[Served]:
    """The small schema, served with some settings."""
    chosen = Settings(port=0, **WAY, **settings)
    app = create_app(chosen, cast("Any", None), schema, sit, now)
    async with running(app, chosen) as found:
        yield found


@asynccontextmanager
async def running(app: Any, settings: Settings) -> AsyncIterator[Served]:
    """An application behind a real server, until the test is over."""
    with listening(settings) as taken:
        found = Served(app, settings)
        found.url = address(taken)
        task = asyncio.create_task(found.server._serve(sockets=[taken]))  # noqa: SLF001 - signals
        await until(lambda: found.server.started)
        try:
            yield found
        finally:
            await found.live.leave()
            found.server.should_exit = True
            await task
