"""Spans sent to a collector by OTLP over HTTP, where the settings name one."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from gateway.settings import SettingInvalid, Settings, variable
from gateway.watch.spans import Spans

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

SECONDS = 3.0
"""How long a collector has to take spans; those that it does not take are lost."""


@asynccontextmanager
async def traced(settings: Settings) -> AsyncGenerator[Spans]:
    """Spans while it is open; the last are sent when it closes.

    Raises SettingInvalid when a place is named and what it takes is not installed.
    """
    if settings.tracing is None:
        yield Spans()
        return
    provider = _provider(settings.tracing)
    try:
        yield Spans(provider.get_tracer("gateway"))
    finally:
        await asyncio.to_thread(provider.shutdown)


def _provider(place: str) -> "TracerProvider":
    """One who sends in a thread of its own; how many it keeps is up to OTEL_TRACES_SAMPLER."""
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import (  # noqa: PLC0415
            OTLPSpanExporter,
        )
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415 - an extra
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
    except ImportError as error:
        raise SettingInvalid(
            f"{variable('tracing')} is set, but what sends spans is not installed; "
            "install partner-gateway[tracing]"
        ) from error
    provider = TracerProvider(resource=Resource.create({"service.name": "partner-gateway"}))
    sender = OTLPSpanExporter(f"{place.rstrip('/')}/v1/traces", timeout=SECONDS)
    provider.add_span_processor(BatchSpanProcessor(sender))
    return provider
