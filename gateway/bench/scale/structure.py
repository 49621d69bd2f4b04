"""Who there is in a world of some size, and what hangs where: histories with two times."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace

from gateway.bench.scale.size import Size, name, partner_of, tier1_of, uid
from graph.model import (
    Account,
    Fact,
    FactId,
    Link,
    LinkType,
    Party,
    PartyId,
    Standing,
    TierLink,
)

BEGUN = date(2024, 1, 1)
SOME_MOVED, SOME_CORRECTED = (20, 3), (40, 4)
"""Of how many customers one, by the rest of its number."""

MOVED = date(2025, 3, 3)
"""The day on which one customer of twenty came from another partner."""

LEARNT = datetime(2025, 6, 1, tzinfo=UTC)
"""When one link of forty was corrected."""


def mark(size: Size) -> Party:
    """The party by which a world of some size is known again."""
    return Party(id=FactId(f"bench:{size.name}"), name=f"World of size {size.name}")


def owner(number: int) -> PartyId:
    """The party that owns an account."""
    return PartyId(f"party:{number}")


def party(number: int) -> Party:
    """The party of an account."""
    return Party(id=FactId(owner(number)), name=f"{name(number)} Ltd.")


def account(number: int) -> Account:
    """An account, with the number that a reseller has for it."""
    return Account(
        id=FactId(uid(number)),
        owner=owner(number),
        name=name(number),
        external_id=external(number),
    )


def external(number: int) -> str:
    """What a reseller calls an account."""
    return f"crm-{number:07}"


def places(size: Size, number: int) -> Iterator[Fact]:
    """Where a partner stands."""
    account, known = uid(number), noon(BEGUN)
    id_ = FactId(f"standing:{number}")
    yield Standing(id=id_, account=account, valid_from=BEGUN, recorded_at=known)
    if number >= size.tier1s:
        id_, above = FactId(f"tier:{number}"), uid(tier1_of(size, number))
        yield TierLink(id=id_, city=account, tier1=above, valid_from=BEGUN, recorded_at=known)


def links(size: Size, number: int) -> Iterator[Link]:
    """The link of a customer; some came from another partner, some links were corrected."""
    partner, begun = partner_of(size, number), BEGUN + timedelta(number % 200)
    link = Link(
        id=FactId(f"link:{number}"),
        account=uid(number),
        partner=uid(partner),
        type=LinkType.RESALE if number % 3 == 0 else LinkType.AGENCY,
        valid_from=begun,
        recorded_at=noon(begun),
    )
    if _one_of(SOME_MOVED, number):
        before, id_ = uid((partner + 2) % size.partners), FactId(f"{link.id}:0")
        yield replace(link, id=id_, partner=before, valid_to=MOVED)
        yield replace(link, valid_from=MOVED, recorded_at=noon(MOVED))
    elif _one_of(SOME_CORRECTED, number):
        yield replace(link, valid_from=begun + timedelta(9), superseded_at=LEARNT)
        yield replace(link, version=2, recorded_at=LEARNT)
    else:
        yield link


def _one_of(some: tuple[int, int], number: int) -> bool:
    many, rest = some
    return number % many == rest


def noon(day: date) -> datetime:
    """Noon in Shanghai."""
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
