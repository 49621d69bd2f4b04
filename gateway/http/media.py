"""Media types of GraphQL over HTTP: what a body is in, and what an answer may be in."""

from enum import StrEnum

from gateway.http.errors import ErrorCode, Rejected

HTML = "text/html"


class Answer(StrEnum):
    """What an answer is written in; the older type has status 200 for all that was understood."""

    RESPONSE = "application/graphql-response+json"
    JSON = "application/json"
    EVENTS = "text/event-stream"


def body_is_json(content_type: str) -> None:
    """Raise Rejected unless a body is JSON in UTF-8."""
    kind, _, parameters = content_type.partition(";")
    given = [each.strip().lower() for each in parameters.split(";") if each.strip()]
    charsets = [each.partition("=")[2].strip('"') for each in given if each.startswith("charset=")]
    if kind.strip().lower() != "application/json" or charsets not in ([], ["utf-8"], ["utf8"]):
        raise Rejected(
            415,
            ErrorCode.UNSUPPORTED_MEDIA_TYPE,
            f"Expected a body of Content-Type application/json in UTF-8, not {content_type!r}.",
        )


def answer_in(accept: str) -> Answer:
    """The type of an answer by an Accept header; ours where the client leaves the choice.

    Raises Rejected when the header names none that we write.
    """
    wanted = _weighed(accept)
    if not wanted:
        return Answer.RESPONSE
    best = max(Answer, key=lambda each: _weight(each, wanted))
    if _weight(best, wanted)[0] <= 0:
        raise Rejected(
            406,
            ErrorCode.NOT_ACCEPTABLE,
            f"Expected an Accept header with {' or '.join(Answer)}, not {accept!r}.",
        )
    return best


def streams(accept: str) -> bool:
    """Whether a client takes a stream of events."""
    return _weighed(accept).get(Answer.EVENTS.value, 0) > 0


def prefers_html(accept: str) -> bool:
    """Whether a browser asks."""
    return _weighed(accept).get(HTML, 0) > 0


def _weighed(accept: str) -> dict[str, float]:
    """The types of an Accept header with their weights."""
    found: dict[str, float] = {}
    for each in accept.split(","):
        kind, *parameters = (part.strip().lower() for part in each.split(";"))
        weight = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        if kind:
            found[kind] = _number(weight)
    return found


def _number(weight: str) -> float:
    try:
        return float(weight)
    except ValueError:
        return 0.0


def _weight(answer: Answer, wanted: dict[str, float]) -> tuple[float, bool]:
    """The weight of a type by the most specific entry about it, and whether that names it."""
    ours = ("text/event-stream",) if answer is Answer.EVENTS else (answer.value, "application/*")
    for kind in (*ours, "*/*"):
        if kind in wanted:
            return wanted[kind], kind == answer
    return 0.0, False
