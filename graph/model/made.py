"""Ids made from what a fact says, so that the same row or line is the same fact again."""

from graph.model.facts import (
    AccountCondition,
    Fact,
    Finding,
    Link,
    Settlement,
    Standing,
    TierLink,
)
from graph.model.ids import FactId
from graph.model.papers import (
    Agreement,
    Assessment,
    Authorisation,
    DepositEntry,
    FeeStep,
    Note,
    Notice,
    Request,
    Task,
    Violation,
)


def made_from(fact: Fact) -> str | None:
    """The id of a fact by what it is about and when it began; None for kinds that have ids of old.

    A settlement may well happen twice on a day, and so may a note: whoever numbers them puts the
    number behind.
    """
    match fact:
        case Standing():
            return f"standing:{fact.account}:{fact.valid_from}"
        case TierLink():
            return f"tier:{fact.city}:{fact.tier1}:{fact.valid_from}"
        case Link():
            return f"link:{fact.account}:{fact.partner}:{fact.valid_from}"
        case AccountCondition():
            return f"condition:{fact.account}:{fact.condition}:{fact.valid_from}"
        case Finding():
            return f"finding:{fact.obligation}:{fact.party}:{fact.found_on}"
        case Settlement():
            return f"settlement:{fact.obligation}:{fact.on}:{fact.by}"
        case _:
            return _of_paper(fact)


def _of_paper(fact: Fact) -> str | None:
    match fact:
        case Agreement():
            first = fact.signed_on or fact.sealed_on or fact.agreed_from
            return f"agreement:{fact.party}:{fact.kind}:{first}"
        case Authorisation():
            return f"authorisation:{fact.account}:{fact.partner}:{fact.act}:{fact.valid_from}"
        case Violation():
            first = fact.reported_on or fact.acted_on or fact.noticed_on or fact.decided_on
            return f"violation:{fact.party}:{fact.clause}:{first}"
        case DepositEntry():
            return f"deposit:{fact.party}:{fact.move}:{fact.on}{_about(fact.about)}"
        case Notice():
            return f"notice:{fact.party}:{fact.kind}:{fact.received_on}{_about(fact.about)}"
        case _:
            return _of_account_paper(fact)


def _of_account_paper(fact: Fact) -> str | None:
    match fact:
        case Request():
            return f"request:{fact.account}:{fact.kind}:{fact.applied_on}"
        case Task():
            return f"task:{fact.account}:{fact.duty}:{fact.since}"
        case Assessment():
            return f"assessment:{fact.account}:{fact.quarter}"
        case Note():
            return f"note:{fact.subject}"
        case FeeStep():
            return f"fee:{fact.account}:{fact.month}:{fact.move}:{fact.on}"
        case _:
            return None


def _about(fact: FactId | None) -> str:
    """Two deductions, or two notices, of one day are about different facts."""
    return "" if fact is None else f":{fact}"
