"""The computed answers as values: load the facts, let the rule decide. Types speak them after."""

from collections.abc import Sequence

from msgspec import Struct

from graph.calendar import CalendarNotPublished
from graph.model import Cause, FactId, Month, PartyId, Uid
from graph.rules import attribution as attribution_rule
from graph.rules import chain as chain_rule
from graph.rules import claims, performance
from graph.rules import exposure as exposure_rule
from graph.rules import liability as liability_rule
from graph.rules.attribution import Credit
from graph.rules.chain import Chain
from graph.rules.claims import Liability
from graph.rules.detachment import Cut, Plan
from graph.rules.exposure import Exposure
from graph.rules.liability import DayLiability
from graph.rules.performance import Statement
from graph.rules.refusal import Refusal
from graph.rules.standing import Known
from loaders import detaching, needed
from loaders.acts.perform import unpublished
from loaders.scope import Scope

__all__ = [
    "Performed",
    "attribution",
    "chain_of",
    "detachment",
    "exposure",
    "liability_for",
    "liability_on",
    "statement",
    "unpublished",
]


async def attribution(scope: Scope, uid: Uid) -> Credit | None:
    """To whom an account's cash counts on the day; None if there is no such account."""
    known = await scope.asked([uid])
    if uid not in known.histories:
        return None
    return attribution_rule.credited(known, uid, scope.moment.as_of)


class Performed(Struct, frozen=True):
    """A statement and the cash that it sums up."""

    statement: Statement
    paid: needed.Paid


async def statement(scope: Scope, month: Month, partner: Uid | None) -> Performed | None:
    """Performance of a month; None if there is no such account."""
    paid = await needed.cash_of_month(scope.facts, month, partner)
    if partner is not None and partner not in paid.histories:
        return None
    originals = paid.originals(scope.moment)
    found = performance.statement(
        paid.histories, paid.payments, originals, month, scope.moment, partner
    )
    return Performed(found, paid)


async def liability_on(scope: Scope, uid: Uid, cause: Cause) -> DayLiability | None:
    """Who answers for what arises under an account on the day; None if there is no such account."""
    known = await scope.asked([uid])
    if uid not in known.histories:
        return None
    return liability_rule.obligors(known, uid, scope.moment.as_of, liability_rule.Debt(cause))


async def liability_for(scope: Scope, id_: FactId) -> Liability | None:
    """Who answers for a debt; None if it does not exist, was not known, or had not arisen."""
    return (await _debt(scope, id_))[1]


async def chain_of(scope: Scope, id_: FactId) -> tuple[Liability, Chain] | None:
    """Who answers for a debt, and the ways to them; None as of `liability_for`."""
    owed, debt = await _debt(scope, id_)
    if debt is None:
        return None
    accounts = owed.accounts(owed.obligations[id_])
    return debt, chain_rule.drawn(Known(owed.histories, scope.moment), debt, accounts)


async def _debt(scope: Scope, id_: FactId) -> tuple[needed.Owed, Liability | None]:
    """The facts of a debt and what follows from them."""
    owed = await needed.liable_for(scope.facts, await scope.facts.obligations([id_]))
    return owed, next(iter(_traced(owed, scope)), None)


async def exposure(scope: Scope, parties: Sequence[PartyId]) -> Exposure:
    """What parties answer for in all."""
    owed = await needed.exposed(scope.facts, parties)
    return exposure_rule.of(parties, _traced(owed, scope))


async def detachment(scope: Scope, cut: Cut) -> Plan | Refusal:
    """The plan of a cut; CALENDAR_NOT_PUBLISHED where its days can't be counted (I17)."""
    try:
        return await detaching.detachment(scope, cut)
    except CalendarNotPublished as unknown:
        return unpublished(unknown)


def _traced(owed: needed.Owed, scope: Scope) -> list[Liability]:
    histories = owed.obligations.values()
    known = Known(owed.histories, scope.moment)
    traced = (claims.traced(known, each, owed.accounts(each)) for each in histories)
    return [each for each in traced if each is not None]
