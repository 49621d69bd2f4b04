"""Requests put beside a world: what a rule of the workflow is handed, in one line."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from msgspec.structs import replace as altered

from graph.clauses import clause
from graph.model import Request, RequestKind, Uid, Verdict
from graph.rules.refusal import Refusal
from graph.rules.standing import Known
from graph.rules.workflow import (
    Progress,
    State,
    Step,
    StepName,
    admit,
    admit_step,
    progress,
)
from tests.rules.asked import Asked, d, ladder

APPLIED = "2018-02-12"


def day(said: Any) -> Any:
    """A day where a text begins like one."""
    return d(said) if isinstance(said, str) and said[:2] == "20" else said


@dataclass(frozen=True)
class Case:
    """A request in a world, looked at on a day."""

    world: Asked
    request: Request

    @property
    def known(self) -> Known:
        """The hierarchy at the moment."""
        return Known(self.world.histories, self.world.moment)

    def on(self, text: str) -> "Case":
        """The same on another day."""
        return replace(self, world=self.world.on(text))

    def but(self, **said: Any) -> "Case":
        """The same with other days in the request."""
        days = {key: day(each) for key, each in said.items()}
        return replace(self, request=altered(self.request, **days))

    @property
    def found(self) -> Progress:
        """Where it stands; its trace is looked at on the way."""
        found = progress(self.request, self.known)
        assert all(clause(name).id == name for name in found.trace.clauses)
        assert all(clause(each.clause).id == each.clause for each in found.steps)
        readings = self.world.moment.readings
        assert all(readings.chosen(each) == option for each, option in found.trace.readings)
        return found

    @property
    def state(self) -> State:
        """Its state."""
        return self.found.state

    @property
    def next(self) -> list[tuple[str, str]]:
        """What has to be done next, and by whom."""
        return [(str(each.name), str(each.actor)) for each in self.found.next_steps]

    def step(self, name: StepName) -> Step:
        """One of its steps."""
        return next(each for each in self.found.steps if each.name is name)

    def taking(self, name: StepName, on: str, **said: Verdict) -> Request | Refusal:
        """The request after a step, or why it can't be taken."""
        return admit_step(self.request, name, d(on), self.known, **said)

    def took(self, name: StepName, on: str, **said: Verdict) -> "Case":
        """The case after a step."""
        found = self.taking(name, on, **said)
        assert isinstance(found, Request), found
        return replace(self, request=found)

    def refused(self, name: StepName, on: str, **said: Verdict) -> Refusal:
        """Why a step can't be taken."""
        found = self.taking(name, on, **said)
        assert isinstance(found, Refusal), found
        return found

    def admitted(self, *others: Request) -> Request | Refusal:
        """The request as a new one, or why it can't be made."""
        return admit(self.request, self.known, others)


def asked_for(
    kind: RequestKind, uid: str, applied: str = APPLIED, world: Asked | None = None, **said: Any
) -> Case:
    """A request in the worked example, looked at on the day of its application."""
    days = {key: day(each) for key, each in said.items()}
    request = Request(
        id="r1", account=Uid(uid), kind=kind, applied_on=date.fromisoformat(applied), **days
    )
    return Case((world or ladder("fixture")).on(applied), request)


def detachment(ground: str, uid: str, applied: str = APPLIED, **said: Any) -> Case:
    """A request for a detachment on a ground."""
    return asked_for(RequestKind.DETACHMENT, uid, applied, ground=ground, **said)
