"""The guide to live updates is told what it says it is told."""

import json
from datetime import UTC, datetime

import pytest

from gateway.app import application
from gateway.settings import Settings
from graph import ladder
from graph.store import ledger
from graph.store.engine import Engine
from tests.docs.blocks import ROOT, blocks
from tests.live.small import running

pytestmark = pytest.mark.anyio
PAGE = ROOT / "docs" / "guide" / "live.md"
NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
READER = {"type": "connection_init", "payload": {"X-Gateway-Actor": "reader"}}


async def test_the_events_of_the_guide_are_told_as_it_says(embedded: Engine):
    settings, told = Settings(port=0), 0
    app = application(settings, embedded, lambda: NOW)
    async with running(app, settings) as door, door.wire() as live, door.wire() as asking:
        for wired in (live, asking):
            await wired.say(READER)
            await wired.hear()
        for block in blocks(PAGE):
            match block.kind:
                case "ladder":
                    await ledger.plant(
                        embedded, ladder.parse(block.text), ledger.Author("reader", NOW)
                    )
                case "graphql subscription":
                    await live.ask(str(block.line), block.text)
                    await live.say({"type": "ping"})
                    assert await live.hear() == {"type": "pong"}
                case "graphql":
                    await asking.ask(str(block.line), block.text)
                    answer = (await asking.hear())["payload"]["data"]
                    await asking.hear()
                case "json":
                    assert answer == json.loads(block.text)
                case "json event":
                    assert (await live.hear())["payload"]["data"] == json.loads(block.text)
                    told += 1
                case _:
                    pass
    assert told
