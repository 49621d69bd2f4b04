"""Counters of budgets in this process.

The memory of the `limits` library looks through all callers at each request, and asks four times
for what is one look here; of the library there remain its windows, and its Redis.
"""

from typing import Final

from limits import RateLimitItem

from gateway.clock import now

SWEEP = 60.0
"""Seconds between two looks for counters that nobody needs any more."""

NOTHING: Final = 0, 0.0


class Counters:
    """Counts what callers take of windows; a window begins with the first that is taken."""

    def __init__(self) -> None:
        """At first nothing is counted."""
        self._counts: dict[tuple[str, int, int], tuple[int, float]] = {}
        self._swept = 0.0

    def __len__(self) -> int:
        """How many windows are kept."""
        return len(self._counts)

    def take(self, window: RateLimitItem, caller: str, amount: int) -> tuple[bool, int, float]:
        """Take that much if it is left: whether it was, what is left, and for how many seconds."""
        at = now().timestamp()
        self._sweep(at)
        most, seconds = window.amount, window.get_expiry()
        key = caller, most, seconds
        count, until = self._counts.get(key, NOTHING)
        if not at < until <= at + seconds:  # it has ended, or the clock was put back
            count, until = 0, at + seconds
        taken = count + amount <= most
        if taken:
            count += amount
            self._counts[key] = (count, until)
        return taken, most - count, until - at

    def _sweep(self, at: float) -> None:
        if abs(at - self._swept) >= SWEEP:
            self._swept = at
            self._counts = {key: each for key, each in self._counts.items() if each[1] > at}
