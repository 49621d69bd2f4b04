"""What is known of one question while it is answered."""

from typing import Any

from msgspec import Struct, field
from msgspec.structs import asdict

from gateway.http.kept import Whole
from gateway.http.media import Answer


class Note(Struct):
    """What is known of a question so far: for its headers and for its line in the log.

    `headers` are further ones of the answer, whatever it is.
    """

    request_id: str
    kind: Answer = Answer.RESPONSE
    caller: str | None = None
    role: str | None = None
    doing: str | None = None
    """`query`, `mutation` or `subscription`."""
    operation: str | None = None
    revision: int | None = None
    statements: int = 0
    way: str | None = None
    why: str | None = None
    codes: tuple[str, ...] = ()
    kept: Whole | None = None
    """The answer, if it was kept whole."""
    headers: dict[str, str] = field(default_factory=dict[str, str])

    def logged(self) -> dict[str, Any]:
        """What of it is worth logging."""
        return {
            name: value
            for name, value in asdict(self).items()
            if name not in ("kept", "headers") and value not in (None, (), "")
        }
