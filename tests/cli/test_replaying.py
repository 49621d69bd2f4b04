"""`gateway feed` and `gateway replay`: a store copied by its feed alone."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from gateway.cli import main
from gateway.sample import plant_sample
from graph.store import facts, ledger
from graph.store.embedded import Embedded
from graph.store.ledger.head import head
from tests.engines import start

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 11, 23, tzinfo=UTC)


async def run(engine: Embedded, *arguments: str) -> Result:
    settings = {
        "GATEWAY_STORE": engine.uri,
        "GATEWAY_STORE_HEAP": "256m",
        "GATEWAY_STORE_USER": "root",
        "GATEWAY_STORE_PASSWORD_FILE": str(engine.password_file),
    }
    return await asyncio.to_thread(CliRunner(env=settings).invoke, main, arguments)


@pytest.fixture
async def planted(embedded: Embedded) -> Embedded:
    await plant_sample(embedded, NOW)
    return embedded


async def test_a_feed_is_printed_an_event_a_line(planted: Embedded):
    done = await run(planted, "feed", "--after", "3")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    last = (await ledger.cursor(planted)).seq
    assert [line["seq"] for line in lines] == list(range(4, last + 1))
    assert lines[0]["prev_hash"] == (await ledger.events(planted, 2, 1))[0].hash


async def test_a_store_is_copied_by_its_feed_and_brought_up_to_date(
    planted: Embedded, tmp_path: Path
):
    copy, file = tmp_path / "copy", tmp_path / "feed.ndjson"
    assert (await run(planted, "feed", "--out", str(file))).exit_code == 0
    done = await run(planted, "replay", str(file), "--to", str(copy))
    assert done.exit_code == 0, done.output
    assert "is at revision 1" in done.output
    again = await run(planted, "replay", "--from", planted.uri, "--to", str(copy))
    assert "0 events with 0 changes replayed" in again.output
    engine = await start(copy)
    assert await facts.world(engine) == await facts.world(planted)
    assert replace(await head(engine), posted=0, answered=0) == replace(
        await head(planted), posted=0, answered=0
    )
    await engine.close()


async def test_a_damaged_feed_is_told_with_its_first_bad_event(planted: Embedded, tmp_path: Path):
    file = tmp_path / "feed.ndjson"
    await run(planted, "feed", "--out", str(file))
    lines = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([*lines[:4], lines[4].replace('"actor":"', '"actor":"x'), ""]))
    done = await run(planted, "replay", str(file), "--to", str(tmp_path / "copy"))
    assert done.exit_code == 1
    assert "event 5 (" in done.stderr
    assert "[REPLAY_IMPOSSIBLE]" in done.stderr


async def test_wrong_use_is_told(planted: Embedded, tmp_path: Path):
    file = tmp_path / "feed.ndjson"
    file.write_text("nonsense\n")
    done = await run(planted, "replay", str(file), "--to", str(tmp_path / "copy"))
    assert (done.exit_code, "line 1 of" in done.stderr) == (2, True)
    done = await run(planted, "replay", "--to", str(tmp_path / "copy"))
    assert (done.exit_code, "one of the two" in done.stderr) == (2, True)
