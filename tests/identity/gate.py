"""A client of a gateway that wants to know who asks, and the cause it logs."""

from datetime import datetime
from typing import Any, cast

from httpx2 import ASGITransport, AsyncClient, Response
from structlog.testing import capture_logs

from gateway.app import create_app
from gateway.http.request import Caller
from gateway.identity.chosen import identity_of
from gateway.settings import Settings
from graph.model import Viewer
from graph.store.engine import Engine
from tests.http.tiny import SCHEMA, Sitting
from tests.identity.issuing import AUDIENCE, ISSUER, NOW

UNTOLD = (
    b'{"errors":[{"message":"Expected a credential that holds: send a token or an API key as'
    b' `Authorization: Bearer \xe2\x80\xa6`.","extensions":{"code":"UNAUTHENTICATED",'
    b'"requestId":"same"}}]}'
)
HELLO = {"query": "{ hello }"}


class Gate:
    """An application over the small schema; `seen` are those it let in."""

    def __init__(self, engine: Engine | None = None, **settings: Any) -> None:
        self.at = NOW
        given = Settings(**{"jwt_issuer": ISSUER, "jwt_audience": AUDIENCE} | settings)
        reached = cast("Engine", engine)  # only API keys are read from it
        self.identity = identity_of(given, reached, lambda: self.at)
        self.seen: list[Viewer] = []
        app: Any = create_app(given, reached, SCHEMA, self._open, lambda: self.at, self.identity)
        self.client = AsyncClient(transport=ASGITransport(app), base_url="http://door")

    async def _open(self, at: datetime, _seen: int, caller: Caller) -> Sitting:
        self.seen.append(caller.viewer)
        return Sitting(7, at)

    async def ask(self, *headers: tuple[str, str], body: object = HELLO) -> Response:
        sent = [("x-request-id", "same"), *headers]
        return await self.client.post("/graphql", json=body, headers=sent)

    async def tell(self, token: str) -> Viewer:
        """Who a token speaks for, when it is let in."""
        response = await self.ask(("authorization", f"Bearer {token}"))
        assert response.status_code == 200, response.text
        return self.seen[-1]

    async def why(self, *headers: tuple[str, str], body: object = HELLO) -> str:
        """Why these headers are refused, by the log; the caller is told one and the same."""
        with capture_logs() as logged:
            response = await self.ask(*headers, body=body)
        assert (response.status_code, response.content) == (401, UNTOLD)
        assert response.headers["www-authenticate"] == 'Bearer realm="gateway"'
        assert set(response.headers) == {
            *("content-length", "content-type", "www-authenticate", "x-request-id")
        }
        (line,) = [each for each in logged if each["event"] == "request"]
        assert line["codes"] == ("UNAUTHENTICATED",)
        return line["why"]

    async def key_refusal(self, key: str) -> str:
        """Why an API key is refused, however it is sent."""
        said = await self.refusal(key)
        assert await self.why(("x-api-key", key)) == said
        return said

    async def status(self, token: str) -> int:
        """The status of the answer to a token; may be asked many times at once."""
        return (await self.ask(("authorization", f"Bearer {token}"))).status_code

    async def refusal(self, token: str) -> str:
        return await self.why(("authorization", f"Bearer {token}"))
