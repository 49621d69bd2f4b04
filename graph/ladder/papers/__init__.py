"""The facts on paper in the notation: what may follow a name, and what is printed of each kind."""

from collections.abc import Mapping
from typing import Final

from graph.ladder.papers import agreements, proceedings, records, requests
from graph.ladder.papers.begun import begun
from graph.ladder.papers.printed import clauses, statement
from graph.ladder.papers.words import DEPOSIT_MOVES
from graph.ladder.stating import Form
from graph.ladder.words import Phrase
from graph.model import (
    Agreement,
    Assessment,
    DepositEntry,
    Fact,
    FeeStep,
    Note,
    Notice,
    Request,
    Task,
    Violation,
)

__all__ = ["NAMED", "PAPER_FORMS", "PARTY_PAPER_FORMS", "begun", "clauses", "statement"]

PARTY_PAPER_FORMS: Final[Mapping[Phrase, Form]] = {
    ("signed",): agreements.signed,
    ("violated",): proceedings.violated,
    **{words: proceedings.moved(move) for words, move in DEPOSIT_MOVES.items()},
    ("lost",): proceedings.lost,
    ("was", "notified", "of"): proceedings.notified,
    ("gave", "notice", "of"): proceedings.gave,
}
"""What is said of a party: after `party` and a name, or after a bare name."""

PAPER_FORMS: Final[Mapping[Phrase, Form]] = {
    ("lets",): agreements.lets,
    ("asked", "for"): requests.asked,
    ("must",): requests.must,
    ("reached",): records.reached,
    ("fee", "of"): records.fee,
    ("has", "note"): records.noted,
}
"""What is said of an account, or of anything that has a name."""

NAMED: Final[tuple[type[Fact], ...]] = (
    *(Agreement, Violation, DepositEntry, Notice, Request, Task, Assessment, FeeStep, Note),
)
"""Papers that other lines name by the id after `as`."""
