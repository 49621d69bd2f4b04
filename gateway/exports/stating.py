"""The rows of a statement, some accounts at a time, so that no more than these are ever held.

By account they come as they are worked out; by direct partner or product they are added up over
all accounts, and come at the end. Every row is of one revision, whatever is written meanwhile.
"""

from collections.abc import AsyncGenerator, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from gateway.exchange.reading import Watch
from gateway.exports.sources import Source
from graph.model import Fen, Moment, Month, Period, Uid
from graph.model.money import print_yuan
from graph.rules import breakdown, performance
from graph.rules.performance import Line, Statement
from graph.rules.period import merged
from graph.rules.standing import Known
from graph.store.facts import batches
from loaders import needed

SOME = 500
"""Accounts that are worked out together."""

Cells: TypeAlias = Sequence[str | Fen | int | None]
"""A row: texts, amounts in fen where the column is one of money, and numbers."""


class By(StrEnum):
    """What a row is of."""

    ACCOUNT = "account"
    LINE = "line"
    PRODUCT = "product"


class Kind(StrEnum):
    """What stands in a column."""

    TEXT = "text"
    MONEY = "money"
    NUMBER = "number"


class Column(Struct, frozen=True):
    """A column: its name, and what stands in it."""

    name: str
    kind: Kind = Kind.TEXT


PLACE = Column("direct_partner"), Column("fee_holder"), Column("status")
AMOUNT, PAYMENTS = Column("amount", Kind.MONEY), Column("payments", Kind.NUMBER)
COLUMNS: dict[By, tuple[Column, ...]] = {
    By.ACCOUNT: (Column("month"), Column("account"), Column("name"), *PLACE, AMOUNT, PAYMENTS),
    By.LINE: (
        Column("month"),
        *PLACE,
        Column("own", Kind.MONEY),
        Column("accounts", Kind.MONEY),
        AMOUNT,
        PAYMENTS,
    ),
    By.PRODUCT: (
        Column("month"),
        Column("product"),
        Column("fee_total", Kind.MONEY),
        Column("direct_total", Kind.MONEY),
        AMOUNT,
        PAYMENTS,
    ),
}
"""The last two add up to all cash of the accounts and to how many payments it was."""


class Wanted(Struct, frozen=True):
    """Which statement: months, a partner (None: the programme), the moment, and its rows."""

    period: Period
    partner: Uid | None
    moment: Moment
    by: By = By.ACCOUNT


class Sums(Struct):
    """What a statement comes to, as `performanceStatement` tells it, in fen, over its months."""

    total: int = 0
    direct_total: int = 0
    no_fee_holder: int = 0
    unattributed: int = 0
    elsewhere: int = 0
    paid: int = 0
    payments: int = 0
    rows: int = 0

    def add(self, found: Statement) -> None:
        """Add a part of the accounts."""
        for name in ("total", "direct_total", "no_fee_holder", "unattributed", "elsewhere", "paid"):
            setattr(self, name, getattr(self, name) + getattr(found, name))
        self.payments += sum(line.payments for line in found.lines)

    @property
    def balanced(self) -> bool:
        """Whether nothing was lost (I12)."""
        parts = self.total + self.no_fee_holder + self.unattributed + self.elsewhere
        return parts == self.paid

    def told(self) -> str:
        """One line."""
        fee, direct = print_yuan(self.total), print_yuan(self.direct_total)
        rest = (
            f"{print_yuan(self.elsewhere)} counts elsewhere, {print_yuan(self.no_fee_holder)} has"
            f" no fee holder, {print_yuan(self.unattributed)} counts to nobody"
        )
        return (
            f"{self.rows:,} rows, {self.payments:,} payments, {print_yuan(self.paid)} paid: {fee}"
            f" as fee holder ({direct} as direct partner), {rest}"
        )


async def rows(
    source: Source, wanted: Wanted, uids: Sequence[Uid], sums: Sums, watch: Watch
) -> AsyncGenerator[Cells]:
    """The rows of the cash of some accounts; `sums` has what they come to when they are given."""
    for month in wanted.period.months:
        watch.stage(f"stating {month}", len(uids))
        rows_of = _ROWS[wanted.by](wanted, month)
        for some in batches(uids, SOME):
            for cells in rows_of.taken(await _cash(source, some, month, wanted, sums)):
                sums.rows += 1
                yield cells
            watch.advance(len(some))
        for cells in rows_of.rest():
            sums.rows += 1
            yield cells


class _Part(Struct):
    """The cash of some accounts in a month."""

    paid: needed.Paid
    statement: Statement


async def _cash(
    source: Source, uids: Sequence[Uid], month: Month, wanted: Wanted, sums: Sums
) -> _Part:
    found = await source.portion()
    histories = await found.histories(uids)
    payments = await found.payments(uids, month.first, month.interval.end or date.max)
    paid, moment = needed.Paid(histories, *payments), wanted.moment
    originals = paid.originals(moment)
    stated = performance.statement(
        histories, paid.payments, originals, month, moment, wanted.partner
    )
    sums.add(stated)
    return _Part(paid, stated)


class _ByAccount:
    """Rows by account, each as soon as it is worked out."""

    def __init__(self, wanted: Wanted, month: Month) -> None:
        self._wanted, self._month = wanted, month

    def taken(self, part: _Part) -> Iterator[Cells]:
        """The rows of some accounts."""
        paid, moment, month = part.paid, self._wanted.moment, str(self._month)
        originals = paid.originals(moment)
        every = breakdown.by_account(paid.histories, paid.payments, originals, self._month, moment)
        for each in every:
            name = paid.histories[each.account].account.name
            place = each.direct, each.holder, each.status.value
            yield month, each.account, name, *place, each.fen, each.payments

    def rest(self) -> Iterator[Cells]:
        """None."""
        return iter(())


class _ByLine:
    """Rows by direct partner and fee holder, added up over all accounts."""

    def __init__(self, _: Wanted, month: Month) -> None:
        self._month, self._lines = month, tuple[Line, ...]()

    def taken(self, part: _Part) -> Iterator[Cells]:
        """None yet."""
        self._lines = merged((*self._lines, *part.statement.lines))
        return iter(())

    def rest(self) -> Iterator[Cells]:
        """The lines."""
        for each in self._lines:
            place = each.direct, each.holder, each.status.value
            yield str(self._month), *place, each.own, each.accounts, each.fen, each.payments


class _ByProduct:
    """Rows by product, added up over all accounts; what names none has an empty cell."""

    def __init__(self, wanted: Wanted, month: Month) -> None:
        self._wanted, self._month = wanted, month
        self._found = tuple[breakdown.ProductCash, ...]()

    def taken(self, part: _Part) -> Iterator[Cells]:
        """None yet."""
        paid, moment = part.paid, self._wanted.moment
        known, originals = Known(paid.histories, moment), paid.originals(moment)
        parts = performance.booked(known, paid.payments, originals, self._month)
        self._found = breakdown.by_product(parts, self._wanted.partner, self._found)
        return iter(())

    def rest(self) -> Iterator[Cells]:
        """The products."""
        for each in self._found:
            amounts = each.total, each.direct_total, each.paid
            yield str(self._month), each.product, *amounts, each.payments


_ROWS = {By.ACCOUNT: _ByAccount, By.LINE: _ByLine, By.PRODUCT: _ByProduct}
