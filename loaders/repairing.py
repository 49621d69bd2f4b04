"""What is kept derived, set right from the facts where somebody edited it or took it away."""

from typing import Protocol

from msgspec import Struct

from graph.model import Heading, Owing
from graph.store import ledger
from graph.store.engine import Engine
from loaders import answering, posting, settling


class Watch(Protocol):
    """Somebody who is told how far it has come."""

    def stage(self, name: str) -> None:
        """The work goes on to another stage."""
        ...

    def expect(self, total: int) -> None:
        """The stage will have so many steps."""
        ...

    def advance(self, steps: int = 1) -> None:
        """So many steps are done."""
        ...


class Repaired(Struct):
    """How much was wrong, and is right now."""

    postings: int = 0
    sums: int = 0
    debts: int = 0
    """Debts whose edges were wrong."""
    exposures: int = 0


async def repair(engine: Engine, watch: Watch) -> Repaired | None:
    """Set all postings, edges and sums right; None where somebody wrote meanwhile: run it again.

    Nothing that was posted or drawn is overwritten: a difference is posted beside it, and a wrong
    edge is closed. Sums are set.
    """
    watch.stage("posting to statements")
    await settling.settle(engine, watch.advance, watch.expect)
    watch.stage("keeping who answers for what")
    await answering.settle(engine, watch.advance, watch.expect)
    revision = await ledger.revision(engine)
    watch.stage("working out postings")
    async with posting.recomputed(engine, revision, watch.advance, watch.expect) as expected:
        watch.stage("holding postings to them")
        mended = await ledger.settle_postings(
            engine, expected, revision, watch.advance, watch.expect
        )
    if mended is None:
        return None
    watch.stage("holding liability edges to debts")
    return await _edges(engine, revision, Repaired(mended.postings, mended.sums), watch)


async def _edges(engine: Engine, revision: int, found: Repaired, watch: Watch) -> Repaired | None:
    sums = dict[Heading, Owing]()
    async for right in answering.recomputed(engine, revision, watch.expect):
        wrong = [each.debt for each in await ledger.wrong_edges(engine, right)]
        found.debts += len(wrong)
        some = {debt: right[debt] for debt in wrong}
        if some and not await ledger.settle_edges(engine, some, revision):
            return None
        for edges in right.values():
            ledger.lasting(sums, edges)
        watch.advance(len(right))
    exposures = await ledger.repair_exposures(engine, sums, revision)
    if exposures is None:
        return None
    found.exposures = exposures
    return found
