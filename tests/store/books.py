"""Small worlds for the tests of the store, in the ladder's notation."""

from datetime import UTC, datetime, timedelta

from graph.ladder import parse
from graph.model import World
from graph.store import ledger
from graph.store.engine import Engine

AUTHOR = ledger.Author("tester", datetime(2026, 1, 1, tzinfo=UTC), "request-1", "book-1")

BRANCHES = """
east   is partner from 2017-04-01
west   is partner from 2017-04-01
harbor is partner from 2018-01-05
harbor under east as city from 2018-01-05 to 2018-03-16   known from 2018-04-12
harbor under west as city from 2018-05-01
acme   under harbor as agency from 2018-01-10
corner under east as resale from 2017-05-01
lonely under west as agency from 2017-05-01
acme   paid 100.00 at 2018-03-15T23:59:59 as p1
acme   paid -40.00 at 2018-04-20T10:00:00 refunding p1
corner paid 70.00 at 2018-03-02T10:00:00 as p2
acme   owes 12000.00 since 2018-03-10 for transaction as o1
corner owes 500.00 since 2018-03-11 for transaction as o2
o1     settled 4000.00 on 2018-04-01 by harbor
harbor mismanaged o1 found on 2018-04-20
"""


def later(days: int = 1, **fields: str) -> ledger.Author:
    """The same author some days later."""
    at = AUTHOR.at + timedelta(days=days)
    return ledger.Author("tester", at, fields.get("request_id", "later"))


def branches() -> World:
    """Two branches, a city partner that moved from one to the other, and their dues."""
    return parse(BRANCHES)


async def planted(engine: Engine) -> None:
    """The branches in a store."""
    await ledger.plant(engine, branches(), AUTHOR)
