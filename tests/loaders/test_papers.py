"""Facts on paper: what they cost, and what an event makes stale."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from graph.changes import Change, End, Record, Supersede
from graph.model import (
    Account,
    Agreement,
    AgreementKind,
    Fact,
    FactId,
    Note,
    Party,
    PartyId,
    Request,
    RequestKind,
    Task,
    Uid,
    Violation,
)
from graph.store import ledger
from graph.store.engine import Engine
from loaders.cache import second_level
from loaders.facts import Facts
from loaders.shared import Shared
from tests.loaders.books import programme
from tests.loaders.watched import LONG, Watched, commit
from tests.store import papers as book
from tests.store.books import AUTHOR

pytestmark = pytest.mark.anyio

ACME, EAST, HARBOR = book.ACME, book.EAST, book.HARBOR
DAY = date(2018, 6, 1)
Ask = Callable[[Facts], Awaitable[Any]]


@pytest.fixture
async def watched(embedded: Engine) -> Watched:
    await book.planted(embedded)
    return Watched(embedded)


def of_account(facts: Facts) -> Awaitable[Any]:
    return facts.account_papers([ACME, HARBOR, EAST, Uid("nobody")])


def of_party(facts: Facts) -> Awaitable[Any]:
    return facts.party_papers([PartyId("harbor"), PartyId("nobody")])


def requests(facts: Facts) -> Awaitable[Any]:
    return facts.requests([FactId(f"r{n}") for n in range(1, 5)])


def violations(facts: Facts) -> Awaitable[Any]:
    return facts.papers(Violation, [FactId("v1"), FactId("v2")])


def notes(facts: Facts) -> Awaitable[Any]:
    return facts.notes(["acme", "v1", "nothing"])


ASKS: list[Ask] = [of_account, of_party, requests, violations, notes]


async def test_papers_come_whole_and_what_does_not_exist_is_absent(shared: Shared):
    facts = await shared.facts()
    accounts, parties = await of_account(facts), await of_party(facts)
    assert set(accounts) == {ACME, HARBOR, EAST}
    assert [each.key for each in accounts[ACME].authorisations] == ["x1@1", "x1@2"]
    assert set(parties) == {"harbor"}
    assert [each.key for each in parties[PartyId("harbor")].violations] == ["v1@1"]
    found = await requests(facts)
    assert {id_: len(versions) for id_, versions in found.items()} == {"r1": 2, "r2": 1, "r3": 1}
    assert {key: len(each) for key, each in (await notes(facts)).items()} == {
        "acme": 1,
        "v1": 1,
        "nothing": 0,
    }


@pytest.mark.parametrize("ask", ASKS)
async def test_they_cost_one_statement_cold_and_none_warm(shared: Shared, ask: Ask):
    first = None
    for most in (1, 0):
        facts = await shared.facts()
        found = await ask(facts)
        assert facts.statements == most
        assert first in {None, repr(found)}
        first = repr(found)


@pytest.mark.parametrize("count", [1, 1000])
async def test_any_number_of_accounts_and_parties_costs_one_statement(embedded: Engine, count: int):
    await ledger.plant(embedded, programme(count), AUTHOR)
    shared = Shared(embedded, max_staleness=LONG)
    uids = [f"u{n}" for n in range(count)]
    for most in (2, 0):
        facts = await shared.facts()
        assert len(await facts.account_papers(map(Uid, uids))) == count
        assert len(await facts.party_papers(map(PartyId, uids))) == count
        assert facts.statements == most


async def test_what_resolvers_ask_in_one_turn_is_one_statement_a_kind(shared: Shared):
    facts = await shared.facts()
    await asyncio.gather(
        facts.requests([FactId("r1")]),
        facts.requests([FactId("r2")]),
        facts.papers(Task, [FactId("t1")]),
    )
    assert facts.statements == 2


async def test_open_ones_are_pages_whose_facts_are_kept(shared: Shared):
    for most in (4, 2):
        facts = await shared.facts()
        found, more = await facts.open_requests("", 1)
        assert ([len(each) for each in found.values()], list(found), more) == ([2], ["r1"], True)
        tasks, more = await facts.open_tasks("", 9)
        assert (list(tasks), more) == (["t2"], False)
        assert facts.statements == most
    assert list((await facts.open_requests("r1", 9))[0]) == ["r2"]


def changed(fact: Fact) -> Change:
    """The newest version of a paper, changed."""
    if fact.id == "x1":
        return End(book.papers().authorisations[-1], DAY)
    return Supersede(fact, replace(fact, source="a letter"))


STALE: list[tuple[Change, set[Ask]]] = [
    (changed(book.AUTHORISATION), {of_account}),
    (changed(book.DECIDED), {of_account, requests}),
    (changed(book.TASK), {of_account}),
    (changed(book.ASSESSMENT), {of_account}),
    (changed(book.STEP), {of_account}),
    (changed(book.AGREEMENT), {of_party}),
    (changed(book.VIOLATION), {of_party, violations}),
    (changed(book.ENTRY), {of_party}),
    (changed(book.NOTICE), {of_party}),
    (changed(book.NOTE), {notes}),
    (Record(Note(id=FactId("m3"), subject="nothing", text="!")), {notes}),
    (Record(Account(id=FactId("nobody"), owner=PartyId("east"))), {of_account}),
    (Record(Party(id=FactId("nobody"))), {of_party}),
    (
        Record(Request(id=FactId("r4"), account=ACME, kind=RequestKind.EXIT, applied_on=DAY)),
        {of_account, requests},
    ),
]


@pytest.mark.parametrize(("change", "refreshed"), STALE)
async def test_an_event_makes_stale_what_it_is_about_and_no_more(
    shared: Shared, change: Change, refreshed: set[Ask]
):
    before = {ask: repr(await ask(await shared.facts())) for ask in ASKS}
    await commit(shared, change)
    for ask in ASKS:
        facts = await shared.facts()
        after = repr(await ask(facts))
        assert (after != before[ask], facts.statements) == (ask in refreshed, ask in refreshed)


async def test_a_paper_of_one_account_leaves_the_others_warm(shared: Shared):
    await of_account(await shared.facts())
    await commit(shared, changed(book.STEP))
    facts = await shared.facts()
    await facts.account_papers([ACME, HARBOR])
    assert facts.statements == 0


async def test_a_request_that_moves_to_another_account_is_seen_at_both(shared: Shared):
    old = book.papers().requests[2]
    await of_account(await shared.facts())
    await commit(shared, Supersede(old, replace(old, account=EAST)))
    found = await of_account(await shared.facts())
    assert [each.superseded_in for each in found[HARBOR].requests] == [2]
    assert [each.version for each in found[EAST].requests] == [2]


async def test_the_second_level_gives_papers_back_as_they_were(watched: Watched):
    second = second_level()
    one = Shared(watched, second=second, max_staleness=LONG)
    told = [repr(await ask(await one.facts())) for ask in ASKS]
    facts = await Shared(watched, second=second, max_staleness=LONG).facts()
    assert [repr(await ask(facts)) for ask in ASKS] == told
    assert facts.statements == 0


async def test_an_agreement_is_no_request(shared: Shared):
    new = Agreement(id=FactId("r1"), party=PartyId("east"), kind=AgreementKind.MR)
    await commit(shared, Record(new))
    facts = await shared.facts()
    assert [len(each) for each in (await facts.requests([new.id])).values()] == [2]
    assert [len(each) for each in (await facts.papers(Agreement, [new.id])).values()] == [1]
