"""Pages of lists that a rule thins out: candidates are looked at until the page is full."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeAlias, TypeVar

from msgspec import Struct

from graph.model import Uid
from graph.store.facts import Page
from resolvers.enums import Truncation
from resolvers.paging import cursor

T = TypeVar("T")

SCAN_LIMIT = 2_000
"""Candidates looked at for one page; a search that is thinned out more goes on with `after`."""

Fetch: TypeAlias = Callable[[str, int], Awaitable[Page]]
"""Candidates in the order of their uids: after a uid, so many at most."""

Keep: TypeAlias = Callable[[Sequence[Uid]], Awaitable[dict[Uid, T]]]
"""Those of the candidates that belong on the list, in their order."""


class Filled(Struct, Generic[T], frozen=True):
    """What is on the page, where to go on, and why it stopped (None: the list is at its end)."""

    found: dict[Uid, T]
    end: str
    truncated: Truncation | None

    def next(self, name: str) -> str | None:
        """The cursor of the list `name` to go on at; None at its end."""
        return cursor(name, self.end) if self.truncated else None


async def filled(fetch: Fetch, keep: Keep[T], after: str, first: int) -> Filled[T]:
    """Fetch and keep until one more than `first` is found, nothing is left, or the limit is hit.

    A page without losses costs one round: it asks for one more than it gives.
    """
    found = dict[Uid, T]()
    end, seen = after, 0
    while True:
        page = await fetch(end, first + 1)
        found |= await keep(page.uids)
        if len(found) > first:
            given = dict(list(found.items())[:first])
            return Filled(given, list(given)[-1], Truncation.PAGE_LIMIT)
        if not page.more:
            return Filled(found, "", None)
        end, seen = page.uids[-1], seen + len(page.uids)
        if seen >= SCAN_LIMIT:
            return Filled(found, end, Truncation.SCAN_LIMIT)
