"""The one way to write: lock, read, decide, write, tell, and move the revision on by one."""

from typing import TypeVar, cast

from graph.store.engine import Engine
from graph.store.ledger.drafts import Draft
from graph.store.ledger.line import in_line
from graph.store.ledger.together import Asked
from graph.store.ledger.values import Author, Committed, Decide, Once

T = TypeVar("T")


async def commit(  # noqa: PLR0913 - four ways to commit, each off by default
    engine: Engine,
    decide: Decide[T],
    author: Author,
    *,
    once: Once | None = None,
    dry_run: bool = False,
    backdated: bool = False,
    draft: Draft | None = None,
) -> Committed[T]:
    """Commit what `decide` decides, all or nothing, under the next revision.

    One writer at a time: what `decide` reads in its transaction holds until the commit ends. All
    that is written is recorded at `author.at`; with `backdated` recorded facts keep the times they
    carry. `dry_run` goes the whole way, is rolled back and gives the same value. `once` makes the
    call safe to send again. `draft` spares to work out in the transaction what was worked out
    before it, if it is of what `decide` gives and the ledger stands where it supposes. Those who
    wait meanwhile may share a transaction (`ledger.line`).

    Raises IdempotencyKeyReused, FactUnplaced, and what the engine's `commit` raises; whatever
    `decide` raises passes through. Nothing is stored then.
    """
    asked = Asked(decide, author, once, dry_run, backdated, draft)
    return cast("Committed[T]", await in_line(engine, asked))
