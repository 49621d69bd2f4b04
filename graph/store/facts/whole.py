"""A whole store as one value, read in batches."""

from collections.abc import Iterable
from itertools import chain
from typing import TypeVar

from msgspec import Struct

from graph.model import Account, Fact, Party, World
from graph.store.cypher import statement
from graph.store.facts.accounts import every_history, parties
from graph.store.facts.obligations import obligations
from graph.store.facts.payments import payments
from graph.store.facts.rows import Reader, batches, facts

F = TypeVar("F", bound=Fact)


class Former(Struct, frozen=True):
    """The versions of parties and accounts that corrected ones took the place of."""

    parties: tuple[Party, ...]
    accounts: tuple[Account, ...]


async def former(reader: Reader) -> Former:
    """All of them, in one statement."""
    found = (await reader.run(statement("former")))[0]
    return Former(facts(Party, found["parties"]), facts(Account, found["accounts"]))


async def world(reader: Reader) -> World:
    """Every fact of the store in every version, each kind by id and version.

    The root account `aliyun` and its party are among them.
    """
    ids = (await reader.run(statement("every_id")))[0]
    past = await former(reader)
    histories = (await every_history(reader)).values()
    found = [await parties(reader, some) for some in batches(ids["parties"])]
    owed = [await obligations(reader, some) for some in batches(ids["obligations"])]
    paid = [(await payments(reader, some))[0] for some in batches(ids["accounts"])]
    debts = [each for some in owed for each in some.values()]
    return World(
        parties=_every([*(p.values() for p in found), past.parties]),
        accounts=_every([(h.account for h in histories), past.accounts]),
        standings=_every(h.standings for h in histories),
        tier_links=_every(h.tier_links for h in histories),
        links=_every(h.links for h in histories),
        conditions=_every(h.conditions for h in histories),
        payments=_every(paid),
        obligations=_every(d.versions for d in debts),
        settlements=_every(d.settlements for d in debts),
        findings=_every(d.findings for d in debts),
    )


def _every(groups: Iterable[Iterable[F]]) -> tuple[F, ...]:
    """All of them, each version once, in the order of id and version."""
    once = {fact.key: fact for fact in chain.from_iterable(groups)}
    return tuple(sorted(once.values(), key=lambda fact: (fact.id, fact.version)))
