"""Facts as they are after changes that are not in the store, for the answer to a dry run."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from msgspec.structs import replace

from graph.changes import Upward, upward
from graph.model import (
    ALIYUN,
    Account,
    AccountHistory,
    Fact,
    FactId,
    Finding,
    Obligation,
    ObligationHistory,
    Party,
    PartyId,
    Payment,
    Settlement,
    Standing,
    Uid,
)
from graph.store.facts import Page, Place
from graph.store.ledger import Changes, Event, Wanted
from loaders.after_papers import PapersAfter
from loaders.facts import Facts
from loaders.histories import climb
from loaders.sweep import Sought, Whose


class After(PapersAfter):
    """Facts with the versions in place that a commit would have written; asked like `Facts`."""

    def __init__(
        self, before: Facts, versions: Iterable[Fact], revision: int, events: Sequence[Event] = ()
    ) -> None:
        """`versions` are those closed and those opened, a version's later form behind its first."""
        self._before, self.revision = before, revision
        self._events, self.seq = events, events[-1].seq if events else before.seq
        self._versions = {(type(fact), fact.key): fact for fact in versions}
        super().__init__(before, self._versions.values())

    def __getattr__(self, name: str) -> Any:
        """What the changes do not touch is as it was."""
        return getattr(self._before, name)

    async def changes(self, wanted: Wanted, after: int, first: int) -> Changes:
        """As `Facts.changes`, with the events that there would be."""
        found = await self._before.changes(wanted, after, first)
        new = [each for each in self._events if each.seq > after and wanted.takes(each)]
        if found.more or not self._events:
            return found
        told = (*found.events, *new)
        more = len(told) > first
        seen = told[first - 1].seq if more else max(after, self.seq)
        return Changes(told[:first], seen, more)

    async def histories(self, uids: Iterable[Uid]) -> dict[Uid, AccountHistory]:
        """As `Facts.histories`."""
        asked = list(uids)
        every = await self._before.histories([*asked, *self._named()])
        return climb(asked, self._placed(every))[0]

    async def branch(self, *uids: Uid) -> dict[Uid, AccountHistory]:
        """As `Facts.branch`, and whoever the changes name, with all below those that they hang."""
        hung = {upward(fact)[0] for fact in self._of(Upward)}
        every = await self._before.branch(*uids, *sorted(hung))
        return self._placed(every | await self._before.histories(self._named()))

    async def city_partners(self, uids: Iterable[Uid]) -> dict[Uid, AccountHistory]:
        """As `Facts.city_partners`."""
        every = await self._before.city_partners(uids)
        return self._placed(every | await self._before.histories(self._named()))

    async def children(self, uids: Iterable[Uid], after: str, first: int) -> dict[Uid, Page]:
        """As `Facts.children`, with those that the changes hang below."""
        found = await self._before.children(uids, after, first)
        return {uid: self._joined(uid, page, after, first) for uid, page in found.items()}

    async def parties(self, ids: Iterable[PartyId]) -> dict[PartyId, Party]:
        """As `Facts.parties`."""
        asked = list(ids)
        new = {PartyId(each.id): each for each in self._of(Party) if each.superseded_in is None}
        found = await self._before.parties(asked)
        return {id_: new.get(id_) or found[id_] for id_ in asked if id_ in new or id_ in found}

    async def accounts_of(self, ids: Iterable[PartyId]) -> dict[PartyId, tuple[Uid, ...]]:
        """As `Facts.accounts_of`."""
        found = await self._before.accounts_of(ids)
        return {
            id_: tuple(sorted({*uids, *(a.uid for a in self._of(Account) if a.owner == id_)}))
            for id_, uids in found.items()
        }

    async def payments(
        self, uids: Iterable[Uid], first: date, end: date, refunds: date | None = None
    ) -> tuple[tuple[Payment, ...], dict[FactId, tuple[Payment, ...]]]:
        """As `Facts.payments`."""
        asked = list(uids)
        paid, refunded = await self._before.payments(asked, first, end, refunds)
        here = (each for each in self._of(Payment) if each.account in asked)
        every = _latest(
            paid, (each for each in here if _within(each, first, end, refunds or first))
        )
        missing = {each.refund_of for each in every if each.refund_of} - refunded.keys()
        if missing:  # a refund that is new, of a payment on the same account
            earlier = (await self._before.payments(asked, date.min, date.max))[0]
            refunded |= {id_: tuple(each for each in earlier if each.id == id_) for id_ in missing}
        return every, {
            id_: _latest(versions, (each for each in self._of(Payment) if each.id == id_))
            for id_, versions in refunded.items()
        }

    async def posted(self, place: Place, known_at: datetime) -> None:
        """Nothing: what would be posted was not."""

    async def largest(self, sought: Sought) -> None:
        """Nothing: what would be kept was not."""

    async def owed_by(self, whose: Whose) -> None:
        """Nothing, as `largest`."""

    async def exposed_at(self, as_of: date, known_at: datetime) -> None:
        """Nothing, as `largest`."""

    async def obligations(self, ids: Iterable[FactId]) -> dict[FactId, ObligationHistory]:
        """As `Facts.obligations`."""
        asked = list(ids)
        return self._owed(await self._before.obligations(asked), set(asked))

    async def every_obligation(self) -> list[FactId]:
        """As `Facts.every_obligation`."""
        new = {each.id for each in self._of(Obligation)}
        return sorted(new.union(await self._before.every_obligation()))

    async def obligations_of(
        self, uids: Iterable[Uid], parties: Iterable[PartyId] = ()
    ) -> dict[FactId, ObligationHistory]:
        """As `Facts.obligations_of`."""
        accounts, owners = set(uids), set(parties)
        found = await self._before.obligations_of(accounts, owners)
        new = (d for d in self._of(Obligation) if d.account in accounts or d.party in owners)
        return self._owed(found, found.keys() | {each.id for each in new})

    def _of(self, kind: Any) -> list[Any]:
        return [fact for fact in self._versions.values() if isinstance(fact, kind)]

    def _named(self) -> list[Uid]:
        """The accounts that the changes are about, and those they hang them from."""
        named = {uid for fact in self._of(Upward) for uid in _ends(fact)}
        return sorted(named | {each.uid for each in self._of(Account)})

    def _placed(self, histories: Mapping[Uid, AccountHistory]) -> dict[Uid, AccountHistory]:
        found = dict(histories)
        for account in self._of(Account):
            old = found.get(account.uid)
            found[account.uid] = replace(old, account=account) if old else AccountHistory(account)
        for fact in self._of(Upward):
            uid, field = upward(fact)
            if uid in found:
                facts = _latest(getattr(found[uid], field), (fact,))
                found[uid] = replace(found[uid], **{field: facts})
        return found

    def _owed(
        self, found: Mapping[FactId, ObligationHistory], ids: set[FactId]
    ) -> dict[FactId, ObligationHistory]:
        every = dict(found)
        for debt in self._of(Obligation):
            if debt.id in ids:
                every.setdefault(debt.id, ObligationHistory(()))
        return {id_: self._settled(id_, history) for id_, history in every.items()}

    def _settled(self, id_: FactId, history: ObligationHistory) -> ObligationHistory:
        versions = _latest(history.versions, (d for d in self._of(Obligation) if d.id == id_))
        paid = (each for each in self._of(Settlement) if each.obligation == id_)
        said = (each for each in self._of(Finding) if each.obligation == id_)
        return ObligationHistory(
            versions, _latest(history.settlements, paid), _latest(history.findings, said)
        )

    def _joined(self, uid: Uid, page: Page, after: str, first: int) -> Page:
        new = {upward(fact)[0] for fact in self._of(Upward) if _above(fact) == uid}
        last = page.uids[-1] if page.more else None
        here = {each for each in new if each > after and (last is None or each < last)}
        every = sorted({*page.uids, *here} - {uid})
        return Page(tuple(every[:first]), more=page.more or len(every) > first)


def _within(payment: Payment, first: date, end: date, refunds: date) -> bool:
    """Whether it was paid or used on one of some days, or paid back from an earlier one on.

    One used without an end is used on its first day.
    """
    begun, over = payment.consumed_from, payment.consumed_to
    if (first if payment.refund_of is None else refunds) <= payment.day < end:
        return True
    if begun is None or begun >= end:
        return False
    return begun >= first or (over is not None and over > first)


def _ends(fact: Upward) -> tuple[Uid, ...]:
    """The account a fact is about, and the one it hangs it from; a partner hangs from Aliyun."""
    uid, upper = upward(fact)[0], _above(fact)
    return (uid, upper) if upper not in (None, ALIYUN) else (uid,)


def _above(fact: Upward) -> Uid | None:
    if isinstance(fact, Standing):
        return Uid(ALIYUN)
    return getattr(fact, "partner", None) or getattr(fact, "tier1", None)


def _latest(facts: tuple[Any, ...], new: Iterable[Fact]) -> tuple[Any, ...]:
    """The facts, each version once, in its latest form."""
    every = {fact.key: fact for fact in (*facts, *new)}
    return tuple(every.values())
