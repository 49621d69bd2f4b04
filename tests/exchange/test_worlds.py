"""Random worlds for trying out: valid, of the size asked for, the same for the same seed."""

from itertools import pairwise

import pytest

from gateway.exchange.worlds import FEWEST, MOST, Size, world
from graph.model import Condition, DepositMove, LinkType, World
from graph.rules.admission import Existing, check

BIG = world(1, Size(600))


@pytest.mark.parametrize("accounts", [FEWEST, 11, 40, 333])
def test_it_has_the_accounts_asked_for_and_is_admitted_without_a_refusal(accounts: int):
    for seed in range(12):
        made = world(seed, Size(accounts))
        assert len(made.accounts) == len(made.parties) == accounts
        assert check(Existing(), made) == ()


def test_the_same_seed_gives_the_same_world_and_another_seed_another():
    assert world(1, Size(600)) == BIG
    assert world(2, Size(600)) != BIG


@pytest.mark.parametrize("accounts", [FEWEST - 1, MOST + 1])
def test_a_size_that_cannot_be_is_refused(accounts: int):
    with pytest.raises(ValueError, match="expected 10 to 1,000,000 accounts"):
        world(1, Size(accounts))


def test_payments_are_as_many_as_asked_for():
    paid = [each for each in world(1, Size(400, 8.0)).payments if each.refund_of is None]
    assert 7 < len(paid) / 400 < 9
    assert not world(1, Size(400, 0.0)).payments


def test_it_has_everything_that_happens_in_a_hierarchy():
    links = sorted(BIG.links, key=lambda link: (link.account, link.version, link.valid_from))
    moved = [a for a, b in pairwise(links) if a.account == b.account and a.partner != b.partner]
    assert moved
    assert {link.type for link in BIG.links} == set(LinkType)
    assert {each.condition for each in BIG.conditions} >= {Condition.CONVERTED, Condition.CLOSED}
    assert any(paid.refund_of for paid in BIG.payments)
    assert any(debt.party for debt in BIG.obligations)
    assert any((debt.occurred_to - debt.occurred_from).days > 1 for debt in BIG.obligations)
    assert {found.mismanaged for found in BIG.findings} == {True, False}
    assert any(name.name.isascii() for name in BIG.parties)
    assert any(not name.name.isascii() for name in BIG.parties)
    assert {entry.move for entry in BIG.deposit_entries} == {
        DepositMove.PAID,
        DepositMove.DEDUCTED,
        DepositMove.TOPPED_UP,
    }
    assert BIG.agreements
    assert BIG.authorisations
    assert len(BIG.violations) == len(BIG.notices) > len(BIG.notes) > 0
    assert BIG.requests
    assert BIG.assessments
    cities = {link.city for link in BIG.tier_links}
    assert any(
        len({link.tier1 for link in BIG.tier_links if link.city == city}) > 1 for city in cities
    )


@pytest.mark.parametrize("size", [12, 60, 600])
def test_with_a_city_partner_that_is_released_all_its_links_end(size: int):
    made = BIG if size == len(BIG.accounts) else world(3, Size(size))
    released = [link for link in made.tier_links if link.valid_to is not None and link.version == 2]
    assert released
    for link in released:
        assert not open_below(made, link.city, link)


def open_below(made: World, city: str, tier_link) -> list:
    """Current links of customers to a released city partner that outlive its release."""
    return [
        link
        for link in made.links
        if link.partner == city
        and link.superseded_at is None
        and link.valid_from < tier_link.valid_to
        and (link.valid_to is None or link.valid_to > tier_link.valid_to)
    ]
