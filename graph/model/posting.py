"""Postings: what a commit added to the cash of a month, kept so that a statement is a sum of few.

A posting is a difference. What stood in a group as known at an instant, at a revision, is the sum
of the postings of the group that are known from that instant or before, and were recorded in that
revision or before.
"""

from datetime import datetime
from typing import NamedTuple

from graph.model.ids import Uid
from graph.model.time import Month

PROGRAMME = Uid("")
"""The scope of the whole programme, whose groups are folded: see `graph.rules.postings`."""


class Group(NamedTuple):
    """Where cash stands: in whose statement, of which month, and to whom it counts.

    `scope` is the partner below whom the accounts ever stood, as in `performance.statement`.
    """

    scope: Uid
    month: Month
    direct: Uid | None
    holder: Uid | None
    status: str


class Amount(NamedTuple):
    """Cash of direct partners' own accounts and of their customers', in fen; and how many payments.

    A difference may be below zero, in the number too.
    """

    own: int
    accounts: int
    payments: int

    def plus(self, other: "Amount") -> "Amount":
        """Both together."""
        return Amount(
            self.own + other.own, self.accounts + other.accounts, self.payments + other.payments
        )

    def less(self, other: "Amount") -> "Amount":
        """What the other has not."""
        return Amount(
            self.own - other.own, self.accounts - other.accounts, self.payments - other.payments
        )


NOTHING = Amount(0, 0, 0)


class Posting(NamedTuple):
    """A difference in a group: known from an instant on, recorded in a revision, for a cause."""

    group: Group
    amount: Amount
    at: datetime
    revision: int
    cause: str = ""
