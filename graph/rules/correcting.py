"""Correcting and retracting a recorded fact: what may be changed, and what may not (I7, I8).

Nothing is deleted: a correction supersedes a version, a retraction closes it, and both leave what
was known before as it was. What rests on a fact keeps it from being taken away.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from graph.model import (
    Account,
    Fact,
    Histories,
    Link,
    Obligation,
    Party,
    Payment,
    Settlement,
    TierLink,
    print_yuan,
)
from graph.model.facts import sayings
from graph.rules.admission.existing import LATEST
from graph.rules.invariants import hierarchy
from graph.rules.invariants.violation import Violation
from graph.rules.refusal import Code, Refusal
from graph.rules.standing import Known

FIXED: Mapping[type[Fact], tuple[str, ...]] = {
    Account: ("owner",),
    Link: ("account", "partner", "type"),
    TierLink: ("city", "tier1"),
    Payment: ("account", "refund_of"),
}
"""What makes a fact the one it is: another one is recorded instead (I7, I8)."""


def corrected(fact: Fact, values: Mapping[str, str | None]) -> Fact | Refusal:
    """The fact with other values, given as text (days, instants, fen, words); None clears one.

    Refused: a value of the wrong form, a field that it does not have or may not change, no change.
    """
    own = sayings(fact)
    fixed = {name for kind, names in FIXED.items() if isinstance(fact, kind) for name in names}
    for name in values:
        if name not in own:
            expected = ", ".join(each for each in own if each not in fixed)
            return _wrong(f"{fact.id} has no field {name!r}; its fields are {expected}", name)
        if name in fixed:
            message = f"{name} makes {fact.id} the fact that it is, and is never changed (I7)"
            hint = "Retract it, and record the right one."
            return Refusal(Code.CONFLICTING_FACT, message, name, None, hint)
    found = _converted(fact, values)
    if isinstance(found, Refusal):
        return found
    if found == fact:
        return _wrong(f"{fact.id} says so already", "set")
    return found


def _converted(fact: Fact, values: Mapping[str, str | None]) -> Fact | Refusal:
    plain: dict[str, Any] = msgspec.to_builtins(fact)
    kind = type(fact)
    try:
        return msgspec.convert(plain | dict(values), kind, strict=False)
    except msgspec.ValidationError as error:
        return _wrong(f"{error}", "set")


def _wrong(message: str, path: str) -> Refusal:
    hint = "Write days as 2018-03-16, instants with their offset, amounts in fen."
    return Refusal(Code.INVALID_ARGUMENT, message, path, None, hint)


def retractable(fact: Fact, resting: Sequence[Fact]) -> Refusal | None:
    """Why a fact may not be taken back: it is an account or a party, or something rests on it."""
    if isinstance(fact, Account | Party):
        message = f"{fact.id} is an account or a party, of which facts are told (I8)"
        hint = "Rename it, or record that the account is closed."
        return Refusal(Code.FACT_IN_USE, message, "id", None, hint)
    if resting:
        named = ", ".join(each.id for each in resting[:3])
        message = f"{named} {'rests' if len(resting) == 1 else 'rest'} on {fact.id}"
        hint = "Retract what rests on it first."
        return Refusal(Code.FACT_IN_USE, message, "id", None, hint)
    return None


def outgrown(fact: Fact, resting: Iterable[Fact]) -> Refusal | None:
    """Why a payment or a debt may not become that small: more was paid back (I14, Q14)."""
    if isinstance(fact, Payment):
        back = -sum(each.fen for each in resting if isinstance(each, Payment))
        code, what = Code.REFUND_TOO_LARGE, "was refunded of"
    elif isinstance(fact, Obligation):
        back = sum(each.fen for each in resting if isinstance(each, Settlement))
        code, what = Code.SETTLEMENT_TOO_LARGE, "was settled on"
    else:
        return None
    if back <= fact.fen:
        return None
    message = f"{print_yuan(back)} {what} {fact.id}, which would be {print_yuan(fact.fen)}"
    return Refusal(code, message, "set", None, "Correct what rests on it first.")


def broken(before: Histories, after: Histories) -> Refusal | None:
    """The first invariant that a change breaks, which held before it (I1–I7, I15)."""
    there = {_named(each) for each in _violations(before)}
    for each in _violations(after):
        if _named(each) not in there:
            message = f"{each.message} ({each.invariant})"
            return Refusal(Code.FACT_IN_USE, message, "id", None, "Change what rests on it first.")
    return None


def _violations(histories: Histories) -> Iterator[Violation]:
    return hierarchy.broken(Known(histories, LATEST))


def _named(violation: Violation) -> tuple[str, frozenset[str]]:
    return violation.invariant, frozenset(fact.id for fact in violation.facts)
