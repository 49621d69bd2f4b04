"""Rows of the store made facts: lists in the order of the model's fields, checked on the way.

Civil days stand as `2018-03-16` and instants as `2018-03-15T15:59:59.000000Z`: one kind of value on
both engines, sorted as they read.
"""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from operator import itemgetter
from typing import Any, TypeAlias, TypeVar

import msgspec
from msgspec import Struct

from graph.model import Dated, Fact
from graph.model.spelling import camel
from graph.store.cypher import statement
from graph.store.engine import Engine, Transaction

T = TypeVar("T")
F = TypeVar("F", bound=Fact)

BATCH = 2_000
"""Ids or rows sent with one statement where there are many: well under 16 MB."""

PAGE = 20_000
"""Rows that are read with one statement where all there are have to be."""

Reader: TypeAlias = Engine | Transaction
"""Who can be asked for facts: an engine, or a transaction that sees its own writes."""

Tell: TypeAlias = Callable[[int], object]
"""Somebody who is told of so many steps."""

Columns: TypeAlias = Sequence[Any]
"""One fact's values in the order of its fields."""


def facts(kind: type[F], rows: Sequence[Columns]) -> tuple[F, ...]:
    """Make facts of rows, ordered as `named`; msgspec.ValidationError on a bad row."""
    return msgspec.convert(named(kind, rows), tuple[kind, ...])


def named(kind: type[F], rows: Sequence[Columns]) -> list[dict[str, Any]]:
    """Give each row's values the names of the fields; by day if dated, then by id and version."""
    fields = kind.__struct_fields__
    if len(rows) > 1:  # most accounts have one row of a kind, or none
        rows = sorted(rows, key=_order(kind))
    return [dict(zip(fields, row, strict=True)) for row in rows]


@cache
def _order(kind: type[Fact]) -> Callable[[Columns], Any]:
    first = kind.__struct_fields__.index("valid_from") if issubclass(kind, Dated) else 0
    return itemgetter(first, 0, 1)


def batches(items: Sequence[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    """Cut a sequence into portions, each small enough for one statement."""
    return (items[at : at + size] for at in range(0, len(items), size))


async def pages(reader: Reader, following: str, upto: str) -> AsyncIterator[Sequence[Any]]:
    """All rows of a kind in pages by their keys, so that no statement takes long; two a page.

    The statement `following` gives a key up to which a page goes, and `upto` its rows.
    """
    after, size = "", PAGE
    while size >= PAGE:
        last = (await reader.run(statement(following), after=after, limit=PAGE))[0]["upto"]
        if last is None:
            return
        rows = (await reader.run(statement(upto), after=after, upto=last))[0]["rows"]
        yield rows
        after, size = last, len(rows)


def told(items: Sequence[T], tell: Tell) -> Iterator[Sequence[T]]:
    """The same, with somebody told of each portion that is done."""
    for some in batches(items):
        yield some
        tell(len(some))


def instant(at: datetime) -> str:
    """Write an instant as it is stored: UTC, fixed width, so that text sorts as time."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def stored(value: Struct) -> dict[str, Any]:
    """A value as it is stored: days and instants as text, names in camel case."""
    built = msgspec.to_builtins(value, builtin_types=(datetime,))
    return {
        camel(name): instant(each) if isinstance(each, datetime) else each
        for name, each in built.items()
    }
