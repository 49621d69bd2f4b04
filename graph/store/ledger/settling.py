"""Postings caught up with some accounts at a time, and all of them held to what the facts give."""

from collections import defaultdict
from collections.abc import AsyncGenerator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import asdict

from graph.model import NOTHING, Amount, Group, Posting
from graph.store.cypher import statement
from graph.store.engine import Engine, Rollback, Transaction
from graph.store.facts.postings import Steps, posting_count
from graph.store.facts.rows import Reader, Tell
from graph.store.ledger.begun import Reached, Settling, settling_postings
from graph.store.ledger.by_month import ByMonth, stored
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
        if not begun.goes_on(await settling_postings(tx)):
            return Rollback(value=None)
        await append_postings(tx, found, f"settled:{begun.after}:")
        if reached is None:
            await tx.run(statement("settle_postings"), revision=begun.revision)
            return begun
        await tx.run(statement("settle_some"), revision=begun.revision, **asdict(reached))
        return Settling(begun.since, begun.revision, reached.after)

    async with queue(engine):
        return await engine.commit(work)


class Apart(Struct, frozen=True):
    """A month held to what should be posted in it: how many steps that is, and what is missing.

    `sums` are those kept that are not what is posted, what they should be, and the newest instant
    in them, if anything is posted at all.
    """

    steps: int
    missing: Steps
    sums: Mapping[Group, tuple[Amount, Amount, datetime | None]]


async def postings_apart(
    reader: Reader, expected: ByMonth, tell: Tell = lambda _: None, expect: Tell = lambda _: None
) -> AsyncGenerator[Apart]:
    """All postings and their sums held to what is expected, a month at a time.

    `tell` is told of postings as they are read and again as they are compared, and `expect` of how
    many that will be.
    """
    expect(2 * await posting_count(reader))
    async with stored(reader, tell) as there:
        for month in sorted(expected.places | there.months):
            right, steps = expected.steps(month), there.postings.steps(month)
            yield Apart(len(right), _missing(right, steps), _wrong(steps, there.sums(month)))
            tell(len(steps))


def _missing(right: Steps, there: Steps) -> Steps:
    """What has to be posted beside what is there."""
    changes = {
        each: right.get(each, NOTHING).less(there.get(each, NOTHING))
        for each in right.keys() | there.keys()
    }
    return {each: amount for each, amount in changes.items() if amount != NOTHING}


def _wrong(
    there: Steps, sums: Mapping[Group, Amount]
) -> dict[Group, tuple[Amount, Amount, datetime | None]]:
    """The groups whose sum is not that of their postings."""
    right = defaultdict[Group, Amount](lambda: NOTHING)
    latest = dict[Group, datetime]()
    for (group, at), amount in there.items():
        right[group] = right[group].plus(amount)
        latest[group] = max(at, latest.get(group, at))
    every = {
        group: (sums.get(group, NOTHING), right[group], latest.get(group))
        for group in right.keys() | sums.keys()
    }
    return {group: each for group, each in every.items() if each[0] != each[1]}
