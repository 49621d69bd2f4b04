"""Where the ledger stands, and the one lock that every writer takes."""

import asyncio
import secrets
from weakref import WeakKeyDictionary

from graph.store.cypher import statement
from graph.store.engine import Engine, Transaction
from graph.store.errors import StoreFault
from graph.store.facts.rows import Reader
from graph.store.ledger.events import Head

_QUEUES: WeakKeyDictionary[Engine, asyncio.Lock] = WeakKeyDictionary()


def queue(engine: Engine) -> asyncio.Lock:
    """Where the writers of this process wait for each other, so that they never conflict."""
    return _QUEUES.setdefault(engine, asyncio.Lock())


async def head(reader: Reader) -> Head:
    """The newest revision, and the newest event's number and hash."""
    found = await reader.run(statement("ledger_head"))
    return Head(**found[0])


async def revision(reader: Reader) -> int:
    """The newest revision; 0 in a store without a commit."""
    return (await head(reader)).revision


async def locked_head(tx: Transaction) -> Head:
    """Take the lock, then read: nobody else can commit until this transaction ends.

    Only a value never written before locks on every engine, and only a read after it sees what
    the writer before has done.
    """
    found = await tx.run(statement("lock_ledger"), token=secrets.token_hex(16))
    if found[0]["locked"] != 1:
        msg = "expected one ledger in the store, found none; set the schema up before writing"
        raise StoreFault(msg)
    return await head(tx)


async def advance(
    tx: Transaction, to: Head, *, posted: int | None = None, answered: int | None = None
) -> None:
    """Write where the ledger stands after a commit.

    `posted` is the revision at which it stood, given where all that came since is posted, and
    `answered` the same, given where all liability edges are kept.
    """
    told = {"revision": to.revision, "seq": to.seq, "hash": to.hash, "at": to.at}
    await tx.run(statement("advance_ledger"), **told, posted=posted, answered=answered)
