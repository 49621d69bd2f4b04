"""Every account in the order of uids, and below whom it ever stood: the newest there is."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from graph.model import Uid
from graph.store.facts import Enrolled, Page
from loaders.roll.leaf import Leaf

SIZE = 500
"""Accounts in a leaf, about: one is made anew for each that changes, and none above twice this."""


class Roll:
    """Leaves in order; what it gives are candidates, from which rules pick what is to be seen."""

    def __init__(self, size: int = SIZE) -> None:
        """Begin empty, with leaves of `size`."""
        self._size = size
        self._leaves, self._firsts = list[Leaf](), list[str]()
        self._below = defaultdict[str, list[str]](list)

    def __len__(self) -> int:
        """How many accounts are on it."""
        return sum(map(len, self._leaves))

    def put(self, accounts: Iterable[Enrolled]) -> None:
        """Put accounts on it, or what has become of those that are on it."""
        places = defaultdict[int, list[Enrolled]](list)
        for each in accounts:
            places[max(0, bisect_right(self._firsts, each.uid) - 1)].append(each)
            for upper in each.uppers:
                _insert(self._below[upper], each.uid)
        for at in sorted(places, reverse=True):
            self._write(at, places[at])

    def search(self, text: str, after: str, first: int) -> Page:
        """Accounts as `facts.search` finds them; all of them for an empty text."""
        found, folded = list[str](), text.casefold()
        for at in range(max(0, bisect_right(self._firsts, after) - 1), len(self._leaves)):
            found += self._leaves[at].called(text, folded, after)
            if len(found) > first:
                break
        return _page(found[: first + 1], first)

    def children(self, uid: Uid, after: str, first: int) -> Page:
        """What ever stood directly below an account, as `facts.children` finds it."""
        below = self._below.get(uid, [])
        begin = bisect_right(below, after)
        return _page(below[begin : begin + first + 1], first)

    def _write(self, at: int, accounts: list[Enrolled]) -> None:
        """Make a leaf anew with some accounts in it, or several where there are too many."""
        old = self._leaves[at : at + 1]
        every = old[0].joined(accounts) if old else sorted(accounts, key=lambda each: each.uid)
        parts = max(1, len(every) // self._size)
        cuts = [len(every) * part // parts for part in range(parts + 1)]
        new = [Leaf(every[begin:end]) for begin, end in pairwise(cuts)]
        self._leaves[at : at + 1] = new
        self._firsts[at : at + 1] = [leaf.uids[0] for leaf in new]


def _insert(uids: list[str], uid: str) -> None:
    at = bisect_left(uids, uid)
    if at == len(uids) or uids[at] != uid:
        uids.insert(at, uid)


def _page(uids: list[str], first: int) -> Page:
    return Page(tuple(map(Uid, uids[:first])), more=len(uids) > first)
