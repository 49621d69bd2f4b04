"""Steps of an entry as a city partner (R11, R12, R116, CA 2.1.1–2.1.3)."""

from msgspec.structs import replace

from graph.model import ALIYUN, Request, Trace, cite
from graph.readings import Q26
from graph.rules.detachment import Requirement
from graph.rules.refusal import Code
from graph.rules.standing import Known
from graph.rules.standing import on as holding
from graph.rules.workflow.outline import Outline, applied, latest, names, on, withdrawal
from graph.rules.workflow.step import Actor, Step, StepName
from graph.rules.workflow.taken import granted_on
from graph.rules.workflow.target import Target


def entry(request: Request, about: Target, known: Known) -> Outline:
    """It applies through its tier-1, Aliyun approves, FA and MR are signed, then CA (R11).

    The city account is linked from the day on which CA was signed, at the earliest; each step
    comes after the one before.
    """
    applying = applied(
        Actor.TIER1,
        about.above,
        "CA 2.1.1",
        "The city partner applies through its tier-1.",
    )
    acts = (applying, *_acts(request))
    signed = request.city_agreement_on
    earliest = latest((signed, request.effective_on)) if signed is not None else None
    executing = Step(
        name=StepName.EXECUTE,
        actor=Actor.ALIYUN,
        account=ALIYUN,
        clause="CA 2.1.3",
        meaning="The city account is linked to the tier-1's account.",
        after=names(acts),
        earliest=earliest,
    )
    steps = on(request, *acts, withdrawal(applying), executing)
    granted = granted_on(request)
    hindrances, trace = _hindrances(request, known)
    cited = cite(
        rules=("R11",),
        clauses=("CA 2.1.1", "CA 2.1.2", "CA 2.1.3"),
        readings=(known.moment.readings.of(Q26),),
    )
    return Outline(
        steps=tuple(
            replace(each, done_on=granted) if each.name is StepName.DECIDE else each
            for each in steps
        ),
        earliest=earliest,
        hindrances=hindrances,
        duty=False,
        trace=cited + trace,
    )


def _acts(request: Request) -> tuple[Step, ...]:
    city = request.account
    return (
        Step(
            name=StepName.DECIDE,
            actor=Actor.ALIYUN,
            account=ALIYUN,
            clause="CA 2.1.2",
            meaning="Aliyun examines the application and approves it.",
            code=Code.DECISION_MISSING,
        ),
        Step(
            name=StepName.SIGN_FRAMEWORK,
            actor=Actor.CITY_PARTNER,
            account=city,
            clause="CA 2.1.2",
            meaning="Framework agreement and management rules are signed.",
            code=Code.AGREEMENT_MISSING,
            after=(StepName.APPLY, StepName.DECIDE),
        ),
        Step(
            name=StepName.SIGN_CITY_AGREEMENT,
            actor=Actor.CITY_PARTNER,
            account=city,
            clause="CA 2.1.3",
            meaning="The city partner agreement is signed.",
            code=Code.AGREEMENT_MISSING,
            after=(StepName.APPLY, StepName.DECIDE, StepName.SIGN_FRAMEWORK),
        ),
    )


def _hindrances(request: Request, known: Known) -> tuple[tuple[Requirement, ...], Trace]:
    """One tier-1 for each city partner, and none below a city partner (R12, R14, R116, I2)."""
    day = known.moment.as_of
    other = holding(known.tier_links(request.account), day)
    above = holding(known.tier_links(request.other or request.account), day)
    free = Requirement(
        "FREE_OF_OTHER_TIER1",
        other is None,
        Code.ALREADY_LINKED,
        "CA 1.4",
        "The city partner stands under no tier-1; moving it is a release and a new entry.",
    )
    flat = Requirement(
        "UNDER_A_TIER1",
        above is None,
        Code.DEPTH_EXCEEDED,
        "FA 3.4.1.4",
        "The tier-1 is no city partner itself.",
    )
    facts = (fact for each in (other, above) if each is not None for fact in each.facts)
    cited = cite(facts=facts, rules=("R12", "R116"), clauses=("CA 1.4",))
    return tuple(each for each in (free, flat) if not each.met), cited
