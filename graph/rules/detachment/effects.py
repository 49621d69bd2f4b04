"""What follows from a cut for accounts, cash and debts: the same questions before and after."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from graph.model import (
    FactId,
    Fen,
    Link,
    LinkType,
    Moment,
    Month,
    ObligationHistory,
    PartyId,
    Uid,
)
from graph.rules.attribution import Status, place
from graph.rules.claims import Liability, Share, traced
from graph.rules.detachment.cascade import Ended
from graph.rules.detachment.cut import Branch
from graph.rules.liability import ObligorRole
from graph.rules.lifecycle import unconverted
from graph.rules.performance import consumed, portions
from graph.rules.standing import Known

_Counted: TypeAlias = tuple[Status, Uid | None]


class Outcome(StrEnum):
    """What a customer account becomes (R110, Q9)."""

    ORDINARY_CUSTOMER = "ORDINARY_CUSTOMER"
    PENDING_CONVERSION = "PENDING_CONVERSION"


class AccountResult(Struct, frozen=True):
    """A customer account that is unbound, and what it has open on the day (Q9).

    `prepaid` is cash paid before the day for use from the day on, `owed` its outstanding debts.
    """

    uid: Uid
    partner: Uid
    type: LinkType
    outcome: Outcome
    prepaid: Fen
    owed: Fen


class MoneyEffect(Struct, frozen=True):
    """Recorded cash of a month that counts otherwise after the cut than before."""

    month: Month
    before_status: Status
    before: Uid | None
    after_status: Status
    after: Uid | None
    fen: Fen


class ChangedDebt(Struct, frozen=True):
    """A debt that arose on or after the cut and that others answer for then."""

    obligation: FactId
    before: tuple[Share, ...]
    after: tuple[Share, ...]


def accounts(
    ended: Iterable[Ended],
    branch: Branch,
    surviving: Iterable[Liability],
    day: date,
    after: Known,
) -> tuple[AccountResult, ...]:
    """Agency customers become ordinary ones, resale accounts wait for conversion (R110, Q9)."""
    owed: dict[Uid | None, int] = defaultdict(int)
    for debt in surviving:
        owed[debt.obligation.account] += debt.outstanding
    prepaid = _prepaid(branch, day, after.moment)
    return tuple(
        AccountResult(
            uid=each.account,
            partner=each.towards,
            type=each.fact.type,
            outcome=Outcome.PENDING_CONVERSION
            if unconverted(after, each.account, day)
            else Outcome.ORDINARY_CUSTOMER,
            prepaid=Fen(prepaid[each.account]),
            owed=Fen(owed[each.account]),
        )
        for each in ended
        if isinstance(each.fact, Link) and not each.cancelled
    )


def _prepaid(branch: Branch, day: date, moment: Moment) -> dict[Uid, int]:
    """Cash paid before the day for days of use from the day on, by account."""
    sums: dict[Uid, int] = defaultdict(int)
    for payment in moment.known(branch.payments):
        last = payment.consumed_to or payment.consumed_from
        if (payment.refund_of or (last and last >= day)) and payment.day < day:
            parts = consumed(payment, branch.originals)
            sums[payment.account] += sum(part.fen for part in parts if part.linked >= day)
    return sums


def money(branch: Branch, before: Known, after: Known, day: date) -> tuple[MoneyEffect, ...]:
    """Recorded payments credited by both, summed by month and by whom they count to (I12).

    A cut moves nothing that is linked to a day before it.
    """
    places = _Places(before, after)
    sums: dict[tuple[Month, Status, Uid | None, Status, Uid | None], int] = defaultdict(int)
    for payment in before.moment.known(branch.payments):
        for part in portions(payment, branch.originals, before.moment):
            if part.linked < day:
                continue
            old, new = places.both(payment.account, part.linked)
            if old != new:
                sums[Month.of(part.booked), *old, *new] += part.fen
    ordered = sorted(sums.items(), key=lambda item: (item[0][0], str(item[0][1:])))
    return tuple(MoneyEffect(*key, fen=Fen(fen)) for key, fen in ordered)


class _Places:
    """Where cash of an account and day counts before and after, each worked out once."""

    def __init__(self, before: Known, after: Known) -> None:
        self._before, self._after = before, after
        self._kept: dict[tuple[Uid, date], tuple[_Counted, _Counted]] = {}

    def both(self, uid: Uid, day: date) -> tuple[_Counted, _Counted]:
        """Status and fee holder before, and after."""
        kept = self._kept.get((uid, day))
        if kept is None:
            kept = _counted(self._before, uid, day), _counted(self._after, uid, day)
            self._kept[uid, day] = kept
        return kept


def _counted(known: Known, uid: Uid, day: date) -> _Counted:
    _, holder, status = place(known, uid, day)
    return status, holder


def debts(
    branch: Branch, before: Known, after: Known, day: date
) -> tuple[tuple[Liability, ...], tuple[ChangedDebt, ...]]:
    """Debts still open that arose before the cut and survive it (R50, R120), and those it moves."""
    moment = before.moment
    later = max(moment.as_of, day)
    old_known, new_known = before.on_day(later), after.on_day(later)
    owned = _owned(before, branch.obligations.values())
    surviving: list[Liability] = []
    changed: list[ChangedDebt] = []
    for key in sorted(branch.obligations):
        history = branch.obligations[key]
        party = next((each.party for each in moment.known(history.versions)), None)
        mine = owned[party] if party is not None else ()
        new = traced(new_known, history, mine)
        over = new is not None and new.obligation.occurred_to < day
        old = new if over else traced(old_known, history, mine)  # no day of it is cut
        if old is None or new is None:
            continue
        if _who(old) != _who(new):
            changed.append(ChangedDebt(key, old.shares, new.shares))
        if old.outstanding and old.obligation.occurred_from < day:
            surviving.append(new)
    return tuple(surviving), tuple(changed)


def _who(debt: Liability) -> set[tuple[PartyId, ObligorRole, Fen]]:
    """Who answers, how, and for how much: whatever the clause or the account."""
    return {(share.party, share.role, share.fen) for share in debt.shares}


def _owned(known: Known, debts: Iterable[ObligationHistory]) -> dict[PartyId, tuple[Uid, ...]]:
    """The accounts of the parties that are debtors themselves."""
    parties = {each.party for debt in debts for each in debt.versions if each.party is not None}
    owned: dict[PartyId, list[Uid]] = {party: [] for party in parties}
    for uid, history in known.histories.items():
        if history.account.owner in owned:
            owned[history.account.owner].append(uid)
    return {party: tuple(uids) for party, uids in owned.items()}
