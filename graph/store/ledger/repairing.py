"""Sums that somebody edited, set to what they should be: of postings, and of liability edges."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from graph.model import Amount, Group, Heading, Month, Order, Owing, PartyId, amounts
from graph.store.cypher import statement
from graph.store.engine import Engine, Rollback, Transaction
from graph.store.facts.answering import (
    Parts,
    answering_state,
    every_exposure,
    over_text,
    parts_text,
    place,
    rank,
)
from graph.store.facts.postings import every_posting, group_key, posted_months, posting_row
from graph.store.facts.rows import batches, instant
from graph.store.ledger.answered import wrong_exposures
from graph.store.ledger.head import locked_head, queue
from graph.store.ledger.settling import sums_apart


async def repair_posting_sums(engine: Engine) -> int:
    """Set the sums that are not what their postings come to; how many. A month a transaction."""
    return sum([await _repair_month(engine, month) for month in await posted_months(engine)])


async def _repair_month(engine: Engine, month: Month) -> int:
    async def work(tx: Transaction) -> int:
        revision = (await locked_head(tx)).revision
        there, sums = await every_posting(tx, month)
        latest = dict[Group, datetime]()
        for group, at in there:
            latest[group] = max(at, latest.get(group, at))
        wrong = sums_apart(there, sums)
        rows = [_row(group, wrong[group][1], latest.get(group), revision) for group in wrong]
        for some in batches(rows):
            await tx.run(statement("repair_posting_sums"), rows=list(some))
        return len(rows)

    async with queue(engine):
        return await engine.commit(work)


def _row(group: Group, right: Amount, at: datetime | None, revision: int) -> dict[str, Any]:
    """A sum as it should be; who knows less than the newest revision adds its postings up."""
    told = {"key": group_key(group), "lastAt": instant(at) if at else "", "lastIn": revision}
    return posting_row(group, right) | told


async def repair_exposures(engine: Engine, sums: Parts, revision: int) -> int | None:
    """Set what is kept of parties to what lasting edges come to; how much was wrong.

    None where the revision is not the newest any more.
    """

    async def work(tx: Transaction) -> int | Rollback[int | None] | None:
        if (await locked_head(tx)).revision != revision:
            return Rollback(value=None)
        if wrong := len(await wrong_exposures(tx, sums)):
            await _write(tx, sums)
        return wrong

    async with queue(engine):
        return await engine.commit(work)


async def _write(tx: Transaction, sums: Parts) -> None:
    """Every party's sum, with its places, and how many parties stand in which class."""
    kept, places = await every_exposure(tx)
    parties = defaultdict[PartyId, dict[Heading, Owing]](dict)
    for party in [*(each.party for each in kept), *(key.split("|", 1)[1] for key in places)]:
        parties[PartyId(party)] = {}
    for heading, owing in sums.items():
        parties[heading.party][heading] = owing
    every = {party: amounts(some.items()) for party, some in parties.items()}
    rows = [_party(party, parties[party], every[party], places) for party in parties]
    for some in batches(rows):
        await tx.run(statement("write_exposures"), rows=list(some))
    _, over = await answering_state(tx)
    for order in Order:
        over.counts[order] = Counter(rank(each[order]) for each in every.values() if each[order])
    await tx.run(statement("write_exposure_counts"), counts=over_text(over))


def _party(
    party: PartyId, parts: Parts, every: Mapping[Order, int], places: Collection[str]
) -> dict[str, Any]:
    """A party's sum, with its places; those it has no more are of no amount."""
    told = [
        [f"{order}|{party}", place(order, rank(amount)), amount]
        for order, amount in every.items()
        if amount or f"{order}|{party}" in places
    ]
    return {"party": party, "parts": parts_text(parts), "places": told}
