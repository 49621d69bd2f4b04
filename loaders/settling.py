"""Postings caught up with: what was written without them is posted, some accounts at a time.

An account is posted once, in one transaction with the note that it is, so that a settling goes on
where it was whenever the process is killed; what is held does not grow with the store.
"""

import asyncio
from bisect import bisect_right
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

from graph.model import NOTHING, Amount, Group, Posting, Uid
from graph.rules import postings
from graph.rules.timeline import Cash, Timeline
from graph.store import facts, ledger
from graph.store.engine import Engine
from graph.store.facts import Tell, batches
from graph.store.ledger import Reached, Settling
from loaders import portions
from loaders.posting import deaf, recomputed

_Found: TypeAlias = defaultdict[tuple[Group, datetime], Amount]


class Pace(Struct, frozen=True):
    """How many payments are looked at together, and from how many postings on they are written.

    What is written together is one transaction.
    """

    payments: int
    held: int


FAST = Pace(portions.PAYMENTS, 20_000)
"""Where nobody waits."""

GENTLE = Pace(1_000, 1_000)
"""Where others ask and write meanwhile."""

TURN = 50
"""Accounts that are worked out without a pause, in which a server could answer."""


async def settle(
    engine: Engine, tell: Tell = deaf, expect: Tell = deaf, pace: Pace | None = None
) -> bool:
    """Post what was written without its postings; whether there was anything.

    `tell` is told of each portion of accounts that is worked out, and `expect` how many there are.
    Nobody else can commit while some of them are written: `pace` says how many, if not `FAST`.
    """
    settled = False
    while (begun := await ledger.settling_postings(engine)).revision != begun.since:
        settled = True
        if begun.after:
            await _settled(engine, begun, tell, expect, pace or FAST)
        elif await ledger.posted_ahead(engine, begun):
            await mend(engine, tell, expect)
        elif not await ledger.catch_up_postings(engine):
            await _settled(engine, begun, tell, expect, pace or FAST)
    return settled


async def mend(engine: Engine, tell: Tell = deaf, expect: Tell = deaf) -> bool:
    """Post what is missing of all that should have been posted; whether it was the newest revision.

    For postings of which nobody noted whose they are: all are held to all that the facts give.
    """
    revision = await ledger.revision(engine)
    async with recomputed(engine, revision, tell, expect) as expected:
        return await ledger.settle_postings(engine, expected, revision) is not None


async def _settled(engine: Engine, begun: Settling, tell: Tell, expect: Tell, pace: Pace) -> None:
    """Go on with a settling, to its end or until another process does."""
    every = sorted(await facts.every_uid(engine))
    uids = every[bisect_right(every, begun.after) :]
    expect(len(uids))
    found, place, done = _Found(lambda: NOTHING), begun, len(every) - len(uids)
    async for some, cash in portions.cash(engine, uids, pace.payments):
        async for each in _posted(cash, some, begun):
            found[each.group, each.at] = found[each.group, each.at].plus(each.amount)
        done += len(some)
        tell(len(some))
        if len(found) >= pace.held:
            reached = Reached(some[-1], done, len(every))
            place = await ledger.settle_some(engine, place, _all(found, begun), reached)
            found.clear()
            if place is None:
                return
    await ledger.settle_some(engine, place, _all(found, begun), None)


async def _posted(cash: Cash, uids: Sequence[Uid], begun: Settling) -> AsyncIterator[Posting]:
    """What the revisions of a settling add to the cash of accounts; others have turns between."""
    after, before = Timeline(cash, begun.revision), None
    if begun.since:
        before = Timeline(cash, begun.since)
        uids = [uid for uid in uids if postings.moved_since(cash, uid, begun.since)]
    for some in batches(uids, TURN):
        for each in postings.posted(before, after, some, ""):
            yield each
        await asyncio.sleep(0)


def _all(found: _Found, begun: Settling) -> list[Posting]:
    return [
        Posting(group, amount, at, begun.revision, "settled")
        for (group, at), amount in found.items()
        if amount != NOTHING
    ]
