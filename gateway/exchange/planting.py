"""A ladder's facts taken into a store."""

from collections.abc import Iterator

from msgspec.structs import replace

from gateway.exchange.reading import Batch, Row, Unwatched, Watch
from gateway.exchange.taking import Outcome, Terms, take
from graph.ladder import print_world
from graph.ladder.naming import complete, facts_of, parties_named, world_of
from graph.model import Fact, PartyId, Uid, World
from graph.store import facts
from graph.store.engine import Engine
from graph.store.facts import batches


async def plant(
    engine: Engine, world: World, name: str, terms: Terms, watch: Watch | None = None
) -> Outcome:
    """Admit a ladder's world and commit it: all of it or nothing. Raises StoreError.

    A problem names the ladder and the line of the fact, as it is printed.
    """
    world = await without_implied(engine, world)
    rows = [Row(fact, f"{name}: {_line(fact)}", 0) for fact in facts_of(world)]
    return await take(engine, Batch((), rows, [], []), terms, watch or Unwatched())


async def without_implied(engine: Engine, world: World) -> World:
    """The world without accounts and parties that no line describes and the store has already.

    A line that only names an account says nothing against what is stored of it.
    """
    named = set(complete(replace(world, accounts=(), parties=())).accounts)
    uids = sorted(account.uid for account in world.accounts if account in named)
    stored: set[Uid] = set()
    for some in batches(uids):
        stored |= (await facts.histories(engine, some)).keys()
    kept = tuple(
        account for account in world.accounts if account not in named or account.uid not in stored
    )
    return await _without_parties(engine, replace(world, accounts=kept))


async def _without_parties(engine: Engine, world: World) -> World:
    bare = replace(world, parties=())
    default = set(complete(bare).parties) | set(_unnamed(world))
    implied = [party for party in world.parties if party in default]
    needed, stored = parties_named(bare), set[PartyId]()
    for some in batches([PartyId(party.id) for party in implied]):
        stored |= (await facts.parties(engine, some)).keys()
    dropped = {
        party.id for party in implied if PartyId(party.id) in stored or party.id not in needed
    }
    return replace(world, parties=tuple(p for p in world.parties if p.id not in dropped))


def _unnamed(world: World) -> Iterator[Fact]:
    """Parties of which nothing is said but that they are: owners of accounts that were dropped."""
    return (party for party in world.parties if not party.name and not party.source)


def _line(fact: Fact) -> str:
    """The fact's own line."""
    return print_world(world_of((fact,))).strip() or fact.id
