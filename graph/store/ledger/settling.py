"""Postings held to what the facts give: what is missing, found and posted."""

from collections import defaultdict
from collections.abc import AsyncIterator
from datetime import datetime

from graph.model import NOTHING, Amount, Group, Month, Posting
from graph.store.cypher import statement
from graph.store.engine import Engine, Rollback, Transaction
from graph.store.facts.postings import Steps, every_posting, posted_months
from graph.store.facts.rows import Reader
from graph.store.ledger.head import locked_head, queue
from graph.store.ledger.posting import append_postings


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
        await append_postings(tx, found, f"settled:{month}:")
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
        right = defaultdict[Group, Amount](lambda: NOTHING)
        for (group, _), amount in there.items():
            right[group] = right[group].plus(amount)
        for group in right.keys() | sums.keys():
            pair = sums.get(group, NOTHING), right[group]
            if pair[0] != pair[1]:
                wrong[group] = pair
    return wrong


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
