"""What a party answers for under a heading: what one debt adds, or what all of them come to."""

from datetime import date, datetime
from typing import NamedTuple

from graph.model.facts import Cause
from graph.model.ids import FactId, PartyId


class Heading(NamedTuple):
    """Who answers, in which role (`rules.liability.ObligorRole`), for debts of which cause."""

    party: PartyId
    role: str
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
