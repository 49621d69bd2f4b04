"""What the door asks of identity, and the answer where only this machine can ask."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Final, Protocol

from msgspec import Struct
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection

from gateway.http.errors import malformed
from graph.model import Role, Viewer

ACTOR = "X-Gateway-Actor"

_ACTOR = re.compile(r"[\w.:@-]{1,100}", re.ASCII)


class Known(Struct, frozen=True):
    """A caller that told who it is, and how long that holds.

    `until` is the instant (UTC) from which its credential holds no longer, None where it has no
    end. `key` is the id of its API key, which may be revoked before, and None for anybody else.
    """

    viewer: Viewer
    until: datetime | None = None
    key: str | None = None


class Identity(Protocol):
    """Tells who asks; raises Rejected when that cannot be told, 401 alike for every cause."""

    async def of_headers(self, headers: Headers) -> Known:
        """Who sends a request with these headers."""
        ...

    async def of_payload(self, payload: Mapping[str, object] | None, headers: Headers) -> Known:
        """Who opens a WebSocket: by the payload of `connection_init`, or the upgrade's headers."""
        ...

    async def still(self, known: Known) -> bool:
        """Whether somebody known before would be let in now: not expired, not revoked."""
        ...


class Trust:
    """Believes the name that a caller gives itself; everybody is an operator."""

    async def of_headers(self, headers: Headers) -> Known:
        """An operator of the name in `X-Gateway-Actor`; `local` if there is none."""
        return _named(headers.get(ACTOR, "local"))

    def named(self, actor: bytes | None) -> Known:
        """The same by that header alone, as it stands on the wire."""
        return LOCAL if actor is None else _named(actor.decode("latin-1"))

    async def of_payload(self, payload: Mapping[str, object] | None, headers: Headers) -> Known:
        """The same, by the member of that name in the payload, or else by the header."""
        given = (payload or {}).get(ACTOR, headers.get(ACTOR, "local"))
        return _named(given if isinstance(given, str) else "")

    async def still(self, known: Known) -> bool:
        """Trust has no end."""
        return known.until is None


TRUST: Final = Trust()
"""Where nobody else can ask, and identity is not configured."""


def payer(identity: Identity, known: Known, connection: HTTPConnection) -> str:
    """Whose budget is charged: the caller's, or its address's where it may choose its name."""
    if identity is not TRUST:
        return known.viewer.name
    client = connection.scope.get("client")
    return client[0] if client else "nobody"


@lru_cache(maxsize=1024)
def _named(given: str) -> Known:
    if not _ACTOR.fullmatch(given):
        expected = "Expected up to 100 letters, digits and _.:@- in"
        raise malformed(f"{expected} {ACTOR}, not {given[:100]!r}.")
    return Known(Viewer(given, Role.OPERATOR))


LOCAL: Final = _named("local")
