"""Postings: what commits move, worked out from the facts in their transaction; and all of them.

A payment that is simply recorded is posted from itself and what stands above its account. Whatever
reaches back, a correction, a link, a tier link or a standing, has the accounts that it touches
worked out anew, before it and after it, with what they paid on the days that it may matter to.
"""

from collections import defaultdict
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime

from graph.model import (
    NOTHING,
    Amount,
    Dated,
    Fact,
    FactId,
    Group,
    Histories,
    Link,
    Payment,
    Posting,
    Standing,
    TierLink,
    Uid,
)
from graph.model.facts import apart
from graph.rules import postings
from graph.rules.timeline import Cash, Timeline
from graph.store import facts, ledger
from graph.store.engine import Engine, Transaction
from graph.store.facts import Reader, Steps, Tell, batches
from graph.store.ledger import ByMonth, Moved
from loaders import portions
from loaders.arriving import arrived, only_arrivals
from loaders.needed import below
from loaders.portions import by_account

MOST = 2_000
"""Facts of an import that are posted with it; the postings of a larger one are settled after it."""


def deaf(_: int) -> None:
    """Tell nobody."""


def keep(engine: Engine) -> None:
    """Have every commit of an engine posted with its facts."""
    ledger.post_by(engine, derived)


async def derived(tx: Transaction, moved: Sequence[Moved]) -> Sequence[Posting] | None:
    """What some commits, whose facts are written, add; None where an import is too large."""
    if only_arrivals(moved):
        return await arrived(tx, moved)
    if any(each.backdated and len(each.facts) > MOST for each in moved):
        return None
    places = await _places(tx, moved)
    histories = await _histories(tx, moved, places)
    back = {each.revision: _reached(each, histories, places) for each in moved}
    everyone = sorted({uid for uids in back.values() for uid in uids})
    paid, originals = await _paid(tx, everyone, moved)
    found = list[Posting]()
    for each in moved:
        payments = by_account(_payments(each.opened))
        payments |= {uid: paid[uid] for uid in back[each.revision]}
        cash = Cash(histories, payments, originals)
        before, after = Timeline(cash, each.revision - 1), Timeline(cash, each.revision)
        found += postings.posted(before, after, payments, each.cause)
    return found


async def _places(tx: Transaction, moved: Iterable[Moved]) -> dict[FactId, set[Uid]]:
    """The payments that reach back, with all accounts on which they or refunds of them ever were.

    A refund begins on an account of what it refunds, and may have been moved from there.
    """
    ids = {payment.id for each in moved for payment in _changed(each)}
    found = defaultdict[FactId, set[Uid]](set)
    if not ids:
        return found
    for each in await facts.payments_by_id(tx, ids):
        found[each.id].add(each.account)
    accounts = sorted({uid for uids in found.values() for uid in uids})
    refunds, _ = await facts.payments_since(tx, accounts, date.max)
    back = {each.id: each.refund_of for each in refunds if each.refund_of and each.refund_of in ids}
    for each in await facts.payments_by_id(tx, back) if back else ():
        found[back[each.id]].add(each.account)
    return found


def _changed(moved: Moved) -> list[Payment]:
    """The payments that are not simply recorded."""
    later = [each for each in _payments(moved.opened) if each.version > 1 or moved.backdated]
    return [*_payments(moved.closed), *later]


async def _histories(
    tx: Transaction, moved: Iterable[Moved], places: Mapping[FactId, set[Uid]]
) -> Histories:
    """The accounts that cash moves on or from, all below those that moved, and all above."""
    every = [fact for each in moved for fact in each.facts]
    found = await facts.histories(tx, _accounts(every).union(*places.values()))
    heads = _heads(every)
    return found | await facts.branch(tx, *heads) if heads else found


