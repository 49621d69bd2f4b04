"""Violations and deposits as values: load the papers, let the rules decide."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from graph.calendar import CalendarNotPublished
from graph.model import FactId, FeeStep, Fen, PartyId, TierLink, Trace, Violation, cite, join
from graph.rules.agreements import Contracts
from graph.rules.deposit.account import Deposit
from graph.rules.deposit.account import deposit as held
from graph.rules.deposit.moves import movements, taken
from graph.rules.deposit.set_off import Due, Ended, Means, SetOff, set_off
from graph.rules.fees import Unpaid, unpaid
from graph.rules.refusal import Refusal
from graph.rules.standing import on
from graph.rules.violations.record import Record, record
from graph.rules.violations.termination import Termination
from loaders.fee_papers import right_to_end
from resolvers.answers import unpublished
from resolvers.moment import Scope
from resolvers.papered import owned, papers_of


class Charged(Struct, frozen=True):
    """A party's record of violations, and what was taken for them in fen."""

    party: PartyId
    record: Record
    taken: Fen


class Held(Struct, frozen=True):
    """A party's deposit."""

    party: PartyId
    deposit: Deposit


async def violations(scope: Scope, party: PartyId) -> Charged | Refusal:
    """The record of a party; CALENDAR_NOT_PUBLISHED where silence can't be counted (I17)."""
    papers = await papers_of(scope, party)
    try:
        found = record(papers.violations, papers.notices, scope.moment)
    except CalendarNotPublished as unknown:
        return unpublished(unknown)
    ids = {each.violation.id for each in found.charges}
    return Charged(party, found, taken(movements(papers, scope.moment), ids))


async def charged_with(scope: Scope, id_: FactId) -> PartyId | None:
    """The party that a violation is charged to, as known at the moment; None if there is none."""
    versions = (await scope.facts.papers(Violation, [id_])).get(id_, ())
    return next((each.party for each in scope.moment.known(versions)), None)


async def deposit(scope: Scope, party: PartyId) -> Deposit | Refusal:
    """The deposit of a party; CALENDAR_NOT_PUBLISHED where a period can't be told (I17)."""
    papers, tiers = await papers_of(scope, party), await _tiers(scope, party)
    try:
        return held(papers, Contracts(papers, scope.moment), tiers)
    except CalendarNotPublished as unknown:
        return unpublished(unknown)


async def _tiers(scope: Scope, party: PartyId) -> tuple[TierLink, ...]:
    """The tier links by which a party is a city partner on the day."""
    uids, known = await owned(scope, party)
    found = (on(known.tier_links(uid), scope.moment.as_of) for uid in uids)
    return tuple(each.fact for each in found if each is not None)


async def fee_steps(scope: Scope, party: PartyId) -> Iterable[FeeStep]:
    """The steps of service fees of all accounts that a party owns."""
    uids, _ = await owned(scope, party)
    papers = await scope.facts.account_papers(uids)
    return tuple(step for each in papers.values() for step in each.fee_steps)


class Asked(Struct, frozen=True):
    """An amount due in fen and what there is besides the deposit; `fees=None`: as on paper."""

    cause: Due
    due: Fen
    prepayment: Fen
    fees: Fen | None


async def taking(scope: Scope, party: PartyId, asked: Asked) -> SetOff | Refusal:
    """How an amount would be met from what a party has (R46, R62, R63, R65)."""
    found, charged = await deposit(scope, party), await violations(scope, party)
    if isinstance(found, Refusal):
        return found
    if isinstance(charged, Refusal):
        return charged
    fees = asked.cause is not Due.LOSS and not found.city_partner
    on_paper = await _unpaid(scope, party) if fees and asked.fees is None else ()
    available = Fen(sum(each.available for each in on_paper))
    means = Means(
        deposit=found.balance,
        prepayment=asked.prepayment,
        fees=available if asked.fees is None else asked.fees,
        lost=Fen(sum(each.fen for each in on_paper if each.lost)),
        city_partner=found.city_partner,
        ended=Ended.NOT if asked.fees is None else _ended(found, charged.record),
    )
    off = set_off(asked.cause, asked.due, means, scope.moment.readings)
    entries = [each.entry for each in found.moves] if asked.cause is not Due.TOP_UP else []
    tiers = await _tiers(scope, party)
    over = _over(means.ended, found, charged.record) if fees else []
    rested = [off.trace, cite(facts=(*entries, *tiers)), *over]
    return replace(off, trace=join([*rested, *(each.trace for each in on_paper)]))


async def _unpaid(scope: Scope, party: PartyId) -> tuple[Unpaid, ...]:
    """The unpaid fees of all accounts that a party owns, as on paper (R63, Q10)."""
    papers = await papers_of(scope, party)
    uids, known = await owned(scope, party)
    steps, right = await fee_steps(scope, party), right_to_end(papers, scope.moment)
    return unpaid(known, uids, steps, papers.notices, right, papers.deposit_entries)


def _over(ended: Ended, found: Deposit, record: Record) -> list[Trace]:
    """What the end rests on that decides about unpaid fees (Q10)."""
    if ended is Ended.FOR_VIOLATIONS:
        return [each.trace for each in _forfeiting(found, record)]
    return [] if ended is Ended.NOT else [found.refund.trace]


def _ended(found: Deposit, record: Record) -> Ended:
    """How the agreement has ended; not, where one is in force again."""
    without_paper = found.due is None and bool(record.terminations)
    if found.refund.ended_on is None and not without_paper:
        return Ended.NOT
    return Ended.FOR_VIOLATIONS if _forfeiting(found, record) else Ended.OTHERWISE


def _forfeiting(found: Deposit, record: Record) -> list[Termination]:
    """The ends that took the fees along, of an agreement that had not ended before (R37)."""
    ended_on = found.refund.ended_on
    return [
        each
        for each in record.terminations
        if each.forfeits_fees and (ended_on is None or each.contract_ends_on <= ended_on)
    ]
