"""Who stands above an account on a day, and what it is there (R10–R13, CA 1.3, CA 1.4, I5)."""

import pytest

from graph.rules.lineage import Role
from tests.rules.asked import HIERARCHY, ladder, told, without

OPEN = without(HIERARCHY, "t1 is") + "t1 is partner from 2017-04-01 to 2018-03-20\n"


@pytest.mark.parametrize(
    ("uid", "role", "above"),
    [
        ("t1", Role.TIER1, ()),
        ("t2", Role.PARTNER, ()),
        ("p3", Role.PARTNER, ()),
        ("c1", Role.CITY_PARTNER, ("t1",)),
        ("u1", Role.CUSTOMER, ("t1",)),
        ("u3", Role.CUSTOMER, ("c1", "t1")),
        ("u9", Role.CUSTOMER, ("p3",)),
        ("d0", Role.UNLINKED, ()),
        ("aliyun", Role.ALIYUN, ()),
    ],
)
def test_each_account_of_the_example_has_its_place(uid: str, role: Role, above: tuple):
    found = ladder("fixture").place(uid, "2018-03-10", has_city_partners=uid == "t1")
    assert (found.role, found.above) == (role, above)


def test_a_customer_climbs_by_its_link_and_the_tier_link_of_its_partner():
    found = ladder("fixture").place("u3", "2018-03-10")
    assert (found.partner, found.tier1) == ("c1", "t1")
    assert found.link is not None
    assert found.link.partner == "c1"
    assert found.tier_link is not None
    assert found.tier_link.tier1 == "t1"
    assert found.standing is None
    assert [fact.id for fact in found.trace.facts] == [
        "link:u3:c1:2018-01-10",
        "tier:c1:t1:2018-01-05",
    ]
    assert found.trace.clauses == ("FA 2.1.6", "FA 3.4.1.2", "CA 1.3", "CA 1.4")
    assert found.trace.rules == ("R13", "R12")


def test_a_partner_stands_by_its_standing_and_its_own_tier_link():
    found = ladder("fixture").place("c1", "2018-03-10")
    assert found.standing is not None
    assert found.link is None
    assert found.partner is None
    assert found.tier1 == "t1"
    assert found.trace.rules == ("R10", "R12")
    assert found.trace.clauses == ("FA 2.1.5", "FA 3.4.1.1", "CA 1.3", "CA 1.4")


@pytest.mark.parametrize(
    ("day", "above", "role"),
    [
        ("2018-01-09", (), Role.UNLINKED),
        ("2018-01-10", ("c1", "t1"), Role.CUSTOMER),
        ("2018-03-15", ("c1", "t1"), Role.CUSTOMER),
        ("2018-03-16", (), Role.UNLINKED),
        ("2018-03-17", (), Role.UNLINKED),
    ],
)
def test_links_hold_from_their_first_day_to_the_day_before_their_end(
    day: str, above: tuple, role: Role
):
    found = ladder("s02").place("u3", day)
    assert (found.above, found.role) == (above, role)


def test_s10_what_is_learnt_later_is_known_from_then():
    asked = ladder("s10").on("2018-03-18")
    assert asked.known("2018-04-11").place("u3").above == ("c1", "t1")
    assert asked.known("2018-04-12").place("u3").above == ()


def test_the_day_asked_about_is_that_of_the_moment_unless_another_is_named():
    asked = ladder("s02").on("2018-03-15")
    assert asked.place("u3").day == asked.moment.as_of
    assert asked.place("u3").above == ("c1", "t1")


def test_a_link_taken_by_a_release_says_so_though_its_row_is_open():
    text = without(HIERARCHY, "c1 under") + "c1 under t1 as city from 2018-01-05 to 2018-03-16\n"
    found = told(text).place("u3", "2018-03-16")
    assert (found.above, found.role) == ((), Role.UNLINKED)
    assert found.trace.clauses == ("CA 2.3.2②", "FA 2.1.6")
    assert told(text).place("c1", "2018-03-16").role is Role.UNLINKED


def test_a_city_partner_left_under_a_tier_1_without_standing_still_hangs_from_it():
    found = told(OPEN).place("c1", "2018-03-20")
    assert (found.role, found.tier1) == (Role.CITY_PARTNER, "t1")
    assert told(OPEN, Q7="AUTOMATIC").place("c1", "2018-03-20").tier1 is None


def test_a_city_partner_without_standing_cites_the_tier_link_it_still_hangs_by():
    text = without(HIERARCHY, "c1 is") + "c1 is partner from 2018-01-05 to 2018-03-16\n"
    found = told(text).place("c1", "2018-03-16")
    assert (found.role, found.tier1) == (Role.UNLINKED, "t1")
    assert [fact.id for fact in found.trace.facts] == ["tier:c1:t1:2018-01-05"]
    assert found.trace.clauses == ("CA 1.3", "CA 1.4")


def test_standing_of_its_own_comes_before_a_link_that_should_not_be():
    text = "t1 is partner from 2017-04-01\np3 is partner from 2018-02-01\n"
    asked = told(f"{text}p3 under t1 as agency from 2017-05-01\n")
    assert asked.place("p3", "2018-01-31").above == ("t1",)
    assert asked.place("p3", "2018-02-01").above == ()
    assert asked.place("p3", "2018-02-01").role is Role.PARTNER


def test_an_account_that_left_names_the_link_that_ended_last():
    text = (
        "t is partner from 2018-01-01\n"
        "a under t as agency from 2018-01-01 to 2018-02-01\n"
        "a under t as agency from 2018-02-05 to 2018-03-01\n"
    )
    trace = told(text).place("a", "2018-03-05").trace
    assert [each.id for each in trace.facts] == ["link:a:t:2018-02-05"]
    assert trace.rules == ("R13",)


def test_an_account_whose_row_was_ended_by_a_release_names_the_release():
    text = (
        "t is partner from 2018-01-01\nc is partner from 2018-01-01 to 2018-03-01\n"
        "c under t as city from 2018-01-01 to 2018-03-01\n"
        "a under c as agency from 2018-01-01 to 2018-03-01\n"
    )
    trace = told(text).place("a", "2018-03-05").trace
    assert [each.id for each in trace.facts] == ["link:a:c:2018-01-01", "tier:c:t:2018-01-01"]
    assert "R106" in trace.rules
