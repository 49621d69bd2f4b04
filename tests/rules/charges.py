"""Charges, deposits and notices of one party, made in a line each; days are given as text."""

from typing import Any

from graph.model import (
    Agreement,
    AgreementKind,
    DepositEntry,
    DepositMove,
    Fact,
    FactId,
    Fen,
    Moment,
    Notice,
    NoticeKind,
    PartyId,
    PartyPapers,
    TierLink,
    Uid,
    Violation,
    ViolationClass,
    ViolationOutcome,
)
from graph.readings import choose
from graph.rules.agreements.contracts import Contracts
from graph.rules.deposit.account import Deposit, deposit
from graph.rules.violations.record import Record, record
from tests.rules.asked import LATER, at, d

TIER = TierLink(
    id=FactId("tier"),
    city=Uid("orchard"),
    tier1=Uid("willow"),
    valid_from=d("2017-04-01"),
    recorded_at=at("2017-01-01"),
)
WHO = PartyId("orchard")
SECOND = "MR 6.2.7.3"


def _days(said: dict[str, Any]) -> dict[str, Any]:
    made = dict(said)
    for key, each in said.items():
        if key.endswith("_on") or key in ("agreed_from", "term_end"):
            made[key] = d(each)
        if key in ("recorded_at", "superseded_at"):
            made[key] = at(each)
    return made


def moment(day: str, known_at: str = LATER, **readings: str) -> Moment:
    return Moment(d(day), at(known_at), choose(readings))


def second(name: str, clause: str = SECOND, **said: Any) -> Violation:
    """A charge of class 2."""
    kept = {"recorded_at": "2017-01-01"} | said
    rank = ViolationClass.CLASS_2
    return Violation(id=FactId(name), party=WHO, rank=rank, clause=clause, **_days(kept))


def counted(name: str, day: str, **said: Any) -> Violation:
    """One of class 2 that counts from a day."""
    return second(name, counted_on=day, **said)


def first(name: str, day: str, clause: str = "MR 6.1/forgery", **said: Any) -> Violation:
    """One of class 1, found on a day."""
    kept = {"recorded_at": "2017-01-01", "decided_on": day} | said
    return Violation(
        id=FactId(name),
        party=WHO,
        rank=ViolationClass.CLASS_1,
        clause=clause,
        outcome=ViolationOutcome.ESTABLISHED,
        **_days(kept),
    )


def notice(kind: NoticeKind, received: str, name: str = "n1", **said: Any) -> Notice:
    kept = {"recorded_at": "2017-01-01"} | said
    day = d(received)
    return Notice(id=FactId(name), party=WHO, kind=kind, received_on=day, **_days(kept))


def ends(received: str, **said: Any) -> Notice:
    """A notice of termination."""
    return notice(NoticeKind.TERMINATION, received, **said)


def entry(move: str, fen: int, on: str, name: str = "", **said: Any) -> DepositEntry:
    """A movement of the deposit, named by its day unless a name is given."""
    kept = {"recorded_at": "2017-01-01"} | said
    return DepositEntry(
        id=FactId(name or f"{move} {on}"),
        party=WHO,
        move=DepositMove(move),
        fen=Fen(fen),
        on=d(on),
        **_days(kept),
    )


def framework(signed: str | None = "2017-04-01", name: str = "fa", **said: Any) -> Agreement:
    """A framework agreement."""
    kept = {"recorded_at": "2017-01-01", "signed_on": signed} | said
    given = {key: each for key, each in kept.items() if each is not None}
    return Agreement(id=FactId(name), party=WHO, kind=AgreementKind.FA, **_days(given))


def held(day: str, *facts: Fact, city_partner: bool = False, **how: str) -> Deposit:
    """The deposit on a day by some papers; its trace holds only what was known."""
    when = moment(day, **how)
    kinds = (Agreement, Violation, DepositEntry, Notice)
    papers = PartyPapers(*(tuple(f for f in facts if isinstance(f, kind)) for kind in kinds))
    tiers = (TIER,) if city_partner else ()
    found = deposit(papers, Contracts(papers, when), tiers)
    unknown = [each for each in found.trace.facts if not when.knows(each)]
    assert unknown == []
    assert found.balance >= 0
    return found


def of(facts: list[Violation], day: str, *notices: Notice, **how: str) -> Record:
    """The record on a day; its trace holds only what was known."""
    when = moment(day, **how)
    found = record(facts, notices, when)
    unknown: list[Fact] = [each for each in found.trace.facts if not when.knows(each)]
    assert unknown == []
    return found


def costs(found: Record) -> list[tuple[str, int | None, int]]:
    """Id, ordinal and penalty in yuan of what counts."""
    return [
        (each.proceedings.violation.id, each.ordinal, each.penalty // 100) for each in found.counted
    ]
