"""What a chunk's commit writes, worked out while the engine writes the one before it."""

from msgspec import Struct

from gateway.exchange.streams.weighing import Weighed
from graph.store import ledger
from graph.store.engine import Transaction
from graph.store.ledger import Author, Decision
from graph.store.ledger.plant import ROOT
from loaders import arriving


class Drafted(Struct, frozen=True):
    """A commit as it was worked out, and what it adds to statements."""

    commit: ledger.Draft
    posted: arriving.Posted | None

    @property
    def author(self) -> Author:
        """Who commits it, and when."""
        return self.commit.author

    @property
    def decision(self) -> Decision[Weighed]:
        """The decision that it is of."""
        return self.commit.decision


def decided(found: Weighed, *, corrections: bool) -> Decision[Weighed]:
    """What a chunk changes, all of whose refused rows stay away."""
    facts = (row.fact for row in found.verdict.taken)
    planned = ledger.planned(facts, [*ROOT, *found.stored], corrections=corrections)
    return Decision(found, planned.changes)


def drafted(
    found: Weighed, author: Author, revision: int, *, corrections: bool, backdated: bool
) -> Drafted:
    """The commit of a chunk as a revision. Pure."""
    decision = decided(found, corrections=corrections)
    commit = ledger.draft(decision, author, revision, backdated=backdated)
    opened = [each.opened for each in commit.stamped if each.opened is not None]
    return Drafted(commit, arriving.posted(found.above, opened, revision))


def lay_out(tx: Transaction, draft: Drafted) -> Decision[Weighed]:
    """Have a transaction use what was worked out; its decision."""
    if draft.posted is not None:
        arriving.hand(tx, draft.posted)
    return draft.decision
