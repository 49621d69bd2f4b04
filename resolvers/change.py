"""Entries of the change feed: who changed what, when, why, and what stood before and after."""

from datetime import datetime
from itertools import takewhile
from typing import Annotated

import strawberry
from msgspec import Struct
from strawberry import UNSET, Parent, field

from graph import model
from graph.model.ids import MAX_ID
from graph.store.ledger import Changes, Event, Wanted
from graph.store.ledger.content import Pair, pairs
from resolvers.counted import Counted, CountedPage, Slice, counted
from resolvers.enums import Truncation
from resolvers.errors import invalid
from resolvers.fact import Fact
from resolvers.moment import Scope
from resolvers.paging import (
    DEFAULT_FIRST,
    After,
    First,
    Paged,
    PageInfo,
    cursor,
    page_info,
    page_size,
    position,
)

LIST = "changes"
MAX_KINDS = 50

Kinds = Annotated[
    list[str] | None,
    strawberry.argument(
        description=(
            "Only these kinds (变更类型), such as `LINK_ENDED`, `PAYMENT_RECORDED`; all if"
            " left out."
        )
    ),
]


@strawberry.type(description="One version closed, one opened, or both (事实变更).")
class FactChange:
    """Of `ChangedFactEdge`."""

    before: Fact | None = field(description="What stood before (变更前); null for a new fact.")
    after: Fact | None = field(description="What stands now (变更后); null when taken back.")


@strawberry.type(description="A fact that was changed, in a list (条目).")
class FactChangeEdge:
    """Of `FactChangeConnection`."""

    cursor: str = field(description="Where it stands in the list (游标).")
    node: FactChange = field(description="What became of the fact (事实变更).")


@strawberry.type(description="The facts that one entry changed (变更的事实).")
class FactChangeConnection(CountedPage):
    """Reads `Counted[FactChangeEdge]`."""

    edges: list[FactChangeEdge] = field(description="The facts (条目).")


@strawberry.type(
    description=(
        "One entry of the change feed (变更). It tells one change, or up to 1,000 of a big commit;"
        " entries are chained by their hashes."
    )
)
class Change:
    """Reads `graph.store.ledger.Event`."""

    seq: int = field(description="Its number (序号), without a gap.")
    revision: int = field(description="The commit (修订号) it belongs to.")
    actor: str = field(description="Who did it (操作人).")
    request_id: str = field(description="By which request (请求编号).")
    reason: str = field(description="Why (原因), as whoever did it said.")
    source: str = field(description="The document it rests on (来源).")
    kind: str = field(description="What it is (变更类型), such as `LINK_ENDED`.")
    subjects: list[str] = field(
        description="The ids it is about (主体): accounts, parties, obligations and others."
    )
    count: int = field(description="How many changes it tells (变更数).")
    clauses: list[str] = field(description="The clauses (条款) it rests on.")
    hash: str = field(description="SHA-256 of the entry and of the hash before it (哈希).")
    prev_hash: str = field(description="The hash of the entry before it (前一哈希).")

    @field(description="When it was committed (时间).")
    @staticmethod
    def at(parent: Parent[Event]) -> datetime:
        return datetime.fromisoformat(parent.at)

    @field(
        description="What stood before (变更前), of an entry of one change.",
        graphql_type=Fact | None,
    )
    @staticmethod
    def before(parent: Parent[Event]) -> model.Fact | None:
        return _single(parent)[0]

    @field(
        description="What stands after it (变更后), of an entry of one change.",
        graphql_type=Fact | None,
    )
    @staticmethod
    def after(parent: Parent[Event]) -> model.Fact | None:
        return _single(parent)[1]

    @field(
        description=(
            "All facts that it changed (变更的事实). Empty for an entry that tells an occurrence,"
            " and for a big one of an old store, which kept only a digest."
        ),
        graphql_type=FactChangeConnection,
    )
    @staticmethod
    def facts(
        parent: Parent[Event], first: First = DEFAULT_FIRST, after: After = UNSET
    ) -> Counted[FactChangeEdge]:
        told = {(f"{n:04}",): pair for n, pair in enumerate(_told(parent), 1)}
        return counted(told, _edge, Slice(f"facts:{parent.seq}", first, after))

    @field(description="What an occurrence says (说明) that is no change of a fact.")
    @staticmethod
    def detail(parent: Parent[Event]) -> str | None:
        return None if _told(parent) or parent.count > 1 else parent.after


