"""The application: the endpoint, and what tells that it is well."""

from starlette.applications import Starlette
from starlette.routing import Route
from strawberry import Schema

from gateway.clock import Clock, now
from gateway.endpoint import Endpoint, OpenContext
from gateway.health import live, readiness
from gateway.settings import Settings
from graph.store.engine import Engine

PATH = "/graphql"


def create_app(
    settings: Settings,
    engine: Engine,
    schema: Schema,
    open_context: OpenContext,
    clock: Clock = now,
) -> Starlette:
    """An ASGI application that answers at `/graphql`, `/livez` and `/readyz`.

    `open_context` makes the context of each request. Every path is a `Route`: a `Mount` would
    answer a POST without its trailing slash by a redirect.
    """
    return Starlette(
        routes=[
            Route(PATH, Endpoint(schema, open_context, settings, clock)),
            Route("/livez", live),
            Route("/readyz", readiness(engine)),
        ]
    )
