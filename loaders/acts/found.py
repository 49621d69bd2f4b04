"""A stored fact by its kind and id, with all that a change of it could break."""

from collections.abc import Sequence

from msgspec import Struct

from graph.changes import Upward
from graph.model import (
    AccountCondition,
    AccountHistory,
    Authorisation,
    Fact,
    FactId,
    Link,
    Note,
    Obligation,
    PartyId,
    Payment,
    Standing,
    TierLink,
    Uid,
)
from graph.rules.refusal import Code, Refusal
from graph.store import facts
from loaders.acts.desk import Desk
from loaders.acts.outcome import refused, stale

CORRECT = "Correct the id"

FIELDS: dict[type[Fact], str] = {
    Standing: "standings",
    TierLink: "tier_links",
    Link: "links",
    AccountCondition: "conditions",
}


class Named(Struct, frozen=True):
    """Which fact is meant; `subject` is the account, or what a note is about, where it is needed.

    An edge between accounts is found by the account that it goes out from.
    """

    kind: type[Fact]
    id: FactId
    subject: str = ""


async def newest(desk: Desk, named: Named) -> Fact | None:
    """The version that stands now; None if there is none, or it was taken back."""
    every = await _versions(desk, named)
    open_ = (each for each in every if each.id == named.id and each.superseded_in is None)
    return next(open_, None)


async def there(desk: Desk, named: Named, expected: int | None, hint: str = CORRECT) -> Fact:
    """The same, in the version that the caller has seen; ActRefused where it is another or none."""
    fact = await newest(desk, named)
    if fact is None:
        raise refused(none_of(named, hint))
    if expected is not None and expected != fact.version:
        raise refused(stale(fact, expected))
    return fact


def none_of(named: Named, hint: str = CORRECT) -> Refusal:
    """There is no such fact."""
    about = f" about {named.subject!r}" if named.subject else ""
    message = f"there is no {named.kind.__name__} {named.id!r} that stands{about}"
    hint = f"{hint}; one that was taken back stands no longer."
    return Refusal(Code.FACT_UNKNOWN, message, "id", None, hint)


async def _versions(desk: Desk, named: Named) -> Sequence[Fact]:
    ids, tx = [named.id], desk.tx
    match named.kind.__name__:
        case "Account":
            found = await desk.facts.histories([Uid(named.id)])
            return [each.account for each in found.values()]
        case "Party":
            return list((await desk.facts.parties([PartyId(named.id)])).values())
        case "Standing" | "TierLink" | "Link" | "AccountCondition":
            history = (await desk.facts.histories([Uid(named.subject)])).get(Uid(named.subject))
            return getattr(history, FIELDS[named.kind]) if history else ()
        case "Payment":
            return await facts.payments_by_id(tx, ids)
        case "Obligation":
            owed = (await facts.obligations(tx, ids)).get(named.id)
            return owed.versions if owed else ()
        case "Settlement":
            return await facts.settlements_by_id(tx, ids)
        case "Finding":
            return await facts.findings_by_id(tx, ids)
        case _:
            return await _papers(desk, named)


async def _papers(desk: Desk, named: Named) -> Sequence[Fact]:
    if named.kind is Authorisation:
        papers = await desk.facts.account_papers([Uid(named.subject)])
        return papers[Uid(named.subject)].authorisations if papers else ()
    if named.kind is Note:
        return (await desk.facts.notes([named.subject]))[named.subject]
    return await facts.papers_by_id(desk.tx, named.kind, [named.id])  # type: ignore[arg-type]


async def resting_on(desk: Desk, fact: Fact) -> tuple[Fact, ...]:
    """What rests on a payment or a debt now: its refunds; its settlements and findings."""
    every: Sequence[Fact] = ()
    if isinstance(fact, Payment):
        paid = (await facts.payments(desk.tx, [fact.account]))[0]
        every = [each for each in paid if each.refund_of == fact.id]
    elif isinstance(fact, Obligation):
        owed = (await facts.obligations(desk.tx, [FactId(fact.id)])).get(FactId(fact.id))
        every = (*owed.settlements, *owed.findings) if owed else ()
    return tuple(each for each in every if each.superseded_in is None)


async def branch(desk: Desk, *edges: Upward) -> dict[Uid, AccountHistory]:
    """Everything below and above the accounts that edges are between."""
    names = ("account", "city", "tier1", "partner")
    uids = {getattr(edge, name) for edge in edges for name in names if hasattr(edge, name)}
    return await desk.facts.branch(*sorted(uids))
