"""Postings written with the facts they are of, in one transaction, or caught up with afterwards.

What a commit adds to the cash of months is not decided here but by whoever was named for an engine
(`post_by`). Where nobody was, or where it is too much for a transaction, the postings stay behind
the revision, and say so, until they are settled.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

from msgspec import Struct

from graph.model import NOTHING, Fact, Group, Link, Payment, Posting, Standing, TierLink
from graph.store.cypher import statement
from graph.store.engine import Engine, Transaction
from graph.store.facts.postings import group_key, posting_row
from graph.store.facts.rows import BATCH, batches, instant
from graph.store.ledger.events import Head
from graph.store.ledger.values import Committed
from graph.store.ledger.write import KINDS

MOVING = (Payment, Standing, TierLink, Link)
"""The facts by which cash counts to somebody."""


class Moved(Struct, frozen=True):
    """What a commit did to the facts that matter: the versions it closed and opened."""

    revision: int
    closed: tuple[Fact, ...]
    opened: tuple[Fact, ...]
    backdated: bool = False

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All of them."""
        return (*self.closed, *self.opened)

    @property
    def cause(self) -> str:
        """The kinds of facts that moved, `link payment`."""
        return " ".join(sorted({KINDS[type(fact)] for fact in self.facts}))


Derive: TypeAlias = Callable[[Transaction, Sequence[Moved]], Awaitable[Sequence[Posting] | None]]
"""What some commits, whose facts are written, add to the cash of months; None: too much now."""

_Numbered: TypeAlias = tuple[Posting, str]
"""A posting with its key."""

_DERIVES: "WeakKeyDictionary[Engine, Derive | None]" = WeakKeyDictionary()


def post_by(engine: Engine, derive: Derive | None) -> None:
    """Have the commits of an engine posted in their own transactions; or no longer, with None."""
    _DERIVES[engine] = derive


def posts(engine: Engine) -> bool:
    """Whether somebody was named who can tell what commits of an engine add."""
    return _DERIVES.get(engine) is not None


async def post(
    engine: Engine, tx: Transaction, begun: Head, made: Iterable[Committed[Any]], *, backdated: bool
) -> bool:
    """Write the postings of commits whose facts are written; whether all is posted then."""
    moved = moved_of(made, MOVING, backdated=backdated)
    if not moved:
        return True
    return begun.posted == begun.revision and await post_moved(engine, tx, moved)


async def post_moved(engine: Engine, tx: Transaction, moved: Sequence[Moved]) -> bool:
    """Write the postings of what some commits did; False where nobody can tell, or it is much."""
    derive = _DERIVES.get(engine)
    found = await derive(tx, moved) if derive is not None else None
    if found is None:
        return False
    await append_postings(tx, found)
    return True


def moved_of(
    made: Iterable[Committed[Any]], kinds: tuple[type[Fact], ...], *, backdated: bool
) -> list[Moved]:
    """What commits did to facts of some kinds, of those that did anything."""
    every = (_moved(each, kinds, backdated=backdated) for each in made)
    return [each for each in every if each.facts]


def _moved(made: Committed[Any], kinds: tuple[type[Fact], ...], *, backdated: bool) -> Moved:
    closed, opened = (
        tuple(fact for fact in facts if isinstance(fact, kinds))
        for facts in (made.closed, made.opened)
    )
    return Moved(made.revision, closed, opened, backdated)


async def append_postings(tx: Transaction, found: Sequence[Posting], kind: str = "") -> None:
    """Write postings, and add them to the sums of their groups.

    Those of one revision are numbered; `kind` parts one numbering from another.
    """
    groups = defaultdict[Group, list[_Numbered]](list)
    for number, each in enumerate(found):
        groups[each.group].append((each, f"{each.revision}:{kind}{number}"))
    written = dict[datetime, str]()
    for portion in _portions(groups):
        rows = [_row(group, some, written) for group, some in portion]
        await tx.run(statement("post"), rows=rows)


def _portions(
    groups: Mapping[Group, Sequence[_Numbered]],
) -> Iterator[list[tuple[Group, Sequence[_Numbered]]]]:
    """Some postings for each statement, with their groups; none is twice in one statement."""
    portion, size = list[tuple[Group, Sequence[_Numbered]]](), 0
    for group, some in groups.items():
        for part in batches(some):
            if size + len(part) > BATCH:
                yield portion
                portion, size = [], 0
            portion.append((group, part))
            size += len(part)
    if portion:
        yield portion


def _row(group: Group, some: Sequence[_Numbered], written: dict[datetime, str]) -> dict[str, Any]:
    """A group with its postings, and what they come to. `written` keeps instants as text."""
    total, columns = NOTHING, list[Sequence[Any]]()
    for (_, amount, at, revision, cause), key in some:
        total = total.plus(amount)
        told = written.get(at) or written.setdefault(at, instant(at))
        columns.append((key, told, revision, *amount, cause))
    row = posting_row(group, total)
    row["key"], row["postings"] = group_key(group), columns
    row["lastAt"] = max(each[1] for each in columns)
    row["lastIn"] = max(each[2] for each in columns)
    return row
