"""A folder, a heap, a mode or a start that can't be: each is told with what to do."""

import os
import resource
import signal
from pathlib import Path
from shutil import move
from urllib.parse import quote

import pytest

from graph.store import child as engine_process
from graph.store.cypher import inline
from graph.store.embedded import Embedded, open_embedded, ready
from graph.store.engine import Transaction
from graph.store.errors import StoreFault, StoreSetting, StoreUnavailable, StoreUnwritable
from graph.store.folder import Folder, hold
from graph.store.open import open_store
from tests.engines import start

pytestmark = pytest.mark.anyio

ONE = inline("RETURN 1 AS one", "one")


@pytest.mark.parametrize("heap", ["", "1", "lots", "0m", "1g -version", "-1g"])
async def test_a_heap_that_is_no_size_is_a_wrong_setting(tmp_path: Path, heap: str):
    with pytest.raises(StoreSetting, match="a number with k, m or g such as 512m"):
        await open_embedded(tmp_path / "data", heap=heap)
    assert not (tmp_path / "data").exists()


async def test_a_mode_that_is_none_is_a_wrong_setting(tmp_path: Path):
    with pytest.raises(StoreSetting, match="production or development, not 'fast'"):
        await open_embedded(tmp_path, mode="fast")  # type: ignore[arg-type] - the error is the test


async def test_a_folder_with_other_files_is_not_taken(tmp_path: Path):
    (tmp_path / "thesis.txt").touch()
    with pytest.raises(StoreSetting, match="holds other files"):
        await open_embedded(tmp_path)
    assert os.listdir(tmp_path) == ["thesis.txt"]  # noqa: PTH208 - names are asked for


async def test_a_path_that_can_not_be_a_folder_is_a_wrong_setting(tmp_path: Path):
    (tmp_path / "file").touch()
    for path in (tmp_path / "file", tmp_path / "file" / "data", Path("/proc/data")):
        with pytest.raises(StoreSetting, match=str(path)):
            await open_embedded(path)


async def test_an_engine_that_does_not_start_shows_the_end_of_its_log(tmp_path: Path):
    with pytest.raises(StoreUnavailable, match="Too small") as raised:
        await open_embedded(tmp_path, heap="1k")
    assert "engine.log" in str(raised.value)
    held = await hold(tmp_path)
    held.release()
    held.release()


async def test_an_engine_that_is_too_slow_to_start_is_given_up(tmp_path: Path):
    held = await hold(tmp_path)
    password = held.fresh_password()
    child = engine_process.start(held, "256m", "production")
    with pytest.raises(StoreUnavailable, match=r"within 0\.2 seconds"):
        await ready(held, child, password, within=0.2)
    child.kill()
    assert await child.ended(5)
    held.release()


async def test_a_folder_that_vanished_is_told_when_the_engine_is_to_start_again(tmp_path: Path):
    lost = Folder(tmp_path / "lost", -1)
    with pytest.raises(FileNotFoundError):
        engine_process.start(lost, "256m", "production")
    engine = await start(tmp_path / "data")
    move(engine.address, tmp_path / "elsewhere")
    os.kill(engine.process_id, signal.SIGKILL)
    with pytest.raises(StoreUnavailable, match="see to the folder"):
        await engine.run(ONE)
    await engine.close()


def test_a_missing_wheel_says_what_to_install():
    with pytest.raises(StoreSetting, match="expected the package no_such_wheel; install it"):
        engine_process.wheel("no_such_wheel")


@pytest.mark.parametrize("own", [True, False])
async def test_a_fault_on_a_disk_without_room_is_no_defect(embedded: Embedded, own: bool):
    """Whether the engine is ours, or another process of ours runs it."""
    engine = embedded if own else await open_store(f"beside://{quote(embedded.address)}")

    async def work(transaction: Transaction) -> None:
        await transaction.run(inline("RETURN no such thing", "faulty"))

    with pytest.raises(StoreFault):
        await engine.commit(work)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, limits[1]))
    try:
        with pytest.raises(StoreUnwritable, match="nothing was stored"):
            await engine.commit(work)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        if not own:
            await engine.close()
    assert not (Path(embedded.address) / "trial").exists()
