"""Violations, deposits and notices: `willow violated MR 6.1 as class 1`, `willow lost …`."""

from typing import Final

from graph.ladder.clauses import Clauses, read_clauses
from graph.ladder.cursor import Cursor
from graph.ladder.papers.begun import paper
from graph.ladder.papers.words import LOSSES, NOTICES
from graph.ladder.parts import Part, amount, clauses_of, dated_by, day, name, outcomes, party, text
from graph.ladder.stating import Form, Sentence, Subject
from graph.ladder.words import Phrase
from graph.model import (
    DepositEntry,
    DepositMove,
    Notice,
    PartyId,
    Violation,
    ViolationClass,
    ViolationOutcome,
)

CLASSES: Final[dict[Phrase, ViolationClass]] = {
    ("1",): ViolationClass.CLASS_1,
    ("2",): ViolationClass.CLASS_2,
}
OUTCOMES: Final = outcomes(
    "outcome",
    "decided_on",
    established=ViolationOutcome.ESTABLISHED,
    dismissed=ViolationOutcome.DISMISSED,
)
VIOLATION: Final[tuple[Part, ...]] = (
    day("acted", "acted_on"),
    dated_by("reported", "reported_on", "reported_by"),
    day("noticed", "noticed_on"),
    day("replied", "replied_on"),
    *OUTCOMES,
    day("counted", "counted_on"),
    name("causing", "obligation", "an obligation's id"),
    text("in words", "words", "a description", ""),
    text("evidence", "evidence", "evidence", ""),
)
DEPOSIT: Final[tuple[Part, ...]] = (
    name("for", "about", "the id of an obligation or a violation"),
    name("under", "agreement", "an agreement's id"),
    day("noticed", "noticed_on"),
)
NOTICE: Final[tuple[Part, ...]] = (
    day("sent", "sent_on"),
    day("stating", "stated_on"),
    name("about", "about", "a fact's id"),
    amount("amount", "fen"),
)
SENDER: Final = party("from", "sender")
VIOLATION_CLAUSES: Final[Clauses] = clauses_of(VIOLATION)
DEPOSIT_CLAUSES: Final[Clauses] = clauses_of(DEPOSIT)
GIVEN_CLAUSES: Final[Clauses] = clauses_of(NOTICE)
NOTICE_CLAUSES: Final[Clauses] = clauses_of((*NOTICE, SENDER))
EITHER_OUTCOME: Final = frozenset(part.words for part in OUTCOMES)


def violated(cursor: Cursor, subject: Subject) -> Sentence:
    """`violated MR 6.2.7.3 as class 2 …` (R70, R71, R74)."""
    clause = cursor.clause()
    cursor.expect("as", "class")
    rank = cursor.choose(CLASSES)
    fields = read_clauses(cursor, VIOLATION_CLAUSES, EITHER_OUTCOME)
    fact = paper(Violation, fields, party=subject.party_id, rank=rank, clause=clause)
    return Sentence((fact,))


def moved(move: DepositMove) -> Form:
    """`deposited 5000.00 on D …` and its like (R60, R62, R64)."""
    return lambda cursor, subject: _moved(cursor, subject, cursor.amount(), move)


def lost(cursor: Cursor, subject: Subject) -> Sentence:
    """`lost 3200.00 of deposit on D …` (R61, R63)."""
    fen = cursor.amount()
    cursor.expect("of")
    return _moved(cursor, subject, fen, cursor.choose(LOSSES))


def _moved(cursor: Cursor, subject: Subject, fen: int, move: DepositMove) -> Sentence:
    cursor.expect("on")
    on = cursor.day()
    fields = read_clauses(cursor, DEPOSIT_CLAUSES)
    fact = paper(DepositEntry, fields, party=subject.party_id, move=move, fen=fen, on=on)
    return Sentence((fact,))


def notified(cursor: Cursor, subject: Subject) -> Sentence:
    """`was notified of top up on D [from PARTY] …`; without a sender by Aliyun."""
    return _notice(cursor, subject, NOTICE_CLAUSES)


def gave(cursor: Cursor, subject: Subject) -> Sentence:
    """`gave notice of end of agreement on D …`: a partner to Aliyun (R83)."""
    return _notice(cursor, subject, GIVEN_CLAUSES, sender=subject.party_id)


def _notice(
    cursor: Cursor, subject: Subject, clauses: Clauses, sender: PartyId | None = None
) -> Sentence:
    kind = cursor.choose(NOTICES)
    cursor.expect("on")
    received = cursor.day()
    fields = {"sender": sender} | read_clauses(cursor, clauses)
    fact = paper(Notice, fields, party=subject.party_id, kind=kind, received_on=received)
    return Sentence((fact,))
