"""What a request takes: its steps in order, and from which day it can be carried out."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from graph.model import Request, Trace, Uid
from graph.rules.detachment import Requirement
from graph.rules.workflow.step import FIELDS, Actor, Step, StepName


class Outline(Struct, frozen=True):
    """Steps of a request, the first day on which it can be carried out, and what else hinders it.

    `duty` says that it then has to be carried out: nothing is left to anybody's decision (Q16).
    """

    steps: tuple[Step, ...]
    earliest: date | None
    hindrances: tuple[Requirement, ...]
    duty: bool
    trace: Trace

    @property
    def missing(self) -> tuple[Step, ...]:
        """Steps without which it cannot be carried out and that were not taken yet."""
        return tuple(each for each in self.steps if lacking(each))

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was withdrawn, in time where there is a period for it (R112)."""
        return any(
            each.done_on is not None and (each.until is None or each.done_on <= each.until.last_day)
            for each in self.steps
            if each.name is StepName.WITHDRAW
        )


def lacking(step: Step) -> bool:
    """Whether a step holds up the execution."""
    return step.blocks and step.done_on is None and step.name is not StepName.EXECUTE


def on(request: Request, *steps: Step) -> tuple[Step, ...]:
    """Steps with the days on which they were taken in a request."""
    return tuple(replace(each, done_on=getattr(request, FIELDS[each.name])) for each in steps)


def applied(actor: Actor, account: Uid | None, clause: str, meaning: str) -> Step:
    """The first step of every request."""
    return Step(
        name=StepName.APPLY,
        actor=actor,
        account=account,
        clause=clause,
        meaning=meaning,
        after=(),
    )


def withdrawal(application: Step) -> Step:
    """Who applied may withdraw, as long as nothing was carried out."""
    return replace(
        application,
        name=StepName.WITHDRAW,
        meaning="Who applied may withdraw the application.",
        blocks=False,
        after=(StepName.APPLY,),
    )


def latest(days: Iterable[date | None]) -> date | None:
    """The last of the days that are known."""
    return max((day for day in days if day is not None), default=None)


def names(steps: Iterable[Step]) -> tuple[StepName, ...]:
    """What has to be done before the execution."""
    return tuple(each.name for each in steps if each.blocks)
