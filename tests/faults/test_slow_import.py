"""A stream of payments into a store that is too slow for many rows at once: in fewer it goes on.

The engine gives up what takes it too long, as it does by itself with ten seconds; here it has a
second, and is kept busy for longer with what writes more rows than it is quick enough for.
"""

from collections.abc import AsyncIterator
from random import Random
from typing import TypeVar

import pytest

from gateway.exchange.portions import CutShort
from gateway.exchange.streams import pace
from gateway.exchange.streams.chunks import ROWS
from gateway.exchange.streams.run import Manner
from gateway.exchange.streams.taken import Taken
from graph.ladder.naming import facts_of, world_of
from graph.model import ALIYUN, Payment
from graph.store import facts, ledger, schema
from graph.store.cypher import Statement, inline
from graph.store.embedded import Embedded
from graph.store.engine import Engine, Row, Transaction, Work
from graph.store.errors import StoreTimeout
from loaders import answering, posting
from tests.engines import start, wipe
from tests.exchange.folders import AT
from tests.exchange.test_streams_beside import drawn_rows, plant_some, take, told
from tests.loaders.test_posting import checked
from tests.property.worlds import random_world

pytestmark = pytest.mark.anyio

T = TypeVar("T")

ENDLESS = inline(
    "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a = b + 1"
    " RETURN count(*) AS n",
    "endless",
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        worlds = 50 if metafunc.config.getoption("--deep") else 2
        metafunc.parametrize("seed", range(worlds))


@pytest.fixture(scope="module")
async def module_impatient(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Embedded]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("_JAVA_OPTIONS", "-Darcadedb.command.timeout=1000")
        engine = await start(tmp_path_factory.mktemp("impatient"))
    await schema.prepare(engine)
    yield keeping(engine)
    await engine.close()


@pytest.fixture
async def impatient(module_impatient: Embedded) -> Embedded:
    """An engine that gives up after a second, with an empty store; commits keep what follows."""
    await wipe(module_impatient)
    return module_impatient


def keeping(engine: T) -> T:
    """An engine whose every commit keeps what follows."""
    posting.keep(engine)
    answering.keep(engine)
    return engine


class Slow:
    """An engine too slow to write more than so many payments with a statement."""

    def __init__(self, engine: Engine, most: int = ROWS, late: int = ROWS) -> None:
        self.engine, self.most, self.late = engine, most, late
        self.sizes = list[int]()
        """Of each transaction that was tried, how many payments it had to write."""
        self.run, self.close = engine.run, engine.close
        self.name, self.address, self.version = engine.name, engine.address, engine.version

    async def commit(self, work: Work[T]) -> T:
        return await self.engine.commit(lambda tx: work(_Kept(tx, self)))


class _Kept:
    def __init__(self, tx: Transaction, slow: Slow) -> None:
        self.tx, self.slow = tx, slow

    async def run(self, statement: Statement, /, **params: object) -> list[Row]:
        rows = await self.tx.run(statement, **params)
        if statement.name == "write_payment":
            self.slow.sizes.append(written := len(rows[0]["written"]))
            if written > self.slow.most:
                await self.tx.run(ENDLESS)
        return rows


class Late(Slow):
    """An engine that says of many payments that they took too long, when they are stored."""

    async def commit(self, work: Work[T]) -> T:
        tried = len(self.sizes)
        done = await super().commit(work)
        if any(size > self.late for size in self.sizes[tried:]):
            raise StoreTimeout("too long")
        return done


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks are small here, and halved down to single rows."""
    monkeypatch.setattr(pace, "LEAST", 1)


async def drawn(engine: Engine, random: Random, seed: int) -> list[dict[str, str]]:
    """Rows for a random world, and the world without its payments in an empty store."""
    await wipe(engine)
    every = list(facts_of(random_world(seed)))
    bare = world_of(fact for fact in every if not isinstance(fact, Payment))
    await ledger.plant(engine, bare, ledger.Author("tests", AT))
    paid = [fact for fact in every if isinstance(fact, Payment) and fact.account != ALIYUN]
    rows, first = drawn_rows(random, paid), dict[str, str]()
    # Which of two refunds is one too many hangs on where a chunk ends.
    kept = [
        row
        for row in rows
        if first.setdefault(row.get("refund_of", ""), row["id"]) == row["id"]
        or "refund_of" not in row
    ]
    return [*kept, told("lost", "nobody", "1.00", 1)]


def counts(done: Taken) -> tuple[int, ...]:
    return done.rows, done.new, done.superseded, done.unchanged, done.duplicate, done.refused


async def stored(engine: Engine) -> set[tuple[str, int]]:
    return {(each.id, each.fen) for each in (await facts.world(engine)).payments}


async def test_in_fewer_rows_the_same_comes_of_them(
    posted: Embedded, impatient: Embedded, seed: int
):
    random = Random(f"slow {seed}")
    rows = await drawn(posted, random, seed)
    at_once, whole = await take(posted, rows, 16), await stored(posted)
    slow = keeping(Slow(impatient, random.randint(2, 4)))
    await drawn(impatient, Random(), seed)
    done = await take(slow, rows, 16)
    assert max(slow.sizes) > slow.most
    assert counts(done) == counts(at_once)
    assert await stored(impatient) == whole
    await checked(impatient)
    again = await take(impatient, rows, 16)
    assert (again.new, again.superseded) == (0, 0)


async def test_what_was_stored_after_all_counts_once(posted: Embedded, seed: int):
    random = Random(f"late {seed}")
    rows = await drawn(posted, random, seed)
    at_once, whole = await take(posted, rows, 8), await stored(posted)
    await drawn(posted, Random(), seed)
    done = await take(keeping(Late(posted, late=random.randint(2, 4))), rows, 8)
    assert (counts(done), await stored(posted)) == (counts(at_once), whole)
    await checked(posted)


async def test_each_row_counts_as_what_it_is_in_parts_too(impatient: Embedded):
    await plant_some(impatient)
    rows = [told(f"p{n}", "acme", "12.50", n % 28 + 1) for n in range(12)]
    await take(impatient, rows[:2], 5)
    back = {**told("back", "acme", "-1.00", 28), "refund_of": "p11"}
    more = [back, rows[3], told("x", "nobody", "1.00", 1), rows[3], told("p4", "acme", "9.00", 1)]
    done = await take(keeping(Slow(impatient, 3)), rows[:6] + more + rows[6:], 17)
    assert (done.rows, done.new, done.unchanged, done.duplicate, done.refused) == (17, 11, 2, 2, 2)
    assert [problem.line for problem in done.problems] == [9, 11]
    assert done.line == 17
    await checked(impatient)


async def test_a_refused_row_stops_its_own_part_alone(impatient: Embedded):
    await plant_some(impatient)
    rows = [told(f"p{n}", "nobody" if n == 29 else "acme", "1.00", 1) for n in range(32)]
    done = await take(keeping(Slow(impatient, 4)), rows, 16, Manner("tester", "payments"))
    assert done.stopped
    assert (done.new, done.refused, done.line) == (28, 1, 28)
    assert {id_ for id_, _ in await stored(impatient)} == {f"p{n}" for n in range(28)}


async def test_what_takes_too_long_however_few_it_is_cuts_the_import_short(
    impatient: Embedded, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pace, "LEAST", 2)
    await plant_some(impatient)
    rows = [told(f"p{n}", "acme", "1.00", 1) for n in range(16)]
    assert (await take(impatient, rows[:8], 8)).new == 8
    slow = keeping(Slow(impatient, 1))
    with pytest.raises(CutShort, match=r"took longer than .*; 8 rows up to line 8 are done"):
        await take(slow, rows, 8)
    assert slow.sizes == [8, 4, 2]
    assert len(await stored(impatient)) == 8
    assert (await take(impatient, rows, 8)).new == 8
    await checked(impatient)
