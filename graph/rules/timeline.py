"""Cash as a revision holds it, at every instant of knowledge at once.

To whom a payment counts changes with what is known (R20–R23): when it or the payment it refunds was
recorded or corrected, and when a standing, a tier link or a link above its account was. Between
those instants nothing changes, so that an account is judged once for a day and such a span of time,
however much it pays.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import chain
from typing import TypeVar

from msgspec import Struct

from graph.model import (
    NOTHING,
    AccountHistory,
    Amount,
    Dated,
    FactId,
    Histories,
    Moment,
    Month,
    Payment,
    Uid,
)
from graph.readings import DEFAULTS
from graph.rules.attribution import Place, Status, place
from graph.rules.performance import whole
from graph.rules.recorded import instants, recorded
from graph.rules.standing import Known

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
        self._places: dict[tuple[Uid, datetime, date], Place] = {}
        self._above: dict[Uid, list[datetime]] = {}
        self._told_at: dict[Uid, list[datetime]] = {}

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
            entry = Month.of(part.booked), *self.place(uid, part.linked, at)
            here = found.get(entry, NOTHING).plus(amount_of(uid, entry, part.fen, 1))
            found[entry] = here._replace(payments=1)
        return found

    def _original_known(self, payment: Payment, moment: Moment) -> dict[FactId, Payment]:
        """What a refund refunds, as it is known."""
        return {each.id: each for each in self._original(payment) if moment.knows(each)}

    def place(self, uid: Uid, day: date, at: datetime) -> Place:
        """To whom an account's cash of a day counts, as known at an instant."""
        since = self._since(uid, at)
        key = uid, since, day
        if key not in self._places:
            self._places[key] = place(self.known(since), uid, day)
        return self._places[key]

    def _since(self, uid: Uid, at: datetime) -> datetime:
        """An instant at which the same is known above an account as at another.

        The other itself, if more accounts were looked at then: they share what is known above.
        """
        return at if at in self._knowns else _last(self.changes_above(uid), at, DAWN)

    def _instants(self, uid: Uid, versions: Sequence[Payment]) -> list[datetime]:
        """When a payment, what it refunds or what is above its account came to be known."""
        originals = chain.from_iterable(self._original(each) for each in versions)
        own = set(instants((*versions, *originals), self.revision))
        later = (at for at in self.changes_above(uid) if at > min(own, default=at))
        return sorted(own.union(later) if own else own)

    def changes_above(self, uid: Uid) -> list[datetime]:
        """When anything above an account came to be known, or was known no longer, in order."""
        if uid not in self._above:
            told = map(self._told_of, self._chain(uid))
            self._above[uid] = sorted(set(chain.from_iterable(told)))
        return self._above[uid]

    def changes_among(self, partner: Uid) -> list[datetime]:
        """The same of a partner and its tier-1s: above its customers nothing else of it matters.

        Whose customer it once was itself is not read with them.
        """
        return sorted(set(chain.from_iterable(map(self._told_of, self._rungs(partner)))))

    def _told_of(self, uid: Uid) -> list[datetime]:
        if uid not in self._told_at:
            self._told_at[uid] = list(instants(self._rows(uid), self.revision))
        return self._told_at[uid]

    def _chain(self, uid: Uid) -> list[Uid]:
        """An account, all partners it was ever linked to, and all tier-1s of any of these."""
        rungs = (self._rungs(each) for each in (uid, *self._partners(uid)))
        return list(dict.fromkeys(chain.from_iterable(rungs)))

    def _rungs(self, uid: Uid) -> list[Uid]:
        tier_links = recorded(self._history(uid).tier_links, self.revision)
        return [uid, *(each.tier1 for each in tier_links)]

    def _partners(self, uid: Uid) -> list[Uid]:
        return [each.partner for each in recorded(self._history(uid).links, self.revision)]

    def _is_partner(self, uid: Uid) -> bool:
        history = self._history(uid)
        return any(recorded((*history.standings, *history.tier_links), self.revision))

    def _rows(self, uid: Uid) -> tuple[Dated, ...]:
        history = self._history(uid)
        return (*history.standings, *history.tier_links, *history.links)

    def _history(self, uid: Uid) -> AccountHistory:
        return self.cash.histories[uid]

    def _original(self, payment: Payment) -> Sequence[Payment]:
        return self.cash.originals.get(payment.refund_of, ()) if payment.refund_of else ()

    def known(self, at: datetime) -> Known:
        """What is above all accounts, as known at an instant."""
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


def amount_of(uid: Uid, entry: Entry, fen: int, payments: int) -> Amount:
    """Cash of an account in an entry: of the direct partner itself, or of its customer."""
    own = entry[1] == uid
    return Amount(fen if own else 0, 0 if own else fen, payments)


def _last(steps: Sequence[T], at: T, otherwise: T) -> T:
    """The last of some steps in order that is not behind a day or an instant."""
    number = bisect_right(steps, at)
    return steps[number - 1] if number else otherwise