@strawberry.type(description="An entry of the feed, in a list (条目).")
class ChangeEdge:
    """Of `ChangeConnection`."""

    cursor: str = field(description="Where it stands in the feed (游标).")
    node: Change = field(description="The entry (变更).", graphql_type=Change)


@strawberry.type(
    description=(
        "A page of the change feed (变更流), oldest first. `pageInfo.endCursor` is where to go on,"
        " on an empty page too: whoever follows it neither misses an entry nor meets one twice."
    )
)
class ChangeConnection(Paged):
    """Reads `ChangePage`."""

    edges: list[ChangeEdge] = field(description="The entries (条目).")
    newest_cursor: str = field(
        description="Where the feed ends now (最新游标): begin after it to see only what comes."
    )


class Entry(Struct, frozen=True):
    """An edge as GraphQL reads it."""

    cursor: str
    node: Event


class ChangePage(Struct, frozen=True):
    """A page as GraphQL reads it."""

    edges: list[Entry]
    page_info: PageInfo
    truncated_reason: Truncation | None
    newest_cursor: str

    @property
    def complete(self) -> bool:
        """Whether nothing follows yet."""
        return self.truncated_reason is None


async def changes_of(
    scope: Scope, subject: str | None, kinds: list[str] | None, first: int, after: str | None
) -> ChangePage:
    """The page of the feed about an id (None: about any), as known at the moment."""
    size, (begin,) = page_size(first), position(LIST, after)
    wanted = Wanted(_kinds(kinds), subject)
    found = await scope.facts.changes(wanted, _number(begin), size)
    known = list(takewhile(lambda event: _known(scope, event), found.events))
    if len(known) < len(found.events):
        found = Changes(tuple(known), known[-1].seq if known else _number(begin), more=False)
    return _page(found, scope.facts.seq, after)


def _page(found: Changes, newest: int, after: str | None) -> ChangePage:
    edges = [Entry(_cursor(event.seq), event) for event in found.events]
    info = page_info([each.cursor for each in edges], more=found.more, after=after)
    info.end_cursor = _cursor(found.seen)
    reason = Truncation.PAGE_LIMIT if found.more else None
    return ChangePage(edges, info, reason, _cursor(newest))


def _known(scope: Scope, event: Event) -> bool:
    return datetime.fromisoformat(event.at) <= scope.moment.known_at


def _kinds(given: list[str] | None) -> tuple[str, ...]:
    kinds = tuple(dict.fromkeys(given or ()))
    if len(kinds) > MAX_KINDS or any(len(kind) > MAX_ID for kind in kinds):
        raise invalid(f"at most {MAX_KINDS} kinds of {MAX_ID} characters", kinds)
    return kinds


def _cursor(seq: int) -> str:
    return cursor(LIST, str(seq))


def _number(place: str) -> int:
    if place and not (place.isascii() and place.isdigit()):
        raise invalid("the cursor of an entry", place)
    return int(place or 0)


def _told(event: Event) -> tuple[Pair, ...]:
    """The facts of an entry; none where only a digest was kept."""
    return () if event.count > 1 and event.content is None else pairs(event)


def _single(event: Event) -> Pair:
    return (None, None) if event.count > 1 else (_told(event) or ((None, None),))[0]


def _edge(at: str, pair: Pair) -> FactChangeEdge:
    return FactChangeEdge(cursor=at, node=FactChange(before=pair[0], after=pair[1]))  # pyright: ignore[reportArgumentType] (the type reads the model's facts)
