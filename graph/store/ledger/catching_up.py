"""What commits left behind, posted and answered afterwards: commit by commit, by what they told.

While a large settling goes on others commit, and whatever they write waits for the next round.
A round looks at everybody; the feed tells what few commits did, so that those are caught up with at
once, oldest first, however many follow.
"""

from collections.abc import Awaitable, Callable, Sequence
from itertools import chain, groupby
from typing import TypeAlias

from graph.model import Fact
from graph.store.cypher import statement
from graph.store.engine import Engine, Rollback, Transaction
from graph.store.facts.rows import Reader
from graph.store.ledger.answering import ANSWERING, answer_moved, answers
from graph.store.ledger.begun import Settling, settling_edges, settling_postings
from graph.store.ledger.content import pairs
from graph.store.ledger.events import Head
from graph.store.ledger.feed import chained_events
from graph.store.ledger.head import locked_head, queue
from graph.store.ledger.posting import MOVING, Moved, post_moved, posts
from graph.store.ledger.values import Event

MOST = 1_000
"""Changes that are caught up with in one transaction; a commit of more is left to a round."""

_Begun: TypeAlias = Callable[[Reader], Awaitable[Settling]]
_Write: TypeAlias = Callable[[Engine, Transaction, Sequence[Moved]], Awaitable[bool]]


async def catch_up_postings(engine: Engine) -> bool:
    """Post what the oldest commits left behind that are not posted; see `_caught_up`."""
    if not posts(engine):
        return False
    return await _caught_up(engine, settling_postings, MOVING, post_moved, "post_up_to")


async def catch_up_edges(engine: Engine) -> bool:
    """Keep the edges that the oldest commits left behind; see `_caught_up`."""
    if not answers(engine):
        return False
    return await _caught_up(engine, settling_edges, ANSWERING, answer_moved, "answer_up_to")


async def _caught_up(
    engine: Engine, begun: _Begun, kinds: tuple[type[Fact], ...], write: _Write, note: str
) -> bool:
    """Write what follows from some commits, and that it is; False where they are for a round.

    That is where a round was begun or there never was one, where the oldest commit changed more
    than `MOST` facts, and where the feed tells its changes by digests.
    """

    async def work(tx: Transaction) -> bool | Rollback[bool]:
        head, place = await locked_head(tx), await begun(tx)
        some = [] if place.since is None or place.after else await _behind(tx, place.since, head)
        moved = _moved(some, kinds) if some else None
        if moved is None or (moved and not await write(engine, tx, moved)):
            return Rollback(value=False)
        await tx.run(statement(note), revision=some[-1].revision)
        return True

    async with queue(engine):
        return await engine.commit(work)


async def _behind(reader: Reader, revision: int, head: Head) -> list[Event]:
    """The events of the first commits after a revision, whole; none if the first is too large."""
    some, size = list[Event](), 0
    async for event in chained_events(reader, after=await _end(reader, revision, head.seq)):
        size += event.count
        if size > MOST:
            return [each for each in some if each.revision != event.revision]
        some.append(event)
    return some


async def _end(reader: Reader, revision: int, last: int) -> int:
    """The number of the last event of a revision or one before it, looked for by halves."""
    first = 0
    while first < last:
        middle = (first + last + 1) // 2
        (found,) = await reader.run(statement("revision_of_event"), seq=middle)
        if found["revision"] <= revision:
            first = middle
        else:
            last = middle - 1
    return first


def _moved(some: Sequence[Event], kinds: tuple[type[Fact], ...]) -> list[Moved] | None:
    """What commits did to facts of some kinds; None where the feed does not tell it.

    Each may have carried its times, as an import does.
    """
    found = list[Moved]()
    for revision, events in groupby(some, key=lambda event: event.revision):
        try:
            told = list(chain.from_iterable(map(pairs, events)))
        except ValueError:
            return None
        closed = tuple(fact for fact, _ in told if isinstance(fact, kinds))
        opened = tuple(fact for _, fact in told if isinstance(fact, kinds))
        if closed or opened:
            found.append(Moved(revision, closed, opened, backdated=True))
    return found
