"""A request as it stood at the end of a day: the steps taken by then, and the cut it asks for."""

from datetime import date

from msgspec.structs import replace

from graph.model import Request, RequestKind, Verdict
from graph.rules.detachment import Cut, Ground
from graph.rules.detachment.conditions import timing
from graph.rules.standing import Known
from graph.rules.workflow.step import FIELDS

DATED = (*dict.fromkeys(FIELDS.values()), "approved_on", "due_marked_on", "closed_on")
BESIDE = {"decided_on": "verdict", "closed_on": "close_cause"}
"""What says more about a step, and goes with its day."""


def by(request: Request, day: date) -> Request:
    """The request without what happened after a day (`applied_on` stays)."""
    days = {field: getattr(request, field) for field in DATED if field != "applied_on"}
    later = [field for field, on in days.items() if on is not None and on > day]
    beside = [BESIDE[field] for field in later if field in BESIDE]
    return replace(request, **dict.fromkeys((*later, *beside)))


def granted_on(request: Request) -> date | None:
    """Day of Aliyun's decision, if it granted the request (R104; of an entry its approval, R11)."""
    if request.approved_on is not None:
        return request.approved_on
    return request.decided_on if request.verdict is not Verdict.REFUSED else None


def ground_of(request: Request) -> Ground | None:
    """The ground of a detachment or exit; None where the request is for something else.

    A detachment without a ground is one on other grounds of Aliyun (R103).
    """
    if request.kind is RequestKind.EXIT:
        return Ground.VOLUNTARY_EXIT
    if request.kind is not RequestKind.DETACHMENT:
        return None
    return Ground(request.ground or Ground.OTHER_GROUNDS)


def cut_of(request: Request, known: Known, on: date | None = None) -> Cut | None:
    """The detachment that a request asks for, with the steps taken so far (R89, R90, R100–R112).

    `on` is the first day without the link; if it is not given, the later of the day asked for and
    the earliest of its ground. A link that a customer asked to be cut ends on the day on which that
    is carried out (Q16): on the day of the moment, once it may be. None for an entry, a move or a
    conversion, which cut nothing. CalendarNotPublished as `timing`.
    """
    ground = ground_of(request)
    if ground is None:
        return None
    cut = Cut(
        uid=request.account,
        ground=ground,
        on=on,
        applied_on=request.applied_on,
        confirmed_on=request.confirmed_on,
        no_dispute_confirmed=request.no_dispute_confirmed_on is not None,
        notice_received_on=request.notice_received_on,
        withdrawn_on=request.withdrawn_on,
        decided_on=granted_on(request),
        release_city_partners=request.release_city_partners,
        end_links=request.end_links,
        customers_settled_on=request.customers_settled_on,
        termination_agreed_on=request.termination_agreed_on,
    )
    return cut if on is not None else replace(cut, on=_on(request, cut, known))


def _on(request: Request, cut: Cut, known: Known) -> date | None:
    """The day on which a cut takes effect; None leaves it to its ground."""
    earliest, asked = timing(cut, known).earliest, asked_for(request)
    if earliest is None:
        return asked
    if cut.ground is Ground.CUSTOMER_REQUEST:
        return max(earliest, known.moment.as_of, asked or earliest)
    if asked is None or (request.effective_on is None and asked <= earliest):
        return None
    return max(asked, earliest)


def asked_for(request: Request) -> date | None:
    """The day asked for; where a city partner applies alone, not before its letter (R101)."""
    alone = ground_of(request) is Ground.CITY_APPLICATION
    letter = request.no_dispute_confirmed_on if alone else None
    return max((day for day in (request.effective_on, letter) if day is not None), default=None)
