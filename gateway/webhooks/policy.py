"""How long a failing delivery is tried, and how long it rests between two tries."""

import secrets
from datetime import datetime, timedelta

from msgspec import Struct


class Policy(Struct, frozen=True):
    """Rests of `first` seconds, doubled with each failure up to `longest`, jittered by a half.

    After `patience` seconds of failures the webhook is parked.
    """

    first: float = 2.0
    longest: float = 3_600.0
    patience: float = 86_400.0

    def rest(self, failures: int) -> timedelta:
        """How long to rest after so many failures in a row."""
        whole = min(self.longest, self.first * 2 ** min(failures - 1, 40))
        return timedelta(seconds=whole * (0.5 + secrets.randbelow(501) / 1000))

    def spent(self, since: datetime, at: datetime) -> bool:
        """Whether it was tried long enough."""
        return (at - since).total_seconds() >= self.patience
