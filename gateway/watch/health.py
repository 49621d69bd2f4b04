"""Whether the process is alive, and whether it can answer."""

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from graph.store import ledger, schema
from graph.store.engine import Engine
from graph.store.errors import StoreError


async def live(_: Request) -> Response:
    """Alive: the process answers. It says nothing about the store."""
    return _shown(200, {"status": "alive"})


def readiness(engine: Engine) -> Callable[[Request], Awaitable[Response]]:
    """Make the endpoint that says whether the store answers, and at which revision it is."""

    async def ready(_: Request) -> Response:
        about = {
            "engine": engine.name,
            "engineVersion": engine.version,
            "schemaVersion": schema.VERSION,
        }
        try:
            revision = await ledger.revision(engine)
        except StoreError as error:
            return _shown(503, {"status": "not ready", "code": error.code, **about})
        return _shown(200, {"status": "ready", "revision": revision, **about})

    return ready


def _shown(status: int, body: dict[str, Any]) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(orjson.dumps(body), status, headers, "application/json")
