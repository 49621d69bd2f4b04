"""Tier-1s and city partners: who has standing when, and who stands under whom."""

from collections.abc import Sequence
from datetime import date, timedelta

from gateway.exchange.worlds.book import FIRST, LAST, Book, Stay
from graph.model import Account, FactId, Interval, Standing, TierLink, Uid

LOST = 0.06
"""Share of tier-1s that lose their standing, and their city partners and customers with it."""

RELEASED = 0.2
"""Share of city partners that are released; half of these enter again under another tier-1."""

ENTRY = timedelta(120)


def tier1(book: Book, *, stays: bool) -> Stay:
    """A tier-1; one that `stays` never loses its standing."""
    account = book.account(partner=True)
    start = book.day(FIRST, FIRST + timedelta(60))
    lost = not stays and book.chance(LOST)
    end = book.day(start + ENTRY * 2, LAST) if lost else None
    _standing(book, account.uid, start, end, "EXPELLED" if book.chance(0.5) else "VOLUNTARY")
    return Stay(account.uid, account.owner, Interval(start, end))


def city(book: Book, tier1s: Sequence[Stay], *, leaves: bool) -> list[Stay]:
    """A city partner's stays: one that `leaves` is released; any may be (CA 2.3.1)."""
    account = book.account(partner=True)
    above = book.pick(tier1s)
    first = _stay(book, account, above, above.span.start + timedelta(15), leaves=leaves)
    if first.span.end is None or book.chance(0.5):
        return [first]
    again = first.span.end + timedelta(book.random.randrange(1, 45))
    others = [each for each in tier1s if again in each.span and again < LAST]
    if not others:
        return [first]
    return [first, _stay(book, account, book.pick(others), again, leaves=False)]


def _stay(book: Book, account: Account, above: Stay, since: date, *, leaves: bool) -> Stay:
    """One stay under one tier-1: agreement first, entry some days later (CA 2.1)."""
    start = book.day(since, min(since + ENTRY, above.last))
    entry = book.day(start, min(start + timedelta(20), above.last))
    end = above.span.end
    if (leaves or book.chance(RELEASED)) and entry + timedelta(30) < above.last:
        end = book.day(entry + timedelta(30), above.last)
    _standing(book, account.uid, start, end, "RELEASED")
    made = FactId(f"tier:{account.uid}:{above.uid}:{entry}")
    link = TierLink(id=made, city=account.uid, tier1=above.uid, valid_from=entry, valid_to=end)
    book.dated(link)
    return Stay(account.uid, account.owner, Interval(entry, end), above)


def _standing(book: Book, uid: Uid, start: date, end: date | None, cause: str) -> None:
    standing = Standing(
        id=FactId(f"standing:{uid}:{start}"),
        account=uid,
        valid_from=start,
        valid_to=end,
        end_cause=cause if end else None,
    )
    book.dated(standing)
