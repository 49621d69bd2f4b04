"""Pages: forward only, over a stable order, with cursors that say where they are good.

A cursor is opaque to clients: the name of its list and a position in it.
"""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Annotated, TypeAlias, TypeVar

import strawberry
from strawberry import field

from graph.model.ids import MAX_ID
from graph.rules.refusal import Code
from resolvers.errors import error

T = TypeVar("T")

DEFAULT_FIRST = 50
MAX_FIRST = 500

First: TypeAlias = Annotated[
    int, strawberry.argument(description="Entries on the page (页大小), from 1 to 500.")
]
After: TypeAlias = Annotated[
    str | None,
    strawberry.argument(description="Go on after this cursor (游标): `pageInfo.endCursor`."),
]


@strawberry.type(description="Where a page ends (页信息). Paging goes forward only.")
class PageInfo:
    """What a client needs for the next page."""

    has_next_page: bool = field(description="Whether more follows (有下一页).")
    has_previous_page: bool = field(description="Whether the page began after a cursor (有上一页).")
    start_cursor: str | None = field(description="Cursor of the first entry (起始游标).")
    end_cursor: str | None = field(
        description="Where to go on (结束游标): `after` of the next page."
    )


def page_info(cursors: Sequence[str], *, more: bool, after: str | None) -> PageInfo:
    """The page's ends from the cursors of its entries."""
    return PageInfo(
        has_next_page=more,
        has_previous_page=bool(after),
        start_cursor=cursors[0] if cursors else None,
        end_cursor=cursors[-1] if cursors else None,
    )


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
    except (ValueError, binascii.Error):
        name, found = "", []
    if name != of or len(found) != parts or max(map(len, found)) > MAX_ID:
        raise error(
            Code.INVALID_CURSOR,
            "expected in after a cursor that this list gave as endCursor, got something else",
            "Take endCursor of the page before, or leave after out to begin anew.",
        )
    return tuple(found)
