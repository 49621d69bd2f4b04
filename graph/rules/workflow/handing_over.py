"""Steps by which a customer account changes hands: a move and a conversion (R13, R16, R110, Q9)."""

from msgspec.structs import replace

from graph.model import ALIYUN, Request, Trace, cite
from graph.readings import Q9, Q17
from graph.rules.detachment import Requirement
from graph.rules.refusal import Code
from graph.rules.standing import Known
from graph.rules.standing import on as holding
from graph.rules.workflow.outline import Outline, applied, latest, names, on, withdrawal
from graph.rules.workflow.step import Actor, Step, StepName
from graph.rules.workflow.target import Target


def move(request: Request, about: Target, known: Known) -> Outline:
    """To another partner, or to another type, on the customer's authorisation only (R16, S53).

    A link's type never changes in it: the old one ends and a new one begins, or nothing changes,
    as Q17 is read (R13, I7). A move without authorisation may be a violation (MR 6.2.7.3).
    """
    applying = applied(
        Actor.PARTNER, request.other, "FA 3.4.1.2", "The new partner asks to link the account."
    )
    authorising = Step(
        name=StepName.AUTHORISE,
        actor=Actor.CUSTOMER,
        account=request.account,
        clause="FA 3.4.2.4",
        meaning="The customer authorises the move in writing.",
        code=Code.CUSTOMER_AUTHORISATION_MISSING,
    )
    meaning = "The old link ends and the new one begins on the same day."
    cited = cite(
        rules=("R13", "R16"),
        clauses=("FA 3.4.2.4", "MR 3.5.2", "MR 6.2.7.3"),
        readings=(known.moment.readings.of(Q17),),
    )
    hindrances = tuple(
        each for each in (_partner(request, known), _type(request, about, known)) if not each.met
    )
    return _outline(
        request,
        applying,
        authorising,
        _execution("FA 3.4.2.2", meaning),
        hindrances,
        cited,
        duty=False,
    )


def _partner(request: Request, known: Known) -> Requirement:
    other = request.other or request.account
    return Requirement(
        "NEW_PARTNER_HAS_STANDING",
        holding(known.standings(other), known.moment.as_of) is not None,
        Code.NOT_A_PARTNER,
        "FA 3.4.1.2",
        "The new partner has PARTNER standing.",
    )


def _type(request: Request, about: Target, known: Known) -> Requirement:
    old = about.link.type if about.link is not None else request.link_type
    same = request.link_type in {None, old}
    return Requirement(
        "TYPE_MAY_CHANGE",
        same or known.moment.readings.of(Q17) is not Q17.FORBID,
        Code.LINK_TYPE_FIXED,
        "FA 3.4.2.1",
        "The type of the link may change, by an end and a new link.",
    )


def conversion(request: Request, known: Known) -> Outline:
    """The customer signs with Aliyun, and the resale account becomes an ordinary one (R110, Q9).

    FA 4.3.1.3, FA 8.4.3. Without it the account is closed, and its partner refunds (R115).
    """
    applying = applied(
        Actor.CUSTOMER,
        request.account,
        "FA 4.3.1.3",
        "The customer asks to go on with Aliyun directly.",
    )
    signing = Step(
        name=StepName.SIGN_WITH_ALIYUN,
        actor=Actor.CUSTOMER,
        account=request.account,
        clause="FA 8.4.3",
        meaning="The customer signs with Aliyun; else the account is closed and refunded.",
        code=Code.AGREEMENT_MISSING,
    )
    cited = cite(
        rules=("R110", "R115"),
        clauses=("FA 4.3.1.3", "FA 8.4.3", "MR 7.3.5"),
        readings=(known.moment.readings.of(Q9),),
    )
    meaning = "The account becomes an ordinary one."
    return _outline(
        request, applying, signing, _execution("MR 7.3.5", meaning), (), cited, duty=True
    )


def _execution(clause: str, meaning: str) -> Step:
    return Step(
        name=StepName.EXECUTE,
        actor=Actor.ALIYUN,
        account=ALIYUN,
        clause=clause,
        meaning=meaning,
    )


def _outline(  # noqa: PLR0913 (an outline says all of this)
    request: Request,
    applying: Step,
    consenting: Step,
    executing: Step,
    hindrances: tuple[Requirement, ...],
    cited: Trace,
    *,
    duty: bool,
) -> Outline:
    """Application, the customer's consent, execution: not before the consent."""
    (applying, consenting, withdrawing) = on(request, applying, consenting, withdrawal(applying))
    consent = consenting.done_on
    earliest = latest((consent, request.effective_on)) if consent is not None else None
    after = names((applying, consenting))
    last = on(request, replace(executing, earliest=earliest, after=after))
    steps = (applying, consenting, withdrawing, *last)
    return Outline(steps, earliest, hindrances, duty, cited)
