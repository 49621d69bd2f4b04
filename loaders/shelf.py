"""One kind of fact kept in this process: bounded, read once for all who ask at the same time.

An entry is good until an event names its key. A read that was under way then is not kept, and
nobody joins it any more.
"""

import asyncio
import json
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from hashlib import sha256
from typing import Any, Generic, TypeAlias, TypeVar

import msgspec
from msgspec import Struct

from graph.store.facts import Reader
from loaders.cache import SecondLevel
from loaders.touched import Touched

V = TypeVar("V")

Read: TypeAlias = Callable[[Reader, Sequence[str]], Awaitable[Mapping[str, V]]]
"""Reads the values of keys with one statement; it may bring more, and what is absent is absent."""


UNFOLLOWED = -1
"""The revision of a process that has not begun to follow."""


class Bounds(Struct, frozen=True):
    """How much a shelf holds: entries, and their size in bytes as msgpack; accounts on a roll."""

    entries: int = 200_000
    size: int = 128_000_000
    accounts: int = 1_000_000


class Where(Struct):
    """What all shelves share: how far the process has followed, and the level below.

    `revision` is the newest one that is known whole, `seq` the number of its last event.

    `origin` names the store in the level below; empty in a store without a commit.
    """

    touched: Touched
    second: SecondLevel | None
    revision: int = UNFOLLOWED
    seq: int = 0
    origin: str = ""


class Looked(Struct):
    """How often keys were looked for since the start, by where they were found."""

    hits: int = 0
    """Kept here."""
    recalls: int = 0
    """Kept in the level below."""
    misses: int = 0
    """Read from the store."""


class _Entry(Struct, Generic[V], frozen=True):
    value: V | None
    size: int


class _Flight(Struct, Generic[V], frozen=True):
    since: int
    landed: asyncio.Task[Mapping[str, V | None]]


@cache
def form(name: str, kind: type[Any]) -> str:
    """The name of a shelf and of the form of its values: programmes of two versions share none."""
    text = json.dumps(msgspec.json.schema(kind), sort_keys=True)
    return f"{name}:{sha256(text.encode()).hexdigest()[:12]}"


class Shelf(Generic[V]):
    """Values by key; `None` stands for what is known to be absent."""

    def __init__(
        self, name: str, kind: type[V], read: Read[V], where: Where, bounds: Bounds
    ) -> None:
        """Keep values of `kind`, which `read` brings."""
        self.name, self.looked = name, Looked()
        self._read, self._where, self._bounds = read, where, bounds
        self._form = form(name, kind) if where.second else name
        self._decoder = msgspec.msgpack.Decoder(tuple[int, kind | None])
        self._entries: OrderedDict[str, _Entry[V]] = OrderedDict()
        self._flights: dict[str, _Flight[V]] = {}
        self._size = 0

    @property
    def revision(self) -> int:
        """The revision up to which the process has followed."""
        return self._where.revision

    def __len__(self) -> int:
        """How many entries are kept."""
        return len(self._entries)

    @property
    def size(self) -> int:
        """What they take, in bytes as msgpack."""
        return self._size

    def kept(self, keys: Iterable[str]) -> dict[str, V | None]:
        """What is kept of the keys."""
        found = dict[str, V | None]()
        for key in keys:
            entry = self._entries.get(key)
            if entry is not None:
                self._entries.move_to_end(key)
                found[key] = entry.value
        self.looked.hits += len(found)
        return found

    async def recalled(self, keys: Iterable[str]) -> dict[str, V | None]:
        """What the level below has of the keys and nothing has touched since."""
        second, origin = self._where.second, self._where.origin
        if second is None or not origin:
            return {}
        room = f"{origin}:{self._form}:"
        found = await second.read([room + key for key in keys])
        fresh = dict[str, V | None]()
        for name, packed in found.items():
            key = name.removeprefix(room)
            try:
                since, value = self._decoder.decode(packed)
            except msgspec.MsgspecError:
                continue  # nobody vouches for what others keep there
            if self._where.touched.fresh(self.name, key, since):
                self._put(key, _Entry(value, len(packed)))
                fresh[key] = value
        self.looked.recalls += len(fresh)
        return fresh

    async def read(self, reader: Reader, keys: Iterable[str]) -> dict[str, V | None]:
        """Read the keys; those that somebody is reading already are waited for."""
        flights, missing = dict[int, _Flight[V]](), list[str]()
        for key in keys:
            flight = self._flights.get(key)
            if flight and self._where.touched.fresh(self.name, key, flight.since):
                flights[id(flight)] = flight
            else:
                missing.append(key)
        if missing:
            flights[0] = self._depart(reader, missing)
        found = dict[str, V | None]()
        for flight in flights.values():
            found.update(await asyncio.shield(flight.landed))
        return found

    async def look_up(self, reader: Reader, keys: Iterable[str]) -> dict[str, V]:
        """The values of the keys from wherever they are nearest; what is absent is absent."""
        asked = list(dict.fromkeys(keys))
        known = self.kept(asked)
        for nearest in (self.recalled, partial(self.read, reader)):
            missing = [key for key in asked if key not in known]
            if missing:
                known |= await nearest(missing)
        return {key: value for key in asked if (value := known.get(key)) is not None}

    def forget(self, keys: Iterable[str]) -> None:
        """Let entries go that an event has touched."""
        for key in keys:
            self._drop(key)

    def empty(self) -> None:
        """Let every entry go."""
        self._entries.clear()
        self._size = 0

    async def keep(self, found: Mapping[str, V | None], since: int) -> None:
        """Keep values that were read at revision `since`, but for those touched meanwhile."""
        second, origin = self._where.second, self._where.origin
        packed = dict[str, bytes]()
        for key, value in found.items():
            if self._where.touched.fresh(self.name, key, since):
                text = msgspec.msgpack.encode((since, value))
                if second is not None:
                    packed[f"{origin}:{self._form}:{key}"] = text
                self._put(key, _Entry(value, len(text)))
        if second is not None and origin:
            await second.write(packed)

    def _depart(self, reader: Reader, keys: list[str]) -> _Flight[V]:
        self.looked.misses += len(keys)
        since = self._where.revision
        flight = _Flight(since, asyncio.ensure_future(self._fly(reader, keys, since)))
        self._flights.update(dict.fromkeys(keys, flight))
        flight.landed.add_done_callback(lambda _: self._land(keys, flight))
        return flight

    async def _fly(self, reader: Reader, keys: Sequence[str], since: int) -> Mapping[str, V | None]:
        found = dict[str, V | None].fromkeys(keys) | dict(await self._read(reader, keys))
        await self.keep(found, since)
        return found

    def _land(self, keys: Iterable[str], flight: _Flight[V]) -> None:
        """Clear the way; a failure is told to those who wait, and to nobody if all have gone."""
        for key in keys:
            if self._flights.get(key) is flight:
                del self._flights[key]
        if not flight.landed.cancelled():
            flight.landed.exception()

    def _put(self, key: str, entry: _Entry[V]) -> None:
        self._drop(key)
        self._entries[key] = entry
        self._size += entry.size
        while len(self._entries) > self._bounds.entries or self._size > self._bounds.size:
            self._drop(next(iter(self._entries)))

    def _drop(self, key: str) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            self._size -= entry.size
