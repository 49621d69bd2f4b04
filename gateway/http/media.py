"""Media types of GraphQL over HTTP: what a body is in, and what an answer may be in."""

import re
from enum import StrEnum
from functools import lru_cache

from gateway.http.errors import ErrorCode, Rejected, quoted

HTML = "text/html"
_WEIGHT = re.compile(r"[01]?\.?\d{0,20}", re.ASCII)
"""More than a weight may be: `.2`, which Java's clients send, and any number of digits."""


class Answer(StrEnum):
    """What an answer is written in; the older type has status 200 for all that was understood."""

    RESPONSE = "application/graphql-response+json"
    JSON = "application/json"
    EVENTS = "text/event-stream"


def body_is_json(content_type: str) -> None:
    """Raise Rejected unless a body is JSON in UTF-8."""
    if not _is_json(content_type):
        raise Rejected(
            415,
            ErrorCode.UNSUPPORTED_MEDIA_TYPE,
            "Expected a body of Content-Type application/json in UTF-8, not"
            f" {quoted(content_type)}.",
        )


def body_is_plain(content_encoding: str) -> None:
    """Raise Rejected for a body that is packed: nobody can tell how long it is."""
    if content_encoding.strip().lower() not in {"", "identity"}:
        raise Rejected(
            415,
            ErrorCode.UNSUPPORTED_MEDIA_TYPE,
            f"Expected a body without Content-Encoding, not {quoted(content_encoding)}.",
            accept_encoding="identity",
        )


def body_is_sent(transfer_encoding: str) -> None:
    """Raise Rejected for a body that is packed for the way, which nobody has asked for."""
    if transfer_encoding.strip().lower() not in {"", "chunked"}:
        raise Rejected(
            501,
            ErrorCode.REQUEST_MALFORMED,
            f"Expected no Transfer-Encoding but chunked, not {quoted(transfer_encoding)}.",
        )


@lru_cache(maxsize=64)
def body_fits(
    content_type: bytes | None, content_encoding: bytes | None, transfer_encoding: bytes | None
) -> None:
    """Raise Rejected unless a body with these headers is plain JSON; what fits is remembered."""
    body_is_sent(_text(transfer_encoding))
    body_is_json(_text(content_type))
    body_is_plain(_text(content_encoding))


def _text(header: bytes | None) -> str:
    """A header that is perhaps not there."""
    return "" if header is None else header.decode("latin-1")


@lru_cache(maxsize=64)
def _is_json(content_type: str) -> bool:
    kind, _, parameters = content_type.partition(";")
    given = [each.strip().lower() for each in parameters.split(";") if each.strip()]
    charsets = [each.partition("=")[2].strip('"') for each in given if each.startswith("charset=")]
    return kind.strip().lower() == "application/json" and charsets in ([], ["utf-8"], ["utf8"])


@lru_cache(maxsize=64)
def answer_in(accept: bytes | None) -> Answer:
    """The type of an answer by an Accept header, if there is one.

    GraphQL's own where the client names both alike, and the older one where it names none, since
    such a client has not learnt to look at statuses. Raises Rejected when none is accepted.
    """
    wanted = weighed(_text(accept))
    if not wanted:
        return Answer.JSON
    best = max(Answer, key=lambda each: _weight(each, wanted))
    if _weight(best, wanted)[0] <= 0:
        raise Rejected(
            406,
            ErrorCode.NOT_ACCEPTABLE,
            f"Expected an Accept header with {' or '.join(Answer)}, not {quoted(_text(accept))}.",
        )
    return best


def streams(accept: str) -> bool:
    """Whether a client takes a stream of events."""
    return weighed(accept).get(Answer.EVENTS.value, 0) > 0


def prefers_html(accept: str) -> bool:
    """Whether a browser asks."""
    return weighed(accept).get(HTML, 0) > 0


def weighed(accept: str) -> dict[str, float]:
    """What an Accept header lists, in lower case, with its weights."""
    found: dict[str, float] = {}
    for each in accept.split(","):
        kind, *parameters = (part.strip().lower() for part in each.split(";"))
        weight = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        if kind:
            found[kind] = _number(weight)
    return found


def _number(weight: str) -> float:
    digits = _WEIGHT.fullmatch(weight) and weight.strip(".")
    return min(float(weight), 1.0) if digits else 0.0


def _weight(answer: Answer, wanted: dict[str, float]) -> tuple[float, bool, bool]:
    """The weight of a type by the most specific entry about it, whether that names it, and a tie.

    Of two types with one weight, GraphQL's own is taken where it is named. Events are only for who
    names them, since whoever takes anything does not wait for them.
    """
    wider = () if answer is Answer.EVENTS else ("application/*", "*/*")
    for kind in (answer.value, *wider):
        if kind in wanted:
            named = kind == answer
            return wanted[kind], named, named is (answer is Answer.RESPONSE)
    return 0.0, False, False
