"""What parties answer for in all, kept with the liability edges: a sum a party, and its places.

The sum is of the edges that last: as of any day behind the last in an edge, as known at any instant
behind the last. Over all parties it is kept how many stand in which class of amounts, so that a
page of the largest is found without looking at the others.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from graph.model import NOTHING_OWED, Answering, Heading, Order, Owing, PartyId, amounts
from graph.store.cypher import statement
from graph.store.engine import Transaction
from graph.store.facts.answering import Over, exposures, over_text, parts_text, place, rank
from graph.store.facts.rows import batches, instant


async def expose(
    tx: Transaction, closed: Collection[Answering], opened: Collection[Answering], revision: int
) -> None:
    """Take edges into the sums of their parties, and out of them."""
    if not closed and not opened:
        return
    changes = _changes(closed, opened)
    _, kept = await exposures(tx, ())
    for parties in batches(list(changes)):
        there, _ = await exposures(tx, parties)
        rows = [_row(party, there.get(party, {}), changes[party], kept) for party in parties]
        await tx.run(statement("write_exposures"), rows=rows)
    _move_on(kept, opened, revision)
    await tx.run(statement("write_exposure_counts"), counts=over_text(kept))


def _changes(
    closed: Collection[Answering], opened: Collection[Answering]
) -> dict[PartyId, dict[Heading, Owing]]:
    """What the edges that last change for each party."""
    found = defaultdict[Heading, Owing](lambda: NOTHING_OWED)
    for edge in closed:
        if edge.lasting:
            found[edge.heading] = found[edge.heading].less(edge.owing)
    for edge in opened:
        if edge.lasting:
            found[edge.heading] = found[edge.heading].plus(edge.owing)
    changes = dict[PartyId, dict[Heading, Owing]]()
    for heading, owing in found.items():
        if owing != NOTHING_OWED:
            changes.setdefault(heading.party, {})[heading] = owing
    return changes


def _row(
    party: PartyId, before: Mapping[Heading, Owing], change: Mapping[Heading, Owing], kept: Over
) -> dict[str, Any]:
    """A party's sum after a change, with its places; `kept` counts it there from now on."""
    after = dict(before)
    for heading, owing in change.items():
        after[heading] = after.get(heading, NOTHING_OWED).plus(owing)
    there, here = amounts(before.items()), amounts(after.items())
    moved = [order for order in Order if there[order] != here[order]]
    for order in moved:
        _count(kept, order, rank(there[order]), rank(here[order]))
    places = [[f"{order}|{party}", place(order, rank(here[order])), here[order]] for order in moved]
    return {"party": party, "parts": parts_text(after), "places": places}


def _count(kept: Over, order: Order, before: int, after: int) -> None:
    """Take a party out of a class of amounts and into another one; nobody counts those of none."""
    counts = kept.counts.setdefault(order, {})
    for class_, number in ((before, -1), (after, 1)):
        if class_:
            counts[class_] = counts.get(class_, 0) + number
            if not counts[class_]:
                del counts[class_]


def _move_on(kept: Over, opened: Collection[Answering], revision: int) -> None:
    """The last day, instant and revision from which on the sums are right."""
    days = [day.isoformat() for each in opened for day in (each.first, each.end) if day]
    instants = [instant(at) for each in opened for at in (each.at, each.until) if at]
    kept.day, kept.at = max([kept.day, *days]), max([kept.at, *instants])
    kept.revision = revision
