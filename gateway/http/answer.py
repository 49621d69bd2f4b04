"""Answers as they go over the wire: body, status, media type and headers."""

from functools import cache
from typing import Any, Final

import orjson
from graphql import ExecutionResult, GraphQLError
from starlette.responses import Response

from gateway.documents.unanswerable import Unanswerable
from gateway.http.encoded import Encoded
from gateway.http.errors import ErrorCode, Rejected, spoken, told
from gateway.http.media import Answer
from gateway.http.note import Note
from gateway.http.request import REQUEST_ID, REVISION
from gateway.http.sent import Sent

OK, PARTIAL = 200, 294
TYPES: Final = {each: f"{each}; charset=utf-8".encode() for each in Answer}
COMPLETE = b"event: complete\ndata:\n\n"
"""The last event of a stream that was told to its end."""

_ID, _REVISION = REQUEST_ID.lower().encode(), REVISION.lower().encode()


@cache
def _lower(name: str) -> bytes:
    """The name of a header of ours, of which there are few."""
    return name.lower().encode("latin-1")


def stamped(note: Note, body: dict[str, Any]) -> dict[str, Any]:
    """A body that says its revision; the note is told of its codes."""
    if note.revision is not None:
        body["extensions"] = {"revision": note.revision, **body.get("extensions", {})}
    errors: list[dict[str, Any]] = body.get("errors", [])
    note.codes = tuple(dict.fromkeys(str(error["extensions"]["code"]) for error in errors))
    return body


def written(note: Note, status: int, body: dict[str, Any], **headers: str) -> Response:
    """A body as a response; raises TypeError on a value that JSON cannot hold."""
    headers |= note.headers
    headers[REQUEST_ID] = note.request_id
    if note.revision is not None:
        headers[REVISION] = str(note.revision)
    content, kind = orjson.dumps(stamped(note, body)), note.kind
    if kind is Answer.EVENTS:
        content, kind = (once(content), kind) if status == OK else (content, Answer.JSON)
    return Response(content, status, headers, f"{kind}; charset=utf-8")


def once(body: bytes) -> bytes:
    """A stream of events with one answer."""
    return next_event(body) + COMPLETE


def next_event(body: bytes, cursor: str | None = None) -> bytes:
    """An answer as an event of a stream, with the place in it to go on from if it has one."""
    place = b"" if cursor is None else b"id: " + cursor.encode() + b"\n"
    return b"event: next\n" + place + b"data: " + body + b"\n\n"


def begin_event(cursor: str) -> bytes:
    """Where a stream begins: no event by itself, but a client that comes again goes on there."""
    return b"id: " + cursor.encode() + b"\n\n"


def refused(note: Note, error: Rejected) -> Response:
    """The answer to a request that is not taken."""
    body = {"errors": [spoken(str(error), error.code, note.request_id)]}
    return written(note, error.status, body, **error.headers)


def unanswerable(
    note: Note, errors: tuple[GraphQLError, ...], code: ErrorCode, status: int = 400
) -> Response:
    """The answer to a query that is not run: 400, or 200 in the older type and in events."""
    body = {"errors": [told(error, note.request_id, code) for error in errors]}
    return written(note, status if note.kind is Answer.RESPONSE else OK, body)


def result(note: Note, found: ExecutionResult, *, development: bool) -> Response:
    """The answer to a query that was run; raises Unanswerable as `said` does.

    Data with errors beside it has status 294, Partial Success, as the specification has it since
    September 2026; 200 in the older media type.
    """
    if type(found) is Encoded:
        return _joined(note, found, development=development)
    body = said(note, found, development=development)
    partial = "errors" in body and note.kind is Answer.RESPONSE
    return written(note, PARTIAL if partial else OK, body)


def _joined(note: Note, found: Encoded, *, development: bool) -> Response:
    """The response with data that are JSON already: they are copied once, and none is looked at."""
    beside = _beside(note, development=development)
    body = b"".join((b'{"data":', found.text, b',"extensions":', beside, b"}"))
    if note.kind is Answer.EVENTS:
        body = once(body)
    told = [(_lower(name), value.encode("latin-1")) for name, value in note.headers.items()]
    said = (_ID, note.request_id.encode()), (_REVISION, b"%d" % (note.revision or 0))
    return Sent(body, OK, [(b"content-type", TYPES[note.kind]), *said, *told])


def _beside(note: Note, *, development: bool) -> bytes:
    """The extensions of an answer without errors."""
    if development:
        return orjson.dumps({"revision": note.revision, **_went(note)})
    return b'{"revision":%d}' % (note.revision or 0)


def _went(note: Note) -> dict[str, str]:
    """Which way a question went, and why not another."""
    return {"way": note.way or "", "why": note.why} if note.why else {"way": note.way or ""}


def said(note: Note, found: ExecutionResult, *, development: bool) -> dict[str, Any]:
    """The body of the answer to a query that was run.

    In development it says which way the query went: compiled, or why not. Raises Unanswerable where
    a variable is wrong: an error without a path is one of the variables.
    """
    errors = found.errors or []
    if found.data is None and errors and all(error.path is None for error in errors):
        raise Unanswerable(ErrorCode.VARIABLES_INVALID, *errors)
    body: dict[str, Any] = {}
    if errors:
        body["errors"] = [told(error, note.request_id, ErrorCode.FIELD_FAILED) for error in errors]
    body["data"] = found.data
    if development and note.way is not None:
        body["extensions"] = _went(note)
    return body
