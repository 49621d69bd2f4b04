"""What is not kept between requests, batched within one: pages of children, and payments."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from graph.model import FactId, Payment, Uid
from graph.store import facts
from graph.store.facts import Page, Reader


class Below(Struct, frozen=True):
    """A page of children that is asked for."""

    uid: Uid
    after: str
    first: int


class Paid(Struct, frozen=True):
    """An account and the days whose payments are asked for; `end` is the first day outside.

    Of the days from `refunds` on, refunds alone.
    """

    uid: Uid
    first: date
    end: date
    refunds: date


Payments = tuple[tuple[Payment, ...], Mapping[FactId, tuple[Payment, ...]]]
"""Payments, and the originals of those that are refunds; both in all versions."""


async def children(reader: Reader, asked: Iterable[Below]) -> dict[Below, Page]:
    """Each page; one statement for all that begin after the same uid and are of one size."""
    alike = defaultdict[tuple[str, int], list[Below]](list)
    for below in asked:
        alike[below.after, below.first].append(below)
    found = dict[Below, Page]()
    for (after, first), some in alike.items():
        pages = await facts.children(reader, [below.uid for below in some], after, first)
        found |= {below: pages[below.uid] for below in some}
    return found


async def payments(reader: Reader, asked: Iterable[Paid]) -> dict[Paid, Payments]:
    """The payments of each account; one statement, or two, for all that ask for the same days."""
    alike = defaultdict[tuple[date, date, date], list[Uid]](list)
    for paid in asked:
        alike[paid.first, paid.end, paid.refunds].append(paid.uid)
    found = dict[Paid, Payments]()
    for days, uids in alike.items():
        every, originals = await facts.payments(reader, uids, *days)
        by_account = defaultdict[Uid, list[Payment]](list)
        for payment in every:
            by_account[payment.account].append(payment)
        for uid in uids:
            own = tuple(by_account[uid])
            refunded = {each.refund_of for each in own if each.refund_of is not None}
            theirs = {id_: originals[id_] for id_ in refunded if id_ in originals}
            found[Paid(uid, *days)] = own, theirs
    return found
