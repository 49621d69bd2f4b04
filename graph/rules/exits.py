"""The ways in which a partner may leave, the earliest day of each, and what it still lacks."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from graph.calendar import Deadline
from graph.model import AgreementKind, Request, Trace, Uid, Verdict, cite
from graph.readings import Q15
from graph.rules.agreements import Contracts
from graph.rules.detachment import Cut, Ground, Requirement
from graph.rules.detachment.conditions import timing
from graph.rules.refusal import Code
from graph.rules.standing import Known
from graph.rules.standing import on as holding
from graph.rules.term import Term, ends
from graph.rules.workflow.taken import by, granted_on, ground_of


class Way(StrEnum):
    """A way out."""

    EXPIRY = "EXPIRY"
    """Let the term run out without renewal (R80, R82, FA 8.3.1)."""
    MUTUAL = "MUTUAL"
    """End it in writing with Aliyun, on the day agreed (R82, FA 8.3.2)."""
    APPLICATION = "APPLICATION"
    """Apply a month ahead, settle the customers, agree on the end (R89, MR 7.2)."""
    NOTICE = "NOTICE"
    """Give notice: thirty days from its receipt (R83, FA 8.3.3), the partner's only by Q15."""
    CITY_APPLICATION = "CITY_APPLICATION"
    """As a city partner, apply a month ahead without a dispute (R101, CA 2.3.1②)."""


class Exit(Struct, frozen=True):
    """A way out and the first day on which it would be out; None where the way has no day yet.

    `open` is False for a way that a reading gives to Aliyun alone (Q15).
    """

    way: Way
    earliest: date | None
    requirements: tuple[Requirement, ...]
    deadlines: tuple[Deadline, ...]
    trace: Trace
    open: bool = True


def exits(
    uid: Uid, contracts: Contracts, requests: Sequence[Request], known: Known, day: date
) -> tuple[Exit, ...]:
    """Every way out for an account with standing on a day (R82, R83, R89, R101; Q15).

    Days are those of its request to leave, if one is open, else counted from the day asked about.
    No way for an account that is no partner. CalendarNotPublished as `graph.calendar.deadline`.
    """
    if holding(known.standings(uid), day) is None:
        return ()
    request = _request(requests, known, Ground.VOLUNTARY_EXIT, day)
    found = [
        *_expiry(contracts, day),
        _mutual(contracts, day),
        _application(uid, request, known, day),
    ]
    found.append(_notice(request, known, day))
    if holding(known.tier_links(uid), day) is not None:
        release = _request(requests, known, Ground.CITY_APPLICATION, day)
        found.append(_city(uid, release, known, day))
    return tuple(found)


def _request(
    requests: Sequence[Request], known: Known, ground: Ground, day: date
) -> Request | None:
    """The request on a ground that was made last and stands on the day, as taken by then."""
    made = (each for each in known.moment.known(tuple(requests)) if each.applied_on <= day)
    seen = (_by(each, day) for each in made if ground_of(each) is ground)
    return max(filter(_stands, seen), key=lambda each: (each.applied_on, each.id), default=None)


def _by(request: Request, day: date) -> Request:
    """As taken by a day; a termination agreement may take effect later (R89)."""
    return replace(by(request, day), termination_agreed_on=request.termination_agreed_on)


def _stands(request: Request) -> bool:
    over = (request.withdrawn_on, request.executed_on, request.closed_on)
    return not any(over) and request.verdict is not Verdict.REFUSED


def _expiry(contracts: Contracts, day: date) -> list[Exit]:
    framework = contracts.on(AgreementKind.FA, day)
    if framework is None or framework.interval is None or framework.interval.end is None:
        return []
    end = framework.interval.end
    return [Exit(Way.EXPIRY, end, (), (), framework.trace)]


def _mutual(contracts: Contracts, day: date) -> Exit:
    """By a termination agreement in effect on the day or from a later one on (R82, FA 8.3.2)."""
    agreed = [each for each in contracts.of(AgreementKind.TERMINATION) if each.interval]
    ahead = [each for each in agreed if each.begin is not None and each.begin >= day]
    required = Requirement(
        "TERMINATION_AGREED",
        bool(ahead),
        Code.TERMINATION_AGREEMENT_MISSING,
        "FA 8.3.2",
        "Aliyun and the partner agree on the end in writing.",
    )
    trace = cite(rules=("R82",), clauses=("FA 8.3.2",))
    if not ahead:
        return Exit(Way.MUTUAL, None, (required,), (), trace)
    return Exit(Way.MUTUAL, ahead[0].begin, (required,), (), trace + ahead[0].trace)


def _application(uid: Uid, request: Request | None, known: Known, day: date) -> Exit:
    cut = Cut(uid, Ground.VOLUNTARY_EXIT, applied_on=day, decided_on=day)
    if request is not None:
        cut = Cut(
            uid,
            Ground.VOLUNTARY_EXIT,
            applied_on=request.applied_on,
            customers_settled_on=request.customers_settled_on,
            termination_agreed_on=request.termination_agreed_on,
            decided_on=granted_on(request),
        )
    return _of_cut(Way.APPLICATION, cut, request, known)


def _city(uid: Uid, request: Request | None, known: Known, day: date) -> Exit:
    cut = Cut(uid, Ground.CITY_APPLICATION, applied_on=day, decided_on=day)
    if request is not None:
        cut = Cut(
            uid,
            Ground.CITY_APPLICATION,
            applied_on=request.applied_on,
            no_dispute_confirmed=request.no_dispute_confirmed_on is not None,
            decided_on=granted_on(request),
        )
    return _of_cut(Way.CITY_APPLICATION, cut, request, known)


def _of_cut(way: Way, cut: Cut, request: Request | None, known: Known) -> Exit:
    found = timing(cut, known)
    facts = () if request is None else (request,)
    trace = cite(facts=facts) + found.trace
    return Exit(way, found.earliest, found.requirements, found.deadlines, trace)


def _notice(request: Request | None, known: Known, day: date) -> Exit:
    """FA 8.3.3 is Aliyun's way; the partner's too only by the other reading (R83, Q15)."""
    readings = known.moment.readings
    reading = readings.of(Q15)
    received = request.notice_received_on if request is not None else None
    period = ends(Term.NOTICE_OF_END, received or day, readings)
    facts = () if request is None or received is None else (request,)
    trace = cite(facts=facts) + period.trace + cite(readings=(reading,))
    is_open = reading is Q15.FREE_CHOICE
    return Exit(Way.NOTICE, period.effect_from, (), (period,), trace, is_open)
