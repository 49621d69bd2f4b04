"""The work list: which requests became due or lapsed by a day, and who has to act on which."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from graph.calendar import CalendarNotPublished
from graph.model import Request, Uid
from graph.rules.refusal import Refusal
from graph.rules.standing import Known
from graph.rules.workflow.admission import unpublished
from graph.rules.workflow.progress import Progress, progress
from graph.rules.workflow.step import Actor, State, Step


class Lapse(Struct, frozen=True):
    """A request that lost what it was about: from which day, and how."""

    request: Request
    on: date
    cause: str


class Unclear(Struct, frozen=True):
    """A request whose days cannot be counted, and why."""

    request: Request
    refusal: Refusal


class Due(Struct, frozen=True):
    """What came about by a day: `due` in the order in which they became due, `lapsed`, `unclear`.

    `lapsed` are those that nobody has closed yet. Those marked as due before are in `due` as long
    as they are not carried out.
    """

    due: tuple[Progress, ...] = ()
    lapsed: tuple[Lapse, ...] = ()
    unclear: tuple[Unclear, ...] = ()


def due(requests: Iterable[Request], known: Known) -> Due:
    """Which requests became due by the day of the moment, and which lapsed (R112, Q7, Q16)."""
    found = [looked_at(each, known) for each in requests]
    reached = (each for each in found if isinstance(each, Progress) and each.state is State.DUE)
    lapsed = (each for each in found if isinstance(each, Progress) and each.state is State.LAPSED)
    return Due(
        due=tuple(sorted(reached, key=_since)),
        lapsed=tuple(
            Lapse(each.request, each.about.gone_on, each.about.cause)
            for each in lapsed
            if each.request.closed_on is None and each.about.gone_on is not None
        ),
        unclear=tuple(each for each in found if isinstance(each, Unclear)),
    )


def looked_at(request: Request, known: Known) -> Progress | Unclear:
    """Where a request stands, or why its days cannot be counted (S44)."""
    try:
        return progress(request, known)
    except CalendarNotPublished as unknown:
        return Unclear(request, unpublished(unknown))


def _since(found: Progress) -> tuple[date, str]:
    return found.earliest or found.request.applied_on, found.request.id


class Waiting(Struct, frozen=True):
    """A request and one step of it that somebody has to take, or may take within a period."""

    progress: Progress
    step: Step


def waiting(
    requests: Iterable[Request],
    known: Known,
    *,
    actor: Actor | None = None,
    account: Uid | None = None,
    due_before: date | None = None,
) -> tuple[Waiting, ...]:
    """The next steps of open requests, the most urgent first (R11, R16, R89–R112).

    Only those of an actor, of an account, or with a last day before a day (a step without one is
    left out then). Requests whose days cannot be counted are left to `due`.
    """
    every = (looked_at(each, known) for each in requests)
    found = (
        Waiting(each, step)
        for each in every
        if isinstance(each, Progress)
        for step in each.next_steps
    )
    asked = (
        each
        for each in found
        if actor in {None, each.step.actor}
        and account in {None, each.step.account}
        and (due_before is None or (each.step.due_on or date.max) < due_before)
    )
    return tuple(sorted(asked, key=_urgency))


def _urgency(found: Waiting) -> tuple[date, str, str]:
    return found.step.due_on or date.max, found.progress.request.id, found.step.name
