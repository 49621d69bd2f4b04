"""A GraphQL request as it comes over HTTP: read strictly, refused with what was expected."""

import asyncio
import random
import re
import secrets
from collections.abc import Coroutine
from types import NoneType
from typing import Any, TypeAlias, TypeGuard

import orjson
from msgspec import Struct
from starlette.datastructures import QueryParams
from starlette.requests import ClientDisconnect, Request

from gateway.http.errors import ErrorCode, Rejected, malformed, quoted
from gateway.http.heard import Asked
from gateway.http.media import body_fits
from gateway.steps import begun
from graph.model import Viewer

REVISION = "X-Gateway-Revision"
REQUEST_ID = "X-Request-Id"
LAST_EVENT = "Last-Event-ID"

DOCUMENT = ("documentId", "doc_id", "id")
"""How a document is named: by the specification, by Relay, and by Relay of old."""

PLAIN = frozenset({"query", "operationName", "variables"})
"""Members of a question that has its text with it, and no more."""

NAMES = (str, NoneType)

Part: TypeAlias = tuple[bytes, bool]
"""Some of a body, and whether there is more."""

_random = random.Random(secrets.randbits(64)).getrandbits  # noqa: S311 - it guards nothing
_DOCUMENT = re.compile(r"[\w.:~-]{1,200}", re.ASCII)
_HASH = re.compile(r"[0-9a-fA-F]{64}")
_ID = re.compile(r"[\w.:-]{1,100}", re.ASCII)
_REVISION = re.compile(r"\d{1,15}", re.ASCII)


class Caller(Struct, frozen=True):
    """Who asks, and the id of its request: both stand in what it writes.

    `last` is the id of the last event it has had, when it takes up a stream again.
    """

    viewer: Viewer
    request_id: str
    last: str | None = None


class Question(Struct, frozen=True):
    """The text of a query, the operation to run of it, and its variables.

    `document` names the text instead, or beside it; `hashed` tells that by APQ's hash of it.
    """

    query: str
    operation: str | None = None
    variables: dict[str, Any] | None = None
    document: str | None = None
    hashed: bool = False


def request_id(given: bytes | None) -> str:
    """The client's id of a request if it is one, else a new one."""
    if given is not None and _ID.fullmatch(said := given.decode("latin-1")):
        return said
    return f"{_random(64):016x}"


def seen_revision(header: bytes | None) -> int:
    """The revision that the client has seen, so that it is not answered with less; 0 for none."""
    if header is None:
        return 0
    given = header.decode("latin-1")
    if not _REVISION.fullmatch(given):
        raise malformed(f"Expected a revision number in {REVISION}, not {quoted(given)}.")
    return int(given)


async def posted(request: Asked, most: int, seconds: float) -> Question:
    """The question in a POST body of at most that many bytes, there in time; raises Rejected."""
    found = request.heard.found
    packed = found.get(b"content-encoding"), found.get(b"transfer-encoding")
    body_fits(found.get(b"content-type"), *packed)
    said = found.get(b"content-length", b"")
    if said.isdigit() and int(said) > most:
        raise _too_large(most)
    part, rest = begun(_part(request))
    if part is None or part[1]:
        body = await _in_time(_whole(request, most, part, rest), seconds)
    else:
        body = part[0]
        if len(body) > most:
            raise _too_large(most)
    return question(_object(body, "the body"))


async def _in_time(rest: Coroutine[Any, Any, bytes], seconds: float) -> bytes:
    try:
        async with asyncio.timeout(seconds):
            return await rest
    except TimeoutError:
        message = f"Expected the whole body within {seconds:g} s."
        raise Rejected(408, ErrorCode.DEADLINE_EXCEEDED, message, connection="close") from None


def queried(parameters: QueryParams) -> Question:
    """The question in the parameters of a GET; raises Rejected."""
    given: dict[str, Any] = {
        name: parameters[name]
        for name in ("query", "operationName", *DOCUMENT)
        if name in parameters
    }
    for name in ("variables", "extensions"):
        if parameters.get(name):
            given[name] = _object(parameters[name].encode(), f"the parameter {name}")
    return question(given)


