"""Facts on paper: written, superseded, closed, and read back as they were, on both engines."""

from typing import Any

import pytest
from msgspec.structs import replace

from graph.changes import Change, End, Record, Retract, Supersede
from graph.model import ALIYUN, Fact, FactId, Note, PartyId, Request, Task, Uid, Verdict
from graph.model.facts import said
from graph.store import facts, ledger
from graph.store.engine import Engine
from graph.store.ledger import Committed, FactUnplaced, Fate
from graph.store.ledger.events import subjects
from graph.store.ledger.stored import facts_of
from tests.store import papers as book
from tests.store.books import AUTHOR, later
from tests.store.papers import ACME, DAY, EAST, HARBOR
from tests.store.test_ledger_plant import bare

pytestmark = pytest.mark.anyio

PAPERS = [fact for fact in facts_of(book.papers()) if type(fact).__module__.endswith("papers")]


@pytest.fixture
async def store(engine: Engine) -> Engine:
    await book.planted(engine)
    return engine


async def commit(engine: Engine, *changes: Change) -> Committed[None]:
    async def decide(_tx: Any) -> ledger.Decision[None]:
        return ledger.Decision(None, changes)

    return await ledger.commit(engine, decide, later())


async def newest(engine: Engine, id_: str) -> Request:
    return (await facts.papers_by_id(engine, Request, [FactId(id_)]))[-1]


async def test_papers_come_back_as_they_were_planted_and_are_planted_once(store: Engine):
    world = book.papers()
    stored = facts_of(bare(await facts.world(store)))
    assert [each for each in stored if each.id != ALIYUN] == list(facts_of(bare(world)))
    again = await ledger.plant(store, world, later())
    assert again.changes == ()
    assert sum(each[Fate.UNCHANGED] for each in again.value.counts.values()) == len(
        list(facts_of(world))
    )


def test_the_book_fills_every_field_of_every_kind():
    kinds = {type(fact) for fact in PAPERS}
    assert len(kinds) == 10
    for kind in kinds:
        rows = [said(fact) for fact in PAPERS if type(fact) is kind]
        for column in zip(*rows, strict=True):
            assert any(each not in {None, "", ()} for each in column), (kind, column)


async def test_papers_of_an_account_come_in_one_mapping_with_every_version(store: Engine):
    found = await facts.account_papers(store, [ACME, HARBOR, EAST, Uid("nobody"), ACME])
    assert set(found) == {ACME, HARBOR, EAST}
    assert [each.key for each in found[ACME].authorisations] == ["x1@1", "x1@2"]
    assert [each.key for each in found[ACME].requests] == ["r1@1", "r1@2", "r3@1"]
    assert [each.accounts for each in found[HARBOR].tasks] == [(ACME, EAST)]
    assert [each.id for each in found[HARBOR].assessments] == ["q1"]
    assert [each.id for each in found[EAST].fee_steps] == ["f1", "f2"]
    assert found[EAST].authorisations == found[EAST].requests == ()


async def test_papers_of_a_party_come_in_one_mapping(store: Engine):
    harbor, nobody = PartyId("harbor"), PartyId("nobody")
    found = await facts.party_papers(store, [harbor, nobody])
    assert set(found) == {harbor}
    assert [each.id for each in found[harbor].agreements] == ["a1"]
    assert [each.id for each in found[harbor].violations] == ["v1"]
    assert [each.id for each in found[harbor].deposit_entries] == ["d1"]
    assert [each.id for each in found[harbor].notices] == ["n1"]


async def test_papers_are_found_by_id(store: Engine):
    for kind, plural in facts.PAPERS.items():
        ids = {fact.id for fact in getattr(book.papers(), plural)}
        found = await facts.papers_by_id(store, kind, [*ids, FactId("none")])
        assert {fact.id for fact in found} == ids


async def test_notes_are_found_by_what_they_are_about(store: Engine):
    found = await facts.notes(store, ["acme", "v1", "nothing"])
    assert {each.subject: each.id for each in found} == {"acme": "m1", "v1": "m2"}


async def test_what_is_open_is_paged_by_id(store: Engine):
    assert await facts.open_requests(store, "", 1) == (("r1",), True)
    assert await facts.open_requests(store, "r1", 1) == (("r2",), False)
    assert await facts.open_tasks(store, "", 9) == (("t2",), False)


async def test_every_request_is_paged_by_id_whether_it_has_ended_or_not(store: Engine):
    old = await newest(store, "r1")
    await commit(store, Supersede(old, replace(old, executed_on=DAY)))
    await commit(store, Retract(await newest(store, "r2")))
    ids, more = await facts.every_request(store, "", 2)
    assert (ids[:2], more) == (("r1", "r2"), len(book.papers().requests) > 2)
    last, more = await facts.every_request(store, ids[-1], 9)
    assert (set(last) & set(ids), more) == (set(), False)


