"""The day that a paper begins with: since then it is known if its line does not say."""

from datetime import date, datetime
from typing import Any, assert_never

from msgspec.structs import replace

from graph.ladder.clauses import Fields
from graph.ladder.stating import UNSAID
from graph.model import (
    Agreement,
    Assessment,
    Authorisation,
    DepositEntry,
    FeeStep,
    Month,
    Note,
    Notice,
    Paper,
    Request,
    Task,
    Violation,
    start_of,
)
from graph.model.facts import UNKNOWN_SINCE


def paper(of: type[Paper], fields: Fields, /, **more: Any) -> Paper:
    """A paper of these fields, with its id and its recorded time filled in if they are unsaid."""
    told: Fields = {"id": UNSAID} | more | fields
    fact = of(**told)
    return fact if "recorded_at" in fields else replace(fact, recorded_at=begun(fact))


def begun(fact: Paper) -> datetime:
    """Since when a paper is known if its line does not say; a note always was."""
    day = first_day(fact)
    return UNKNOWN_SINCE if day is None else start_of(day)


def first_day(fact: Paper) -> date | None:
    """The day of its first step; of an assessment, the day after its quarter."""
    match fact:
        case Agreement():
            return fact.signed_on or fact.sealed_on or fact.agreed_from
        case Authorisation():
            return fact.valid_from
        case Violation():
            return fact.reported_on or fact.acted_on or fact.noticed_on or fact.decided_on
        case DepositEntry() | FeeStep():
            return fact.on
        case Notice():
            return fact.received_on
        case Request():
            return fact.applied_on
        case Task():
            return fact.since
        case Assessment():
            last = Month.of(fact.quarter).next.next
            return last.interval.end or date.max
        case Note():
            return None
        case _ as never:
            assert_never(never)
