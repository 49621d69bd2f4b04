"""Postings caught up with: what was written without them is posted, some accounts at a time.

An account is posted once, in one transaction with the note that it is, so that a settling goes on
where it was whenever the process is killed; what is held does not grow with the store.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from datetime import datetime
from typing import TypeAlias

from graph.model import NOTHING, Amount, Group, Posting, Uid
from graph.rules import postings
from graph.rules.timeline import Cash, Timeline
from graph.store import facts, ledger
from graph.store.engine import Engine
from graph.store.facts import Reader
from graph.store.facts.rows import BATCH
from graph.store.ledger import Settling
from loaders.posting import by_account, recomputed

Tell: TypeAlias = Callable[[int], object]
_Found: TypeAlias = defaultdict[tuple[Group, datetime], Amount]

HELD = 20_000
"""Postings from which on they are written, as one transaction."""

PAYMENTS = 10_000
"""About how many payments are looked at together."""

FEW = 200
"""Accounts that are looked at first, when nothing is known of how much they pay."""


def _deaf(_: int) -> None:
    """Tell nobody."""


async def settle(engine: Engine, tell: Tell = _deaf, expect: Tell = _deaf) -> bool:
    """Post what was written without its postings; whether there was anything.

    `tell` is told of each portion of accounts that is worked out, and `expect` how many there are.
    """
    settled = False
    while (begun := await ledger.settling(engine)).revision != begun.since:
        settled = True
        if not begun.after and await ledger.posted_ahead(engine, begun):
            await mend(engine, tell)
        else:
            await _settled(engine, begun, tell, expect)
    return settled


async def mend(engine: Engine, tell: Tell = _deaf) -> bool:
    """Post what is missing of all that should have been posted; whether it was the newest revision.

    For postings of which nobody noted whose they are: all are held to all that the facts give.
    """
    revision = await ledger.revision(engine)
    right = await recomputed(engine, revision, tell)
    return await ledger.settle_postings(engine, right, revision)


async def _settled(engine: Engine, begun: Settling, tell: Tell, expect: Tell) -> None:
    """Go on with a settling, to its end or until another process does."""
    uids = [uid for uid in sorted(await facts.every_uid(engine)) if uid > begun.after]
    found, place = _Found(lambda: NOTHING), begun
    async for some, cash in _portions(engine, uids):
        for each in _posted(cash, some, begun):
            found[each.group, each.at] = found[each.group, each.at].plus(each.amount)
        tell(len(some))
        expect(len(uids))
        if len(found) >= HELD:
            place = await ledger.settle_some(engine, place, _all(found, begun), some[-1])
            found.clear()
            if place is None:
                return
    await ledger.settle_some(engine, place, _all(found, begun), None)


def _posted(cash: Cash, uids: Iterable[Uid], begun: Settling) -> list[Posting]:
    """What the revisions of a settling add to the cash of accounts."""
    after = Timeline(cash, begun.revision)
    if not begun.since:
        return postings.posted(None, after, uids, "")
    moved = [uid for uid in uids if postings.moved_since(cash, uid, begun.since)]
    return postings.posted(Timeline(cash, begun.since), after, moved, "")


def _all(found: _Found, begun: Settling) -> list[Posting]:
    return [
        Posting(group, amount, at, begun.revision, "settled")
        for (group, at), amount in found.items()
        if amount != NOTHING
    ]


async def _portions(
    reader: Reader, uids: Sequence[Uid]
) -> AsyncIterator[tuple[Sequence[Uid], Cash]]:
    """All cash of accounts, as many at a time as pay about `PAYMENTS` times."""
    at, size = 0, FEW
    while some := uids[at : at + size]:
        histories = await facts.histories(reader, some)
        paid, originals = await facts.payments(reader, some)
        yield some, Cash(histories, by_account(paid), originals)
        at += size
        size = max(1, min(BATCH, size * 2, len(some) * PAYMENTS // max(len(paid), 1)))
