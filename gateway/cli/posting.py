"""A question sent to a running gateway."""

from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any, cast
from urllib.parse import urlsplit

import click
import orjson

from gateway.cli.failure import Unusable
from gateway.http.request import Question

SECONDS = 60.0
TYPE = "application/graphql-response+json"


def post(url: str, question: Question, credential: str | None = None) -> dict[str, Any]:
    """The answer of the gateway at `url`; Unusable when nobody there answers in GraphQL.

    `credential` is a token or an API key, for a gateway that wants to know who asks.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise click.UsageError(f"expected a URL such as http://127.0.0.1:8000, not {url!r}")
    body = {
        "query": question.query,
        "operationName": question.operation,
        "variables": question.variables,
    }
    path = parts.path if parts.path.strip("/") else "/graphql"
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname, parts.port, timeout=SECONDS)
    try:
        headers = {"Content-Type": "application/json", "Accept": TYPE}
        if credential is not None:
            headers["Authorization"] = f"Bearer {credential}"
        connection.request("POST", path, orjson.dumps(body), headers)
        return _answer(url, connection.getresponse())
    except (OSError, HTTPException) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise Unusable(
            f"expected a gateway at {url}, but: {reason}; start one with `gateway serve`, or leave "
            "--url out to ask the store"
        ) from error
    finally:
        connection.close()


def _answer(url: str, response: HTTPResponse) -> dict[str, Any]:
    kind = response.headers.get_content_type()
    if kind != TYPE:
        raise Unusable(f"expected {TYPE} from {url}, got {response.status} and {kind}")
    return cast("dict[str, Any]", orjson.loads(response.read()))
