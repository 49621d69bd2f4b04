"""How far a store is settled, as `/readyz`, the figures and the log tell it."""

from collections.abc import Iterator
from time import monotonic
from typing import Any

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from typing_extensions import override

from graph.store.ledger import Kept, State

POSTINGS, EDGES = "postings", "liability"
UNITS = {POSTINGS: "accounts", EDGES: "debts"}


class Settled(Collector):
    """What a process has last seen of it; once a store was settled it stays so for this process."""

    def __init__(self) -> None:
        """Settled, until somebody looks."""
        self.ready = True
        self._stage, self._kept = POSTINGS, Kept(None)
        self._began: tuple[str, int, float] | None = None

    def unknown(self) -> None:
        """Begin to look; it is not settled until it was seen to be."""
        self.ready = False

    def saw(self, state: State) -> None:
        """Look at how far it is now."""
        if self.ready or state.complete:
            self.ready = True
            return
        posted = state.posted.upto == state.revision
        self._stage, self._kept = (EDGES, state.answered) if posted else (POSTINGS, state.posted)
        if self._began is None or self._began[0] != self._stage or self._began[1] > self._kept.done:
            self._began = self._stage, self._kept.done, monotonic()

    def told(self) -> dict[str, Any]:
        """The stage, how many of how many are done, and the seconds left where that can be said."""
        kept = self._kept
        said: dict[str, Any] = {"stage": self._stage, "done": kept.done, "of": kept.total}
        said["unit"] = UNITS[self._stage]
        if (rate := self._rate()) > 0:
            said |= {
                "perSecond": round(rate, 1),
                "secondsLeft": round((kept.total - kept.done) / rate),
            }
        return said

    def _rate(self) -> float:
        """How many a second, since the stage was first seen."""
        if self._began is None:
            return 0.0
        _, done, at = self._began
        return (self._kept.done - done) / max(monotonic() - at, 1e-3)

    @override
    def collect(self) -> Iterator[Metric]:
        """Whether it is being settled, and how far it is."""
        about = "Whether the store is not settled yet, so that answers take longer"
        yield GaugeMetricFamily("gateway_settling", about, not self.ready)
        about = "Accounts, then debts, that are settled, by stage; none where the store is settled"
        done = GaugeMetricFamily("gateway_settling_done", about, labels=("stage",))
        about = "Accounts, then debts, that are to be settled, by stage"
        every = GaugeMetricFamily("gateway_settling_of", about, labels=("stage",))
        if not self.ready:
            done.add_metric((self._stage,), self._kept.done)
            every.add_metric((self._stage,), self._kept.total)
        yield from (done, every)
