"""Postings as they are kept: one by one, and added up by group."""

from collections.abc import AsyncIterator, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

import msgspec
from msgspec import Struct

from graph.model import Amount, Group, Month, Uid
from graph.store.cypher import statement
from graph.store.facts.rows import Columns, Reader, instant, pages

Place: TypeAlias = tuple[Uid, Month]
"""Whose statement of which month; `PROGRAMME` for that of all."""

Step: TypeAlias = tuple[tuple[Group, datetime], Amount]
"""What was posted in a group, known from an instant on."""

Steps: TypeAlias = Mapping[tuple[Group, datetime], Amount]
"""The same, by group and instant."""


class Posted(Struct, frozen=True):
    """How far the postings go: `revision` is the newest, `upto` the last one that is posted.

    From `since` on each revision was posted by itself. Both are None in a store that never was;
    beside sums the newest revision is not told.
    """

    revision: int
    upto: int | None
    since: int | None

    @property
    def complete(self) -> bool:
        """Whether everything is posted."""
        return self.upto == self.revision

    def holds(self, revision: int) -> bool:
        """Whether what stood at a revision can be told."""
        return self.since is not None and self.since <= revision <= (self.upto or 0)


class Sums(Struct, frozen=True):
    """The groups of a place as they stand, and the newest instant and revision among them."""

    amounts: Mapping[Group, Amount]
    at: str = ""
    revision: int = 0


async def posting_state(reader: Reader) -> Posted:
    """How far the postings go. One statement."""
    (found,) = await reader.run(statement("posting_state"))
    return Posted(found["revision"], found["posted"], found["since"])


async def posting_sums(reader: Reader, places: Iterable[Place]) -> tuple[Posted, dict[Place, Sums]]:
    """The groups of places with all that was ever posted. One statement."""
    found = {place: Sums({}) for place in places}
    keys = [key(*place) for place in found]
    (row,) = await reader.run(statement("posting_sums"), places=keys)
    amounts = {place: dict[Group, Amount]() for place in found}
    for *columns, at, revision in row["sums"]:
        group, amount = _grouped(columns)
        place = group.scope, group.month
        amounts[place][group] = amount
        one = found[place]
        found[place] = Sums(amounts[place], max(one.at, at), max(one.revision, revision))
    return Posted(0, row["posted"], row["since"]), found


async def postings_known(
    reader: Reader, asked: Iterable[tuple[Place, datetime]], revision: int
) -> dict[tuple[Place, datetime], dict[Group, Amount]]:
    """The groups of places as known at instants, of what was posted up to a revision.

    One statement.
    """
    every = {(place, instant(at)): (place, at) for place, at in asked}
    rows = [{"place": key(*place), "at": at} for place, at in every]
    (row,) = await reader.run(statement("postings"), rows=rows, revision=revision)
    found = {each: dict[Group, Amount]() for each in every.values()}
    for at, *columns in row["sums"]:
        group, amount = _grouped(columns)
        found[every[(group.scope, group.month), at]][group] = amount
    return found


async def every_posting(reader: Reader) -> AsyncIterator[list[Step]]:
    """All that was posted, a page of some thousands at a time; two statements a page."""
    async for page in pages(reader, "next_postings", "postings_upto"):
        rows = ((*_grouped(columns), at) for *columns, at in page)
        yield [((group, datetime.fromisoformat(at)), amount) for group, amount, at in rows]


async def every_posting_sum(reader: Reader) -> AsyncIterator[list[tuple[Group, Amount]]]:
    """All sums that are kept of postings, a page at a time; two statements a page."""
    async for page in pages(reader, "next_posting_sums", "posting_sums_upto"):
        yield [_grouped(columns) for columns in page]


async def posting_count(reader: Reader) -> int:
    """How many postings there are. One statement."""
    return (await reader.run(statement("posting_count")))[0]["number"]


def key(scope: Uid, month: Month) -> str:
    """By what the groups of a place are found."""
    return f"{scope}|{month}"


def group_key(group: Group) -> str:
    """A group as text, of its own."""
    scope, month, *others = group
    return msgspec.json.encode([scope, str(month), *others]).decode()


def _grouped(columns: Columns) -> tuple[Group, Amount]:
    scope, month, direct, holder, status, *amount = columns
    group = Group(scope, Month.parse(month), direct, holder, status)
    return group, Amount(*amount)


def posting_row(group: Group, amount: Amount) -> dict[str, Any]:
    """A group and an amount as they are stored."""
    scope, month, direct, holder, status = group
    told = {"scope": scope, "month": str(month), "direct": direct, "holder": holder}
    return {**told, "status": str(status), "place": key(scope, month), **amount._asdict()}
