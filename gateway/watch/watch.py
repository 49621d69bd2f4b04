"""What watches a running gateway: figures, spans, and a line of the log for each request."""

from collections.abc import Mapping
from functools import cached_property
from logging import INFO
from time import perf_counter
from types import TracebackType
from typing import Self

import structlog

from gateway.http.note import Note
from gateway.watch import logs
from gateway.watch.engine import WatchedEngine
from gateway.watch.figures import Figures
from gateway.watch.logs import ASKED
from gateway.watch.settled import Settled
from gateway.watch.spans import Span, Spans, told
from graph.store.engine import Engine

SLOW = 1.0
"""Seconds of a statement that is worth a warning."""

GONE = 499
"""The status of a request whose client went before there was one, as nginx has it."""


class Watch:
    """Made once a process, before the engine is used and the application made."""

    def __init__(self, spans: Spans | None = None, slow: float = SLOW) -> None:
        """Count from nothing; a statement of `slow` seconds is logged."""
        self.figures, self.spans = Figures(), spans or Spans()
        self.draining = False
        """Whether the process is about to end, and takes no new work."""
        self.settled = Settled()
        """How far the store is settled."""
        self.figures.registry.register(self.settled)
        self.log = structlog.get_logger()
        self._slow = slow

    def drain(self, notice: float) -> None:
        """Have `/readyz` say from now on that the process ends; it listens so many seconds more."""
        self.draining = True
        self.log.info("draining", notice=notice)

    @cached_property
    def tells(self) -> bool:
        """Whether the log takes a line for each request, as it was set when the first came."""
        return self.log.is_enabled_for(INFO)

    def engine(self, engine: Engine) -> Engine:
        """The engine, watched."""
        return WatchedEngine(engine, self.figures, self.spans, self._slow)

    def request(self, note: Note, headers: Mapping[str, str]) -> "Watching":
        """Watch one request, of which the note tells more and more."""
        return Watching(self, note, headers)


class Watching:
    """One request, from its beginning to its end."""

    def __init__(self, watch: Watch, note: Note, headers: Mapping[str, str]) -> None:
        """Begin when it is entered."""
        self._watch, self._note = watch, note
        self._beginning = watch.spans.request(headers) if watch.spans.traces else None
        self._span: Span | None = None
        self.status = GONE
        """HTTP's status of the answer."""

    def __enter__(self) -> Self:
        """Begin."""
        ASKED.set(self._note.request_id)
        self._watch.figures.under_way += 1
        self._began = perf_counter()
        if self._beginning is not None:
            self._span = self._beginning.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Count it, and tell the log and the span what it was."""
        seconds = perf_counter() - self._began
        note, figures = self._note, self._watch.figures
        figures.under_way -= 1
        doing, code = note.doing or "none", note.codes[0] if note.codes else ""
        figures.answered(doing, self.status, code, seconds)
        if self._span is not None or self._watch.tells:
            self._tell(doing, seconds)
        if self._beginning is not None:
            self._beginning.__exit__(kind, error, trace)

    def _tell(self, doing: str, seconds: float) -> None:
        note, said = self._note, self._note.logged()
        line = {"status": self.status, "ms": round(seconds * 1000, 2), **said}
        if self._watch.tells and not logs.told("request", line):
            self._watch.log.info("request", **line)
        if self._span is not None:
            told(self._span, doing, note.operation, self.status, said)
