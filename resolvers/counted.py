"""Pages of a list that is at hand as a whole, so that its length can be told."""

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

import strawberry
from msgspec import Struct
from strawberry import field

from resolvers.enums import Truncation
from resolvers.paging import Cursored, Paged, Shown, cursor, page_size, position, shown

T = TypeVar("T")
E = TypeVar("E", bound=Cursored)


@strawberry.type
class CountedPage(Paged):
    """What a page of a list of known length says about itself; reads `Counted`."""

    total_count: int = field(description="How many entries all pages have (总数).")


class Slice(Struct, frozen=True):
    """A page that is asked for: of which list, whose keys have so many parts, and from where."""

    name: str
    first: int
    after: str | None
    parts: int = 1


class Counted(Shown[E], Generic[E], frozen=True):
    """A page, and how many entries all pages have."""

    total_count: int = 0


def counted(
    items: Mapping[tuple[str, ...], T], edge: Callable[[str, T], E], asked: Slice
) -> Counted[E]:
    """The page of items, which stand in the order of their keys, that is asked for."""
    size, begin = page_size(asked.first), position(asked.name, asked.after, asked.parts)
    rest = [(key, item) for key, item in items.items() if key > begin]
    edges = [edge(cursor(asked.name, *key), item) for key, item in rest[:size]]
    more = len(rest) > size
    end, reason = (edges[-1].cursor, Truncation.PAGE_LIMIT) if more else (None, None)
    page = shown(edges, asked.after, end, reason)
    return Counted(page.edges, page.page_info, page.truncated_reason, len(items))
