"""Admission of requests and tasks (R11, R16, R89, R100–R112, R115)."""

from collections.abc import Iterable, Iterator

from graph.clauses import CLAUSES
from graph.model import Request, RequestKind, Task, Verdict
from graph.rules.admission.existing import RefusedFact, current, refuse
from graph.rules.admission.named import disorder, skipped, unknown_party
from graph.rules.admission.papers.around import Around
from graph.rules.admission.structure import unknown
from graph.rules.detachment import Ground
from graph.rules.refusal import Code

CLAUSE = {
    RequestKind.ENTRY: "CA 2.1.1",
    RequestKind.DETACHMENT: "CA 2.3.1",
    RequestKind.MOVE: "MR 3.5.2",
    RequestKind.EXIT: "MR 7.2",
    RequestKind.CONVERSION: "FA 8.4.3",
}
AFTER_APPLICATION = (
    *("approved_on", "confirmed_on", "notice_received_on", "answered_on", "withdrawn_on"),
    *("decided_on", "termination_agreed_on", "city_agreement_on", "due_marked_on", "executed_on"),
    "closed_on",
)
"""Steps that answer an application. Others may be older than it: an agreement signed, a customer's
authorisation, a confirmation that there is no dispute."""
NAMES_ANOTHER = (RequestKind.ENTRY, RequestKind.MOVE)


def requests(facts: Iterable[Request], around: Around) -> Iterator[RefusedFact]:
    """A request names accounts that are there, its steps follow each other, and it is open once.

    R11, R16, R89, R100–R104, R108, R112.
    """
    for fact in sorted(current(facts), key=lambda fact: (fact.applied_on, fact.id)):
        clause = CLAUSE[fact.kind]
        bad = (
            unknown(fact, around.accepted, account=fact.account)
            or _other(fact, around, clause)
            or unknown_party(fact, fact.applied_by, around.parties, "appliedBy")
            or _ground(fact)
            or _disorder(fact, clause)
            or _again(fact, around)
        )
        if bad is not None:
            yield bad


def _other(fact: Request, around: Around, clause: str) -> RefusedFact | None:
    """The tier-1 to enter under, or the partner to move to."""
    if fact.other is None:
        if fact.kind not in NAMES_ANOTHER:
            return None
        return refuse(
            fact,
            Code.ACCOUNT_UNKNOWN,
            f"expected the account under which {fact.account} is to stand, found none",
            path="other",
            clause=clause,
            next_step="Name the tier-1 to enter under, or the partner to move to.",
        )
    if fact.other == fact.account:
        return refuse(
            fact,
            Code.CYCLE,
            f"{fact.account} cannot stand below itself",
            path="other",
            clause=clause,
            next_step="Name two different accounts.",
        )
    return unknown(fact, around.accepted, other=fact.other)


def _ground(fact: Request) -> RefusedFact | None:
    if fact.ground is None:
        return None
    known = ", ".join(Ground)
    if fact.kind is RequestKind.DETACHMENT and fact.ground in set(Ground):
        return None
    return refuse(
        fact,
        Code.GROUND_MISMATCH,
        f"{fact.ground!r} is no ground of a {fact.kind.lower()}",
        path="ground",
        clause=CLAUSE[fact.kind],
        next_step=f"Only a detachment has a ground: {known}.",
    )


def _disorder(fact: Request, clause: str) -> RefusedFact | None:
    bad = disorder(
        fact,
        clause,
        *(("applied_on", step) for step in AFTER_APPLICATION),
        ("notice_received_on", "answered_on"),
        ("framework_signed_on", "city_agreement_on"),
        ("approved_on", "executed_on"),
        ("decided_on", "executed_on"),
    )
    if bad is not None or fact.verdict is None:
        return bad
    day = "decided_on" if fact.verdict is Verdict.REFUSED or not fact.approved_on else "approved_on"
    return skipped(fact, clause, (day, "verdict"))


def _again(fact: Request, around: Around) -> RefusedFact | None:
    """The same is asked for once at a time."""
    if not is_open(fact):
        return None
    for other in around.requests.values():
        same = _asked(other) == _asked(fact)
        goes_first = other.id not in around.incoming or _order(other) < _order(fact)
        if same and other.id != fact.id and goes_first and is_open(other):
            return refuse(
                fact,
                Code.ALREADY_REQUESTED,
                f"{other.id} of {other.applied_on} asks for the same and is still open",
                path="account",
                clause=CLAUSE[fact.kind],
                next_step=f"Go on with {other.id}, or record first how it ended.",
            )
    return None


def _asked(fact: Request) -> tuple[object, ...]:
    """What is asked for; a detachment that names no ground is one on other grounds (R103)."""
    detachment = fact.kind is RequestKind.DETACHMENT
    return fact.account, fact.kind, fact.ground or (Ground.OTHER_GROUNDS if detachment else None)


def _order(fact: Request) -> tuple[object, ...]:
    return fact.applied_on, fact.id


def is_open(fact: Request) -> bool:
    """Whether nobody recorded an end of it: carried out, withdrawn, refused or closed."""
    ends = (fact.executed_on, fact.withdrawn_on, fact.closed_on)
    return not any(ends) and fact.verdict is not Verdict.REFUSED


def tasks(facts: Iterable[Task], around: Around) -> Iterator[RefusedFact]:
    """A task is somebody's, rests on a clause, and is due and done after it began (R109, R115)."""
    for fact in current(facts):
        bad = (
            unknown(fact, around.accepted, account=fact.account)
            or _accounts(fact, around)
            or disorder(fact, fact.clause, ("since", "due_on"), ("since", "done_on"))
        )
        if bad is None and fact.clause not in CLAUSES:
            bad = refuse(
                fact,
                Code.UNKNOWN_CLAUSE,
                f"there is no clause {fact.clause!r}",
                path="clause",
                clause=None,
                next_step="Give the clause by label and number, for example FA 8.4.3.",
            )
        if bad is not None:
            yield bad


def _accounts(fact: Task, around: Around) -> RefusedFact | None:
    bad = (unknown(fact, around.accepted, accounts=uid) for uid in fact.accounts)
    return next((each for each in bad if each is not None), None)
