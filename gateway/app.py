"""The application: the endpoint, and what tells that it is well."""

from datetime import datetime

from starlette.applications import Starlette
from starlette.routing import Route
from strawberry import Schema

from gateway.clock import Clock, now
from gateway.endpoint import Endpoint, OpenContext
from gateway.health import live, readiness
from gateway.settings import Settings
from graph.store.engine import Engine
from loaders.shared import Shared
from resolvers.context import Context
from resolvers.schema import schema

PATH = "/graphql"


def application(settings: Settings, engine: Engine, clock: Clock = now) -> Starlette:
    """The gateway as it is served: our schema over one store."""
    shared = Shared(engine, max_staleness=settings.max_staleness)

    async def open_context(at: datetime, seen: int) -> Context:
        return Context(await shared.facts(seen or None), at)

    return create_app(settings, engine, schema, open_context, clock)


def create_app(
    settings: Settings,
    engine: Engine,
    offered: Schema,
    open_context: OpenContext,
    clock: Clock = now,
) -> Starlette:
    """An ASGI application that answers at `/graphql`, `/livez` and `/readyz`.

    `open_context` makes the context of each request. Every path is a `Route`: a `Mount` would
    answer a POST without its trailing slash by a redirect.
    """
    return Starlette(
        routes=[
            Route(PATH, Endpoint(offered, open_context, settings, clock)),
            Route("/livez", live),
            Route("/readyz", readiness(engine)),
        ]
    )
