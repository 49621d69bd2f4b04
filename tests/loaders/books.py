"""A store of N customers for counting what questions cost."""

from datetime import date

from graph.model import (
    Account,
    FactId,
    Link,
    LinkType,
    Obligation,
    Party,
    PartyId,
    Standing,
    TierLink,
    Uid,
    World,
)

START = date(2018, 1, 1)


def programme(customers: int) -> World:
    """One tier-1, five city partners, and customers that hang from these in turn."""
    cities = [Uid(f"c{n}") for n in range(5)]
    users = [Uid(f"u{n}") for n in range(customers)]
    every = [Uid("t"), *cities, *users]
    return World(
        parties=tuple(Party(id=FactId(uid)) for uid in every),
        accounts=tuple(Account(id=FactId(uid), owner=PartyId(uid)) for uid in every),
        standings=tuple(
            Standing(id=FactId(f"s:{uid}"), account=uid, valid_from=START)
            for uid in [Uid("t"), *cities]
        ),
        tier_links=tuple(
            TierLink(id=FactId(f"t:{uid}"), city=uid, tier1=Uid("t"), valid_from=START)
            for uid in cities
        ),
        links=tuple(link(uid, cities[n % 5]) for n, uid in enumerate(users)),
        obligations=tuple(owing(uid) for uid in users),
    )


def link(uid: Uid, partner: Uid, start: date = START) -> Link:
    """A customer's link."""
    return Link(
        id=FactId(f"link:{uid}:{partner}:{start}"),
        account=uid,
        partner=partner,
        type=LinkType.AGENCY,
        valid_from=start,
    )


def owing(uid: Uid, name: str = "o") -> Obligation:
    """A customer's obligation."""
    return Obligation(
        id=FactId(f"{name}:{uid}"), account=uid, occurred_from=START, occurred_to=START, fen=100
    )
