"""The facts a request asks for, fetched once and pinned to the revision at its start.

Nothing is overwritten in the store, so what was recorded later is simply not known to a moment of
an earlier revision: `Moment(…, revision=facts.revision)` sees one consistent snapshot, whatever
is written while the request runs.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, TypeVar

from graph.model import (
    AccountHistory,
    AccountPapers,
    Amount,
    Fact,
    FactId,
    Group,
    Heading,
    Note,
    ObligationHistory,
    Owing,
    Party,
    PartyId,
    PartyPapers,
    Payment,
    Request,
    Task,
    Uid,
)
from graph.store import facts as store
from graph.store import ledger, webhooks
from graph.store.cypher import Statement
from graph.store.engine import Row
from graph.store.facts import Page, Place, Reader
from graph.store.ledger import Changes, Event, Wanted
from graph.store.webhooks import Webhook
from loaders.batch import Batch
from loaders.histories import branch, climb, histories
from loaders.obligations import debtors, obligations_of
from loaders.pages import Below, Paid, children, payments
from loaders.papers import of_kind
from loaders.shelves import Shelves
from loaders.sums import Known, sums
from loaders.sweep import Largest, Sought, Whose, exposed_at, largest, owed_by_each

P = TypeVar("P", bound=Fact)


class Counted:
    """A reader that counts the statements it sends."""

    def __init__(self, reader: Reader) -> None:
        """Send to an engine, or in a transaction."""
        self._reader = reader
        self.statements = 0

    async def run(self, statement: Statement, /, **params: Any) -> list[Row]:
        """Send one statement and give its rows."""
        self.statements += 1
        return await self._reader.run(statement, **params)


class Facts:
    """What one request may ask; in every mapping what does not exist is absent."""

    def __init__(self, reader: Reader, shelves: Shelves) -> None:
        """See the store as of the revision up to which the process has followed."""
        self.revision, self.seq = shelves.where.revision, shelves.where.seq
        self._reader = counted = Counted(reader)
        self._shelves = at = shelves
        self._histories = Batch(partial(histories, at.histories, counted))
        self._obligations = Batch(partial(at.obligations.look_up, counted))
        self._owed = Batch(partial(obligations_of, at.owed, at.obligations, counted))
        self._parties = Batch(partial(at.parties.look_up, counted))
        self._cities = Batch(partial(at.cities.look_up, counted))
        self._owned = Batch(partial(at.owned.look_up, counted))
        self._children = Batch(partial(children, counted))
        self._payments = Batch(partial(payments, counted))
        self._posted = Batch[Known, Mapping[Group, Amount]](
            lambda asked: sums(counted, self.revision, asked)
        )
        self._owed_by = Batch[Whose, Mapping[Heading, Owing]](
            lambda asked: owed_by_each(counted, self.revision, asked)
        )
        self._account_papers = Batch(partial(at.account_papers.look_up, counted))
        self._party_papers = Batch(partial(at.party_papers.look_up, counted))
        self._papers = Batch(partial(at.papers.look_up, counted))
        self._notes = Batch(partial(at.notes.look_up, counted))

    @property
    def statements(self) -> int:
        """How many statements this request has sent."""
        return self._reader.statements

    def stand_at(self, revision: int, seq: int) -> None:
        """See the store as of an earlier commit, up to one of its events; asked before all else."""
        self.revision, self.seq = revision, seq

    async def histories(self, uids: Iterable[Uid]) -> dict[Uid, AccountHistory]:
        """The accounts, and all that ever stood above them; at most one statement, warm none."""
        asked = list(uids)
        return climb(asked, await self._histories.load(asked))[0]

    def at(self, known_at: datetime) -> "Facts":  # noqa: ARG002 - see `Sighted`
        """What the caller could see at an instant: all of it."""
        return self

    async def in_sight(self, uids: Iterable[Uid], day: date) -> list[Uid]:  # noqa: ARG002 - see `Sighted`
        """Those of the accounts that the caller may see on a day: all of them."""
        return list(uids)

    async def own(self, parties: Iterable[PartyId]) -> list[PartyId]:
        """Those of the parties of whose matters the caller may ask: all of them."""
        return list(parties)

    async def branch(self, *uids: Uid) -> dict[Uid, AccountHistory]:
        """Accounts, all that ever stood below them, and all above these; one statement."""
        return await branch(self._shelves.histories, self._reader, *uids)

    async def children(self, uids: Iterable[Uid], after: str, first: int) -> dict[Uid, Page]:
        """What ever stood directly below each account, by uid after a uid.

        At most one statement: none where the process has a roll and nothing has changed.
        """
        roll = await self._shelves.roll.fresh(self._reader)
        if roll is not None:
            return {uid: roll.children(uid, after, first) for uid in uids}
        asked = [Below(uid, after, first) for uid in uids]
        found = await self._children.load(asked)
        return {below.uid: found[below] for below in asked}

    async def city_partners(self, uids: Iterable[Uid]) -> dict[Uid, AccountHistory]:
        """The city partners that ever stood below the accounts, and all that ever stood above.

        At most one statement, warm none.
        """
        asked = list(uids)
        found = await self._cities.load(asked)
        return await self.histories(city for uid in asked for city in found.get(uid, ()))

    async def search(self, text: str, after: str, first: int) -> Page:
        """Accounts by beginning of uid, external id or part of name, after a uid.

        At most one statement, as `children`; without a roll two for an empty text.
        """
        roll = await self._shelves.roll.fresh(self._reader)
        if roll is not None:
            return roll.search(text, after, first)
        return await store.search(self._reader, text, after, first)

    async def payments(
        self, uids: Iterable[Uid], first: date, end: date, refunds: date | None = None
    ) -> tuple[tuple[Payment, ...], dict[FactId, tuple[Payment, ...]]]:
        """Payments paid or used from `first` to the day before `end`, and originals of refunds.

        With `refunds`, those paid back from that earlier day on too. One statement, two when there
        are refunds; they are not kept between requests.
        """
        asked = [Paid(uid, first, end, refunds or first) for uid in uids]
        found = await self._payments.load(asked)
        paid = tuple(each for key in asked for each in found[key][0])
        return paid, {id_: each for key in asked for id_, each in found[key][1].items()}

    async def posted(self, place: Place, known_at: datetime) -> Mapping[Group, Amount] | None:
        """What the postings of a place, known at an instant, come to; None if they don't go so far.

        One statement, two for an instant before the last posting.
        """
        return (await self._posted.load([(place, known_at)])).get((place, known_at))

    async def largest(self, sought: Sought) -> Largest | None:
        """A page of a sweep from what is kept; None where that can't tell. Two statements."""
        return await largest(self._reader, self.revision, sought)

    async def owed_by(self, whose: Whose) -> Mapping[Heading, Owing] | None:
        """What a party answers for, of what is kept; None if that is not what stands then.

        Two statements for all parties asked for in one turn.
        """
        return (await self._owed_by.load([whose])).get(whose)

    async def exposed_at(self, as_of: date, known_at: datetime) -> dict[Heading, Owing] | None:
        """What all parties answer for, from liability edges; None where they can't tell."""
        return await exposed_at(self._reader, self.revision, as_of, known_at)

    async def obligations(self, ids: Iterable[FactId]) -> dict[FactId, ObligationHistory]:
        """The obligations, whole; at most one statement, warm none."""
        asked = list(ids)
        found = await self._obligations.load(asked)
        return {id_: found[id_] for id_ in asked if id_ in found}

    async def obligations_of(
        self, uids: Iterable[Uid], parties: Iterable[PartyId] = ()
    ) -> dict[FactId, ObligationHistory]:
        """All that the accounts and parties ever owed; at most two statements, warm none."""
        asked = debtors(uids, parties)
        found = await self._owed.load(asked)
        return {id_: each for key in asked for id_, each in found[key].items()}

    async def every_obligation(self) -> list[FactId]:
        """The ids of all debts there ever were, in order; one statement."""
        return await store.every_obligation(self._reader)

    async def parties(self, ids: Iterable[PartyId]) -> dict[PartyId, Party]:
        """The parties; at most one statement, warm none."""
        asked = list(ids)
        found = await self._parties.load(asked)
        return {id_: found[id_] for id_ in asked if id_ in found}

    async def accounts_of(self, ids: Iterable[PartyId]) -> dict[PartyId, tuple[Uid, ...]]:
        """The accounts each party ever owned, by uid; at most one statement, warm none."""
        asked = list(ids)
        found = await self._owned.load(asked)
        return {id_: found[id_] for id_ in asked}

    async def account_papers(self, uids: Iterable[Uid]) -> dict[Uid, AccountPapers]:
        """Every paper about the accounts, in all versions; at most one statement, warm none."""
        asked = list(uids)
        found = await self._account_papers.load(asked)
        return {uid: found[uid] for uid in asked if uid in found}

    async def party_papers(self, ids: Iterable[PartyId]) -> dict[PartyId, PartyPapers]:
        """Every paper about the parties, in all versions; at most one statement, warm none."""
        asked = list(ids)
        found = await self._party_papers.load(asked)
        return {id_: found[id_] for id_ in asked if id_ in found}

    async def papers(self, kind: type[P], ids: Iterable[FactId]) -> dict[FactId, tuple[P, ...]]:
        """Papers of a kind by id, each in all versions; at most one statement, warm none.

        Not authorisations, which are found by their account; KeyError.
        """
        return await of_kind(self._papers, kind, ids)

    async def requests(self, ids: Iterable[FactId]) -> dict[FactId, tuple[Request, ...]]:
        """Requests by id, each in all versions; at most one statement, warm none."""
        return await self.papers(Request, ids)

    async def notes(self, subjects: Iterable[str]) -> dict[str, tuple[Note, ...]]:
        """The notes about ids of anything, in all versions; at most one statement, warm none."""
        asked = list(subjects)
        found = await self._notes.load(asked)
        return {subject: found[subject] for subject in asked}

    async def open_requests(
        self, after: str, first: int
    ) -> tuple[dict[FactId, tuple[Request, ...]], bool]:
        """Requests that are open now, by id after an id, each in all versions.

        `first` at most, and whether more follow; without versions is one that was made since this
        request began. Two statements, one where the requests are warm.
        """
        ids, more = await store.open_requests(self._reader, after, first)
        return await self._page(Request, ids), more

    async def every_request(
        self, after: str, first: int
    ) -> tuple[dict[FactId, tuple[Request, ...]], bool]:
        """All requests, ended ones too, as `open_requests`."""
        ids, more = await store.every_request(self._reader, after, first)
        return await self._page(Request, ids), more

    async def open_tasks(
        self, after: str, first: int
    ) -> tuple[dict[FactId, tuple[Task, ...]], bool]:
        """Tasks that are not done now, as `open_requests`."""
        ids, more = await store.open_tasks(self._reader, after, first)
        return await self._page(Task, ids), more

    async def changes(self, wanted: Wanted, after: int, first: int) -> Changes:
        """A page of the change feed up to the revision of this request; one statement or a few."""
        return await ledger.changes(self._reader, wanted, after, self.seq, first)

    async def told(self, event: Event) -> Event | None:
        """An entry of the feed as the caller may see it; None if it may not."""
        return event

    async def acted(self, events: Iterable[Event]) -> list[Event]:
        """The entries of an act of the caller, as it may see them: all of them, whole."""
        return list(events)

    async def shown(self, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        """Those of some facts that the caller may see, as it sees them: all of them."""
        return tuple(facts)

    async def webhooks(self) -> tuple[Webhook, ...]:
        """Every webhook as it is now, by id; one statement."""
        return await webhooks.webhooks(self._reader)

    async def _page(self, kind: type[P], ids: Iterable[FactId]) -> dict[FactId, tuple[P, ...]]:
        """Every one of a page in its order, so that the next page begins after the last."""
        found = await self.papers(kind, ids)
        return {id_: found.get(id_, ()) for id_ in ids}
