"""Papers loaded and worked out: agreements, mismatches, and the duties that go on."""

from msgspec import Struct

from graph.calendar import CalendarNotPublished
from graph.model import (
    AccountPapers,
    Cause,
    FactId,
    PartyId,
    PartyPapers,
    Uid,
)
from graph.model import Agreement as Row
from graph.rules.agreements import Contracts, InForce, Mismatch, mismatches
from graph.rules.claims import traced
from graph.rules.exits import Exit, exits
from graph.rules.refusal import Code, Refusal
from graph.rules.standing import Known
from graph.rules.survival import After, Penalty, SurvivingDuty, duties
from loaders import needed
from resolvers.answers import unpublished
from resolvers.errors import error
from resolvers.moment import Scope


async def papers_of(scope: Scope, party: PartyId) -> PartyPapers:
    """The papers of a party, none if nothing was recorded."""
    return (await scope.facts.party_papers([party])).get(party, PartyPapers())


async def account_papers(scope: Scope, uid: Uid) -> AccountPapers:
    """The papers about an account, none if nothing was recorded."""
    return (await scope.facts.account_papers([uid])).get(uid, AccountPapers())


async def contracts(scope: Scope, party: PartyId) -> Contracts:
    """A party's agreements; the error CALENDAR_NOT_PUBLISHED where a day of them can't be told."""
    try:
        return Contracts(await papers_of(scope, party), scope.moment)
    except CalendarNotPublished as unknown:
        refusal = unpublished(unknown)
        raise error(refusal.code, refusal.message, refusal.next_step) from unknown


async def agreement(scope: Scope, id_: FactId) -> InForce | None:
    """The agreement of an id among those of its party; None if none is known at the moment."""
    versions = (await scope.facts.papers(Row, [id_])).get(id_, ())
    party = next((each.party for each in scope.moment.known(versions)), None)
    return None if party is None else (await contracts(scope, party)).named(id_)


async def owned(scope: Scope, party: PartyId) -> tuple[tuple[Uid, ...], Known]:
    """The accounts that a party owns at the moment, and all that ever stood above them."""
    uids = (await scope.facts.accounts_of([party])).get(party, ())
    known = await scope.known(uids)
    own = (uid for uid in uids if known.histories[uid].account.owner == party)
    return tuple(own), known


class Leaving(Struct, frozen=True):
    """The ways out for an account."""

    uid: Uid
    options: tuple[Exit, ...]


async def leaving(scope: Scope, uid: Uid) -> Leaving | Refusal:
    """The ways out for an account; CALENDAR_NOT_PUBLISHED where a period can't be told."""
    known = await existing(scope, uid)
    papers = await papers_of(scope, known.histories[uid].account.owner)
    requests = (await account_papers(scope, uid)).requests
    try:
        agreements = Contracts(papers, scope.moment)
        return Leaving(uid, exits(uid, agreements, requests, known, scope.moment.as_of))
    except CalendarNotPublished as unknown:
        return unpublished(unknown)


async def existing(scope: Scope, *uids: Uid) -> Known:
    """The accounts, with all above them; the error ACCOUNT_UNKNOWN if one does not exist."""
    known = await scope.asked(uids)
    for uid in uids:
        if uid not in known.histories:
            raise error(Code.ACCOUNT_UNKNOWN, f"expected an account that exists, got {uid[:80]!r}")
    return known


class Lasting(Struct, frozen=True):
    """The duties of a party that go on."""

    party: PartyId
    duties: tuple[SurvivingDuty, ...]


async def surviving(scope: Scope, party: PartyId) -> Lasting | Refusal:
    """The duties of a party that go on; CALENDAR_NOT_PUBLISHED where a period can't be told."""
    uids, known = await owned(scope, party)
    papers = await scope.facts.account_papers(uids)
    tasks = tuple(task for each in papers.values() for task in each.tasks)
    try:
        agreements = Contracts(await papers_of(scope, party), scope.moment)
        penalties = await _penalties(scope, party, uids)
        after = After(agreements, known, uids, tasks, penalties)
        return Lasting(party, duties(after, scope.moment.as_of))
    except CalendarNotPublished as unknown:
        return unpublished(unknown)


async def _penalties(scope: Scope, party: PartyId, uids: tuple[Uid, ...]) -> tuple[Penalty, ...]:
    owed = await needed.exposed(scope.facts, [party])
    known = Known(owed.histories, scope.moment)
    found = (traced(known, each, owed.accounts(each)) for each in owed.obligations.values())
    return tuple(
        Penalty(each.obligation, each.outstanding)
        for each in found
        if each is not None
        and each.obligation.cause is Cause.PENALTY
        and (each.obligation.party == party or each.obligation.account in uids)
    )


async def differences(scope: Scope, party: PartyId) -> list[Mismatch]:
    """Where the recorded standings of a party's accounts differ from its agreements."""
    agreements = await contracts(scope, party)
    uids, known = await owned(scope, party)
    return [each for uid in uids for each in mismatches(agreements, known, uid)]
