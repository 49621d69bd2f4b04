"""What graphql-cop looks for in a gateway: nothing in production, its own conveniences elsewhere.

The program is not in a package index, so its checks are made here: the same requests, and the same
signs by which it takes something for found.
"""

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from tests.cli.programme import Serving

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc")
FORM = "application/x-www-form-urlencoded"
LOOPS = "{ __schema { types { " + "fields { type { " * 4 + "name" + " } }" * 4 + " } } }"
CIRCLE = (
    "{ __schema { ...A } } fragment A on __Schema { __typename ...B }"
    " fragment B on __Schema { ...A }"
)


class Suspect:
    """A gateway, asked in the ways that a scanner asks."""

    def __init__(self, served: Serving) -> None:
        """One that is ready."""
        self.place = urlsplit(served.url)

    def request(self, method: str, path: str, body: str | None = None, **headers: str) -> str:
        """The text of an answer."""
        connection = HTTPConnection(self.place.hostname or "", self.place.port, timeout=10)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {"Accept": "*/*"} | named)
        with connection.getresponse() as response:
            text = response.read().decode()
        connection.close()
        return text

    def post(self, query: str) -> Any:
        """The answer to a query."""
        return self.batch({"query": query})

    def batch(self, body: object) -> Any:
        """The answer to what was sent as JSON."""
        said = self.request(
            "POST", self.place.path, json.dumps(body), Content_Type="application/json"
        )
        return json.loads(said)

    def sent(self, method: str, query: str, *, body: bool = False, kind: str = FORM) -> Any:
        """The answer to a query in the address, or in a body of another type."""
        text = urlencode({"query": query})
        path = self.place.path if body else f"{self.place.path}?{text}"
        said = self.request(method, path, text if body else None, Content_Type=kind)
        return json.loads(said)


def data(answer: Any) -> Any:
    """What was answered, as far as anything was."""
    return (answer.get("data") or {}) if isinstance(answer, dict) else answer


def batched(suspect: Suspect) -> bool:
    answer = suspect.batch([{"query": "query { __typename }"}] * 11)
    return isinstance(answer, list) or bool(data(answer))


def directives(suspect: Suspect) -> bool:
    return len(suspect.post("query { __typename " + "@aa" * 10 + " }")["errors"]) >= 10


def ide(suspect: Suspect) -> bool:
    signs = ("GraphiQL", "graphiql.min.css", "GraphQL Playground", "graphql-playground")
    pages = ["/graphiql", "/playground", "/console", "/graphql", "/"]
    shown = [suspect.request("GET", page, Accept="text/html") for page in pages]
    return any(sign in text for sign in signs for text in shown)


def trace(suspect: Suspect) -> bool:
    said = json.dumps([suspect.post("query { __typename }"), suspect.post("query { abc }")]).lower()
    return any(sign in said for sign in ("stacktrace", "traceback", "tracing", "exception"))


def unhandled(suspect: Suspect) -> bool:
    return "exception" in json.dumps(suspect.post("qwerty cop { abc }")).lower()


CHECKS = {
    "alias overload": lambda one: (
        "a100" in data(one.post("{ " + " ".join(f"a{n}: __typename" for n in range(101)) + " }"))
    ),
    "batched queries": batched,
    "directive overload": directives,
    "field duplication": lambda one: data(one.post("query { " + "__typename " * 500 + " }")),
    "a circle by introspection": lambda one: data(one.post(LOOPS)),
    "circular fragments": lambda one: "errors" not in one.post(CIRCLE),
    "queries by GET": lambda one: data(one.sent("GET", "query { __typename }")),
    "mutations by GET": lambda one: data(one.sent("GET", "mutation { __typename }")),
    "queries in a POST's address": lambda one: data(one.sent("POST", "query { __typename }")),
    "queries in a form": lambda one: data(one.sent("POST", "query { __typename }", body=True)),
    "queries in a text": lambda one: data(
        one.sent("POST", "query { __typename }", body=True, kind="text/plain")
    ),
    "introspection": lambda one: data(one.post("{ __schema { types { name } } }")),
    "suggestions": lambda one: "Did you mean" in json.dumps(one.post("{ acount(uid: 1) { uid } }")),
    "an IDE": ide,
    "traces": trace,
    "errors that nobody handled": unhandled,
}
CONVENIENT = {"queries by GET", "introspection", "suggestions", "an IDE"}
"""What the development profile has on purpose."""


@pytest.fixture(scope="module", params=["production", "development"])
def profile(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def suspect(profile: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suspect]:
    folder = tmp_path_factory.mktemp(profile)
    with Serving(folder, "--empty", GATEWAY_PROFILE=profile) as served:
        yield Suspect(served)


def test_nothing_is_found_that_a_profile_does_not_have_on_purpose(suspect: Suspect, profile: str):
    found = {name for name, check in CHECKS.items() if check(suspect)}
    assert found == (set() if profile == "production" else CONVENIENT)
