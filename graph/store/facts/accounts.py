"""Accounts with their histories, and the ways to find them."""

from collections.abc import Iterable
from typing import Any

import msgspec

from graph.model import (
    ALIYUN,
    Account,
    AccountCondition,
    AccountHistory,
    Link,
    Party,
    PartyId,
    Standing,
    TierLink,
    Uid,
)
from graph.store.cypher import statement
from graph.store.facts.listed import Page, page
from graph.store.facts.rows import Columns, Reader, Tell, facts, named, pages, told


async def histories(reader: Reader, uids: Iterable[Uid]) -> dict[Uid, AccountHistory]:
    """The accounts asked for and all that ever stood above them: partners and their tier-1s.

    One statement, however many are asked for. An account that does not exist is absent.
    """
    found = await reader.run(statement("histories"), ids=list(dict.fromkeys(uids)))
    return _histories(found[0]["accounts"])


async def branch(reader: Reader, *uids: Uid) -> dict[Uid, AccountHistory]:
    """Everything that ever stood below the accounts, themselves, and all that ever stood above.

    One statement; for `aliyun` every account there is, in as many statements as it takes.
    """
    if ALIYUN in uids:
        return await every_history(reader)
    found = await reader.run(statement("branch"), ids=list(uids))
    return _histories(found[0]["accounts"])


async def city_partners(reader: Reader, uids: Iterable[Uid]) -> dict[Uid, AccountHistory]:
    """The city partners that ever stood below the accounts asked for, and all above these.

    One statement, however many are asked for.
    """
    found = await reader.run(statement("city_partners"), ids=list(dict.fromkeys(uids)))
    return _histories(found[0]["accounts"])


async def every_uid(reader: Reader) -> list[Uid]:
    """The uid of every account there is, in pages of some thousands."""
    found = pages(reader, "next_accounts", "uids_upto")
    return [Uid(uid) async for page in found for uid in page]


async def every_party(reader: Reader) -> list[PartyId]:
    """The id of every party there is, in pages as well."""
    found = pages(reader, "next_parties", "party_ids_upto")
    return [PartyId(id_) async for page in found for id_ in page]


async def every_history(reader: Reader, tell: Tell = lambda _: None) -> dict[Uid, AccountHistory]:
    """Every account of the store, in batches; `tell` is told of each."""
    every = dict[Uid, AccountHistory]()
    for uids in told(await every_uid(reader), tell):
        every |= await histories(reader, uids)
    return every


async def children(reader: Reader, uids: Iterable[Uid], after: str, first: int) -> dict[Uid, Page]:
    """What ever stood directly below each account, by uid after a uid: `first` at most for each.

    Partners for `aliyun`, city partners and customers for a partner. One statement.
    """
    rows = [{"uid": uid, "after": after} for uid in uids]
    found = await reader.run(statement("children"), rows=rows, limit=first + 1)
    return {uid: page(below, first) for uid, below in found[0]["children"]}


async def parties(reader: Reader, ids: Iterable[PartyId]) -> dict[PartyId, Party]:
    """The parties asked for; one that does not exist is absent."""
    found = await reader.run(statement("parties"), ids=list(ids))
    return {PartyId(party.id): party for party in facts(Party, found[0]["parties"])}


async def accounts_of(reader: Reader, ids: Iterable[PartyId]) -> dict[PartyId, tuple[Uid, ...]]:
    """The accounts that each party ever owned, by uid; a party without any has an empty tuple."""
    asked = list(ids)
    found = await reader.run(statement("accounts_of"), ids=asked)
    owned: dict[PartyId, list[Uid]] = {id_: [] for id_ in asked}
    for id_, uid in sorted(found[0]["owned"]):
        owned[id_].append(uid)
    return {id_: tuple(uids) for id_, uids in owned.items()}


def _histories(rows: list[Columns]) -> dict[Uid, AccountHistory]:
    built = msgspec.convert([_history(row) for row in rows], list[AccountHistory])
    return {history.account.uid: history for history in built}


def _history(row: Columns) -> dict[str, Any]:
    account, standings, tier_links, links, conditions = row
    return {
        "account": named(Account, (account,))[0],
        "standings": named(Standing, standings),
        "tier_links": named(TierLink, tier_links),
        "links": named(Link, links),
        "conditions": named(AccountCondition, conditions),
    }
