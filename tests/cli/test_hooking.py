"""`gateway webhook`: addresses registered, shown, rotated, paused, replayed and removed."""

import asyncio
import logging
import re
from collections.abc import Iterator

import pytest
import structlog
from click.testing import CliRunner, Result

from gateway.cli import main
from gateway.settings import Settings
from gateway.webhooks.beside import telling
from graph.store import ledger, webhooks
from graph.store.embedded import Embedded
from graph.store.webhooks import State
from tests.store.books import planted
from tests.webhooks.receiver import receiving, signed
from tests.webhooks.telling import Hands, hook, hooked, until, worker

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """What a command sets for the log of its process is set back."""
    handlers = list(logging.root.handlers)
    yield
    logging.root.handlers[:] = handlers
    structlog.reset_defaults()


async def run(engine: Embedded, *arguments: str) -> Result:
    settings = {
        "GATEWAY_STORE": engine.uri,
        "GATEWAY_STORE_USER": "root",
        "GATEWAY_STORE_PASSWORD_FILE": str(engine.password_file),
    }
    given = ["webhook", *arguments]
    return await asyncio.to_thread(CliRunner(env=settings).invoke, main, given)


async def test_a_kind_that_no_event_has_is_refused(embedded: Embedded):
    added = await run(embedded, "add", "https://books.example/hook", "--kind", "LINK_ENDET")
    assert added.exit_code == 2
    assert "such as LINK_ENDED, got 'LINK_ENDET'" in added.output


async def test_a_webhook_is_added_told_and_shown(embedded: Embedded):
    await planted(embedded)
    async with receiving() as there:
        added = await run(embedded, "add", there.url, "--kind", "LINK_RECORDED", "--after", "0")
        assert added.exit_code == 0, added.output
        secret = re.findall(r"whsec_\S+", added.output)[0]
        told = await run(embedded, "deliver", "--once")
        assert told.stdout == "3 deliveries were taken.\n"
        headers, body = there.met[0]
        assert signed(secret, headers["x-gateway-signature"], body)
    listed = await run(embedded, "list")
    assert "ACTIVE" in listed.output
    assert f"told up to event {(await ledger.cursor(embedded)).seq}\n" in listed.output
    assert "whsec_" not in listed.output


async def test_it_is_rotated_paused_resumed_replayed_and_removed(embedded: Embedded):
    made = await hooked(embedded, "https://books.example/hook")
    rotated = await run(embedded, "rotate", made.id, "--overlap", "1", "--reason", "it leaked")
    assert (await hook(embedded)).secret in rotated.output
    await run(embedded, "pause", made.id)
    assert (await hook(embedded)).state is State.PAUSED
    await run(embedded, "resume", made.id)
    assert (await hook(embedded)).state is State.ACTIVE
    await run(embedded, "replay", made.id, "--after", "1")
    assert (await hook(embedded)).seq == 1
    await run(embedded, "remove", made.id)
    assert await webhooks.webhooks(embedded) == ()
    kinds = [event.kind for event in await ledger.events(embedded, 0, 100)]
    assert kinds == [
        f"WEBHOOK_{what}"
        for what in ("REGISTERED", "ROTATED", "PAUSED", "RESUMED", "REPLAYED", "REMOVED")
    ]
    assert (await ledger.events(embedded, 1, 1))[0].reason == "it leaked"


async def test_what_is_wrong_is_told_and_shown(embedded: Embedded):
    refused = await run(embedded, "add", "http://books.example/hook")
    assert (refused.exit_code, "[WEBHOOK_ADDRESS_REFUSED]" in refused.stderr) == (2, True)
    unknown = await run(embedded, "pause", "wh_none")
    assert (unknown.exit_code, "[WEBHOOK_UNKNOWN]" in unknown.stderr) == (1, True)
    async with receiving() as there:
        await hooked(embedded, there.url)
        there.answers = [503, 410]
        assert (await run(embedded, "deliver", "--once")).stdout == "0 deliveries were taken.\n"
        listed = (await run(embedded, "list")).output
        assert "every kind" in listed
        assert "event 1: answered 503, tried 1 times, again at" in listed
        clock = Hands()
        clock.on(days=3_000)
        async with worker(embedded, clock) as one:
            await one.turn()
            assert (await run(embedded, "deliver", "--once")).exit_code == 0
    assert "PARKED" in (await run(embedded, "list")).output


async def test_while_another_process_delivers_nothing_is_done(embedded: Embedded):
    clock = Hands()
    clock.on(days=3_000)
    async with receiving() as there, worker(embedded, clock) as one:
        await hooked(embedded, there.url)
        await one.turn()
        done = await run(embedded, "deliver", "--once")
        assert (done.exit_code, done.stdout) == (1, "Another process delivers.\n")


async def test_they_are_told_while_the_gateway_serves(embedded: Embedded):
    async with receiving() as there, telling(Settings(webhook_seconds=1), embedded):
        await hooked(embedded, there.url)
        await until(lambda: bool(there.taken))
    async with receiving() as there, telling(Settings(webhooks="off"), embedded):
        await hooked(embedded, there.url)
        await asyncio.sleep(0.05)
        assert there.taken == []
