"""Payments, refunds, obligations, settlements and findings of a random world."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import msgspec

from graph.model import (
    Cause,
    Dated,
    FactId,
    Fen,
    Finding,
    Link,
    Obligation,
    PartyId,
    Payment,
    Settlement,
    TierLink,
    Uid,
    start_of,
)
from tests.property.book import DAWN, DAY, FIRST, LAST, Book

CLOCK = (timedelta(), timedelta(hours=12), timedelta(hours=23, minutes=59, seconds=59))


def _edges(book: Book, uid: Uid) -> list[date]:
    """Days on which something begins or ends for an account, or for anybody."""
    kinds = ("standings", "tier_links", "links")
    rows: list[Dated] = [row for kind in kinds for row in book.facts.get(kind, ())]
    own = [row for row in rows if uid in (getattr(row, "account", ""), getattr(row, "city", ""))]
    return [day for row in own or rows for day in (row.valid_from, row.valid_to) if day]


def _near(book: Book, days: Sequence[date]) -> date:
    """The day before, of or after one of the days; or any day."""
    if not days or book.chance(0.3):
        return book.day(FIRST, LAST)
    return book.random.choice(days) + book.random.choice([-1, 0, 0, 1]) * DAY


PRODUCTS = ("compute", "market", None, "mail")


def payments(book: Book, uid: Uid) -> None:
    """Some payments on one account, near the days on which its place changes, and refunds."""
    edges = _edges(book, uid)
    for number in range(book.random.randint(1, 4)):
        day = _near(book, edges)
        paid = Payment(
            id=FactId(f"pay-{uid}-{number}"),
            account=uid,
            paid_at=start_of(day) + book.random.choice(CLOCK),
            fen=Fen(book.random.randint(1, 300_000)),
            product=PRODUCTS[number % len(PRODUCTS)],
            fee_eligible=book.chance(0.9),
            voucher_fen=Fen(book.random.choice([0, 0, 0, 20_000])),
        )
        if book.chance(0.4):
            begun = _near(book, edges)
            ended = begun + book.random.choice([1, 2, 7, 30, 45]) * DAY
            paid = msgspec.structs.replace(paid, consumed_from=begun, consumed_to=ended)
        _paid(book, paid)


def _paid(book: Book, paid: Payment) -> None:
    known = _known(book, paid.paid_at)
    if book.twist(0.05):
        book.retract("payments", paid, known)
        return
    book.tell("payments", _booked_wrong(book, paid) if book.twist(0.15) else None, paid, known)
    if book.chance(0.3):
        at = paid.paid_at + book.random.choice([1, 3, 20, 35, 65]) * DAY
        back = Payment(
            id=FactId(f"{paid.id}-back"),
            account=paid.account,
            paid_at=at,
            fen=Fen(-book.random.choice([paid.fen, 1, max(1, paid.fen // 3)])),
            refund_of=paid.id,
        )
        book.tell("payments", None, back, max(known, at))


def _booked_wrong(book: Book, paid: Payment) -> Payment:
    """A version with another amount, on another day, or on another's account."""
    other = book.random.choice(book.facts["accounts"][1:]).uid
    fields = book.random.choice(
        [{"fen": Fen(paid.fen + 101)}, {"paid_at": paid.paid_at + DAY}, {"account": other}]
    )
    return msgspec.structs.replace(paid, **fields)


def _known(book: Book, at: datetime) -> datetime:
    return at + (book.late() if book.twist(0.2) else timedelta())


def obligation(book: Book, number: int, uids: Sequence[Uid], parties: Sequence[PartyId]) -> None:
    """One debt with its settlements and findings."""
    uid = book.random.choice(uids) if book.chance(0.85) else None
    begun = _near(book, _edges(book, uid or Uid("")))
    days = book.random.choice([1, 1, 1, 2, 7, 33])
    owed = Obligation(
        id=FactId(f"o{number}"),
        account=uid,
        party=None if uid else _debtor(book, parties),
        occurred_from=begun,
        occurred_to=begun + days * DAY,
        fen=Fen(book.random.randint(100, 2_000_000)),
        cause=book.random.choice(list(Cause)),
    )
    known = _known(book, start_of(begun))
    wrong = _wrong(book, owed) if book.twist(0.1) else None
    book.tell("obligations", wrong, owed, known)
    _settle(book, owed, parties, known)
    _find(book, owed, parties, known)


