"""Ids for facts that come without one: made of what they say, and never used before."""

from collections.abc import Sequence
from typing import TypeVar

from msgspec.structs import replace

from graph.ladder.naming import world_of
from graph.model import Fact, FactId
from graph.model.made import made_from
from graph.store.engine import Transaction
from graph.store.ledger.stored import stored_of

F = TypeVar("F", bound=Fact)


async def named(tx: Transaction, facts: Sequence[F]) -> list[F]:
    """The facts, those without an id with one of their own; the second of a name is numbered."""
    taken, found = set[tuple[type[Fact], str]](), list(facts)
    missing = {at for at, fact in enumerate(found) if not fact.id}
    number = 1
    while missing:
        tried = {at: replace(facts[at], id=_name(facts[at], number)) for at in sorted(missing)}
        stored = await stored_of(tx, world_of(tried.values()))
        taken |= {(type(fact), fact.id) for fact in stored}
        for at, fact in tried.items():
            if (type(fact), fact.id) not in taken:
                taken.add((type(fact), fact.id))
                found[at] = fact
                missing.discard(at)
        number += 1
    return found


def _name(fact: Fact, number: int) -> FactId:
    name = made_from(fact) or type(fact).__name__.lower()
    return FactId(name if number == 1 else f"{name}#{number}")
