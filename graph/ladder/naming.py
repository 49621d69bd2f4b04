"""Accounts and parties that a set of facts has because it names them; and worlds in order."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from msgspec.structs import replace

from graph.changes import Upward
from graph.model import (
    ALIYUN,
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
    Paper,
    Party,
    PartyId,
    PartyKind,
    Payment,
    Request,
    RequestKind,
    Settlement,
    Standing,
    Task,
    TierLink,
    Uid,
    Violation,
    World,
)

AnyFact = Upward | Party | Account | Payment | Obligation | Settlement | Finding | Paper
"""A fact of one of the kinds that a world holds."""

FIELDS: dict[type[Fact], str] = {
    Party: "parties",
    Account: "accounts",
    Standing: "standings",
    TierLink: "tier_links",
    Link: "links",
    AccountCondition: "conditions",
    Payment: "payments",
    Obligation: "obligations",
    Settlement: "settlements",
    Finding: "findings",
    Agreement: "agreements",
    Authorisation: "authorisations",
    Violation: "violations",
    DepositEntry: "deposit_entries",
    Notice: "notices",
    Request: "requests",
    Task: "tasks",
    Assessment: "assessments",
    FeeStep: "fee_steps",
    Note: "notes",
}
"""Where a world keeps each kind of fact."""


def facts_of(world: World) -> Iterator[AnyFact]:
    """Every fact of a world, kind by kind."""
    for field in FIELDS.values():
        yield from getattr(world, field)


def world_of(facts: Iterable[Fact]) -> World:
    """The world that holds these facts and no more, in their order."""
    kept: dict[str, list[Fact]] = {field: [] for field in FIELDS.values()}
    for fact in facts:
        kept[FIELDS[type(fact)]].append(fact)
    return World(**{field: tuple(found) for field, found in kept.items()})  # pyright: ignore[reportArgumentType] (FIELDS pairs each kind with its own field)


def partners(world: World) -> set[Uid]:
    """Accounts that are a partner anywhere in a world: by standing, links, papers or requests."""
    found = {standing.account for standing in world.standings}
    for tier_link in world.tier_links:
        found |= {tier_link.city, tier_link.tier1}
    found |= {link.partner for link in (*world.links, *world.authorisations)}
    found |= {each.account for each in (*world.assessments, *world.fee_steps)}
    return found | set(chain.from_iterable(map(_asking, world.requests)))


def _asking(request: Request) -> Iterator[Uid]:
    """The partners of a request: those it names, and who enters or leaves."""
    if request.other is not None:
        yield request.other
    if request.kind in {RequestKind.ENTRY, RequestKind.EXIT}:
        yield request.account


def default_owner(uid: Uid, partner_uids: set[Uid]) -> PartyId:
    """Who owns an account when nothing says so: a party of the same name, or `cust:<uid>`."""
    own = uid in partner_uids or uid == ALIYUN
    return PartyId(uid) if own else PartyId(f"cust:{uid}")


def default_party(party: PartyId) -> Party:
    """What a party is when nothing says so."""
    kind = PartyKind.ALIYUN if party == ALIYUN else PartyKind.COMPANY
    return Party(id=FactId(party), kind=kind)


def accounts_named(world: World) -> set[Uid]:
    """Accounts that its facts are about."""
    found = partners(world)
    for fact in (*world.links, *world.conditions, *world.payments):
        found.add(fact.account)
    for fact in (*world.authorisations, *world.requests):
        found.add(fact.account)
    for task in world.tasks:
        found |= {task.account, *task.accounts}
    return found | {each.account for each in world.obligations if each.account is not None}


def parties_named(world: World) -> set[PartyId]:
    """Parties that its facts are about, owners of its accounts first of all."""
    found = {account.owner for account in world.accounts}
    found |= {each.party for each in world.obligations if each.party is not None}
    found |= {settlement.by for settlement in world.settlements}
    for paper in (*world.agreements, *world.violations, *world.deposit_entries, *world.notices):
        found.add(paper.party)
    others = (
        *(each.applied_by for each in world.requests),
        *(each.reported_by for each in world.violations),
        *(each.sender for each in world.notices),
    )
    found |= {each for each in others if each is not None}
    return found | {finding.party for finding in world.findings}


def with_accounts(world: World) -> World:
    """The world with an account for each one that its facts name and it does not have."""
    partner_uids = partners(world)
    missing = accounts_named(world) - {account.uid for account in world.accounts}
    made = (
        Account(id=FactId(uid), owner=default_owner(uid, partner_uids)) for uid in sorted(missing)
    )
    return replace(world, accounts=(*world.accounts, *made))


def complete(world: World) -> World:
    """The world with an account and a party for each one that its facts name."""
    world = with_accounts(world)
    missing = parties_named(world) - {PartyId(party.id) for party in world.parties}
    made = (default_party(party) for party in sorted(missing))
    return replace(world, parties=(*world.parties, *made))


def owners(world: World) -> dict[Uid, PartyId]:
    """Who owns each account, by the last version of it."""
    return {
        account.uid: account.owner
        for account in sorted(world.accounts, key=lambda account: account.version)
    }


def natural(name: str) -> tuple[tuple[str | int, ...], str]:
    """Sorts `p2` before `p10`."""
    parts = re.split(r"(\d+)", name, flags=re.ASCII)
    return tuple(int(part) if at % 2 else part for at, part in enumerate(parts)), name


def canonical(world: World) -> World:
    """A world in order: complete, each fact once, sorted by id and version, out of any store.

    Two worlds say the same if they are equal in this form. Revision numbers belong to a store, not
    to what was known: `recorded_in` is 0 and `superseded_in` None.
    """
    facts = {
        replace(fact, recorded_in=0, superseded_in=None): None for fact in facts_of(complete(world))
    }
    return world_of(sorted(facts, key=lambda fact: (natural(fact.id), fact.version)))
