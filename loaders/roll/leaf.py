"""Some accounts that follow each other by uid, with what they are called, packed together."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from graph.store.facts import Enrolled

APART = "\udfff"
"""Between two texts: half a character, which no text of a store can have in it."""


class Leaf:
    """Uids in order, and beside them folded names and external ids, each as one long text.

    A text of some thousand letters is searched as fast as a few of its words, and takes a third
    of the memory that the words take by themselves.
    """

    def __init__(self, accounts: Sequence[Enrolled]) -> None:
        """Hold some accounts, at least one, which are in order."""
        self.uids = [each.uid for each in accounts]
        self._names = APART.join(each.name_key for each in accounts)
        self._externals = APART.join(each.external_id or "" for each in accounts)

    def __len__(self) -> int:
        """How many there are."""
        return len(self.uids)

    def called(self, text: str, folded: str, after: str) -> list[str]:
        """Those behind a uid whose uid begins so, whose external id it is, whose name holds it."""
        begin = bisect_right(self.uids, after)
        if not text:
            return self.uids[begin:]
        at = {*self._begins(text), *self._is(text), *self._holds(folded)}
        return [self.uids[each] for each in sorted(at) if each >= begin]

    def joined(self, accounts: Iterable[Enrolled]) -> list[Enrolled]:
        """What it holds with some accounts put in, each in the place of what was known of it."""
        externals, names = self._externals.split(APART), self._names.split(APART)
        own = map(Enrolled, self.uids, names, externals)
        every = {each.uid: each for each in own} | {each.uid: each for each in accounts}
        return [every[uid] for uid in sorted(every)]

    def _begins(self, text: str) -> Iterator[int]:
        for at in range(bisect_left(self.uids, text), len(self.uids)):
            if not self.uids[at].startswith(text):
                return
            yield at

    def _is(self, text: str) -> Iterator[int]:
        if text in self._externals:
            for at, each in enumerate(self._externals.split(APART)):
                if each == text:
                    yield at

    def _holds(self, folded: str) -> Iterator[int]:
        if folded in self._names:
            for at, each in enumerate(self._names.split(APART)):
                if folded in each:
                    yield at
