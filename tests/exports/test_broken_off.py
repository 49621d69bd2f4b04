"""What becomes of a file under way: when others write, its client goes, its time ends, it fails."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest
from httpx2 import AsyncClient, RemoteProtocolError
from structlog.testing import capture_logs

from gateway.app import application
from gateway.exports import stating, streamed
from graph import ladder
from graph.changes import End
from graph.model import Uid
from graph.store import facts, ledger
from graph.store.cypher import Statement
from graph.store.engine import Engine, Row, Work
from graph.store.errors import StoreUnavailable
from graph.store.ledger import Decision
from tests.exports.asking import credential, pay, settings, table
from tests.live.small import Served, running, until

pytestmark = pytest.mark.anyio

T = TypeVar("T")
NOW = datetime(2018, 5, 1, 4, tzinfo=UTC)
ACCOUNTS = [f"u{number:02}" for number in range(30)]
LONG = "x" * 5_000
"""A name of which two fill what is written together."""

WORLD = "east is partner from 2017-04-01\n" + "".join(
    f'{uid} owned by o{uid} named "{LONG}"\n'
    f"{uid} under east as agency from 2018-01-10\n"
    f"{uid} paid 1.00 at 2018-03-05T12:00:00 as {uid}p\n"
    for uid in ACCOUNTS
)
MARCH = "/statements/2018-03.csv?partner=east"
PLAIN = {"accept-encoding": "identity"}
LATER = 10
"""The reading of payments at which something happens."""


class Upset:
    """An engine to which something happens when payments are read once more."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.name, self.address, self.version = engine.name, engine.address, engine.version
        self.read = 0
        self.happens: Callable[[], Any] = lambda: asyncio.sleep(0)

    async def run(self, statement: Statement, /, **params: Any) -> list[Row]:
        if statement.name == "payments":
            self.read += 1
            if self.read == LATER:
                await self.happens()
        return await self.engine.run(statement, **params)

    async def commit(self, work: Work[T]) -> T:
        return await self.engine.commit(work)

    async def close(self) -> None:
        """Closed by who opened it."""


@pytest.fixture
async def upset(embedded: Engine, monkeypatch: pytest.MonkeyPatch) -> Upset:
    """Two accounts are read at a time, and each row is sent as it comes."""
    monkeypatch.setattr(stating, "SOME", 2)
    monkeypatch.setattr(streamed, "SOME", 1)
    await ledger.plant(embedded, ladder.parse(WORLD), ledger.Author("tests", NOW))
    return Upset(embedded)


@asynccontextmanager
async def served(upset: Upset, folder: Path, **more: Any) -> AsyncIterator[tuple[Served, Any]]:
    chosen = settings(folder, port=0, **more)
    app = application(chosen, upset, lambda: NOW)
    async with (
        running(app, chosen) as door,
        AsyncClient(base_url=door.url, headers=PLAIN | credential("east")) as client,
    ):
        yield door, client


async def test_every_row_is_of_one_revision_whatever_is_written(upset: Upset, tmp_path: Path):
    """Others pay for an account whose turn is still to come, and take another out of sight."""

    async def write() -> None:
        await pay(upset.engine, "late", ACCOUNTS[-1])
        await cut(upset.engine, ACCOUNTS[-2])

    upset.happens, url = write, f"{MARCH}&knownAt=2030-01-01T00:00:00Z"
    async with served(upset, tmp_path) as (_, client):
        found = await client.get(url)
        rows = table(found)
        assert found.headers["x-gateway-revision"] == "1"
        assert [row["amount"] for row in rows] == ["1.00"] * len(ACCOUNTS) + ["30.00"]
        after = await client.get(url)
        rows = table(after)
        assert after.headers["x-gateway-revision"] == "3"
        assert [(row["account"], row["amount"]) for row in rows[-2:]] == [
            (ACCOUNTS[-1], "2.00"),
            ("", "30.00"),
        ]
        assert ACCOUNTS[-2] not in {row["account"] for row in rows}


