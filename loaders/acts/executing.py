"""Requests that cut nothing carried out: an entry, a move, a conversion (R11, R16, R110)."""

from datetime import date

from msgspec.structs import replace

from graph.changes import Supersede
from graph.model import Condition, FactId, Request, RequestKind, Trace, join
from graph.rules.linking import Move
from graph.rules.refusal import Code, Refusal
from graph.rules.standing import Known
from graph.rules.workflow import StepName, admit_step, cut_of, progress
from graph.rules.workflow.taken import granted_on
from graph.store.ledger import Decision
from loaders.acts import links, partners
from loaders.acts.desk import Act, Desk
from loaders.acts.outcome import Outcome, Row, decided, refused
from loaders.acts.partners import Entry
from loaders.acts.requests import newest


def execute(id_: FactId, on: date, expected: int | None = None, source: str = "") -> Act:
    """Carry a request out by the steps taken so far, from a day on, and conclude it.

    One that cuts a link is refused: that takes the plan which was looked at.
    """

    async def act(desk: Desk) -> Decision[Outcome]:
        request, known = await newest(desk, id_, expected)
        if cut_of(request, known) is not None:
            raise refused(_cuts(request))
        over = admit_step(request, StepName.EXECUTE, on, known)
        if isinstance(over, Refusal):
            raise refused(over)
        source_ = source or request.source
        done = await _deed(request, on, source_)(desk)
        changes = (*done.changes, Supersede(request, replace(over, source=source_)))
        written = (id_, *(each for row in done.value.rows for each in row.facts))
        return decided([Row(written)], changes, _trace(request, known, done.value))

    return act


def _deed(request: Request, on: date, source: str) -> Act:
    if request.kind is RequestKind.ENTRY:
        return partners.admit(_entry(request, on, source))
    if request.kind is RequestKind.MOVE and request.other is not None:
        move = Move(request.account, request.other, on, request.link_type)
        return links.move([move], source)
    return partners.convert(request.account, on, Condition.CONVERTED, source)


def _entry(request: Request, on: date, source: str) -> Entry:
    """The days of its steps; that they were taken is for `admit_step` to say."""
    taken = (granted_on(request), request.framework_signed_on, request.city_agreement_on)
    approved, framework, city_agreement = (each or request.applied_on for each in taken)
    tier1 = request.other or request.account
    return Entry(
        request.account, tier1, request.applied_on, approved, framework, city_agreement, on, source
    )


def _trace(request: Request, known: Known, outcome: Outcome) -> Trace:
    """What the request and what it brought about rest on; the request as it was is one of them."""
    return join([progress(request, known).trace, outcome.trace])


def _cuts(request: Request) -> Refusal:
    return Refusal(
        Code.GROUND_MISMATCH,
        f"{request.id} cuts a link of {request.account}: that is carried out as it was previewed",
        path="request",
        clause="CA 2.3.1",
        next_step="Look at its `preview`, and send the planHash to executeDetachment.",
    )
