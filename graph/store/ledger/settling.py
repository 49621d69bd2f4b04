"""Postings caught up with: some accounts at a time, or held to all that the facts give."""

import secrets
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime

from msgspec.structs import asdict

from graph.model import NOTHING, Amount, Group, Month, Posting
from graph.store.cypher import statement
from graph.store.engine import Engine, Rollback, Transaction
from graph.store.facts.postings import Steps, every_posting, posted_months
from graph.store.facts.rows import Reader
from graph.store.ledger.begun import Reached, Settling, settling_postings
from graph.store.ledger.head import locked_head, queue
from graph.store.ledger.posting import append_postings


async def posted_ahead(reader: Reader, begun: Settling) -> bool:
    """Whether a settling that was begun has postings already. One statement, over all sums."""
    (found,) = await reader.run(statement("posted_ahead"), revision=begun.since or 0)
    return bool(found["ahead"])


async def settle_some(
    engine: Engine, begun: Settling, found: Sequence[Posting], reached: Reached | None
) -> Settling | None:
    """Post what a settling has found of the accounts up to a place, or with None of all the rest.

    Postings and how far they go are one transaction, so that nothing is posted twice whenever the
    process is killed. How far it has come then; None where another process went on meanwhile.
    """

    async def work(tx: Transaction) -> Settling | Rollback[Settling | None] | None:
        await locked_head(tx)
        if await settling_postings(tx) != begun:
            return Rollback(value=None)
        await append_postings(tx, found, f"settled:{begun.after}:")
        if reached is None:
            await tx.run(statement("settle_postings"), revision=begun.revision)
            return begun
        await tx.run(statement("settle_some"), revision=begun.revision, **asdict(reached))
        return Settling(begun.since, begun.revision, reached.after)

    async with queue(engine):
        return await engine.commit(work)


async def settle_postings(engine: Engine, right: Steps, revision: int) -> bool:
    """Post what is missing to all that is right at a revision; False where it is not the newest.

    What was posted before stays: a difference is posted beside it, in that revision. Each month is
    a transaction of its own, so that none grows with the number of months; nothing is answered from
    any until all are written. After a break the rest is posted, as what is there is not missing.
    """
    for month, steps in await _months(engine, right):
        if not await _settle(engine, revision, month, steps):
            return False
    return await _settle(engine, revision, None, {})


async def _settle(engine: Engine, revision: int, month: Month | None, steps: Steps) -> bool:
    """Post what a month misses, or without one that all is posted; False if revisions went on."""

    async def work(tx: Transaction) -> bool | Rollback[bool]:
        if (await locked_head(tx)).revision != revision:
            return Rollback(value=False)
        if month is None:
            await tx.run(statement("settle_postings"), revision=revision)
            return True
        there, _ = await every_posting(tx, month)
        found = [
            Posting(group, amount, at, revision, "settled")
            for (group, at), amount in _missing(steps, there).items()
        ]
        await append_postings(tx, found, f"settled:{month}:{secrets.token_hex(4)}:")  # maybe again
        return True

    async with queue(engine):
        return await engine.commit(work)


async def missing_postings(reader: Reader, right: Steps) -> Steps:
    """What has to be posted so that all postings come to what is right."""
    missing = dict[tuple[Group, datetime], Amount]()
    async for steps, there, _ in _by_month(reader, right):
        missing |= _missing(steps, there)
    return missing


def _missing(steps: Steps, there: Steps) -> Steps:
    """What has to be posted beside what is there."""
    changes = {
        each: steps.get(each, NOTHING).less(there.get(each, NOTHING))
        for each in steps.keys() | there.keys()
    }
    return {each: amount for each, amount in changes.items() if amount != NOTHING}


async def wrong_sums(reader: Reader) -> dict[Group, tuple[Amount, Amount]]:
    """The groups whose sum is not that of their postings: what is kept, and what is right."""
    wrong = dict[Group, tuple[Amount, Amount]]()
    async for _, there, sums in _by_month(reader, {}):
        wrong |= sums_apart(there, sums)
    return wrong


def sums_apart(there: Steps, sums: Mapping[Group, Amount]) -> dict[Group, tuple[Amount, Amount]]:
    """The groups whose sum is not that of their postings: what is kept, and what is right."""
    right = defaultdict[Group, Amount](lambda: NOTHING)
    for (group, _), amount in there.items():
        right[group] = right[group].plus(amount)
    pairs = {
        group: (sums.get(group, NOTHING), right[group]) for group in right.keys() | sums.keys()
    }
    return {group: pair for group, pair in pairs.items() if pair[0] != pair[1]}


async def _by_month(
    reader: Reader, right: Steps
) -> AsyncIterator[tuple[Steps, Steps, dict[Group, Amount]]]:
    """Month by month what is right, what was posted, and the sums that are kept."""
    for month, steps in await _months(reader, right):
        yield steps, *await every_posting(reader, month)


async def _months(reader: Reader, right: Steps) -> list[tuple[Month, Steps]]:
    """What is right by month, in order, with the months of which only something was posted."""
    months = defaultdict[Month, dict[tuple[Group, datetime], Amount]](dict)
    for each, amount in right.items():
        months[each[0].month][each] = amount
    return [(month, months[month]) for month in sorted({*months, *await posted_months(reader)})]
