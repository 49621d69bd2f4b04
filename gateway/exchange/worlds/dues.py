"""Payments with refunds; obligations with settlements and findings."""

from datetime import date, timedelta

from gateway.exchange.worlds.book import FIRST, LAST, Book, Stay
from gateway.exchange.worlds.customers import Customer
from graph.model import (
    Cause,
    FactId,
    Fen,
    Finding,
    LinkType,
    Obligation,
    PartyId,
    Payment,
    Settlement,
    Uid,
    start_of,
)
from graph.model.time import ONE_DAY

PRODUCTS = ("compute", "storage", "database", "network", "mail", "backup")
CENTS = (1, 50, 100, 100, 1000)
REFUNDED = 0.04
VOUCHER = 0.1
USED = 0.2
SETTLED = 0.5
FOUND = 0.4
CAUSES = (Cause.TRANSACTION, Cause.TRANSACTION, Cause.TRANSACTION, Cause.ACT, Cause.DISPUTE)
HOURS = tuple(timedelta(hours=hours) for hours in range(1, 25))


class Dues:
    """Writes them into a book, each under the next number."""

    def __init__(self, book: Book) -> None:
        """From number 1 on."""
        self._book = book
        self._paid = self._owed = 0

    def payment(self, uid: Uid, since: date) -> None:
        """A payment of an account from a day on; now and then a part of it is refunded."""
        book = self._book
        self._paid += 1
        id_, at = FactId(f"p-{self._paid}"), book.instant(since, LAST)
        start, end = _use(book, at.date()) if book.chance(USED) else (None, None)
        fen = Fen((1 + int(book.random.random() * 5_000)) * book.pick(CENTS))
        paid = Payment(
            id=id_,
            account=uid,
            paid_at=at,
            recorded_at=at + book.pick(HOURS),
            fen=fen,
            product=book.pick(PRODUCTS),
            fee_eligible=not book.chance(0.05),
            voucher_fen=Fen(500 * book.random.randrange(1, 20) if book.chance(VOUCHER) else 0),
            consumed_from=start,
            consumed_to=end,
        )
        book.write(paid)
        if book.chance(REFUNDED):
            self._refund(paid)

    def _refund(self, paid: Payment) -> None:
        later = self._book.random.randrange(1, 60)
        at = paid.paid_at + timedelta(days=later, minutes=7)
        back = Fen(-1 - int(self._book.random.random() * paid.fen))
        refund = Payment(
            id=FactId(f"{paid.id}:refund"),
            account=paid.account,
            paid_at=at,
            recorded_at=at,
            fen=back,
            product=paid.product,
            fee_eligible=paid.fee_eligible,
            refund_of=paid.id,
        )
        self._book.write(refund)

    def obligation(self, debtor: Customer) -> None:
        """A debt of a customer's account; often settled in part, sometimes looked into."""
        book = self._book
        since = debtor.links[0][0].start if debtor.links else FIRST
        start = book.day(since, LAST - timedelta(40)) if since < LAST - timedelta(40) else since
        days = book.random.randrange(2, 20) if book.chance(0.2) else 1
        owed = self._owes(start, days, book.pick(CAUSES), debtor.uid, None)
        held = debtor.on(start)
        payer = debtor.owner
        if held is not None and (held[1] is LinkType.RESALE or book.chance(0.3)):
            payer = held[0].owner
        if book.chance(SETTLED):
            self._settle(owed, payer)
        if held is not None and held[0].tier1 is not None and book.chance(FOUND):
            self._find(owed, held[0])

    def penalty(self, stay: Stay) -> None:
        """A debt of a partner itself."""
        day = self._book.day(stay.span.start, stay.last)
        owed = self._owes(day, 1, Cause.PENALTY, None, stay.owner)
        if self._book.chance(SETTLED):
            self._settle(owed, stay.owner)

    def _owes(
        self, start: date, days: int, cause: Cause, uid: Uid | None, party: PartyId | None
    ) -> Obligation:
        self._owed += 1
        owed = Obligation(
            id=FactId(f"o-{self._owed}"),
            account=uid,
            party=party,
            occurred_from=start,
            occurred_to=start + timedelta(days),
            fen=Fen(10_000 * self._book.random.randrange(1, 300)),
            cause=cause,
            recorded_at=start_of(start) + timedelta(days=days, hours=10),
        )
        self._book.write(owed)
        return owed

    def _settle(self, owed: Obligation, payer: PartyId) -> None:
        parts = self._book.random.randrange(1, 3)
        for number in range(1, parts + 1):
            on = owed.occurred_to + timedelta(20 * number)
            paid = Settlement(
                id=FactId(f"settlement:{owed.id}:{on}:{payer}:1"),
                obligation=owed.id,
                by=payer,
                on=on,
                fen=Fen(owed.fen // self._book.pick((2, 2, 3, 4))),
                recorded_at=start_of(on) + timedelta(hours=15),
            )
            self._book.write(paid)

    def _find(self, owed: Obligation, city: Stay) -> None:
        on = owed.occurred_to + timedelta(self._book.random.randrange(10, 60))
        found = Finding(
            id=FactId(f"finding:{owed.id}:{city.owner}:{on}"),
            obligation=owed.id,
            party=city.owner,
            mismanaged=self._book.chance(0.6),
            found_on=on,
            recorded_at=start_of(on) + timedelta(hours=11),
        )
        self._book.write(found)


def _use(book: Book, paid: date) -> tuple[date, date]:
    """Days of use, begun at most a month before it was paid."""
    start = max(FIRST, paid - timedelta(book.random.randrange(30)))
    return start, start + ONE_DAY * book.random.randrange(1, 31)
