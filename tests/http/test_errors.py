"""What a client is told of errors, and what only the log is told."""

import asyncio
import json
import subprocess
import sys

import pytest
from structlog.testing import capture_logs

from tests.http.tiny import SITTINGS, Door

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("both_ways")]


@pytest.fixture
def door() -> Door:
    return Door()


async def test_a_defect_is_masked_and_logged_under_the_id_that_is_quoted(door: Door):
    with capture_logs() as lines:
        response = await door.post("{ defect hello }")
    body = response.json()
    assert response.status_code == 200
    assert body["data"] == {"defect": None, "hello": "hello you"}
    mark = response.headers["x-request-id"]
    (error,) = body["errors"]
    assert error["extensions"] == {"code": "INTERNAL_ERROR", "requestId": mark}
    assert mark in error["message"]
    assert error["path"] == ["defect"]
    assert "hunter2" not in response.text
    (defect,) = [line for line in lines if line["event"] == "defect"]
    assert defect["request_id"] == mark
    assert "hunter2" in str(defect["exc_info"])


async def test_a_defect_that_takes_all_data_with_it_is_still_an_answer(door: Door):
    response = await door.post("{ requiredDefect }")
    assert response.status_code == 200
    assert response.json()["data"] is None
    assert "secret" not in response.text


async def test_a_coded_error_is_told_as_it_is(door: Door):
    (error,) = (await door.post("{ refused }")).json()["errors"]
    assert error["message"] == "There is no account 'x'."
    assert error["extensions"]["code"] == "ACCOUNT_UNKNOWN"


async def test_a_store_that_is_away_is_told_without_its_address(door: Door):
    response = await door.post("{ away }")
    assert response.json()["errors"][0]["extensions"]["code"] == "STORE_UNAVAILABLE"
    assert "10.0.0.7" not in response.text


async def test_a_store_that_is_away_from_the_start_is_503(door: Door):
    with capture_logs() as lines:
        response = await door.raw(b'{"query": "{hello}"}', X_Gateway_Revision="999")
    assert response.status_code == 503
    (trouble,) = [line for line in lines if line["event"] == "failed"]
    assert (trouble["code"], trouble["cause"]) == ("STORE_UNAVAILABLE", "bolt://10.0.0.7 is gone")
    assert "exc_info" not in trouble  # a line says it all
    assert response.headers["retry-after"] == "1"
    assert response.json()["errors"][0]["extensions"]["code"] == "STORE_UNAVAILABLE"
    assert "10.0.0.7" not in response.text


async def test_an_answer_that_takes_too_long_is_given_up():
    response = await Door(request_seconds=0.05).post("{ slow }")
    assert response.status_code == 503
    assert response.json()["errors"][0]["extensions"]["code"] == "DEADLINE_EXCEEDED"
    assert SITTINGS[-1].cancelled == [True]


async def test_when_the_client_goes_the_work_for_it_ends():
    body = b'{"query": "{ slow }"}'
    messages = [
        {"type": "http.request", "body": body, "more_body": False},
        {"type": "http.disconnect"},
    ]
    sent: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        await asyncio.sleep(0.02)
        return messages.pop(0)

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "path": "/graphql",
        "query_string": b"",
        "headers": [(b"host", b"door"), (b"content-type", b"application/json")],
    }
    await Door().app(scope, receive, send)
    assert SITTINGS[-1].cancelled == [True]
    assert sent[0]["status"] == 499


async def test_the_log_has_a_line_a_request_and_nothing_of_what_was_asked(door: Door):
    with capture_logs() as lines:
        await door.post("query Page($n: String!) { hello(name: $n) }", variables={"n": "private"})
    (line,) = lines
    assert line["event"] == "request"
    assert line["operation"] == "Page"
    assert line["revision"] == 7
    assert line["statements"] == 1
    assert line["status"] == 200
    assert line["ms"] > 0
    assert "private" not in json.dumps(line)


async def test_the_log_names_the_codes_of_what_was_refused(door: Door):
    with capture_logs() as lines:
        await door.raw(b"{")
        await door.post("{ refused defect }")
    assert lines[0]["codes"] == ("REQUEST_MALFORMED",)
    assert lines[-1]["codes"] == ("ACCOUNT_UNKNOWN", "INTERNAL_ERROR")


async def test_the_next_request_is_answered_whatever_happened_before(door: Door):
    for body in (b"{", b'{"query": "{ defect }"}', b'{"query": "{ requiredDefect }"}'):
        await door.raw(body)
    answers = await asyncio.gather(*(door.post("{ hello }") for _ in range(20)))
    assert all(each.json()["data"] == {"hello": "hello you"} for each in answers)


def test_logs_are_json_lines_and_libraries_log_the_same_way():
    code = (
        "import logging, structlog; from gateway.watch import logs; logs.begin('info');"
        "structlog.get_logger().info('request', ms=1); structlog.get_logger().debug('hidden');"
        "logging.getLogger('uvicorn.error').warning('odd %s', 'thing')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    first, second = [json.loads(line) for line in done.stderr.splitlines()]
    assert (first["event"], first["level"], first["ms"]) == ("request", "info", 1)
    assert (second["event"], second["logger"]) == ("odd thing", "uvicorn.error")


@pytest.mark.parametrize(
    "header",
    [{"accept": "x" * 5000}, {"content_type": "x" * 5000}, {"x_gateway_revision": "x" * 5000}],
)
async def test_a_message_repeats_no_more_of_a_header_than_helps(door: Door, header: dict[str, str]):
    response = await door.raw(b'{"query": "{hello}"}', **header)
    assert response.status_code in {400, 406, 415}
    assert "xxx…" in response.text
    assert len(response.text) < 500


async def test_neither_does_it_of_the_name_of_an_operation(door: Door):
    response = await door.post("query A { hello }", operationName="x" * 50_000)
    assert response.json()["errors"][0]["extensions"]["code"] == "OPERATION_UNKNOWN"
    assert len(response.text) < 500
