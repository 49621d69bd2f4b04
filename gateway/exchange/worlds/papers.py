"""Papers of an invented world: agreements with their deposits, violations, moves asked for."""

from datetime import date, timedelta
from typing import TypeVar

from msgspec.structs import replace

from gateway.exchange.worlds.book import LAST, Book, Stay
from gateway.exchange.worlds.customers import Customer
from graph.model import (
    Agreement,
    AgreementKind,
    Assessment,
    Authorisation,
    AuthorisedAct,
    DepositEntry,
    DepositMove,
    Fact,
    FactId,
    Fen,
    LinkType,
    Month,
    Note,
    Notice,
    NoticeKind,
    Request,
    RequestKind,
    Verdict,
    Violation,
    ViolationClass,
    ViolationOutcome,
    start_of,
)
from graph.model.made import made_from

DEPOSIT, PENALTY = Fen(500_000), Fen(200_000)
CHARGED = 0.2
"""Share of stays in which a violation is charged."""

AUTHORISED = 0.2
P = TypeVar("P", bound=Fact)
ACTS = ("MR 6.2.5.1", "MR 6.2.7.3", "MR 6.2.7.5")


class Papers:
    """Writes them into a book."""

    def __init__(self, book: Book) -> None:
        """With no violation charged yet."""
        self._book = book
        self._charged = 0

    def stay(self, stay: Stay) -> None:
        """The agreement and deposit of a stay, its first quarter, and now and then a violation."""
        book, signed = self._book, stay.span.start
        agreed = Agreement(
            id=FactId(f"agreement:{stay.owner}:FA:{signed}"),
            party=stay.owner,
            kind=AgreementKind.FA,
            signed_on=signed,
            sealed_on=signed + timedelta(book.random.randrange(4)),
            recorded_at=start_of(signed),
        )
        book.write(agreed)
        self._entry(agreed, DepositMove.PAID, DEPOSIT, signed + timedelta(5))
        if stay.tier1 is None:
            self._reached(stay)
        if book.chance(CHARGED):
            self._violation(stay, agreed)

    def customer(self, customer: Customer) -> None:
        """What a customer lets its partner do, and the move that it asked for."""
        book, links = self._book, customer.links
        if links and links[0][2] is LinkType.AGENCY and book.chance(AUTHORISED):
            span, stay, _ = links[0]
            allowed = Authorisation(
                id=FactId(""),
                account=customer.uid,
                partner=stay.uid,
                act=book.pick(list(AuthorisedAct)),
                valid_from=span.start,
                recorded_at=start_of(span.start),
            )
            book.write(_named(allowed))
        if len(links) > 1 and links[0][0].end == links[1][0].start:
            self._moved(customer)

    def _moved(self, customer: Customer) -> None:
        (_, _, _), (span, stay, kind) = customer.links
        asked = span.start - timedelta(self._book.random.randrange(3, 20))
        request = Request(
            id=FactId(""),
            account=customer.uid,
            kind=RequestKind.MOVE,
            applied_on=asked,
            applied_by=customer.owner,
            other=stay.uid,
            link_type=kind,
            authorised_on=asked,
            decided_on=span.start,
            verdict=Verdict.GRANTED,
            executed_on=span.start,
            recorded_at=start_of(span.start),
        )
        self._book.write(_named(request))

    def _reached(self, stay: Stay) -> None:
        first = Month.of(stay.span.start).first
        quarter = first.replace(month=3 * ((first.month - 1) // 3) + 1)
        reached = Assessment(
            id=FactId(""),
            account=stay.uid,
            quarter=quarter,
            new_customers=self._book.random.randrange(25),
            minimum=10,
            recorded_at=start_of(quarter + timedelta(100)),
        )
        self._book.write(_named(reached))

    def _violation(self, stay: Stay, agreed: Agreement) -> None:
        """Charged, established by silence or a finding, its penalty taken from the deposit."""
        book = self._book
        reported = book.day(stay.span.start + timedelta(10), LAST)
        noticed = reported + timedelta(2)
        found = noticed + timedelta(book.random.randrange(5, 15))
        self._charged += 1
        charge = Violation(
            id=FactId(f"v-{self._charged}"),
            party=stay.owner,
            rank=ViolationClass.CLASS_2,
            clause=book.pick(ACTS),
            reported_on=reported,
            noticed_on=noticed,
            outcome=ViolationOutcome.ESTABLISHED,
            decided_on=found,
            recorded_at=start_of(found),
        )
        book.write(charge)
        self._entry(agreed, DepositMove.DEDUCTED, PENALTY, found, charge.id)
        notice = Notice(
            id=FactId(""),
            party=stay.owner,
            kind=NoticeKind.TOP_UP,
            received_on=found + timedelta(1),
            about=charge.id,
            fen=PENALTY,
            recorded_at=start_of(found + timedelta(1)),
        )
        book.write(_named(notice))
        if book.chance(0.5):
            self._entry(agreed, DepositMove.TOPPED_UP, PENALTY, found + timedelta(6))
        else:
            text = "Asked by telephone to top up its deposit."
            told = Note(
                id=FactId(f"note:{charge.id}"),
                subject=charge.id,
                text=text,
                recorded_at=start_of(found + timedelta(9)),
            )
            book.write(told)

    def _entry(
        self,
        agreed: Agreement,
        move: DepositMove,
        fen: Fen,
        on: date,
        about: FactId | None = None,
    ) -> None:
        entry = DepositEntry(
            id=FactId(""),
            party=agreed.party,
            move=move,
            fen=fen,
            on=on,
            about=about,
            agreement=agreed.id,
            recorded_at=start_of(on),
        )
        self._book.write(_named(entry))


def _named(fact: P) -> P:
    """The paper under the id that it would be given in a file."""
    return replace(fact, id=FactId(made_from(fact) or fact.id))
