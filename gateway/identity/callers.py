"""Callers that prove who they are: by a token, or by an API key."""

from collections.abc import Mapping
from typing import Protocol

from starlette.datastructures import Headers

from gateway.clock import Clock
from gateway.http.errors import malformed
from gateway.identity.identify import ACTOR, Known
from gateway.identity.presented import in_headers, in_payload
from gateway.identity.refusing import Unidentified, Why
from graph.store.keys import PREFIX


class Credentials(Protocol):
    """One kind of credentials."""

    async def known(self, credential: str, /) -> Known:
        """Who a credential speaks for; Unidentified, or Rejected while that cannot be told."""
        ...


class Revocable(Credentials, Protocol):
    """Credentials that may end before their time."""

    async def live(self, id_: str) -> bool:
        """Whether one would let somebody in now."""
        ...


class Callers:
    """An Identity that lets in who has a token, or an API key, as far as either is taken."""

    def __init__(
        self, tokens: Credentials | None, api_keys: Revocable | None, most: int, now: Clock
    ) -> None:
        """Take the kinds of credentials there are, and the most characters of one."""
        self._tokens, self._api_keys, self._most, self._now = tokens, api_keys, most, now

    async def of_headers(self, headers: Headers) -> Known:
        """Who sends a request with these headers; Rejected."""
        known = await self._known(in_headers(headers, self._most))
        _names_nobody(headers)
        return known

    async def of_payload(self, payload: Mapping[str, object] | None, headers: Headers) -> Known:
        """Who opens a WebSocket: by the payload of `connection_init`, or the upgrade's headers."""
        known = await self._known(in_payload(payload, headers, self._most))
        _names_nobody(payload or {})
        _names_nobody(headers)
        return known

    async def still(self, known: Known) -> bool:
        """Whether somebody known before would be let in now: not expired, not revoked."""
        if known.until is not None and self._now() >= known.until:
            return False
        if known.key is None or self._api_keys is None:
            return known.key is None
        return await self._api_keys.live(known.key)

    async def _known(self, credential: str) -> Known:
        if not credential.isascii():
            raise Unidentified(Why.TOKEN_MALFORMED)
        kind, off = self._tokens, Why.TOKENS_OFF
        if credential.startswith(PREFIX):
            kind, off = self._api_keys, Why.API_KEYS_OFF
        if kind is None:
            raise Unidentified(off)
        return await kind.known(credential)


def _names_nobody(given: Mapping[str, object]) -> None:
    """Tell who names itself that the name is not taken, once it has told who it is."""
    if ACTOR in given:
        raise malformed(
            f"Expected no {ACTOR}: it is taken on trust alone, and here the credential says who "
            "asks. Leave it out."
        )
