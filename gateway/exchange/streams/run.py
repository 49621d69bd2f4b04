"""An import that goes on: on what terms, what became of it so far, and what it keeps."""

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct

from gateway.exchange.reading import Row
from gateway.exchange.streams.chunks import Chunk
from gateway.exchange.streams.pace import Pace
from gateway.exchange.streams.taken import Doubts, Taken
from gateway.exchange.streams.weighing import Accounts, Measure, Weighed
from graph.store import ledger
from graph.store.engine import Engine

HELD = 50_000
"""Refunds that wait for their payments at the most; those beyond are refused where they stand."""


class Manner(Struct, frozen=True):
    """How a stream is taken: by whom, and whether on beyond refused rows, and over stored ones."""

    by: str
    source: str
    best_effort: bool = False
    corrections: bool = False


class Run:
    """A stream on its way into an engine."""

    def __init__(
        self, engine: Engine, manner: Manner, clock: Callable[[], datetime], begun: int
    ) -> None:
        """At its beginning, at a revision."""
        self.engine, self.manner, self.clock, self.begun = engine, manner, clock, begun
        self.accounts, self.pace = Accounts(begun), Pace()
        self.taken = Taken(revision=begun)
        self.held = Chunk([], [], [], {}, last=True)
        """Refunds whose payments have not come yet."""
        self.stored = False
        """Whether the last chunk made the newest revision that is known."""
        self.doubts: Doubts = {}

    def measure(self, revision: int) -> Measure:
        """By what a chunk is weighed at a revision."""
        return Measure(revision, self.clock(), self.begun, self.manner.corrections)

    def author(self) -> ledger.Author:
        """Who commits, now."""
        return ledger.Author(self.manner.by, self.clock(), source=self.manner.source)

    def takes(self, found: Weighed) -> bool:
        """Whether a chunk is committed, or there is nothing to commit or something in the way."""
        return bool(found.verdict.taken) and (self.manner.best_effort or not found.problems)

    @property
    def full(self) -> bool:
        """Whether no more refunds can wait."""
        return len(self.held.rows) >= HELD

    def hold(self, chunk: Chunk, rows: list[Row]) -> None:
        """Keep refunds until the end, when what they refund may have come."""
        for row in rows:
            self.held.rows.append(row)
            self.held.stood[row.line] = chunk.stood.pop(row.line)
        self.held.dated = self.held.dated or (chunk.dated and bool(rows))
        self.held.end = max(self.held.end, chunk.end)

    def stands(self, revision: int, *, stored: bool) -> None:
        """A chunk is through, at a revision; `stored` tells that it made it."""
        self.taken.revision, self.stored = revision, stored
        if stored:
            self.accounts.at = revision
