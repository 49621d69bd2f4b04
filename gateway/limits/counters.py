"""Counters of budgets in this process.

The memory of the `limits` library looks through all callers at each request, and asks four times
for what is one look here; of the library there remain its windows, and its Redis.
"""

from time import monotonic
from typing import Final

from limits import RateLimitItem
from msgspec import Struct

SWEEP: Final = 60.0
"""Seconds between two looks for counters that nobody needs any more."""


class Window(Struct, frozen=True, eq=False):
    """So many of one kind in so many seconds."""

    name: str
    item: RateLimitItem
    most: int
    seconds: int

    @classmethod
    def of(cls, name: str, item: RateLimitItem) -> "Window":
        """A window as the library reads it, of a kind of that name."""
        return cls(name, item, item.amount, item.get_expiry())


class Count(Struct):
    """What a caller has taken of a window, which ends at an instant of the process's own clock."""

    taken: int
    until: float


class Counters:
    """Counts what callers take of windows; a window begins with the first that is taken."""

    def __init__(self) -> None:
        """At first nothing is counted."""
        self._counts: dict[tuple[Window, str], Count] = {}
        self._due = 0.0

    def __len__(self) -> int:
        """How many windows are kept."""
        return len(self._counts)

    def take(self, window: Window, caller: str, amount: int) -> tuple[bool, int, float]:
        """Take that much if it is left: whether it was, what is left, and for how many seconds."""
        at = monotonic()
        if at >= self._due:
            self._sweep(at)
        most, key = window.most, (window, caller)
        count = self._counts.get(key)
        if count is None or at >= count.until:
            count = Count(0, at + window.seconds)
            if amount <= most:
                self._counts[key] = count
        left = most - count.taken
        if amount > left:
            return False, left, count.until - at
        count.taken += amount
        return True, left - amount, count.until - at

    def _sweep(self, at: float) -> None:
        self._due = at + SWEEP
        self._counts = {key: each for key, each in self._counts.items() if each.until > at}
