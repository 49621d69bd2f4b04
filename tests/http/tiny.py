"""A small schema of the door's own, with all the ways in which a field can end."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

import strawberry
from graphql import GraphQLError
from httpx2 import ASGITransport, AsyncClient, Response

from gateway.app import create_app
from gateway.clock import now
from gateway.settings import Settings
from graph.store.engine import Engine
from graph.store.errors import StoreUnavailable
from loaders.feed import RevisionUnreached
from tests.ways import WAY


@dataclass
class Sitting:
    """A context as the door knows it."""

    revision: int
    at: datetime
    statements: int = 0
    cancelled: list[bool] = field(default_factory=list)

    @property
    def facts(self) -> "Sitting":
        return self


@strawberry.type
class Node:
    depth: int

    @strawberry.field
    def child(self) -> "Node":
        return Node(depth=self.depth + 1)


@strawberry.type
class Query:
    @strawberry.field
    async def hello(self, info: strawberry.Info[Sitting, None], name: str = "you") -> str:
        info.context.statements += 1
        return f"hello {name}"

    @strawberry.field
    def node(self) -> Node:
        return Node(depth=1)

    @strawberry.field
    def defect(self) -> str | None:
        msg = "password is hunter2"
        raise RuntimeError(msg)

    @strawberry.field
    def required_defect(self) -> str:
        raise KeyError("secret")

    @strawberry.field
    def refused(self) -> str | None:
        raise GraphQLError("There is no account 'x'.", extensions={"code": "ACCOUNT_UNKNOWN"})

    @strawberry.field
    def away(self) -> str | None:
        raise StoreUnavailable("bolt://10.0.0.7 is gone")

    @strawberry.field
    async def slow(self, info: strawberry.Info) -> str:
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            info.context.cancelled.append(True)
            raise
        return "late"


@strawberry.type
class Mutation:
    @strawberry.mutation
    def write(self) -> str:
        return "written"


SCHEMA = strawberry.Schema(Query, Mutation)
SITTINGS: list[Sitting] = []


async def sit(at: datetime, seen: int, _caller: object) -> Sitting:
    """A store at revision 7 that answers while nobody asks for more."""
    if seen == 999:
        raise StoreUnavailable("bolt://10.0.0.7 is gone")
    if seen > 7:
        raise RevisionUnreached(f"expected revision {seen}, the store is at 7")
    SITTINGS.append(Sitting(7, at))
    return SITTINGS[-1]


class Door:
    """A client of an application made with some settings."""

    def __init__(self, engine: Engine | None = None, **settings: Any) -> None:
        reached = cast("Engine", engine)  # only /readyz asks it
        self.app: Any = create_app(Settings(**WAY, **settings), reached, SCHEMA, sit, now)
        self.client = AsyncClient(transport=ASGITransport(self.app), base_url="http://door")

    async def post(self, query: object, **more: object) -> Response:
        return await self.client.post("/graphql", json={"query": query, **more})

    async def raw(self, body: bytes, **headers: str) -> Response:
        sent = {"content-type": "application/json"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        return await self.client.post("/graphql", content=body, headers=sent)


async def streamed(*chunks: bytes) -> AsyncIterator[bytes]:
    """A body whose length nobody said."""
    for chunk in chunks:
        yield chunk
