"""A walk down a tree in pre-order that can stop after any account and go on there later.

Siblings are walked in growing groups, so that a page costs few statements whether their branches
are full or empty.
"""

import asyncio
from collections.abc import Iterator, Sequence
from typing import TypeAlias, TypeVar

from msgspec import Struct

from graph.model import Dated, Uid
from graph.rules.below import Kind
from resolvers.account import Account
from resolvers.below import Below, Wanted, page_below
from resolvers.enums import Truncation
from resolvers.held import Held

T = TypeVar("T")

MAX_DEPTH = 3
"""Aliyun, partner or tier-1, city partner, customer: three rungs, and the rules admit no more."""

ALL = Wanted()

Path: TypeAlias = tuple[Uid, ...]
"""The uids from the first rung below the top down to an account."""


class Step(Struct, frozen=True):
    """An account on the walk, and the uid it stands below."""

    path: Path
    above: Uid
    below: Below

    def held(self, kind: Kind) -> Held[Dated] | None:
        """What holds it there, if it is of this kind."""
        rung = self.below.rung
        return Held(rung.effect, self.below.account) if rung.kind is kind else None


class Stop(Struct, frozen=True):
    """Where the walk gave up looking for the next account below one: behind this path."""

    path: Path


class Walked(Struct, frozen=True):
    """The accounts passed, where to go on, and why it stopped (None: at the end of the tree).

    With `skip` it goes on beside the account at `end`, not below it.
    """

    steps: list[Step]
    end: Path
    truncated: Truncation | None
    skip: bool = False


class Tree:
    """The accounts below one, down to a depth."""

    def __init__(self, top: Account, depth: int) -> None:
        """Take the account at the top with its moment."""
        self.top, self.depth = top, depth

    async def walk(self, after: Path, first: int, *, inside: bool) -> Walked:
        """So many accounts behind a path; with `inside` those below it come first."""
        steps = list[Step | Stop]()
        for path, begin in self._open(after, inside=inside):
            steps += await self._under(path, begin, first + 1 - len(steps))
            if len(steps) > first or (steps and isinstance(steps[-1], Stop)):
                break
        passed = list[Step]()
        for step in steps:
            if isinstance(step, Stop):
                return Walked(passed, step.path, Truncation.SCAN_LIMIT, skip=True)
            if len(passed) == first:
                return Walked(passed, passed[-1].path, Truncation.PAGE_LIMIT)
            passed.append(step)
        return Walked(passed, (), None)

    async def deeper(self, steps: Sequence[Step]) -> set[Path]:
        """Of the accounts at the depth's end, those that others stand below."""
        last = [each for each in steps if len(each.path) == self.depth and _leads(each.below)]
        pages = await asyncio.gather(
            *(page_below(self.top, each.path[-1], "", 1, ALL) for each in last)
        )
        return {each.path for each, page in zip(last, pages, strict=True) if page.found}

    def _open(self, after: Path, *, inside: bool) -> Iterator[tuple[Path, str]]:
        """The lists that are still to be walked behind a path, deepest first, and from where."""
        if inside and len(after) < self.depth:
            yield after, ""
        for length in reversed(range(min(len(after), self.depth))):
            yield after[:length], after[length]

    async def _under(self, path: Path, begin: str, room: int) -> list[Step | Stop]:
        """Up to `room` accounts below the one at a path, from behind a uid on."""
        above = path[-1] if path else self.top.key
        page = await page_below(self.top, above, begin, room, ALL)
        steps = list[Step | Stop]()
        for some in growing(list(page.found.items())):
            branches = await asyncio.gather(
                *(self._branch((*path, uid), below, room) for uid, below in some)
            )
            for (uid, below), branch in zip(some, branches, strict=True):
                steps += [Step((*path, uid), above, below), *branch]
            if len(steps) >= room:
                return steps
        if page.truncated is Truncation.SCAN_LIMIT:
            steps.append(Stop((*path, Uid(page.end))))
        return steps

    async def _branch(self, path: Path, below: Below, room: int) -> list[Step | Stop]:
        if len(path) == self.depth or not _leads(below):
            return []
        return await self._under(path, "", room)


def growing(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Groups of 1, 2, 4 … of the items, in order.

    >>> [list(some) for some in growing("abcdef")]
    [['a'], ['b', 'c'], ['d', 'e', 'f']]
    """
    at, size = 0, 1
    while at < len(items):
        yield items[at : at + size]
        at, size = at + size, size * 2


def _leads(below: Below) -> bool:
    """Whether accounts can stand below it: below a customer there are none."""
    return below.rung.kind is not Kind.CUSTOMER
