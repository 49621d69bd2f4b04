"""Readers beside writers see exactly the snapshot of their revision, cached or not."""

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from graph.changes import Change, End, Record
from graph.model import AccountHistory, Fact, FactId, ObligationHistory, PartyId, Settlement, Uid
from graph.store import facts as store
from graph.store import ledger
from graph.store.engine import Engine, Transaction
from loaders.cache import second_level
from loaders.shared import Shared
from loaders.shelf import Bounds
from tests.loaders.books import START, link, owing, programme
from tests.store.books import AUTHOR, later

pytestmark = pytest.mark.anyio

UIDS = [Uid(f"u{n}") for n in range(12)]
CITIES = [Uid(f"c{n}") for n in range(5)]


def snapshot(versions: Iterable[Fact], revision: int) -> set[Fact]:
    """The versions as they stood after a commit."""
    return {
        replace(each, superseded_at=None, superseded_in=None)
        if each.superseded_in is not None and each.superseded_in > revision
        else each
        for each in versions
        if each.recorded_in <= revision
    }


def upward(histories: dict[Uid, AccountHistory], revision: int) -> set[Fact]:
    return snapshot(
        (fact for uid in UIDS for fact in (*histories[uid].links, *histories[uid].conditions)),
        revision,
    )


def due(found: dict[FactId, ObligationHistory], revision: int) -> set[Fact]:
    return snapshot(
        (fact for each in found.values() for fact in (*each.versions, *each.settlements)),
        revision,
    )


async def write(shared: Shared, random: Random, n: int) -> None:
    """Move a customer, or let it owe or pay something."""
    uid, day = random.choice(UIDS), START + timedelta(days=n + 1)

    async def decide(tx: Transaction) -> ledger.Decision[None]:
        old = (await store.histories(tx, [uid]))[uid].links[-1]
        some: list[list[Change]] = [
            [End(old, day), Record(link(uid, random.choice(CITIES), day))],
            [Record(owing(uid, f"o{n}"))],
            [
                Record(
                    Settlement(
                        id=FactId(f"s{n}"),
                        obligation=FactId(f"o:{uid}"),
                        by=PartyId("t"),
                        on=day,
                        fen=1,
                    )
                )
            ],
        ]
        return ledger.Decision(None, random.choice(some))

    shared.saw(await ledger.commit(shared.engine, decide, later(n)))


async def read(shared: Shared, random: Random) -> None:
    """Ask a process, then the store itself, for what was known at the request's revision."""
    facts = await shared.facts()
    asked = random.sample(UIDS, random.randint(1, len(UIDS)))
    found: dict[Uid, Any] = {}
    for uid in UIDS:  # in parts, so that commits fall between them
        found |= await facts.histories([uid] if uid in asked else UIDS)
    debts = await facts.obligations_of(UIDS)
    truth = await store.histories(shared.engine, UIDS)
    assert upward(found, facts.revision) == upward(truth, facts.revision)
    owed = await store.obligations_of(shared.engine, UIDS, [])
    assert due(debts, facts.revision) == due(owed, facts.revision)


@pytest.mark.parametrize("seed", range(3))
async def test_readers_with_and_without_cache_see_one_snapshot(embedded: Engine, seed: int):
    random = Random(seed)
    await ledger.plant(embedded, programme(len(UIDS)), AUTHOR)
    second = second_level(entries=20)
    processes = [
        Shared(embedded, max_staleness=0.01),
        Shared(embedded, max_staleness=0.03, second=second),
        Shared(embedded, max_staleness=0, second=second, bounds=Bounds(entries=4)),
        Shared(embedded, max_staleness=0, bounds=Bounds(entries=0)),
    ]

    async def writing() -> None:
        for n in range(25):
            await write(random.choice(processes), random, n)
            await asyncio.sleep(random.random() / 100)

    async def reading(shared: Shared) -> None:
        for _ in range(12):
            await read(shared, random)

    await asyncio.gather(writing(), *(reading(shared) for shared in processes * 2))
    for shared in processes:
        await asyncio.sleep(0.04)
        assert (await shared.facts()).revision == 26
        await read(shared, random)
