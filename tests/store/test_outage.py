"""The server refuses, hangs, is cut off or comes back: a coded error within 5 seconds each."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest

from graph.store.bolt import Bolt, open_bolt
from graph.store.cypher import inline
from graph.store.embedded import Embedded
from graph.store.engine import Transaction
from graph.store.errors import StoreCredentials, StoreSetting, StoreTimeout, StoreUnavailable
from graph.store.vigil import SILENCE
from tests.engines import COUNT, write
from tests.store.proxy import Proxy, proxied

pytestmark = pytest.mark.anyio

ONE = inline("RETURN 1 AS one", "one")


@pytest.fixture
async def proxy(embedded: Embedded) -> AsyncIterator[Proxy]:
    async with proxied(urlsplit(embedded.uri).port or 0) as proxy:
        yield proxy


@pytest.fixture
async def bolt(embedded: Embedded, proxy: Proxy) -> AsyncIterator[Bolt]:
    """The embedded engine, spoken to across the proxy as one would speak to a server."""
    password = embedded.password_file.read_text()
    bolt = await open_bolt(f"bolt://127.0.0.1:{proxy.port}", "root", password)
    yield bolt
    await bolt.close()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+s"])
async def test_a_refused_port_is_known_within_5_seconds(scheme: str):
    began = time.monotonic()
    with pytest.raises(StoreUnavailable, match="expected an answer from the store at") as raised:
        await open_bolt(f"{scheme}://127.0.0.1:{free_port()}", "neo4j", "secret")
    assert time.monotonic() - began < 5
    assert raised.value.code == "STORE_UNAVAILABLE"


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
async def test_a_server_that_accepts_and_says_nothing_is_known_within_5_seconds(scheme: str):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        began = time.monotonic()
        with pytest.raises(StoreUnavailable):
            await open_bolt(f"{scheme}://127.0.0.1:{silent.getsockname()[1]}", "neo4j", "secret")
        assert time.monotonic() - began < 5


async def test_a_host_without_an_address_is_unavailable():
    with pytest.raises(StoreUnavailable):
        await open_bolt("bolt://no-such-host.invalid", "neo4j", "secret")


async def test_a_server_of_another_kind_is_unavailable():
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(4)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(StoreUnavailable):
            await open_bolt(f"bolt://127.0.0.1:{port}", "neo4j", "secret")


async def test_a_wrong_password_is_told_from_an_absent_server(embedded: Embedded):
    with pytest.raises(StoreCredentials, match="refuses the user name or password") as raised:
        await open_bolt(embedded.uri, "root", "a wrong password")
    assert raised.value.code == "STORE_CREDENTIALS_REFUSED"


async def test_no_credentials_are_credentials_that_are_refused(embedded: Embedded):
    with pytest.raises(StoreCredentials):
        await open_bolt(embedded.uri, None, None)


async def test_a_database_that_is_not_there_is_a_wrong_setting(embedded: Embedded):
    password = embedded.password_file.read_text()
    with pytest.raises(StoreSetting, match="no database of the name given"):
        await open_bolt(embedded.uri, "root", password, "elsewhere")


async def test_a_routed_address_is_served_as_a_plain_one(embedded: Embedded):
    password = embedded.password_file.read_text()
    bolt = await open_bolt(embedded.uri.replace("bolt", "neo4j"), "root", password)
    await write(bolt, "CREATE (:Thing {id: 'a'})")
    assert await bolt.run(COUNT) == [{"n": 2}]
    await bolt.close()


async def test_a_connection_that_went_stale_is_replaced_without_a_word(bolt: Bolt, proxy: Proxy):
    proxy.cut()
    assert await bolt.run(ONE) == [{"one": 1}]
    proxy.cut()
    await write(bolt, "CREATE (:Thing {id: 'a'})")
    assert await bolt.run(COUNT) == [{"n": 2}]


async def test_a_server_gone_in_the_midst_of_work_is_told_and_the_next_call_is_served(
    bolt: Bolt, proxy: Proxy
):
    async def work(transaction: Transaction) -> None:
        await transaction.run(inline("CREATE (:Thing {id: 'a'})"))
        await asyncio.sleep(0.6)
        proxy.cut()
        await transaction.run(ONE)

    with pytest.raises(StoreUnavailable, match="nothing was stored") as raised:
        await bolt.commit(work)
    assert raised.value.outcome_known
    assert await bolt.run(COUNT) == [{"n": 1}]


async def test_work_that_fails_of_itself_says_so_though_the_server_is_gone(
    bolt: Bolt, proxy: Proxy
):
    async def work(transaction: Transaction) -> None:
        await transaction.run(ONE)
        proxy.cut()
        raise LookupError

    with pytest.raises(LookupError):
        await bolt.commit(work)


@pytest.mark.parametrize(("passed_on", "stored"), [(False, 0), (True, 1)])
async def test_a_server_gone_during_the_commit_leaves_the_outcome_unknown(
    bolt: Bolt, proxy: Proxy, passed_on: bool, stored: int
):
    proxy.before_commit, proxy.after_commit = not passed_on, passed_on
    with pytest.raises(StoreUnavailable, match="may or may not be stored") as raised:
        await write(bolt, "CREATE (:Thing {id: 'a'})")
    assert not raised.value.outcome_known
    proxy.before_commit = proxy.after_commit = proxy.committed = False
    assert await bolt.run(COUNT) == [{"n": 1 + stored}]


async def test_a_slow_answer_is_waited_for_while_the_server_answers_others(
    bolt: Bolt, proxy: Proxy
):
    proxy.late = 2 * SILENCE
    await write(bolt, "CREATE (:Thing {id: 'a'})")
    assert await bolt.run(COUNT) == [{"n": 2}]


async def test_calls_under_way_when_the_store_is_closed_are_told_so(bolt: Bolt):
    async def work(transaction: Transaction) -> None:
        await transaction.run(ONE)
        await bolt.close()
        await transaction.run(ONE)

    for call in (bolt.commit(work), bolt.commit(work), bolt.run(ONE)):
        with pytest.raises(StoreUnavailable, match="we closed it"):
            await call


async def test_a_statement_that_takes_too_long_is_ended(embedded: Embedded):
    endless = inline(
        "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a = b + 1"
        " RETURN count(*) AS n",
        "endless",
    )
    with pytest.raises(StoreTimeout, match="'endless' took longer") as raised:
        await embedded.run(endless)
    assert raised.value.code == "STORE_TIMEOUT"
