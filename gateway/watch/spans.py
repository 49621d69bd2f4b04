"""Spans for OpenTelemetry: one for a request, one for each statement; of no argument its value.

The core knows the interface alone; who records is made in `tracing.py` when the settings name a
place to send spans to. Without one, nothing is begun and nothing costs anything. Errors are told by
their codes: their messages may quote what was given.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext

from opentelemetry.trace import Span, SpanKind, Status, StatusCode, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

Beginning = AbstractContextManager[Span | None]

_NOTHING: Beginning = nullcontext()
_W3C = TraceContextTextMapPropagator()


class Spans:
    """Begins spans with a tracer, or none without one."""

    def __init__(self, tracer: Tracer | None = None) -> None:
        """Trace with it."""
        self._tracer = tracer
        self.traces = tracer is not None
        """Whether anything is begun at all."""

    def request(self, headers: Mapping[str, str]) -> Beginning:
        """The span of a request, within the one that its `traceparent` names, if any."""
        if self._tracer is None:
            return _NOTHING
        parent = _W3C.extract({name: headers[name] for name in _W3C.fields if name in headers})
        return self._tracer.start_as_current_span(
            "request", parent, SpanKind.SERVER, record_exception=False
        )

    def statement(self, name: str) -> Beginning:
        """The span of a statement, by the name of its file."""
        if self._tracer is None:
            return _NOTHING
        return self._tracer.start_as_current_span(
            name, None, SpanKind.CLIENT, {"db.query.summary": name}, record_exception=False
        )


def told(span: Span, kind: str, name: str | None, status: int, more: Mapping[str, object]) -> None:
    """Tell a request's span what the request turned out to be."""
    span.update_name(f"{kind} {name}" if name else kind)
    span.set_attribute("graphql.operation.type", kind)
    span.set_attribute("http.response.status_code", status)
    if name:
        span.set_attribute("graphql.operation.name", name)
    for each, value in more.items():
        if isinstance(value, str | int | float):
            span.set_attribute(f"gateway.{each}", value)
    if status >= 500:  # noqa: PLR2004 - a failure of ours, as HTTP has it
        failed(span, str(status))


def failed(span: Span, code: str) -> None:
    """Mark a span as failed, by a code of docs/running.md or a status."""
    span.set_attribute("error.type", code)
    span.set_status(Status(StatusCode.ERROR))
