"""The store's facts a portion at a time; all that is about one thing comes in one portion."""

from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeVar

from msgspec.structs import astuple

from gateway.exchange.reading import Watch
from graph.model import (
    Account,
    AccountCondition,
    Agreement,
    Assessment,
    Authorisation,
    DepositEntry,
    Fact,
    FactId,
    FeeStep,
    Finding,
    Link,
    Note,
    Notice,
    Obligation,
    Party,
    PartyId,
    Payment,
    Request,
    Settlement,
    Standing,
    Task,
    TierLink,
    Uid,
    Violation,
)
from graph.store import facts
from graph.store.facts import Reader, batches

T = TypeVar("T")
Kinds = frozenset[type[Fact]]
Portions = AsyncIterator[list[Fact]]

UPWARD: Kinds = frozenset({Account, Standing, TierLink, Link, AccountCondition})
DUES: Kinds = frozenset({Obligation, Settlement, Finding})
ON_ACCOUNTS: Kinds = frozenset({Authorisation, Request, Task, Assessment, FeeStep})
ON_PARTIES: Kinds = frozenset({Agreement, Violation, DepositEntry, Notice})


async def portions(reader: Reader, kinds: Kinds, watch: Watch) -> Portions:
    """Every fact of these kinds in all its versions. Raises StoreError."""
    ids = await facts.every_id(reader)
    past = await facts.former(reader)
    stages = (
        (_parties(reader, ids.parties, past, watch), frozenset[type[Fact]]({Party})),
        (_accounts(reader, ids.accounts, past, watch), UPWARD),
        (_payments(reader, ids.accounts, watch), frozenset[type[Fact]]({Payment})),
        (_debts(reader, ids.obligations, watch), DUES),
        (_account_papers(reader, ids.accounts, watch), ON_ACCOUNTS),
        (_party_papers(reader, ids.parties, watch), ON_PARTIES),
        (_notes(reader, ids.notes, watch), frozenset[type[Fact]]({Note})),
    )
    for stage, held in stages:
        if wanted := held.intersection(kinds):
            async for some in stage:
                yield [fact for fact in some if type(fact) in wanted]


async def _parties(
    reader: Reader, ids: Sequence[PartyId], past: facts.Former, watch: Watch
) -> AsyncIterator[Iterable[Fact]]:
    for some in _told("parties", ids, watch):
        found = await facts.parties(reader, some)
        yield chain(found.values(), (each for each in past.parties if each.id in found))


async def _accounts(
    reader: Reader, uids: Sequence[Uid], past: facts.Former, watch: Watch
) -> AsyncIterator[Iterable[Fact]]:
    for some in _told("accounts", uids, watch):
        found = await facts.histories(reader, some)
        asked = frozenset[str](some)
        mine = [history for uid, history in found.items() if uid in asked]
        yield chain(
            (each for each in past.accounts if each.id in asked),
            (history.account for history in mine),
            *(history.standings + history.tier_links for history in mine),
            *(history.links + history.conditions for history in mine),
        )


async def _payments(
    reader: Reader, uids: Sequence[Uid], watch: Watch
) -> AsyncIterator[Iterable[Fact]]:
    for some in _told("payments", uids, watch):
        yield (await facts.payments(reader, some))[0]


async def _debts(
    reader: Reader, ids: Sequence[FactId], watch: Watch
) -> AsyncIterator[Iterable[Fact]]:
    for some in _told("obligations", ids, watch):
        debts = (await facts.obligations(reader, some)).values()
        yield chain.from_iterable((*d.versions, *d.settlements, *d.findings) for d in debts)


async def _account_papers(
    reader: Reader, uids: Sequence[Uid], watch: Watch
) -> AsyncIterator[Iterable[Fact]]:
    for some in _told("papers of accounts", uids, watch):
        found = (await facts.account_papers(reader, some)).values()
        yield chain.from_iterable(chain(*astuple(papers)) for papers in found)


async def _party_papers(
    reader: Reader, ids: Sequence[PartyId], watch: Watch
) -> AsyncIterator[Iterable[Fact]]:
    for some in _told("papers of parties", ids, watch):
        found = (await facts.party_papers(reader, some)).values()
        yield chain.from_iterable(chain(*astuple(papers)) for papers in found)


async def _notes(
    reader: Reader, ids: Sequence[FactId], watch: Watch
) -> AsyncIterator[Iterable[Fact]]:
    for some in _told("notes", ids, watch):
        yield await facts.papers_by_id(reader, Note, some)


def _told(name: str, ids: Sequence[T], watch: Watch) -> Iterator[Sequence[T]]:
    """The ids in portions, with somebody told of each portion that is done."""
    watch.stage(f"comparing {name}", len(ids))
    for some in batches(ids):
        yield some
        watch.advance(len(some))
