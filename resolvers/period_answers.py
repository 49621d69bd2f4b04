"""Statements of several months as values: from postings in one statement, or from one load."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TypeGuard

from msgspec import Struct

from graph.model import Fen, Month, Payment, Period, Trace, Uid
from graph.rules.performance import Statement, summed
from graph.rules.period import PeriodStatement
from loaders import needed
from loaders.scope import Scope
from resolvers import answers
from resolvers.answers import Performed, Stated, Whole


class StatedPeriod(Struct, frozen=True):
    """The statements of a period as they are told, a month each, in order."""

    period: Period
    partner: Uid | None
    months: tuple[Stated, ...]

    @property
    def statement(self) -> PeriodStatement:
        """What they come to, without traces, and of the programme without lines."""
        return self._of([each.statement for each in self.months])

    async def lined(self) -> PeriodStatement:
        """What they come to, with the lines."""
        return self._of([await each.lined() for each in self.months])

    async def performed(self) -> list[Performed]:
        """Each with its cash and its trace."""
        return [await each.whole.performed() for each in self.months]

    def _of(self, months: Sequence[Statement]) -> PeriodStatement:
        return PeriodStatement(self.period, self.partner, tuple(months))


async def stated_period(scope: Scope, period: Period, partner: Uid | None) -> StatedPeriod | None:
    """Performance of a period; None if there is no such account.

    From postings it is one statement, however many months and payments there are; what these can't
    tell, and the traces, come from all that was paid in the period, read once.
    """
    brief = await asyncio.gather(
        *(answers.posted(scope, month, partner) for month in period.months)
    )
    months = _Months(scope, period, partner)
    if not _all_there(brief):
        if partner is not None and partner not in (await months.paid()).histories:
            return None
        brief = [each.statement for each in await months.performed()]
    told = (
        Stated(found, Whole(partial(months.month, number)), folded=partner is None)
        for number, found in enumerate(brief)
    )
    return StatedPeriod(period, partner, tuple(told))


def nothing(period: Period, partner: Uid | None) -> PeriodStatement:
    """The statement of a partner that nobody knew of."""
    months = (
        summed(month, partner, (), Fen(0), Trace(), under_tier1=False) for month in period.months
    )
    return PeriodStatement(period, partner, tuple(months))


def _all_there(brief: Sequence[Statement | None]) -> TypeGuard[list[Statement]]:
    return None not in brief


class _Months:
    """All cash of a period, read once and only if asked for."""

    def __init__(self, scope: Scope, period: Period, partner: Uid | None) -> None:
        self._scope, self._period, self._partner = scope, period, partner
        self._paid: asyncio.Task[needed.Paid] | None = None
        self._performed: list[Performed] | None = None

    async def paid(self) -> needed.Paid:
        """What was paid or used in the period below the partner."""
        if self._paid is None:
            period = self._period
            work = needed.cash_of_period(self._scope.facts, period, self._partner)
            self._paid = asyncio.ensure_future(work)
        return await asyncio.shield(self._paid)

    async def performed(self) -> list[Performed]:
        """The statement of each month and its cash."""
        paid = await self.paid()
        if self._performed is None:
            self._performed = [
                answers.worked_out(self._scope, _of_month(paid, month), month, self._partner)
                for month in self._period.months
            ]
        return self._performed

    async def month(self, number: int) -> Performed:
        """The statement of one month and its cash."""
        return (await self.performed())[number]


def _of_month(paid: needed.Paid, month: Month) -> needed.Paid:
    """What of it was paid or used in a month: the rule need not look at the rest."""
    some = tuple(each for each in paid.payments if _falls(each, month))
    return needed.Paid(paid.histories, some, paid.refunded)


def _falls(payment: Payment, month: Month) -> bool:
    """Whether a payment was paid in a month or may have been used in it."""
    if payment.day in month.interval:
        return True
    start = payment.consumed_from
    return start is not None and not (payment.consumed_to and payment.consumed_to <= month.first)
