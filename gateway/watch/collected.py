"""Figures that are kept elsewhere, and looked up when somebody reads them."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    SummaryMetricFamily,
)
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from typing_extensions import override

from gateway.compiled import Ways
from gateway.limits.turns import Turns
from gateway.live.caps import Caps
from graph.store import ledger
from graph.store.engine import Engine
from loaders.roll import Keeping
from loaders.shelf import Shelf
from loaders.tail import Tail


class Shelved(Collector):
    """What is kept of each kind of fact, and how often it was found."""

    def __init__(self, shelves: Collection[Shelf[Any]]) -> None:
        """Look at these."""
        self._shelves = shelves

    @override
    def collect(self) -> Iterator[Metric]:
        """The figures of each shelf."""
        about = "Keys looked for: kept (hit), kept in the cache they share (recall), read (miss)"
        lookups = CounterMetricFamily("gateway_shelf_lookups", about, labels=("shelf", "found"))
        about = "Entries kept in memory"
        entries = GaugeMetricFamily("gateway_shelf_entries", about, labels=("shelf",))
        about = "Bytes of the entries, as they are packed"
        size = GaugeMetricFamily("gateway_shelf_bytes", about, labels=("shelf",))
        for shelf in self._shelves:
            lookups.add_metric((shelf.name, "hit"), shelf.looked.hits)
            lookups.add_metric((shelf.name, "recall"), shelf.looked.recalls)
            lookups.add_metric((shelf.name, "miss"), shelf.looked.misses)
            entries.add_metric((shelf.name,), len(shelf))
            size.add_metric((shelf.name,), shelf.size)
        yield from (lookups, entries, size)


class Enrolled(Collector):
    """The roll of accounts, by which lists and searches are answered."""

    def __init__(self, roll: Keeping) -> None:
        """Look at it."""
        self._roll = roll

    @override
    def collect(self) -> Iterator[Metric]:
        """How many accounts are on it."""
        about = "Accounts on the roll; 0 where there is none"
        yield GaugeMetricFamily("gateway_roll_accounts", about, len(self._roll))


class Lined(Collector):
    """The line of writers before the ledger."""

    def __init__(self, engine: Engine) -> None:
        """Look at those who write to an engine."""
        self._engine = engine

    @override
    def collect(self) -> Iterator[Metric]:
        """Its length, how long one waits, and in how many transactions they are served."""
        fared = ledger.fared(self._engine)
        about = "Writers waiting for their turn"
        yield GaugeMetricFamily("gateway_ledger_queue", about, ledger.waiting(self._engine))
        about = "Seconds that writers waited for their turn"
        yield SummaryMetricFamily("gateway_ledger_wait_seconds", about, fared.served, fared.waited)
        about = "Transactions of writers, who may share one"
        yield CounterMetricFamily("gateway_ledger_transactions", about, fared.transactions)


class Queued(Collector):
    """The line of requests before the door."""

    def __init__(self, turns: Turns) -> None:
        """Look at the turns that they take."""
        self._turns = turns

    @override
    def collect(self) -> Iterator[Metric]:
        """How many wait, how many have their turn, of how many, and how long they waited for it."""
        turns = self._turns
        yield GaugeMetricFamily("gateway_queue", "Requests waiting for their turn", turns.waiting)
        about = "Requests that have their turn"
        yield GaugeMetricFamily("gateway_queue_turns", about, turns.under_way)
        about = "Requests that may have their turn at once"
        yield GaugeMetricFamily("gateway_queue_limit", about, turns.most)
        waited, about = turns.waited, "Seconds that requests waited for their turn"
        name = "gateway_queue_wait_seconds"
        yield HistogramMetricFamily(name, about, waited.told(), waited.seconds)


class Open(Collector):
    """WebSockets and event streams."""

    def __init__(self, caps: Caps) -> None:
        """Look at those that are counted here."""
        self._caps = caps

    @override
    def collect(self) -> Iterator[Metric]:
        """How many are open, and how many were refused by which limit."""
        about = "WebSockets and event streams that are open"
        yield GaugeMetricFamily("gateway_connections", about, self._caps.open)
        about = "WebSockets and event streams that were refused, by the limit that refused them"
        refused = CounterMetricFamily("gateway_connections_refused", about, labels=("limit",))
        for limit, number in self._caps.refused.items():
            refused.add_metric((limit,), number)
        yield refused


class Listening(Collector):
    """Who listens to the feed."""

    def __init__(self, tail: Tail) -> None:
        """Look at its end, to which they listen."""
        self._tail = tail

    @override
    def collect(self) -> Iterator[Metric]:
        """How many listen."""
        about = "Subscriptions that listen to the feed"
        yield GaugeMetricFamily("gateway_subscriptions", about, self._tail.listeners)


class Went(Collector):
    """Which way operations went: by a compiled plan, or why not."""

    def __init__(self, ways: Callable[[], Ways | None]) -> None:
        """Ask for the counts at each reading; there are none where nothing is compiled."""
        self._ways = ways

    @override
    def collect(self) -> Iterator[Metric]:
        """Operations by way and reason, and what plans cost to make."""
        ways = self._ways() or Ways()
        about = "Operations by the way they were answered, and why not compiled"
        went = CounterMetricFamily("gateway_operations", about, labels=("way", "reason"))
        for way, number in ways.ways.items():
            reasons = {why: n for (each, why), n in ways.reasons.items() if each is way}
            for why, n in reasons.items():
                went.add_metric((way, why), n)
            went.add_metric((way, ""), number - sum(reasons.values()))
        yield went
        about = "Plans compiled, and the seconds it took"
        seconds = ways.compiling_seconds
        yield SummaryMetricFamily("gateway_compiling_seconds", about, ways.compiled, seconds)
