"""The application: the endpoint, and what tells that it is well."""

from datetime import datetime

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry import Schema
from typing_extensions import override

from gateway.clock import Clock, now
from gateway.exchange.batched import importing
from gateway.exports.door import PATH as STATEMENTS
from gateway.exports.door import Statements
from gateway.http.endpoint import Endpoint
from gateway.http.opening import OpenContext
from gateway.http.request import Caller
from gateway.http.sharing import shared
from gateway.identity.chosen import identity_of
from gateway.identity.identify import TRUST, Identity
from gateway.live.socket import Socket
from gateway.schedule import fee_schedule
from gateway.second import second_of
from gateway.settings import Settings
from gateway.watch.collected import Enrolled, Lined, Listening, Open, Queued, Shelved, Went
from gateway.watch.exposed import metrics
from gateway.watch.health import live, readiness
from gateway.watch.watch import Watch
from graph.store.engine import Engine
from loaders.shared import Shared
from loaders.shelf import Bounds
from loaders.sighted import seen_by
from resolvers.context import Context, Writing
from resolvers.schema import schema

PATH = "/graphql"


def application(
    settings: Settings, engine: Engine, clock: Clock = now, watch: Watch | None = None
) -> Starlette:
    """The gateway as it is served: our schema over one store."""
    watch = watch or Watch()
    second = second_of(settings)
    bounds = Bounds(accounts=settings.roll_accounts)
    held = Shared(
        engine,
        second=second,
        max_staleness=settings.max_staleness,
        bounds=bounds,
        statement_seconds=settings.statement_seconds,
    )
    watch.figures.registry.register(Shelved(held.shelves()))
    watch.figures.registry.register(Enrolled(held.roll))
    watch.figures.registry.register(Lined(engine))
    watch.figures.registry.register(Listening(held.tail))
    schedule = fee_schedule(settings)

    async def open_context(at: datetime, seen: int, caller: Caller) -> Context:
        writing = Writing(held, caller.viewer.name, caller.request_id, importer=importing)
        facts = seen_by(caller.viewer, await held.facts(seen or None))
        return Context(facts, at, writing, schedule, caller.viewer, caller.last)

    identity = identity_of(settings, engine, clock)
    app = create_app(settings, engine, schema, open_context, clock, identity, watch)
    app.state.shared = held
    if settings.exports:
        statements = Statements(app.endpoint, held, settings, clock)
        app.router.routes.append(Route(STATEMENTS, shared(statements, settings)))
    return app


def create_app(  # noqa: PLR0913 - what an application is made from
    settings: Settings,
    engine: Engine,
    offered: Schema,
    open_context: OpenContext,
    clock: Clock = now,
    identity: Identity = TRUST,
    watch: Watch | None = None,
) -> "Lane":
    """An ASGI application that answers at `/graphql`, `/livez` and `/readyz`.

    `open_context` makes the context of each request, `identity` tells who asks, `watch` is told of
    it. Every path is a `Route`: a `Mount` would answer a POST without its trailing slash by a
    redirect.
    """
    watch = watch or Watch()
    endpoint = Endpoint(offered, open_context, settings, clock, identity, watch)
    watch.figures.registry.register(Went(lambda: endpoint.compiled and endpoint.compiled.ways))
    watch.figures.registry.register(Open(endpoint.live.caps))
    watch.figures.registry.register(Queued(endpoint.running.turns))
    door = shared(endpoint, settings)
    routes = [
        Route(PATH, door),
        Route("/livez", live),
        Route("/readyz", readiness(engine, watch)),
    ]
    if settings.metrics == "on" and settings.profile == "development":
        routes.append(Route("/metrics", metrics(watch.figures.registry)))
    return Lane(endpoint, door, routes, watch)


async def nothing_here(request: Request, _error: Exception) -> PlainTextResponse:
    """Tell whoever opened another path where the gateway answers."""
    text = f"There is nothing at {request.url.path}; ask at {PATH}, or for /livez and /readyz.\n"
    return PlainTextResponse(text, 404)


class Lane(Starlette):
    """Starlette, with a lane of its own for questions: the endpoint answers whatever happens.

    Router and middleware would take as long as a small answer.
    """

    def __init__(
        self, endpoint: Endpoint, door: ASGIApp, routes: list[Route], watch: Watch
    ) -> None:
        """Hand questions to the door of the endpoint, and all else to the routes."""
        super().__init__(routes=routes, exception_handlers={404: nothing_here})
        self.router.redirect_slashes = False  # to a place that a header of the request names
        self.endpoint, self._door = endpoint, door
        self.state.leave, self.state.drain = endpoint.leave, watch.drain

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope.get("path") != PATH:
            await super().__call__(scope, receive, send)
        elif scope["type"] == "websocket":
            await Socket(self.endpoint.live, WebSocket(scope, receive, send)).talk()
        else:
            await self._door(scope, receive, send)
