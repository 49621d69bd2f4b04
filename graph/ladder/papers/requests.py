"""Requests and the tasks that follow: `acme asked for detachment on D`, `harbor must … since D`."""

from typing import Final

from graph.ladder.clauses import Clauses, Fields, read_clauses
from graph.ladder.cursor import Cursor
from graph.ladder.papers.begun import paper
from graph.ladder.papers.words import REQUESTS
from graph.ladder.parts import (
    Part,
    SpellParty,
    clauses_of,
    day,
    ending,
    name,
    outcomes,
    party,
    text,
    unless,
)
from graph.ladder.stating import Sentence, Subject
from graph.ladder.tokens import spell
from graph.ladder.words import Phrase
from graph.model import LinkType, Request, RequestKind, Task, Uid, Verdict

TYPES: Final[dict[Phrase, LinkType]] = {
    ("agency",): LinkType.AGENCY,
    ("resale",): LinkType.RESALE,
}
VERDICTS: Final = outcomes(
    "verdict", "decided_on", granted=Verdict.GRANTED, refused=Verdict.REFUSED
)


def _linked(fact: Request, _: SpellParty) -> str | None:
    return fact.link_type and fact.link_type.lower()


STEPS: Final[tuple[Part, ...]] = (
    party("by", "applied_by"),
    text("on ground", "ground", "a ground"),
    Part(("linked", "as"), lambda cursor: {"link_type": cursor.choose(TYPES)}, _linked),
    day("approved", "approved_on"),
    day("framework signed", "framework_signed_on"),
    day("city agreement", "city_agreement_on"),
    day("authorised", "authorised_on"),
    day("no dispute", "no_dispute_confirmed_on"),
    day("confirmed", "confirmed_on"),
    day("customers settled", "customers_settled_on"),
    day("termination agreed", "termination_agreed_on"),
    day("notice received", "notice_received_on"),
    day("answered", "answered_on"),
    day("withdrawn", "withdrawn_on"),
    *VERDICTS,
    day("effective", "effective_on"),
    unless("keeping city partners", "release_city_partners"),
    unless("keeping links", "end_links"),
    day("due", "due_marked_on"),
    day("executed", "executed_on"),
    ending("closed", "closed_on", "close_cause"),
)
EITHER_VERDICT: Final = frozenset(part.words for part in VERDICTS)


def other(kind: RequestKind) -> Part:
    """The other partner: `under east` of an entry, `to willow` of all else."""
    return name("under" if kind is RequestKind.ENTRY else "to", "other", "a partner's uid")


def asked(cursor: Cursor, subject: Subject) -> Sentence:
    """`asked for detachment on D …`; the subject is the account that it is about."""
    kind = cursor.choose(REQUESTS)
    cursor.expect("on")
    applied = cursor.day()
    fields = read_clauses(cursor, clauses_of((other(kind), *STEPS)), EITHER_VERDICT)
    account = Uid(subject.name)
    fact = paper(Request, fields, account=account, kind=kind, applied_on=applied)
    return Sentence((fact,))


def _accounts(cursor: Cursor) -> Fields:
    found = [Uid(cursor.name("an account's uid"))]
    while cursor.accept(("and",)):
        found.append(Uid(cursor.name("an account's uid")))
    return {"accounts": tuple(found)}


TASK: Final[tuple[Part, ...]] = (
    day("due", "due_on"),
    Part(("for",), _accounts, lambda fact, _: " and ".join(map(spell, fact.accounts)) or None),
    name("about", "about", "a fact's id"),
    day("done", "done_on"),
)
TASK_CLAUSES: Final[Clauses] = clauses_of(TASK)


def must(cursor: Cursor, subject: Subject) -> Sentence:
    """`must DUTY since D under CLAUSE …` (R109, R115)."""
    duty = cursor.text("a duty")
    cursor.expect("since")
    since = cursor.day()
    cursor.expect("under")
    clause = cursor.clause()
    fields = read_clauses(cursor, TASK_CLAUSES)
    account = Uid(subject.name)
    fact = paper(Task, fields, account=account, duty=duty, since=since, clause=clause)
    return Sentence((fact,))
