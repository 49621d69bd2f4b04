"""A store rebuilt from its feed alone answers everything as the original does."""

import tracemalloc
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from graph.ladder import parse
from graph.ladder.naming import facts_of, world_of
from graph.model import Payment, Uid
from graph.store import aside, facts, ledger
from graph.store.engine import Engine
from graph.store.facts import batches
from graph.store.ledger import Event, Replayed, ReplayImpossible, differing
from graph.store.ledger.content import pairs
from graph.store.ledger.events import digest
from graph.store.ledger.head import head
from tests.engines import wipe, write
from tests.store.books import AUTHOR, branches, planted
from tests.store.lived import lived, told

pytestmark = pytest.mark.anyio


async def flow(events: Iterable[Event]) -> AsyncIterator[Event]:
    for event in events:
        yield event


async def answers(engine: Engine) -> dict[str, object]:
    """Everything that can be read of a store, by each statement that reads it."""
    world = await facts.world(engine)
    uids = sorted({account.uid for account in world.accounts})
    owed = sorted({each.id for each in world.obligations})
    return {
        "world": world,
        "head": await head(engine),
        "histories": await facts.histories(engine, uids),
        "branch": await facts.branch(engine, Uid("t1")),
        "payments": await facts.payments(engine, uids),
        "obligations": await facts.obligations(engine, owed),
        "owed": await facts.obligations_of(engine, uids, []),
        "children": await facts.children(engine, uids, "", 100),
        "search": await facts.search(engine, "u", "", 100),
        "kept": await facts.misfits(engine),
        "feed": await ledger.feed(engine, ledger.Cursor()),
        "audit": await ledger.audit(engine),
        "events": await told(engine),
    }


@pytest.mark.parametrize("seed", range(6))
async def test_a_store_rebuilt_from_its_feed_answers_all_as_the_original(engine: Engine, seed: int):
    await lived(engine, seed, bulk=2_100 if seed == 0 else 0)
    before = await answers(engine)
    assert before["audit"] == ledger.Audit(len(before["events"]))
    await wipe(engine)
    done = await ledger.replay(engine, flow(before["events"]))
    assert done.events == len(before["events"])
    for name, answer in (await answers(engine)).items():
        assert answer == before[name], name
    assert (await ledger.differences(engine))[1] == ()


async def test_a_replay_goes_on_where_it_stopped(engine: Engine):
    await lived(engine, 3)
    events, world = await told(engine), await facts.world(engine)
    middle = next(n for n, event in enumerate(events) if event.revision == 3)
    await wipe(engine)
    first = await ledger.replay(engine, flow(events[:middle]))
    assert first.revision == 2
    second = await ledger.replay(engine, flow(events))
    assert first.events + second.events == len(events)
    assert await facts.world(engine) == world
    again = await ledger.replay(engine, flow(events))
    assert again == Replayed(0, 0, second.revision)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda e: [*e[:2], replace(e[2], actor="nobody"), *e[3:]], "event 3 .* was edited"),
        (lambda e: [*e[:2], *e[3:]], "event 3 is missing"),
        (lambda e: e[1:], "event 1 is missing"),
    ],
)
async def test_a_damaged_feed_is_not_replayed(engine: Engine, damage, said: str):
    await planted(engine)
    events = damage(await told(engine))
    await wipe(engine)
    with pytest.raises(ReplayImpossible, match=said):
        await ledger.replay(engine, flow(events))
    assert await ledger.revision(engine) == 0


async def test_a_store_that_holds_something_else_is_not_replayed_into(engine: Engine):
    await planted(engine)
    events = await told(engine)
    await wipe(engine)
    await ledger.plant(engine, branches(), replace(AUTHOR, actor="another"))
    with pytest.raises(ReplayImpossible, match="holds another feed"):
        await ledger.replay(engine, flow(events))
    with pytest.raises(ReplayImpossible, match="the feed ends at event 2, the store at event"):
        await ledger.replay(engine, flow(events[:2]))


async def test_nobody_may_write_while_a_feed_is_replayed(engine: Engine):
    await planted(engine)
    events = await told(engine)
    await wipe(engine)

    async def slow() -> AsyncIterator[Event]:
        yield events[0]
        await planted(engine)
        for event in events[1:]:
            yield event

    with pytest.raises(ReplayImpossible, match="nobody else to write"):
        await ledger.replay(engine, slow())


