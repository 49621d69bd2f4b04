"""Figures as they are read: beside the endpoint, or at an address of their own."""

import asyncio
import socket
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from typing_extensions import override

from gateway.settings import SettingInvalid, variable

Read = Callable[[Request], Awaitable[Response]]
Text = Callable[[], Awaitable[bytes]]

SOCKET = "unix:"


def metrics(registry: CollectorRegistry) -> Read:
    """Make the endpoint that shows a registry."""

    async def text() -> bytes:
        return generate_latest(registry)

    return shown(text)


def shown(text: Text) -> Read:
    """Make the endpoint that shows a text of figures."""

    async def read(_: Request) -> Response:
        headers = {"Cache-Control": "no-store", "Content-Type": CONTENT_TYPE_PLAIN_0_0_4}
        return Response(await text(), headers=headers)

    return read


def own_address(setting: str) -> socket.socket | None:
    """A socket that listens where the setting says; None when that is no address of its own.

    Raises SettingInvalid on what is none, and on an address that cannot be had.
    """
    if setting in {"on", "off"}:
        return None
    try:
        if setting.startswith(SOCKET):
            return _named(Path(setting.removeprefix(SOCKET)))
        given = urlsplit(f"//{setting}")
        host, port = given.hostname, given.port
        if host is None or port is None:
            raise OSError("it has no host or no port")  # noqa: TRY301 - one way to tell of both
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except (OSError, ValueError) as error:
        raise SettingInvalid(
            f"{variable('metrics')} is {setting!r}, expected on, off, or an address to listen at"
            f" such as 127.0.0.1:9464 or unix:PATH, but: {error}"
        ) from error


def _named(path: Path) -> socket.socket:
    path.unlink(missing_ok=True)
    made = socket.socket(socket.AF_UNIX)
    made.bind(str(path))
    made.listen()
    return made


@asynccontextmanager
async def exposed(taken: socket.socket | None, read: Read) -> AsyncGenerator[None]:
    """While it is open, figures are shown at a socket, if there is one."""
    if taken is None:
        yield
        return
    app = Starlette(routes=[Route("/metrics", read)])
    config = uvicorn.Config(app, lifespan="off", log_config=None, access_log=False, ws="none")
    server = Beside(config)
    serving = asyncio.create_task(server.serve([taken]))
    try:
        yield
    finally:
        server.should_exit = True
        await serving


class Beside(uvicorn.Server):
    """A server beside another, which takes the signals."""

    @override
    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Take none."""
        yield
