"""Logs: a line for each request says who, what and how long; no line holds a secret."""

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import structlog
from structlog.testing import capture_logs

from gateway.watch import logs
from gateway.watch.logs import redacted, without_secrets
from gateway.watch.watch import Watch
from graph.store.embedded import Embedded
from graph.store.ledger import revision
from tests.http.tiny import Door

pytestmark = pytest.mark.anyio

SECRET = "hunter2"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """What logging sets for its process is set back for the tests to come."""
    handlers = list(logging.root.handlers)
    yield
    logging.root.handlers[:] = handlers
    structlog.reset_defaults()


async def test_the_line_of_a_request_says_who_asked_what_and_how_it_went():
    door = Door()
    headers = {"X-Gateway-Actor": "somebody", "X-Request-Id": "r-1"}
    with capture_logs() as lines:
        await door.client.post("/graphql", json={"query": "query Mine { hello }"}, headers=headers)
    (line,) = lines
    assert line.pop("ms") >= 0
    assert line == {
        "event": "request",
        "log_level": "info",
        "request_id": "r-1",
        "status": 200,
        "caller": "somebody",
        "role": "OPERATOR",
        "doing": "query",
        "operation": "Mine",
        "revision": 7,
        "statements": 1,
        "way": "first_seen",
        "kind": "application/json",
    }


@pytest.mark.parametrize("name", ["Mine", "eyJsecret", f"gwk_{SECRET}_x"])
async def test_the_line_of_a_request_is_the_one_that_structlog_writes(
    capfdbinary: pytest.CaptureFixture[bytes], name: str
):
    def said() -> dict[str, object]:
        line = json.loads(capfdbinary.readouterr().err.splitlines()[-1])
        assert datetime.fromisoformat(line.pop("at")).tzinfo is UTC
        return line

    logs.begin("info")
    fields: dict[str, object] = {"status": 200, "request_id": "r-2", "operation": name}
    assert logs.told("request", dict(fields))
    quick = said()
    structlog.get_logger().info("request", **fields)
    assert list(quick.items()) == list(said().items())
    assert SECRET not in str(quick)
    door = Door()
    await door.post("{ hello }")
    assert said()["event"] == "request"
    with capture_logs() as lines:
        await door.post("{ hello }")
    assert [each["event"] for each in lines] == ["request"]


async def test_a_slow_statement_is_told_with_the_request_it_was_for(
    embedded: Embedded, capfdbinary: pytest.CaptureFixture[bytes]
):
    logs.begin("info")
    logs.ASKED.set("r-1")
    await revision(Watch(slow=0.0).engine(embedded))
    line = json.loads(capfdbinary.readouterr().err.splitlines()[-1])
    assert (line["event"], line["level"]) == ("slow statement", "warning")
    assert (line["statement"], line["request_id"], line["rows"]) == ("ledger_head", "r-1", 1)
    await revision(Watch().engine(embedded))
    assert capfdbinary.readouterr().err == b""


@pytest.mark.parametrize(
    "text",
    [
        f"Authorization: Bearer {SECRET}.abc.def",
        f"authorization={SECRET}",
        f"{{'authorization': 'Basic {SECRET}'}}",
        f"[(b'authorization', b'Bearer {SECRET}')]",
        f'{{"apiKey": "{SECRET}"}}',
        f'{{\\"api_key\\": \\"{SECRET}\\"}}',
        f"X-API-Key: {SECRET}",
        f"neo4j://neo4j:{SECRET}@db:7687 refused",
        f"redis://:{SECRET}@cache/0",
        f"https://example.org/?token={SECRET}&page=1",
        f"whsec secret={SECRET}, seq=1",
        f"store_password = '{SECRET}'",
        f"Cookie: session={SECRET}",
        f"a key gwk_live_{SECRET}_0123456789abcdef was sent",
        f"eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.{SECRET}",
    ],
)
def test_what_looks_like_a_secret_is_hidden_in_any_text(text: str):
    assert SECRET not in without_secrets(text)
    assert logs.HIDDEN in without_secrets(text)
    line = redacted(None, "info", {"event": text, "password": SECRET, "status": 200})
    assert SECRET not in str(line)


@pytest.mark.parametrize("text", ["the tokens were 12", "secrets are shown once", "a:b", "x = 1"])
def test_what_is_no_secret_is_left(text: str):
    assert without_secrets(text) == text


async def test_no_secret_reaches_the_log_whatever_happens(
    embedded: Embedded, capfdbinary: pytest.CaptureFixture[bytes]
):
    logs.begin("debug")
    door = Door(embedded)
    sent: dict[str, Any] = {
        "Authorization": f"Bearer {SECRET}",
        "X-API-Key": SECRET,
        "Cookie": f"a={SECRET}",
    }
    for query in (
        "{ hello }",
        "{ defect }",
        "{ requiredDefect }",
        f'{{ hello(name: "{SECRET}") }}',
    ):
        await door.client.post("/graphql", json={"query": query}, headers=sent)
    logging.getLogger("library").warning("no answer from neo4j://neo4j:%s@db", SECRET)
    structlog.get_logger().info("begun", store_password=SECRET, url=f"redis://:{SECRET}@c/0")
    err = capfdbinary.readouterr().err
    assert len(err.splitlines()) >= 6
    assert SECRET.encode() not in err