def question(given: dict[str, Any]) -> Question:
    """The question in an object; raises Rejected when a member is missing or of another type."""
    operation = given.get("operationName")
    if given.keys() <= PLAIN and (plain := _plain(given)) is not None:
        return plain
    if operation is not None and not isinstance(operation, str):
        raise malformed(f"Expected a name in `operationName`, not {_short(operation)}.")
    for name in ("variables", "extensions"):
        if not isinstance(given.get(name), dict | None):
            raise malformed(f"Expected an object in `{name}`, not {_short(given[name])}.")
    extensions = given.get("extensions")
    digest = persisted(extensions["persistedQuery"]) if _persists(extensions) else None
    document = digest or _document(given)
    query = given.get("query")
    if query is None and document is not None:
        query = ""
    elif not isinstance(query, str) or not query.strip():
        raise malformed(f"Expected a query text in `query`, not {_short(query)}.")
    return Question(query, operation or None, given.get("variables"), document, digest is not None)


def _plain(given: dict[str, Any]) -> Question | None:
    """The question in an object that has nothing unusual; None to have a closer look."""
    query, operation = given.get("query"), given.get("operationName")
    variables = given.get("variables")
    if type(query) is not str or type(variables) not in (dict, NoneType) or not query.strip():
        return None
    return Question(query, operation or None, variables) if type(operation) in NAMES else None


def persisted(given: object) -> str:
    """The hash in `extensions.persistedQuery`; raises Rejected."""
    match given:
        case {"version": 1, "sha256Hash": str() as digest} if _HASH.fullmatch(digest):
            return digest
        case _:
            expected = "Expected version 1 and a sha256Hash of 64 hexadecimal digits in"
            raise malformed(f"{expected} `extensions.persistedQuery`, not {_short(given)}.")


def _persists(extensions: dict[str, Any] | None) -> TypeGuard[dict[str, Any]]:
    return extensions is not None and extensions.get("persistedQuery") is not None


def _document(given: dict[str, Any]) -> str | None:
    """The id of a document, by any of its spellings; beside a text only by the specification's."""
    for name in DOCUMENT if given.get("query") is None else DOCUMENT[:1]:
        found = given.get(name)
        if found is not None:
            if not isinstance(found, str) or not _DOCUMENT.fullmatch(found):
                raise malformed(f"Expected the id of a document in `{name}`, not {_short(found)}.")
            return found
    return None


async def _whole(
    request: Request, most: int, part: Part | None, rest: Coroutine[Any, Any, Part] | None
) -> bytes:
    """The body of which a part is there, refused as soon as it is known to be too long."""
    body, more = bytearray(), True
    while more and len(body) <= most:
        if part is None:
            part = await (rest or _part(request))
        some, more = part
        body += some
        part = rest = None
    if len(body) > most:
        raise _too_large(most)
    return bytes(body)


async def _part(request: Request) -> Part:
    """Some of the body, and whether there is more."""
    message = await request.receive()
    if message["type"] == "http.disconnect":
        raise ClientDisconnect
    return message.get("body", b""), message.get("more_body", False)


def _too_large(most: int) -> Rejected:
    message = f"Expected a body of at most {most} bytes. Split the query or its variables."
    return Rejected(413, ErrorCode.BODY_TOO_LARGE, message, connection="close")


def _object(body: bytes, where: str) -> dict[str, Any]:
    try:
        found: Any = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise malformed(f"Expected a JSON object in {where}: {error}.") from None
    if isinstance(found, list):
        raise malformed("Expected one request as a JSON object; batches are not taken.")
    if not isinstance(found, dict):
        raise malformed(f"Expected a JSON object in {where}, not {_short(found)}.")
    return found  # pyright: ignore[reportUnknownVariableType] - JSON has no other keys


def _short(value: object) -> str:
    shown = orjson.dumps(value).decode()
    return shown if len(shown) <= 40 else f"{shown[:40]}…"  # noqa: PLR2004 - what fits in a message
