"""Versions of facts made rows and written, some thousands with a statement."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from graph.model import (
    Account,
    AccountCondition,
    Agreement,
    Assessment,
    Authorisation,
    DepositEntry,
    Fact,
    FeeStep,
    Finding,
    Link,
    Note,
    Notice,
    Obligation,
    Party,
    Payment,
    Request,
    Settlement,
    Standing,
    Task,
    TierLink,
    Violation,
)
from graph.store.cypher import statement
from graph.store.engine import Transaction
from graph.store.facts.papers import open_id
from graph.store.facts.rows import BATCH, batches, stored
from graph.store.ledger import paid
from graph.store.ledger.values import FactUnplaced

KINDS: Mapping[type[Fact], str] = {
    Party: "party",
    Account: "account",
    Standing: "standing",
    TierLink: "tier_link",
    Link: "link",
    AccountCondition: "condition",
    Payment: "payment",
    Obligation: "obligation",
    Settlement: "settlement",
    Finding: "finding",
    Agreement: "agreement",
    Authorisation: "authorisation",
    Violation: "violation",
    DepositEntry: "deposit_entry",
    Notice: "notice",
    Request: "request",
    Task: "task",
    Assessment: "assessment",
    FeeStep: "fee_step",
    Note: "note",
}
"""The name of each kind of fact, in an order in which what a fact names comes before it."""

PAYMENTS = "write_payment"
"""The statement whose parameters are columns; every other one takes rows."""

_ORDER = {kind: place for place, kind in enumerate(KINDS)}


class Portion(Struct, frozen=True):
    """Some versions as one statement writes them: its name, what it is given, and their keys."""

    name: str
    given: dict[str, Any]
    keys: Sequence[str]


def portions(closed: Iterable[Fact], opened: Iterable[Fact]) -> Iterator[Portion]:
    """The versions to close, then those to open, a statement at a time."""
    yield from _portions(closed, _closing)
    yield from _portions(opened, _opening)


async def write(tx: Transaction, some: Iterable[Portion]) -> None:
    """Close and open versions; FactUnplaced when one finds no place."""
    for portion in some:
        await _send(tx, portion)


def row(fact: Fact) -> dict[str, Any]:
    """A fact as it is stored, with its key and what it is searched by."""
    return stored(fact) | {"key": fact.key} | _searched(fact)


def _searched(fact: Fact) -> dict[str, str | None]:
    """What is stored beside a fact only to find it by."""
    match fact:
        case Account():
            return {"nameKey": fact.name.casefold()}
        case Request() | Task():
            return {"openId": open_id(fact)}
        case _:
            return {}


def _closing(fact: Fact) -> str:
    return f"close_{KINDS[type(fact)]}"


def _opening(fact: Fact) -> str:
    name = f"write_{KINDS[type(fact)]}"
    if isinstance(fact, Obligation):
        return f"{name}_of_account" if fact.account is not None else f"{name}_of_party"
    return name


def _portions(facts: Iterable[Fact], name_of: Callable[[Fact], str]) -> Iterator[Portion]:
    groups = defaultdict[str, list[Fact]](list)
    for fact in sorted(facts, key=lambda fact: (_ORDER[type(fact)], fact.version)):
        groups[name_of(fact)].append(fact)
    for name, group in groups.items():
        for some in batches(group, paid.MANY if name == PAYMENTS else BATCH):
            yield _portion(name, some)


def _portion(name: str, facts: Sequence[Fact]) -> Portion:
    if name == PAYMENTS:
        payments = [fact for fact in facts if isinstance(fact, Payment)]
        columns = paid.columns(payments)
        given = {"columns": columns, "accounts": paid.places(payments)}
        return Portion(name, given, columns["key"])
    rows = [row(fact) for fact in facts]
    return Portion(name, {"rows": rows}, [each["key"] for each in rows])


async def _send(tx: Transaction, portion: Portion) -> None:
    found = await tx.run(statement(portion.name), **portion.given)
    lost = set(portion.keys).difference(found[0]["written"])
    if lost:
        verb, _, kind = portion.name.partition("_")
        wanted = "everything it names to exist" if verb == "write" else "that version to be open"
        msg = (
            f"{len(lost)} of {kind} found no place, the first is {min(lost)!r}: expected {wanted};"
            " nothing was stored"
        )
        raise FactUnplaced(msg)
