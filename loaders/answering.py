"""Liability edges: who answers for which debts after a commit, from the facts in its transaction.

A debt, what was paid on it and what was found about it move its own edges; a link or a conversion
those of its account's debts; a standing or a tier link those of its account, of the account's
owner, and of every customer that the account ever had, on the days on which it may matter.
"""

from bisect import bisect_right
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from graph.model import (
    AccountCondition,
    FactId,
    Finding,
    Histories,
    Link,
    Obligation,
    ObligationHistory,
    PartyId,
    Settlement,
    Standing,
    TierLink,
    Uid,
)
from graph.rules.answering import Answers
from graph.store import facts, ledger
from graph.store.engine import Engine, Transaction
from graph.store.facts import Reader, Tell, batches
from graph.store.ledger import Moved, Reached, Right, Settling
from loaders.needed import Owed
from loaders.posting import deaf, first_day

Debts: TypeAlias = Mapping[FactId, ObligationHistory]

MOST = 2_000
"""Facts of an import whose edges are written with it; those of a larger one are settled after."""

SOME = 500
"""Debts whose edges are worked out together."""


def keep(engine: Engine) -> None:
    """Have every commit of an engine keep the edges of the debts that it moves."""
    ledger.answer_by(engine, derived)


async def derived(tx: Transaction, moved: Sequence[Moved]) -> list[tuple[int, Right]] | None:
    """What is right by each of some commits, whose facts are written; None: an import too large."""
    if any(each.backdated and len(each.facts) > MOST for each in moved):
        return None
    reached = {each.revision: await _reached(tx, each) for each in moved}
    every: dict[FactId, ObligationHistory] = {}
    for debts in reached.values():
        every |= debts
    owed = await owing(tx, every)
    return [(revision, right(owed, revision, debts)) for revision, debts in reached.items()]


def right(owed: Owed, revision: int, ids: Iterable[FactId]) -> Right:
    """The edges that debts should have by a revision."""
    answers = Answers(owed.histories, revision)
    debts = ((id_, owed.obligations[id_]) for id_ in ids)
    return {id_: answers.edges(debt, owed.accounts(debt)) for id_, debt in debts}


async def owing(reader: Reader, obligations: Debts) -> Owed:
    """Debts with all who may answer for them, read anew."""
    versions = [each for debt in obligations.values() for each in debt.versions]
    parties = {each.party for each in versions if each.party is not None}
    owned = await facts.accounts_of(reader, parties) if parties else {}
    uids = {each.account for each in versions if each.account is not None}
    uids |= {uid for some in owned.values() for uid in some}
    histories = await facts.histories(reader, uids) if uids else {}
    return Owed(obligations, histories, owned)


async def _reached(tx: Transaction, moved: Moved) -> dict[FactId, ObligationHistory]:
    """The debts whose edges a commit may move."""
    ids = {each.id for each in moved.facts if isinstance(each, Obligation)}
    ids |= {each.obligation for each in moved.facts if isinstance(each, Settlement | Finding)}
    found = await facts.obligations(tx, ids) if ids else {}
    uids, parties = await _debtors(tx, moved)
    since = _since(moved)
    for some in batches(uids):
        found |= _late(await facts.obligations_of(tx, some, parties), since)
        parties = []
    return found


async def _debtors(tx: Transaction, moved: Moved) -> tuple[list[Uid], list[PartyId]]:
    """The accounts and parties all of whose debts a commit may move."""
    uids = {each.account for each in moved.facts if isinstance(each, Link | AccountCondition)}
    heads = {each.account for each in moved.facts if isinstance(each, Standing)}
    heads |= {each.city for each in moved.facts if isinstance(each, TierLink)}
    if not heads:
        return sorted(uids), []
    histories = await facts.branch(tx, *sorted(heads))
    uids |= heads | _customers(histories, heads)
    return sorted(uids), sorted({histories[uid].account.owner for uid in heads})


def _customers(histories: Histories, partners: set[Uid]) -> set[Uid]:
    """The accounts that ever were linked to partners."""
    return {
        uid
        for uid, each in histories.items()
        if any(link.partner in partners for link in each.links)
    }


def _since(moved: Moved) -> date:
    """The first day on which a debt arises otherwise; a conversion may be of any day."""
    converted = any(isinstance(each, AccountCondition) for each in moved.facts)
    return date.min if converted else first_day(moved)


def _late(debts: Debts, since: date) -> dict[FactId, ObligationHistory]:
    """Those of debts that arose on a day or after it, in any version."""
    return {
        id_: debt
        for id_, debt in debts.items()
        if any(each.occurred.end is None or each.occurred.end > since for each in debt.versions)
    }


async def settle(engine: Engine, tell: Tell = deaf, expect: Tell = deaf, some: int = SOME) -> bool:
    """Keep the edges of what was written without them; whether there was anything.

    `tell` is told of each portion of debts that is worked out, and `expect` how many there are.
    The edges of `some` debts are a transaction, in which nobody else can commit.
    """
    settled = False
    while (begun := await ledger.settling_edges(engine)).revision != begun.since:
        settled = True
        rest = begun.after or await _ahead(engine, begun)
        if rest or not await ledger.catch_up_edges(engine):
            await _settled(engine, begun, tell, expect, some)
    return settled


async def _ahead(reader: Reader, begun: Settling) -> bool:
    """Whether there are edges of later revisions already, of which nobody noted whose they are."""
    _, over = await facts.answering_state(reader)
    return over.revision > (begun.since or 0)


async def _settled(engine: Engine, begun: Settling, tell: Tell, expect: Tell, size: int) -> None:
    """Go on with a settling, to its end or until another process does.

    Edges that stand already are left, so that it matters not who has written them.
    """
    every = sorted(await facts.every_obligation(engine))
    ids = every[bisect_right(every, begun.after) :]
    place, done = begun, len(every) - len(ids)
    expect(len(ids))
    for some in batches(ids, size):
        found = await _right(engine, some, begun.revision)
        done += len(some)
        reached = Reached(some[-1], done, len(every))
        place = await ledger.settle_some_edges(engine, place, found, reached)
        if place is None:
            return
        tell(len(some))
    await ledger.settle_some_edges(engine, place, {}, None)


async def recomputed(reader: Reader, revision: int, expect: Tell = deaf) -> AsyncIterator[Right]:
    """The edges that all debts should have by a revision, from the facts alone, some at a time.

    `expect` is told how many debts there are.
    """
    every = await facts.every_obligation(reader)
    expect(len(every))
    for ids in batches(every, SOME):
        yield await _right(reader, ids, revision)


async def _right(reader: Reader, ids: Iterable[FactId], revision: int) -> Right:
    debts = await facts.obligations(reader, ids)
    return right(await owing(reader, debts), revision, debts)
