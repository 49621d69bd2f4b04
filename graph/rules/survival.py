"""Which duties of a party go on after the end, until when, by which clause (R109, R120–R127).

The end is that of the framework agreement; a release is one too, unless FA is read to live on (Q28,
R106). Where no framework agreement is on record, a standing that expired tells its end (R80).
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from msgspec import Struct

from graph.calendar.workdays import days_after
from graph.model import (
    AgreementKind,
    Fen,
    Interval,
    Obligation,
    Task,
    Trace,
    Uid,
    cite,
    join,
)
from graph.readings import Q20, Q28
from graph.rules.agreements import Contracts, EndCause, Ending
from graph.rules.agreements.contracts import InForce, merged
from graph.rules.standing import EXPIRED, Known
from graph.rules.standing import on as holding
from graph.rules.term import Term, ends

AT_THE_END_OF_A_DAY = frozenset({EndCause.EXPIRED, EndCause.EXTENDED, EndCause.NOTICE})
"""Ends that close a period: its last day is the day of the end; others end on the day itself."""


class Survivor(StrEnum):
    """A duty that goes on."""

    SETTLE_WHAT_IS_OPEN = "SETTLE_WHAT_IS_OPEN"
    PAY_PENALTIES = "PAY_PENALTIES"
    PAY_DAMAGES = "PAY_DAMAGES"
    WIND_DOWN = "WIND_DOWN"
    END_COOPERATION = "END_COOPERATION"
    KEEP_LICENCE_LIMITS = "KEEP_LICENCE_LIMITS"
    KEEP_CONFIDENCE = "KEEP_CONFIDENCE"
    NO_DISPARAGEMENT = "NO_DISPARAGEMENT"
    NO_HIRING = "NO_HIRING"
    STOP_ACTING_AS_CITY_PARTNER = "STOP_ACTING_AS_CITY_PARTNER"
    RETURN_OR_DESTROY_MATERIAL = "RETURN_OR_DESTROY_MATERIAL"
    KEEP_SECRECY = "KEEP_SECRECY"
    INTEGRITY = "INTEGRITY"


class SurvivingDuty(Struct, frozen=True):
    """A duty from `since` through `last_day`; None: for ever. `fen` is what is still to be paid."""

    duty: Survivor
    since: date
    last_day: date | None
    trace: Trace
    fen: Fen | None = None


class Penalty(Struct, frozen=True):
    """A penalty on record and what of it is not paid, in fen."""

    obligation: Obligation
    outstanding: Fen


class After(Struct, frozen=True):
    """What is known of a party: agreements, the standings of its accounts, tasks, penalties."""

    contracts: Contracts
    known: Known
    accounts: tuple[Uid, ...] = ()
    tasks: tuple[Task, ...] = ()
    penalties: tuple[Penalty, ...] = ()


class End(Struct, frozen=True):
    """The end of the cooperation: the first day after it, its own day, and what it rests on."""

    since: date
    day: date
    ending: Ending | None
    trace: Trace


def duties(after: After, day: date) -> tuple[SurvivingDuty, ...]:
    """The duties of a party that go on, on a day, after what had ended by then (R120–R127).

    CalendarNotPublished as `graph.rules.term.ends`.
    """
    end = last_end(after, day)
    found: list[SurvivingDuty] = []
    if end is not None:
        found += _after_end(after, end)
    found += _without_standing(after, day)
    found += _after_city(after, day)
    found += _penalties(after, day)
    found += _integrity(after, day)
    open_ = (each for each in found if each.last_day is None or day <= each.last_day)
    return tuple(each for each in open_ if not _done(after, each, day))


def last_end(after: After, day: date) -> End | None:
    """How the cooperation ended last by a day; None while it goes on, or before it began."""
    framework = ended_framework(after.contracts, day)
    if framework is not None:
        ending = framework.endings[0]
        return End(ending.on, own_day(ending), ending, framework.trace)
    if not after.contracts.relation:
        expired = _expired(after, day)
        if expired is not None:
            return expired
    return _released(after, day)


def ended_framework(contracts: Contracts, day: date) -> InForce | None:
    """The framework agreement that ended last by a day, of a row the last; None while one runs."""
    past = [span for span in contracts.relation if span.end is not None and span.end <= day]
    if not past or any(day in span for span in contracts.relation):
        return None
    agreements = contracts.of(AgreementKind.FA)
    return next(each for each in agreements if each.interval and _closes(each.interval, past[-1]))


def own_day(ending: Ending) -> date:
    """The day of an end: the last day of a period that ran out, else the day it took effect."""
    by_period = ending.cause in AT_THE_END_OF_A_DAY
    return days_after(ending.on, -1) if by_period else ending.on


def _closes(own: Interval, span: Interval) -> bool:
    return own.end == span.end and not own.is_empty


def _expired(after: After, day: date) -> End | None:
    """A standing that expired, where no framework agreement is on record (R80)."""
    if _standing(after, day):
        return None
    rows = (fact for uid in after.accounts for fact in after.known.recorded(uid))
    ended = [
        (fact.valid_to, fact)
        for fact in rows
        if fact.valid_to is not None and fact.valid_to <= day and fact.end_cause == EXPIRED
    ]
    if not ended:
        return None
    since, fact = max(ended, key=lambda pair: pair[0])
    trace = cite(facts=(fact,), rules=("R80",), clauses=("FA 3.2.1",))
    return End(since, days_after(since, -1), None, trace)


def _released(after: After, day: date) -> End | None:
    """A release that no entry followed: FA is to be ended by it, unless it lives on (Q28)."""
    reading = after.known.moment.readings.of(Q28)
    releases = [r for uid in after.accounts for r in after.known.releases(uid) if r.day <= day]
    if not releases or _standing(after, day) or reading is Q28.FA_LIVES_ON:
        return None
    last = max(releases, key=lambda each: each.day)
    clauses = ("CA 2.3.2②", "FA 8.3.9")
    trace = cite(facts=(last.because,), rules=("R106",), clauses=clauses, readings=(reading,))
    return End(last.day, last.day, None, trace)


def _standing(after: After, day: date) -> bool:
    standings = (holding(after.known.standings(uid), day) for uid in after.accounts)
    return any(each is not None for each in standings)


def _after_end(after: After, end: End) -> Iterator[SurvivingDuty]:
    """What FA keeps alive (R120–R124)."""
    readings = after.known.moment.readings
    yield _lasting(Survivor.SETTLE_WHAT_IS_OPEN, end, "R120", "FA 8.4.1")
    yield _lasting(Survivor.WIND_DOWN, end, "R124", "FA 8.4.3", "MR 7.3.4")
    reading = readings.of(Q20)
    licence = ("FA 8.4.4", "FA 5.3.4", "FA 5.3.5", "FA 5.3.6", "MR 6.2.6.4")
    more = ("FA 7.1",) if reading is Q20.SEVEN else ()
    kept = _lasting(Survivor.KEEP_LICENCE_LIMITS, end, "R121", *licence, *more)
    yield _with(kept, cite(readings=(reading,)))
    yield _lasting(Survivor.KEEP_CONFIDENCE, end, "R121", "FA 8.4.4", "FA 6.3")
    yield _lasting(Survivor.NO_DISPARAGEMENT, end, "R122", "FA 4.2.9.2")
    hiring = ends(Term.NO_HIRING, end.day, readings)
    yield SurvivingDuty(Survivor.NO_HIRING, end.since, hiring.last_day, end.trace + hiring.trace)
    if end.ending is not None and end.ending.objections:
        clauses = (each.clause for each in end.ending.objections)
        yield _lasting(Survivor.PAY_DAMAGES, end, "R123", "FA 8.4.2", *clauses)


def _without_standing(after: After, day: date) -> Iterator[SurvivingDuty]:
    """A former partner ends its cooperation with its customers (R109, R124, MR 7.3.4)."""
    for uid in after.accounts:
        standings = after.known.standings(uid)
        past = [each for each in standings if each.interval.end and each.interval.end <= day]
        if not past or holding(standings, day) is not None:
            continue
        since = past[-1].interval.end or day
        trace = cite(facts=past[-1].facts, rules=("R109", "R124"), clauses=("MR 7.3.4",))
        yield SurvivingDuty(Survivor.END_COOPERATION, since, None, trace)


def _after_city(after: After, day: date) -> Iterator[SurvivingDuty]:
    """What a former city partner must do and leave (R125, CA 2.3.4①②③)."""
    ended = _city_end(after, day)
    if ended is not None:
        since, trace = ended
        for duty, clause in (
            (Survivor.STOP_ACTING_AS_CITY_PARTNER, "CA 2.3.4①"),
            (Survivor.RETURN_OR_DESTROY_MATERIAL, "CA 2.3.4②"),
            (Survivor.KEEP_SECRECY, "CA 2.3.4③"),
        ):
            cited = trace + cite(rules=("R125",), clauses=(clause,))
            yield SurvivingDuty(duty, since, None, cited)


def _city_end(after: After, day: date) -> tuple[date, Trace] | None:
    """The last release, or the end of CA, by a day on which it is no city partner again."""
    agreements = after.contracts.of(AgreementKind.CA)
    spans = merged(each.interval for each in agreements)
    tiers = [each for uid in after.accounts for each in after.known.tier_links(uid)]
    if any(day in span for span in spans) or holding(tiers, day) is not None:
        return None if holding(tiers, day) is not None else _last_release(after, day)
    past = [span.end for span in spans if span.end is not None and span.end <= day]
    released = _last_release(after, day)
    if not past:
        return released
    traces = (each.trace for each in agreements if each.interval and each.interval.end == past[-1])
    lapsed = past[-1], join(traces)
    return min((each for each in (released, lapsed) if each), key=lambda pair: pair[0])


def _last_release(after: After, day: date) -> tuple[date, Trace] | None:
    releases = [r for uid in after.accounts for r in after.known.releases(uid) if r.day <= day]
    if not releases:
        return None
    last = max(releases, key=lambda each: each.day)
    return last.day, cite(facts=(last.because,), rules=("R106",), clauses=("CA 2.3.2②",))


def _penalties(after: After, day: date) -> Iterator[SurvivingDuty]:
    """Penalties stay due until they are paid, whatever has ended (R127, MR 6.3)."""
    for each in after.penalties:
        since = each.obligation.occurred_from
        if each.outstanding > 0 and since <= day:
            trace = cite(facts=(each.obligation,), rules=("R127",), clauses=("MR 6.3",))
            yield SurvivingDuty(Survivor.PAY_PENALTIES, since, None, trace, each.outstanding)


def _integrity(after: After, day: date) -> Iterator[SurvivingDuty]:
    """The integrity terms hold for ever, and back to the start of the relation (R126, IP 4(1))."""
    begun = [each for each in after.contracts.of(AgreementKind.IP) if each.begin is not None]
    if not begun:
        return
    starts = [each.begin for each in after.contracts.every if each.begin is not None]
    starts += [each.interval.start for uid in after.accounts for each in after.known.standings(uid)]
    since = min(starts)
    if since <= day:
        trace = begun[0].trace + cite(rules=("R126",), clauses=("IP 4(1)",))
        yield SurvivingDuty(Survivor.INTEGRITY, since, None, trace)


DONE_BY = {
    Survivor.WIND_DOWN: "TELL_AND_GUIDE_CUSTOMERS",
    Survivor.END_COOPERATION: "END_COOPERATION",
    Survivor.RETURN_OR_DESTROY_MATERIAL: "RETURN_OR_DESTROY_MATERIAL",
}
"""Duties that are over once they are done, and the recorded task that tells it."""


def _done(after: After, duty: SurvivingDuty, day: date) -> bool:
    """Whether all tasks of its kind since then were done by a day; without any it is not told."""
    name = DONE_BY.get(duty.duty)
    tasks = [
        each
        for each in after.known.moment.known(after.tasks)
        if each.duty == name and each.since >= duty.since
    ]
    return bool(tasks) and all(each.done_on is not None and each.done_on <= day for each in tasks)


def _lasting(duty: Survivor, end: End, rule: str, *clauses: str) -> SurvivingDuty:
    trace = end.trace + cite(rules=(rule,), clauses=clauses)
    return SurvivingDuty(duty, end.since, None, trace)


def _with(duty: SurvivingDuty, more: Trace) -> SurvivingDuty:
    return SurvivingDuty(duty.duty, duty.since, duty.last_day, duty.trace + more, duty.fen)
