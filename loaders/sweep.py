"""The largest exposures, from what is kept of parties and of how many stand in which class."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from msgspec import Struct

from graph.model import Heading, Order, Owing, PartyId
from graph.rules import owing
from graph.store import facts
from graph.store.facts import Over, Reader, batches, place, rank
from graph.store.facts.rows import instant

MOST = 10**18
"""More than anybody answers for, in fen."""


SOME = 2_000
"""Debts whose edges are added up with one statement."""


class Sought(Struct, frozen=True):
    """A page of a sweep: by which amount, over how much, as of when, and behind whom it begins."""

    order: Order
    over: int
    first: int
    as_of: date
    known_at: datetime
    amount: int = MOST
    party: PartyId = PartyId("")


class Whose(Struct, frozen=True):
    """A party whose exposure is asked for as of a day, as known at an instant."""

    party: PartyId
    as_of: date
    known_at: datetime


class Largest(Struct, frozen=True):
    """The parties of a page in their order, and their sums; how many of all; are there more?"""

    parties: Sequence[PartyId]
    sums: Mapping[Heading, Owing]
    total: int
    more: bool


async def largest(reader: Reader, revision: int, sought: Sought) -> Largest | None:
    """A page from what is kept; None where that is not what stands at the moment.

    Two statements, three with an amount to be over. Sums are kept in place, so each tells whether
    somebody has written since the first.
    """
    state, over = await facts.answering_state(reader)
    if not state.holds(revision) or not _stands(over, revision, sought):
        return None
    counts = over.counts.get(sought.order, {})
    bound, first = rank(sought.over), sought.first + 1
    places = [place(sought.order, each) for each in _classes(counts, sought)]
    behind = sought.amount, sought.party
    rows, then = [], over
    if places:
        rows, then = await facts.exposure_page(reader, places, sought.over, behind, first)
    total = sum(number for each, number in counts.items() if each > bound)
    if bound in counts:
        some, then = await facts.exposure_count(reader, place(sought.order, bound), sought.over)
        total += some
    if then.revision != over.revision:
        return None
    page = rows[: sought.first]
    sums = {name: each for _, _, some in page for name, each in some.items()}
    return Largest([each[0] for each in page], sums, total, more=len(rows) > sought.first)


def _stands(over: Over, revision: int, sought: Sought | Whose) -> bool:
    """Whether all that is kept was known and had come to pass at the moment."""
    day, at = sought.as_of.isoformat(), instant(sought.known_at)
    return over.revision <= revision and over.day <= day and over.at <= at


def _classes(counts: Mapping[int, int], sought: Sought) -> list[int]:
    """The classes of amounts, from where the page begins, that have enough for it and one more."""
    found, number, begin = list[int](), 0, rank(sought.amount)
    for each in sorted(counts, reverse=True):
        if rank(sought.over) <= each <= begin and number <= sought.first:
            found.append(each)
            number += counts[each] if each < begin else 0
    return found


async def owed_by_each(
    reader: Reader, revision: int, asked: Iterable[Whose]
) -> dict[Whose, Mapping[Heading, Owing]]:
    """What is kept of parties; absent where that is not what stands at the moment.

    Two statements, however many are asked for.
    """
    every = list(asked)
    state, _ = await facts.answering_state(reader)
    if not state.holds(revision):
        return {}
    found, over = await facts.exposures(reader, {each.party for each in every})
    return {each: found.get(each.party, {}) for each in every if _stands(over, revision, each)}


async def exposed_at(
    reader: Reader, revision: int, as_of: date, known_at: datetime
) -> dict[Heading, Owing] | None:
    """What all parties answer for as of a day, as known at an instant; None if edges can't tell.

    Two statements, and one for some thousand debts, so that none takes too long.
    """
    state, _ = await facts.answering_state(reader)
    if not state.holds(revision):
        return None
    sums = dict[Heading, Owing]()
    for ids in batches(await facts.every_obligation(reader), SOME):
        owing.added(sums, await facts.exposed_at(reader, ids, as_of, known_at, revision))
    return sums
