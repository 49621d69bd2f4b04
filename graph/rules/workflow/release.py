"""Steps of a detachment or an exit: those of its plan (R89, R90, R100–R104, R108, R112).

Each requirement of `detachment.timing` is a step, so that a request never says anything else than
the plan by which it is carried out.
"""

from msgspec.structs import replace

from graph.calendar import Deadline
from graph.model import ALIYUN, Request, Uid
from graph.readings import Q15, Q16
from graph.rules.detachment import Cut, Ground, Requirement
from graph.rules.detachment.conditions import Timing, timing
from graph.rules.standing import Known
from graph.rules.workflow.outline import Outline, applied, latest, names, on, withdrawal
from graph.rules.workflow.step import Actor, Step, StepName
from graph.rules.workflow.taken import asked_for, cut_of, granted_on
from graph.rules.workflow.target import Target

TAKEN_BY: dict[str, tuple[StepName, Actor]] = {
    "CITY_PARTNER_CONFIRMS": (StepName.CONFIRM, Actor.CITY_PARTNER),
    "NO_DISPUTE_CONFIRMED": (StepName.CONFIRM_NO_DISPUTE, Actor.CITY_PARTNER),
    "NOTICE_RECEIVED": (StepName.NOTIFY, Actor.ALIYUN),
    "CUSTOMERS_SETTLED": (StepName.SETTLE_CUSTOMERS, Actor.PARTNER),
    "TERMINATION_AGREED": (StepName.AGREE_TERMINATION, Actor.ALIYUN),
    "ALIYUN_DECIDES": (StepName.DECIDE, Actor.ALIYUN),
}
"""The step by which a requirement is met, and who takes it."""

APPLICANTS: dict[Ground, tuple[Actor, str, str]] = {
    Ground.JOINT_APPLICATION: (
        Actor.TIER1,
        "CA 2.3.1①",
        "The tier-1 applies for the release of its city partner.",
    ),
    Ground.CITY_APPLICATION: (
        Actor.CITY_PARTNER,
        "CA 2.3.1②",
        "The city partner applies in writing, a month ahead.",
    ),
    Ground.STANDING_LOST: (
        Actor.ALIYUN,
        "CA 2.3.1③",
        "Aliyun takes up that city partner or tier-1 is no partner any more.",
    ),
    Ground.OTHER_GROUNDS: (Actor.ALIYUN, "CA 2.3.1④", "Aliyun takes up its reasons."),
    Ground.PARTNER_EXIT: (Actor.ALIYUN, "MR 7.3.1", "Aliyun takes up the end of the standing."),
    Ground.VOLUNTARY_EXIT: (
        Actor.PARTNER,
        "MR 7.2",
        "The partner applies in writing, a month ahead.",
    ),
    Ground.CUSTOMER_REQUEST: (
        Actor.CUSTOMER,
        "FA 4.3.1.6",
        "The customer asks in writing to contract with Aliyun directly.",
    ),
}
"""Who applies on which ground, by which clause."""

CONFIRMATIONS = (StepName.CONFIRM, StepName.CONFIRM_NO_DISPUTE)


def release(request: Request, about: Target, known: Known) -> Outline | None:
    """Steps of a detachment or exit; None for a request of another kind.

    CalendarNotPublished where working days of an unpublished year would have to be counted (S44).
    """
    cut = cut_of(request, known)
    if cut is None:
        return None
    when = timing(cut, known)
    earliest = latest((when.earliest, asked_for(request)))
    acts = _acts(request, cut, when, about)
    applying = applied(*_applicant(cut, about))
    period = next(iter(when.deadlines), None)
    withdrawing = _withdrawal(applying, cut, period)
    executing = replace(
        _execution(cut, about, known), after=names((applying, *acts)), earliest=earliest
    )
    if cut.ground is not Ground.CUSTOMER_REQUEST:
        executing = replace(executing, period=period)
    beside = _beside(cut, about, period, known)
    steps = on(request, applying, *acts, *beside, withdrawing, executing)
    return Outline(
        steps=tuple(_granted(each, request) for each in steps),
        earliest=earliest,
        hindrances=tuple(each for each in when.requirements if _hinders(each)),
        duty=_is_duty(cut, known),
        trace=when.trace,
    )


def _granted(step: Step, request: Request) -> Step:
    return replace(step, done_on=granted_on(request)) if step.name is StepName.DECIDE else step


