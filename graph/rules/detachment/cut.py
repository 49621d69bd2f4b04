"""What is asked: which link is to be cut, on what ground, and what has happened for it so far."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct

from graph.model import FactId, Histories, ObligationHistory, Payment, Uid


class Ground(StrEnum):
    """Why a link is cut."""

    JOINT_APPLICATION = "JOINT_APPLICATION"
    """The tier-1 applies and the city partner confirms (R100, CA 2.3.1①)."""
    CITY_APPLICATION = "CITY_APPLICATION"
    """The city partner applies alone, a month ahead, without a dispute (R101, CA 2.3.1②)."""
    STANDING_LOST = "STANDING_LOST"
    """City partner or tier-1 is no partner any more (R102, CA 2.3.1③)."""
    OTHER_GROUNDS = "OTHER_GROUNDS"
    """Other reasonable grounds of Aliyun (R103, CA 2.3.1④)."""
    PARTNER_EXIT = "PARTNER_EXIT"
    """A tier-1 or other partner loses its standing (R90, R108, MR 7.3.1, MR 7.3.3)."""
    VOLUNTARY_EXIT = "VOLUNTARY_EXIT"
    """A tier-1 or other partner leaves by itself (R89, MR 7.2; by Q15 also R83, FA 8.3.3)."""
    CUSTOMER_REQUEST = "CUSTOMER_REQUEST"
    """A customer asks to contract with Aliyun directly (R112, FA 4.3.1.6)."""


EXITS = frozenset({Ground.PARTNER_EXIT, Ground.VOLUNTARY_EXIT})
"""Grounds on which a partner loses its standing, with all that hangs from it."""


class Cut(Struct, frozen=True):
    """A detachment asked for. `uid` is the city partner, the partner, or the customer account.

    `on` fixes the day from which the link no longer holds; without it the ground gives the
    earliest one. `release_city_partners` and `end_links` are what Aliyun may decide at a partner's
    exit (R102, R108); their default is the same day (Q7, Q8). Where `applied_on` is given, a ground
    that begins with the receipt of a notice waits for it; without it the notice is supposed.
    """

    uid: Uid
    ground: Ground
    on: date | None = None
    applied_on: date | None = None
    confirmed_on: date | None = None
    no_dispute_confirmed: bool = False
    notice_received_on: date | None = None
    withdrawn_on: date | None = None
    decided_on: date | None = None
    release_city_partners: bool = True
    end_links: bool = True
    customers_settled_on: date | None = None
    termination_agreed_on: date | None = None


class Branch(Struct, frozen=True):
    """The facts a plan needs: all that ever hung below the account and all above that.

    `payments` of those accounts from the cut on, with the `originals` of refunds among them;
    `obligations` of those accounts and their owners; `accounts` of a debtor that is a party.
    """

    histories: Histories
    payments: tuple[Payment, ...] = ()
    originals: Mapping[FactId, Payment] = {}
    obligations: Mapping[FactId, ObligationHistory] = {}
