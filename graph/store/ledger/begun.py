"""How far a settling has come, as the ledger keeps it: for who goes on with it, and who waits."""

from typing import Any

from msgspec import Struct

from graph.store.cypher import statement
from graph.store.facts.rows import Reader


class Settling(Struct, frozen=True):
    """A settling of postings, or of edges: from which revision to which, and behind what it is.

    `since` is the revision up to which everything was settled before it, if ever. `after` is the
    last account, or the last debt, of those that are settled.
    """

    since: int | None
    revision: int
    after: str = ""

    def goes_on(self, there: "Settling") -> bool:
        """Whether it goes on from where the store is; one that has no place yet always does."""
        return there == self or (there.since, there.after, self.after) == (self.since, "", "")


class Reached(Struct, frozen=True):
    """A place in a settling: the last account or debt, and how many of how many that were."""

    after: str
    done: int
    total: int


class Kept(Struct, frozen=True):
    """How far one of the two that are kept derived goes, and a settling of it that was begun.

    `upto` is the last revision that is settled, if any is; `done` of `total` accounts or debts are
    behind the settling, 0 of 0 where none was begun.
    """

    upto: int | None
    done: int = 0
    total: int = 0


class State(Struct, frozen=True):
    """How far postings and liability edges go in a store at a revision."""

    revision: int
    posted: Kept
    answered: Kept

    @property
    def complete(self) -> bool:
        """Whether all is kept derived."""
        return self.posted.upto == self.answered.upto == self.revision


async def settling_postings(reader: Reader) -> Settling:
    """The settling of postings that was begun, else one up to the newest revision. One statement.

    Its two revisions are one where nothing is left to settle.
    """
    return _begun(*await reader.run(statement("settling")))


async def settling_edges(reader: Reader) -> Settling:
    """The same of liability edges. One statement."""
    return _begun(*await reader.run(statement("settling_edges")))


def _begun(found: dict[str, Any]) -> Settling:
    since, upto = found["since"], found["upto"]
    if _is_over(since, upto):
        return Settling(since, found["revision"])
    return Settling(since, upto, found["after"])


def _is_over(since: int | None, upto: int | None) -> bool:
    """Whether a settling up to a revision has come to its end, or none ever was."""
    return upto is None or upto <= (since or 0)


async def settling_state(reader: Reader) -> State:
    """How far everything goes that is kept derived. One statement."""
    (found,) = await reader.run(statement("settling_state"))
    return State(found["revision"], _kept(found, "posted"), _kept(found, "answered"))


def _kept(found: dict[str, Any], name: str) -> Kept:
    upto = found[name]
    if _is_over(upto, found[f"{name}To"]):
        return Kept(upto)
    return Kept(upto, found[f"{name}Done"] or 0, found[f"{name}Of"] or 0)
