"""Requests that were answered, counted in plain numbers: each costs a look into two dictionaries.

The library's own counters take a lock and go through all buckets at each request; here it reads
what was counted when somebody asks.
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

from msgspec import Struct, field
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from typing_extensions import override

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""The ends of the buckets."""

_ENDS = (*map(str, SECONDS), "+Inf")


class Spread(Struct):
    """How long some requests took, or waited."""

    buckets: list[int] = field(default_factory=lambda: [0] * len(_ENDS))
    """How many took as long as a bucket holds, and no shorter one."""
    seconds: float = 0.0

    def add(self, seconds: float) -> None:
        """Count one."""
        self.buckets[bisect_left(SECONDS, seconds)] += 1
        self.seconds += seconds

    def told(self) -> list[tuple[str, float]]:
        """Each bucket by its end, with all that shorter ones hold, as Prometheus has them."""
        return list(zip(_ENDS, accumulate(self.buckets), strict=True))


class Requests(Collector):
    """Counts requests by kind, status and code, and their seconds by kind."""

    def __init__(self, most: int) -> None:
        """Tell so many combinations apart; further ones are counted as `other`."""
        self._most = most
        self._counts: dict[tuple[str, int | str, str], int] = {}
        self._spreads: dict[str, Spread] = {}

    def add(self, kind: str, status: int, code: str, seconds: float) -> None:
        """Count one by what it asked for, how it ended, and its first code, if any."""
        key = (kind, status, code)
        if key in self._counts:
            self._counts[key] += 1
        else:
            self._begin(key)
        self._spreads[kind].add(seconds)

    def _begin(self, key: tuple[str, int | str, str]) -> None:
        self._spreads.setdefault(key[0], Spread())
        if len(self._counts) >= self._most:
            key = ("other", "other", "other")
        self._counts[key] = self._counts.get(key, 0) + 1

    @override
    def collect(self) -> Iterator[Metric]:
        """What was counted."""
        labels = ("kind", "status", "code")
        counts = CounterMetricFamily("gateway_requests", "Requests answered", labels=labels)
        for (kind, status, code), number in self._counts.items():
            counts.add_metric((kind, str(status), code), number)
        yield counts
        about = "Seconds to the answer of a request"
        seconds = HistogramMetricFamily("gateway_request_seconds", about, labels=("kind",))
        for kind, spread in self._spreads.items():
            seconds.add_metric((kind,), spread.told(), spread.seconds)
        yield seconds
