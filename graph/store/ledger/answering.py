"""Liability edges written with the facts they follow from, in one transaction, or afterwards.

Who answers is not decided here but by whoever was named for an engine (`answer_by`). An edge is
never changed: what a debt should have by a revision is held to what stands, what is not right any
more is closed in it, and what is missing is written.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

from msgspec.structs import asdict

from graph.model import (
    AccountCondition,
    Answering,
    FactId,
    Finding,
    Link,
    Obligation,
    Settlement,
    Standing,
    TierLink,
)
from graph.store.cypher import statement
from graph.store.engine import Engine, Rollback, Transaction
from graph.store.facts.answering import edge_row, liable_for
from graph.store.facts.rows import batches
from graph.store.ledger.begun import Reached, Settling, settling_edges
from graph.store.ledger.events import Head
from graph.store.ledger.exposing import expose
from graph.store.ledger.head import locked_head, queue
from graph.store.ledger.posting import Moved, moved_of
from graph.store.ledger.values import Committed

ANSWERING = (Obligation, Settlement, Finding, AccountCondition, Standing, TierLink, Link)
"""The facts by which somebody answers for a debt."""

Right: TypeAlias = Mapping[FactId, Iterable[Answering]]
"""All edges that debts should have."""

DeriveEdges: TypeAlias = Callable[
    [Transaction, Sequence[Moved]], Awaitable[Sequence[tuple[int, Right]] | None]
]
"""What is right by each revision of some commits, whose facts are written; None: too much now."""

_DERIVES: "WeakKeyDictionary[Engine, DeriveEdges | None]" = WeakKeyDictionary()


def answer_by(engine: Engine, derive: DeriveEdges | None) -> None:
    """Have the edges of debts kept by the commits of an engine; or no longer, with None."""
    _DERIVES[engine] = derive


def answers(engine: Engine) -> bool:
    """Whether somebody was named who can tell what is right by commits of an engine."""
    return _DERIVES.get(engine) is not None


async def answer(
    engine: Engine, tx: Transaction, begun: Head, made: Iterable[Committed[Any]], *, backdated: bool
) -> bool:
    """Write the edges of commits whose facts are written; whether all edges are kept then."""
    moved = moved_of(made, ANSWERING, backdated=backdated)
    if not moved:
        return True
    return begun.answered == begun.revision and await answer_moved(engine, tx, moved)


async def answer_moved(engine: Engine, tx: Transaction, moved: Sequence[Moved]) -> bool:
    """Write the edges of what some commits did; False where nobody can tell, or it is much."""
    derive = _DERIVES.get(engine)
    found = await derive(tx, moved) if derive is not None else None
    for revision, right in found or ():
        await append_edges(tx, revision, right)
    return found is not None


async def append_edges(tx: Transaction, revision: int, right: Right) -> None:
    """Close the edges of some debts that are not right by a revision, and write those missing."""
    for ids in batches(list(right)):
        there, counts = await liable_for(tx, ids)
        closed, opened = list[Answering](), list[Answering]()
        keys, rows = list[dict[str, str]](), list[dict[str, Any]]()
        for id_ in ids:
            wanted, standing = set(right[id_]), there[id_]
            gone = standing.keys() - wanted
            new = sorted(wanted - standing.keys(), key=repr)
            keys += [{"obligation": id_, "key": standing[each]} for each in gone]
            rows += [
                edge_row(each) | {"key": f"{id_}#{number}", "recordedIn": revision}
                for number, each in enumerate(new, counts.get(id_, 0))
            ]
            closed += gone
            opened += new
        for some in batches(keys):
            await tx.run(statement("close_liable_for"), rows=list(some), revision=revision)
        for some in batches(rows):
            await tx.run(statement("write_liable_for"), rows=list(some))
        await expose(tx, closed, opened, revision)


async def settle_edges(engine: Engine, right: Right, revision: int) -> bool:
    """Keep what is right of some debts at a revision; False where it is not the newest any more."""

    async def work(tx: Transaction) -> bool | Rollback[bool]:
        if (await locked_head(tx)).revision != revision:
            return Rollback(value=False)
        await append_edges(tx, revision, right)
        return True

    async with queue(engine):
        return await engine.commit(work)


async def settle_some_edges(
    engine: Engine, begun: Settling, right: Right, reached: Reached | None
) -> Settling | None:
    """Keep what a settling has found right of the debts up to a place, or with None of the rest.

    How far it has come then; None where another process went on meanwhile. What is committed
    meanwhile does not matter: it is no part of what was right by the settling's revision.
    """

    async def work(tx: Transaction) -> Settling | Rollback[Settling | None]:
        await locked_head(tx)
        if not begun.goes_on(await settling_edges(tx)):
            return Rollback(value=None)
        await append_edges(tx, begun.revision, right)
        if reached is None:
            await tx.run(statement("settle_answering"), revision=begun.revision)
            return begun
        await tx.run(statement("settle_some_edges"), revision=begun.revision, **asdict(reached))
        return Settling(begun.since, begun.revision, reached.after)

    async with queue(engine):
        return await engine.commit(work)
