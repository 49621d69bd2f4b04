"""The parts of serving, run in this process: the server, its signals, its log."""

import asyncio
import gc
import logging
import os
import signal
from collections.abc import Iterator
from typing import cast

import pytest
import structlog

from gateway import server
from gateway.cli import serving
from gateway.settings import SettingInvalid, Settings
from graph.store.embedded import Embedded

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """What serving sets for its process is set back for the tests to come."""
    threshold, handlers = gc.get_threshold(), list(logging.root.handlers)
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)
    logging.root.handlers[:] = handlers
    structlog.reset_defaults()


async def test_it_serves_until_a_signal_and_closes_its_store(
    embedded: Embedded, capsys: pytest.CaptureFixture[str]
):
    settings = Settings(
        port=0,
        store=embedded.uri,
        store_user="root",
        store_password=embedded.password_file.read_text(),
        log_level="error",
    )
    taken = server.listening(settings)
    url, printed = server.address(taken), ""
    with taken:
        running = asyncio.ensure_future(serving.serve(settings, taken, empty=False))
        while "Ctrl-C" not in printed and not running.done():
            await asyncio.sleep(0.05)
            printed += capsys.readouterr().out
        os.kill(os.getpid(), signal.SIGTERM)
        await running
    printed += capsys.readouterr().out
    assert f"Ready at {url}/graphql" in printed
    assert "Warning: Nobody is asked who they are" in printed
    assert "planted a sample of 40 accounts" in printed
    assert printed.endswith("Stopped.\n")


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("0.0.0.0", "no identity is configured"),  # noqa: S104 - it is refused
        ("192.0.2.1", "no identity is configured"),
        ("nowhere.invalid", "expected the name or number of an address"),
    ],
)
def test_it_listens_at_loopback_only(host: str, said: str):
    with pytest.raises(SettingInvalid, match=said):
        server.listening(Settings(host=host, port=0))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_it_listens_at_any_loopback_address(host: str):
    with server.listening(Settings(host=host, port=0)) as taken:
        assert server.address(taken).startswith("http://")
        port = cast("int", taken.getsockname()[1])
        with pytest.raises(SettingInvalid, match=f"port {port}"):
            server.listening(Settings(host=host, port=port))
