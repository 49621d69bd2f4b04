"""Agreements and authorisations: `harbor signed FA on D`, `acme lets harbor manage from D`."""

from typing import Final

from graph.ladder.clauses import FACT, Clauses, read_clauses
from graph.ladder.cursor import Cursor
from graph.ladder.papers.begun import paper
from graph.ladder.papers.words import ACTS, AGREEMENTS
from graph.ladder.parts import Part, amount, clauses_of, day, ending, name, text
from graph.ladder.stating import Sentence, Subject, dated
from graph.model import Agreement, Authorisation, Uid

AGREEMENT: Final[tuple[Part, ...]] = (
    day("on", "signed_on"),
    day("sealed", "sealed_on"),
    day("in force from", "agreed_from"),
    day("term to", "term_end"),
    day("renewal agreed", "renewal_agreed_on"),
    ending("ended", "ended_on", "end_cause"),
    text("edition", "edition", "an edition", ""),
    amount("total", "fen"),
    name("replacing", "replaces", "an agreement's id"),
)
CLAUSES: Final[Clauses] = clauses_of(AGREEMENT)


def signed(cursor: Cursor, subject: Subject) -> Sentence:
    """`signed FA [on D] …` (R04, R07)."""
    kind = cursor.choose(AGREEMENTS)
    fields = read_clauses(cursor, CLAUSES)
    fact = paper(Agreement, fields, party=subject.party_id, kind=kind)
    return Sentence((fact,))


def lets(cursor: Cursor, subject: Subject) -> Sentence:
    """`lets harbor manage from D [to D]` (R16)."""
    partner, account = Uid(cursor.name("a partner's uid")), Uid(subject.name)
    act = cursor.choose(ACTS)
    return dated(cursor, FACT, Authorisation, account=account, partner=partner, act=act)
