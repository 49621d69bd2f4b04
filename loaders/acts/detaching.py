"""Detachment carried out: the plan of the preview, and all that follows from it, in one commit."""

from collections.abc import Iterable
from datetime import date

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from graph.changes import Change, Record, Supersede
from graph.model import FactId, Request, RequestKind, Verdict
from graph.model import papers as model
from graph.rules.detachment import Cut, Plan
from graph.rules.detachment.conditions import unrecorded
from graph.rules.refusal import Code, Refusal
from graph.rules.workflow import StepName, admit_step, cut_of
from graph.store.ledger import Decision, Event, Occurrence
from loaders.acts.desk import Act, Desk
from loaders.acts.naming import named
from loaders.acts.outcome import ActRefused, Outcome, Row, decided, refused
from loaders.detaching import detachment
from loaders.scope import Scope

LOSE_THEIR_OBJECT = (RequestKind.DETACHMENT, RequestKind.MOVE, RequestKind.EXIT)
"""Requests about a link: when it has ended by another act there is nothing left to ask for."""


EXECUTED = "DETACHMENT_EXECUTED"


class Concluded(Struct, frozen=True):
    """What the event of a detachment tells: the cut, its day, and the plan's hash."""

    cut: Cut
    on: date
    hash: str


def told_in(events: Iterable[Event]) -> Concluded:
    """What was carried out, by the events of the act."""
    said = next(each.after for each in events if each.kind == EXECUTED)
    return msgspec.json.decode(said or "", type=Concluded)


class PlanStale(ActRefused):
    """Somebody wrote in between: what would follow is another plan now (S54)."""

    def __init__(self, now: Plan, before: Plan | None) -> None:
        """The plan as it is now, and as it was when it was previewed, if that is known."""
        self.now, self.before = now, before
        message = f"the plan that was previewed holds no longer; it is {now.hash} now"
        hint = "Look at the new plan, and execute it by its hash."
        super().__init__(Row(refusal=Refusal(Code.PLAN_STALE, message, "planHash", None, hint)))


def execute(
    cut: Cut, plan_hash: str, seen: int | None = None, request: Request | None = None
) -> Act:
    """Carry a detachment out as it was previewed (R100–R112; S54).

    `seen` is the revision of the preview, by which a stale plan is compared; `request` the workflow
    that it concludes.
    """

    async def act(desk: Desk) -> Decision[Outcome]:
        plan = await planned(desk.scope(), cut)
        if plan.hash != plan_hash:
            raise PlanStale(plan, await _seen(desk.scope(), cut, seen))
        return await concluded(desk, plan, request)

    return act


def execute_request(id_: FactId, plan_hash: str, seen: int | None = None) -> Act:
    """Carry out the detachment that a request asks for, by the steps taken so far."""

    async def act(desk: Desk) -> Decision[Outcome]:
        request = await _request(desk, id_)
        known = await desk.scope().known([request.account])
        cut = cut_of(request, known)
        if cut is None:
            message = f"the request {id_} cuts nothing: it is one of {request.kind}"
            hint = "Carry it out by executeRequest."
            raise refused(Refusal(Code.GROUND_MISMATCH, message, "request", None, hint))
        found = admit_step(request, StepName.EXECUTE, desk.today, known)
        if isinstance(found, Refusal):
            raise refused(found)
        return await execute(cut, plan_hash, seen, request)(desk)

    return act


async def _request(desk: Desk, id_: FactId) -> Request:
    versions = (await desk.facts.requests([id_])).get(id_, ())
    newest = next(iter(desk.scope().moment.known(versions)), None)
    if newest is None:
        message = f"there is no request {id_!r}"
        raise refused(Refusal(Code.REQUEST_UNKNOWN, message, "request", None, "Correct its id."))
    if not _open(newest):
        message = f"the request {id_} has ended"
        hint = "See its steps; ask anew if it is still wanted."
        raise refused(Refusal(Code.REQUEST_ENDED, message, "request", None, hint))
    return newest


async def concluded(desk: Desk, plan: Plan, request: Request | None = None) -> Decision[Outcome]:
    """The decision to carry out a plan; ActRefused by the first requirement that is not met."""
    missing = unrecorded(plan.cut, desk.today) or _unmet(plan)
    if missing is not None:
        raise ActRefused(Row(refusal=missing), trace=plan.trace)
    duties = [Record(task) for task in await named(desk.tx, _tasks(plan, request))]
    requests = await _requests(desk, plan, request)
    changes: tuple[Change, ...] = (*plan.changes, *duties, *requests)
    said = msgspec.json.encode(Concluded(plan.cut, plan.on, plan.hash)).decode()
    told = Occurrence(EXECUTED, (plan.cut.uid,), plan.trace.clauses, said)
    written = tuple(FactId(each.fact.id) for each in plan.ended)
    return decided([Row(written)], changes, plan.trace, [told])


async def planned(scope: Scope, cut: Cut) -> Plan:
    """The plan of a cut; ActRefused where there is nothing to cut."""
    plan = await detachment(scope, cut)
    if isinstance(plan, Refusal):
        raise refused(plan)
    return plan


async def _seen(scope: Scope, cut: Cut, revision: int | None) -> Plan | None:
    """The plan as it was at an earlier revision."""
    if revision is None:
        return None
    then = replace(scope.moment, revision=revision)
    plan = await detachment(Scope(scope.facts, then), cut)
    return None if isinstance(plan, Refusal) else plan


def _unmet(plan: Plan) -> Refusal | None:
    """The first requirement of the ground that is not met."""
    for each in plan.requirements:
        if not each.met:
            code = each.code or Code.GROUND_MISMATCH
            message = f"the plan can't be executed: {each.meaning}"
            hint = "Record what is missing, then look at the plan again."
            return Refusal(code, message, "detachment", each.clause, hint)
    return None


def _tasks(plan: Plan, request: Request | None) -> list[model.Task]:
    """The duties that the plan shows, as facts to be worked off (R109, R115, R125)."""
    return [
        model.Task(
            id=FactId(""),
            account=each.who,
            duty=each.duty.value,
            since=each.since,
            clause=each.clause,
            accounts=each.accounts,
            about=request.id if request else None,
        )
        for each in plan.tasks
    ]


async def _requests(desk: Desk, plan: Plan, request: Request | None) -> list[Change]:
    """The request that is concluded, and those that lose their object by it."""
    uids = sorted({plan.cut.uid, *(each.account for each in plan.ended)})
    papers = await desk.facts.account_papers(uids)
    known = desk.scope().moment
    every = (each for uid in uids if uid in papers for each in known.known(papers[uid].requests))
    return [
        Supersede(
            each, _ended(each, desk.today, executed=request is not None and each.id == request.id)
        )
        for each in every
        if _open(each) and _concerned(each, request)
    ]


def _concerned(each: Request, request: Request | None) -> bool:
    return each.kind in LOSE_THEIR_OBJECT or (request is not None and each.id == request.id)


def _open(request: Request) -> bool:
    ended = (request.executed_on, request.withdrawn_on, request.closed_on)
    return not any(ended) and request.verdict is not Verdict.REFUSED


def _ended(request: Request, day: date, *, executed: bool) -> Request:
    if executed:
        return replace(request, executed_on=day)
    return replace(request, closed_on=day, close_cause="LINK_ENDED")
