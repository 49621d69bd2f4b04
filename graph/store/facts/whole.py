"""A whole store as one value, read in batches."""

from collections.abc import Iterable
from itertools import chain
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from graph.model import Account, Fact, FactId, Note, Party, PartyId, Uid, World
from graph.store.cypher import statement
from graph.store.facts.accounts import every_history, every_party, every_uid, parties
from graph.store.facts.obligations import every_obligation, obligations
from graph.store.facts.papers import account_papers, every_note, papers_by_id, party_papers
from graph.store.facts.payments import payments
from graph.store.facts.rows import Reader, Tell, batches, facts, told

F = TypeVar("F", bound=Fact)


class Former(Struct, frozen=True):
    """The versions of parties and accounts that corrected ones took the place of."""

    parties: tuple[Party, ...]
    accounts: tuple[Account, ...]


class Ids(Struct, frozen=True):
    """The ids of everything a whole store is read by."""

    accounts: list[Uid]
    parties: list[PartyId]
    obligations: list[FactId]
    notes: list[FactId]


async def every_id(reader: Reader) -> Ids:
    """All of them."""
    owed, noted = await every_obligation(reader), await every_note(reader)
    return Ids(await every_uid(reader), await every_party(reader), owed, noted)


async def former(reader: Reader) -> Former:
    """All of them, in one statement."""
    found = (await reader.run(statement("former")))[0]
    return Former(facts(Party, found["parties"]), facts(Account, found["accounts"]))


async def world(reader: Reader) -> World:
    """Every fact of the store in every version, each kind by id and version.

    The root account `aliyun` and its party are among them.
    """
    bare = await besides_payments(reader)
    uids = [each.uid for each in bare.accounts]
    paid = [(await payments(reader, some))[0] for some in batches(list(dict.fromkeys(uids)))]
    return replace(bare, payments=_every(paid))


async def besides_payments(
    reader: Reader, tell: Tell = lambda _: None, expect: Tell = lambda _: None
) -> World:
    """The same without its payments, of which there are the most.

    `tell` is told of each portion of ids that is read, and `expect` how many there are.
    """
    ids = await every_id(reader)
    expect(2 * len(ids.accounts) + 2 * len(ids.parties) + len(ids.obligations))
    past = await former(reader)
    histories = (await every_history(reader, tell)).values()
    found = [await parties(reader, some) for some in told(ids.parties, tell)]
    owed = [await obligations(reader, some) for some in told(ids.obligations, tell)]
    debts = [each for some in owed for each in some.values()]
    bare = World(
        parties=_every([*(p.values() for p in found), past.parties]),
        accounts=_every([(h.account for h in histories), past.accounts]),
        standings=_every(h.standings for h in histories),
        tier_links=_every(h.tier_links for h in histories),
        links=_every(h.links for h in histories),
        conditions=_every(h.conditions for h in histories),
        obligations=_every(d.versions for d in debts),
        settlements=_every(d.settlements for d in debts),
        findings=_every(d.findings for d in debts),
    )
    return await _with_papers(reader, ids, bare, tell)


async def _with_papers(reader: Reader, ids: Ids, bare: World, tell: Tell) -> World:
    """The world with its papers."""
    of_accounts = [
        each
        for some in told(ids.accounts, tell)
        for each in (await account_papers(reader, some)).values()
    ]
    of_parties = [
        each
        for some in told(ids.parties, tell)
        for each in (await party_papers(reader, some)).values()
    ]
    noted = [await papers_by_id(reader, Note, some) for some in batches(ids.notes)]
    return replace(
        bare,
        agreements=_every(each.agreements for each in of_parties),
        authorisations=_every(each.authorisations for each in of_accounts),
        violations=_every(each.violations for each in of_parties),
        deposit_entries=_every(each.deposit_entries for each in of_parties),
        notices=_every(each.notices for each in of_parties),
        requests=_every(each.requests for each in of_accounts),
        tasks=_every(each.tasks for each in of_accounts),
        assessments=_every(each.assessments for each in of_accounts),
        fee_steps=_every(each.fee_steps for each in of_accounts),
        notes=_every(noted),
    )


def _every(groups: Iterable[Iterable[F]]) -> tuple[F, ...]:
    """All of them, each version once, in the order of id and version."""
    once = {fact.key: fact for fact in chain.from_iterable(groups)}
    return tuple(sorted(once.values(), key=lambda fact: (fact.id, fact.version)))
