"""Where a file goes: an answer of which nobody knows beforehand how long it is."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

OK = 200


class Wire:
    """One request's way back; its `status` is 0 until something of the answer was sent."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a request's ends."""
        self._scope, self._receive, self._send = scope, receive, send
        self.status = 0

    async def whole(self, response: Response) -> None:
        """Send a response; of one to HEAD no body."""
        if self._scope["method"] == "HEAD":
            response.body = b""
        self.status = response.status_code
        await response(self._scope, self._receive, self._send)

    async def file(self, headers: dict[str, str], parts: AsyncGenerator[bytes]) -> None:
        """Send a file as it comes, each part when those before it are on their way.

        The first is there before the head is sent, so that what fails till then can be told.
        """
        async with aclosing(parts):
            first = await anext(parts, b"")
            await self._head(headers)
            await self._body(first, more=True)
            async for each in parts:
                await self._body(each, more=True)
        await self._body(b"", more=False)

    async def head(self, headers: dict[str, str]) -> None:
        """Send what a file would come with."""
        await self._head(headers)
        await self._body(b"", more=False)

    async def _head(self, headers: dict[str, str]) -> None:
        self.status = OK
        raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
        await self._send({"type": "http.response.start", "status": OK, "headers": raw})

    async def _body(self, some: bytes, *, more: bool) -> None:
        await self._send({"type": "http.response.body", "body": some, "more_body": more})
