"""What is kept beside the facts, held against what the facts give."""

from datetime import UTC, datetime

import pytest

from graph.ladder import parse
from graph.store import facts, ledger
from graph.store.engine import Engine
from graph.store.facts import Misfit
from graph.store.ledger import Author
from tests.engines import write
from tests.store.papers import planted

pytestmark = pytest.mark.anyio
TEXT = """
d0 named "Dillmoor"
d0 paid 1.00 at 2018-03-15T23:59:59 as p1
d0 paid 2.00 at 2018-03-16T00:00:00 as p2
"""


async def test_what_is_open_is_found_by_its_id_until_somebody_edits_the_store(engine: Engine):
    await planted(engine)
    assert await facts.misfits(engine) == ()
    await write(engine, "MATCH (r:Request {id: 'r3'}) SET r.openId = 'r3'")
    await write(engine, "MATCH (t:Task {id: 't2'}) SET t.openId = null")
    assert set(await facts.misfits(engine)) == {
        Misfit("r3@1", "openId", "r3", None),
        Misfit("t2@1", "openId", None, "t2"),
    }


async def test_what_is_kept_is_what_the_facts_give_until_somebody_edits_the_store(engine: Engine):
    await ledger.plant(engine, parse(TEXT), Author("test", datetime(2018, 4, 1, tzinfo=UTC)))
    assert await facts.misfits(engine) == ()
    await write(engine, "MATCH (p:Payment {id: 'p2'}) SET p.day = '2018-03-15'")
    await write(engine, "MATCH (a:Account {uid: 'd0'}) SET a.nameKey = 'DILLMOOR'")
    assert set(await facts.misfits(engine)) == {
        Misfit("p2@1", "day", "2018-03-15", "2018-03-16"),
        Misfit("d0", "nameKey", "DILLMOOR", "dillmoor"),
    }
