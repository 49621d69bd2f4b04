"""Where and when something is asked: the facts of a request or a transaction, and the moment."""

from collections.abc import Iterable

from msgspec import Struct

from graph.model import Moment, Uid
from graph.rules.fees import Schedule, sample
from graph.rules.standing import Known
from loaders.facts import Facts
from loaders.histories import climb


class Scope(Struct, frozen=True):
    """Where and when a value was asked for: the facts that may be asked, the moment, the schedule.

    The schedule of service fees is configuration; the sample where none is given.
    """

    facts: Facts
    moment: Moment
    schedule: Schedule = sample()

    async def known(self, uids: Iterable[Uid]) -> Known:
        """The accounts and all that ever stood above them, as known at the moment."""
        return Known(await self.facts.histories(uids), self.moment)

    async def known_each(self, uids: Iterable[Uid]) -> dict[Uid, Known]:
        """For each account what `known` gives of it alone, all fetched together."""
        asked = list(dict.fromkeys(uids))
        found = await self.facts.histories(asked)
        return {uid: Known(climb([uid], found)[0], self.moment) for uid in asked}

    async def asked(self, uids: Iterable[Uid]) -> Known:
        """The same of accounts that are asked about by name: without those not seen on the day."""
        wanted = list(uids)
        known = await self.known(wanted)
        seen = set(await self.facts.in_sight(wanted, self.moment.as_of))
        hidden = {uid for uid in wanted if uid not in seen} & known.histories.keys()
        if not hidden:
            return known
        shown = {uid: each for uid, each in known.histories.items() if uid not in hidden}
        return Known(shown, self.moment)
