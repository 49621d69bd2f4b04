"""Pages: forward only, over a stable order, with cursors that say of which list they are.

A cursor is opaque to clients: the name of its list and a position in it.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Annotated, Generic, Protocol, TypeAlias, TypeVar

import strawberry
from graphql import GraphQLError
from msgspec import Struct
from strawberry import field

from graph.model.ids import MAX_ID
from graph.rules.refusal import Code
from resolvers.enums import Truncation
from resolvers.errors import error

T = TypeVar("T")
E = TypeVar("E", bound="Cursored")

DEFAULT_FIRST = 50
MAX_FIRST = 500

First: TypeAlias = Annotated[
    int, strawberry.argument(description="Entries on the page (页大小), from 1 to 500.")
]
After: TypeAlias = Annotated[
    str | None,
    strawberry.argument(description="Go on after this cursor (游标): `pageInfo.endCursor`."),
]


@strawberry.type(description="Where a page begins and ends (页信息). Paging goes forward only.")
class PageInfo:
    """What a client needs for the next page."""

    has_next_page: bool = field(description="Whether there may be more (有下一页).")
    has_previous_page: bool = field(description="Whether it began after a cursor (有上一页).")
    start_cursor: str | None = field(description="Cursor of the first entry (起始游标).")
    end_cursor: str | None = field(
        description=(
            "Where to go on (结束游标): `after` of the next page. It can lie behind the last entry,"
            " and stand on an empty page, where the scan limit was hit."
        )
    )


@strawberry.type
class Paged:
    """What every page says about itself."""

    page_info: PageInfo = field(description="Where it begins and ends (页信息).")
    complete: bool = field(description="Whether nothing was left out behind this page (完整).")
    truncated_reason: Truncation | None = field(
        description="Why something was left out (截断原因); null when complete."
    )


def page_info(cursors: Sequence[str], *, more: bool, after: str | None) -> PageInfo:
    """The ends of a page from the cursors of its entries."""
    return PageInfo(
        has_next_page=more,
        has_previous_page=bool(after),
        start_cursor=cursors[0] if cursors else None,
        end_cursor=cursors[-1] if cursors else None,
    )


class Shown(Struct, Generic[T], frozen=True):
    """A page as GraphQL reads it, whatever its edges are."""

    edges: list[T]
    page_info: PageInfo
    truncated_reason: Truncation | None

    @property
    def complete(self) -> bool:
        """Whether nothing was left out."""
        return self.truncated_reason is None


class Cursored(Protocol):
    """An edge: it knows its cursor."""

    @property
    def cursor(self) -> str:
        """Where it stands in its list."""
        ...


def shown(
    edges: list[E], after: str | None, end: str | None, truncated: Truncation | None
) -> Shown[E]:
    """A page of edges: it goes on at `end`, or nothing follows it if that is None."""
    info = page_info([each.cursor for each in edges], more=end is not None, after=after)
    if end is not None:
        info.end_cursor = end
    return Shown(edges, info, truncated)


def page_size(first: int) -> int:
    """`first`, if it is from 1 to 500; FIRST_OUT_OF_RANGE else."""
    if 1 <= first <= MAX_FIRST:
        return first
    raise error(
        Code.FIRST_OUT_OF_RANGE,
        f"expected first from 1 to {MAX_FIRST}, got {first}",
        "Ask for a smaller page and go on with after.",
    )


def cursor(of: str, *position: str) -> str:
    """A cursor of the list named `of`, at a position."""
    return urlsafe_b64encode("\0".join((of, *position)).encode()).decode()


def position(of: str, after: str | None, parts: int = 1) -> tuple[str, ...]:
    """The position a cursor says; empty texts for none; INVALID_CURSOR if not of this list."""
    if not after:
        return ("",) * parts
    try:
        name, *found = urlsafe_b64decode(after.encode("ascii")).decode().split("\0")
    except ValueError:
        name, found = "", []
    if name != of or len(found) != parts or max(map(len, found)) > MAX_ID:
        raise elsewhere()
    return tuple(found)


def elsewhere() -> GraphQLError:
    """Of a cursor that is none of the list's."""
    return error(
        Code.INVALID_CURSOR,
        "expected in after a cursor that this list gave as endCursor, got something else",
        "Take endCursor of the page before, or leave after out to begin anew.",
    )
