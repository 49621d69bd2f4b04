"""Papers of one party, made in one line each, and what the agreements rules say of them."""

from datetime import date
from typing import Any

from graph.clauses import clause
from graph.model import (
    Agreement,
    AgreementKind,
    FactId,
    Moment,
    Notice,
    NoticeKind,
    PartyId,
    PartyPapers,
    Trace,
)
from graph.readings import choose
from graph.rules.agreements import Contracts, InForce
from tests.rules.asked import LATER, at, d

PARTY = PartyId("harbor")


def days(said: dict[str, Any]) -> dict[str, Any]:
    """Days given as text, and the recorded time as an instant."""
    found = {key: d(each) if _is_day(key, each) else each for key, each in said.items()}
    return {key: at(each) if key == "recorded_at" else each for key, each in found.items()}


def _is_day(key: str, each: object) -> bool:
    return isinstance(each, str) and key.endswith(("_on", "_from", "_to", "_end")) and each != ""


def agreement(kind: str, name: str | None = None, **said: Any) -> Agreement:
    """An agreement of harbor; days are given as text."""
    id_ = FactId(name or f"agreement:{kind}")
    return Agreement(id=id_, party=PARTY, kind=AgreementKind(kind), **days(said))


def notice(kind: str, received_on: str, name: str | None = None, **said: Any) -> Notice:
    """A notice to harbor."""
    id_ = FactId(name or f"notice:{kind}:{received_on}")
    told = {"received_on": received_on} | said
    return Notice(id=id_, party=PARTY, kind=NoticeKind(kind), **days(told))


def papers(*facts: Agreement | Notice) -> PartyPapers:
    """The papers of harbor."""
    return PartyPapers(
        agreements=tuple(each for each in facts if isinstance(each, Agreement)),
        notices=tuple(each for each in facts if isinstance(each, Notice)),
    )


def moment(day: str = "2018-03-20", known_at: str = LATER, **readings: str) -> Moment:
    """A moment; later than all facts unless said otherwise."""
    return Moment(d(day), at(known_at), choose(readings))


def contracts(*facts: Agreement | Notice, known_at: str = LATER, **readings: str) -> Contracts:
    """Harbor's agreements, with every trace looked at."""
    found = Contracts(papers(*facts), moment(known_at=known_at, **readings))
    for each in found.every:
        proven(each.trace, found.moment)
    return found


def proven(trace: Trace, seen: Moment) -> None:
    """The clauses exist, the readings are those of the moment, and every fact was known (I9)."""
    for name in trace.clauses:
        assert clause(name).id == name
    for question, option in trace.readings:
        assert seen.readings.chosen(question) == option
    assert all(seen.knows(fact) for fact in trace.facts)


def span(found: InForce | None) -> tuple[str, str | None] | None:
    """First day in force and first day outside, as text."""
    if found is None or found.interval is None:
        return None
    return str(found.interval.start), text(found.interval.end)


def text(day: date | None) -> str | None:
    """A day as text."""
    return None if day is None else str(day)


def fa(**said: Any) -> Agreement:
    """A framework agreement of the first quarter of 2018."""
    return agreement("FA", "fa", **({"signed_on": "2018-01-05", "term_end": "2018-03-31"} | said))


def one(first: Agreement, *others: Agreement | Notice, **asked: str) -> InForce:
    """An agreement among others."""
    found = contracts(first, *others, **asked).named(first.id)
    assert found is not None
    return found


def ended(first: Agreement, *others: Agreement | Notice, **asked: str) -> tuple[str, str] | None:
    """First day outside and cause of the end of an agreement among others."""
    ending = one(first, *others, **asked).ending
    return None if ending is None else (str(ending.on), str(ending.cause))
