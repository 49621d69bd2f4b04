"""What both engines promise: rows, transactions, conflicts, errors."""

import asyncio
import secrets

import pytest

from graph.store import schema
from graph.store.cypher import inline, statement
from graph.store.engine import Engine, Rollback, Transaction
from graph.store.errors import StoreConflict, StoreContended, StoreFault
from tests.engines import COUNT, write

pytestmark = pytest.mark.anyio

COUNTER = "CREATE (:Counter {id: 'c', n: 0, lock: ''})"
LOCK = inline("MATCH (c:Counter {id: 'c'}) SET c.lock = $token", "lock")
LOOK = inline("MATCH (c:Counter {id: 'c'}) RETURN c.n AS n", "look")
STORE = inline("MATCH (c:Counter {id: 'c'}) SET c.n = $n", "store")


async def count(engine: Engine) -> int:
    """Nodes in the store beside the Ledger."""
    return (await engine.run(COUNT))[0]["n"] - 1


async def increment(transaction: Transaction) -> int:
    """Read and write in two statements, under a lock."""
    await transaction.run(LOCK, token=secrets.token_hex())
    n = (await transaction.run(LOOK))[0]["n"] + 1
    await transaction.run(STORE, n=n)
    return n


async def test_rows_are_plain_dictionaries_in_order(engine: Engine):
    text = (
        "UNWIND range(1, 3) AS n RETURN n, 'x' + toString(n) AS name, [n, n] AS pair, {a: n} AS m"
    )
    rows = await engine.run(inline(text))
    assert rows == [{"n": n, "name": f"x{n}", "pair": [n, n], "m": {"a": n}} for n in (1, 2, 3)]
    assert type(rows[0]) is dict
    assert type(rows[0]["m"]) is dict


async def test_many_rows_come_whole(engine: Engine):
    rows = await engine.run(inline("UNWIND range(1, 5000) AS n RETURN n"))
    assert [row["n"] for row in rows] == list(range(1, 5001))


async def test_parameters_arrive_as_they_were_given(engine: Engine):
    given = {
        "s": "欧阳 ''\\",
        "n": 2**53,
        "f": 0.1,
        "b": True,
        "z": None,
        "l": [1, 2],
        "m": {"a": 1},
    }
    text = "RETURN $s AS s, $n AS n, $f AS f, $b AS b, $z AS z, $l AS l, $m AS m"
    assert await engine.run(inline(text), **given) == [given]


async def test_an_engine_says_what_it_is(engine: Engine):
    assert engine.name in {"arcadedb", "neo4j"}
    assert engine.version.split(".")[0].isdigit()
    assert engine.address


async def test_a_commit_is_read_afterwards(engine: Engine):
    assert await write(engine, "CREATE (a:Thing {id: 'a'}) RETURN a.id AS id") == [{"id": "a"}]
    assert await engine.run(inline("MATCH (t:Thing) RETURN t.id AS id")) == [{"id": "a"}]


async def test_work_sees_its_own_writes_and_nobody_else_does_before_the_commit(engine: Engine):
    async def work(transaction: Transaction) -> tuple[int, int]:
        await transaction.run(inline("CREATE (:Thing {id: 'a'})"))
        inside = (await transaction.run(COUNT))[0]["n"] - 1
        return inside, await count(engine)

    assert await engine.commit(work) == (1, 0)
    assert await count(engine) == 1


async def test_work_that_raises_leaves_nothing(engine: Engine):
    async def work(transaction: Transaction) -> None:
        await transaction.run(inline("UNWIND range(1, 20) AS n CREATE (:Thing {id: toString(n)})"))
        raise LookupError

    with pytest.raises(LookupError):
        await engine.commit(work)
    assert await count(engine) == 0


async def test_a_rollback_gives_its_value_and_leaves_nothing(engine: Engine):
    async def work(transaction: Transaction) -> Rollback[str]:
        await transaction.run(inline("CREATE (:Thing {id: 'a'})"))
        return Rollback("would be done")

    assert await engine.commit(work) == "would be done"
    assert await count(engine) == 0


