"""How a charge becomes a violation: notice, reply, silence, finding (R74, R79; MR 6.4.1, MR 6.4.3).

The party is notified by phone, mail or fax and replies in writing within three working days of
receipt. Silence and weak proof establish the violation; where the facts are clear it is found
directly. What is established is final: a finding that comes later confirms it and moves nothing.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from graph.calendar import Deadline
from graph.model import FactId, Moment, Readings, Trace, Violation, ViolationOutcome, cite, day_of
from graph.rules.term import Term, ends

SOONEST_SILENCE = timedelta(days=4)
"""Three working days take three days at least; silence tells on the day after them."""


class State(StrEnum):
    """Where the proceedings on a charge stand on a day."""

    CHARGED = "CHARGED"
    AWAITING_REPLY = "AWAITING_REPLY"
    UNDER_REVIEW = "UNDER_REVIEW"
    ESTABLISHED = "ESTABLISHED"
    DISMISSED = "DISMISSED"


class Basis(StrEnum):
    """By what a violation was established."""

    SILENCE = "SILENCE"
    FINDING = "FINDING"


class Proceedings(Struct, frozen=True):
    """A charge on a day: its state, and from which day and by what it is established."""

    violation: Violation
    state: State
    trace: Trace
    established_on: date | None = None
    basis: Basis | None = None

    @property
    def id(self) -> FactId:
        """The violation's own id."""
        return self.violation.id

    @property
    def final(self) -> bool:
        """Whether nothing is left to be said in them (R74)."""
        return self.state in (State.ESTABLISHED, State.DISMISSED)


def charged(violations: Iterable[Violation], moment: Moment) -> list[Violation]:
    """The charges that were known and brought by the day, in the order of their days and ids."""
    known = moment.known(tuple(violations))
    there = [each for each in known if charged_on(each) <= moment.as_of]
    return sorted(there, key=lambda each: (charged_on(each), each.id))


def charged_on(fact: Violation) -> date:
    """The first day on which anything was done about an act; else that of the act, or of record."""
    steps = (fact.reported_on, fact.noticed_on, fact.decided_on, fact.counted_on)
    done = [day for day in steps if day is not None]
    return min(done) if done else fact.acted_on or day_of(fact.recorded_at)


def reply_deadline(fact: Violation, readings: Readings) -> Deadline | None:
    """By when the party replies in writing: three working days of receipt (R74, MR 6.4.1).

    None without a notice; CalendarNotPublished as `graph.calendar.deadline` (I17).
    """
    if fact.noticed_on is None:
        return None
    return ends(Term.VIOLATION_REPLY, fact.noticed_on, readings)


def proceedings(fact: Violation, moment: Moment) -> Proceedings:
    """Where a charge stands on the day, and since when it is established (R74, MR 6.4.1).

    A working day of an unpublished year is asked for only where silence could tell: then
    CalendarNotPublished.
    """
    cited = cite(facts=(fact,), rules=("R74",), clauses=("MR 6.4.1",))
    if _dismissed(fact, moment.as_of):
        return Proceedings(fact, State.DISMISSED, cited)
    finding, (silence, counted) = _found_on(fact, moment.as_of), _silent_from(fact, moment)
    days = [(finding, Basis.FINDING), (silence, Basis.SILENCE)]
    done = [(day, basis) for day, basis in days if day is not None and day <= moment.as_of]
    if done:
        day, basis = min(done, key=lambda each: each[0])
        used = cited + counted if basis is Basis.SILENCE else cited
        return Proceedings(fact, State.ESTABLISHED, used, day, basis)
    return Proceedings(fact, _pending(fact, moment.as_of), cited)


def _dismissed(fact: Violation, day: date) -> bool:
    if fact.outcome is not ViolationOutcome.DISMISSED:
        return False
    return fact.decided_on is None or fact.decided_on <= day


def _found_on(fact: Violation, day: date) -> date | None:
    """The day of the finding: as decided; else as counted, which nobody does with what is open."""
    if fact.outcome is ViolationOutcome.ESTABLISHED:
        return fact.decided_on or fact.counted_on or charged_on(fact)
    return fact.counted_on if fact.counted_on is not None and fact.counted_on <= day else None


def _silent_from(fact: Violation, moment: Moment) -> tuple[date | None, Trace]:
    """The day from which silence establishes the charge, and how it was counted.

    The calendar is left alone where a finding or a reply comes before silence can tell.
    """
    if fact.noticed_on is None:
        return None, Trace()
    soonest = fact.noticed_on + SOONEST_SILENCE
    found = _found_on(fact, moment.as_of)
    if moment.as_of < soonest or (found is not None and found <= soonest):
        return None, Trace()
    if fact.replied_on is not None and fact.replied_on < soonest:
        return None, Trace()
    end = ends(Term.VIOLATION_REPLY, fact.noticed_on, moment.readings)
    if fact.replied_on is not None and fact.replied_on <= end.last_day:
        return None, Trace()
    return end.effect_from, end.trace


def _pending(fact: Violation, day: date) -> State:
    if fact.noticed_on is None or fact.noticed_on > day:
        return State.CHARGED
    if fact.replied_on is not None and fact.replied_on <= day:
        return State.UNDER_REVIEW
    return State.AWAITING_REPLY
