"""The moment of a question: the day asked about, what was known, and how clauses are read."""

from datetime import date, datetime
from typing import TypeVar

from msgspec import Struct

from graph.model.facts import Fact
from graph.model.readings import Readings

F = TypeVar("F", bound=Fact)

ANY_REVISION = 2**53


class Moment(Struct, frozen=True):
    """`as_of` a civil day, `known_at` an instant, the readings, the revision it is pinned to."""

    as_of: date
    known_at: datetime
    readings: Readings
    revision: int = ANY_REVISION

    def knows(self, fact: Fact) -> bool:
        """Whether this version of a fact was known: recorded by then and not yet superseded."""
        if fact.recorded_at > self.known_at or fact.recorded_in > self.revision:
            return False
        if fact.superseded_at is None or fact.superseded_at > self.known_at:
            return True
        return (fact.superseded_in or 0) > self.revision

    def known(self, facts: tuple[F, ...]) -> list[F]:
        """The versions among `facts` that were known, in their order."""
        return [fact for fact in facts if self.knows(fact)]