def _reached(moved: Moved, histories: Histories, places: Mapping[FactId, set[Uid]]) -> set[Uid]:
    """The accounts all of whose cash a commit may move."""
    uids = {fact.account for fact in moved.facts if isinstance(fact, Link)}
    uids.update(*(places[each.id] for each in _changed(moved)))
    return uids.union(below(histories, *_heads(moved.facts)))


async def _paid(
    tx: Transaction, uids: Sequence[Uid], moved: Iterable[Moved]
) -> tuple[defaultdict[Uid, list[Payment]], dict[FactId, tuple[Payment, ...]]]:
    """What accounts paid that may have moved, and what the refunds among it refund."""
    first = min(_first_day(each) for each in moved)
    found, originals = list[Payment](), dict[FactId, tuple[Payment, ...]]()
    for some in batches(uids):
        payments, refunded = await facts.payments_since(tx, some, first)
        found += payments
        originals |= refunded
    new = {each.refund_of for one in moved for each in _payments(one.opened) if each.refund_of}
    missing = new - originals.keys()
    for each in await facts.payments_by_id(tx, missing) if missing else ():
        originals[each.id] = (*originals.get(each.id, ()), each)
    return by_account(found), originals


@asynccontextmanager
async def recomputed(
    reader: Reader, revision: int, tell: Tell = deaf, expect: Tell = deaf
) -> AsyncGenerator[ByMonth]:
    """All that should have been posted up to a revision, from the facts alone.

    `tell` is told of each portion of accounts that is worked out, and `expect` how many there are.
    """
    uids = sorted(await facts.every_uid(reader))
    expect(len(uids))
    with ByMonth() as expected:
        async for some, cash in portions.cash(reader, uids):
            expected.add(_all(cash, revision).items())
            tell(len(some))
        yield expected


def _all(cash: Cash, revision: int) -> Steps:
    """All that should have been posted of some cash; of accounts that are not there nothing is."""
    found = defaultdict[tuple[Group, datetime], Amount](lambda: NOTHING)
    there = [uid for uid in cash.payments if uid in cash.histories]
    for each in postings.posted(None, Timeline(cash, revision), there, ""):
        found[each.group, each.at] = found[each.group, each.at].plus(each.amount)
    return found


def _first_day(moved: Moved) -> date:
    """The first day whose cash may count otherwise after a commit.

    What is new, taken back or changed may matter to all that was ever paid, as it may open another
    partner's statement to it; of what ends otherwise nothing changes before the earlier end.
    """
    return date.min if _changed(moved) else first_day(moved)


def first_day(moved: Moved) -> date:
    """The first day on which what stands above accounts may be otherwise after a commit."""
    versions = defaultdict[tuple[type[Fact], FactId], list[Dated]](list)
    for fact in moved.facts:
        if isinstance(fact, Dated):
            versions[type(fact), fact.id].append(fact)
    if moved.backdated:
        return date.min
    return min((_first_end(*some) for some in versions.values()), default=date.max)


def _first_end(one: Dated, *others: Dated) -> date:
    """The earlier end of two versions that follow each other and part in nothing else.

    Else the first of all days; so too where the later one is known from an earlier instant on.
    """
    if len(others) != 1 or one.recorded_at > others[0].recorded_at:
        return date.min
    if not set(apart(one, others[0])) <= {"valid_to", "end_cause"}:
        return date.min
    return min(each.valid_to or date.max for each in (one, *others))


def _accounts(every: Iterable[Fact]) -> set[Uid]:
    return {fact.account for fact in every if isinstance(fact, Link | Payment | Standing)} | {
        fact.city for fact in every if isinstance(fact, TierLink)
    }


def _heads(every: Iterable[Fact]) -> list[Uid]:
    """Those whose standing or tier link moved: it may move whatever was ever below them."""
    standing = {fact.account for fact in every if isinstance(fact, Standing)}
    return sorted(standing | {fact.city for fact in every if isinstance(fact, TierLink)})


def _payments(every: Iterable[Fact]) -> list[Payment]:
    return [fact for fact in every if isinstance(fact, Payment)]
