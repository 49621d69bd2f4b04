"""Liability edges and exposures held to what the facts give: what is missing, and what is wrong."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from msgspec import Struct

from graph.model import (
    NOTHING_OWED,
    Answering,
    FactId,
    Heading,
    Owing,
    PartyId,
    amounts,
)
from graph.store.facts.answering import (
    Parts,
    answering_state,
    every_exposure,
    liable_for,
    place,
    rank,
)
from graph.store.facts.rows import Reader
from graph.store.ledger.answering import Right

K = TypeVar("K")
V = TypeVar("V")


class WrongEdges(Struct, frozen=True):
    """The edges of a debt that are not kept, and those kept that are not right."""

    debt: FactId
    missing: frozenset[Answering]
    kept: frozenset[Answering]


class WrongSum(Struct, frozen=True):
    """What is kept under a name that is not what the edges give, and what they give."""

    name: str
    kept: object
    right: object


async def wrong_edges(reader: Reader, right: Right) -> list[WrongEdges]:
    """The debts among some whose edges are not those that they should have. One statement."""
    there, _ = await liable_for(reader, right)
    found = list[WrongEdges]()
    for id_, wanted in right.items():
        missing, kept = set(wanted) - there[id_].keys(), there[id_].keys() - set(wanted)
        if missing or kept:
            found.append(WrongEdges(id_, frozenset(missing), frozenset(kept)))
    return found


def lasting(sums: dict[Heading, Owing], right: Iterable[Answering]) -> None:
    """Add the edges that last to what they come to."""
    for edge in right:
        if edge.lasting:
            sums[edge.heading] = sums.get(edge.heading, NOTHING_OWED).plus(edge.owing)


async def wrong_exposures(reader: Reader, sums: Parts) -> list[WrongSum]:
    """The sums of parties, their places and the counts that are not what lasting edges come to."""
    kept, places = await every_exposure(reader)
    _, over = await answering_state(reader)
    found = [
        WrongSum(f"exposure of {heading.party}, {heading.role} for {heading.cause}", *pair)
        for heading, *pair in _apart(kept, sums, NOTHING_OWED)
    ]
    right = _places(sums)
    there = {key: where for key, where in places.items() if where[1]}
    found += [WrongSum(f"place of {key}", *pair) for key, *pair in _apart(there, right, None)]
    counts = Counter(where for where, _ in right.values())
    told = {
        place(order, each): n for order, some in over.counts.items() for each, n in some.items()
    }
    return found + [WrongSum(f"parties in {key}", *pair) for key, *pair in _apart(told, counts, 0)]


def _places(sums: Parts) -> dict[str, tuple[str, int]]:
    """Where parties should stand, by order and party: in which class of amounts, and the amount."""
    parties = defaultdict[PartyId, dict[Heading, Owing]](dict)
    for heading, owing in sums.items():
        parties[heading.party][heading] = owing
    return {
        f"{order}|{party}": (place(order, rank(amount)), amount)
        for party, some in parties.items()
        for order, amount in amounts(some.items()).items()
        if amount
    }


def _apart(
    one: Mapping[K, V], other: Mapping[K, V], nothing: V | None
) -> list[tuple[K, V | None, V | None]]:
    """Where two mappings part, and what each has there."""
    pairs = ((key, one.get(key, nothing), other.get(key, nothing)) for key in {**one, **other})
    return [each for each in pairs if each[1] != each[2]]
