"""The change feed names all that was touched, and shows every gap and edit."""

import re
from datetime import date

import msgspec
import pytest
from msgspec.structs import replace

from graph.changes import End, Record
from graph.model import Fact, FactId, LinkType, Party, Payment, Uid, World
from graph.store import facts, ledger
from graph.store.engine import Engine, Transaction
from graph.store.ledger import Cursor, Decision, Event, Occurrence, Touch
from graph.store.ledger.content import pairs
from graph.store.ledger.events import digest, subjects
from tests.engines import write
from tests.store.books import AUTHOR, later, planted

pytestmark = pytest.mark.anyio


@pytest.fixture
async def store(engine: Engine) -> Engine:
    await planted(engine)
    return engine


async def end_of_acme(store: Engine) -> ledger.Committed[None]:
    async def decide(tx: Transaction) -> Decision[None]:
        link = (await facts.histories(tx, [Uid("acme")]))[Uid("acme")].links[0]
        told = Occurrence("REQUEST_DECIDED", ("acme",), ("FA 4.3.2",), "granted")
        return Decision(None, [End(link, date(2018, 6, 1))], [told], ("FA 3.4.1.2",))

    return await ledger.commit(store, decide, later())


async def test_an_empty_store_has_an_empty_feed(engine: Engine):
    assert await ledger.cursor(engine) == Cursor()
    assert (await ledger.feed(engine, Cursor())).touched == ()
    assert await ledger.audit(engine) == ledger.Audit(0)


async def test_each_change_is_an_event_with_what_stood_before_and_after(store: Engine):
    done = await end_of_acme(store)
    event, told = await ledger.events(store, done.events[0].seq - 1, 10)
    assert (event.kind, event.subjects, event.clauses) == (
        "LINK_ENDED",
        ("acme", "harbor"),
        ("FA 3.4.1.2",),
    )
    assert event.before is not None
    assert event.after is not None
    assert msgspec.json.decode(event.before)["valid_to"] is None
    assert msgspec.json.decode(event.after)["valid_to"] == "2018-06-01"
    assert (event.actor, event.request_id) == ("tester", "later")
    assert (told.kind, told.after, told.before) == ("REQUEST_DECIDED", "granted", None)
    assert (event, told) == done.events


async def test_the_feed_gives_what_was_touched_since(store: Engine):
    before = await ledger.cursor(store)
    done = await end_of_acme(store)
    news = await ledger.feed(store, before)
    assert news.touched == (
        Touch("LINK_ENDED", ("acme", "harbor"), 1),
        Touch("REQUEST_DECIDED", ("acme",), 1),
    )
    assert news.cursor == Cursor(done.revision, before.seq + 2, before.origin)
    assert (await ledger.feed(store, news.cursor)).touched == ()


async def test_a_reader_far_behind_is_brought_up_page_by_page(store: Engine):
    every = await ledger.events(store, 0, 1000)
    news = await ledger.feed(store, Cursor(), page=7)
    assert [touch.subjects for touch in news.touched] == [event.subjects for event in every]
    assert (await ledger.audit(store, page=7)) == ledger.Audit(len(every))


async def test_a_bulk_is_told_in_few_events_that_name_every_account(store: Engine):
    parties = tuple(Party(id=FactId(f"n{n}")) for n in range(1_500))
    paid = tuple(
        Payment(id=FactId(f"x{n}"), account=Uid("acme"), paid_at=AUTHOR.at, fen=n)
        for n in range(600)
    )
    done = await ledger.plant(store, World(parties=parties, payments=paid), AUTHOR)
    assert [(event.kind, event.count) for event in done.events] == [
        ("PARTY_RECORDED", 1000),
        ("PARTY_RECORDED", 500),
        ("PAYMENT_RECORDED", 600),
    ]
    named = {id_ for event in done.events[:2] for id_ in event.subjects}
    assert named == {party.id for party in parties}
    assert done.events[2].subjects == ("acme",)
    told = [new for event in done.events for _, new in pairs(event)]
    assert {new.key for new in told if new} == {each.key for each in (*parties, *paid)}
    assert (await ledger.audit(store)).faults == ()


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        ("MATCH (e:Event {seq: 3}) SET e.actor = 'nobody'", r"^event 3 \(\w+ of .* was edited"),
        ("MATCH (e:Event {seq: 3}) SET e.reason = 'none'", r"^event 3 \(.* was edited"),
        ("MATCH (e:Event {seq: 3}) SET e.content = 'x'", r"^event 3 \(.* was edited"),
        ("MATCH (e:Event {seq: 3}) SET e.form = 1", r"^event 3 \(.* was edited"),
        ("MATCH (e:Event {seq: 3}) SET e.form = 9", r"^event 3 \(.* hash of form 9"),
        ("MATCH (e:Event {seq: 3}) DETACH DELETE e", r"^event 3 is missing before event 4 \("),
        ("MATCH (e:Event {seq: 3}) SET e.prevHash = 'x'", r"^event 3 \(.* not follow from event 2"),
        (
            "MATCH (e:Event) WITH max(e.seq) AS n MATCH (e:Event {seq: n}) DETACH DELETE e",
            "ends at",
        ),
        ("MATCH (l:Ledger) SET l.hash = 'x'", "the ledger ends at event"),
    ],
)
async def test_an_audit_names_the_first_event_that_is_wrong(store: Engine, damage: str, fault: str):
    await write(store, damage)
    assert re.search(fault, (await ledger.audit(store)).faults[0])