@pytest.mark.parametrize(
    "steps",
    [
        {"withdrawn_on": DAY},
        {"executed_on": DAY},
        {"closed_on": DAY},
        {"verdict": Verdict.REFUSED},
    ],
)
async def test_a_request_that_came_to_an_end_is_open_no_longer(
    store: Engine, steps: dict[str, Any]
):
    old = await newest(store, "r2")
    await commit(store, Supersede(old, replace(old, **steps)))
    assert await facts.open_requests(store, "", 9) == (("r1",), False)
    ended = await newest(store, "r2")
    await commit(store, Supersede(ended, replace(old, version=3)))
    assert await facts.open_requests(store, "", 9) == (("r1", "r2"), False)


async def test_what_is_taken_back_is_open_no_longer(store: Engine):
    await commit(store, Retract(await newest(store, "r1")))
    assert await facts.open_requests(store, "", 9) == (("r2",), False)


async def test_a_request_superseded_in_its_own_commit_is_open_once(store: Engine):
    new = Request(id=FactId("r9"), account=ACME, kind=book.REQUEST.kind, applied_on=DAY)
    await commit(store, Record(new), Supersede(new, replace(new, decided_on=DAY)))
    assert await facts.open_requests(store, "r3", 9) == (("r9",), False)
    assert [each.version for each in await facts.papers_by_id(store, Request, [new.id])] == [1, 2]


async def test_a_task_is_open_until_it_is_done(store: Engine):
    (task,) = await facts.papers_by_id(store, Task, [FactId("t2")])
    await commit(store, Supersede(task, replace(task, done_on=DAY)))
    assert await facts.open_tasks(store, "", 9) == ((), False)


async def test_an_authorisation_ends_like_any_dated_fact(store: Engine):
    last = (await facts.authorisations(store, [ACME]))[-1]
    done = await commit(store, End(last, DAY))
    assert [each.kind for each in done.events] == ["AUTHORISATION_ENDED"]
    assert [each.valid_to for each in await facts.authorisations(store, [ACME])][-1] == DAY


@pytest.mark.parametrize("fact", PAPERS, ids=lambda fact: fact.key)
async def test_every_paper_is_closed_and_written_anew(store: Engine, fact: Fact):
    if fact.superseded_at is not None:
        return
    done = await commit(store, Supersede(fact, replace(fact, source="a letter")))
    (event,) = done.events
    assert event.kind == f"{done.events[0].kind.rpartition('_')[0]}_CORRECTED"
    stored = [each for each in facts_of(await facts.world(store)) if each.id == fact.id]
    assert [each.superseded_in for each in stored][-2:] == [2, None]
    assert stored[-1].source == "a letter"


@pytest.mark.parametrize(
    "lost",
    [
        Request(id=FactId("r8"), account=Uid("nobody"), kind=book.REQUEST.kind, applied_on=DAY),
        replace(book.AUTHORISATION, id=FactId("x8"), partner=Uid("nobody")),
        replace(book.VIOLATION, id=FactId("v8"), party=PartyId("nobody")),
    ],
    ids=lambda fact: type(fact).__name__,
)
async def test_a_paper_about_nobody_finds_no_place(store: Engine, lost: Fact):
    with pytest.raises(FactUnplaced, match="expected everything it names to exist"):
        await commit(store, Record(lost))


def test_a_paper_is_told_to_those_it_is_about_and_names_others_beside():
    assert {type(fact).__name__: subjects(fact) for fact in PAPERS[::-1]} == {
        "Agreement": (("a1", "harbor"), ()),
        "Authorisation": (("acme",), ("harbor",)),
        "Violation": (("v1", "harbor"), ()),
        "DepositEntry": (("d1", "harbor"), ()),
        "Notice": (("n1", "harbor"), ()),
        "Request": (("r1", "acme"), ("east",)),
        "Task": (("t1", "harbor"), ()),
        "Assessment": (("q1", "harbor"), ()),
        "FeeStep": (("f1", "east"), ()),
        "Note": (("m1", "acme"), ()),
    }
    assert subjects(book.papers().requests[2]) == (("r2", "harbor"), ())


async def test_a_note_may_be_about_anything(engine: Engine):
    await ledger.plant(engine, replace(book.papers(), notes=()), AUTHOR)
    note = Note(id=FactId("m9"), subject="anything at all", text="x")
    done = await commit(engine, Record(note))
    assert (done.events[0].kind, done.events[0].subjects) == (
        "NOTE_RECORDED",
        ("m9", "anything at all"),
    )
