"""The HTTP server: listens at an address, says when it is ready, drains when it is stopped."""

import asyncio
import signal
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import State
from typing_extensions import override

from gateway.collecting import settle
from gateway.http.line import line
from gateway.live.wire import Wire
from gateway.settings import SettingInvalid, Settings, variable
from gateway.settings.door import is_near
from gateway.tls import tls_of

SIGNALS = (signal.SIGINT, signal.SIGTERM)


def listening(settings: Settings) -> socket.socket:
    """A socket that listens at the address of the settings.

    Raises SettingInvalid when the address is taken, and what `reached` does.
    """
    family, address = reached(settings)[0]
    try:
        return socket.create_server(address[:2], family=family, backlog=2048)
    except OSError as error:
        raise SettingInvalid(
            f"expected to listen at {settings.host} port {settings.port}, but: {error.strerror}; "
            f"give another {variable('port')}, 0 for any free one"
        ) from error


def reached(settings: Settings) -> list[tuple[socket.AddressFamily, Any]]:
    """The addresses that the settings stand for.

    Raises SettingInvalid when they are unknown, or beyond loopback while nobody has to tell who
    asks.
    """
    found = _resolved(settings.host, settings.port)
    for _, address in found:
        if not settings.identified and not is_near(address[0]):
            raise SettingInvalid(
                f"{variable('host')} is {settings.host!r}, which others can reach, and no identity "
                f"is configured to tell them apart; set {variable('jwt_jwks')} or "
                f"{variable('api_keys')}=on (docs/guide/identity.md), or listen at 127.0.0.1"
            )
    return found


def address(taken: socket.socket, *, encrypted: bool = False) -> str:
    """The URL under which a listening socket is reached."""
    host, port = taken.getsockname()[:2]
    scheme = "https" if encrypted else "http"
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


async def serve(
    app: Starlette, taken: socket.socket, settings: Settings, ready: Callable[[], None]
) -> None:
    """Serve until SIGINT or SIGTERM, then let requests under way end; `ready` is called once."""
    server = Server(configured(app, settings), ready, app.state, settings.drain_notice)
    await server.serve(sockets=[taken])


def configured(app: Starlette, settings: Settings) -> uvicorn.Config:
    """How uvicorn serves an application; raises SettingInvalid when it cannot use TLS."""
    tls = tls_of(settings)
    return uvicorn.Config(
        app,
        http=line(settings),
        ws=Wire,
        ws_max_size=settings.live_message,
        ws_ping_interval=settings.live_ping_seconds,
        ws_ping_timeout=settings.live_ping_seconds,
        ws_per_message_deflate=False,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=settings.trusted_proxies is not None,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=settings.drain_seconds,
        ssl_context_factory=None if tls is None else lambda _config, _usual: tls,
    )


class Server(uvicorn.Server):
    """Uvicorn's, which ends quietly on a signal instead of dying of it."""

    def __init__(
        self,
        config: uvicorn.Config,
        ready: Callable[[], None],
        state: State,
        notice: float,
    ) -> None:
        """Serve as configured; `ready` is called when requests are answered.

        The application's state has `drain`, called at the signal, and `leave`, called `notice`
        seconds later.
        """
        super().__init__(config)
        self._ready, self._state, self._notice = ready, state, notice
        self._ending: asyncio.TimerHandle | None = None

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start; what is there by now stays."""
        await super().startup(sockets)
        settle()
        self._ready()

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Have what stays open end by itself before the rest is stopped."""
        for server in self.servers:
            server.close()
        await self._state.leave()
        await super().shutdown(sockets)

    @override
    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Say that it ends, and end when whoever sends requests here could hear of it.

        A second signal does not wait for that.
        """
        end = partial(super().handle_exit, sig, frame)
        if self._ending is None:
            self._state.drain(self._notice)
            self._ending = asyncio.get_running_loop().call_later(self._notice, end)
        else:
            self._ending.cancel()
            end()

    @override
    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Take signals as the wish to end, so that the store is closed after the last answer."""
        loop = asyncio.get_running_loop()
        for each in SIGNALS:
            loop.add_signal_handler(each, self.handle_exit, each, None)
        try:
            yield
        finally:
            for each in SIGNALS:
                loop.remove_signal_handler(each)


def _resolved(host: str, port: int) -> list[tuple[socket.AddressFamily, Any]]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise SettingInvalid(
            f"{variable('host')} is {host!r}, expected the name or number of an address of this "
            f"machine, but: {error.strerror}"
        ) from error
    return [(family, address) for family, _, _, _, address in found]
