"""Which mutation carries out a change that mends drift."""

from typing import assert_never

from graph.changes import Change, End, Record, Retract, Supersede
from graph.model import (
    DepositEntry,
    Fact,
    Finding,
    Link,
    Obligation,
    Payment,
    Settlement,
    Standing,
    TierLink,
    Violation,
)

RECORDED: dict[type[Fact], str] = {
    Link: "linkCustomerAccount",
    TierLink: "admitCityPartner",
    Payment: "recordPayments",
    Obligation: "recordObligation",
    Settlement: "settleObligation",
    Finding: "recordFinding",
    Violation: "recordViolation",
    DepositEntry: "recordDepositEntry",
}
"""What writes down a fact of a kind; any other comes with an import."""

ENDED: dict[type[Fact], str] = {Link: "endCustomerLink", Standing: "recordStandingLoss"}
"""What ends a fact of a kind; any other is corrected."""


def mutation(change: Change) -> str:
    """The name of the mutation."""
    match change:
        case Record(fact):
            return RECORDED.get(type(fact), "importBatch")
        case End(fact):
            return ENDED.get(type(fact), "correctFact")
        case Supersede():
            return "correctFact"
        case Retract():
            return "retractFact"
        case _ as never:
            assert_never(never)
