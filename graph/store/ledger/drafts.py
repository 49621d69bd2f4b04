"""A commit worked out before its turn: pure, so that it may be done while another is written."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from graph.store.ledger.events import told
from graph.store.ledger.stamp import Stamped, settled, stamp
from graph.store.ledger.values import Author, Decision, Event
from graph.store.ledger.write import Portion, portions


class Draft(Struct, frozen=True):
    """What a decision comes to if it is written as a revision, by an author at an instant.

    `told` are its events, which have no place in the chain yet.
    """

    decision: Decision[Any]
    author: Author
    revision: int
    backdated: bool
    stamped: Sequence[Stamped]
    told: Sequence[Event]
    portions: Sequence[Portion]

    def holds(
        self, decision: Decision[Any], author: Author, revision: int, *, backdated: bool
    ) -> bool:
        """Whether this is what a decision comes to; it has to be the very one."""
        same = decision is self.decision and backdated == self.backdated
        return same and author == self.author and revision == self.revision


def draft(
    decision: Decision[Any], author: Author, revision: int, *, backdated: bool = False
) -> Draft:
    """Work out a commit that is to be made as a revision."""
    stamped = stamp(decision.changes, author, revision, backdated=backdated)
    versions = settled((each.closed, each.opened) for each in stamped)
    events, written = tuple(told(decision, stamped)), tuple(portions(*versions))
    return Draft(decision, author, revision, backdated, stamped, events, written)
