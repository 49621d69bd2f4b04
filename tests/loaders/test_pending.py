"""The work list of the programme: what becomes due among all that is open (R112, FA 4.3.1.6)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from graph.changes import Record, Supersede
from graph.model import FactId, Moment, Request, RequestKind, Uid
from graph.readings import DEFAULTS
from graph.store import ledger
from graph.store.engine import Engine
from loaders import pending
from loaders.scope import Scope
from loaders.shared import Shared
from tests.loaders.books import programme
from tests.loaders.watched import LONG, Watched, commit
from tests.store.books import AUTHOR

pytestmark = pytest.mark.anyio

RECEIVED = date(2018, 2, 13)
DUE = date(2018, 2, 24)
"""S11: the third working day after the receipt is over."""


def asked(n: int, received: date = RECEIVED) -> Request:
    """A customer asks for a contract of its own."""
    return Request(
        id=FactId(f"r{n:02}"),
        account=Uid(f"u{n}"),
        kind=RequestKind.DETACHMENT,
        ground="CUSTOMER_REQUEST",
        applied_on=received,
        notice_received_on=received,
    )


@pytest.fixture
async def watched(embedded: Engine) -> Watched:
    requests = [asked(n, RECEIVED + timedelta(n // 10)) for n in range(20)]
    requests[3] = replace(requests[3], withdrawn_on=DUE)
    await ledger.plant(embedded, replace(programme(20), requests=tuple(requests)), AUTHOR)
    return Watched(embedded)


async def due(shared: Shared, day: date, page: int = pending.PAGE) -> tuple[list[str], int]:
    """What is due on a day, and how many statements that cost."""
    moment = Moment(day, datetime(2026, 6, 1, tzinfo=UTC), DEFAULTS)
    facts = await shared.facts()
    found = [each async for each in pending.due(Scope(facts, moment), page)]
    return [each.request.id for some in found for each in some.due], facts.statements


async def test_what_is_open_becomes_due_on_its_day(shared: Shared):
    assert await due(shared, DUE - timedelta(1)) == ([], 3)
    early = [f"r{n:02}" for n in range(10) if n != 3]
    assert await due(shared, DUE) == (early, 1)


@pytest.mark.parametrize(("page", "statements"), [(100, 3), (19, 3), (7, 9), (1, 57)])
async def test_portions_together_are_the_whole(
    monkeypatch: pytest.MonkeyPatch, watched: Watched, page: int, statements: int
):
    monkeypatch.setattr(pending, "TURN", 4)
    day = DUE + timedelta(7)
    found, sent = await due(Shared(watched, max_staleness=LONG), day, page)
    assert found == [f"r{n:02}" for n in range(20) if n != 3]
    assert sent <= statements


async def test_a_request_that_is_carried_out_is_looked_at_no_more(shared: Shared):
    await due(shared, DUE)
    old = asked(0)
    await commit(shared, Supersede(old, replace(old, executed_on=DUE)))
    found, _ = await due(shared, DUE)
    assert found == [f"r{n:02}" for n in range(1, 10) if n != 3]


async def test_a_request_made_since_a_page_was_read_is_left_to_the_next_look(shared: Shared):
    facts = await shared.facts()
    assert await facts.requests([FactId("r99")]) == {}
    new = replace(asked(2), id=FactId("r99"))
    await commit(Shared(shared.engine), Record(new))
    found, more = await facts.open_requests("r18", 9)
    assert ({id_: len(each) for id_, each in found.items()}, more) == ({"r19": 1, "r99": 0}, False)


async def test_nothing_open_is_nothing_due(embedded: Engine):
    await ledger.plant(embedded, programme(1), AUTHOR)
    assert (await due(Shared(embedded), DUE))[0] == []
