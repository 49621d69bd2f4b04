"""Whether the process is alive, and whether it can answer."""

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from gateway.watch.watch import Watch
from graph.store import ledger, schema
from graph.store.engine import Engine
from graph.store.errors import StoreError


async def live(_: Request) -> Response:
    """Alive: the process answers. It says nothing about the store."""
    return _shown(200, {"status": "alive"})


def readiness(engine: Engine, watch: Watch) -> Callable[[Request], Awaitable[Response]]:
    """Make the endpoint that says whether the store answers and is settled, and its revision.

    It says no at once when the gateway is about to end, so that nobody is sent here any more.
    """

    async def ready(_: Request) -> Response:
        about: dict[str, Any] = {
            "engine": engine.name,
            "engineVersion": engine.version,
            "schemaVersion": schema.VERSION,
        }
        if watch.draining:
            return _shown(503, {"status": "draining", **about})
        try:
            revision = await ledger.revision(engine)
        except StoreError as error:
            return _shown(503, {"status": "not ready", "code": error.code, **about})
        about["revision"] = revision
        if not watch.settled.ready:
            return _shown(503, {"status": "settling", "settling": watch.settled.told(), **about})
        return _shown(200, {"status": "ready", **about})

    return ready


def _shown(status: int, body: dict[str, Any]) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(orjson.dumps(body), status, headers, "application/json")
