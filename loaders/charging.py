"""Service fees with the facts they need: of a month, of months, and what a cut makes of them."""

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from graph.changes import apply
from graph.model import Month, Uid
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
    return [charged(scope, paid, month, partner) for month in _months(first, last)]


def charged(scope: Scope, paid: needed.Paid, month: Month, partner: Uid) -> Charged:
    """The service fee of a month from cash that is at hand."""
    known = Known(paid.histories, scope.moment)
    return Charged(partner, month, _fee(known, paid, month, partner, scope.schedule), paid)


def restated(now: Charged, earlier: Scope) -> FeeChange | None:
    """A fee as it was known at an earlier moment, and as it is known now (S10)."""
    return _change(charged(earlier, now.paid, now.month, now.partner).fee, now.fee)


async def changes(scope: Scope, plan: Plan) -> list[FeeChange]:
    """The fees of all fee holders whose recorded cash a cut moves, before and after it (S39).

    By fee holder and month; a month without a rate table is left out.
    """
    moved: dict[Uid, set[Month]] = defaultdict(set)
    for effect in plan.money:
        for holder in (effect.before, effect.after):
            if holder is not None:
                moved[holder].add(effect.month)
    if not moved:
        return []
    months = sorted(set[Month]().union(*moved.values()))
    paid = await needed.cash_of_months(
        scope.facts, months[0], months[-1], plan.cut.uid, *sorted(moved)
    )
    later = replace(paid, histories=apply(paid.histories, plan.changes, scope.moment.known_at))
    pairs = (
        (charged(scope, paid, month, holder).fee, charged(scope, later, month, holder).fee)
        for holder in sorted(moved)
        for month in sorted(moved[holder])
    )
    return [found for pair in pairs if (found := _change(*pair)) is not None]


def _change(before: Fee | Refusal, after: Fee | Refusal) -> FeeChange | None:
    """Both fees; None where no rate table holds in their month."""
    if isinstance(before, Fee) and isinstance(after, Fee):
        return FeeChange(before, after)
    return None


def _fee(
    known: Known, paid: needed.Paid, month: Month, partner: Uid, schedule: fees.Schedule
) -> Fee | Refusal:
    originals = paid.originals(known.moment)
    return fees.fee(known, paid.payments, originals, month, partner, schedule)


def _months(first: Month, last: Month) -> Iterator[Month]:
    while first <= last:
        yield first
        first = first.next
