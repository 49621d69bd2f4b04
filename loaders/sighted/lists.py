"""Search, work lists and the change feed, as far as they are seen."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from graph.model import (
    AccountHistory,
    Dated,
    Fact,
    FactId,
    Finding,
    Payment,
    Request,
    Settlement,
    Task,
    Uid,
)
from graph.rules import sight
from graph.rules.sight import Sight
from graph.store.facts import Page
from graph.store.facts.papers import open_id
from graph.store.ledger import Changes, Event, Wanted
from graph.store.ledger.content import Pair, is_of_fact, pairs
from graph.store.webhooks import Webhook
from loaders.sighted.naming import accounts_in, parties_in
from loaders.sighted.papers import SightedPapers
from loaders.sighted.structure import SightedStructure
from loaders.sighted.telling import Form, form, last_day, shown, unchained

SCAN = 2_000
"""Entries of the feed that are looked at for one page; whoever goes on finds the next ones."""

PORTION = 250
"""Entries read at a time."""

P = TypeVar("P", Request, Task)


class SightedLists(SightedPapers, SightedStructure):
    """Answers the questions of `Facts` that name nothing."""

    async def search(self, text: str, after: str, first: int) -> Page:
        """As `Facts.search`, among the accounts below the roots."""
        fitting = [
            uid
            for uid, each in (await self._mine()).items()
            if uid > after and each.account.is_called(text)
        ]
        return Page(tuple(sorted(fitting)[:first]), more=len(fitting) > first)

    async def open_requests(
        self, after: str, first: int
    ) -> tuple[dict[FactId, tuple[Request, ...]], bool]:
        """As `Facts.open_requests`."""
        return _page(await self._all("requests"), after, first, still_open=True)

    async def every_request(
        self, after: str, first: int
    ) -> tuple[dict[FactId, tuple[Request, ...]], bool]:
        """As `Facts.every_request`."""
        return _page(await self._all("requests"), after, first, still_open=False)

    async def open_tasks(
        self, after: str, first: int
    ) -> tuple[dict[FactId, tuple[Task, ...]], bool]:
        """As `Facts.open_tasks`."""
        return _page(await self._all("tasks"), after, first, still_open=True)

    async def changes(self, wanted: Wanted, after: int, first: int) -> Changes:
        """As `Facts.changes`: a page may be short, and its end is where to go on all the same."""
        found: list[Event] = []
        seen, more, scanned = after, True, 0
        while more and scanned < SCAN:
            page = await self._every.changes(wanted, seen, PORTION)
            told = await self._told(page.events)
            for event in filter(wanted.takes, told):  # a page may be of what is hidden in its entry
                if len(found) == first:
                    return Changes(tuple(found), found[-1].seq, more=True)
                found.append(event)
            seen, more, scanned = page.seen, page.more, scanned + len(page.events)
        return Changes(tuple(found), seen, more)

    async def told(self, event: Event) -> Event | None:
        """As `Facts.told`."""
        return next(iter(await self._told([event])), None)

    async def acted(self, events: Iterable[Event]) -> list[Event]:
        """As `Facts.acted`: as it wrote them, though they may end what it sees."""
        return await self._told(list(events), as_written=True)

    async def shown(self, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        """As `Facts.shown`."""
        every = list(facts)
        at = await self._sight(accounts_in(every), parties_in(every))
        seen = await self._seen(every, at)
        return tuple(seen[form(each)] for each in every if form(each) in seen)

    async def every_obligation(self) -> list[FactId]:
        """As `Facts.every_obligation`: of the accounts below the roots, and of their owners."""
        mine = await self._mine()
        owners = await self.own({each.account.owner for each in mine.values()})
        return sorted(await self.obligations_of(mine, owners))

    async def webhooks(self) -> tuple[Webhook, ...]:
        """None: they tell of the whole programme."""
        return ()

    async def _all(self, field: str) -> list[Any]:
        """All papers of a kind about the accounts below the roots."""
        papers = await self.account_papers(await self._mine())
        return [each for some in papers.values() for each in getattr(some, field)]

    async def _mine(self) -> dict[Uid, AccountHistory]:
        """The accounts that are seen whole on some day."""
        found = await self.branch(*self.viewer.roots)
        at = await self._sight(found)
        return {uid: each for uid, each in found.items() if at.below(uid)}

    async def _told(self, events: Sequence[Event], *, as_written: bool = False) -> list[Event]:
        told = {event.seq: _pairs(event) for event in events}
        facts = [fact for some in told.values() for pair in some for fact in pair if fact]
        at = await self._sight(accounts_in(facts), parties_in(facts))
        kept, later = await self._seen(facts, at), set[Form]()
        hidden = [each for each in facts if form(each) not in kept]
        if not as_written:
            later = {form(each) for each in hidden if sight.is_later(at, each)}
        else:
            whole = {form(each): each for each in facts if isinstance(each, Dated)}
            kept |= {key: whole[key] for key in kept.keys() & whole.keys()}
        found = [
            shown(event, told[event.seq], kept, later, None if as_written else at)
            if is_of_fact(event.kind)
            else await self._occurred(event)
            for event in events
        ]
        return [each for each in found if each is not None]

    async def _occurred(self, event: Event) -> Event | None:
        """An occurrence about accounts, all of which were seen whole until it took effect."""
        about = [Uid(each) for each in event.subjects]
        at = await self._sight(about)
        before = last_day(event)
        seen = about and before and all(before in at.below(each) for each in about)
        return unchained(event) if seen else None

    async def _seen(self, facts: Sequence[Fact], at: Sight) -> dict[Form, Fact]:
        """Single facts as they are seen, by form."""
        owed = {each.obligation for each in facts if isinstance(each, Settlement | Finding)}
        debts = (await self.obligations(owed)).keys() if owed else ()
        originals = await self._originals([each for each in facts if isinstance(each, Payment)])
        single = ((form(fact), sight.single(at, fact, debts, originals)) for fact in facts)
        return {key: fact for key, fact in single if fact is not None}

    async def _originals(self, paid: Sequence[Payment]) -> dict[FactId, tuple[Payment, ...]]:
        refunds = [each for each in paid if each.refund_of is not None]
        if not refunds:
            return {}
        days = [each.day for each in refunds]
        accounts = {each.account for each in refunds}
        return (await self._every.payments(accounts, min(days), max(days) + timedelta(1)))[1]


def _pairs(event: Event) -> tuple[Pair, ...]:
    """The facts of an entry; none where only a digest was kept."""
    return () if event.count > 1 and event.content is None else pairs(event)


def _page(
    versions: Iterable[P], after: str, first: int, *, still_open: bool
) -> tuple[dict[FactId, tuple[P, ...]], bool]:
    """A page of papers by id, each in all versions that are seen, and whether more follow."""
    every = defaultdict[FactId, tuple[P, ...]](tuple)
    for each in versions:
        every[each.id] += (each,)
    ids = sorted(
        id_
        for id_, some in every.items()
        if id_ > after and (not still_open or any(map(open_id, some)))
    )
    return {id_: every[id_] for id_ in ids[:first]}, len(ids) > first
