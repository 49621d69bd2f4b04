"""What a store holds under the ids of a world."""

from collections.abc import Iterable, Sequence
from itertools import chain

from graph.changes import upward
from graph.model import ALIYUN, AccountHistory, Fact, FactId, PartyId, Uid, World
from graph.store import facts
from graph.store.facts import Reader, batches


def facts_of(world: World) -> Iterable[Fact]:
    """Every fact of a world, kind by kind."""
    return chain.from_iterable(getattr(world, field) for field in world.__struct_fields__)


async def stored_of(reader: Reader, world: World) -> list[Fact]:
    """Every stored version of the facts that a world names by id, of the root, and others."""
    found = list[Fact]()
    for ids in batches([ALIYUN, *_ids(world.parties)]):
        found += (await facts.parties(reader, map(PartyId, ids))).values()
    for uids in batches([ALIYUN, *_uids(world)]):
        for history in (await facts.histories(reader, uids)).values():
            found += _of(history)
    for ids in batches(_ids(world.payments)):
        found += await facts.payments_by_id(reader, ids)
    for ids in batches(_ids(world.obligations)):
        for obligation in (await facts.obligations(reader, ids)).values():
            found += obligation.versions
    for ids in batches(_ids(world.settlements)):
        found += await facts.settlements_by_id(reader, ids)
    for ids in batches(_ids(world.findings)):
        found += await facts.findings_by_id(reader, ids)
    return found + await _papers(reader, world)


async def _papers(reader: Reader, world: World) -> list[Fact]:
    found = list[Fact]()
    for uids in batches(sorted({each.account for each in world.authorisations})):
        found += await facts.authorisations(reader, uids)
    for kind, plural in facts.PAPERS.items():
        for ids in batches(_ids(getattr(world, plural))):
            found += await facts.papers_by_id(reader, kind, ids)
    return found


def _ids(named: Iterable[Fact]) -> Sequence[FactId]:
    return sorted({fact.id for fact in named})


def _uids(world: World) -> Sequence[Uid]:
    """The accounts whose histories hold what the world says of accounts."""
    dated = chain(world.standings, world.tier_links, world.links, world.conditions)
    return sorted({each.uid for each in world.accounts} | {upward(fact)[0] for fact in dated})


def _of(history: AccountHistory) -> Iterable[Fact]:
    yield history.account
    yield from history.standings
    yield from history.tier_links
    yield from history.links
    yield from history.conditions
