"""The computed answers as values: load the facts, let the rule decide. Types speak them after."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from functools import partial

from msgspec import Struct

from graph.calendar import CalendarNotPublished
from graph.model import PROGRAMME, Cause, FactId, Heading, Month, Owing, PartyId, Uid
from graph.rules import answering, claims, owing, performance, postings
from graph.rules import attribution as attribution_rule
from graph.rules import chain as chain_rule
from graph.rules import exposure as exposure_rule
from graph.rules import liability as liability_rule
from graph.rules.attribution import Credit
from graph.rules.chain import Chain
from graph.rules.claims import Liability
from graph.rules.detachment import Cut, Plan
from graph.rules.exposure import Exposure, PartyExposure
from graph.rules.liability import DayLiability
from graph.rules.performance import Statement
from graph.rules.refusal import Refusal
from graph.rules.standing import Known
from loaders import detaching, needed
from loaders.acts.perform import unpublished
from loaders.batch import Batch
from loaders.scope import Scope
from loaders.sweep import Sought, Whose

__all__ = [
    "Performed",
    "Stated",
    "Swept",
    "attribution",
    "chain_of",
    "detachment",
    "exposure",
    "exposure_of",
    "in_whole",
    "liability_for",
    "liability_on",
    "posted",
    "stated",
    "statement",
    "sweep",
    "unpublished",
    "worked_out",
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
    return worked_out(scope, paid, month, partner)


def worked_out(scope: Scope, paid: needed.Paid, month: Month, partner: Uid | None) -> Performed:
    """A month's statement of what was paid, by the rule."""
    originals = paid.originals(scope.moment)
    found = performance.statement(
        paid.histories, paid.payments, originals, month, scope.moment, partner
    )
    return Performed(found, paid)


class Whole:
    """A statement with all the cash that it sums up, worked out once and only if asked for."""

    def __init__(self, work: Callable[[], Awaitable[Performed]]) -> None:
        """Work it out by a function."""
        self._found = Batch[str, Performed](partial(_once, work))

    async def performed(self) -> Performed:
        """The statement and its cash."""
        return (await self._found.load([""]))[""]


async def _once(work: Callable[[], Awaitable[Performed]], _: list[str]) -> dict[str, Performed]:
    return {"": await work()}


class Stated(Struct, frozen=True):
    """A statement as it is told: its sums, and the whole of it, from which its trace comes.

    `folded`: the sums are those of postings of the whole programme, which keep no lines.
    """

    statement: Statement
    whole: Whole
    folded: bool = False

    async def lined(self) -> Statement:
        """The statement with its lines."""
        return (await self.whole.performed()).statement if self.folded else self.statement


async def stated(scope: Scope, month: Month, partner: Uid | None) -> Stated | None:
    """Performance of a month, from postings if these can tell; None if there is no such account.

    The answer is the same; by postings it costs as much however many payments there are.
    """
    if (brief := await posted(scope, month, partner)) is not None:
        whole = Whole(partial(_performed, scope, month, partner))
        return Stated(brief, whole, folded=partner is None)
    found = await statement(scope, month, partner)
    return None if found is None else in_whole(found)


def in_whole(found: Performed) -> Stated:
    """A statement that is worked out already."""
    return Stated(found.statement, Whole(partial(_ready, found)))


async def posted(scope: Scope, month: Month, partner: Uid | None) -> Statement | None:
    """A statement without its trace as the sum of what was posted; None where that can't tell."""
    moment = scope.moment
    if not postings.kept_for(moment) or moment.revision != scope.facts.revision:
        return None
    under_tier1 = False
    if partner is not None:
        known = await scope.known([partner])
        if not postings.has_sums(known, partner):
            return None
        under_tier1 = bool(performance.tiers(known, partner, month))
    found = await scope.facts.posted((partner or PROGRAMME, month), moment.known_at)
    if found is None:
        return None
    return postings.summed_up(found, month, partner, under_tier1=under_tier1)


async def _performed(scope: Scope, month: Month, partner: Uid | None) -> Performed:
    """The whole of a statement whose account is there."""
    paid = await needed.cash_of_month(scope.facts, month, partner)
    return worked_out(scope, paid, month, partner)


async def _ready(found: Performed) -> Performed:
    return found


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


async def exposure_of(scope: Scope, party: PartyId) -> PartyExposure:
    """What one party answers for: from what is kept of it, else from its debts; the same."""
    moment, facts = scope.moment, scope.facts
    if answering.kept_for(moment) and moment.revision == facts.revision:
        kept = await facts.owed_by(Whose(party, moment.as_of, moment.known_at))
        if kept is not None:
            return owing.exposed(party, kept)
    return (await exposure(scope, [party])).parties[0]


class Swept(Struct, frozen=True):
    """A page of a sweep, the largest first; how many parties all pages have; are there more?"""

    found: Sequence[PartyExposure]
    total: int
    more: bool


async def sweep(scope: Scope, sought: Sought) -> Swept:
    """Parties whose exposure is above an amount, behind one of them.

    From what is kept of parties, else from liability edges as they stood, else debt by debt: the
    answer is the same.
    """
    moment, facts = scope.moment, scope.facts
    sums = None
    if answering.kept_for(moment) and moment.revision == facts.revision:
        if (page := await facts.largest(sought)) is not None:
            return _swept(owing.by_party(page.sums), page.parties, page.total, more=page.more)
        sums = await facts.exposed_at(moment.as_of, moment.known_at)
    parties = owing.by_party(await _owings(scope) if sums is None else sums)
    places = owing.ranked(parties, sought.order, sought.over)
    mine = set(await facts.own([party for _, party in places]))
    every = [each for each in places if each[1] in mine]
    rest = [party for place, party in every if (place, party) > (-sought.amount, sought.party)]
    return _swept(parties, rest[: sought.first], len(every), more=len(rest) > sought.first)


def _swept(
    parties: Mapping[PartyId, owing.Parts], page: Iterable[PartyId], total: int, *, more: bool
) -> Swept:
    return Swept([owing.exposed(party, parties[party]) for party in page], total, more)


async def _owings(scope: Scope) -> dict[Heading, Owing]:
    """What each party answers for, worked out debt by debt."""
    sums = dict[Heading, Owing]()
    async for owed in needed.every_debt(scope.facts):
        for debt in _traced(owed, scope):
            owing.added(sums, owing.parts(debt))
    return sums


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
