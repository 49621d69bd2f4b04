"""What a line says of each kind of paper: the counterpart of the forms."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeVar, assert_never

from graph.ladder.papers import words
from graph.ladder.papers.agreements import AGREEMENT
from graph.ladder.papers.proceedings import CLASSES, DEPOSIT, NOTICE, SENDER, VIOLATION
from graph.ladder.papers.records import FEE_STEP
from graph.ladder.papers.requests import STEPS, TASK, other
from graph.ladder.parts import Part, SpellParty, said
from graph.ladder.tokens import quote, spell, spell_clause
from graph.ladder.values import print_month, print_quarter
from graph.ladder.words import Phrase, phrase
from graph.model import (
    Agreement,
    Assessment,
    Authorisation,
    DepositEntry,
    FeeStep,
    Note,
    Notice,
    Paper,
    Request,
    Task,
    Violation,
    print_yuan,
)

T = TypeVar("T")


def _spoken(known: Mapping[Phrase, T]) -> dict[T, str]:
    return {stored: phrase(said) for said, stored in known.items()}


ACTS: Final = _spoken(words.ACTS)
AGREEMENTS: Final = _spoken(words.AGREEMENTS)
RANKS: Final = _spoken(CLASSES)
MOVES: Final = _spoken(words.DEPOSIT_MOVES)
LOSSES: Final = _spoken(words.LOSSES)
NOTICES: Final = _spoken(words.NOTICES)
REQUESTS: Final = _spoken(words.REQUESTS)
FEE_MOVES: Final = _spoken(words.FEE_MOVES)


def statement(fact: Paper, party: SpellParty) -> str:
    """The line up to where clauses may follow; of an authorisation, up to its first day."""
    match fact:
        case Agreement():
            return f"{party(fact.party)} signed {AGREEMENTS[fact.kind]}"
        case Violation():
            rank, clause = RANKS[fact.rank], spell_clause(fact.clause)
            return f"{party(fact.party)} violated {clause} as class {rank}"
        case DepositEntry():
            return f"{party(fact.party)} {_moved(fact)} on {fact.on}"
        case Notice():
            verb = "gave notice" if fact.sender == fact.party else "was notified"
            kind = NOTICES[fact.kind]
            return f"{party(fact.party)} {verb} of {kind} on {fact.received_on}"
        case Request():
            return f"{spell(fact.account)} asked for {REQUESTS[fact.kind]} on {fact.applied_on}"
        case Authorisation() | Task() | Assessment() | FeeStep() | Note():
            return _of_account(fact)
        case _ as never:
            assert_never(never)


def _of_account(fact: Authorisation | Task | Assessment | FeeStep | Note) -> str:
    match fact:
        case Authorisation():
            what = f"{spell(fact.partner)} {ACTS[fact.act]}"
            return f"{spell(fact.account)} lets {what} from {fact.valid_from}"
        case Task():
            duty, clause = spell(fact.duty), spell_clause(fact.clause)
            return f"{spell(fact.account)} must {duty} since {fact.since} under {clause}"
        case Assessment():
            new = f"{fact.new_customers} of {fact.minimum} new customers"
            return f"{spell(fact.account)} reached {new} in {print_quarter(fact.quarter)}"
        case FeeStep():
            step = f"{print_month(fact.month)} {FEE_MOVES[fact.move]}"
            return f"{spell(fact.account)} fee of {step} on {fact.on}"
        case Note():
            return f"{spell(fact.subject)} has note {quote(fact.text)}"
        case _ as never:
            assert_never(never)


def _moved(fact: DepositEntry) -> str:
    fen, lost = print_yuan(fact.fen), LOSSES.get(fact.move)
    return f"{MOVES[fact.move]} {fen}" if lost is None else f"lost {fen} of {lost}"


def clauses(fact: Paper, spelt: SpellParty) -> Iterator[str]:
    """What else the line of a paper says."""
    if isinstance(fact, Authorisation) and fact.valid_to is not None:
        yield f"to {fact.valid_to}"
    yield from said(fact, _parts(fact), spelt)


def _parts(fact: Paper) -> Sequence[Part]:
    match fact:
        case Agreement():
            return AGREEMENT
        case Violation():
            return VIOLATION
        case DepositEntry():
            return DEPOSIT
        case Notice():
            return NOTICE if fact.sender == fact.party else (*NOTICE, SENDER)
        case Request():
            return (other(fact.kind), *STEPS)
        case Task():
            return TASK
        case FeeStep():
            return FEE_STEP
        case _:
            return ()
