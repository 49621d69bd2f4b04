"""Sums that somebody edited, set to what they should be: of postings, and of liability edges."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from graph.model import Heading, Order, Owing, PartyId, amounts
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
from graph.store.facts.rows import batches
from graph.store.ledger.answered import wrong_exposures
from graph.store.ledger.head import locked_head, queue


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
