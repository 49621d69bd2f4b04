"""Taking a step of a request: in order, once, in time, while it is open (R11, R16, R89–R112)."""

from datetime import date

from msgspec.structs import replace

from graph.calendar import CalendarNotPublished
from graph.model import Request, RequestKind, Verdict
from graph.rules.refusal import Code, Refusal
from graph.rules.standing import Known
from graph.rules.workflow.admission import unpublished
from graph.rules.workflow.outline import lacking
from graph.rules.workflow.progress import Progress, progress
from graph.rules.workflow.step import ENDED, FIELDS, OPEN, Step, StepName
from graph.rules.workflow.taken import granted_on


def admit_step(
    request: Request,
    name: StepName,
    on: date,
    known: Known,
    verdict: Verdict = Verdict.GRANTED,
) -> Request | Refusal:
    """The request with a step taken on a day, or why it can't be; `known` is as of the recording.

    A step is taken once, not before those it comes after, within its period if it has one, and not
    after the request's end; the day is not after the day of recording, but for a termination
    agreement, which may take effect later. `verdict` is of DECIDE alone: a refusal needs nothing
    but the application. S14b, S14c, S15, S15c, S44.
    """
    try:
        now = progress(request, known)
        step = next((each for each in now.steps if each.name is name), None)
        if step is None:
            return _no_such_step(now, name)
        refusal = _at_all(request, now, step, on)
        if refusal is None and name is StepName.EXECUTE:
            refusal = _executable(progress(request, _on(known, on)), on)
        elif refusal is None:
            refusal = _in_order(now, step, on, verdict)
        if refusal is not None:
            return refusal
        after = _taken(request, name, on, verdict)
        progress(after, _on(known, max(on, known.moment.as_of)))
    except CalendarNotPublished as unknown:
        return unpublished(unknown)
    return after


def _taken(request: Request, name: StepName, on: date, verdict: Verdict) -> Request:
    if name is not StepName.DECIDE:
        return replace(request, **{FIELDS[name]: on})
    entered = request.kind is RequestKind.ENTRY and verdict is Verdict.GRANTED
    approved = on if entered else request.approved_on
    return replace(request, decided_on=on, verdict=verdict, approved_on=approved)


def _on(known: Known, day: date) -> Known:
    return Known(known.histories, replace(known.moment, as_of=day))


def _at_all(request: Request, now: Progress, step: Step, on: date) -> Refusal | None:
    """Whether it may be taken now: the request is open, the step not taken, the day has come."""
    if now.state in ENDED:
        return Refusal(
            Code.REQUEST_ENDED,
            f"{request.id} is {now.state} on {now.day}; no step of it can be taken any more",
            path="request",
            clause=step.clause,
            next_step="Ask anew if it is still wanted.",
        )
    before = _recorded(request, step.name)
    if before is not None:
        return Refusal(
            Code.STEP_TAKEN,
            f"{step.name} was recorded for {before}",
            path="step",
            clause=step.clause,
            next_step="Correct the fact if that day is wrong.",
        )
    if on > now.day and step.name is not StepName.AGREE_TERMINATION:
        return Refusal(
            Code.DAY_NOT_COME,
            f"expected a day up to {now.day}, got {on}",
            path="on",
            clause=step.clause,
            next_step="Record it once it has happened.",
        )
    return None


def _recorded(request: Request, name: StepName) -> date | None:
    """The day recorded for a step, be it ahead."""
    if name is StepName.DECIDE:
        return granted_on(request) or request.decided_on
    found: date | None = getattr(request, FIELDS[name])
    return found


def _no_such_step(now: Progress, name: StepName) -> Refusal:
    names = ", ".join(each.name for each in now.steps)
    return Refusal(
        Code.STEP_UNKNOWN,
        f"expected one of {names}; {now.request.kind} has no step {name}",
        path="step",
        next_step="Take one of those steps.",
    )


def _in_order(now: Progress, step: Step, on: date, verdict: Verdict) -> Refusal | None:
    """Whether all that comes before was done by then, and its own period still ran."""
    refused = step.name is StepName.DECIDE and verdict is Verdict.REFUSED
    first = {StepName.APPLY} if refused else {*step.after}
    return _before(now, step, first, on) or _in_time(step, on)


def _before(now: Progress, step: Step, first: set[StepName], on: date) -> Refusal | None:
    for each in now.steps:
        if each.name in first and each.done_on is None:
            return missing(each)
        if each.name in first and each.done_on is not None and on < each.done_on:
            return Refusal(
                Code.OUT_OF_ORDER,
                f"{step.name} of {on} would come before {each.name} of {each.done_on}",
                path="on",
                clause=step.clause,
                next_step=f"Give a day from {each.done_on} on, or correct that of {each.name}.",
            )
    return None


def _in_time(step: Step, on: date) -> Refusal | None:
    if step.until is None or on <= step.until.last_day:
        return None
    return Refusal(
        Code.TOO_LATE,
        f"{step.name} of {on} comes after {step.until.last_day}, the last day for it",
        path="on",
        clause=step.clause,
        next_step="What follows from the period stands; it takes a new agreement to change it.",
    )


def missing(step: Step) -> Refusal:
    """A step that has to be taken first."""
    return Refusal(
        step.code or Code.OUT_OF_ORDER,
        f"{step.name} comes first and is not recorded: {step.meaning}",
        path="step",
        clause=step.clause,
        next_step=f"Let {step.actor} act and record the day of {step.name}.",
    )


def _executable(then: Progress, on: date) -> Refusal | None:
    """Whether it may be carried out on a day: nothing missing, nothing in the way, its day come."""
    for each in then.steps:
        if lacking(each):
            return missing(each)
    for each in then.hindrances:
        return Refusal(
            each.code or Code.OUT_OF_ORDER,
            f"expected this on {on}, and it is not so: {each.meaning}",
            path="request",
            clause=each.clause,
            next_step="Mend it first, or withdraw the request.",
        )
    if then.state in OPEN:
        return None
    clause = then.steps[-1].clause
    return Refusal(
        Code.TOO_EARLY,
        f"expected a day from {then.earliest} on, got {on}",
        path="on",
        clause=clause,
        next_step=f"Carry it out on {then.earliest} or later.",
    )
