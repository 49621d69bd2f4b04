"""Where the facts of an exported statement come from: the store as it is, or what a caller may see.

Both are asked portion by portion, and keep nothing of one when the next is asked for.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Protocol

from graph.model import ALIYUN, AccountHistory, FactId, Histories, Payment, Uid, Viewer
from graph.store import facts
from graph.store.facts import Reader
from loaders import needed
from loaders.facts import Counted, Facts
from loaders.shared import Shared
from loaders.sighted import seen_by

Paid = tuple[tuple[Payment, ...], Mapping[FactId, tuple[Payment, ...]]]
"""Payments, and the originals of those that are refunds."""


class AccountUnknown(Exception):
    """There is no such partner."""


class Portion(Protocol):
    """Answers about some accounts."""

    async def histories(self, uids: Iterable[Uid], /) -> Mapping[Uid, AccountHistory]:
        """The accounts and all that ever stood above them."""
        ...

    async def payments(self, uids: Iterable[Uid], first: date, end: date, /) -> Paid:
        """What they paid or used from a day to the one before `end`."""
        ...


class Source(Protocol):
    """Gives what a statement is made of."""

    @property
    def statements(self) -> int:
        """How many statements were sent to the store so far."""
        ...

    async def uids(self, partner: Uid | None) -> list[Uid]:
        """All accounts that were ever below a partner (None: all there are), in their order.

        Raises AccountUnknown.
        """
        ...

    async def portion(self) -> Portion:
        """Whom to ask about the next accounts."""
        ...


class Stored:
    """The store as its operator reads it, past all that is kept for questions."""

    def __init__(self, reader: Reader) -> None:
        """Read from an engine, or in a transaction."""
        self._reader = Counted(reader)

    @property
    def statements(self) -> int:
        """As `Source`."""
        return self._reader.statements

    async def uids(self, partner: Uid | None) -> list[Uid]:
        """As `Source`."""
        if partner is None:
            return sorted(await facts.every_uid(self._reader))
        return _below(await facts.branch(self._reader, partner), partner)

    async def portion(self) -> Portion:
        """Itself, as it keeps nothing."""
        return self

    async def histories(self, uids: Iterable[Uid], /) -> Mapping[Uid, AccountHistory]:
        """As `Portion`."""
        return await facts.histories(self._reader, uids)

    async def payments(self, uids: Iterable[Uid], first: date, end: date, /) -> Paid:
        """As `Portion`."""
        return await facts.payments(self._reader, uids, first, end)


class Seen:
    """What a bounded viewer may see, as a question of its own at that revision and instant.

    Each portion has facts of its own, since these remember all that they were asked.
    """

    def __init__(self, shared: Shared, viewer: Viewer, first: Facts, known_at: datetime) -> None:
        """See as `viewer`, at the revision of some facts."""
        self._shared, self._viewer, self._known_at = shared, viewer, known_at
        self._revision, self._seq = first.revision, first.seq
        self._last, self._before = first, 0

    @property
    def statements(self) -> int:
        """As `Source`."""
        return self._before + self._last.statements

    async def uids(self, partner: Uid | None) -> list[Uid]:
        """As `Source`; NotInSight for whoever stands above the viewer, and for the programme."""
        histories = await self._pinned().branch(partner or ALIYUN)
        return sorted(histories) if partner is None else _below(histories, partner)

    async def portion(self) -> Portion:
        """As `Source`."""
        self._before += self._last.statements
        self._last = await self._shared.facts(self._revision)
        return self._pinned()

    def _pinned(self) -> Any:
        found = seen_by(self._viewer, self._last)
        found.stand_at(self._revision, self._seq)
        return found.at(self._known_at)


async def source_for(
    shared: Shared, viewer: Viewer, seen: int, known_at: datetime
) -> tuple[Source, int]:
    """What a viewer may see, and the revision: no older than `seen`, 0 for the newest known.

    Raises RevisionUnreached, and what the engine's `run` raises.
    """
    first = await shared.facts(seen or None)
    if viewer.bounded:
        return Seen(shared, viewer, first, known_at), first.revision
    return Stored(shared.engine), first.revision


def _below(histories: Histories, partner: Uid) -> list[Uid]:
    if partner not in histories:
        raise AccountUnknown(partner)
    return needed.below(histories, partner)
