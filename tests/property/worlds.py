"""Small dense random worlds, the same for the same seed: everything the rules can meet, and legal.

At every moment of knowledge the rows keep I1, I2, I6, I7 and I15 (`test_worlds.py`).
"""

from random import Random

from graph.model import PartyId, Uid, World
from tests.property.book import Book, new_book
from tests.property.customers import customer
from tests.property.dues import obligation, payments
from tests.property.lives import city, ordinary, plain


def random_world(seed: int, *, twisted: bool = True) -> World:
    """The world of a seed.

    `twisted` adds what real books have: releases of which only the tier link is written (R106),
    facts learnt late, mended or taken back, partners that were customers, owners of two accounts.
    """
    book = new_book(Random(seed), twisted=twisted)
    tier1s = _accounts(book, "t", book.random.randint(1, 4))
    cities = _accounts(book, "c", book.random.randint(0, 5))
    plains = _accounts(book, "p", book.random.randint(0, 3))
    customers = _accounts(book, "u", book.random.randint(3, 15))
    for uid in tier1s:
        ordinary(book, uid, 0.4)
    for uid in cities:
        city(book, uid, tier1s)
    for uid in plains:
        plain(book, uid, [*tier1s, *cities])
    partners = [*tier1s, *cities, *cities, *plains]
    for uid in customers:
        customer(book, uid, partners)
    _dues(book, [*partners, *customers])
    return book.world()


def _accounts(book: Book, letter: str, count: int) -> list[Uid]:
    uids = [Uid(f"{letter}{number}") for number in range(1, count + 1)]
    for uid in uids:
        book.account(uid, _owner(book, uid))
    return uids


def _owner(book: Book, uid: Uid) -> PartyId:
    """Mostly a party of its own; sometimes one that owns another account already."""
    parties = [PartyId(party.id) for party in book.facts["parties"]][1:]
    if parties and book.twist(0.05 if uid.startswith("u") else 0.2):
        return book.random.choice(parties)
    return PartyId(f"cust:{uid}" if uid.startswith("u") else uid)


def _dues(book: Book, uids: list[Uid]) -> None:
    for uid in dict.fromkeys(uids):
        payments(book, uid)
    parties = [PartyId(party.id) for party in book.facts["parties"]][1:]
    for number in range(1, book.random.randint(3, 10) + 1):
        obligation(book, number, uids, parties)
