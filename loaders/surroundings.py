"""What a store holds around incoming facts: all that admission looks at (see `Existing`)."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain
from typing import TypeAlias, TypeVar

from graph.model import (
    AccountHistory,
    AccountPapers,
    Agreement,
    DepositEntry,
    FactId,
    Notice,
    ObligationHistory,
    PartyId,
    PartyPapers,
    Payment,
    Uid,
    Violation,
    World,
)
from graph.rules.admission import Existing
from graph.store import facts
from graph.store.facts import Reader, batches

T = TypeVar("T", bound=str)
LookUp: TypeAlias = Callable[[Sequence[Uid]], Awaitable[Mapping[Uid, AccountHistory]]]


async def existing(
    reader: Reader, world: World, today: date, look_up: LookUp | None = None
) -> Existing:
    """The accounts, parties, payments, debts and papers that the facts of a world are beside.

    They are recorded `today`. `look_up` finds accounts that somebody may have at hand;
    else they are read.
    """
    look_up = look_up or partial(_histories, reader)
    debts = await _debts(reader, world)
    named = set(_accounts(world)) | {Uid(uid) for uid in _debtors(debts.values())}
    histories = dict(await look_up(_ordered(named)))
    cities = {link.city for link in world.tier_links}
    below = await _below(reader, cities)
    histories |= await look_up(_ordered(below - histories.keys()))
    refunded = {paid.account for paid in world.payments if paid.refund_of is not None}
    return Existing(
        histories,
        await _parties(reader, set(_party_ids(world))),
        await _payments(reader, refunded),
        debts,
        await _account_papers(reader, {each.account for each in world.requests}),
        await _party_papers(reader, {each.party for each in _of_parties(world)}),
        today,
    )


def _accounts(world: World) -> Iterable[Uid]:
    yield from (account.uid for account in world.accounts)
    for fact in chain(world.standings, world.conditions, world.payments):
        yield fact.account
    for link in world.links:
        yield from (link.account, link.partner)
    for tier_link in world.tier_links:
        yield from (tier_link.city, tier_link.tier1)
    yield from (debt.account for debt in world.obligations if debt.account is not None)
    for allowed in world.authorisations:
        yield from (allowed.account, allowed.partner)
    for paper in chain(world.requests, world.tasks, world.assessments, world.fee_steps):
        yield paper.account
    yield from (each.other for each in world.requests if each.other is not None)
    yield from chain.from_iterable(task.accounts for task in world.tasks)


def _of_parties(
    world: World,
) -> Iterable[Agreement | Violation | DepositEntry | Notice]:
    return chain(world.agreements, world.violations, world.deposit_entries, world.notices)


def _party_ids(world: World) -> Iterable[PartyId]:
    yield from (account.owner for account in world.accounts)
    yield from (debt.party for debt in world.obligations if debt.party is not None)
    yield from (paid.by for paid in world.settlements)
    yield from (finding.party for finding in world.findings)
    yield from (each.party for each in _of_parties(world))
    yield from (each.applied_by for each in world.requests if each.applied_by is not None)
    yield from (each.reported_by for each in world.violations if each.reported_by is not None)
    yield from (each.sender for each in world.notices if each.sender is not None)


def _debtors(debts: Iterable[ObligationHistory]) -> Iterable[Uid]:
    versions = chain.from_iterable(debt.versions for debt in debts)
    return (debt.account for debt in versions if debt.account is not None)


async def _histories(reader: Reader, uids: Sequence[Uid]) -> dict[Uid, AccountHistory]:
    found: dict[Uid, AccountHistory] = {}
    for some in batches(uids):
        found |= await facts.histories(reader, some)
    return found


async def _below(reader: Reader, uids: Iterable[Uid]) -> set[Uid]:
    """Everything ever directly below accounts that are to become city partners."""
    found: set[Uid] = set()
    for uid in _ordered(uids):
        found |= (await facts.branch(reader, uid)).keys()
    return found


async def _parties(reader: Reader, ids: Iterable[PartyId]) -> frozenset[PartyId]:
    found: set[PartyId] = set()
    for some in batches(_ordered(ids)):
        found |= (await facts.parties(reader, some)).keys()
    return frozenset(found)


async def _payments(reader: Reader, uids: Iterable[Uid]) -> tuple[Payment, ...]:
    """All payments of the accounts that get a refund: the originals, and earlier refunds."""
    found: list[Payment] = []
    for some in batches(_ordered(uids)):
        found += (await facts.payments(reader, some))[0]
    return tuple(found)


async def _account_papers(reader: Reader, uids: Iterable[Uid]) -> dict[Uid, AccountPapers]:
    found: dict[Uid, AccountPapers] = {}
    for some in batches(_ordered(uids)):
        found |= await facts.account_papers(reader, some)
    return found


async def _party_papers(reader: Reader, ids: Iterable[PartyId]) -> dict[PartyId, PartyPapers]:
    found: dict[PartyId, PartyPapers] = {}
    for some in batches(_ordered(ids)):
        found |= await facts.party_papers(reader, some)
    return found


async def _debts(reader: Reader, world: World) -> dict[FactId, ObligationHistory]:
    ids = {FactId(debt.id) for debt in world.obligations}
    ids |= {each.obligation for each in chain(world.settlements, world.findings)}
    ids |= {each.obligation for each in world.violations if each.obligation is not None}
    ids |= {each.about for each in world.deposit_entries if each.about is not None}
    found: dict[FactId, ObligationHistory] = {}
    for some in batches(_ordered(ids)):
        found |= await facts.obligations(reader, some)
    return found


def _ordered(ids: Iterable[T]) -> Sequence[T]:
    return sorted(set(ids))
