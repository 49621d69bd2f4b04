"""Customer accounts: by whom they are linked when, and what becomes of resale accounts after."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from gateway.exchange.worlds.book import LAST, Book, Stay
from graph.model import (
    Account,
    AccountCondition,
    Condition,
    FactId,
    Interval,
    Link,
    LinkType,
    PartyId,
    Uid,
)
from graph.model.time import ONE_DAY

MOVED = 0.12
UNLINKED = 0.05
RESALE = 0.35
CONVERTED = 0.5
CLOSED = 0.2


class Customer(Struct, frozen=True):
    """An account, its owner, and its links: days, partner, type."""

    uid: Uid
    owner: PartyId
    links: tuple[tuple[Interval, Stay, LinkType], ...] = ()

    def on(self, day: date) -> tuple[Stay, LinkType] | None:
        """The partner and the type of link on a day."""
        found = (each[1:] for each in self.links if day in each[0])
        return next(found, None)


def customer(book: Book, stays: Sequence[Stay]) -> Customer:
    """A customer account with the links of its life."""
    account = book.account(person=book.chance(0.15))
    if book.chance(UNLINKED):
        return Customer(account.uid, account.owner)
    kind = LinkType.RESALE if book.chance(RESALE) else LinkType.AGENCY
    links = tuple(_links(book, account, stays, kind))
    for number, (span, _, kind) in enumerate(links):
        following = links[number + 1][0].start if number + 1 < len(links) else None
        if kind is LinkType.RESALE and span.end is not None and following is None:
            _after_resale(book, account.uid, span.end)
    return Customer(account.uid, account.owner, links)


def _links(
    book: Book, account: Account, stays: Sequence[Stay], kind: LinkType
) -> Iterator[tuple[Interval, Stay, LinkType]]:
    """One link, and another under another partner when the customer moves."""
    stay = book.pick(stays)
    start = book.day(stay.span.start, min(stay.span.start + timedelta(200), stay.last))
    end = stay.span.end
    if book.chance(MOVED) and start < stay.last:
        end = book.day(start + ONE_DAY, stay.last)
    yield _link(book, account.uid, stay, kind, Interval(start, end))
    if end is None:
        return
    after = end if book.chance(0.6) else end + timedelta(book.random.randrange(1, 30))
    other = book.pick(stays)
    if after in other.span and other.uid != stay.uid and after <= LAST:
        yield _link(book, account.uid, other, kind, Interval(after, other.span.end))


def _link(
    book: Book, uid: Uid, stay: Stay, kind: LinkType, span: Interval
) -> tuple[Interval, Stay, LinkType]:
    link = Link(
        id=FactId(f"link:{uid}:{stay.uid}:{span.start}"),
        account=uid,
        partner=stay.uid,
        type=kind,
        valid_from=span.start,
        valid_to=span.end,
    )
    book.dated(link)
    return span, stay, kind


def _after_resale(book: Book, uid: Uid, end: date) -> None:
    """Converted, closed, or left waiting (Q9)."""
    lot = book.random.random()
    if lot >= CONVERTED + CLOSED:
        return
    condition = Condition.CONVERTED if lot < CONVERTED else Condition.CLOSED
    day = end + timedelta(book.random.randrange(1, 40))
    made = FactId(f"condition:{uid}:{condition}:{day}")
    book.dated(AccountCondition(id=made, account=uid, condition=condition, valid_from=day))
