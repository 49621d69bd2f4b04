"""The clauses that may end a line, in any order, each at most once.

A clause is a phrase and a reader that gives the fields of the fact which it fills.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from graph.ladder.cursor import Cursor
from graph.ladder.words import END_CAUSES, PARTY_KINDS, Phrase

Fields = dict[str, Any]
Clause = Callable[[Cursor], Fields]
Clauses = Mapping[Phrase, Clause]


def read_clauses(
    cursor: Cursor, clauses: Clauses, either: frozenset[Phrase] = frozenset()
) -> Fields:
    """Read the rest of the line as clauses; `either` are those that exclude each other."""
    fields: Fields = {}
    remaining = {words: (words, clause) for words, clause in clauses.items()}
    while not cursor.done:
        words, clause = cursor.choose(remaining)
        for once in either if words in either else (words,):
            del remaining[once]
        fields |= clause(cursor)
    return fields


def _voucher(cursor: Cursor) -> Fields:
    return {"voucher_fen": cursor.amount()}


def _used(cursor: Cursor) -> Fields:
    """`used D`, `used from D [to D]` or `used to D`; the end is the first day outside."""
    if cursor.accept(("from",)):
        start = cursor.day()
        end = cursor.day() if cursor.accept(("to",)) else None
        return {"consumed_from": start, "consumed_to": end}
    if cursor.accept(("to",)):
        return {"consumed_to": cursor.day()}
    start, end = cursor.day_alone()
    return {"consumed_from": start, "consumed_to": end}


def _end_cause(cursor: Cursor) -> Fields:
    if cursor.at_quotation:
        return {"end_cause": cursor.text("a cause")}
    return {"end_cause": cursor.choose(END_CAUSES)}


TAIL: Final[Clauses] = {
    ("known", "from"): lambda cursor: {"recorded_at": cursor.known()},
    ("known", "until"): lambda cursor: {"superseded_at": cursor.known()},
    ("source",): lambda cursor: {"source": cursor.text("a source")},
    ("recorded", "by"): lambda cursor: {"recorded_by": cursor.text("an author")},
    ("version",): lambda cursor: {"version": cursor.number()},
}
"""What every line may say."""

FACT: Final[Clauses] = {**TAIL, ("fact",): lambda cursor: {"id": cursor.name("a fact's id")}}
"""The same with the fact's own id, where it is not the made one."""

OBLIGATION: Final[Clauses] = {**TAIL, ("as",): lambda cursor: {"id": cursor.name("an id")}}

PAYMENT: Final[Clauses] = {
    ("with", "voucher"): _voucher,
    ("for",): lambda cursor: {"product": cursor.text("a product")},
    ("not", "eligible"): lambda _: {"fee_eligible": False},
    ("used",): _used,
    ("refunding",): lambda cursor: {"refund_of": cursor.name("a payment's id")},
    **OBLIGATION,
}

STANDING: Final[Clauses] = {("ended", "by"): _end_cause, **FACT}

ACCOUNT: Final[Clauses] = {
    ("owned", "by"): lambda cursor: {"owner": cursor.name("a party's id")},
    ("named",): lambda cursor: {"name": cursor.text("a name")},
    ("external", "id"): lambda cursor: {"external_id": cursor.text("an id")},
    **TAIL,
}

PARTY: Final[Clauses] = {
    ("is",): lambda cursor: {"kind": cursor.choose(PARTY_KINDS)},
    ("named",): lambda cursor: {"name": cursor.text("a name")},
    **TAIL,
}
