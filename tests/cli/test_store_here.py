"""Questions and examinations of a store without a server between, run in this process."""

import asyncio
import json
from datetime import UTC, datetime

import msgspec
import pytest
from click.testing import CliRunner, Result

from gateway import clock
from gateway.cli import main
from gateway.http.request import Question
from gateway.inquiry import inquire
from gateway.sample import plant_sample
from gateway.settings import Settings
from graph.store.embedded import Embedded
from tests.engines import write

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 11, 23, tzinfo=UTC)
PARTNER = '{ account(uid: "elm", asOf: "2026-09-15") { partner { uid } } }'


@pytest.fixture
async def planted(embedded: Embedded) -> Embedded:
    """A store with the sample in it."""
    await plant_sample(embedded, NOW)
    return embedded


async def run(engine: Embedded, name: str, *arguments: str) -> Result:
    """A command on the engine's own port, as on a server's."""
    settings = {
        "GATEWAY_STORE": engine.uri,
        "GATEWAY_STORE_USER": "root",
        "GATEWAY_STORE_PASSWORD_FILE": str(engine.password_file),
    }
    return await asyncio.to_thread(CliRunner(env=settings).invoke, main, [name, *arguments])


async def asked(engine: Embedded, query: str, operation: str | None = None) -> dict[str, object]:
    return await inquire(Settings(), engine, Question(query, operation), NOW)


async def test_a_store_is_asked_like_a_server(planted: Embedded):
    done = await run(planted, "ask", PARTNER)
    assert json.loads(done.stdout) == {
        "data": {"account": {"partner": {"uid": "harbor"}}},
        "extensions": {"revision": 1},
    }


async def test_what_cannot_be_run_is_told_with_its_code(planted: Embedded):
    (error,) = (await asked(planted, "{ nothing }"))["errors"]  # type: ignore[misc]
    assert error["extensions"]["code"] == "VALIDATION_FAILED"
    answer = await asked(planted, "{ accounts(first: 1000000000) { pageInfo { hasNextPage } } }")
    assert "FIRST_OUT_OF_RANGE" in str(answer["errors"])


async def test_a_defect_is_raised_instead_of_masked(planted: Embedded):
    await write(planted, "MATCH (a:Account {uid: 'elm'}) SET a.version = 'one'")
    with pytest.raises(msgspec.ValidationError):
        await asked(planted, PARTNER)


async def test_the_doctor_comes_to_a_server_too(planted: Embedded):
    done = await run(planted, "doctor", "--audit")
    assert done.exit_code == 0, done.output
    await write(planted, "MATCH (e:Event {seq: 5}) SET e.actor = 'somebody'")
    ill = await run(planted, "doctor", "--audit")
    assert ill.exit_code == 1
    assert "1 finding, see above" in ill.stderr


def test_the_clock_tells_the_day_in_shanghai():
    assert clock.today(datetime(2026, 11, 22, 16, tzinfo=UTC)).isoformat() == "2026-11-23"
    assert clock.today(datetime(2026, 11, 22, 15, 59, tzinfo=UTC)).isoformat() == "2026-11-22"
    assert clock.now().tzinfo is UTC
