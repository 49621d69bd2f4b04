"""Assessments, steps of fees, and notes: `willow reached 7 of 10 new customers in …`."""

from typing import Final

from graph.ladder.clauses import OBLIGATION, Clauses, read_clauses
from graph.ladder.cursor import Cursor
from graph.ladder.papers.begun import paper
from graph.ladder.papers.words import FEE_MOVES
from graph.ladder.parts import Part, amount, clauses_of
from graph.ladder.stating import Sentence, Subject
from graph.model import Assessment, FeeStep, Note, Uid

FEE_STEP: Final[tuple[Part, ...]] = (amount("amount", "fen"),)
FEE_CLAUSES: Final[Clauses] = clauses_of(FEE_STEP)


def reached(cursor: Cursor, subject: Subject) -> Sentence:
    """`reached 7 of 10 new customers in 2018-Q1` (R08, R87)."""
    new = cursor.count()
    cursor.expect("of")
    minimum = cursor.count()
    cursor.expect("new", "customers", "in")
    quarter = cursor.quarter()
    fields = read_clauses(cursor, OBLIGATION)
    one = {"quarter": quarter, "new_customers": new, "minimum": minimum}
    return Sentence((paper(Assessment, fields, account=Uid(subject.name), **one),))


def fee(cursor: Cursor, subject: Subject) -> Sentence:
    """`fee of 2018-03 paid on D [amount …]` (R35, R36)."""
    month = cursor.month()
    move = cursor.choose(FEE_MOVES)
    cursor.expect("on")
    on = cursor.day()
    fields = read_clauses(cursor, FEE_CLAUSES)
    fact = paper(FeeStep, fields, account=Uid(subject.name), month=month, move=move, on=on)
    return Sentence((fact,))


def noted(cursor: Cursor, subject: Subject) -> Sentence:
    """`has note "…"`: beside an account, a party or a fact."""
    text = cursor.text("a note")
    fields = read_clauses(cursor, OBLIGATION)
    return Sentence((paper(Note, fields, subject=subject.name, text=text),))
