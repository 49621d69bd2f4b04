"""Key sets that change: fetched off the loop, kept for a while, and never asked for too often."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from math import inf
from pathlib import Path
from time import monotonic
from typing import Protocol, TypeAlias

import httpx2
import structlog
from msgspec import Struct

from gateway.http.errors import ErrorCode, Rejected
from gateway.identity.keyset import Key, KeySet, KeyUnusable, key_set

MOST_BYTES = 262_144
EARLY = 0.8
"""Part of its lifetime after which a key set is fetched anew while it still serves."""

Fetch: TypeAlias = Callable[[], Awaitable[bytes]]


class Keys(Protocol):
    """Where the keys of tokens are found."""

    async def find(self, kid: str | None, algorithm: str) -> Key | None:
        """The key of a name for an algorithm; Rejected (503) while none at all is known."""
        ...


class Standing(Struct, frozen=True):
    """Keys that do not change while the gateway runs."""

    keys: KeySet

    async def find(self, kid: str | None, algorithm: str) -> Key | None:
        """The key of a name for an algorithm."""
        return self.keys.named(kid, algorithm)


class Pace(Struct, frozen=True):
    """Seconds for which fetched keys serve, and that pass between two fetches at least."""

    lifetime: float
    pause: float


class Fetched:
    """Keys fetched from their issuer.

    An issuer that cannot be reached leaves the keys that are known in use. A token that names an
    unknown key has the set fetched anew, but not before the pause is over: by inventing names
    nobody can have the issuer asked more often. All who wait at one time wait for one fetch.
    """

    def __init__(self, fetch: Fetch, pace: Pace, tick: Callable[[], float] = monotonic) -> None:
        """Know nothing yet; the first question fetches. `tick` counts seconds."""
        self._fetch, self._pace, self._tick = fetch, pace, tick
        self._keys: KeySet | None = None
        self._taken = self._tried = -inf
        self._failed = False
        self._work: asyncio.Task[None] | None = None

    async def find(self, kid: str | None, algorithm: str) -> Key | None:
        """The key of a name for an algorithm; Rejected (503) while none at all is known."""
        age = self._tick() - self._taken
        if age > self._pace.lifetime * EARLY:
            idle = age > self._pace.lifetime and not self._failed
            await self._anew(wait=idle or self._keys is None)
        found = self._named(kid, algorithm)
        if found is None and await self._anew(wait=True):
            found = self._named(kid, algorithm)
        return found

    def _named(self, kid: str | None, algorithm: str) -> Key | None:
        if self._keys is None:
            raise _unavailable(self._pace.pause)
        return self._keys.named(kid, algorithm)

    async def _anew(self, *, wait: bool) -> bool:
        """Fetch, or join who fetches; False where the last time is too short ago."""
        if self._work is None or self._work.done():
            if self._tick() - self._tried < self._pace.pause:
                return False
            self._tried = self._tick()
            self._work = asyncio.create_task(self._take())
        if wait:
            await asyncio.shield(self._work)
        return True

    async def _take(self) -> None:
        try:
            self._keys = key_set(await self._fetch())
        except (httpx2.HTTPError, OSError, KeyUnusable) as error:
            self._failed = True
            reason = str(error) or type(error).__name__
            structlog.get_logger().warning("key set not fetched", reason=reason)
        else:
            self._taken, self._failed = self._tick(), False


def from_file(path: Path) -> Fetch:
    """Reads a key set from a file, in a thread."""
    return lambda: asyncio.to_thread(path.read_bytes)


def from_url(url: str, seconds: float) -> Fetch:
    """Fetches a key set within so many seconds: no redirects, no proxies of the environment."""

    async def fetch() -> bytes:
        trusted = await asyncio.to_thread(ssl.create_default_context)
        async with (
            asyncio.timeout(seconds),
            httpx2.AsyncClient(verify=trusted, trust_env=False, follow_redirects=False) as client,
            client.stream("GET", url, headers={"accept-encoding": "identity"}) as response,
        ):
            return await _body(response)

    return fetch


async def _body(response: httpx2.Response) -> bytes:
    if not httpx2.codes.is_success(response.status_code):
        raise KeyUnusable(f"expected a key set, the issuer answered {response.status_code}")
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > MOST_BYTES:
            raise KeyUnusable(f"expected a key set of at most {MOST_BYTES} bytes")
    return bytes(body)


def _unavailable(pause: float) -> Rejected:
    message = "The keys that sign tokens cannot be fetched from their issuer. Try again later."
    seconds = str(max(1, round(pause)))
    return Rejected(503, ErrorCode.ISSUER_UNAVAILABLE, message, retry_after=seconds)
