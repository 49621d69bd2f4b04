"""All that there is of a kind, read in pages: none is left out, and none comes twice."""

from datetime import UTC, datetime

import pytest

from graph.model import NOTHING
from graph.store import facts, ledger
from graph.store.embedded import Embedded
from graph.store.engine import Engine
from graph.store.facts import rows
from graph.store.facts.postings import every_posting, every_posting_sum, posting_count
from graph.store.ledger import Author
from tests.engines import write
from tests.property.worlds import random_world
from tests.store.books import planted

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("page", [1, 3, 1_000])
async def test_pages_hold_every_id_once(engine: Engine, monkeypatch: pytest.MonkeyPatch, page: int):
    monkeypatch.setattr(rows, "PAGE", page)
    assert await facts.every_uid(engine) == []
    await planted(engine)
    for label, key, found in (
        ("Account", "uid", await facts.every_uid(engine)),
        ("Party", "id", (await facts.every_id(engine)).parties),
    ):
        every = await write(engine, f"MATCH (n:{label}) RETURN n.{key} AS id")
        assert sorted(found) == sorted(str(each["id"]) for each in every)


@pytest.mark.parametrize("page", [1, 7, 100_000])
async def test_pages_hold_every_posting_once(
    posted: Embedded, monkeypatch: pytest.MonkeyPatch, page: int
):
    await ledger.plant(posted, random_world(5), Author("tests", datetime(2018, 6, 1, tzinfo=UTC)))
    monkeypatch.setattr(rows, "PAGE", page)
    found = [step async for some in every_posting(posted) for step in some]
    assert len(found) == await posting_count(posted) > 20
    sums = dict([each async for some in every_posting_sum(posted) for each in some])
    for (group, _), amount in found:
        sums[group] = sums[group].less(amount)
    assert set(sums.values()) == {NOTHING}
