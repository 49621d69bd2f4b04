"""Cash as a revision holds it, at every instant of knowledge at once.

To whom a payment counts changes with what is known (R20–R23): when it or the payment it refunds was
recorded or corrected, and when a standing, a tier link or a link above its account was. Between
those instants nothing changes, and between the days on which something above begins or ends
neither, so that an account is judged a few times however much it pays.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any, TypeVar

from msgspec import Struct

from graph.model import (
    NOTHING,
    AccountHistory,
    Amount,
    Dated,
    Fact,
    FactId,
    Histories,
    Moment,
    Month,
    Payment,
    Uid,
)
from graph.readings import DEFAULTS
from graph.rules.attribution import Credit, Status, credited
from graph.rules.performance import whole
from graph.rules.standing import Effect, Known

F = TypeVar("F", bound=Fact)
T = TypeVar("T", date, datetime)

Entry = tuple[Month, Uid | None, Uid | None, Status]
"""A month, and direct partner, fee holder and status of cash in it."""

Steps = dict[tuple[Entry, datetime], Amount]
"""What is added to an entry from an instant of knowledge on."""

DAWN = datetime.min.replace(tzinfo=UTC)
"""Before anything was known."""


class Cash(Struct, frozen=True):
    """Accounts with all above them, payments by account, and what refunds among these refund.

    Every version of each; the payments may be some of an account's.
    """

    histories: Histories
    payments: Mapping[Uid, Sequence[Payment]]
    originals: Mapping[FactId, Sequence[Payment]]


class Timeline:
    """Cash as it stood when a revision was the newest, under the recommended readings."""

    def __init__(self, cash: Cash, revision: int) -> None:
        """Look at the facts that the revision holds; later ones may be among them."""
        self.cash, self.revision = cash, revision
        self._knowns: dict[datetime, Known] = {}
        self._credits: dict[tuple[Uid, datetime, date], Credit] = {}
        self._days: dict[tuple[Uid, datetime], list[date]] = {}
        self._above: dict[Uid, list[datetime]] = {}

    def scopes(self, uid: Uid) -> list[Uid]:
        """The partners in whose statements an account's cash stands: all it ever stood below.

        A partner is whoever ever had standing or a tier link: others have no sums of their own.
        """
        lines = chain.from_iterable(self._rungs(each) for each in (uid, *self._partners(uid)))
        return [each for each in dict.fromkeys(lines) if self._is_partner(each)]

    def steps(self, uid: Uid) -> Steps:
        """An account's cash, by what is added to each entry from which instant on."""
        found: Steps = {}
        for versions in _by_id(self.cash.payments.get(uid, ())):
            before: dict[Entry, Amount] = {}
            for at in self._instants(uid, versions):
                now = self._placed(uid, versions, at)
                for entry in now.keys() | before.keys():
                    change = now.get(entry, NOTHING).less(before.get(entry, NOTHING))
                    found[entry, at] = found.get((entry, at), NOTHING).plus(change)
                before = now
        return found

    def _placed(self, uid: Uid, versions: Iterable[Payment], at: datetime) -> dict[Entry, Amount]:
        """Where a payment stands as known at an instant: one place, or none."""
        moment, found = self._moment(at), dict[Entry, Amount]()
        for payment in versions:
            if not moment.knows(payment):
                continue
            part = whole(payment, self._original_known(payment, moment))
            credit = self._credit(uid, part.linked, at)
            own = part.fen if credit.direct == uid else 0
            entry = Month.of(part.booked), credit.direct, credit.holder, credit.status
            here = found.get(entry, NOTHING).plus(Amount(own, part.fen - own, 0))
            found[entry] = here._replace(payments=1)
        return found

    def _original_known(self, payment: Payment, moment: Moment) -> dict[FactId, Payment]:
        """What a refund refunds, as it is known."""
        return {each.id: each for each in self._original(payment) if moment.knows(each)}

    def _credit(self, uid: Uid, day: date, at: datetime) -> Credit:
        """To whom an account's cash of a day counts, as known at an instant."""
        since = _last(self._changes_above(uid), at, DAWN)
        known = self._known(since)
        if (uid, since) not in self._days:
            self._days[uid, since] = sorted(self._turns(known, uid))
        first = _last(self._days[uid, since], day, date.min)
        key = uid, since, first
        if key not in self._credits:
            self._credits[key] = credited(known, uid, first)
        return self._credits[key]

    def _turns(self, known: Known, uid: Uid) -> set[date]:
        """The days on which something above an account begins or ends to have effect."""
        return {
            day
            for each in self._chain(uid)
            for effect in _effects(known, each)
            for day in (effect.interval.start, effect.interval.end)
            if day is not None
        }

    def _instants(self, uid: Uid, versions: Sequence[Payment]) -> list[datetime]:
        """When a payment, what it refunds or what is above its account came to be known."""
        originals = chain.from_iterable(self._original(each) for each in versions)
        own = set(self._told((*versions, *originals)))
        later = (at for at in self._changes_above(uid) if at > min(own, default=at))
        return sorted(own.union(later) if own else own)

    def _changes_above(self, uid: Uid) -> list[datetime]:
        if uid not in self._above:
            rows = (self._rows(each) for each in self._chain(uid))
            self._above[uid] = sorted(set(self._told(chain.from_iterable(rows))))
        return self._above[uid]

    def _chain(self, uid: Uid) -> list[Uid]:
        """An account, all partners it was ever linked to, and all tier-1s of any of these."""
        rungs = (self._rungs(each) for each in (uid, *self._partners(uid)))
        return list(dict.fromkeys(chain.from_iterable(rungs)))

    def _rungs(self, uid: Uid) -> list[Uid]:
        tier_links = self._recorded(self._history(uid).tier_links)
        return [uid, *(each.tier1 for each in tier_links)]

    def _partners(self, uid: Uid) -> list[Uid]:
        return [each.partner for each in self._recorded(self._history(uid).links)]

    def _is_partner(self, uid: Uid) -> bool:
        history = self._history(uid)
        return any(self._recorded((*history.standings, *history.tier_links)))

    def _rows(self, uid: Uid) -> tuple[Dated, ...]:
        history = self._history(uid)
        return (*history.standings, *history.tier_links, *history.links)

    def _history(self, uid: Uid) -> AccountHistory:
        return self.cash.histories[uid]

    def _original(self, payment: Payment) -> Sequence[Payment]:
        return self.cash.originals.get(payment.refund_of, ()) if payment.refund_of else ()

    def _recorded(self, facts: Iterable[F]) -> Iterator[F]:
        return (each for each in facts if each.recorded_in <= self.revision)

    def _told(self, facts: Iterable[Fact]) -> Iterator[datetime]:
        """The instants at which versions came to be known, or were known no longer."""
        for fact in self._recorded(facts):
            yield fact.recorded_at
            if fact.superseded_at is not None and (fact.superseded_in or 0) <= self.revision:
                yield fact.superseded_at

    def _known(self, at: datetime) -> Known:
        if at not in self._knowns:
            self._knowns[at] = Known(self.cash.histories, self._moment(at))
        return self._knowns[at]

    def _moment(self, at: datetime) -> Moment:
        return Moment(date.min, at, DEFAULTS, self.revision)


def _by_id(payments: Iterable[Payment]) -> Iterable[Sequence[Payment]]:
    """The versions of each payment that stand on one account."""
    found = defaultdict[FactId, list[Payment]](list)
    for each in payments:
        found[each.id].append(each)
    return found.values()


def _effects(known: Known, uid: Uid) -> tuple[Effect[Any], ...]:
    return (*known.standings(uid), *known.tier_links(uid), *known.links(uid))


def _last(steps: Sequence[T], at: T, otherwise: T) -> T:
    """The last of some steps in order that is not behind a day or an instant."""
    number = bisect_right(steps, at)
    return steps[number - 1] if number else otherwise