async def test_a_bulk_of_which_only_a_digest_was_told_cannot_be_replayed(engine: Engine):
    await planted(engine)
    old = replace((await told(engine))[0], count=2, before=None, after=None, form=1)
    old = replace(old, hash=digest(old))
    with pytest.raises(ValueError, match="by a digest alone"):
        pairs(old)
    await write(
        engine,
        "MATCH (e:Event {seq: 1}) SET e.count = 2, e.after = null, e.hash = $hash REMOVE e.form",
        hash=old.hash,
    )
    with pytest.raises(ReplayImpossible, match="by a digest alone"):
        await ledger.differences(engine)
    await wipe(engine)
    with pytest.raises(ReplayImpossible, match="export the store and import it"):
        await ledger.replay(engine, flow([old]))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("MATCH (p:Payment {id: 'p2'}) SET p.fen = 1", "Payment p2@1 is stored otherwise"),
        ("MATCH (p:Payment {id: 'p2'}) DETACH DELETE p", "Payment p2@1 is told in the feed"),
        (
            "MATCH (p:Payment {id: 'p2'}) SET p.id = 'p9', p.key = 'p9@1'",
            "Payment p9@1 is stored, the feed does not tell",
        ),
    ],
)
async def test_an_edit_of_a_fact_beside_the_feed_is_found(engine: Engine, damage: str, said: str):
    await planted(engine)
    count, found = await ledger.differences(engine)
    assert (count > 20, found) == (True, ())
    await write(engine, damage)
    assert any(said in each for each in (await ledger.differences(engine))[1])


async def test_what_differs_is_the_same_however_the_facts_are_cut(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    await planted(engine)
    await write(engine, "MATCH (p:Payment {id: 'p2'}) DETACH DELETE p")
    await write(engine, "MATCH (a:Account) SET a.name = 'another'")
    once = await ledger.differences(engine)
    for name, number in (("PARTS", 1), ("SOME", 1)):
        monkeypatch.setattr(differing, name, number)
    for name, number in (("WAITING", 3), ("IN_MEMORY", 100)):
        monkeypatch.setattr(aside, name, number)
    assert await ledger.differences(engine) == once
    assert len(once[1]) > 2
    assert list(once[1]) == sorted(once[1])


async def test_a_version_that_its_own_commit_replaced_may_be_stored_or_not(engine: Engine):
    at = datetime(2018, 3, 1, tzinfo=UTC)
    text = "acme named Acme"
    first = replace(parse(text).parties[0], recorded_at=at, superseded_at=at + timedelta(1))
    second = replace(first, version=2, recorded_at=at + timedelta(1), superseded_at=None)
    await ledger.plant(engine, world_of([first, second]), AUTHOR, backdated=True)
    assert (await facts.former(engine)).parties == ()
    assert await ledger.differences(engine) == (4, ())
    known = "recordedAt: $at, recordedIn: 1, supersededAt: $at, supersededIn: 1, recordedBy: ''"
    party = f"{{id: 'acme', version: 1, {known}, source: '', name: 'Acme', kind: 'COMPANY'}}"
    await write(engine, f"CREATE (:FormerParty {party})", at="2018-03-01T00:00:00.000000Z")
    assert len((await facts.former(engine)).parties) == 1
    assert await ledger.differences(engine) == (4, ())


async def test_what_is_held_to_the_feed_does_not_grow_with_the_payments(
    embedded: Engine, monkeypatch: pytest.MonkeyPatch
):
    for name, number in (("WAITING", 100), ("IN_MEMORY", 1_000)):
        monkeypatch.setattr(aside, name, number)
    monkeypatch.setattr(differing, "SOME", 10)
    peaks = list[int]()
    for first, last in ((0, 600), (600, 3_000)):
        paid = (f"u{n % 60} paid 1.00 at 2018-03-01T10:00:00 as p{n}" for n in range(first, last))
        every = facts_of(parse("\n".join(paid)))
        if first:
            every = [fact for fact in every if isinstance(fact, Payment)]
        for some in batches(list(every), 200):
            await ledger.plant(embedded, world_of(some), AUTHOR)
        tracemalloc.start()
        count, found = await ledger.differences(embedded)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert (count > last, found) == (True, ())
    assert peaks[1] < 2 * peaks[0], peaks
