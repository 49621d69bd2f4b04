"""What is known of one question while it is answered."""

from typing import Any, Final

from msgspec import Struct, field

from gateway.http.kept import Hit
from gateway.http.media import Answer


class Note(Struct):
    """What is known of a question so far: for its headers and for its line in the log.

    `headers` are further ones of the answer, whatever it is.
    """

    request_id: str
    kind: Answer = Answer.RESPONSE
    caller: str | None = None
    role: str | None = None
    payer: str = ""
    """Whose budgets are charged."""
    doing: str | None = None
    """`query`, `mutation` or `subscription`."""
    operation: str | None = None
    revision: int | None = None
    statements: int = 0
    way: str | None = None
    why: str | None = None
    codes: tuple[str, ...] = ()
    kept: Hit | None = None
    """The answer, if it was kept whole."""
    headers: dict[str, str] = field(default_factory=dict[str, str])

    def logged(self) -> dict[str, Any]:
        """What of it is worth logging."""
        said: dict[str, Any] = {}
        for name in LOGGED:
            value = getattr(self, name)
            if value or (value is not None and name in COUNTED):
                said[name] = value
        return said


COUNTED: Final = frozenset({"revision", "statements"})
"""Numbers, of which none is something too."""

UNLOGGED: Final = frozenset({"payer", "kept", "headers"})
LOGGED: Final = tuple(name for name in Note.__struct_fields__ if name not in UNLOGGED)
"""What of a note is logged."""
