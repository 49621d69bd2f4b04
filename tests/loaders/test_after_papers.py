"""Papers as a dry run sees them: those of the store, with what it would write in place."""

from datetime import date

import pytest
from msgspec.structs import replace

from graph import ladder
from graph.model import (
    AccountPapers,
    FactId,
    Note,
    Notice,
    NoticeKind,
    PartyId,
    Request,
    RequestKind,
    Uid,
)
from graph.store import ledger
from graph.store.engine import Engine
from loaders.after import After
from loaders.shared import Shared
from tests.resolvers.asking import AUTHOR

pytestmark = pytest.mark.anyio

WORLD = """
east is partner from 2017-04-01
acme under east as agency from 2018-01-10
acme asked for detachment on 2018-02-12 on ground CUSTOMER_REQUEST as r1
east was notified of top up on 2018-02-22 as n1
acme has note "Telephoned." as m1
"""
ACME, EAST, DAY = Uid("acme"), PartyId("east"), date(2018, 3, 1)


async def after(engine: Engine, *written: Request | Notice | Note) -> After:
    """The world with what would be written."""
    await ledger.plant(engine, ladder.parse(WORLD), AUTHOR)
    return After(await Shared(engine).facts(), written, 2)


async def test_a_request_that_would_go_a_step_on_is_there_in_both_versions(engine: Engine):
    before = await after(engine)
    (old,) = (await before.requests([FactId("r1")]))[FactId("r1")]
    closed = replace(old, superseded_in=2)
    new = replace(old, version=2, answered_on=DAY)
    facts = await after(engine, closed, new)
    assert (await facts.requests([FactId("r1")]))[FactId("r1")] == (closed, new)
    assert (await facts.account_papers([ACME]))[ACME].requests == (closed, new)


async def test_what_would_be_new_stands_beside_what_is_there(engine: Engine):
    notice = Notice(id=FactId("n2"), party=EAST, kind=NoticeKind.FEE, received_on=DAY)
    note = Note(id=FactId("m2"), subject="acme", text="Wrote.")
    made = Request(id=FactId("r2"), account=Uid("new"), kind=RequestKind.EXIT, applied_on=DAY)
    facts = await after(engine, notice, note, made)
    papers = (await facts.party_papers([EAST, PartyId("none")]))[EAST]
    assert [each.id for each in papers.notices] == ["n1", "n2"]
    found = await facts.notes(["acme", "r1"])
    assert {key: [each.id for each in some] for key, some in found.items()} == {
        "acme": ["m1", "m2"],
        "r1": [],
    }
    assert set(await facts.requests([FactId("r2"), FactId("none")])) == {"r2"}
    fresh = await facts.account_papers([Uid("new"), Uid("none")])
    assert fresh == {Uid("new"): AccountPapers(requests=(made,))}
