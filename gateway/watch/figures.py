"""Figures of a running gateway, as Prometheus reads them: counted where things happen.

Labels are kinds, statuses, codes and names of ours: never who asks or what is asked. Of each figure
some hundred combinations are told apart; further ones are counted as `other`.
"""

from typing import Generic, TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Summary
from prometheus_client.process_collector import ProcessCollector

from gateway.watch.requests import Requests

C = TypeVar("C", Counter, Summary)

OURS = "gateway_"
"""The beginning of their names."""

MOST = 300
"""Combinations of labels of one figure that are told apart."""


class Figures:
    """What one process counts."""

    def __init__(self) -> None:
        """Count from nothing, in a registry of its own."""
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        requests = Requests(MOST)
        registry.register(requests)
        self.answered = requests.add
        about = "Statements that the store has answered, and their seconds"
        self._statements = Children(
            Summary(f"{OURS}statement_seconds", about, ("statement",), registry=registry)
        )
        about = "Statements and commits that failed"
        self._failures = self._counter("store_failures", about, "code")
        self.engine_up = self._gauge("engine_up", "Whether the store answered when last asked")
        self.under_way = 0
        """Requests that are being answered."""
        under_way = self._gauge("requests_under_way", "Requests being answered")
        under_way.set_function(lambda: self.under_way)

    def _counter(self, name: str, about: str, *labels: str) -> "Children[Counter]":
        return Children(Counter(f"{OURS}{name}", about, labels, registry=self.registry))

    def _gauge(self, name: str, about: str) -> Gauge:
        return Gauge(f"{OURS}{name}", about, registry=self.registry)

    def asked(self, statement: str, seconds: float) -> None:
        """Count a statement that the store has answered."""
        self._statements.of(statement).observe(seconds)
        self.engine_up.set(1)

    def failed(self, code: str, *, up: bool) -> None:
        """Count a statement or a commit that failed, on a store that is `up` all the same."""
        self._failures.of(code).inc()
        self.engine_up.set(up)


class Children(Generic[C]):
    """The children of a figure by their labels; a dictionary is quicker than the library's way."""

    def __init__(self, parent: C, most: int = MOST) -> None:
        """Tell so many apart."""
        self._parent, self._most = parent, most
        self._known = dict[tuple[str, ...], C]()

    def of(self, *labels: str) -> C:
        """The child with these labels, or the one that stands for all others."""
        return self._known.get(labels) or self._child(labels)

    def _child(self, labels: tuple[str, ...]) -> C:
        if len(self._known) >= self._most:
            labels = ("other",) * len(labels)
        child: C = self._parent.labels(*labels)
        return self._known.setdefault(labels, child)