def _hinders(requirement: Requirement) -> bool:
    """What no step can bring about, such as that a standing is lost (R102)."""
    by_steps = {*TAKEN_BY, "NOT_TOO_EARLY", "REQUEST_STANDS"}
    return not requirement.met and requirement.name not in by_steps


def _is_duty(cut: Cut, known: Known) -> bool:
    """Whether nothing waits for Aliyun's decision, by ground or by reading (R104, Q7, Q16)."""
    undecided = timing(replace(cut, decided_on=None), known).requirements
    return all(each.met for each in undecided if each.name == "ALIYUN_DECIDES")


def _acts(request: Request, cut: Cut, when: Timing, about: Target) -> list[Step]:
    """The requirements as steps; what is not asked for under the readings is no step."""
    found: list[Step] = []
    for each in when.requirements:
        if each.name not in TAKEN_BY:
            continue
        name, actor = TAKEN_BY[each.name]
        if name is StepName.DECIDE and each.met and granted_on(request) is None:
            continue
        first = [step.name for step in found if step.name in CONFIRMATIONS]
        found.append(
            Step(
                name=name,
                actor=actor,
                account=_account(actor, cut, about),
                clause=each.clause,
                meaning=each.meaning,
                code=each.code,
                after=(StepName.APPLY, *(first if name is StepName.DECIDE else ())),
            )
        )
    return found


def _account(actor: Actor, cut: Cut, about: Target) -> Uid | None:
    if actor is Actor.ALIYUN:
        return ALIYUN
    above = actor is Actor.TIER1 or (
        actor is Actor.PARTNER and cut.ground is Ground.CUSTOMER_REQUEST
    )
    return about.above if above else cut.uid


def _applicant(cut: Cut, about: Target) -> tuple[Actor, Uid | None, str, str]:
    actor, clause, meaning = APPLICANTS[cut.ground]
    return actor, _account(actor, cut, about), clause, meaning


def _withdrawal(applying: Step, cut: Cut, period: Deadline | None) -> Step:
    """A customer may withdraw within the three working days, any other applicant until the end."""
    step = withdrawal(applying)
    return replace(step, until=period) if cut.ground is Ground.CUSTOMER_REQUEST else step


def _beside(cut: Cut, about: Target, period: Deadline | None, known: Known) -> tuple[Step, ...]:
    """Steps that may be taken and that nothing waits for.

    The partner's answer to a customer's request (S14c: it changes nothing by itself), and the
    notice by which a partner may leave under the free choice of Q15.
    """
    if cut.ground is Ground.CUSTOMER_REQUEST:
        answer = Step(
            name=StepName.ANSWER,
            actor=Actor.PARTNER,
            account=about.above,
            clause="FA 4.3.1.6",
            meaning="The partner may answer; the request stands unless the customer withdraws.",
            blocks=False,
            after=(StepName.APPLY, StepName.NOTIFY),
            until=period,
        )
        return (answer,)
    free = known.moment.readings.of(Q15) is Q15.FREE_CHOICE
    if cut.ground is not Ground.VOLUNTARY_EXIT or not free:
        return ()
    notice = Step(
        name=StepName.NOTIFY,
        actor=Actor.PARTNER,
        account=cut.uid,
        clause="FA 8.3.3",
        meaning="Aliyun receives the partner's written notice of end.",
        blocks=False,
    )
    return (notice,)


def _execution(cut: Cut, about: Target, known: Known) -> Step:
    """Who cuts: Aliyun; after a customer's request its partner, where Q16 leaves it by hand."""
    by_partner = (
        cut.ground is Ground.CUSTOMER_REQUEST and known.moment.readings.of(Q16) is Q16.MANUAL
    )
    actor = Actor.PARTNER if by_partner else Actor.ALIYUN
    clause = {
        Ground.CUSTOMER_REQUEST: "FA 4.3.2",
        Ground.PARTNER_EXIT: "MR 7.3.1",
        Ground.VOLUNTARY_EXIT: "MR 7.2",
    }.get(cut.ground, "CA 2.3.1")
    return Step(
        name=StepName.EXECUTE,
        actor=actor,
        account=_account(actor, cut, about),
        clause=clause,
        meaning="The link is cut, with all that falls with it.",
        code=None,
    )
