"""A sweep between whose statements somebody commits: it is what it was, or worked out otherwise."""

from datetime import date, timedelta
from typing import Any

import pytest

from graph import ladder
from graph.model import Order, PartyId
from graph.store import ledger
from graph.store.cypher import Statement
from graph.store.embedded import Embedded
from graph.store.engine import Row
from graph.store.ledger import Author
from loaders import sweep
from loaders.sweep import Sought, Whose
from tests.loaders.test_posting import BEGAN

pytestmark = pytest.mark.anyio

WORLD = """
east is partner from 2017-04-01
acme under east as agency from 2017-05-01
bolt under east as agency from 2017-05-01
acme owes 1.00 since 2018-03-10 for act as o1
bolt owes 2.00 since 2018-03-10 for act as o2
"""
DAY, AT = date(2018, 6, 1), BEGAN + timedelta(hours=1)


class Between:
    """A reader before one of whose statements somebody records another debt."""

    def __init__(self, engine: Embedded, before: str) -> None:
        self._engine, self._before = engine, before

    async def run(self, statement: Statement, /, **params: Any) -> list[Row]:
        if statement.name == self._before:
            self._before = ""
            world = ladder.parse(WORLD + "acme owes 1.05 since 2018-03-11 for act as o3")
            await ledger.plant(self._engine, world, Author("tests", BEGAN + timedelta(1)))
        return await self._engine.run(statement, **params)


@pytest.mark.parametrize(
    ("before", "over", "parties"), [("exposure_page", 0, 3), ("exposure_count", 200, 1)]
)
async def test_a_page_is_not_of_two_revisions(
    posted: Embedded, before: str, over: int, parties: int
):
    await ledger.plant(posted, ladder.parse(WORLD), Author("tests", BEGAN))
    sought = Sought(Order.GROSS, over, 5, DAY, AT)
    found = await sweep.largest(posted, 1, sought)
    assert found is not None
    assert found.total == len(found.parties) == parties
    assert await sweep.largest(Between(posted, before), 1, sought) is None


async def test_what_a_party_owes_is_not_of_a_later_revision(posted: Embedded):
    await ledger.plant(posted, ladder.parse(WORLD), Author("tests", BEGAN))
    whose = Whose(PartyId("east"), DAY, AT)
    assert await sweep.owed_by_each(posted, 1, [whose])
    assert await sweep.owed_by_each(Between(posted, "exposures"), 1, [whose]) == {}
