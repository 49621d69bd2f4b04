"""What the door is handed to answer from: a context for each question."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol, TypeAlias

from gateway.http.request import Caller


class Facts(Protocol):
    """The facts of one question, as far as the door looks into them."""

    @property
    def revision(self) -> int:
        """The revision that the whole question is pinned to."""
        ...

    @property
    def statements(self) -> int:
        """Statements sent to the store so far."""
        ...


class Context(Protocol):
    """What resolvers are handed for one question, as far as the door looks into it."""

    @property
    def facts(self) -> Facts:
        """What may be asked."""
        ...

    @property
    def revision(self) -> int:
        """The newest revision that the answer tells of."""
        ...


OpenContext: TypeAlias = Callable[[datetime, int, Caller], Awaitable[Context]]
"""Makes a context: of the instant, the revision its client has seen, and who asks."""
