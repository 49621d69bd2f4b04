"""A whole store as one value, read in batches."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import TypeVar

from graph.model import Account, Fact, ObligationHistory, Party, Payment, World
from graph.model.time import END_OF_TIME
from graph.store.cypher import statement
from graph.store.facts.accounts import BATCH, every_history, parties
from graph.store.facts.obligations import obligations
from graph.store.facts.payments import payments
from graph.store.facts.rows import Reader, facts

T = TypeVar("T")
F = TypeVar("F", bound=Fact)


async def world(reader: Reader) -> World:
    """Every fact of the store in every version, each kind by id and version.

    The root account `aliyun` and its party are among them.
    """
    ids = (await reader.run(statement("every_id")))[0]
    former = (await reader.run(statement("former")))[0]
    histories = (await every_history(reader)).values()
    found = [await parties(reader, some) for some in batches(ids["parties"])]
    owed = [await obligations(reader, some) for some in batches(ids["obligations"])]
    paid = [
        (await payments(reader, some, date.min, END_OF_TIME))[0]
        for some in batches(ids["accounts"])
    ]
    debts = [each for some in owed for each in some.values()]
    return World(
        parties=_sorted([p.values() for p in found], facts(Party, former["parties"])),
        accounts=_sorted([[h.account for h in histories]], facts(Account, former["accounts"])),
        standings=_sorted(h.standings for h in histories),
        tier_links=_sorted(h.tier_links for h in histories),
        links=_sorted(h.links for h in histories),
        conditions=_sorted(h.conditions for h in histories),
        payments=_sorted(paid),
        obligations=_sorted(d.versions for d in debts),
        settlements=_sorted(d.settlements for d in debts),
        findings=_sorted(d.findings for d in debts),
    )