def _debtor(book: Book, parties: Sequence[PartyId]) -> PartyId:
    """A party that owes by itself; half of the time one with more than one account."""
    owners = [row.owner for row in book.facts["accounts"]]
    several = [party for party in parties if owners.count(party) > 1]
    return book.random.choice(several if several and book.chance(0.5) else parties)


def _wrong(book: Book, owed: Obligation) -> Obligation:
    """A version with another amount, of another account, or begun a day later."""
    if owed.account and book.chance(0.3):
        return msgspec.structs.replace(
            owed, account=book.random.choice(book.facts["accounts"][1:]).uid
        )
    if book.chance(0.5):
        return msgspec.structs.replace(owed, fen=Fen(owed.fen + 7))
    later = owed.occurred_from + DAY
    return msgspec.structs.replace(
        owed, occurred_from=later, occurred_to=max(owed.occurred_to, later + DAY)
    )


def _settle(book: Book, owed: Obligation, parties: Sequence[PartyId], known: datetime) -> None:
    left, day = int(owed.fen), owed.occurred_from
    for number in range(book.random.choice([0, 0, 1, 2, 3])):
        fen = left if book.chance(0.15) else book.random.randint(1, max(1, left // 2))
        if left <= 0:
            return
        day += book.random.randint(0, 40) * DAY
        row = Settlement(
            id=FactId(f"settled-{owed.id}-{number}"),
            obligation=owed.id,
            by=book.random.choice(parties),
            on=day,
            fen=Fen(fen),
        )
        left -= fen
        book.tell("settlements", None, row, max(known, _known(book, start_of(day))))


def _find(book: Book, owed: Obligation, parties: Sequence[PartyId], known: datetime) -> None:
    day = owed.occurred_from
    concerned = [] if book.twist(0.15) else _looked_at(book, owed)
    often = [0, 1, 1, 2, 3, 4] if concerned else [0, 0, 0, 0, 1]
    for _ in range(book.random.choice(often)):
        day += book.random.randint(1, 40) * DAY
        party = book.random.choice(concerned or _partners(parties))
        row = Finding(
            id=FactId(f"finding:{owed.id}:{party}:{day}"),
            obligation=owed.id,
            party=party,
            mismanaged=book.chance(0.5),
            found_on=day,
        )
        wrong = msgspec.structs.replace(row, mismanaged=not row.mismanaged)
        learnt = max(known, _known(book, start_of(day)), DAWN)
        book.tell("findings", wrong if book.twist(0.15) else None, row, learnt)


def _looked_at(book: Book, owed: Obligation) -> list[PartyId]:
    """The city partner behind a debt and its tier-1: their management may be looked at."""
    day, rows = (
        owed.occurred_from,
        [*book.facts.get("links", ()), *book.facts.get("tier_links", ())],
    )
    behind = [row for row in rows if row.valid_from <= day < (row.valid_to or LAST)]
    owners = {row.uid: row.owner for row in book.facts["accounts"]}
    links = [row for row in behind if isinstance(row, Link)]
    cities = {row.partner for row in links if row.account == owed.account}
    cities |= {uid for uid, owner in owners.items() if uid == owed.account or owner == owed.party}
    tiers = [row for row in behind if isinstance(row, TierLink) and row.city in cities]
    return sorted({owners[uid] for row in tiers for uid in (row.city, row.tier1)})


def _partners(parties: Sequence[PartyId]) -> Sequence[PartyId]:
    """The owners of partner accounts: findings are about them."""
    return [party for party in parties if not party.startswith("cust:")] or parties
