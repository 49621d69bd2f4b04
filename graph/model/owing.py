"""What a party answers for under a heading: what one debt adds, or what all of them come to."""

from typing import NamedTuple

from graph.model.facts import Cause
from graph.model.ids import PartyId


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
