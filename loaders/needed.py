"""What facts a question needs: each function gathers them all, so that its rule can decide alone.

An account needs all that ever stood above it; a statement or a detachment all that ever hung below
as well; a debt whoever stood above its debtor.
"""

from collections.abc import AsyncIterator, Iterable, Mapping
from datetime import date, timedelta

from msgspec import Struct

from graph.model import (
    ALIYUN,
    FactId,
    Histories,
    Moment,
    Month,
    ObligationHistory,
    PartyId,
    Payment,
    Period,
    Uid,
)
from graph.store.facts import batches
from loaders.facts import Facts

LOOK_BACK = timedelta(days=366)
"""How long before a cut refunds may lie of payments whose days of use reach beyond it."""

SOME = 500
"""Debts of a sweep that are looked at together."""


class Paid(Struct, frozen=True):
    """Histories, the payments on them, and what the refunds among these refund; all versions."""

    histories: Histories
    payments: tuple[Payment, ...]
    refunded: Mapping[FactId, tuple[Payment, ...]]

    def originals(self, moment: Moment) -> dict[FactId, Payment]:
        """The refunded payments as they were known at a moment."""
        return {each.id: each for some in self.refunded.values() for each in moment.known(some)}


class Owed(Struct, frozen=True):
    """Debts, all who may answer for them, and the accounts of debtors that are parties."""

    obligations: Mapping[FactId, ObligationHistory]
    histories: Histories
    owned: Mapping[PartyId, tuple[Uid, ...]]

    def accounts(self, obligation: ObligationHistory) -> tuple[Uid, ...]:
        """The accounts of the debtor where it is a party."""
        parties = (version.party for version in obligation.versions)
        return tuple(uid for party in parties if party for uid in self.owned.get(party, ()))

    def of(self, moment: Moment, uids: Iterable[Uid]) -> dict[FactId, ObligationHistory]:
        """The debts of which, as known at a moment, these accounts or their owners are debtors."""
        accounts = set(uids)
        owners = {self.histories[uid].account.owner for uid in accounts & self.histories.keys()}
        known = {id_: moment.known(each.versions) for id_, each in self.obligations.items()}
        return {
            id_: self.obligations[id_]
            for id_, versions in known.items()
            if any(each.account in accounts or each.party in owners for each in versions)
        }


async def cash_of_month(facts: Facts, month: Month, partner: Uid | None) -> Paid:
    """For a statement: all below a partner (None: all there is), and what they paid or used."""
    return await cash_of_period(facts, Period(month, month), partner)


async def cash_of_period(facts: Facts, period: Period, partner: Uid | None) -> Paid:
    """For statements of several months, as above."""
    histories = await facts.branch(partner or ALIYUN)
    uids = below(histories, partner) if partner is not None else list(histories)
    paid = await facts.payments(uids, period.first.first, period.last.interval.end or date.max)
    return Paid(histories, *paid)


async def cash_of_months(facts: Facts, first: Month, last: Month, *uids: Uid) -> Paid:
    """For fees: all below some accounts, and what they paid or used from a month to another."""
    histories = await facts.branch(*uids)
    paid = await facts.payments(below(histories, *uids), first.first, last.interval.end or date.max)
    return Paid(histories, *paid)


async def cash_around(facts: Facts, uids: Iterable[Uid], day: date) -> Paid:
    """For a detachment: what accounts paid from a day on, or before it for use from then on."""
    refunds = day - LOOK_BACK if day - date.min > LOOK_BACK else date.min
    return Paid({}, *await facts.payments(uids, day, date.max, refunds))


async def liable_for(facts: Facts, obligations: Mapping[FactId, ObligationHistory]) -> Owed:
    """For debts: the debtors, and all that ever stood above them."""
    versions = [each for history in obligations.values() for each in history.versions]
    owned = await facts.accounts_of({each.party for each in versions if each.party is not None})
    uids = {each.account for each in versions if each.account is not None}
    uids |= {uid for some in owned.values() for uid in some}
    return Owed(obligations, await facts.histories(sorted(uids)), owned)


async def exposed(facts: Facts, parties: Iterable[PartyId]) -> Owed:
    """For exposure: whatever the parties, or accounts ever below theirs, ever came to owe.

    Not what is below Aliyun: it is the creditor, and answers for nobody.
    """
    asked = list(parties)
    owned = await facts.accounts_of(asked)
    uids = sorted({uid for some in owned.values() for uid in some} - {ALIYUN})
    histories = await facts.branch(*uids)
    return await owed_by(facts, below(histories, *uids), asked, histories)


async def every_debt(facts: Facts) -> AsyncIterator[Owed]:
    """For a sweep: all debts, some at a time, so that they are never held all at once."""
    for some in batches(await facts.every_obligation(), SOME):
        yield await liable_for(facts, await facts.obligations(some))


async def owed_by(
    facts: Facts, uids: Iterable[Uid], parties: Iterable[PartyId], histories: Histories
) -> Owed:
    """The debts of accounts, of those who own them, and of some parties besides.

    `histories` hold the accounts, and stand in the answer too. Of an owner of whose matters the
    caller may not ask, the debts of these accounts alone.
    """
    of = sorted(uids)
    owners = await facts.own({histories[uid].account.owner for uid in of if uid in histories})
    obligations = await facts.obligations_of(of, sorted({*owners, *parties}))
    owed = await liable_for(facts, obligations)
    return Owed(obligations, {**histories, **owed.histories}, owed.owned)


def below(histories: Histories, *uids: Uid) -> list[Uid]:
    """Accounts, the city partners ever under them, and the customers ever of all these, by uid.

    No deeper: who hangs from a customer hung from it when it was none (I2, I15).
    """
    every = histories.items()
    partners = {
        city
        for city, history in every
        if city in uids or any(tier.tier1 in uids for tier in history.tier_links)
    }
    return sorted(
        uid
        for uid, history in every
        if uid in partners or any(link.partner in partners for link in history.links)
    )
