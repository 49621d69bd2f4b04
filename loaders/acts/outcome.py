"""What an act decided: row by row what it wrote or why not, and what that rests on."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from graph.changes import Change
from graph.model import Fact, FactId, Trace, Uid
from graph.model.every import EveryFact
from graph.rules.refusal import Code, Refusal
from graph.store.ledger import Decision, Occurrence


class Row(Struct, frozen=True):
    """What became of one row: the ids of the facts it wrote, or the reason it was refused for."""

    facts: tuple[FactId, ...] = ()
    refusal: Refusal | None = None


class Outcome(Struct, frozen=True):
    """An act's answer, kept under its key: its rows in the order given, and its trace."""

    rows: tuple[Row, ...]
    facts: tuple[EveryFact, ...] = ()
    clauses: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()

    @property
    def trace(self) -> Trace:
        """What it rests on."""
        return Trace(self.facts, self.clauses, self.rules, self.readings)


class ActRefused(Exception):
    """An act that is refused whole; nothing is stored, and its key stays unused."""

    def __init__(self, *rows: Row, trace: Trace = Trace()) -> None:  # noqa: B008 (a frozen value)
        """By row; an act of one row has one."""
        self.rows, self.trace = rows, trace
        super().__init__("; ".join(str(row.refusal) for row in rows if row.refusal))

    @property
    def refusals(self) -> list[Refusal]:
        """The refusals among the rows."""
        return [row.refusal for row in self.rows if row.refusal]


def refused(refusal: Refusal) -> ActRefused:
    """The refusal of an act of one row."""
    return ActRefused(Row(refusal=refusal))


def decided(
    rows: Sequence[Row], changes: Iterable[Change], trace: Trace, events: Sequence[Occurrence] = ()
) -> Decision[Outcome]:
    """A decision to be committed, with the clauses of its trace in each event."""
    facts: tuple[EveryFact, ...] = trace.facts  # type: ignore[assignment] (a fact is of a kind)
    outcome = Outcome(tuple(rows), facts, trace.clauses, trace.rules, trace.readings)
    return Decision(outcome, tuple(changes), events, trace.clauses)


def unknown(uid: Uid) -> Refusal:
    """There is no such account."""
    return Refusal(
        Code.ACCOUNT_UNKNOWN,
        f"there is no account {uid!r}",
        path="account",
        next_step="Correct the uid, or register the account first.",
    )


def no_request(id_: FactId) -> Refusal:
    """There is no such request."""
    hint = "Correct the id; the work list is `requests`."
    return Refusal(Code.REQUEST_UNKNOWN, f"there is no request {id_!r}", "request", None, hint)


def stale(fact: Fact, expected: int) -> Refusal:
    """Somebody has written a newer version than the one that the caller has seen."""
    return Refusal(
        Code.VERSION_STALE,
        f"expected version {expected} of {fact.id}, its newest is {fact.version}",
        path="expectedVersion",
        next_step="Look at it again, and send the version that you have seen.",
    )
