"""The engine as a process of ours: its folder, its life, its end."""

import asyncio
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from graph.store import child as engine_process
from graph.store.cypher import inline
from graph.store.embedded import Embedded, open_embedded
from graph.store.engine import Transaction
from graph.store.errors import StoreBusy, StoreUnavailable
from graph.store.folder import hold
from tests.engines import COUNT, empty, start, write
from tests.store.processes import alive, gone, state, taken

pytestmark = pytest.mark.anyio

ONE = inline("RETURN 1 AS one", "one")
PARENT = """
import asyncio, sys
from graph.store.embedded import open_embedded

async def main():
    engine = await open_embedded(sys.argv[1], heap="256m")
    print(engine.process_id, flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


@pytest.fixture(scope="module")
async def lasting(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Embedded]:
    """An engine that tests may kill, since it comes back."""
    engine = await start(tmp_path_factory.mktemp("killed"))
    yield engine
    await engine.close()


@pytest.fixture
async def own(lasting: Embedded) -> Embedded:
    """An engine that the test may kill, running, with nothing in it."""
    await empty(lasting)
    return lasting


async def test_a_killed_engine_is_started_again_by_the_next_read_with_its_data(own: Embedded):
    await write(own, "CREATE (:Thing {id: 'a'})")
    for _ in range(2):
        before = own.process_id
        os.kill(before, signal.SIGKILL)
        assert await own.run(COUNT) == [{"n": 1}]
        assert own.process_id != before


async def test_many_callers_of_a_killed_engine_start_one(own: Embedded):
    os.kill(own.process_id, signal.SIGKILL)
    assert await asyncio.gather(*(own.run(ONE) for _ in range(8))) == [[{"one": 1}]] * 8
    await write(own, "CREATE (:Thing {id: 'a'})")
    os.kill(own.process_id, signal.SIGKILL)
    await write(own, "CREATE (:Thing {id: 'b'})")
    assert await own.run(COUNT) == [{"n": 2}]


async def test_an_engine_that_starts_again_is_where_it_was_with_the_same_password(own: Embedded):
    before = own.uri, secret(own)
    os.kill(own.process_id, signal.SIGKILL)
    await own.run(ONE)
    assert (own.uri, secret(own)) == before


async def test_an_engine_whose_port_was_taken_listens_at_another(own: Embedded):
    before = own.uri
    os.kill(own.process_id, signal.SIGKILL)
    with await taken(urlsplit(before).port or 0, within=5):
        assert await own.run(ONE) == [{"one": 1}]
    assert own.uri != before


async def test_a_call_is_told_when_an_engine_takes_long_to_start_again_or_to_answer_then(
    tmp_path: Path,
):
    begun, killed = asyncio.Event(), asyncio.Event()

    async def work(transaction: Transaction) -> None:
        begun.set()
        await killed.wait()
        await transaction.run(ONE)

    engine = await open_embedded(tmp_path, "512m", "development", patience=0.1)
    before, writing = engine.process_id, asyncio.ensure_future(engine.commit(work))
    await begun.wait()
    os.kill(before, signal.SIGKILL)
    with pytest.raises(StoreUnavailable):
        await engine.run(ONE)
    while engine.process_id == before:  # noqa: ASYNC110 - nobody tells us
        await asyncio.sleep(0.01)
    await stop(engine.process_id)
    killed.set()
    with pytest.raises(StoreUnavailable, match="does not answer yet"):
        await writing
    os.kill(engine.process_id, signal.SIGCONT)
    await engine.close()
    assert not alive(engine.process_id)


async def test_an_engine_that_cannot_start_again_is_not_tried_by_every_call(own: Embedded):
    databases = Path(own.address) / "databases"
    os.kill(own.process_id, signal.SIGKILL)
    assert await gone(own.process_id, 2)
    databases.rename(databases.with_name("away"))
    databases.touch()
    with pytest.raises(StoreUnavailable, match="it ended with code"):
        await own.run(ONE)
    began = time.monotonic()
    with pytest.raises(StoreUnavailable, match="expected an answer"):
        await own.run(ONE)
    assert time.monotonic() - began < 1
    databases.unlink()
    databases.with_name("away").rename(databases)
    await asyncio.sleep(1)
    assert await own.run(ONE) == [{"one": 1}]


async def test_an_engine_killed_in_the_midst_of_work_runs_the_work_anew(own: Embedded):
    tries: list[int] = []

    async def work(transaction: Transaction) -> None:
        tries.append(own.process_id)
        await transaction.run(inline("CREATE (:Thing {id: 'a'})"))
        if len(tries) == 1:
            os.kill(own.process_id, signal.SIGKILL)

        await transaction.run(ONE)

    await own.commit(work)
    assert len(set(tries)) == len(tries) == 2
    assert await own.run(COUNT) == [{"n": 1}]


async def stop(process: int) -> None:
    """Stop a process as Ctrl-Z does, and wait until all of it stands still."""
    os.kill(process, signal.SIGSTOP)
    while state(process) != "T":  # noqa: ASYNC110 - nobody tells us
        await asyncio.sleep(0.01)


async def test_a_hung_engine_is_told_within_5_seconds_and_served_once_it_goes_on(own: Embedded):
    await stop(own.process_id)
    began = time.monotonic()
    with pytest.raises(StoreUnavailable, match="found it silent"):
        await own.run(ONE)
    assert time.monotonic() - began < 5
    os.kill(own.process_id, signal.SIGCONT)
    assert await own.run(ONE) == [{"one": 1}]


async def test_an_engine_that_hangs_at_the_commit_leaves_the_outcome_unknown(own: Embedded):
    async def work(transaction: Transaction) -> None:
        await transaction.run(inline("CREATE (:Thing {id: 'a'})"))
        await stop(own.process_id)

    began = time.monotonic()
    with pytest.raises(StoreUnavailable, match="may or may not be stored") as raised:
        await own.commit(work)
    assert time.monotonic() - began < 5
    assert not raised.value.outcome_known
    os.kill(own.process_id, signal.SIGCONT)
    assert await own.run(ONE) == [{"one": 1}]


async def test_a_closed_engine_leaves_no_process_and_gives_its_folder_back_even_as_it_starts_again(
    tmp_path: Path,
):
    engine = await start(tmp_path)
    await write(engine, "CREATE (:Thing {id: 'a'})")
    process = engine.process_id
    await engine.close()
    await engine.close()
    assert not alive(process)
    with pytest.raises(StoreUnavailable):
        await engine.run(ONE)
    again = await open_embedded(tmp_path, "512m", "development", patience=0.1)
    assert await again.run(COUNT) == [{"n": 1}]
    os.kill(again.process_id, signal.SIGKILL)
    with pytest.raises(StoreUnavailable):
        await again.run(ONE)
    await again.close()
    await (await start(tmp_path)).close()


async def test_a_second_process_on_the_folder_is_refused_and_named_the_first(own: Embedded):
    with pytest.raises(StoreBusy, match=f"process {os.getpid()} uses it") as raised:
        await open_embedded(own.address)
    assert raised.value.code == "STORE_IN_USE"
    assert own.address in str(raised.value)
    assert await own.run(ONE) == [{"one": 1}]


async def test_a_stranger_that_holds_the_databases_is_noticed(own: Embedded, tmp_path: Path):
    """Another program may run the engine on our files without our lock."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "engine.lock").touch()
    (other / "databases").symlink_to(Path(own.address) / "databases")
    with pytest.raises(StoreBusy, match="another process uses it"):
        await start(other)


