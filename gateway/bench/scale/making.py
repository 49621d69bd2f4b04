"""A world written into a store, commit by commit; broken off, it goes on where it was."""

from datetime import UTC, datetime
from itertools import islice

from gateway.bench.scale.size import Size
from gateway.bench.scale.structure import mark
from gateway.bench.scale.world import Portion, portions
from gateway.exchange.reading import Watch
from graph.changes import Record
from graph.model import PartyId
from graph.store import facts, ledger
from graph.store.engine import Engine, Transaction
from graph.store.errors import StoreSetting
from graph.store.ledger import Author, Decision

AUTHOR = Author("gateway bench", datetime(2026, 10, 30, 4, tzinfo=UTC), source="a world made")


async def make(engine: Engine, size: Size, watch: Watch) -> None:
    """Have a world of some size in a store: all of it, the rest of it, or nothing if it is there.

    Raises StoreSetting on a store that holds anything else.
    """
    done = await ledger.revision(engine)
    known = PartyId(mark(size).id)
    if done and known not in await facts.parties(engine, [known]):
        msg = f"expected an empty store or a world of size {size.name} at {engine.address}"
        raise StoreSetting(f"{msg}, but it holds something else; give another with --store")
    stage = None
    for portion in islice(portions(size), done, None):
        if portion.stage != stage:
            stage = portion.stage
            watch.stage(f"making {stage}", _total(size, stage))
        await commit(engine, portion)
        watch.advance(len(portion.facts))


def _total(size: Size, stage: str) -> int | None:
    """How many facts a stage has, where that is simple to say."""
    known = {"accounts": size.every, "parties": size.every, "payments": size.payments}
    return known.get(stage)


async def commit(engine: Engine, portion: Portion) -> None:
    """Commit a portion."""

    async def decide(_: Transaction) -> Decision[None]:
        return Decision(None, [Record(fact) for fact in portion.facts])

    await ledger.commit(engine, decide, AUTHOR, backdated=True)
