"""One delivery over HTTP: taken with a 2xx, or why not."""

from datetime import datetime
from importlib.metadata import version
from typing import Self

import httpx2

from gateway.webhooks.body import body
from gateway.webhooks.reaching import reached
from gateway.webhooks.signing import HEADER, signature
from graph.store.ledger import Event
from graph.store.webhooks import AddressRefused, Webhook, checked

GONE = "answered 410"
"""The receiver says that it wants nothing any more."""


class Sender:
    """Sends over connections that are kept; no redirects, no proxies, no body of an answer read."""

    def __init__(self, seconds: float, *, private: bool) -> None:
        """Wait so many seconds for an answer; `private`: into private networks too."""
        self._client = httpx2.AsyncClient(timeout=seconds, follow_redirects=False, trust_env=False)
        self._private = private
        self._agent = f"partner-gateway/{version('partner-gateway')}"

    async def __aenter__(self) -> Self:
        """Connections are opened when they are needed."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close them."""
        await self._client.aclose()

    async def send(self, hook: Webhook, event: Event, at: datetime) -> str | None:
        """Deliver an event, signed at an instant; None when it was taken, else why it was not."""
        content = body(hook.id, event)
        headers = {
            "Content-Type": "application/json",
            "User-Agent": self._agent,
            "X-Gateway-Event": event.kind,
            "X-Gateway-Delivery": f"{hook.id}:{event.seq}",
            HEADER: signature(hook.secrets(at), at, content),
        }
        try:
            status = await self._post(hook.url, content, headers)
        except AddressRefused as error:
            return str(error)
        except httpx2.TimeoutException:
            return "no answer in time"
        except httpx2.HTTPError as error:
            return f"no connection: {type(error).__name__}"
        return None if httpx2.codes.is_success(status) else f"answered {status}"

    async def _post(self, url: str, content: bytes, headers: dict[str, str]) -> int:
        """Connect to the number the name was checked to be, and ask for the name there."""
        parts = checked(url)
        number = await reached(parts, private=self._private)
        target = httpx2.URL(url).copy_with(host=number)
        request = self._client.build_request(
            "POST",
            target,
            content=content,
            headers=headers | {"Host": parts.netloc},
            extensions={"sni_hostname": parts.hostname or ""},
        )
        answer = await self._client.send(request, stream=True)
        await answer.aclose()
        return answer.status_code
