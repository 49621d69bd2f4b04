"""Service fees with the facts they need: of a month, of months, and what a cut makes of them."""

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from graph.changes import apply
from graph.model import FactId, Month, Payment, Uid
from graph.rules import fees
from graph.rules.detachment import Plan
from graph.rules.fees import Fee, FeeChange
from graph.rules.refusal import Refusal
from graph.rules.standing import Known
from loaders import needed
from loaders.scope import Scope


class Charged(Struct, frozen=True):
    """A month's fee, or why there is none to tell, and the cash that it is of."""

    partner: Uid
    month: Month
    fee: Fee | Refusal
    paid: needed.Paid


class Cash(Struct, frozen=True):
    """Cash at hand as it was known at a moment, so that its links are worked out once."""

    paid: needed.Paid
    known: Known
    originals: Mapping[FactId, Payment]
    schedule: fees.Schedule

    def charged(self, month: Month, partner: Uid) -> Charged:
        """The service fee of a month."""
        known, paid = self.known, self.paid
        found = fees.fee(known, paid.payments, self.originals, month, partner, self.schedule)
        return Charged(partner, month, found, paid)


def at_hand(scope: Scope, paid: needed.Paid) -> Cash:
    """Cash as it is known in a scope."""
    known, originals = Known(paid.histories, scope.moment), paid.originals(scope.moment)
    return Cash(paid, known, originals, scope.schedule)


async def fee(scope: Scope, month: Month, partner: Uid) -> Charged | None:
    """The service fee of a month (R30–R33); None if there is no such account."""
    paid = await needed.cash_of_month(scope.facts, month, partner)
    return charged(scope, paid, month, partner) if partner in paid.histories else None


async def fees_of(scope: Scope, first: Month, last: Month, partner: Uid) -> list[Charged] | None:
    """The fees of some months, both ends included; None if there is no such account.

    As many statements as for one month.
    """
    paid = await needed.cash_of_months(scope.facts, first, last, partner)
    if partner not in paid.histories:
        return None
    cash = at_hand(scope, paid)
    return [cash.charged(month, partner) for month in _months(first, last)]


def charged(scope: Scope, paid: needed.Paid, month: Month, partner: Uid) -> Charged:
    """The service fee of a month from cash that is at hand."""
    return at_hand(scope, paid).charged(month, partner)


def restated(now: Charged, earlier: Scope) -> FeeChange | None:
    """A fee as it was known at an earlier moment, and as it is known now (S10)."""
    return _change(charged(earlier, now.paid, now.month, now.partner).fee, now.fee)


async def changes(scope: Scope, plan: Plan) -> list[FeeChange]:
    """The fees of all fee holders whose recorded cash a cut moves, before and after it (S39).

    By fee holder and month; a month without a rate table is left out.
    """
    holders = ((effect, uid) for effect in plan.money for uid in (effect.before, effect.after))
    moved = sorted({(uid, effect.month) for effect, uid in holders if uid is not None})
    if not moved:
        return []
    months, uids = sorted({month for _, month in moved}), sorted({uid for uid, _ in moved})
    paid = await needed.cash_of_months(scope.facts, months[0], months[-1], plan.cut.uid, *uids)
    histories = apply(paid.histories, plan.changes, scope.moment.known_at)
    before, after = at_hand(scope, paid), at_hand(scope, replace(paid, histories=histories))
    pairs = (
        (before.charged(month, uid).fee, after.charged(month, uid).fee) for uid, month in moved
    )
    return [found for pair in pairs if (found := _change(*pair)) is not None]


def _change(before: Fee | Refusal, after: Fee | Refusal) -> FeeChange | None:
    """Both fees; None where no rate table holds in their month."""
    if isinstance(before, Fee) and isinstance(after, Fee):
        return FeeChange(before, after)
    return None


def _months(first: Month, last: Month) -> Iterator[Month]:
    while first <= last:
        yield first
        first = first.next
