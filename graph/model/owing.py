"""What a party answers for under a heading: what one debt adds, or what all of them come to."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from graph.model.facts import Cause
from graph.model.ids import FactId, PartyId


class ObligorRole(StrEnum):
    """How a party answers for a debt."""

    PRIMARY = "PRIMARY"
    JOINT = "JOINT"
    SOLE = "SOLE"
    JOINT_CONTINGENT = "JOINT_CONTINGENT"
    UNRESOLVED = "UNRESOLVED"


class Order(StrEnum):
    """By which of its amounts a party stands in a sweep."""

    OUTSTANDING = "OUTSTANDING"
    GROSS = "GROSS"
    CONTINGENT = "CONTINGENT"
    UNRESOLVED = "UNRESOLVED"


class Heading(NamedTuple):
    """Who answers, in which role, for debts of which cause."""

    party: PartyId
    role: ObligorRole
    cause: Cause


class Owing(NamedTuple):
    """Amounts in fen and numbers of debts, of one heading.

    `fen`, `outstanding` and `debts` are all that the party answers for in the role. Of this it owes
    `owed`, `owed_outstanding` and `owed_debts` now and by no earlier role: these add up over roles
    without counting anything twice. A difference may be below zero.
    """

    fen: int
    outstanding: int
    debts: int
    owed: int
    owed_outstanding: int
    owed_debts: int

    def plus(self, other: "Owing") -> "Owing":
        """Both together."""
        return Owing(*(mine + its for mine, its in zip(self, other, strict=True)))

    def less(self, other: "Owing") -> "Owing":
        """What the other has not."""
        return Owing(*(mine - its for mine, its in zip(self, other, strict=True)))


NOTHING_OWED = Owing(0, 0, 0, 0, 0, 0)


def amounts(parts: Iterable[tuple[Heading, Owing]]) -> dict[Order, int]:
    """What one party comes to in each order, in fen: owed now, unsettled of it, or not yet owed."""
    every = list(parts)
    return {
        Order.OUTSTANDING: sum(owing.owed_outstanding for _, owing in every),
        Order.GROSS: sum(owing.owed for _, owing in every),
        Order.CONTINGENT: _waiting(every, ObligorRole.JOINT_CONTINGENT),
        Order.UNRESOLVED: _waiting(every, ObligorRole.UNRESOLVED),
    }


def _waiting(parts: list[tuple[Heading, Owing]], role: ObligorRole) -> int:
    return sum(owing.outstanding for heading, owing in parts if heading.role is role)


class Answering(NamedTuple):
    """A liability edge: that a party answers for a debt in a role, as of days and as known then.

    As of the days from `first` to the day before `end`, as known from the instant `at` to the one
    before `until`; None is without an end. `version` is the version of the debt then known.
    """

    obligation: FactId
    heading: Heading
    version: int
    clauses: tuple[str, ...]
    owing: Owing
    first: date
    end: date | None
    at: datetime
    until: datetime | None

    @property
    def lasting(self) -> bool:
        """Whether it stands as of the last of days, by all that is known."""
        return self.end is None and self.until is None
