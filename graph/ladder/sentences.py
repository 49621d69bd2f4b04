"""The forms of a line: what follows its subject, and the facts it states."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from graph.ladder.clauses import (
    ACCOUNT,
    FACT,
    OBLIGATION,
    PARTY,
    PAYMENT,
    STANDING,
    Fields,
    read_clauses,
)
from graph.ladder.cursor import Cursor
from graph.ladder.papers import PAPER_FORMS, PARTY_PAPER_FORMS
from graph.ladder.stating import UNSAID, Form, Sentence, Subject, dated, party
from graph.ladder.words import CAUSES, CONDITIONS, LINK_TYPES, Phrase
from graph.model import (
    Account,
    AccountCondition,
    Condition,
    FactId,
    Finding,
    Link,
    Obligation,
    Party,
    Payment,
    Settlement,
    Standing,
    TierLink,
    Uid,
    start_of,
)


def read(cursor: Cursor) -> Sentence:
    """Read a whole line; LineError at its first problem."""
    of_party = cursor.accept(("party",))
    subject = Subject(cursor.name("a party's id" if of_party else "a name"), of_party)
    return cursor.choose(PARTY_FORMS if of_party else FORMS)(cursor, subject)


def _standing(cursor: Cursor, subject: Subject) -> Sentence:
    return dated(cursor, STANDING, Standing, account=Uid(subject.name))


def _under(cursor: Cursor, subject: Subject) -> Sentence:
    upper, lower = Uid(cursor.name("a partner's uid")), Uid(subject.name)
    cursor.expect("as")
    kind = cursor.choose(LINK_TYPES)
    if kind is None:
        return dated(cursor, FACT, TierLink, city=lower, tier1=upper)
    return dated(cursor, FACT, Link, account=lower, partner=upper, type=kind)


def _condition(condition: Condition) -> Form:
    def form(cursor: Cursor, subject: Subject) -> Sentence:
        account = Uid(subject.name)
        return dated(cursor, FACT, AccountCondition, account=account, condition=condition)

    return form


def _paid(cursor: Cursor, subject: Subject) -> Sentence:
    fen = cursor.amount()
    cursor.expect("at")
    at = cursor.instant()
    fields: Fields = {"id": UNSAID, "recorded_at": at} | read_clauses(cursor, PAYMENT)
    return Sentence((Payment(account=Uid(subject.name), fen=fen, paid_at=at, **fields),))


def _owes(cursor: Cursor, subject: Subject) -> Sentence:
    fen = cursor.amount()
    start, end = _occurred(cursor)
    cursor.expect("for")
    cause = cursor.choose(CAUSES)
    fields: Fields = {"id": UNSAID, "recorded_at": start_of(start)}
    fields |= {"party" if subject.party else "account": subject.name}
    fields |= read_clauses(cursor, OBLIGATION)
    owed = Obligation(occurred_from=start, occurred_to=end, fen=fen, cause=cause, **fields)
    return Sentence((owed,))


def _occurred(cursor: Cursor) -> tuple[date, date]:
    if cursor.accept(("since",)):
        return cursor.day_alone()
    cursor.expect("from")
    start = cursor.day()
    cursor.expect("to")
    return start, cursor.day()


def _settled(cursor: Cursor, subject: Subject) -> Sentence:
    fen = cursor.amount()
    cursor.expect("on")
    on = cursor.day()
    cursor.expect("by")
    by = party(cursor)
    fields: Fields = {"id": UNSAID, "recorded_at": start_of(on)} | read_clauses(cursor, FACT)
    obligation = FactId(subject.name)
    return Sentence((Settlement(obligation=obligation, by=by, on=on, fen=fen, **fields),))


def _finding(*, mismanaged: bool) -> Form:
    def form(cursor: Cursor, subject: Subject) -> Sentence:
        obligation = FactId(cursor.name("an obligation's id"))
        cursor.expect("found", "on")
        on = cursor.day()
        fields: Fields = {"id": UNSAID, "recorded_at": start_of(on), "mismanaged": mismanaged}
        fields |= read_clauses(cursor, FACT)
        found = Finding(obligation=obligation, party=subject.party_id, found_on=on, **fields)
        return Sentence((found,))

    return form


def _described(first: Phrase) -> Form:
    """A line that only says what an account or a party is, from its first clause on."""

    def form(cursor: Cursor, subject: Subject) -> Sentence:
        clauses = PARTY if subject.party else ACCOUNT
        fields = clauses[first](cursor)
        rest = {words: each for words, each in clauses.items() if words != first}
        fields |= read_clauses(cursor, rest)
        if subject.party:
            return Sentence((Party(id=FactId(subject.name), **fields),))
        fields.setdefault("owner", UNSAID)
        return Sentence((Account(id=FactId(subject.name), **fields),))

    return form


EITHER: Final[Mapping[Phrase, Form]] = {
    ("owes",): _owes,
    ("mismanaged",): _finding(mismanaged=True),
    ("did", "not", "mismanage"): _finding(mismanaged=False),
    ("named",): _described(("named",)),
    **PARTY_PAPER_FORMS,
}

FORMS: Final[Mapping[Phrase, Form]] = {
    ("is", "partner"): _standing,
    ("under",): _under,
    ("paid",): _paid,
    ("settled",): _settled,
    **EITHER,
    **{words: _condition(condition) for words, condition in CONDITIONS.items()},
    ("owned", "by"): _described(("owned", "by")),
    ("external", "id"): _described(("external", "id")),
    **PAPER_FORMS,
}
"""What may follow a bare name."""

PARTY_FORMS: Final[Mapping[Phrase, Form]] = {
    ("is",): _described(("is",)),
    **EITHER,
}
"""What may follow `party` and a name."""
