"""In which order drift is mended, so that each step finds what it rests on (I3, I4)."""

from collections.abc import Iterable
from typing import assert_never

from msgspec import Struct

from graph.changes import Change, End, Record, Retract, Supersede
from graph.model import (
    Account,
    AccountCondition,
    Dated,
    Fact,
    Link,
    Party,
    Payment,
    Standing,
    TierLink,
)
from graph.rules.drift.compare import Drift

OUTER_FIRST = (Party, Account, Standing, TierLink, Link, AccountCondition, Payment)
"""What rests on what: a customer link on its partner's standing, that on its account."""


class Step(Struct, frozen=True):
    """One change, its place in the order (from 1), and the drift that it mends (from 0)."""

    number: int
    drift: int
    change: Change


def steps(drifts: Iterable[Drift]) -> tuple[Step, ...]:
    """The changes of all drifts in the order in which they can be carried out.

    First what ends or shrinks, the inner before what it rests on; then what is corrected or new,
    the outer first.
    """
    found = ((at, change) for at, drift in enumerate(drifts) for change in drift.changes)
    ordered = sorted(found, key=lambda each: _rank(each[1]))
    return tuple(Step(number, at, change) for number, (at, change) in enumerate(ordered, 1))


def _rank(change: Change) -> tuple[int, int]:
    match change:
        case Retract(fact) | End(fact):
            return 0, -_depth(fact)
        case Supersede(old, new):
            return (0, -_depth(old)) if _shrinks(old, new) else (1, _depth(old))
        case Record(fact):
            return 1, _depth(fact)
        case _ as never:
            assert_never(never)


def _depth(fact: Fact) -> int:
    kind = type(fact)
    return OUTER_FIRST.index(kind) if kind in OUTER_FIRST else len(OUTER_FIRST)


def _shrinks(old: Fact, new: Fact) -> bool:
    """Whether a corrected fact holds on no day on which it did not before."""
    if not isinstance(old, Dated) or not isinstance(new, Dated):
        return False
    return new.valid_from >= old.valid_from and new.interval == new.interval.cut(old.valid_to)
