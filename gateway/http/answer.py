"""Answers as they go over the wire: body, status, media type and headers."""

from typing import Any

import orjson
from graphql import ExecutionResult, GraphQLError
from starlette.responses import Response

from gateway.http.errors import ErrorCode, Rejected, spoken, told
from gateway.http.media import Answer
from gateway.http.note import Note
from gateway.http.request import REQUEST_ID, REVISION


def written(note: Note, status: int, body: dict[str, Any], **headers: str) -> Response:
    """A body as a response; raises TypeError on a value that JSON cannot hold."""
    headers[REQUEST_ID] = note.request_id
    if note.revision is not None:
        headers[REVISION] = str(note.revision)
        body["extensions"] = {"revision": note.revision, **body.get("extensions", {})}
    errors: list[dict[str, Any]] = body.get("errors", [])
    note.codes = tuple(dict.fromkeys(str(error["extensions"]["code"]) for error in errors))
    media_type = f"{note.kind}; charset=utf-8"
    return Response(orjson.dumps(body), status, headers, media_type)


def refused(note: Note, error: Rejected) -> Response:
    """The answer to a request that is not taken."""
    body = {"errors": [spoken(str(error), error.code, note.request_id)]}
    return written(note, error.status, body, **error.headers)


def unanswerable(note: Note, errors: tuple[GraphQLError, ...], code: ErrorCode) -> Response:
    """The answer to a query that is not run: 400, or 200 in the older media type."""
    body = {"errors": [told(error, note.request_id, code) for error in errors]}
    return written(note, 200 if note.kind is Answer.JSON else 400, body)


def result(note: Note, found: ExecutionResult, *, development: bool) -> Response:
    """The answer to a query that was run; an error without a path is one of the variables.

    In development it says which way the query went: compiled, or why not.
    """
    errors = found.errors or []
    if found.data is None and errors and all(error.path is None for error in errors):
        return unanswerable(note, tuple(errors), ErrorCode.VARIABLES_INVALID)
    body: dict[str, Any] = {}
    if errors:
        body["errors"] = [told(error, note.request_id, ErrorCode.FIELD_FAILED) for error in errors]
    body["data"] = found.data
    if development and note.way is not None:
        body["extensions"] = {"way": note.way} | ({"why": note.why} if note.why else {})
    return written(note, 200, body)
