"""`gateway serve`: the GraphQL endpoint over a store."""

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

import click
import structlog
import uvloop

from gateway import clock, server
from gateway.cli.greeting import greeting
from gateway.cli.options import open_settings, settings_options
from gateway.sample import plant_sample
from gateway.schedule import fee_schedule
from gateway.settings import Settings
from gateway.store import opened
from gateway.tls import tls_of
from graph.store import ledger
from graph.store.engine import Engine

Serve: TypeAlias = Callable[[Settings, Engine, socket.socket, Callable[[], None]], Awaitable[None]]


@click.command("serve")
@click.option("--empty", is_flag=True, help="Leave an empty store empty: plant no sample.")
@settings_options(*open_settings())
def command(*, empty: bool, settings: Settings) -> None:
    r"""Serve the GraphQL endpoint over a store.

    A store that is empty is planted with a sample hierarchy of invented accounts. The address and
    three queries to try are printed when the first request can be answered; logs are JSON lines on
    stderr. Ctrl-C or SIGTERM lets requests under way end, and stops the embedded engine.

    \b
    Examples:
      gateway serve                                   a store in ./data, at 127.0.0.1:8000
      gateway serve --port 0 --store ~/partners       any free port, another folder
      GATEWAY_STORE_PASSWORD=... gateway serve --store neo4j://db:7687 --store-user neo4j
      gateway serve --host 0.0.0.0 --jwt-jwks https://issuer.example/jwks.json \
        --jwt-issuer https://issuer.example --jwt-audience gateway
      gateway serve --api-keys on                     callers need a key (gateway key create)
    """
    fee_schedule(settings)
    _can_tell(settings)
    taken = server.listening(settings)
    with taken, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(settings, taken, empty=empty))


async def serve(settings: Settings, taken: socket.socket, *, empty: bool) -> None:
    """Serve; what takes a second to import is imported while the engine starts."""
    rooms = asyncio.create_task(asyncio.to_thread(_rooms, settings))
    async with opened(settings) as engine:
        planted = None if empty else await plant_sample(engine, clock.now())
        state = await ledger.settling_state(engine)
        place = f"{_near(engine.address)}, revision {state.revision}"
        store = f"{engine.name} {engine.version} at {place}"
        answering = await rooms
        url = server.address(taken, encrypted=settings.tls_cert is not None) + "/graphql"

        def ready() -> None:
            trusting = not settings.identified
            if trusting:
                structlog.get_logger().warning("no identity", host=settings.host, taken="on trust")
            click.echo(greeting(url, store, planted, trusting=trusting, settled=state.complete))

        await answering(settings, engine, taken, ready)
    click.echo("Stopped.")


def _can_tell(settings: Settings) -> None:
    """Have a wrong setting of TLS, identity or cache told before all is started. SettingInvalid."""
    tls_of(settings)
    if settings.tokens:
        from gateway.identity import chosen  # noqa: PLC0415 - its libraries take their time

        chosen.tokens_of(settings, clock.now)
    if settings.cache != "off":
        from gateway.second import second_of  # noqa: PLC0415 - as above

        second_of(settings)


def _rooms(settings: Settings) -> Serve:
    from gateway.watch import logs  # noqa: PLC0415 - while the engine starts

    logs.begin(settings.log_level)
    if settings.workers > 1:
        from gateway import workers  # noqa: PLC0415 - as above; it answers nothing, so needs less

        return workers.serve
    from gateway import serving  # noqa: PLC0415 - as above

    return serving.serve


def _near(address: str) -> str:
    """A folder as seen from here, if it is below; a URI as it is."""
    return os.path.relpath(address) if Path(address).is_relative_to(Path.cwd()) else address
