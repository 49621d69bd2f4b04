"""Many changes committed one portion after the other, since no engine holds them all at once."""

from collections.abc import Sequence
from typing import ClassVar

from graph.changes import Change, Supersede
from graph.model import Fact
from graph.store import ledger
from graph.store.engine import Engine, Transaction
from graph.store.errors import StoreError
from graph.store.facts import batches
from graph.store.ledger import Author, Decision
from graph.store.ledger.write import KINDS

PORTION = 100_000
"""Changes in one commit; the embedded engine holds some 250,000 in its gigabyte."""

_ORDER = {kind: at for at, kind in enumerate(KINDS)}


class CutShort(StoreError):
    """The store failed between two portions: what was stored stays, the rest is to follow."""

    code: ClassVar[str] = "IMPORT_CUT_SHORT"


class Overtaken(Exception):
    """Somebody else wrote between two portions, so the rest has to be judged anew."""


def in_order(changes: Sequence[Change]) -> list[Change]:
    """The changes so that what a fact names comes before it, in an earlier portion if need be."""
    return sorted(changes, key=lambda change: _ORDER[type(_subject(change))])


def _subject(change: Change) -> Fact:
    return change.new if isinstance(change, Supersede) else change.fact


async def commit_rest(
    engine: Engine, rest: Sequence[Change], author: Author, revision: int, portion: int
) -> int:
    """Commit the portions after the first, which made `revision`; gives the newest revision.

    Raises Overtaken and CutShort; what was committed before stays.
    """
    for number, some in enumerate(batches(rest, portion)):
        try:
            revision = await _commit(engine, some, author, revision)
        except StoreError as error:
            left = len(rest) - number * portion
            raise CutShort(
                f"{error}; {left:,} rows are not stored yet, the others are: import the same "
                "folder again to store the rest"
            ) from error
    return revision


async def _commit(engine: Engine, some: Sequence[Change], author: Author, after: int) -> int:
    async def decide(tx: Transaction) -> Decision[None]:
        if await ledger.revision(tx) != after:
            raise Overtaken
        return Decision(None, some)

    return (await ledger.commit(engine, decide, author, backdated=True)).revision