async def cut(engine: Engine, uid: str) -> None:
    """The end of an account's link before its payments, recorded now."""
    histories = await facts.histories(engine, [Uid(uid)])
    change = End(histories[Uid(uid)].links[0], date(2018, 2, 1))

    async def decide(_tx: object) -> Decision[None]:
        return Decision(None, [change])

    await ledger.commit(engine, decide, ledger.Author("tests", NOW))


async def broken(upset: Upset, folder: Path, **more: Any) -> tuple[str, dict[str, Any]]:
    """What came of a file until its connection was broken off, and its line of the log."""
    came = bytearray()
    with capture_logs() as logged:
        async with served(upset, folder, **more) as (_, client):
            with pytest.raises(RemoteProtocolError, match="incomplete chunked read"):
                await take(client, came)
    (line,) = [dict(each) for each in logged if each["event"] == "request"]
    return came.decode(), line


async def take(client: AsyncClient, came: bytearray) -> None:
    """Take what comes of a file."""
    async with client.stream("GET", MARCH) as found:
        assert found.status_code == 200
        async for part in found.aiter_bytes():
            came += part


async def test_a_store_that_fails_in_the_middle_breaks_it_off(upset: Upset, tmp_path: Path):
    async def fail() -> None:
        raise StoreUnavailable("bolt://10.0.0.7 is gone")

    upset.happens = fail
    came, line = await broken(upset, tmp_path)
    assert "u05" in came
    assert "TOTAL" not in came
    assert (line["status"], line["codes"]) == (200, ("STORE_UNAVAILABLE",))
    assert line["why"] == "broken off"


async def test_its_time_is_a_setting_of_its_own(upset: Upset, tmp_path: Path):
    upset.happens = lambda: asyncio.sleep(30)
    came, line = await broken(upset, tmp_path, export_seconds=2.0, request_seconds=0.1)
    assert "TOTAL" not in came
    assert line["codes"] == ("DEADLINE_EXCEEDED",)


async def test_what_fails_before_the_first_byte_is_told(upset: Upset, tmp_path: Path):
    async def fail() -> None:
        raise StoreUnavailable("bolt://10.0.0.7 is gone")

    upset.happens, upset.read = fail, LATER - 1
    async with served(upset, tmp_path) as (_, client):
        found = await client.get(MARCH)
        assert (found.status_code, found.headers["retry-after"]) == (503, "1")
        (error,) = found.json()["errors"]
        assert error["extensions"]["code"] == "STORE_UNAVAILABLE"
        assert "10.0.0.7" not in found.text


@pytest.mark.parametrize("form", ["csv", "xlsx"])
async def test_a_client_that_goes_ends_the_work_and_gives_back_its_turn(
    upset: Upset, tmp_path: Path, form: str
):
    upset.happens = lambda: asyncio.sleep(30)
    with capture_logs() as logged:
        async with served(upset, tmp_path, exports=1) as (door, client):
            url = MARCH.replace("csv", form)
            going = asyncio.create_task(client.get(url))
            await until(lambda: upset.read == LATER)
            turns = door.app.endpoint.running.turns
            assert turns.under_way == 1
            full = await client.get(MARCH)
            assert (full.status_code, full.headers["retry-after"]) == (503, "5")
            assert full.json()["errors"][0]["extensions"]["code"] == "OVERLOADED"
            going.cancel()
            await until(lambda: turns.under_way == 0)
            assert upset.read == LATER
            assert table(await client.get(MARCH))[-1]["amount"] == "30.00"
    gone = [each for each in logged if each["event"] == "request" and each["status"] == 499]
    assert len(gone) == 1


async def test_it_waits_for_its_turn_like_a_question(upset: Upset, tmp_path: Path):
    upset.happens = lambda: asyncio.sleep(0.3)
    async with served(upset, tmp_path, max_requests=1, max_waiting=1) as (door, client):
        first = asyncio.create_task(client.get(MARCH))
        await until(lambda: upset.read == LATER)
        second = asyncio.create_task(client.get(MARCH))
        await until(lambda: door.app.endpoint.running.turns.waiting == 1)
        third = await client.get(MARCH)
        assert third.status_code == 503
        assert [(await each).status_code for each in (first, second)] == [200, 200]
