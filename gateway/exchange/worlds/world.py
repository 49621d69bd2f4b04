"""One world: so many accounts, each with its life."""

from collections.abc import Iterator
from datetime import date

from gateway.exchange.reading import Unwatched, Watch
from gateway.exchange.worlds.book import FIRST, Book, Size, Stay
from gateway.exchange.worlds.customers import Customer, customer
from gateway.exchange.worlds.dues import Dues
from gateway.exchange.worlds.papers import Papers
from gateway.exchange.worlds.partners import city, tier1
from graph.model import Uid, World

FEWEST, MOST = 10, 1_000_000
"""Accounts that a world may have."""

DEBTS = 15
"""Customers to one debt."""


def world(seed: int, size: Size, watch: Watch | None = None) -> World:
    """The world of a seed and a size; ValueError when the size can't be.

    About N^0.43 of N accounts are tier-1s and N^0.6 city partners: 190 and 1,500 of 200,000.
    """
    if not FEWEST <= size.accounts <= MOST or size.payments_per_account < 0:
        raise ValueError(f"expected {FEWEST} to {MOST:,} accounts, got {size.accounts}")
    told, book = watch or Unwatched(), Book(seed)
    told.stage("inventing accounts", size.accounts)
    first, second = int(size.accounts**0.43), int(size.accounts**0.6)
    tier1s = [tier1(book, stays=number == 0) for number in range(first)]
    cities = [city(book, tier1s, leaves=number == 0) for number in range(second)]
    stays = [*tier1s, *(stay for each in cities for stay in each)]
    customers: list[Customer] = []
    for _ in range(size.accounts - first - second):
        customers.append(customer(book, stays))
        told.advance()
    _dues(book, size, stays, customers, told)
    _papers(book, stays, customers)
    return book.world()


def _dues(
    book: Book, size: Size, stays: list[Stay], customers: list[Customer], watch: Watch
) -> None:
    dues = Dues(book)
    payers = dict(_since(stays, customers))
    watch.stage("inventing payments", round(len(payers) * size.payments_per_account))
    for uid, since in payers.items():
        for _ in range(_number(book, size.payments_per_account)):
            dues.payment(uid, since)
            watch.advance()
    for number, debtor in enumerate(customers):
        if number % DEBTS == 0 or (number < DEBTS and number % 2):
            dues.obligation(debtor)
    for stay in stays[:: DEBTS * 2]:
        dues.penalty(stay)


def _papers(book: Book, stays: list[Stay], customers: list[Customer]) -> None:
    papers = Papers(book)
    for stay in stays:
        papers.stay(stay)
    for each in customers:
        papers.customer(each)


def _since(stays: list[Stay], customers: list[Customer]) -> Iterator[tuple[Uid, date]]:
    """Every account, and the day from which it pays: mostly since it is linked."""
    for stay in reversed(stays):
        yield stay.uid, stay.span.start
    for each in customers:
        yield each.uid, each.links[0][0].start if each.links else FIRST


def _number(book: Book, average: float) -> int:
    """None to twice the average, evenly."""
    return int(book.random.random() * (2 * average + 1))
