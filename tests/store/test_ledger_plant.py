"""A world planted into a store comes back as it was, and planted again changes nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from graph.changes import Supersede
from graph.ladder import parse
from graph.model import (
    ALIYUN,
    Account,
    Fact,
    FactId,
    Fen,
    Party,
    PartyId,
    PartyKind,
    Payment,
    Uid,
    World,
)
from graph.store import facts, ledger
from graph.store.engine import Engine
from graph.store.ledger import Fate
from tests.engines import wipe
from tests.property.worlds import random_world
from tests.store.books import AUTHOR, branches, later

pytestmark = pytest.mark.anyio

LEARNT = datetime(2018, 7, 2, tzinfo=UTC)


def bare(world: World) -> World:
    """The same without revisions, in the order of a store."""
    fields = {
        name: tuple(
            sorted(
                (replace(f, recorded_in=0, superseded_in=None) for f in getattr(world, name)),
                key=lambda fact: (fact.id, fact.version),
            )
        )
        for name in world.__struct_fields__
    }
    return World(**fields)


def total(planted: ledger.Planted, fate: Fate) -> int:
    return sum(fates[fate] for fates in planted.counts.values())


async def test_random_worlds_come_back_as_they_were_planted(session_engine: Engine):
    for seed in range(12):
        await wipe(session_engine)
        world = random_world(seed)
        await ledger.plant(session_engine, world, AUTHOR)
        assert bare(await facts.world(session_engine)) == bare(world)
        again = await ledger.plant(session_engine, world, later())
        assert total(again.value, Fate.UNCHANGED) == len(list(every(world)))
        assert (again.revision, again.changes) == (1, ())


def every(world: World):
    return (fact for name in world.__struct_fields__ for fact in getattr(world, name))


async def test_the_first_world_brings_the_root(engine: Engine):
    await ledger.plant(engine, World(parties=(Party(id=FactId("east")),)), AUTHOR)
    assert set(await facts.histories(engine, [ALIYUN])) == {ALIYUN}


async def test_the_root_is_nobodys_to_change(engine: Engine):
    await ledger.plant(engine, branches(), AUTHOR)
    other = Party(id=FactId(ALIYUN), name="another name", kind=PartyKind.ALIYUN)
    done = await ledger.plant(engine, World(parties=(other,)), later(), corrections=True)
    assert done.changes == ()


async def test_a_dry_run_counts_what_planting_would_do(engine: Engine):
    world = branches()
    dry = await ledger.plant(engine, world, AUTHOR, dry_run=True)
    assert total(dry.value, Fate.NEW) == len(list(every(world)))
    assert await ledger.revision(engine) == 0
    assert (await ledger.plant(engine, world, AUTHOR)).value == dry.value


async def test_what_is_not_backdated_is_known_from_the_commit_on(engine: Engine):
    await ledger.plant(engine, branches(), AUTHOR, backdated=False)
    world = await facts.world(engine)
    assert {fact.recorded_at for fact in every(world)} == {AUTHOR.at}
    assert {fact.superseded_at for fact in every(world)} == {None}


async def test_a_world_with_a_conflict_is_not_planted_at_all(engine: Engine):
    await ledger.plant(engine, branches(), AUTHOR)
    link = next(each for each in branches().links if each.account == "acme")
    wrong = replace(link, partner=Uid("west"))
    world = World(parties=(Party(id=FactId("new")),), links=(wrong,))
    done = await ledger.plant(engine, world, later())
    assert [conflict.incoming for conflict in done.value.conflicts] == [wrong]
    assert [conflict.stored.key for conflict in done.value.conflicts] == [link.key]
    assert done.revision == 1
    assert await facts.parties(engine, [PartyId("new")]) == {}


def fates(incoming: list[Fact], stored: list[Fact], *, corrections: bool = False) -> list[str]:
    """What each change of a plan does, by kind of change and version."""
    plan = ledger.planned(incoming, [*stored, *ROOT], corrections=corrections)
    told = [f"conflict {each.incoming.key}" for each in plan.value.conflicts]
    for change in plan.changes:
        fact = change.new if isinstance(change, Supersede) else change.fact
        told.append(f"{type(change).__name__} {fact.version} {getattr(fact, 'name', '')}")
    return told


ROOT = [Party(id=FactId(ALIYUN)), Account(id=FactId(ALIYUN), owner=PartyId(ALIYUN))]
LINK = next(each for each in branches().links if each.account == "acme")
CLOSED = replace(LINK, superseded_at=LEARNT)
SECOND = replace(LINK, version=2, recorded_at=LEARNT, valid_to=date(2018, 7, 1))


@pytest.mark.parametrize(
    ("incoming", "stored", "told"),
    [
        ([LINK], [], ["Record 1 "]),
        ([LINK], [LINK], []),
        ([LINK, LINK], [], ["Record 1 "]),
        ([SECOND, CLOSED], [], ["Record 1 ", "Record 2 "]),
        ([CLOSED, SECOND], [LINK], ["Retract 1 ", "Record 2 "]),
        ([CLOSED, SECOND], [CLOSED, SECOND], []),
        ([LINK], [CLOSED, SECOND], []),
        ([SECOND], [LINK], ["Supersede 2 "]),
        ([CLOSED], [SECOND], ["Record 1 "]),
        ([LINK], [SECOND], []),
    ],
)
def test_versions_follow_each_other(incoming: list[Fact], stored: list[Fact], told: list[str]):
    assert fates(incoming, stored) == told


def test_another_content_is_a_conflict_unless_it_may_correct():
    wrong = replace(LINK, partner=Uid("west"))
    assert fates([wrong], [LINK]) == [f"conflict {LINK.key}"]
    assert fates([wrong], [LINK], corrections=True) == ["Supersede 1 "]


def test_a_correction_of_what_was_taken_back_is_its_next_version():
    wrong = replace(LINK, partner=Uid("west"))
    assert fates([wrong], [CLOSED], corrections=True) == ["Record 2 "]


def test_a_correction_planted_again_changes_nothing():
    wrong = replace(LINK, partner=Uid("west"))
    stored = [CLOSED, replace(wrong, version=2)]
    assert fates([wrong], stored, corrections=True) == []
    assert fates([replace(wrong, superseded_at=LEARNT)], [LINK], corrections=True) == []


def test_of_parties_and_accounts_only_the_newest_version_counts():
    one, two = Party(id=FactId("p"), name="one"), Party(id=FactId("p"), version=2, name="two")
    assert fates([one], [two]) == []
    assert fates([replace(one, superseded_at=LEARNT), two], [two]) == []
    assert fates([two], [one]) == ["Supersede 2 two"]


async def test_an_end_learnt_later_closes_the_version_that_is_stored(engine: Engine):
    start = "acme under harbor as agency from 2018-01-10"
    book = "harbor is partner from 2018-01-05\n{}\n"
    await ledger.plant(engine, parse(book.format(start)), AUTHOR)
    ended = parse(book.format(f"{start} to 2018-03-16   known from 2018-04-12"))
    done = await ledger.plant(engine, ended, later())
    assert done.value.counts["link"] == {Fate.NEW: 1, Fate.SUPERSEDED: 1, Fate.UNCHANGED: 0}
    assert bare(await facts.world(engine)).links == bare(ended).links
    assert (await ledger.plant(engine, ended, later())).changes == ()


async def test_fifty_thousand_payments_are_one_commit(throwaway: Engine):
    paid = tuple(
        Payment(
            id=FactId(f"x{n}"),
            account=Uid("acme"),
            paid_at=AUTHOR.at + timedelta(minutes=n),
            fen=Fen(n),
        )
        for n in range(50_000)
    )
    await ledger.plant(throwaway, branches(), AUTHOR)
    done = await ledger.plant(throwaway, World(payments=paid), later())
    assert (done.revision, len(done.events)) == (2, 50)
    await ledger.plant(throwaway, World(payments=paid[:10]), later())
    assert await ledger.revision(throwaway) == 2
    assert len((await facts.payments(throwaway, [Uid("acme")]))[0]) == 50_002
