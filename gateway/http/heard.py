"""A request whose headers are read once: each look at one is a look into a mapping."""

from typing import Any

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Receive, Scope
from typing_extensions import override


class Heard(Headers):
    """Headers of a request; of several of one name the first is found, as Starlette finds it."""

    def __init__(self, scope: Scope) -> None:
        """Take them as they came."""
        super().__init__(raw=scope["headers"])
        found: dict[str, str] = {}
        for name, value in scope["headers"]:
            found.setdefault(name.decode("latin-1"), value.decode("latin-1"))
        self._found = found

    @override
    def get(self, key: str, default: Any = None) -> Any:
        """The value of a header, or what to take where there is none."""
        return self._found.get(key.lower(), default)

    @override
    def __getitem__(self, key: str) -> str:
        """The value of a header; KeyError where there is none."""
        return self._found[key.lower()]

    @override
    def __contains__(self, key: object) -> bool:
        """Whether there is a header."""
        return isinstance(key, str) and key.lower() in self._found


class Asked(Request):
    """A request to this door."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        """Read its headers."""
        super().__init__(scope, receive)
        self._heard = Heard(scope)

    @property
    @override
    def headers(self) -> Heard:
        """Its headers."""
        return self._heard
