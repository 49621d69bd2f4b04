"""A request whose headers are found at once: each look at one is a look into a dictionary."""

from functools import cache
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Receive, Scope
from typing_extensions import override

ALONE = frozenset(
    {
        *(b"host", b"content-type", b"content-encoding", b"origin", b"last-event-id"),
        *(b"x-gateway-actor", b"x-gateway-revision"),
    }
)
"""Headers that a request has once. Credentials are counted where they are read."""


@cache
def _raw(name: str) -> bytes:
    """A name as it stands on the wire; those looked for are few, and ours."""
    return name.lower().encode("latin-1")


class Heard(Headers):
    """Headers of a request; of one in several lines all are found, as one list (RFC 9110, 5.3)."""

    def __init__(self, scope: Scope) -> None:
        """Take them as they came; servers give their names in lower case."""
        self._list = scope["headers"]
        self.found: dict[bytes, bytes] = dict(self._list)
        """What each has, as it stands on the wire."""
        if len(self.found) != len(self._list):
            self._join()

    def _join(self) -> None:
        """Of those in several lines, have found all of them."""
        lines = dict[bytes, list[bytes]]()
        for name, value in self._list:
            lines.setdefault(name, []).append(value)
        self.found = {name: b", ".join(values) for name, values in lines.items()}

    @property
    def repeated(self) -> str | None:
        """A header that stands alone, given more than once: what lies between may read the other.

        Those that are lists may come in several lines.
        """
        if len(self.found) == len(self._list):
            return None
        names = [name for name, _ in self._list if name in ALONE]
        return next((name.decode() for name in names if names.count(name) > 1), None)

    @override
    def get(self, key: str, default: Any = None) -> Any:
        """The value of a header, or what to take where there is none."""
        found = self.found.get(_raw(key))
        return default if found is None else found.decode("latin-1")

    @override
    def __getitem__(self, key: str) -> str:
        """The value of a header; KeyError where there is none."""
        try:
            return self.found[_raw(key)].decode("latin-1")
        except KeyError:
            raise KeyError(key) from None

    @override
    def __contains__(self, key: object) -> bool:
        """Whether there is a header."""
        return isinstance(key, str) and _raw(key) in self.found


class Asked(Request):
    """A request to this door."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        """Read its headers."""
        super().__init__(scope, receive)
        self.heard = Heard(scope)
        """Its headers."""

    @property
    @override
    def headers(self) -> Heard:
        """Its headers."""
        return self.heard
