"""Which mutation writes down a fact of each kind, and with what."""

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from gateway.exchange.columns import ID
from gateway.exchange.exporting import line
from gateway.exchange.tables import TABLE_OF
from graph.model import (
    Account,
    AccountCondition,
    Condition,
    Fact,
    Finding,
    Link,
    Obligation,
    Payment,
    Settlement,
    Standing,
    TierLink,
    print_yuan,
)

Variables: TypeAlias = dict[str, Any]
Recorded: TypeAlias = Callable[[Any], Iterator[tuple[str, Variables]]]

KINDS: dict[type[Fact], str] = {AccountCondition: "CONDITION"}
"""Kinds whose name is another than that of their class."""

STEPS = (
    "As on the platform. An export has no steps of an entry: correct their days where they are"
    " known (R11, CA 2.1)."
)


def described(kind: type[Fact]) -> str:
    """A kind of fact as it is named in the schema: `TIER_LINK`."""
    return KINDS.get(kind) or re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).upper()


def _link(fact: Link) -> Iterator[tuple[str, Variables]]:
    values = {"account": fact.account, "partner": fact.partner, "type": fact.type}
    dates = {"effectiveOn": fact.valid_from, "until": fact.valid_to}
    yield "linkCustomerAccount", {**values, **dates, "source": fact.source}


def _tier_link(fact: TierLink) -> Iterator[tuple[str, Variables]]:
    steps = ("appliedOn", "approvedOn", "frameworkSignedOn", "cityAgreementOn", "effectiveOn")
    days = dict.fromkeys(steps, fact.valid_from)
    about = {"city": fact.city, "tier1": fact.tier1}
    yield "admitCityPartner", {**about, **days, "reason": STEPS, "source": fact.source}


def _standing(fact: Standing) -> Iterator[tuple[str, Variables]]:
    days: Variables = {"effectiveOn": fact.valid_from}
    if fact.valid_to is None or fact.end_cause is None:
        days["until"] = fact.valid_to
    yield "recordStanding", {"account": fact.account, **days, "source": fact.source}
    if fact.valid_to is not None and fact.end_cause is not None:
        lost = {"account": fact.account, "effectiveOn": fact.valid_to, "cause": fact.end_cause}
        yield "recordStandingLoss", {**lost, "source": fact.source}


def _account(fact: Account) -> Iterator[tuple[str, Variables]]:
    row: Variables = {"uid": fact.uid, "owner": fact.owner, "name": fact.name}
    if fact.external_id is not None:
        row["externalId"] = fact.external_id
    yield "registerAccounts", {"rows": [row], "source": fact.source}


def _condition(fact: AccountCondition) -> Iterator[tuple[str, Variables]]:
    if fact.condition is Condition.FROZEN:
        yield from imported(fact)
        return
    values = {"account": fact.account, "into": fact.condition, "effectiveOn": fact.valid_from}
    yield "convertResaleAccount", {**values, "source": fact.source}


def imported(fact: Fact) -> Iterator[tuple[str, Variables]]:
    """A fact without a mutation of its own is taken in as a row of its table."""
    table = TABLE_OF[type(fact)]
    text = line((ID, *(each for each in table.own if each.fills != ID.fills)), fact)
    rows = [{"table": table.name, "notation": "NDJSON", "text": text}]
    yield "importBatch", {"tables": rows, "source": fact.source}


def _payment(fact: Payment) -> Iterator[tuple[str, Variables]]:
    row = {
        "id": fact.id,
        "account": fact.account,
        "paidAt": fact.paid_at.isoformat(),
        "amount": print_yuan(fact.fen),
        "voucherAmount": print_yuan(fact.voucher_fen),
        "feeEligible": fact.fee_eligible,
        "product": fact.product,
        "refundOf": fact.refund_of,
        "consumedFrom": fact.consumed_from and fact.consumed_from.isoformat(),
        "consumedTo": fact.consumed_to and fact.consumed_to.isoformat(),
    }
    said = {name: value for name, value in row.items() if value is not None}
    yield "recordPayments", {"rows": [said], "source": fact.source}


def _obligation(fact: Obligation) -> Iterator[tuple[str, Variables]]:
    who = {"account": fact.account} if fact.party is None else {"party": fact.party}
    days = {"occurredOn": fact.occurred_from, "occurredTo": fact.occurred_to}
    what = {"amount": print_yuan(fact.fen), "cause": fact.cause, "source": fact.source}
    yield "recordObligation", {"id": fact.id, **who, **days, **what}


def _settlement(fact: Settlement) -> Iterator[tuple[str, Variables]]:
    values = {"obligation": fact.obligation, "by": fact.by, "amount": print_yuan(fact.fen)}
    yield "settleObligation", {**values, "effectiveOn": fact.on, "source": fact.source}


def _finding(fact: Finding) -> Iterator[tuple[str, Variables]]:
    values = {"obligation": fact.obligation, "party": fact.party, "mismanaged": fact.mismanaged}
    yield "recordFinding", {**values, "effectiveOn": fact.found_on, "source": fact.source}


RECORDED: dict[type[Fact], Recorded] = {
    Link: _link,
    TierLink: _tier_link,
    Standing: _standing,
    Account: _account,
    AccountCondition: _condition,
    Payment: _payment,
    Obligation: _obligation,
    Settlement: _settlement,
    Finding: _finding,
}
"""How a missing fact of a kind is written down; any other is `imported`."""
