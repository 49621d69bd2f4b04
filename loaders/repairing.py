"""What is kept derived, set right from the facts where somebody edited it or took it away."""

from msgspec import Struct

from graph.model import Heading, Owing
from graph.store import ledger
from graph.store.engine import Engine
from loaders import answering, posting, settling


class Repaired(Struct):
    """How much was wrong, and is right now."""

    postings: int = 0
    sums: int = 0
    debts: int = 0
    """Debts whose edges were wrong."""
    exposures: int = 0


async def repair(engine: Engine) -> Repaired | None:
    """Set all postings, edges and sums right; None where somebody wrote meanwhile: run it again.

    Nothing that was posted or drawn is overwritten: a difference is posted beside it, and a wrong
    edge is closed. Sums are set.
    """
    await settling.settle(engine)
    await answering.settle(engine)
    revision, found = await ledger.revision(engine), Repaired()
    right = await posting.recomputed(engine, revision)
    found.postings = len(await ledger.missing_postings(engine, right))
    if found.postings and not await ledger.settle_postings(engine, right, revision):
        return None
    found.sums = await ledger.repair_posting_sums(engine)
    return await _edges(engine, revision, found)


async def _edges(engine: Engine, revision: int, found: Repaired) -> Repaired | None:
    sums = dict[Heading, Owing]()
    async for right in answering.recomputed(engine, revision):
        wrong = [each.debt for each in await ledger.wrong_edges(engine, right)]
        found.debts += len(wrong)
        some = {debt: right[debt] for debt in wrong}
        if some and not await ledger.settle_edges(engine, some, revision):
            return None
        for edges in right.values():
            ledger.lasting(sums, edges)
    exposures = await ledger.repair_exposures(engine, sums, revision)
    if exposures is None:
        return None
    found.exposures = exposures
    return found
