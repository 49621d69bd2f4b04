"""API keys as the door takes them: read from the store now and then, told apart by their id."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from math import inf
from time import monotonic

from gateway.clock import Clock
from gateway.identity.identify import Known
from gateway.identity.refusing import Unidentified, Why
from graph.model import Role
from graph.store.facts import Reader
from graph.store.keys import ApiKey, State, api_keys, parted
from graph.store.keys.values import digest

REMEMBERED = timedelta(days=30)
"""For how long the log says of a key that it has ended; later it is unknown."""

NOBODY = ApiKey(
    id="",
    name="nobody",
    role=Role.VIEWER,
    digest=digest(""),
    created_at=datetime.min.replace(tzinfo=UTC),
)
"""The key that unknown ids are taken for: it takes as long as any to be refused."""

ENDED = {State.REVOKED: Why.API_KEY_REVOKED, State.EXPIRED: Why.API_KEY_EXPIRED}


class ApiKeys:
    """The keys of a store, seen anew within so many seconds.

    All of them are read by one statement, at most once in that time and only while somebody asks:
    invented ids cost the store nothing. A store that does not answer lets in nobody.
    """

    def __init__(
        self,
        reader: Reader,
        staleness: float,
        now: Clock,
        tick: Callable[[], float] = monotonic,
    ) -> None:
        """Know nothing yet; the first question reads. `tick` counts seconds."""
        self._reader, self._staleness, self._now, self._tick = reader, staleness, now, tick
        self._kept: Mapping[str, ApiKey] = {}
        self._read_at = -inf
        self._reading: asyncio.Task[None] | None = None

    async def known(self, text: str, /) -> Known:
        """Whom a key lets in; Unidentified. Raises what the reader's `run` raises."""
        halves = parted(text)
        if halves is None:
            raise Unidentified(Why.API_KEY_MALFORMED)
        id_, secret = halves
        key = (await self._fresh()).get(id_, NOBODY)
        if not key.opened_by(secret):
            raise Unidentified(Why.API_KEY_UNKNOWN if key is NOBODY else Why.API_KEY_SECRET)
        if why := ENDED.get(key.state(self._now())):
            raise Unidentified(why)
        return Known(key.viewer, key.expires_at, key.id)

    async def live(self, id_: str) -> bool:
        """Whether a key would let somebody in now. Raises what the reader's `run` raises."""
        key = (await self._fresh()).get(id_)
        return key is not None and key.state(self._now()) is State.LIVE

    async def _fresh(self) -> Mapping[str, ApiKey]:
        """The keys by id; all who find them stale at one time wait for one reading."""
        if self._tick() - self._read_at >= self._staleness:
            if self._reading is None or self._reading.done():
                self._reading = asyncio.create_task(self._read())
                self._reading.add_done_callback(_heard)
            await asyncio.shield(self._reading)
        return self._kept

    async def _read(self) -> None:
        began = self._tick()
        found = await api_keys(self._reader, self._now() - REMEMBERED)
        self._kept, self._read_at = {key.id: key for key in found}, began


def _heard(reading: asyncio.Task[None]) -> None:
    """Take note of how a reading ended, though all who waited for it may be gone."""
    if not reading.cancelled():
        reading.exception()
