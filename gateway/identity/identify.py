"""What the door asks of identity, and the answer where only this machine can ask."""

import re
from typing import Protocol

from starlette.datastructures import Headers

from gateway.http.errors import malformed
from graph.model import Role, Viewer

ACTOR = "X-Gateway-Actor"

_ACTOR = re.compile(r"[\w.:@-]{1,100}", re.ASCII)


class Identify(Protocol):
    """Tells who sends a request from its headers; raises Rejected when that cannot be told."""

    async def __call__(self, headers: Headers) -> Viewer:
        """Who asks."""
        ...


async def on_trust(headers: Headers) -> Viewer:
    """An operator of the name it gives itself; `local` if it gives none."""
    given = headers.get(ACTOR, "local")
    if not _ACTOR.fullmatch(given):
        expected = "Expected up to 100 letters, digits and _.:@- in"
        raise malformed(f"{expected} {ACTOR}, not {given[:100]!r}.")
    return Viewer(given, Role.OPERATOR)
