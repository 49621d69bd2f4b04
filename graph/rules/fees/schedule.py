"""The schedule of fees: rate tables by month, products by day (R30, R31, MR 5.1.1–5.1.4).

The tables are not in the text of the contracts. They are configuration: a value that each rule is
handed, read from a file by `graph.rules.fees.file`; the one that is shipped is labelled a sample.
"""

from datetime import date

from msgspec import Struct

from graph.clauses import Wording
from graph.model import Fen, Month

WHOLE = 10_000
"""Basis points of the whole: 1 basis point is a hundredth of a per cent."""


class Tier(Struct, frozen=True):
    """A standard in fen and the rate, in basis points, of the whole base that reaches it."""

    start: Fen
    basis_points: int

    def of(self, base: Fen) -> Fen:
        """Its share of a base, in fen, rounded down."""
        return Fen(base * self.basis_points // WHOLE)


class Table(Struct, frozen=True):
    """The tiers that hold from a month on, up to but not in `end` (None = open), by their start."""

    start: Month
    end: Month | None
    source: str
    tiers: tuple[Tier, ...]

    def __contains__(self, month: object) -> bool:
        """Whether a month lies in its time."""
        if not isinstance(month, Month):
            return False
        return self.start <= month and (self.end is None or month < self.end)

    def reached(self, base: Fen) -> Tier | None:
        """The highest tier that a base reaches, the number included (R30, R05, MR 2.1)."""
        return max(
            (tier for tier in self.tiers if base >= tier.start),
            key=lambda tier: tier.start,
            default=None,
        )

    def ahead(self, base: Fen) -> Tier | None:
        """The nearest tier that a base does not reach."""
        return next((tier for tier in self.tiers if base < tier.start), None)


class Announcement(Struct, frozen=True):
    """Which products count for the fee from a day on; of those not named the former word stands."""

    start: date
    source: str
    eligible: frozenset[str] = frozenset()
    not_eligible: frozenset[str] = frozenset()

    def names(self, product: str) -> bool:
        """Whether it says anything of a product."""
        return product in self.eligible or product in self.not_eligible


class CommissionTerms(Struct, frozen=True):
    """The cloud-market commission (R38, MR 3.4.2): its products and rates.

    `city_partners_to_tier1` is an announcement that moves a city partner's to its tier-1 (Q34).
    """

    products: frozenset[str]
    tables: tuple[Table, ...]
    city_partners_to_tier1: bool = False


class Schedule(Struct, frozen=True):
    """All that the clauses on fees leave to announcements. `sample`: invented, from no contract.

    `discounted` are the products of MR 5.4 (shared hosting, mail).
    """

    name: str
    sample: bool
    remark: Wording
    tables: tuple[Table, ...]
    announcements: tuple[Announcement, ...] = ()
    commission: CommissionTerms | None = None
    discounted: frozenset[str] = frozenset()

    def table(self, month: Month) -> Table | None:
        """The rate table of a month; None if none holds."""
        return table_of(self.tables, month)

    def announced(self, product: str | None, day: date) -> Announcement | None:
        """The latest announcement of a day or before it that names a product (R31, MR 5.1.2)."""
        spoken = (each for each in reversed(self.announcements) if each.start <= day)
        return next((each for each in spoken if product and each.names(product)), None)

    def takes(self, product: str | None, day: date) -> bool:
        """Whether a product's cash of a day counts for the fee; it does unless announced otherwise.

        R31, MR 5.1.2, MR 5.1.4.
        """
        latest = self.announced(product, day)
        return latest is None or product in latest.eligible


def table_of(tables: tuple[Table, ...], month: Month) -> Table | None:
    """The one of the tables that holds in a month."""
    return next((table for table in tables if month in table), None)
