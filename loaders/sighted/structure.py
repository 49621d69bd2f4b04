"""Accounts, parties, payments and debts, as far as they are seen."""

from collections.abc import Iterable
from datetime import date, datetime

from graph.model import (
    AccountHistory,
    FactId,
    ObligationHistory,
    Party,
    PartyId,
    Payment,
    Uid,
)
from graph.rules import sight
from graph.rules.sight import Sight
from graph.store.facts import Page, Place
from loaders.histories import climb
from loaders.sighted.seeing import Seeing
from loaders.sweep import Sought, Whose

SCAN = 500
"""Accounts below another that are looked at with one statement."""


class SightedStructure(Seeing):
    """Answers the questions of `Facts` about what hangs where, and about cash and debts."""

    async def histories(self, uids: Iterable[Uid]) -> dict[Uid, AccountHistory]:
        """As `Facts.histories`."""
        asked = list(uids)
        return _trimmed(await self._sight(asked), asked)

    async def in_sight(self, uids: Iterable[Uid], day: date) -> list[Uid]:
        """As `Facts.in_sight`: those that stand below a root on the day, or above one."""
        asked = list(uids)
        at = await self._sight(asked)
        return [uid for uid in asked if day in at.seen(uid)]

    async def owns(self, uid: Uid, day: date) -> bool:
        """Whether an account is seen whole on a day."""
        return day in (await self._sight([uid])).below(uid)

    async def branch(self, *uids: Uid) -> dict[Uid, AccountHistory]:
        """As `Facts.branch`, below accounts that are seen whole; NotInSight above the roots."""
        seen = await self._whole(uids)
        if not seen:
            return {}
        found = await self._every.branch(*seen)
        return _trimmed(await self._sight(found), list(found))

    async def children(self, uids: Iterable[Uid], after: str, first: int) -> dict[Uid, Page]:
        """As `Facts.children`; above the roots only what leads to them."""
        return {uid: await self._below(uid, after, first) for uid in dict.fromkeys(uids)}

    async def city_partners(self, uids: Iterable[Uid]) -> dict[Uid, AccountHistory]:
        """As `Facts.city_partners`."""
        found = await self._every.city_partners(uids)
        return _trimmed(await self._sight(found), list(found))

    async def payments(
        self, uids: Iterable[Uid], first: date, end: date, refunds: date | None = None
    ) -> tuple[tuple[Payment, ...], dict[FactId, tuple[Payment, ...]]]:
        """As `Facts.payments`."""
        seen = await self._whole(uids)
        paid, refunded = await self._every.payments(seen, first, end, refunds)
        shown = sight.payments(await self._sight(seen), paid, refunded)
        wanted = {each.refund_of for each in shown}
        return shown, {id_: each for id_, each in refunded.items() if id_ in wanted}

    async def posted(self, place: Place, known_at: datetime) -> None:
        """Nothing: sums tell of cash that is not seen, so they are worked out of what is."""

    async def largest(self, sought: Sought) -> None:
        """Nothing: sums tell of debts that are not seen."""

    async def owed_by(self, whose: Whose) -> None:
        """Nothing, as `largest`."""

    async def exposed_at(self, as_of: date, known_at: datetime) -> None:
        """Nothing, as `largest`."""

    async def obligations(self, ids: Iterable[FactId]) -> dict[FactId, ObligationHistory]:
        """As `Facts.obligations`."""
        return await self._debts(await self._every.obligations(ids))

    async def obligations_of(
        self, uids: Iterable[Uid], parties: Iterable[PartyId] = ()
    ) -> dict[FactId, ObligationHistory]:
        """As `Facts.obligations_of`; NotInSight above the roots."""
        seen, owners = await self._whole(uids), await self._whole_parties(parties)
        return await self._debts(await self._every.obligations_of(seen, owners))

    async def parties(self, ids: Iterable[PartyId]) -> dict[PartyId, Party]:
        """As `Facts.parties`."""
        found = await self._every.parties(ids)
        at = await self._sight((), found)
        shown = ((id_, sight.party(at, each)) for id_, each in found.items())
        return {id_: each for id_, each in shown if each is not None}

    async def accounts_of(self, ids: Iterable[PartyId]) -> dict[PartyId, tuple[Uid, ...]]:
        """As `Facts.accounts_of`."""
        asked = list(ids)
        at = await self._sight((), asked)
        return {id_: tuple(uid for uid in at.owned.get(id_, ()) if at.seen(uid)) for id_ in asked}

    async def _below(self, uid: Uid, after: str, first: int) -> Page:
        at = await self._sight([uid])
        if not at.below(uid):
            leading = sorted(each for each in {*at.uppers, *at.viewer.roots} if each > after)
            seen = [each for each in leading if at.seen(each)] if at.above(uid) else []
            return Page(tuple(seen[:first]), more=len(seen) > first)
        found: list[Uid] = []
        more = True
        while more and len(found) <= first:
            page = (await self._every.children([uid], after, max(first, SCAN)))[uid]
            below = await self._sight(page.uids)
            found += [each for each in page.uids if below.seen(each)]
            after, more = page.uids[-1] if page.uids else after, page.more
        return Page(tuple(found[:first]), more=len(found) > first)


def _trimmed(at: Sight, asked: Iterable[Uid]) -> dict[Uid, AccountHistory]:
    """The accounts asked for as they are seen, with all seen above them."""
    shown = {uid: found for uid in at.histories if (found := sight.history(at, uid)) is not None}
    return climb(list(asked), shown)[0]
