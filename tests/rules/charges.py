"""Charges, deposits and notices of one party, made in a line each; days are given as text."""

from typing import Any

from graph.model import (
    DepositEntry,
    DepositMove,
    Fact,
    FactId,
    Fen,
    Moment,
    Notice,
    NoticeKind,
    PartyId,
    Violation,
    ViolationClass,
    ViolationOutcome,
)
from graph.readings import choose
from graph.rules.violations.record import Record, record
from tests.rules.asked import LATER, at, d

WHO = PartyId("orchard")
SECOND = "MR 6.2.7.3"


def _days(said: dict[str, Any]) -> dict[str, Any]:
    days = {key: d(each) if key.endswith("_on") else each for key, each in said.items()}
    times = ("recorded_at", "superseded_at")
    return {key: at(each) if key in times else each for key, each in days.items()}


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
