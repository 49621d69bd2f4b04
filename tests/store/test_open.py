"""An address chooses the engine."""

from pathlib import Path

import pytest

from graph.store.embedded import Embedded
from graph.store.errors import StoreBusy, StoreSetting
from graph.store.open import open_store
from tests.engines import COUNT, write

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("form", ["{}", "embedded://{}"])
async def test_a_folder_is_opened_with_the_embedded_engine(tmp_path: Path, form: str):
    folder = tmp_path / "our data"
    uri = form.format(str(folder) if form == "{}" else str(folder).replace(" ", "%20"))
    engine = await open_store(uri, heap="256m", mode="development")
    assert (engine.name, engine.address) == ("arcadedb", str(folder))
    await engine.close()


async def test_a_folder_that_is_held_is_shared_where_that_is_asked_for(embedded: Embedded):
    await write(embedded, "CREATE (:Account {uid: 'east'})")
    beside = await open_store(embedded.address, beside=True)
    assert (beside.address, await beside.run(COUNT)) == (embedded.uri, [{"n": 2}])
    await beside.close()
    with pytest.raises(StoreBusy, match="to be free"):
        await open_store(embedded.address)
    told = embedded.password_file.with_name("engine.address")
    address = told.read_text()
    told.unlink()
    with pytest.raises(StoreBusy, match="to be free"):
        await open_store(embedded.address, beside=True)
    told.write_text(address)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
async def test_a_server_is_opened_over_bolt(embedded: Embedded, scheme: str):
    uri = embedded.uri.replace("bolt", scheme)
    password = embedded.password_file.read_text()
    engine = await open_store(uri, user="root", password=password)
    assert (engine.name, engine.address) == ("arcadedb", uri)
    assert engine.version == embedded.version
    await engine.close()


@pytest.mark.parametrize(
    "uri", ["", " ", "http://127.0.0.1:7474", "bolt://", "neo4j:///x", "file:///data", "://x"]
)
async def test_an_address_of_no_kind_is_told_what_is_expected(uri: str):
    with pytest.raises(StoreSetting, match="expected a folder, embedded:///") as raised:
        await open_store(uri)
    assert raised.value.code == "STORE_SETTING_INVALID"
    assert repr(uri) in str(raised.value)


@pytest.mark.parametrize("uri", ["neo4j://me:hush@127.0.0.1:1", "http://me:hush@127.0.0.1:1"])
async def test_a_password_in_an_address_is_not_repeated(uri: str):
    with pytest.raises(StoreSetting) as raised:
        await open_store(uri)
    assert "hush" not in str(raised.value)
    assert "127.0.0.1:1" in str(raised.value)
