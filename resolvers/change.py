"""Pages of the change feed: all of it, or what is of some kinds or about one id."""

from datetime import datetime
from itertools import takewhile
from typing import Annotated

import strawberry
from msgspec import Struct
from strawberry import field

from graph.model.ids import MAX_ID
from graph.store import ledger
from graph.store.ledger import Changes, Wanted
from graph.store.ledger.content import known, nearest
from resolvers.enums import Truncation
from resolvers.errors import invalid
from resolvers.event import Event
from resolvers.event_place import number, place
from resolvers.moment import Scope
from resolvers.paging import (
    Paged,
    PageInfo,
    page_info,
    page_size,
)

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


@strawberry.type(description="An entry of the feed, in a list (条目).")
class ChangeEdge:
    """Of `ChangeConnection`."""

    cursor: str = field(description="Where it stands in the feed (游标).")
    node: Event = field(description="The entry (变更记录).")


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
    node: ledger.Event


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
    scope: Scope, subject: str, kinds: list[str] | None, first: int, after: str | None
) -> ChangePage:
    """The page of the feed about an id, as known at the moment."""
    size, begin = page_size(first), number(after)
    found = await scope.facts.changes(Wanted(kinds_of(kinds), (subject,)), begin, size)
    known = list(takewhile(lambda event: _known(scope, event), found.events))
    if len(known) < len(found.events):
        found = Changes(tuple(known), known[-1].seq if known else begin, more=False)
    return paged(found, scope.facts.seq, after)


def paged(found: Changes, newest: int, after: str | None) -> ChangePage:
    """A page as it is shown; `newest` is where the feed ends now."""
    edges = [Entry(place(event.seq), event) for event in found.events]
    info = page_info([each.cursor for each in edges], more=found.more, after=after)
    info.end_cursor = place(found.seen)
    reason = Truncation.PAGE_LIMIT if found.more else None
    return ChangePage(edges, info, reason, place(newest))


def _known(scope: Scope, event: ledger.Event) -> bool:
    return datetime.fromisoformat(event.at) <= scope.moment.known_at


def kinds_of(given: list[str] | None) -> tuple[str, ...]:
    """The kinds asked for, each once; INVALID_ARGUMENT where there are too many or too long."""
    kinds = tuple(dict.fromkeys(given or ()))
    if len(kinds) > MAX_KINDS or any(len(kind) > MAX_ID for kind in kinds):
        raise invalid(f"at most {MAX_KINDS} kinds of {MAX_ID} characters", kinds)
    for kind in kinds:
        if not known(kind):
            raise invalid(f"a kind of event, such as {nearest(kind)}", kind)
    return kinds