async def test_no_engine_outlives_a_parent_that_was_killed(tmp_path: Path):
    parent = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PARENT, str(tmp_path)), stdout=subprocess.PIPE
    )
    assert parent.stdout
    process = int(await parent.stdout.readline())
    assert alive(process)
    parent.kill()
    await parent.wait()
    assert await gone(process, 2)
    (await hold(tmp_path)).release()


async def test_ctrl_c_in_the_terminal_does_not_reach_the_engine(own: Embedded):
    assert os.getpgid(own.process_id) == own.process_id
    assert os.getsid(own.process_id) == own.process_id


async def test_the_engine_outlives_the_thread_that_started_it_and_is_killed_if_it_must(
    tmp_path: Path,
):
    held = await hold(tmp_path)
    held.fresh_password()
    started: list[engine_process.Child] = []
    thread = threading.Thread(
        target=lambda: started.append(engine_process.start(held, "256m", "production"))
    )
    thread.start()
    await asyncio.to_thread(thread.join)
    assert not await started[0].ended(within=0.5)
    await stop(started[0].process.pid)
    await started[0].stop(within=0.2)
    assert await started[0].ended(within=0)
    held.release()


def secret(engine: Embedded) -> tuple[str, int]:
    file = engine.password_file
    return file.read_text(), stat.S_IMODE(file.stat().st_mode)


def command_line(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_text()


async def test_the_password_is_for_its_owner_alone_and_in_no_command_line(own: Embedded):
    password, mode = secret(own)
    assert mode == 0o600
    assert len(password) >= 24
    command = command_line(own.process_id)
    assert "arcadedb.server.rootPasswordPath=" in command
    assert password not in command


def listening(process: int) -> set[str]:
    """Local addresses a process listens on, as the kernel writes them."""
    sockets = {str(each.readlink()) for each in Path(f"/proc/{process}/fd").iterdir()}
    lines = [
        line.split()
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
    ]
    return {each[1] for each in lines if each[3] == "0A" and f"socket:[{each[9]}]" in sockets}


async def test_the_engine_listens_on_the_loopback_address_alone(own: Embedded):
    addresses = listening(own.process_id)
    assert len(addresses) == 2
    loopback = {"0100007F", "0000000000000000FFFF00000100007F"}
    assert {each.partition(":")[0] for each in addresses} <= loopback


def logs(engine: Embedded) -> list[str]:
    return [each.read_text() for each in Path(engine.address).glob("engine.log*")]


async def test_the_log_of_this_start_and_of_the_one_before_are_kept(own: Embedded):
    os.kill(own.process_id, signal.SIGKILL)
    await own.run(ONE)
    assert ["ArcadeDB Server" in text for text in logs(own)] == [True, True]
