"""Messages of `graphql-transport-ws`, read strictly, and how a connection ends."""

from typing import Any, cast

import orjson
from msgspec import Struct

from gateway.http.errors import Rejected
from gateway.http.request import Question, question

PROTOCOL = "graphql-transport-ws"

NAMED = ("subscribe", "complete")
TYPES = ("connection_init", "ping", "pong", *NAMED)
"""What a client may send; some of it names an operation."""

MOST = 123
"""Bytes of a reason in a close frame (RFC 6455, 5.5)."""

GONE, BROKEN, TRY_AGAIN = 1001, 1011, 1013
INVALID, UNAUTHORIZED, FORBIDDEN, SUBPROTOCOL = 4400, 4401, 4403, 4406
INIT_TIMEOUT, EXISTS, TOO_MANY_INITS = 4408, 4409, 4429


class Closing(Exception):
    """The connection ends, with a code of RFC 6455 or of the protocol, and a reason."""

    def __init__(self, code: int, reason: str) -> None:
        """Take both; a reason that is too long for its frame is cut."""
        super().__init__(reason)
        self.code = code
        self.reason = reason.encode()[:MOST].decode(errors="ignore")


class Message(Struct, frozen=True):
    """A message as it came: its type, the id of its operation if it has one, and its payload."""

    type: str
    id: str
    payload: dict[str, Any] | None


def message(text: str | None) -> Message:
    """A message of a client; raises Closing with 4400 when it is none."""
    if text is None:
        raise _invalid("Expected a text message, not a binary one.")
    try:
        given = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise _invalid("Expected a message in JSON.") from None
    if not isinstance(given, dict):
        raise _invalid("Expected a message that is a JSON object.")
    return _read(cast("dict[str, Any]", given))


def asked(payload: dict[str, Any]) -> Question:
    """The question in the payload of a `subscribe`; raises Closing with 4400."""
    try:
        return question(payload)
    except Rejected as rejected:
        raise _invalid(str(rejected)) from None


def expired() -> Closing:
    """The end of a connection whose caller would not be let in any more."""
    return Closing(FORBIDDEN, "Forbidden: the credential holds no longer. Connect with a new one.")


def _read(given: dict[str, Any]) -> Message:
    kind, id_, payload = given.get("type"), given.get("id", ""), given.get("payload")
    if kind not in TYPES:
        raise _invalid("Expected `type` to be one that a client sends.")
    if kind in NAMED and not (isinstance(id_, str) and id_):
        raise _invalid(f"Expected an `id` that is a text in `{kind}`.")
    if not isinstance(payload, dict) and (payload is not None or kind == "subscribe"):
        raise _invalid(f"Expected `payload` to be an object in `{kind}`.")
    held = cast("dict[str, Any] | None", payload)
    return Message(kind, id_ if isinstance(id_, str) else "", held)


def _invalid(reason: str) -> Closing:
    return Closing(INVALID, reason)
