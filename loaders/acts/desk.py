"""What an act is handed: an open transaction, the facts in it, today, and how it is asked for."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from typing import TypeAlias

from msgspec import Struct

from graph.model import Moment, Readings, day_of
from graph.store.engine import Transaction
from graph.store.ledger import Author, Decision
from loaders.acts.outcome import Outcome
from loaders.arriving import lend
from loaders.facts import Facts
from loaders.scope import Scope
from loaders.shelf import UNFOLLOWED, Bounds
from loaders.shelves import Shelves

END = datetime.max.replace(tzinfo=UTC)
"""An act is judged by all that was recorded before it, whatever its clock says."""


class Command(Struct, frozen=True):
    """Who asks for an act, how, and under which key.

    `name` and `input` are all that the act depends on: the same key with others is refused. With
    `dry_run` the key is left alone.
    """

    name: str
    input: bytes
    author: Author
    key: str
    readings: Readings
    dry_run: bool = False


class Desk(Struct, frozen=True):
    """An act's own transaction; what is read in it holds until the commit."""

    tx: Transaction
    facts: Facts
    today: date
    readings: Readings

    def scope(self, day: date | None = None) -> Scope:
        """All that is recorded, as of a day (today if none is given)."""
        return Scope(self.facts, Moment(day or self.today, END, self.readings))


Act: TypeAlias = Callable[[Desk], Awaitable[Decision[Outcome]]]
"""Decides what to write; raises ActRefused. Run anew when another process won a conflict."""


def desk(tx: Transaction, command: Command) -> Desk:
    """A desk over an open transaction: nothing it reads is kept beyond it, but till then all is."""
    shelves = Shelves(None, Bounds())
    shelves.where.touched.begin(UNFOLLOWED)
    lend(tx, shelves.histories.kept)
    facts = Facts(tx, shelves)
    return Desk(tx, facts, day_of(command.author.at), command.readings)
