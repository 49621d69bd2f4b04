"""One fact alone, as an entry of the change feed tells it."""

from collections.abc import Container, Mapping
from typing import Any

from graph.changes import upward
from graph.model import (
    Account,
    AccountPapers,
    Agreement,
    Assessment,
    Authorisation,
    DepositEntry,
    Fact,
    FactId,
    FeeStep,
    Finding,
    Note,
    Notice,
    Obligation,
    ObligationHistory,
    Party,
    PartyId,
    PartyPapers,
    Payment,
    Request,
    Settlement,
    Task,
    Violation,
)
from graph.rules.sight import clipping, facts
from graph.rules.sight.days import Sight

OF_ACCOUNT: Mapping[type[Fact], str] = {
    Authorisation: "authorisations",
    Request: "requests",
    Task: "tasks",
    Assessment: "assessments",
    FeeStep: "fee_steps",
}
OF_PARTY: Mapping[type[Fact], str] = {
    Agreement: "agreements",
    Violation: "violations",
    DepositEntry: "deposit_entries",
    Notice: "notices",
}
"""In which field of its account's or party's papers each kind stands."""


def single(
    sight: Sight,
    fact: Any,
    debts: Container[FactId],
    refunded: Mapping[FactId, tuple[Payment, ...]],
) -> Fact | None:
    """A fact as it is seen; None if it is not.

    `debts` are the ids of the debts that are seen, `refunded` the originals of refunds.
    """
    kind: type[Fact] = fact.__class__
    match fact:
        case Account():
            days = sight.seen(fact.uid)
            return fact if days and facts.recorded_within(fact, days) else None
        case Party():
            shown = facts.party(sight, fact)
            return fact if shown is not None and shown.name == fact.name else None
        case Payment():
            return _first(facts.payments(sight, (fact,), refunded))
        case Obligation():
            owed = facts.debt(sight, ObligationHistory((fact,)))
            return owed.versions[0] if owed else None
        case Settlement():
            return facts.settled(sight, fact) if fact.obligation in debts else None
        case Finding():
            return fact if fact.obligation in debts and sight.names(fact.party) else None
        case Note():
            return fact if fact.recorded_by == sight.viewer.name else None
        case _:
            return _placed(sight, fact, kind)


def is_later(sight: Sight, fact: Any) -> bool:
    """Whether a hidden version tells of what came after the viewer's days, and no more.

    The one before it goes on to stand, so that not even its recording is told: a new name, or a
    step that was taken when its account or party was somebody else's.
    """
    kind: type[Fact] = fact.__class__
    if kind in OF_PARTY:
        return clipping.is_later(fact, sight.owned_by(PartyId(fact.party)))
    if kind in OF_ACCOUNT:
        return clipping.is_later(fact, sight.below(fact.account))
    return kind in (Account, Party)


def _placed(sight: Sight, fact: Any, kind: type[Fact]) -> Fact | None:
    """A fact among others about its account or party."""
    if kind in OF_ACCOUNT:
        field = OF_ACCOUNT[kind]
        found: Any = facts.account_papers(sight, fact.account, AccountPapers(**{field: (fact,)}))
        return _first(getattr(found, field))
    if kind in OF_PARTY:
        field = OF_PARTY[kind]
        papers: Any = facts.party_papers(
            sight, PartyId(fact.party), PartyPapers(**{field: (fact,)})
        )
        return _first(getattr(papers, field))
    return _first(facts.dated(sight, upward(fact)[0], (fact,)))


def _first(found: Any) -> Fact | None:
    return next(iter(found), None)
