"""Postings and their sums set right where they are not what the facts give."""

import secrets
from contextlib import aclosing
from datetime import datetime
from typing import Any

from msgspec import Struct

from graph.model import Amount, Group, Posting
from graph.store.cypher import statement
from graph.store.engine import Engine, Rollback, Transaction
from graph.store.facts.postings import group_key, posting_row
from graph.store.facts.rows import Tell, batches, instant
from graph.store.ledger.begun import Settling, settling_postings
from graph.store.ledger.by_month import ByMonth
from graph.store.ledger.head import locked_head, queue
from graph.store.ledger.posting import append_postings
from graph.store.ledger.settling import Apart, postings_apart


class Mended(Struct):
    """How many postings were missing, and how many sums wrong."""

    postings: int = 0
    sums: int = 0


class _Turn(Struct, frozen=True):
    """Whose turn it is to mend, and how far postings went when it began."""

    token: str
    begun: Settling
    revision: int

    async def holds(self, tx: Transaction) -> bool:
        """Whether nobody wrote, settled or mended since; nobody will until the transaction ends."""
        newest = (await locked_head(tx)).revision
        (found,) = await tx.run(statement("mending"))
        return (
            newest == self.revision
            and found["token"] == self.token
            and await settling_postings(tx) == self.begun
        )


async def settle_postings(
    engine: Engine,
    expected: ByMonth,
    revision: int,
    tell: Tell = lambda _: None,
    expect: Tell = lambda _: None,
) -> Mended | None:
    """Post what is missing of all that is expected by a revision, and set wrong sums.

    None where the revision is not the newest, or somebody else began to mend. What was posted
    before stays: a difference is posted beside it, in that revision. Each month is a transaction
    of its own, so that none grows with the number of months; nothing is answered from any until
    all are written. After a break the rest is posted, as what is there is not missing.
    """
    turn, found = await _begin(engine, revision), Mended()
    async with aclosing(postings_apart(engine, expected, tell, expect)) as months:
        async for month in months:
            found.postings += len(month.missing)
            found.sums += len(month.sums)
            if (month.missing or month.sums) and not await _mend(engine, turn, month):
                return None
    return found if await _end(engine, turn, found) else None


async def _begin(engine: Engine, revision: int) -> _Turn:
    async def work(tx: Transaction) -> _Turn:
        await locked_head(tx)
        turn = _Turn(secrets.token_hex(8), await settling_postings(tx), revision)
        await tx.run(statement("begin_mending"), token=turn.token)
        return turn

    async with queue(engine):
        return await engine.commit(work)


async def _mend(engine: Engine, turn: _Turn, month: Apart) -> bool:
    """Set the sums of a month, and post what it misses; False if somebody wrote meanwhile."""
    rows = [_row(group, *each[1:], turn.revision) for group, each in month.sums.items()]
    missing = [
        Posting(group, amount, at, turn.revision, "settled")
        for (group, at), amount in month.missing.items()
    ]

    async def work(tx: Transaction) -> bool | Rollback[bool]:
        if not await turn.holds(tx):
            return Rollback(value=False)
        for some in batches(rows):
            await tx.run(statement("repair_posting_sums"), rows=list(some))
        await append_postings(tx, missing, f"settled:{secrets.token_hex(4)}:")
        return True

    async with queue(engine):
        return await engine.commit(work)


async def _end(engine: Engine, turn: _Turn, found: Mended) -> bool:
    """Tell that everything is posted, where it was not."""

    async def work(tx: Transaction) -> bool | Rollback[bool]:
        if not await turn.holds(tx):
            return Rollback(value=False)
        if found.postings or turn.begun.since != turn.revision:
            await tx.run(statement("settle_postings"), revision=turn.revision)
        return True

    async with queue(engine):
        return await engine.commit(work)


def _row(group: Group, right: Amount, at: datetime | None, revision: int) -> dict[str, Any]:
    """A sum as it should be; who knows less than the newest revision adds its postings up."""
    told = {"key": group_key(group), "lastAt": instant(at) if at else "", "lastIn": revision}
    return posting_row(group, right) | told
