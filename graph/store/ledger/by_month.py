"""Postings of a whole store: taken as they come, and given a month at a time."""

from collections import defaultdict
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TypeAlias

from msgspec import Struct

from graph.model import NOTHING, Amount, Group, Month
from graph.store.aside import Aside
from graph.store.facts.postings import Step, Steps, every_posting, every_posting_sum
from graph.store.facts.rows import Reader, Tell

_Sum: TypeAlias = tuple[Group, Amount]


class ByMonth(Aside[Month, Step]):
    """What is posted in each month, or should be; closed when it is left."""

    def __init__(self) -> None:
        """Nothing yet."""
        super().__init__(Step)

    def add(self, steps: Iterable[Step]) -> None:
        """Take some more, of any months."""
        months = defaultdict[Month, list[Step]](list)
        for step in steps:
            months[step[0][0].month].append(step)
        for month, some in months.items():
            self.put(month, some)

    def steps(self, month: Month) -> Steps:
        """What all that was taken comes to in a month."""
        found = defaultdict[tuple[Group, datetime], Amount](lambda: NOTHING)
        for each, amount in self.of(month):
            found[each] = found[each].plus(amount)
        return {each: amount for each, amount in found.items() if amount != NOTHING}


class Stored(Struct, frozen=True):
    """All postings, and their sums by month."""

    postings: ByMonth
    by_month: Aside[Month, _Sum]

    @property
    def months(self) -> set[Month]:
        """Those of which anything is kept."""
        return self.postings.places | self.by_month.places

    def sums(self, month: Month) -> dict[Group, Amount]:
        """The sums of a month that are of anything."""
        return {group: amount for group, amount in self.by_month.of(month) if amount != NOTHING}


@asynccontextmanager
async def stored(reader: Reader, tell: Tell) -> AsyncGenerator[Stored]:
    """All that is kept of postings, read in pages; `tell` is told of the postings of each."""
    with ByMonth() as postings, Aside[Month, _Sum](_Sum) as sums:
        async for some in every_posting(reader):
            postings.add(some)
            tell(len(some))
        async for page in every_posting_sum(reader):
            months = defaultdict[Month, list[_Sum]](list)
            for group, amount in page:
                months[group.month].append((group, amount))
            for month, found in months.items():
                sums.put(month, found)
        yield Stored(postings, sums)
