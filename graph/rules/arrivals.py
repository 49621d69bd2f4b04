"""Payments that are new made postings: from themselves and what stands above their accounts.

This is what most commits write, so it asks no more than it must. Nothing is looked at that was
posted before. Customers of one partner, between two days on which something above it begins or
ends, are placed together: what holds for one holds for all.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from msgspec import Struct

from graph.model import NOTHING, Amount, Group, Histories, Link, Month, Payment, Posting, Uid
from graph.rules.postings import groups
from graph.rules.standing import Known
from graph.rules.timeline import Cash, Entry, Timeline, amount_of

Place = tuple[Uid, date, datetime]
"""An account, the day on which it pays, the instant from which that is known."""

Key = tuple[Uid, date | int, Month | None, datetime]
"""What is placed together."""


class _Together(Struct):
    """Cash that counts to the same: where one part of it stands, and what it comes to."""

    place: Place
    fen: int = 0
    payments: int = 0


def is_plain(payment: Payment) -> bool:
    """Whether a recorded payment is its first and only version, and gives nothing back."""
    return payment.version == 1 and payment.superseded_at is None and payment.refund_of is None


def arrived(
    histories: Histories, payments: Iterable[Payment], revision: int, cause: str
) -> list[Posting]:
    """What plain payments add in the revision that records them; `postings.posted` says the same.

    `histories` holds their accounts and all above them, of no later revision.
    """
    timeline = Timeline(Cash(histories, {}, {}), revision)
    sums = defaultdict[tuple[Group, datetime], Amount](lambda: NOTHING)
    for each in _gathered(timeline, payments):
        scopes = timeline.scopes(each.place[0])
        for entry, since, amount in _steps(timeline, each):
            for group in groups(entry, scopes):
                sums[group, since] = sums[group, since].plus(amount)
    return [
        Posting(group, amount, at, revision, cause)
        for (group, at), amount in sums.items()
        if amount != NOTHING
    ]


def _gathered(timeline: Timeline, payments: Iterable[Payment]) -> Iterable[_Together]:
    """Cash by what is placed together."""
    found, customers = dict[Key, _Together](), _Customers(timeline)
    for payment in payments:
        uid, day, at = place = payment.account, payment.day, payment.recorded_at
        key = customers.key(*place) or (uid, day, None, at)
        together = found.get(key)
        if together is None:
            together = found[key] = _Together(place)
        together.fen += payment.fen
        together.payments += 1
    return found.values()


class _Customers:
    """Who is placed with whom: customers that had one link, to a partner that was never released.

    Of these nothing matters but the partner, the month, and what stands above the partner.
    """

    def __init__(self, timeline: Timeline) -> None:
        self._timeline, self._histories = timeline, timeline.cash.histories
        self._links = dict[Uid, Link | None]()
        self._turns = dict[tuple[Uid, datetime], list[date] | None]()

    def key(self, uid: Uid, day: date, at: datetime) -> Key | None:
        """What an account is placed by; None if by itself."""
        link = self._links[uid] if uid in self._links else self._only_link(uid)
        if link is None or link.recorded_at > at or day not in link.interval:
            return None
        where = link.partner, at
        turns = self._turns[where] if where in self._turns else self._days(*where)
        if turns is None:
            return None
        return link.partner, bisect_right(turns, day), Month.of(day), at

    def _only_link(self, uid: Uid) -> Link | None:
        history = self._histories[uid]
        alone = len(history.links) == 1 and not (history.standings or history.tier_links)
        link = history.links[0] if alone else None
        self._links[uid] = link if link is None or link.superseded_at is None else None
        return self._links[uid]

    def _days(self, partner: Uid, at: datetime) -> list[date] | None:
        """When something begins or ends above customers; None where more has to be looked at."""
        above = self._timeline.changes_among(partner)
        known = self._timeline.known(at)
        unsteady = known.releases(partner) or (above and above[-1] > at)
        self._turns[partner, at] = None if unsteady else sorted(_turns(known, partner))
        return self._turns[partner, at]


def _turns(known: Known, partner: Uid) -> set[date]:
    """The days on which a standing or a tier link of a partner or of a tier-1 begins or ends."""
    tiers = known.tier_links(partner)
    uids = {partner, *(each.fact.tier1 for each in tiers)}
    every = (*tiers, *(each for uid in uids for each in known.standings(uid)))
    days = (day for each in every for day in (each.interval.start, each.interval.end))
    return {day for day in days if day is not None}


def _steps(timeline: Timeline, of: _Together) -> Iterator[tuple[Entry, datetime, Amount]]:
    """What is added to an entry from which instant on, as more came to be known above."""
    uid, day, at = of.place
    month, before = Month.of(day), None
    later = (each for each in timeline.changes_above(uid) if each > at)
    for since in (at, *later):
        entry = (month, *timeline.place(uid, day, since))
        if entry == before:
            continue
        if before is not None:
            yield before, since, NOTHING.less(amount_of(uid, before, of.fen, of.payments))
        yield entry, since, amount_of(uid, entry, of.fen, of.payments)
        before = entry
