"""The sample hierarchy, for a store that has nothing yet: a ladder text beside this file."""

from datetime import datetime
from pathlib import Path

from graph.ladder import parse
from graph.store import ledger
from graph.store.engine import Engine
from graph.store.ledger import Author

SAMPLE = Path(__file__).with_name("sample.ladder")


async def plant_sample(engine: Engine, at: datetime) -> int:
    """Plant the sample into a store without a commit, and give its number of accounts; else 0."""
    if await ledger.revision(engine):
        return 0
    world = parse(SAMPLE.read_text(encoding="utf-8"), SAMPLE.name)
    await ledger.plant(engine, world, Author("gateway serve", at, source=SAMPLE.name))
    return len(world.accounts)
