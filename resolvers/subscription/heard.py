"""Events on their way to a subscriber: each is looked at anew, as whoever listens may see it."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from datetime import datetime
from typing import Annotated, TypeAlias

import strawberry
from msgspec import Struct

from graph.model import Moment
from graph.readings import DEFAULTS
from graph.rules.refusal import Code
from graph.store.ledger import Event, Wanted
from loaders.tail import Tail, listen
from resolvers.context import Asked, Context
from resolvers.errors import error
from resolvers.event_place import number, place
from resolvers.moment import Scope

From: TypeAlias = Annotated[
    str | None,
    strawberry.argument(
        description=(
            "Begin behind this cursor (游标), and miss nothing: `cursor` of what came last, or"
            " `endCursor` or `newestCursor` of `changes`. Left out: only what comes from now on."
        )
    ),
]

Say: TypeAlias = Callable[[Scope, str, Event], Awaitable[object | None]]
"""What a subscriber is told at the event's revision, with the cursor to go on from.

It is handed the event as the subscriber may see it; None if nothing of it is for its eyes.
"""

PATIENCE = 2.0
"""Seconds that a cursor of another process may be ahead of this one."""


class Begun(Struct, frozen=True):
    """Where a subscriber begins: no event, but a cursor to go on from before there is one."""

    cursor: str


class Heard(Struct, frozen=True):
    """An event, and one thing that a subscriber is told of it.

    `behind` is how many events the feed has come further meanwhile.
    """

    event: Event
    cursor: str
    behind: int
    say: Say

    @property
    def revision(self) -> int:
        """The commit of the event, which it is told at."""
        return self.event.revision

    async def told(self, context: Context) -> object | None:
        """The value of the root field in a context of its own; None where it may not be seen."""
        event = await context.facts.told(self.event)
        if event is None:
            return None
        context.facts.stand_at(self.event.revision, self.event.seq)
        known_at = max(context.at, datetime.fromisoformat(self.event.at))
        moment = Moment(context.today, known_at, DEFAULTS, self.event.revision)
        scope = Scope(context.facts.at(known_at), moment, context.schedule)
        return await self.say(scope, self.cursor, event)


async def heard(
    info: Asked, wanted: Wanted, after: str | None, tell: Callable[[Event], Sequence[Say]]
) -> AsyncGenerator[Begun | Heard]:
    """All that is told of the events wanted, from a cursor or from now on, without an end.

    A client that comes again by itself sends the question it began with, so the last event that it
    has had counts for more than `after`.

    What is told first of several things of one event has the cursor before it, so that whoever
    goes on from there meets some again and misses none.
    """
    tail = _tail(info)
    context = info.context
    come_to = context.last or after
    begin = number(come_to) if come_to else context.facts.seq
    await _reached(tail, begin, context)
    return _heard(tail, wanted, begin, tell)


async def _heard(
    tail: Tail, wanted: Wanted, begin: int, tell: Callable[[Event], Sequence[Say]]
) -> AsyncGenerator[Begun | Heard]:
    yield Begun(place(begin))
    async with aclosing(listen(tail, wanted, begin)) as events:
        async for event in events:
            said = tell(event)
            for at, say in enumerate(said, 1):
                seq = event.seq if at == len(said) else event.seq - 1
                yield Heard(event, place(seq), tail.last - event.seq, say)


def _tail(info: Asked) -> Tail:
    writing = info.context.writing
    if writing is None:
        raise error(Code.INVALID_ARGUMENT, "nothing can be followed here: questions are answered")
    return writing.shared.tail


async def _reached(tail: Tail, seq: int, context: Context) -> None:
    """Wait until the feed has come to a cursor; INVALID_CURSOR where it does not come so far."""
    if seq <= context.facts.seq:
        return
    try:
        with tail.heard():
            async with asyncio.timeout(PATIENCE):
                await tail.beyond(seq - 1)
    except TimeoutError:
        raise error(
            Code.INVALID_CURSOR,
            f"expected a cursor of this store, which ends at entry {tail.last}, got entry {seq}",
            "Take newestCursor of changes, and load again what you show.",
        ) from None
