"""Performance of several months: a quarter, a year, or any months that follow each other.

It is the sum of its months' statements (R24: the period of performance is the calendar month), so
each month keeps the links of its own days, and the parts add up to the whole (R27, I12).
"""

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from graph.model import Fen, Period, Uid
from graph.rules.performance import Line, Place, Statement, order


class PeriodStatement(Struct, frozen=True):
    """Statements of the months of a period, in order; what they come to, in fen.

    A payment that is shared over days of use (Q14) counts as one in each month it falls in.
    """

    period: Period
    partner: Uid | None
    months: tuple[Statement, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of all months, one for each place."""
        return merged(line for month in self.months for line in month.lines)

    @property
    def city_partners(self) -> tuple[tuple[Uid, Fen], ...]:
        """What counts to the partner of each city partner's cash and its customers', by uid."""
        sums: dict[Uid, int] = defaultdict(int)
        for month in self.months:
            for uid, fen in month.city_partners:
                sums[uid] += fen
        return tuple((uid, Fen(fen)) for uid, fen in sorted(sums.items()))

    @property
    def own(self) -> Fen:
        """As `Statement.own`."""
        return Fen(sum(month.own for month in self.months))

    @property
    def accounts(self) -> Fen:
        """As `Statement.accounts`."""
        return Fen(sum(month.accounts for month in self.months))

    @property
    def total(self) -> Fen:
        """As `Statement.total`."""
        return Fen(sum(month.total for month in self.months))

    @property
    def direct_total(self) -> Fen:
        """As `Statement.direct_total`."""
        return Fen(sum(month.direct_total for month in self.months))

    @property
    def elsewhere(self) -> Fen:
        """As `Statement.elsewhere`."""
        return Fen(sum(month.elsewhere for month in self.months))

    @property
    def no_fee_holder(self) -> Fen:
        """As `Statement.no_fee_holder`."""
        return Fen(sum(month.no_fee_holder for month in self.months))

    @property
    def unattributed(self) -> Fen:
        """As `Statement.unattributed`."""
        return Fen(sum(month.unattributed for month in self.months))

    @property
    def paid(self) -> Fen:
        """As `Statement.paid`."""
        return Fen(sum(month.paid for month in self.months))

    @property
    def balanced(self) -> bool:
        """Whether every month is (I12)."""
        return all(month.balanced for month in self.months)

    @property
    def under_tier1(self) -> bool:
        """Whether the partner stood under a tier-1 on a day of any month (I11)."""
        return any(month.under_tier1 for month in self.months)


def merged(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Lines added up by direct partner, fee holder and status, in the order of a statement."""
    sums: dict[Place, tuple[int, int, int]] = defaultdict(lambda: (0, 0, 0))
    for line in lines:
        place = line.direct, line.holder, line.status
        own, accounts, payments = sums[place]
        sums[place] = own + line.own, accounts + line.accounts, payments + line.payments
    return tuple(
        Line(*place, Fen(sums[place][0]), Fen(sums[place][1]), sums[place][2])
        for place in sorted(sums, key=order)
    )
