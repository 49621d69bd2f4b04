"""The city partners below an account: their uids are kept, the history of each beside them."""

from collections.abc import Mapping, Sequence

from graph.model import AccountHistory, Uid
from graph.store import facts
from graph.store.facts import Reader
from loaders.shelf import Shelf


class Cities:
    """Two shelves that are filled together: one statement reads uids and histories."""

    def __init__(self, histories: Shelf[AccountHistory]) -> None:
        """Put the histories that are read with the uids on their own shelf."""
        self._histories = histories

    async def read(self, reader: Reader, keys: Sequence[str]) -> Mapping[str, tuple[Uid, ...]]:
        """The city partners that ever stood below each account, by uid."""
        since = self._histories.revision
        found = await facts.city_partners(reader, map(Uid, keys))
        await self._histories.keep({str(uid): each for uid, each in found.items()}, since)
        below: dict[str, tuple[Uid, ...]] = dict.fromkeys(keys, ())
        for uid, history in sorted(found.items()):
            for tier1 in {link.tier1 for link in history.tier_links} & below.keys():
                below[tier1] += (uid,)
        return below
