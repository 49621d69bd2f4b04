"""Whether what a partner hands in for a customer's account may stand (R15, R19, FA 4.2.3)."""

from msgspec import Struct

from graph.model import LinkType, Trace, cite
from graph.rules.detachment import Requirement
from graph.rules.refusal import Code

CANDIDATE = "MR 6.2.7.1"
"""The class-2 violation that untrue data or deception may be (R15, R73)."""


class CustomerData(Struct, frozen=True):
    """What a partner says of a customer that it wants to link.

    `told_type` is the type of link that the customer was told, `told_limits` whether it was told
    what that type means for it; `own_user_system` whether the customer is kept in a system of the
    partner's own, outside the platform's accounts.
    """

    verified: bool
    true: bool
    told_type: LinkType | None
    told_limits: bool
    own_user_system: bool = False


class DataCheck(Struct, frozen=True):
    """What the data lack, and the violation that they may then be."""

    valid: bool
    requirements: tuple[Requirement, ...]
    candidate: str | None
    trace: Trace


def check(data: CustomerData, type_: LinkType) -> DataCheck:
    """Whether a customer's data are true and verified, and the customer knows its type (R15).

    A user system of the partner's own frees it from nothing: the same is asked (R19, FA 3.4.5).
    """
    told = "The customer was told the type of its link as it is, agency or resale."
    required = (
        _requirement("DATA_TRUE", data.true, "FA 4.2.3.1", "The customer's data are true."),
        _requirement("DATA_VERIFIED", data.verified, "FA 4.2.3.1", "They have been verified."),
        _requirement("TYPE_TOLD", data.told_type is type_, "FA 4.2.3.2", told),
        _requirement(
            "LIMITS_TOLD", data.told_limits, "FA 4.2.3.2", "It was told the limits of that type."
        ),
    )
    valid = all(each.met for each in required)
    clauses = ("FA 4.2.3", "FA 4.2.3.1", "FA 4.2.3.2", "MR 3.5.3")
    trace = cite(rules=("R15",), clauses=clauses if valid else (*clauses, CANDIDATE))
    if data.own_user_system:
        trace += cite(rules=("R19",), clauses=("FA 3.4.5",))
    return DataCheck(valid, required, None if valid else CANDIDATE, trace)


def _requirement(name: str, met: bool, clause: str, meaning: str) -> Requirement:  # noqa: FBT001 (a fact of the data)
    return Requirement(name, met, Code.CUSTOMER_DATA_INVALID, clause, meaning)
