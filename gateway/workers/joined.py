"""Figures of several processes, read as those of one: each has the label `worker`."""

import asyncio
from collections.abc import Iterator, Sequence

from httpx2 import AsyncClient, AsyncHTTPTransport, HTTPError
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector
from typing_extensions import override

PATIENCE = 1.0
"""Seconds that a worker has to show its figures; one that does not is left out."""


async def joined(sockets: Sequence[str]) -> bytes:
    """The figures that are shown at sockets, in one text."""
    registry = CollectorRegistry()
    registry.register(_Joined(await asyncio.gather(*map(_read, sockets))))
    return generate_latest(registry)


async def _read(socket: str) -> str:
    transport = AsyncHTTPTransport(uds=socket)
    try:
        async with AsyncClient(transport=transport, timeout=PATIENCE) as client:
            return (await client.get("http://worker/metrics")).text
    except HTTPError:
        return ""


class _Joined(Collector):
    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    @override
    def collect(self) -> Iterator[Metric]:
        families = dict[str, Metric]()
        for worker, text in enumerate(self._texts):
            for found in text_string_to_metric_families(text):
                like = Metric(found.name, found.documentation, found.type)
                family = families.setdefault(found.name, like)
                for each in found.samples:
                    labels = {**each.labels, "worker": str(worker)}
                    family.add_sample(each.name, labels, each.value)
        return iter(families.values())