async def test_work_that_is_cancelled_leaves_nothing(engine: Engine):
    written = asyncio.Event()

    async def work(transaction: Transaction) -> None:
        await transaction.run(inline("CREATE (:Thing {id: 'a'})"))
        written.set()
        await asyncio.sleep(60)

    task = asyncio.create_task(engine.commit(work))
    await written.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await count(engine) == 0


async def test_sixteen_concurrent_increments_under_a_lock_make_sixteen(engine: Engine):
    await write(engine, COUNTER)
    given = await asyncio.gather(*(engine.commit(increment) for _ in range(16)))
    assert sorted(given) == list(range(1, 17))
    assert await engine.run(LOOK) == [{"n": 16}]


async def test_locks_taken_crosswise_are_all_served_in_the_end(engine: Engine):
    await write(engine, "UNWIND ['a', 'b'] AS id CREATE (:Counter {id: id, n: 0, lock: ''})")
    lock = inline("MATCH (c:Counter {id: $id}) SET c.lock = $token, c.seen = $token")

    async def take(*ids: str) -> None:
        async def work(transaction: Transaction) -> None:
            for each in ids:
                await transaction.run(lock, id=each, token=secrets.token_hex())
                await asyncio.sleep(0.05)

        await engine.commit(work)

    await asyncio.gather(*(take(*pair) for pair in [("a", "b"), ("b", "a")] * 3))


async def test_sixteen_merges_of_one_new_key_make_one_node(engine: Engine):
    merge = "MERGE (a:Account {uid: 'east'}) RETURN a.uid AS uid"
    rows = await asyncio.gather(*(write(engine, merge) for _ in range(16)))
    assert rows == [[{"uid": "east"}]] * 16
    assert await count(engine) == 1


async def test_a_second_thing_with_one_key_is_a_conflict_and_leaves_nothing(engine: Engine):
    await write(engine, "CREATE (:Account {uid: 'east'})")
    with pytest.raises(StoreConflict) as raised:
        await write(engine, "CREATE (:Account {uid: 'harbor'}) CREATE (:Account {uid: 'east'})")
    assert raised.value.code == "STORE_CONFLICT"
    assert await count(engine) == 1


@pytest.mark.parametrize("text", ["RETURN nothing AS x", "RETURN 1 AS", "RETURN 1 / 0 AS x"])
async def test_a_statement_the_engine_rejects_is_a_fault_of_ours(engine: Engine, text: str):
    with pytest.raises(StoreFault, match="inline"):
        await engine.run(inline(text))
    with pytest.raises(StoreFault, match="inline"):
        await write(engine, text)


async def test_a_transaction_that_failed_can_not_be_committed(engine: Engine):
    async def work(transaction: Transaction) -> None:
        await transaction.run(inline("CREATE (:Thing {id: 'a'})"))
        with pytest.raises(StoreFault):
            await transaction.run(inline("RETURN nothing AS x"))

    with pytest.raises(StoreFault):
        await engine.commit(work)
    assert await count(engine) == 0


@pytest.mark.parametrize("given", [{}, {"uid": "a", "uids": []}, {"uids": []}])
async def test_parameters_that_a_statement_does_not_take_are_named(engine: Engine, given: dict):
    text = inline("MATCH (a:Account {uid: $uid}) RETURN a.uid AS uid", "one_account")
    with pytest.raises(TypeError, match="'one_account' expects uid, was given"):
        await engine.run(text, **given)
    with pytest.raises(TypeError, match="pass exactly"):
        await engine.commit(lambda transaction: transaction.run(text, **given))


async def test_a_writer_who_loses_every_try_is_told_so(embedded: Engine):
    """On Neo4j the second writer waits instead, so it loses no try."""
    await write(embedded, COUNTER)

    async def work(transaction: Transaction) -> None:
        await increment(transaction)
        await embedded.commit(increment)

    with pytest.raises(StoreContended, match="nothing was stored"):
        await embedded.commit(work)
    assert (await embedded.run(LOOK))[0]["n"] > 10


async def test_an_empty_prepared_store_has_a_ledger_at_revision_0(engine: Engine):
    rows = await engine.run(inline("MATCH (l:Ledger {id: 'ledger'}) RETURN l.revision AS revision"))
    assert rows == [{"revision": 0}]
    assert (await engine.run(statement("schema_version")))[0]["version"] == schema.VERSION
