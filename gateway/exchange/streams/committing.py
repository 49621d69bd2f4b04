"""A chunk committed in its turn: weighed under the lock, written, and counted."""

from gateway.exchange.streams.drafting import decided, lay_out
from gateway.exchange.streams.run import Run
from gateway.exchange.streams.taken import count
from gateway.exchange.streams.turns import Turn
from gateway.exchange.streams.weighing import Weighed, weighed
from graph.model import FactId
from graph.store import ledger
from graph.store.engine import Transaction
from graph.store.errors import StoreTimeout
from graph.store.ledger import Decision
from loaders import arriving


async def commit(run: Run, turn: Turn) -> Weighed:
    """Commit what a chunk comes to, if anything, all or nothing. Raises StoreError.

    After StoreTimeout its rows may be tried again, in parts too: none counts twice.
    """
    chunk, draft = turn.chunk, turn.draft
    tried = dict[FactId, int]()

    async def decide(tx: Transaction) -> Decision[Weighed]:
        revision = await ledger.revision(tx)
        found = await _weighed(tx, run, turn, revision)
        if not run.takes(found):
            return Decision(found)
        tried.clear()
        tried.update((row.fact.id, revision + 1) for row in found.verdict.taken)
        arriving.lend(tx, run.accounts.kept)
        if draft is not None and draft.decision.value is found:
            return lay_out(tx, draft)
        return decided(found, corrections=run.manner.corrections)

    author, worked_out = (run.author(), None) if draft is None else (draft.author, draft.commit)
    try:
        done = await ledger.commit(
            run.engine, decide, author, backdated=chunk.dated, draft=worked_out
        )
    except StoreTimeout:
        run.doubts.update(tried)
        raise
    run.hold(chunk, done.value.held)
    count(run.taken, chunk, done.value, run.doubts, stored=bool(done.changes))
    for row in chunk.rows:
        run.doubts.pop(row.fact.id, None)
    run.stands(done.revision, stored=bool(done.changes))
    return done.value


async def _weighed(tx: Transaction, run: Run, turn: Turn, revision: int) -> Weighed:
    """A chunk under the lock: as it was weighed before its turn, if that still holds."""
    weight, known, stored = turn.weight, run.taken.revision, run.stored
    if weight is not None and weight.holds(turn.chunk, revision, known, stored=stored):
        return weight.found
    return await weighed(tx, turn.chunk, run.accounts, run.measure(revision))
