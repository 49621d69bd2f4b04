"""The guides' questions over the sample in a store: rules, loaders and the store take part."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import ASGIApp

from gateway.app import application
from gateway.sample import plant_sample
from gateway.settings import Settings
from gateway.store import opened
from graph.store.engine import Engine
from loaders.shared import Shared
from resolvers.context import Context
from resolvers.schema import schema

GUIDES: dict[str, tuple[str, dict[str, Any]]] = {
    "account": (
        """query ($uid: String!) { account(uid: $uid) {
        uid role lifecycle standing { from to } partner { uid } tier1 { uid }
        lineage { role above { uid } trace { rules clauses { id } } }
        links { from to type account { uid } partner { uid role } }
        children(first: 20) { edges { node { uid role } } pageInfo { hasNextPage } } } }""",
        {"uid": "east"},
    ),
    "hierarchy": (
        """{ hierarchy(root: "aliyun", depth: 3) { root { uid } complete
        entries { depth parent account { uid role partner { uid } } } } }""",
        {},
    ),
    "statement": (
        """{ performanceStatement(month: "2026-03", partner: "east") {
        month total { amount fen currency } partner { uid } trace { rules } } }""",
        {},
    ),
    "preview": (
        """{ detachmentPreview(
        input: {uid: "linden", ground: CITY_APPLICATION, appliedOn: "2026-10-20"}) { __typename
        ... on DetachmentPlan { executable ended { __typename } trace { rules } }
        ... on Refusal { code message } } }""",
        {},
    ),
}
"""A page about a partner, the whole tree, a month of money, and what a release would do."""

PLENTY = {"requests_rate": "1000000/second", "cost_rate": "1000000000/second"}
"""Budgets of a caller that the only one who asks does not use up, however quick the machine."""

NAMES = ("gateway", "gateway, compiled off", "Strawberry alone")
AT = datetime(2026, 11, 1, 4, tzinfo=UTC)


def now() -> datetime:
    """The instant of every question, so that all are answered alike."""
    return AT


@asynccontextmanager
async def sampled(folder: Path) -> AsyncGenerator[None]:
    """A store in a folder with the sample in it, for contenders to share."""
    async with opened(Settings(store=str(folder))) as engine:
        await plant_sample(engine, AT)
        yield


@asynccontextmanager
async def contender(name: str, folder: str) -> AsyncGenerator[ASGIApp]:
    """Our schema over a store that another process keeps open."""
    given = {"profile": "production", "store": folder, **PLENTY}
    compiled = "off" if name == NAMES[1] else "on"
    settings = Settings.read({}, {**given, "compiled": compiled})
    async with opened(settings, beside=True) as engine:
        yield alone(engine) if name == NAMES[2] else application(settings, engine, now)


def alone(engine: Engine) -> ASGIApp:
    """Strawberry's own ASGI application over our schema."""
    from strawberry.asgi import GraphQL  # noqa: PLC0415 - nobody else needs what it imports

    shared = Shared(engine)

    async def context(*_asked: object, **_named: object) -> Context:
        return Context(await shared.facts(), AT)

    app: Any = GraphQL[Any, Any](schema)
    app.get_context = context
    return Starlette(routes=[Route("/graphql", app)])
