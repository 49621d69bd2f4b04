"""The trace of an answer: the facts, clauses, rules and readings it rests on (I9)."""

from collections.abc import Iterable
from enum import StrEnum
from itertools import chain
from typing import TypeVar

from msgspec import Struct

from graph.model.facts import Fact

T = TypeVar("T")


class Trace(Struct, frozen=True):
    """Facts as they were used, clause ids (`FA 3.4.4.1`), rule numbers (`R40`), readings chosen."""

    facts: tuple[Fact, ...] = ()
    clauses: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()

    def __add__(self, other: "Trace") -> "Trace":
        """Both, each entry once, in the order of first use."""
        return join((self, other))


def _once(items: Iterable[Iterable[T]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(items)))


def join(traces: Iterable[Trace]) -> Trace:
    """All of them in one, each entry once, in the order of first use."""
    every = tuple(traces)
    return Trace(
        _once(trace.facts for trace in every),
        _once(trace.clauses for trace in every),
        _once(trace.rules for trace in every),
        _once(trace.readings for trace in every),
    )


def cite(
    *,
    facts: Iterable[Fact] = (),
    clauses: Iterable[str] = (),
    rules: Iterable[str] = (),
    readings: Iterable[StrEnum] = (),
) -> Trace:
    """A trace from parts; a reading is the chosen member of its enum, e.g. `Q7.DECISION`."""
    return Trace(
        tuple(facts),
        tuple(clauses),
        tuple(rules),
        tuple((type(option).__name__, option.value) for option in readings),
    )
