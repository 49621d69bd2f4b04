"""The engines tests run on: one embedded engine a session, and a real Neo4j where one is given.

    @pytest.mark.anyio
    async def test_…(embedded): ...     # the embedded engine alone, an empty store
    async def test_…(posted): ...       # the same, with postings and liability edges kept
    async def test_…(engine): ...       # the same test on each engine, an empty store

`scripts/neo4j run COMMAND` sets GATEWAY_TEST_NEO4J_URI, _USER and _PASSWORD. A test that makes many
worlds takes `session_engine` and calls `wipe` before each.
"""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from graph.store import ledger, schema
from graph.store.cypher import inline, statement
from graph.store.embedded import Embedded, open_embedded
from graph.store.engine import Engine, Transaction
from graph.store.open import open_store
from loaders import answering, posting

NEO4J = os.environ.get("GATEWAY_TEST_NEO4J_URI", "")
NAMES = ["arcadedb", "neo4j"] if NEO4J else ["arcadedb"]

PORTION = 5000
DELETE = inline(
    f"MATCH (n) WITH n LIMIT {PORTION} DETACH DELETE n RETURN count(*) AS deleted", "delete"
)
COUNT = inline("MATCH (n) RETURN count(n) AS n", "count")


async def wipe(engine: Engine) -> None:
    """Leave an empty store that is prepared: its rules, and a Ledger at revision 0.

    Slow where ten thousands hang on one node: such a test takes `throwaway`.
    """
    await empty(engine)
    await engine.commit(
        lambda transaction: transaction.run(statement("begin_ledger"), version=schema.VERSION)
    )


async def empty(engine: Engine) -> None:
    """Leave nothing but the rules."""
    deleted = PORTION
    while deleted == PORTION:
        rows = await engine.commit(lambda transaction: transaction.run(DELETE))
        deleted = rows[0]["deleted"]


async def write(engine: Engine, text: str, **params: object) -> list[dict[str, object]]:
    """Commit one statement."""

    async def work(transaction: Transaction) -> list[dict[str, object]]:
        return await transaction.run(inline(text), **params)

    return await engine.commit(work)


async def start(folder: Path) -> Embedded:
    """An embedded engine for tests: small, and it says what is wrong."""
    return await open_embedded(folder, heap="512m", mode="development", patience=30)


def connection() -> tuple[str, str, str]:
    """URI, user and password of the Neo4j that the environment names."""
    user = os.environ.get("GATEWAY_TEST_NEO4J_USER", "neo4j")
    return NEO4J, user, os.environ.get("GATEWAY_TEST_NEO4J_PASSWORD", "")


async def connect_neo4j() -> Engine:
    """Open the Neo4j of the environment. It must be empty: tests wipe it again and again."""
    uri, user, password = connection()
    engine = await open_store(uri, user=user, password=password)
    if (await engine.run(COUNT))[0]["n"]:
        await engine.close()
        pytest.exit(f"The tests would wipe {NEO4J}, but it holds data. Empty it, or name another.")
    return engine


@pytest.fixture(scope="session", autouse=True)
def anyio_backend() -> str:
    """One event loop for the whole session, which the engines of the session live on.

    Every test has it, so that one which is not async can be the first to want an engine.
    """
    return "asyncio"


@pytest.fixture(scope="session")
async def session_embedded(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Embedded]:
    """The embedded engine, prepared; what tests left in it is still there."""
    engine = await start(tmp_path_factory.mktemp("embedded"))
    await schema.prepare(engine)
    yield engine
    await engine.close()


@pytest.fixture(scope="session")
async def session_neo4j() -> AsyncIterator[Engine]:
    """Neo4j, prepared; what tests left in it is still there."""
    engine = await connect_neo4j()
    await schema.prepare(engine)
    yield engine
    await empty(engine)
    await engine.close()


@pytest.fixture(scope="session", params=NAMES)
def session_engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn, prepared; what tests left in it is still there."""
    name = "session_neo4j" if request.param == "neo4j" else "session_embedded"
    return request.getfixturevalue(name)


@pytest.fixture
async def embedded(session_embedded: Embedded) -> Embedded:
    """The embedded engine with an empty, prepared store."""
    await wipe(session_embedded)
    return session_embedded


@pytest.fixture
async def posted(embedded: Embedded) -> AsyncIterator[Embedded]:
    """The embedded engine with an empty, prepared store, whose every commit keeps what follows."""
    posting.keep(embedded)
    answering.keep(embedded)
    yield embedded
    ledger.post_by(embedded, None)
    ledger.answer_by(embedded, None)


@pytest.fixture
async def throwaway(tmp_path: Path) -> AsyncIterator[Embedded]:
    """An embedded engine of the test's own, prepared: for data that would be slow to wipe."""
    engine = await start(tmp_path / "throwaway")
    await schema.prepare(engine)
    yield engine
    await engine.close()


@pytest.fixture
async def engine(session_engine: Engine) -> Engine:
    """Each engine in turn, with an empty, prepared store."""
    await wipe(session_engine)
    return session_engine
