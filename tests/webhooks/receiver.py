"""A receiver of webhooks as somebody else would write it: a server that keeps what it is sent."""

import asyncio
import hashlib
import hmac
import json
import socket
from collections.abc import AsyncIterator, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tests.webhooks.telling import until


class Receiver:
    """Takes deliveries, or answers as it is told: a status, or `None` for no answer in time."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.answers: list[int | None] = []
        self.met: list[tuple[Mapping[str, str], bytes]] = []
        self.taken: list[dict[str, Any]] = []

    async def __call__(self, request: Request) -> Response:
        body = await request.body()
        self.met.append((dict(request.headers), body))
        answer = self.answers.pop(0) if self.answers else 200
        if answer is None:
            await asyncio.sleep(1)
            return Response(status_code=200)
        if answer < 300:
            self.taken.append(json.loads(body))
        if 300 <= answer < 400:
            return RedirectResponse(self.url, status_code=answer)
        return Response(status_code=answer)

    @property
    def seqs(self) -> list[int]:
        return [each["seq"] for each in self.taken]


def signed(secret: str, header: str, body: bytes) -> bool:
    """As docs/guide/reseller.md shows it."""
    parts = [part.split("=", 1) for part in header.split(",")]
    second = next(text for name, text in parts if name == "t")
    made = hmac.new(secret.encode(), f"{second}.".encode() + body, hashlib.sha256).hexdigest()
    return any(hmac.compare_digest(made, text) for name, text in parts if name == "v1")


class Server(uvicorn.Server):
    """Leaves signals to the tests."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """A receiver on a free port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        receiver = Receiver(f"http://127.0.0.1:{taken.getsockname()[1]}/hook")
        app = Starlette(routes=[Route("/hook", receiver.__call__, methods=["POST"])])
        config = uvicorn.Config(app, log_config=None, lifespan="off", ws="none")
        server = Server(config)
        serving = asyncio.create_task(server.serve(sockets=[taken]))
        await until(lambda: server.started)
        try:
            yield receiver
        finally:
            server.should_exit = server.force_exit = True
            await serving
