"""Where a request stands on a day, and what is to be done next."""

from datetime import date

from msgspec import Struct

from graph.model import Request, RequestKind, Trace, Verdict, cite
from graph.rules.detachment import Requirement
from graph.rules.standing import Known
from graph.rules.workflow.entry import entry
from graph.rules.workflow.handing_over import conversion, move
from graph.rules.workflow.outline import Outline
from graph.rules.workflow.release import release
from graph.rules.workflow.step import ENDED, OPEN, State, Step, StepName
from graph.rules.workflow.taken import by
from graph.rules.workflow.target import Target, target


class Progress(Struct, frozen=True):
    """A request on a day: its state, its steps, and the first day on which it can be carried out.

    `request` is as it was given, the steps as taken by the end of the day; `hindrances` are what no
    step of it can mend.
    """

    request: Request
    day: date
    state: State
    steps: tuple[Step, ...]
    earliest: date | None
    hindrances: tuple[Requirement, ...]
    about: Target
    trace: Trace

    @property
    def next_steps(self) -> tuple[Step, ...]:
        """Steps that somebody has to take, or may still take within a period, now."""
        if self.state in ENDED:
            return ()
        return tuple(each for each in self.steps if self._is_next(each))

    def _is_next(self, step: Step) -> bool:
        if step.done_on is not None or step.name is StepName.WITHDRAW:
            return False
        if step.name is StepName.EXECUTE:
            return self.state in OPEN
        done = {each.name for each in self.steps if each.done_on is not None}
        late = step.until is not None and step.until.last_day < self.day
        return done.issuperset(step.after) and not late


def progress(request: Request, known: Known) -> Progress:
    """State and steps of a request on the day of the moment (R11, R16, R89, R100–R112, Q9).

    Nothing of this is stored: it follows from the day of each step. CalendarNotPublished where
    working days of an unpublished year would have to be counted (S44).
    """
    seen = by(request, known.moment.as_of)
    about = target(seen, known)
    outline = outlined(seen, about, known)
    return Progress(
        request=request,
        day=known.moment.as_of,
        state=_state(seen, outline, about, known.moment.as_of),
        steps=outline.steps,
        earliest=outline.earliest,
        hindrances=outline.hindrances,
        about=about,
        trace=cite(facts=(request,)) + outline.trace + about.trace,
    )


def state(request: Request, known: Known) -> State:
    """State of a request on the day of the moment; as `progress`."""
    return progress(request, known).state


def steps(request: Request, known: Known) -> tuple[Step, ...]:
    """Steps of a request as taken by the day of the moment; as `progress`."""
    return progress(request, known).steps


def outlined(request: Request, about: Target, known: Known) -> Outline:
    """What a request of its kind takes (R11, R16, R89, R90, R100–R104, R108, R110, R112)."""
    if request.kind is RequestKind.ENTRY:
        return entry(request, about, known)
    if request.kind is RequestKind.MOVE:
        return move(request, about, known)
    return release(request, about, known) or conversion(request, known)


def _state(request: Request, outline: Outline, about: Target, day: date) -> State:
    if request.executed_on is not None:
        return State.EXECUTED
    if outline.is_withdrawn:
        return State.WITHDRAWN
    if request.verdict is Verdict.REFUSED:
        return State.REJECTED
    gone = about.gone_on is not None and about.gone_on <= day
    if gone or request.closed_on is not None:
        return State.LAPSED
    complete = not outline.missing and not outline.hindrances
    if complete and (outline.earliest is None or day >= outline.earliest):
        return State.DUE if outline.duty else State.READY
    began = any(each.done_on for each in outline.steps if each.name is not StepName.APPLY)
    return State.WAITING if began else State.REQUESTED
