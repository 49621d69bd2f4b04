"""Those that answer: `python -m gateway.bench.contenders NAME` prints its port and serves.

With the folder of a store behind the name, our schema over that store; else rows at hand.
"""

import asyncio
import logging
import socket
import sys
from collections.abc import Awaitable, Callable
from typing import Any, cast

import orjson
import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from gateway import server
from gateway.app import create_app
from gateway.bench.guides import PLENTY, contender
from gateway.bench.rows import (
    ACCOUNTS,
    BY_UID,
    SCHEMA,
    TREE,
    AccountRow,
    PartnerRow,
    TreeRow,
    TwigRow,
    now,
    sit,
)
from gateway.collecting import settle
from gateway.compiled.typed import typed_at_load
from gateway.settings import Settings


def gateway(**chosen: str) -> ASGIApp:
    """This gateway's door over the rows."""
    settings = Settings.read({}, {"profile": "production", **PLENTY, **chosen})
    return create_app(settings, cast("Any", None), SCHEMA, sit, now)


def gateway_typed() -> ASGIApp:
    """This gateway's door over rows of which it is known that they were validated when loaded."""
    for kind in (TreeRow, TwigRow, AccountRow, PartnerRow):
        typed_at_load(kind)
    return gateway()


def strawberry_alone() -> ASGIApp:
    """Strawberry's own ASGI application over the same resolvers."""
    from strawberry.asgi import GraphQL  # noqa: PLC0415 - nobody else needs what it imports

    app = GraphQL[Any, Any](SCHEMA)
    return Starlette(routes=[Route("/graphql", cast("Any", app))])


def by_hand() -> ASGIApp:
    """An endpoint that knows the three answers and has orjson write them."""
    return Starlette(routes=[Route("/graphql", _by_hand, methods=["POST"])])


async def _by_hand(request: Request) -> Response:
    given = orjson.loads(await request.body())
    text, variables = given["query"], given["variables"]
    if "tree" in text:
        data: dict[str, Any] = {"tree": _tree()}
    elif "accounts" in text or "loaded" in text:
        name = "accounts" if "accounts" in text else "loaded"
        data = {name: [_account(each) for each in ACCOUNTS[: variables["first"]]]}
    else:
        data = {"account": _account(BY_UID[variables["uid"]])}
    return Response(orjson.dumps({"data": data}), media_type="application/json")


def _account(row: AccountRow) -> dict[str, Any]:
    partner = row.partner
    return {
        "uid": row.uid,
        "name": row.name,
        "kind": row.kind,
        "city": row.city,
        "open": row.open,
        "level": row.level,
        "source": row.source,
        "note": row.note,
        "partner": {"uid": partner.uid, "name": partner.name, "tier": partner.tier},
    }


def _tree() -> dict[str, Any]:
    return {
        "uid": TREE.uid,
        "twigs": [
            {
                "uid": twig.uid,
                "leaves": [
                    {
                        "uid": leaf.uid,
                        "name": leaf.name,
                        "kind": leaf.kind,
                        "city": leaf.city,
                        "level": leaf.level,
                        "open": leaf.open,
                    }
                    for leaf in twig.leaves
                ],
            }
            for twig in TREE.twigs
        ],
    }


PLAIN = ", plain uvicorn"
"""The end of the names of those that are served as `pip install uvicorn` serves."""

APPS: dict[str, Callable[[], ASGIApp]] = {
    "gateway": gateway,
    "gateway, rows typed at load": gateway_typed,
    "gateway, whole answers kept": lambda: gateway(kept_answers="32000000"),
    "gateway, compiled off": lambda: gateway(compiled="off"),
    "Strawberry alone": strawberry_alone,
    f"Strawberry alone{PLAIN}": strawberry_alone,
    "orjson by hand": by_hand,
    f"orjson by hand{PLAIN}": by_hand,
}


def configured(name: str, app: ASGIApp) -> uvicorn.Config:
    """How a contender is served: this gateway as it serves itself, others by uvicorn's means."""
    if name.startswith("gateway"):
        return server.configured(cast("Starlette", app), Settings())
    plain = name.endswith(PLAIN)
    return uvicorn.Config(
        app,
        http="h11" if plain else "httptools",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=plain,
        date_header=plain,
    )


async def serve(name: str, app: ASGIApp) -> None:
    """Serve at a free port of loopback, and print the port."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        cache_logger_on_first_use=True,
    )
    # asyncio sends at once only where a socket names its protocol, as those that uvicorn opens do
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    taken.bind(("127.0.0.1", 0))
    taken.listen(256)  # before the port is told
    config = configured(name, app)
    settle()
    sys.stdout.write(f"{taken.getsockname()[1]}\n")
    sys.stdout.flush()
    served: Awaitable[None] = uvicorn.Server(config).serve(sockets=[taken])
    await served


async def compete(name: str, *folder: str) -> None:
    """Serve as a contender."""
    if folder:
        async with contender(name, folder[0]) as app:
            await serve(name, app)
    else:
        await serve(name, APPS[name]())


if __name__ == "__main__":
    import uvloop

    loop = asyncio.new_event_loop if sys.argv[1].endswith(PLAIN) else uvloop.new_event_loop
    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(compete(*sys.argv[1:]))
