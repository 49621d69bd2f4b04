"""The ids of facts whose line says none: made from what the line says.

The same line twice is the same fact, but for payments, obligations, settlements and notes, which
may well happen twice: those are numbered as they come.
"""

from collections import Counter
from datetime import UTC, datetime

from graph.model import Fact, FactId, Note, Obligation, Payment, Settlement
from graph.model.made import made_from


class MadeIds:
    """Makes ids for the facts of one text, line by line."""

    def __init__(self) -> None:
        """At the beginning of a text."""
        self._taken: Counter[str] = Counter()

    def next(self, fact: Fact) -> FactId | None:
        """The id that a fact is given here if its line says none.

        None if the line must say it: a later version of a fact that is numbered.
        """
        stem = _stem(fact)
        if not isinstance(fact, Payment | Obligation | Settlement | Note):
            return FactId(stem)
        if fact.version > 1:
            return None
        number = self._taken[stem] + 1
        bare = number == 1 and not isinstance(fact, Settlement)
        return FactId(stem if bare else f"{stem}:{number}")

    def take(self, fact: Fact) -> None:
        """Go past a fact whose line says no id."""
        self._taken[_stem(fact)] += 1


def _stem(fact: Fact) -> str:
    match fact:
        case Obligation():
            return f"obligation:{fact.account or fact.party}:{fact.occurred_from}"
        case Payment():
            refund = f"{fact.refund_of}:refund"
            return refund if fact.refund_of else f"payment:{fact.account}:{_utc(fact.paid_at)}"
        case _:
            return made_from(fact) or fact.id


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
