"""What exists: parties, accounts and the facts about them, each with its two times.

A fact is never changed. It has versions under one `id`; a version is known from `recorded_at` until
`superseded_at`, and between the commits `recorded_in` and `superseded_in` (revision numbers;
0 in `recorded_in` = not in a store yet).
"""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from msgspec import Struct
from msgspec.structs import astuple

from graph.model.ids import FactId, PartyId, Uid
from graph.model.money import Fen
from graph.model.time import Interval, day_of

UNKNOWN_SINCE = datetime(1, 1, 2, tzinfo=UTC)
"""Recorded time of a fact that was always known."""


class PartyKind(StrEnum):
    """What a legal entity is."""

    ALIYUN = "ALIYUN"
    COMPANY = "COMPANY"
    PERSON = "PERSON"


class LinkType(StrEnum):
    """How a customer account hangs from its partner (FA 3.4.3); it never changes in a link (I7)."""

    AGENCY = "AGENCY"
    RESALE = "RESALE"


class Cause(StrEnum):
    """What an obligation arose from."""

    TRANSACTION = "TRANSACTION"
    ACT = "ACT"
    DISPUTE = "DISPUTE"
    PARTNER_BREACH = "PARTNER_BREACH"
    PENALTY = "PENALTY"


class Condition(StrEnum):
    """A recorded condition of an account (Q9); what follows from it is `rules.lifecycle`."""

    FROZEN = "FROZEN"
    CONVERTED = "CONVERTED"
    CLOSED = "CLOSED"


class Fact(Struct, frozen=True, kw_only=True, tag_field="fact", tag=True):
    """One version of a fact, with the time it was known; written down it says what it is."""

    id: FactId
    version: int = 1
    recorded_at: datetime = UNKNOWN_SINCE
    recorded_in: int = 0
    superseded_at: datetime | None = None
    superseded_in: int | None = None
    recorded_by: str = ""
    source: str = ""

    @property
    def key(self) -> str:
        """The version's own key, unique in a store."""
        return f"{self.id}@{self.version}"

    def __hash__(self) -> int:
        """Cheap, since traces put facts in sets: the key tells two versions apart."""
        return hash((self.id, self.version))


_STAMPS = len(Fact.__struct_fields__)


def said(fact: Fact) -> tuple[Any, ...]:
    """What a version says, without id, times and whoever recorded it; in the order of `sayings`."""
    return astuple(fact)[_STAMPS:]


def sayings(fact: Fact) -> tuple[str, ...]:
    """The names of the fields in which a fact of its kind says something."""
    return fact.__struct_fields__[_STAMPS:]


def apart(one: Fact, other: Fact) -> list[str]:
    """The fields in which two facts of a kind say something else."""
    return [name for name in sayings(one) if getattr(one, name) != getattr(other, name)]


def says_the_same(one: Fact, other: Fact) -> bool:
    """Whether two versions say the same, whenever and by whomever they were recorded."""
    return type(one) is type(other) and said(one) == said(other)


class Dated(Fact, frozen=True, kw_only=True):
    """A fact that holds for an interval of civil days."""

    valid_from: date
    valid_to: date | None = None

    @property
    def interval(self) -> Interval:
        """The days on which it holds."""
        return Interval(self.valid_from, self.valid_to)


class Party(Fact, frozen=True, kw_only=True):
    """A legal entity; `id` is its PartyId."""

    name: str = ""
    kind: PartyKind = PartyKind.COMPANY


class Account(Fact, frozen=True, kw_only=True):
    """An account of the platform; `id` is its uid. Roles are derived for a day, never stored."""

    owner: PartyId
    name: str = ""
    external_id: str | None = None

    @property
    def uid(self) -> Uid:
        """Its uid."""
        return Uid(self.id)

    def is_called(self, text: str) -> bool:
        """Whether a text finds it: by how its uid begins, its external id, a part of its name."""
        named = text.casefold() in self.name.casefold()
        return named or self.uid.startswith(text) or self.external_id == text


class Standing(Dated, frozen=True, kw_only=True):
    """PARTNER standing of an account with Aliyun (FA 3.3.2, MR 7)."""

    account: Uid
    end_cause: str | None = None


class TierLink(Dated, frozen=True, kw_only=True):
    """A city partner's account under its tier-1's account (CA 1.3, 1.4, 2.1.3)."""

    city: Uid
    tier1: Uid


class Link(Dated, frozen=True, kw_only=True):
    """A customer account linked to a partner account (FA 2.1.6, 3.4.1.2, 3.4.3)."""

    account: Uid
    partner: Uid
    type: LinkType


class AccountCondition(Dated, frozen=True, kw_only=True):
    """A recorded condition of an account: frozen, converted or closed (Q9, FA 8.4.3)."""

    account: Uid
    condition: Condition


class Payment(Fact, frozen=True, kw_only=True):
    """Cash paid (positive) or refunded (negative) on an account; vouchers do not count (R21)."""

    account: Uid
    paid_at: datetime
    fen: Fen
    product: str | None = None
    fee_eligible: bool = True
    voucher_fen: Fen = Fen(0)
    consumed_from: date | None = None
    consumed_to: date | None = None
    refund_of: FactId | None = None

    @property
    def day(self) -> date:
        """Civil day in Shanghai on which it was paid."""
        return day_of(self.paid_at)


class Obligation(Fact, frozen=True, kw_only=True):
    """A debt to Aliyun, of an account or of a party; a range of days is split by day (Q14)."""

    account: Uid | None = None
    party: PartyId | None = None
    occurred_from: date
    occurred_to: date
    fen: Fen
    cause: Cause = Cause.TRANSACTION

    @property
    def occurred(self) -> Interval:
        """The days on which it arose."""
        return Interval(self.occurred_from, self.occurred_to)


class Settlement(Fact, frozen=True, kw_only=True):
    """A payment on an obligation; it reduces the debt of every obligor (R51)."""

    obligation: FactId
    by: PartyId
    on: date
    fen: Fen


class Finding(Fact, frozen=True, kw_only=True):
    """A finding on bad management of a city partner behind an obligation (CA 1.3, 1.4, Q11).

    `party` is the city partner or the tier-1 whose management was looked at; `mismanaged=False`
    rules bad management out.
    """

    obligation: FactId
    party: PartyId
    mismanaged: bool
    found_on: date
