"""GraphQL over HTTP: statuses, media types, methods, and bodies that are none."""

import pytest
from graphql import get_introspection_query

from tests.http.tiny import SITTINGS, Door, streamed
from tests.ways import WAY

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("both_ways")]
RESPONSE = "application/graphql-response+json; charset=utf-8"
JSON = "application/json; charset=utf-8"


@pytest.fixture
def door() -> Door:
    return Door()


def codes(response) -> list[str]:
    return [error["extensions"]["code"] for error in response.json()["errors"]]


async def test_a_query_is_answered_in_the_media_type_of_graphql(door: Door):
    response = await door.raw(b'{"query": "{ hello }"}', accept=RESPONSE)
    assert response.status_code == 200
    assert response.headers["content-type"] == RESPONSE
    way = {"way": "first_seen"} if WAY["compiled"] == "on" else {}
    extensions = {"revision": 7, **way}
    assert response.json() == {"data": {"hello": "hello you"}, "extensions": extensions}


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("application/json, application/graphql-response+json", RESPONSE),
        ("*/*;q=0.1, application/graphql-response+json;q=0.2", RESPONSE),
        ("application/json", JSON),
        ("application/graphql-response+json", RESPONSE),
        ("application/json, text/plain, */*", JSON),
        ("application/graphql-response+json, application/json;q=0.9", RESPONSE),
        ("application/graphql-response+json;q=0.5, application/json", JSON),
        ("application/graphql-response+json;q=0, */*", JSON),
        ("APPLICATION/JSON; charset=utf-8", JSON),
    ],
)
async def test_the_accept_header_chooses_the_media_type(door: Door, accept: str, expected: str):
    response = await door.raw(b'{"query": "{hello}"}', accept=accept)
    assert response.status_code == 200
    assert response.headers["content-type"] == expected


@pytest.mark.parametrize(
    "accept", ["text/csv", "application/json;q=0", "application/json;q=x", "*/*;q=nan"]
)
async def test_an_accept_header_without_any_of_ours_is_refused(door: Door, accept: str):
    response = await door.raw(b'{"query": "{hello}"}', accept=accept)
    assert response.status_code == 406
    assert codes(response) == ["NOT_ACCEPTABLE"]


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/graphql",
        "multipart/form-data",
        "application/json; charset=gbk",
    ],
)
async def test_another_content_type_is_refused(door: Door, content_type: str):
    response = await door.raw(b'{"query": "{hello}"}', content_type=content_type)
    assert response.status_code == 415
    assert codes(response) == ["UNSUPPORTED_MEDIA_TYPE"]


@pytest.mark.parametrize("content_type", ["application/json;charset=UTF-8", "Application/JSON"])
async def test_json_by_any_spelling_is_taken(door: Door, content_type: str):
    response = await door.raw(b'{"query": "{hello}"}', content_type=content_type)
    assert response.status_code == 200


MALFORMED = [
    b"",
    b"{",
    b"null",
    b"1",
    b'"{ hello }"',
    b"[]",
    b'[{"query": "{hello}"}]',
    b"{}",
    b'{"query": null}',
    b'{"query": ""}',
    b'{"query": "  "}',
    b'{"query": 1}',
    b'{"query": ["{hello}"]}',
    b'{"query": {"a": 1}}',
    b'{"query": "{hello}", "variables": []}',
    b'{"query": "{hello}", "variables": "{}"}',
    b'{"query": "{hello}", "variables": 3}',
    b'{"query": "{hello}", "operationName": 5}',
    b'{"query": "{hello}", "operationName": {}}',
    b'{"query": "{hello}", "extensions": "x"}',
    b'{"query": "\xff"}',
    b'{"query": "{hello}", "variables": {"a": NaN}}',
    b'{"query": "{hello}"} trailing',
    b'{"query": "\\ud800"}',
    b"[" * 100_000,
    b'{"variables": ' * 5_000,
    "{“query”: “{hello}”}".encode(),
    b"query=%7Bhello%7D",
]


@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json"])
@pytest.mark.parametrize("body", MALFORMED, ids=range(len(MALFORMED)))
async def test_a_malformed_body_is_told_what_was_expected(door: Door, body: bytes, accept: str):
    response = await door.raw(body, accept=accept)
    assert response.status_code == 400
    assert codes(response) == ["REQUEST_MALFORMED"]
    assert "xpected" in response.json()["errors"][0]["message"]
    assert "data" not in response.json()


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "SYNTAX_INVALID"),
        ("{ helo }", "VALIDATION_FAILED"),
        ("query ($name: String!) { hello(name: $name) }", "VARIABLES_INVALID"),
        ("query A { hello } query B { hello }", "OPERATION_UNKNOWN"),
        ("fragment A on Query { hello }", "VALIDATION_FAILED"),
        ("subscription { hello }", "VALIDATION_FAILED"),
    ],
)
async def test_a_query_that_cannot_be_run_is_400_and_200_in_the_older_type(
    door: Door, query: str, code: str
):
    for accept, status in ((RESPONSE, 400), (JSON, 200)):
        body = await door.client.post("/graphql", json={"query": query}, headers={"accept": accept})
        assert body.status_code == status
        assert set(codes(body)) == {code}
        assert "data" not in body.json()


async def test_data_with_errors_is_a_partial_success_and_200_in_the_older_type(door: Door):
    for query in ("{ hello refused }", "{ requiredDefect }"):
        for accept, status in ((RESPONSE, 294), (JSON, 200)):
            headers = {"accept": accept}
            answer = await door.client.post("/graphql", json={"query": query}, headers=headers)
            assert answer.status_code == status
            assert "data" in answer.json()


