"""What a client is told when something goes wrong, and what only the log is told.

Coded errors of ours are told as they are; anything else is a defect: the client gets a request id
to quote, the log gets the rest.
"""

from enum import StrEnum
from typing import Any, Final

from graphql import GraphQLError

from graph.store.errors import (
    StoreContended,
    StoreError,
    StoreTimeout,
    StoreUnavailable,
    StoreUnwritable,
)
from loaders.feed import RevisionUnreached
from loaders.sighted import NotInSight

QUOTED: Final = 100
"""Characters of what was given that a message repeats."""


class ErrorCode(StrEnum):
    """Codes of the door itself, in `extensions.code`; docs/running.md explains each."""

    BODY_TOO_LARGE = "BODY_TOO_LARGE"
    COST_BUDGET_EXCEEDED = "COST_BUDGET_EXCEEDED"
    CROSS_SITE = "CROSS_SITE"
    DEADLINE_EXCEEDED = "DEADLINE_EXCEEDED"
    DOCUMENT_HASH_MISMATCH = "DOCUMENT_HASH_MISMATCH"
    DOCUMENT_NOT_TRUSTED = "DOCUMENT_NOT_TRUSTED"
    DOCUMENT_UNKNOWN = "DOCUMENT_UNKNOWN"
    FIELD_FAILED = "FIELD_FAILED"
    HOST_UNKNOWN = "HOST_UNKNOWN"
    INTERNAL_ERROR = "INTERNAL_ERROR"
    ISSUER_UNAVAILABLE = "ISSUER_UNAVAILABLE"
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
    METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED"
    NOT_ACCEPTABLE = "NOT_ACCEPTABLE"
    OPERATION_UNKNOWN = "OPERATION_UNKNOWN"
    OVERLOADED = "OVERLOADED"
    PERSISTED_QUERY_NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"
    PERSISTED_QUERY_NOT_SUPPORTED = "PERSISTED_QUERY_NOT_SUPPORTED"
    RATE_LIMITED = "RATE_LIMITED"
    REQUEST_MALFORMED = "REQUEST_MALFORMED"
    SYNTAX_INVALID = "SYNTAX_INVALID"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    UNSUPPORTED_MEDIA_TYPE = "UNSUPPORTED_MEDIA_TYPE"
    VALIDATION_FAILED = "VALIDATION_FAILED"
    VARIABLES_INVALID = "VARIABLES_INVALID"


PASSING: dict[type[StoreError], str] = {
    StoreUnavailable: "The store does not answer. Try again in a moment.",
    StoreTimeout: "The store took too long to answer. Ask for less, or try again.",
    StoreContended: "Other writers were faster each time. Send it again.",
    StoreUnwritable: "The store has no room to write. Nothing was stored. Send it again later.",
}
"""Troubles of the store that pass, in words that name no address."""

LIMITED = (
    "The store took longer than {:g} s for one statement, which is GATEWAY_STATEMENT_SECONDS. Ask"
    " for less, or try again."
)


class Rejected(Exception):
    """A request that is not taken: the HTTP status, the code, and what was expected instead."""

    why: str | None = None
    """The cause in a word, where the client is not told: for the log alone."""

    def __init__(self, status: int, code: str, message: str, **headers: str) -> None:
        """Take what the client is told; `headers` in Python's spelling, `allow="POST"`."""
        super().__init__(message)
        self.status = status
        self.code = code
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def quoted(given: str) -> str:
    """What was given, as it stands in a message: not more of it than helps to find it."""
    return repr(given if len(given) <= QUOTED else f"{given[:QUOTED]}…")


def malformed(message: str) -> Rejected:
    """A request that is no GraphQL request."""
    return Rejected(400, ErrorCode.REQUEST_MALFORMED, message)


def passing(error: BaseException | None) -> tuple[str, str] | None:
    """Code and message for trouble of the store that passes; None for anything else."""
    if isinstance(error, RevisionUnreached | NotInSight):
        return error.code, str(error)
    if isinstance(error, StoreTimeout) and error.seconds is not None:
        return error.code, LIMITED.format(error.seconds)
    if isinstance(error, StoreError) and type(error) in PASSING:
        return error.code, PASSING[type(error)]
    return None


def spoken(message: str, code: str, request_id: str) -> dict[str, Any]:
    """An error about the whole request as it stands in an answer."""
    return {"message": message, "extensions": {"code": code, "requestId": request_id}}


def told(error: GraphQLError, request_id: str, code: str | None = None) -> dict[str, Any]:
    """An error as it stands in an answer; a defect is masked. `code` for those without their own.

    What a resolver raises with `extensions.code` is meant for the client and told as it is.
    """
    shown: dict[str, Any] = dict(error.formatted)
    cause = error.original_error
    trouble = passing(cause)
    if trouble is not None:
        code, shown["message"] = trouble
    elif is_defect(error):
        shown["message"] = _masked(request_id)
        code = ErrorCode.INTERNAL_ERROR
    shown["extensions"] = {"code": code, **(error.extensions or {}), "requestId": request_id}
    return shown


def failure(error: Exception, request_id: str) -> Rejected:
    """What a client is told when a request could not be run at all."""
    trouble = passing(error)
    if trouble is not None:
        return Rejected(503, *trouble, retry_after="1")
    return Rejected(500, ErrorCode.INTERNAL_ERROR, _masked(request_id))


def _masked(request_id: str) -> str:
    return f"Something went wrong on our side. Quote request id {request_id}."


def is_defect(error: GraphQLError) -> bool:
    """Whether an error is none that we mean to raise."""
    cause = error.original_error
    if cause is None or isinstance(cause, GraphQLError) or "code" in (error.extensions or {}):
        return False
    return passing(cause) is None
