"""Whether something may be asked for: by whom, about what, and not twice (R11, R16, R100–R112)."""

from collections.abc import Iterable

from graph.calendar import CalendarNotPublished
from graph.model import Request, RequestKind, Uid
from graph.rules.refusal import Code, Refusal
from graph.rules.standing import Known
from graph.rules.workflow.progress import Progress, progress
from graph.rules.workflow.step import ENDED, Actor, State, Step
from graph.rules.workflow.taken import ground_of

NOTHING_THERE: dict[str, tuple[Code, str, str]] = {
    "TIER1_STANDING_ENDED": (Code.NOT_A_PARTNER, "CA 2.1.1", "the tier-1 is no partner"),
    "NOT_PENDING_CONVERSION": (
        Code.NOT_PENDING_CONVERSION,
        "MR 7.3.5",
        "the account does not wait for its conversion",
    ),
    "LINK_ENDED": (Code.NOT_LINKED, "FA 3.4.1.2", "the account is not linked to a partner"),
    "STANDING_ENDED": (Code.NOT_A_PARTNER, "MR 7.3.1", "the account has no PARTNER standing"),
    "CITY_PARTNER_RELEASED": (
        Code.NOT_A_CITY_PARTNER,
        "CA 2.3.1",
        "the account is no city partner",
    ),
}
"""Why there is nothing that a request could be about, by what would end it."""

THROUGH_ANOTHER = frozenset({RequestKind.ENTRY, RequestKind.MOVE})
"""Kinds for which a second account is named: the tier-1, or the new partner."""

BY_ONE = frozenset({RequestKind.ENTRY, RequestKind.DETACHMENT, RequestKind.EXIT})
"""Kinds for which the texts say who applies."""


def admit(request: Request, known: Known, others: Iterable[Request] = ()) -> Request | Refusal:
    """A new request, or why it may not be made.

    `others` are the requests about the same account; `known` is as of the day of recording. What
    can still be mended by a step is no reason: the request then waits for that step.
    """
    refusal = _unknown(request, known) or _ahead(request, known) or _again(request, known, others)
    if refusal is not None:
        return refusal
    try:
        found = progress(request, known)
    except CalendarNotPublished as unknown:
        return unpublished(unknown)
    return _unfounded(found) or _unfit(found) or _not_theirs(found, known) or request


def _unknown(request: Request, known: Known) -> Refusal | None:
    """The accounts that it names have to be there, and two where two are needed."""
    needed = {"account": request.account}
    if request.kind in THROUGH_ANOTHER:
        needed["other"] = request.other or Uid("")
    for path, uid in needed.items():
        if known.history(uid) is None:
            return Refusal(
                Code.ACCOUNT_UNKNOWN,
                f"expected an account that exists, got {uid!r}",
                path=path,
                next_step="Add the account first, or correct the uid.",
            )
    if request.other == request.account:
        return Refusal(
            Code.CYCLE,
            f"expected two different accounts, got {request.account} twice",
            path="other",
            clause="FA 3.4.1.4",
            next_step="Name the tier-1 or partner under which the account is to stand.",
        )
    return None


def _ahead(request: Request, known: Known) -> Refusal | None:
    if request.applied_on <= known.moment.as_of:
        return None
    return Refusal(
        Code.DAY_NOT_COME,
        f"expected a day of application up to {known.moment.as_of}, got {request.applied_on}",
        path="appliedOn",
        next_step="Record it on the day on which it is received; the day asked for may lie ahead.",
    )


def _again(request: Request, known: Known, others: Iterable[Request]) -> Refusal | None:
    """The same is asked for once at a time."""
    for other in others:
        same = (other.account, other.kind, ground_of(other)) == (
            request.account,
            request.kind,
            ground_of(request),
        )
        if same and other.id != request.id and progress(other, known).state not in ENDED:
            return Refusal(
                Code.ALREADY_REQUESTED,
                f"{other.id} of {other.applied_on} asks for the same and is still open",
                path="account",
                next_step=f"Go on with {other.id}, or withdraw it first.",
            )
    return None


def _unfounded(found: Progress) -> Refusal | None:
    """There has to be something that it could be about."""
    if found.state is not State.LAPSED:
        return None
    code, clause, what = NOTHING_THERE[found.about.cause]
    return Refusal(
        code,
        f"{what} on {found.request.applied_on}, or was not so until {found.day}",
        path="other" if code is Code.NOT_A_PARTNER and found.request.other else "account",
        clause=clause,
        next_step="Ask on a day on which it is; see the account's history.",
    )


def _unfit(found: Progress) -> Refusal | None:
    """What no step can mend (R14, R102, Q17); a city partner may ask again before it is free."""
    for each in found.hindrances:
        if each.code is not None and each.name != "FREE_OF_OTHER_TIER1":
            return Refusal(
                each.code,
                f"expected this, and it is not so: {each.meaning}",
                path="ground" if each.code is Code.GROUND_MISMATCH else "other",
                clause=each.clause,
                next_step="Ask once it is so, or for something else.",
            )
    return _same_again(found)


def _same_again(found: Progress) -> Refusal | None:
    """A move to the partner that the account has, by the type it has, changes nothing."""
    request, link = found.request, found.about.link
    if request.kind is not RequestKind.MOVE or link is None or request.other != link.partner:
        return None
    if request.link_type not in {None, link.type}:
        return None
    return Refusal(
        Code.ALREADY_LINKED,
        f"{request.account} is linked to {link.partner} as {link.type} already",
        path="other",
        clause="FA 2.1.6",
        next_step="Name another partner, or another type.",
    )


def _not_theirs(found: Progress, known: Known) -> Refusal | None:
    """Who applies is whom the clause names, where it is said who applied (R11, R100, R101)."""
    request, applying = found.request, found.steps[0]
    owner = _owner(applying, known) if request.kind in BY_ONE else None
    if request.applied_by is None or owner is None or request.applied_by == owner:
        return None
    return Refusal(
        Code.NOT_THE_APPLICANT,
        f"expected the application of {owner} ({applying.actor}, {applying.account}), got that of"
        f" {request.applied_by}",
        path="appliedBy",
        clause=applying.clause,
        next_step="Let that party apply, or ask on another ground.",
    )


def applicant(request: Request, known: Known) -> Step | None:
    """The step of whoever applies, where the texts say who does; None where anybody may."""
    return progress(request, known).steps[0] if request.kind in BY_ONE else None


def _owner(step: Step, known: Known) -> str | None:
    """The party behind the account that acts; anybody may tell what Aliyun takes up."""
    if step.account is None or step.actor is Actor.ALIYUN:
        return None
    history = known.history(step.account)
    return None if history is None else history.account.owner


def unpublished(unknown: CalendarNotPublished) -> Refusal:
    """A year without a holiday calendar: no working day of it is guessed (S44, I17)."""
    return Refusal(
        Code.CALENDAR_NOT_PUBLISHED,
        f"no holiday calendar of {unknown.year} is known, so its working days can't be told",
        clause="FA 2.2.1",
        next_step=f"Record it once the calendar of {unknown.year} has been added.",
    )