async def test_an_operation_that_is_not_there_is_named(door: Door):
    body = b'{"query": "query A { hello }", "operationName": "B"}'
    response = await door.raw(body, accept=RESPONSE)
    assert response.status_code == 400
    assert "'B'" in response.json()["errors"][0]["message"]


async def test_one_of_several_operations_runs(door: Door):
    text = 'query A { hello(name: "a") } query B { hello(name: "b") }'
    response = await door.post(text, operationName="B")
    assert response.json()["data"] == {"hello": "hello b"}


async def test_variables_reach_the_field(door: Door):
    response = await door.post(
        "query ($n: String!) { hello(name: $n) }", variables={"n": "海"}, operationName=None
    )
    assert response.json()["data"] == {"hello": "hello 海"}


async def test_a_mutation_is_posted(door: Door):
    assert (await door.post("mutation { write }")).json()["data"] == {"write": "written"}


async def test_get_answers_queries_where_one_develops(door: Door):
    parameters = {"query": "query ($n: String!) { hello(name: $n) }", "variables": '{"n": "x"}'}
    response = await door.client.get("/graphql", params=parameters)
    assert response.json()["data"] == {"hello": "hello x"}


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        ({}, 400),
        ({"query": "{hello}", "variables": "[]"}, 400),
        ({"query": "{hello}", "variables": "{"}, 400),
        ({"query": "{hello}", "extensions": "7"}, 400),
        ({"query": "mutation { write }"}, 405),
    ],
)
async def test_get_refuses_what_is_no_query(door: Door, parameters: dict[str, str], status: int):
    response = await door.client.get("/graphql", params=parameters)
    assert response.status_code == status
    assert response.headers.get("allow") == ("POST" if status == 405 else None)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "QUERY"])
async def test_another_method_is_told_those_that_are(door: Door, method: str):
    response = await door.client.request(method, "/graphql")
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD, OPTIONS, POST"
    production = await Door(profile="production").client.request(method, "/graphql")
    assert production.headers["allow"] == "OPTIONS, POST"


async def test_a_browser_gets_graphiql_where_one_develops(door: Door):
    response = await door.client.get("/graphql", headers={"accept": "text/html,*/*;q=0.8"})
    assert response.status_code == 200
    assert "GraphiQL" in response.text


async def test_introspection_fits_the_limits_where_one_develops(door: Door):
    response = await door.post(get_introspection_query())
    assert response.json()["data"]["__schema"]["queryType"] == {"name": "Query", "kind": "OBJECT"}


async def test_production_has_no_get_no_graphiql_no_introspection_and_no_suggestions():
    door = Door(profile="production")
    for headers in ({}, {"accept": "text/html"}):
        got = await door.client.get("/graphql", params={"query": "{hello}"}, headers=headers)
        assert got.status_code == 405
    introspected = await door.post("{ __schema { queryType { name } } }")
    assert set(codes(introspected)) == {"VALIDATION_FAILED"}
    misspelt = (await door.post("{ helo }")).json()["errors"][0]["message"]
    assert "hello" not in misspelt
    assert "hello" in (await Door().post("{ helo }")).json()["errors"][0]["message"]
    for profile, hinted in (("production", False), ("development", True)):
        (error,) = (await Door(profile=profile).post("{ node }")).json()["errors"]
        assert error["message"].startswith("Field 'node' of type 'Node!' must have a selection of")
        assert ("Did you mean" in error["message"]) is hinted


async def test_a_body_over_the_limit_is_refused_whether_its_length_is_said_or_not():
    door = Door(max_body=1000)
    said = await door.raw(b" " * 1001)
    headers = {"content-type": "application/json"}
    unsaid = await door.client.post(
        "/graphql", content=streamed(*[b" " * 400] * 3), headers=headers
    )
    for response in (said, unsaid):
        assert response.status_code == 413
        assert codes(response) == ["BODY_TOO_LARGE"]
    assert (await door.raw(b'{"query": "{hello}"}' + b" " * 980)).status_code == 200


async def test_an_answer_carries_the_requests_id_and_the_revision(door: Door):
    response = await door.raw(b'{"query": "{hello}"}', X_Request_Id="my-id.1")
    assert response.headers["x-request-id"] == "my-id.1"
    assert response.headers["x-gateway-revision"] == "7"


@pytest.mark.parametrize("given", ["", "a b", "x" * 101, "<script>", "ä"])
async def test_an_id_that_is_none_is_replaced(door: Door, given: str):
    headers = {"content-type": "application/json", "x-request-id": given.encode()}
    response = await door.client.post("/graphql", content=b'{"query":"{hello}"}', headers=headers)
    assert len(response.headers["x-request-id"]) == 16


async def test_a_client_is_never_answered_with_less_than_it_has_seen(door: Door):
    assert (await door.raw(b'{"query": "{hello}"}', X_Gateway_Revision="7")).status_code == 200
    ahead = await door.raw(b'{"query": "{hello}"}', X_Gateway_Revision="8")
    assert ahead.status_code == 503
    assert codes(ahead) == ["REVISION_NOT_REACHED"]
    for wrong in ("-1", "x", "1.5", "9" * 16):
        refused = await door.raw(b'{"query": "{hello}"}', X_Gateway_Revision=wrong)
        assert refused.status_code == 400


async def test_a_request_pins_one_instant(door: Door):
    await door.post("{ a: hello b: hello }")
    assert SITTINGS[-1].at.tzinfo is not None
    assert SITTINGS[-1].statements == 2
