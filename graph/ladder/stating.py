"""What one line states, and how an interval is read with the time its end was learnt."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from graph.ladder.clauses import Clauses, Fields, read_clauses
from graph.ladder.cursor import Cursor
from graph.model import Dated, Fact, FactId, PartyId, Standing, start_of

UNSAID = FactId("")
"""Id of a fact whose line does not say one, and owner of an account whose line does not."""


class Bare(str):
    """A party as it was written: the uid of an account of which it is the owner, or its own id."""

    __slots__ = ()


class Sentence(Struct, frozen=True):
    """What one line states: a fact, in two versions if its end was learnt later.

    Ids that the line does not say are `UNSAID`; a party that it names without saying so is `Bare`.
    """

    facts: tuple[Fact, ...]


class Subject(Struct, frozen=True):
    """Who or what a line is about; `party` if it says that it is about a party."""

    name: str
    party: bool = False

    @property
    def party_id(self) -> PartyId:
        """The party that the line is about; `Bare` if it may be an account's owner."""
        return PartyId(self.name if self.party else Bare(self.name))


def party(cursor: Cursor) -> PartyId:
    """`harbor`, which may be an account's uid, or `party harbor-ltd`."""
    said = cursor.accept(("party",))
    name = cursor.name("an account's uid or a party's id")
    return PartyId(name if said else Bare(name))


Form = Callable[[Cursor, Subject], Sentence]


def dated(cursor: Cursor, clauses: Clauses, fact: type[Dated], **fields: Any) -> Sentence:
    """`from D [known from K] [to D] …`: a `known from` after `to` says when the end was learnt."""
    cursor.expect("from")
    start = cursor.day()
    known = cursor.known() if cursor.accept(("known", "from")) else None
    end = cursor.day() if cursor.accept(("to",)) else None
    once = {words: each for words, each in clauses.items() if words != ("known", "from")}
    said: Fields = read_clauses(cursor, once if known and end is None else clauses)
    learnt: datetime | None = said.pop("recorded_at", None)
    said = {"id": UNSAID, "valid_from": start, "valid_to": end} | fields | said
    begun = known or start_of(start)
    if end is None or learnt is None or (known is None and learnt <= begun):
        return Sentence((fact(recorded_at=learnt or begun, **said),))
    return Sentence(end_learnt(fact(recorded_at=begun, **said), learnt))


def end_learnt(fact: Dated, learnt: datetime) -> tuple[Dated, ...]:
    """Two versions: open until the end was learnt, closed from then on."""
    opened = replace(fact, valid_to=None, superseded_at=learnt)
    if isinstance(opened, Standing):
        opened = replace(opened, end_cause=None)
    return opened, replace(fact, version=fact.version + 1, recorded_at=learnt)
