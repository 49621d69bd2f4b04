"""Which way operations went, and what compiling them took: counted for the metrics."""

from collections import Counter
from enum import StrEnum

from graphql import ExecutionResult
from msgspec import Struct, field


class Way(StrEnum):
    """How an operation was answered."""

    COMPILED = "compiled"
    DEOPTIMISED = "deoptimised"
    UNSUPPORTED = "unsupported"
    FIRST_SEEN = "first_seen"
    """By graphql-core, since a text is compiled when it comes again."""
    KEPT = "kept"
    """It was kept whole since it was answered, in one of the other ways."""


class Answered(Struct, frozen=True):
    """The result of an operation, the way it went, and why it was not answered compiled."""

    result: ExecutionResult
    """Compiled, its data are an `orjson.Fragment`: bytes that are written as they are."""
    way: Way
    reason: str = ""


MOST_REASONS = 200


class Ways(Struct):
    """The share of each way since the start."""

    ways: Counter[Way] = field(default_factory=Counter[Way])
    reasons: Counter[tuple[Way, str]] = field(default_factory=Counter[tuple[Way, str]])
    """Bounded: beyond 200 different ones, the others are counted as `other`."""
    compiled: int = 0
    """Plans made."""
    compiling_seconds: float = 0.0

    def count(self, answered: Answered) -> None:
        """Count one operation."""
        self.ways[answered.way] += 1
        if answered.reason:
            key = answered.way, answered.reason
            known = key in self.reasons or len(self.reasons) < MOST_REASONS
            self.reasons[key if known else (answered.way, "other")] += 1
