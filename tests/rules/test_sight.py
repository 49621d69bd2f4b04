"""What a viewer sees: on which days, of whom, and how a fact looks from within them."""

from datetime import UTC, date, datetime

import pytest

from graph.model import (
    Uid,
)
from graph.rules import sight
from graph.rules.sight import single
from tests.rules.looking import BRANCH, Look, days


@pytest.mark.parametrize(
    ("root", "uid", "first", "last"),
    [
        ("harbor", "acme", "2018-01-10", "2018-03-15"),  # a release takes the link (R106)
        ("east", "acme", "2018-01-10", "2018-03-15"),
        ("east", "harbor", "2018-01-05", "2018-03-15"),
        ("east", "birch", "2018-01-10", "2018-02-09"),
        ("west", "harbor", "2018-03-16", "2030-01-01"),
        ("west", "birch", "2018-02-10", "2030-01-01"),
    ],
)
def test_an_account_is_seen_from_the_first_day_below_to_the_last(root, uid, first, last):
    seen = Look(BRANCH, root).sight.below(Uid(uid))
    begin, end = days(first), days(last)
    assert begin in seen
    assert end in seen
    assert date.fromordinal(begin.toordinal() - 1) not in seen
    if end.year == 2018:
        assert date.fromordinal(end.toordinal() + 1) not in seen


def test_a_root_is_seen_on_all_days_and_what_is_not_there_on_none():
    look = Look(BRANCH, "harbor", "nobody")
    assert date.min in look.sight.below(Uid("harbor"))
    assert not look.sight.below(Uid("nobody"))
    assert not look.sight.below(Uid("nowhere"))
    assert look.account("nowhere") is None


def test_of_whoever_stands_above_a_root_the_places_are_seen_and_no_more():
    look = Look(BRANCH + "east frozen from 2018-02-01\n", "acme")
    assert days("2018-03-15") in look.sight.above(Uid("east"))
    assert days("2018-03-16") not in look.sight.above(Uid("east"))
    east = look.account("east")
    assert [each.valid_to for each in east.standings] == [days("2018-03-16")]
    assert east.conditions == ()
    assert look.account("west") is None
    assert look.account("birch") is None


def test_aliyun_is_known_to_everybody():
    assert date.min in Look(BRANCH).sight.above(Uid("aliyun"))


def test_a_later_link_and_the_end_of_ones_own_days_are_not_told():
    text = BRANCH.replace("west as city from 2018-03-16", "west as city from 2018-06-01")
    text = text.replace("from 2018-01-05 to 2018-03-16", "from 2018-01-05 to 2018-06-01")
    birch = Look(text, "east").account("birch")
    assert [(each.partner, each.valid_to) for each in birch.links] == [("east", days("2018-02-10"))]


def test_a_version_that_says_nothing_new_within_ones_days_is_left_out():
    text = """
    east is partner from 2017-04-01
    harbor is partner from 2018-01-05
    harbor under east as city from 2018-01-05 to 2018-03-16
    harbor under west as city from 2018-03-16
    west is partner from 2017-04-01
    harbor frozen from 2018-02-01 to 2018-05-01 known from 2018-05-01
    """
    (frozen,) = Look(text, "east").account("harbor").conditions
    assert (frozen.valid_to, frozen.superseded_at) == (days("2018-03-16"), None)
    assert len(Look(text, "harbor").account("harbor").conditions) == 2


def test_an_end_of_standing_after_ones_days_has_no_cause_yet():
    text = BRANCH.replace("harbor is partner from 2018-01-05", "").replace(
        "harbor under west as city from 2018-03-16", ""
    )
    text += "harbor is partner from 2018-01-05\neast is partner from 2016-01-01 to 2016-02-01\n"
    look = Look(
        "west is partner from 2017-01-01 to 2018-12-01 ended by expelled\n"
        "acme under west as agency from 2018-01-10 to 2018-02-10\n",
        "acme",
    )
    (standing,) = look.account("west").standings
    assert (standing.valid_to, standing.end_cause) == (days("2018-02-10"), None)


def test_names_that_were_recorded_after_ones_days_are_blank():
    text = BRANCH + 'birch named "Birch Ltd." external id b-1 known from 2018-02-10\n'
    text += 'party cust:birch named "Birch Holding" known from 2018-02-10\n'
    look = Look(text, "east")
    assert (look.account("birch").account.name, look.account("birch").account.external_id) == (
        "",
        None,
    )
    (party,) = (each for each in look.world.parties if each.id == "cust:birch")
    shown = sight.party(look.sight, party)
    assert shown is not None
    assert shown.name == ""
    assert single(look.sight, party, (), {}) is None
    assert sight.party(Look(text, "acme").sight, party) is None
    (account,) = (each for each in look.world.accounts if each.id == "birch")
    assert single(look.sight, account, (), {}) is None
    west = Look(text, "west")
    assert west.account("birch").account.name == "Birch Ltd."
    assert single(west.sight, account, (), {}) == account
    assert single(west.sight, party, (), {}) == party


def test_what_was_learnt_later_is_seen_as_of_later():
    text = BRANCH.replace(
        "harbor under east as city from 2018-01-05 to 2018-03-16",
        "harbor under east as city from 2018-01-05 to 2018-03-16 known from 2018-04-12",
    ).replace("harbor under west as city from 2018-03-16\n", "")
    then = Look(text, "east", known_at=datetime(2018, 4, 1, tzinfo=UTC))
    assert days("2018-03-20") in then.sight.below(Uid("acme"))
    assert days("2018-03-20") not in Look(text, "east").sight.below(Uid("acme"))