async def as_first_form(store: Engine) -> list[Event]:
    """Make the store's events those that a program of the first form would have written."""
    events, last = list[Event](), ""
    for event in await ledger.events(store, 0, 1000):
        old = replace(event, form=1, reason="", content=None, prev_hash=last)
        events.append(replace(old, hash=digest(old)))
        last = events[-1].hash
        text = "MATCH (e:Event {seq: $seq}) SET e.hash = $hash, e.prevHash = $prev"
        gone = " REMOVE e.form, e.reason, e.content, e.kindBlock"
        await write(store, text + gone, seq=event.seq, hash=last, prev=old.prev_hash)
    await write(store, "MATCH (l:Ledger) SET l.hash = $hash", hash=last)
    await write(store, "MATCH (m:Mention) DELETE m")
    return events


async def test_a_chain_of_the_first_form_holds_and_goes_on_in_the_second(store: Engine):
    old = await as_first_form(store)
    assert [event.form for event in await ledger.events(store, 0, 1000)] == [1] * len(old)
    await end_of_acme(store)
    assert await ledger.audit(store) == ledger.Audit(len(old) + 2)
    await write(store, "MATCH (e:Event {seq: 3}) SET e.reason = 'added later'")
    assert "event 3" in (await ledger.audit(store)).faults[0]


def test_the_first_form_of_hash_is_what_it_was():
    """Whoever changes this breaks the chain of every store there is."""
    event = Event(7, 3, "2026-01-01T00:00:00.000000Z", "tester", "r", "LINK_ENDED", ("a", "b"), 1)
    first = "8aed0bc346bd89b9eda40d7b0f065ee15a954d946e567191582148ce5101ccc6"
    assert digest(replace(event, form=1)) == first
    assert digest(replace(event, form=1, reason="why")) == first
    assert digest(event) != digest(replace(event, reason="why"))


async def test_a_reason_stands_in_every_event_and_is_hashed(store: Engine):
    author = replace(later(), reason="the customer asked")
    paid = Payment(id=FactId("x"), account=Uid("acme"), paid_at=AUTHOR.at, fen=1)
    done = await ledger.plant(store, World(payments=(paid,)), author)
    assert [event.reason for event in done.events] == ["the customer asked"]
    assert await ledger.events(store, done.events[0].seq - 1, 1) == done.events


async def test_an_occurrence_cannot_be_called_as_a_change_is(store: Engine):
    async def decide(_tx: Transaction) -> Decision[None]:
        return Decision(None, (), [Occurrence("LINK_ENDED", ("acme",))])

    with pytest.raises(ValueError, match="another kind"):
        await ledger.commit(store, decide, later())


async def test_large_facts_are_told_in_events_of_bounded_size(store: Engine):
    parties = tuple(Party(id=FactId(f"n{n}"), name="x" * 9_000) for n in range(1_001))
    done = await ledger.plant(store, World(parties=parties), AUTHOR)
    assert [event.count for event in done.events] == [434, 434, 133]
    assert (await ledger.audit(store)).faults == ()


async def test_a_feed_waits_for_events_it_cannot_see_yet(store: Engine):
    """An engine may show the ledger's end a moment before the events: nothing is passed over."""

    class Late:
        asked = 0

        async def run(self, statement, /, **params):
            rows = await store.run(statement, **params)
            self.asked += 1
            if self.asked == 1:
                rows[0]["events"] = rows[0]["events"][1:]
            return rows

    news = await ledger.feed(Late(), Cursor())
    assert len(news.touched) == (await ledger.cursor(store)).seq


def test_a_fact_of_no_known_kind_has_no_subjects():
    with pytest.raises(TypeError, match=r"graph\.model"):
        subjects(Fact(id=FactId("x")))


async def test_a_correction_names_the_old_partner_and_the_new(store: Engine):
    link = (await facts.histories(store, [Uid("corner")]))[Uid("corner")].links[0]
    moved = replace(link, partner=Uid("west"), type=LinkType.RESALE)
    done = await ledger.plant(store, World(links=(moved,)), AUTHOR, corrections=True)
    assert done.events[0].kind == "LINK_CORRECTED"
    assert done.events[0].subjects == ("corner", "east", "west")


async def test_a_recorded_fact_brings_its_own_source(store: Engine):
    party = Party(id=FactId("new"), source="letter 7")

    async def decide(_tx):
        return Decision(None, [Record(party)])

    done = await ledger.commit(store, decide, AUTHOR)
    assert [event.source for event in done.events] == ["letter 7"]
