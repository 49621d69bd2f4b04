"""Where the platform's book and ours part on a day, and that the steps bring them together."""

import pytest

from graph.ladder import parse
from graph.ladder.naming import facts_of
from graph.rules.drift import Kind, ambiguous, kinds
from tests.property.worlds import random_world
from tests.rules.drifting import apart, compared, done, moment, said

EAST = """
east   is partner from 2017-04-01
harbor is partner from 2018-01-05
harbor under east as city from 2018-01-05
"""
ACME = "acme under harbor as agency from 2018-01-10"


def test_equal_books_do_not_part():
    assert apart(EAST + ACME, EAST + ACME) == ()


def test_what_stands_there_alone_is_missing_here():
    found = apart(EAST + ACME, EAST)
    assert said(found) == [
        "Party cust:acme: MISSING",
        "Account acme: MISSING",
        "Link acme: MISSING",
    ]
    assert done(found)[-1] == "Record Link acme 2018-01-10/"


def test_what_stands_here_alone_ends_on_the_day_asked_about():
    found = apart(EAST, EAST + ACME)
    assert said(found)[-1] == "Link acme: EXTRA"
    assert done(found) == ["End Link acme on 2018-04-01"]


def test_what_began_on_the_day_and_is_not_there_is_taken_back():
    here = EAST + "acme under harbor as agency from 2018-04-01"
    there = EAST + "acme owned by cust:acme"
    assert done(apart(there, here)) == ["Retract Link acme 2018-04-01/"]


@pytest.mark.parametrize(
    ("as_of", "kinds"),
    [
        ("2018-01-09", []),
        ("2018-01-10", [Kind.MISSING]),
        ("2018-03-15", [Kind.MISSING]),
        ("2018-03-16", []),
        ("2018-03-17", []),
    ],
)
def test_a_link_is_missing_from_its_first_day_to_its_last(as_of: str, kinds: list[Kind]):
    alone = EAST + "acme owned by cust:acme\n"
    found = apart(alone + f"{ACME} to 2018-03-16", alone, as_of)
    assert [each.kind for each in found] == kinds


@pytest.mark.parametrize(
    ("there", "here", "step"),
    [
        (f"{ACME} to 2018-05-01", ACME, "End Link acme on 2018-05-01"),
        (ACME, f"{ACME} to 2018-05-01", "Supersede Link acme 2018-01-10/"),
        (ACME, f"{ACME} to 2018-03-01", "Supersede Link acme 2018-01-10/"),
        (f"{ACME} to 2018-03-01", ACME, "End Link acme on 2018-03-01"),
        (ACME, ACME.replace("01-10", "01-20"), "Supersede Link acme 2018-01-10/"),
        (ACME.replace("01-10", "04-02"), ACME, "Supersede Link acme 2018-04-02/"),
        (
            f"{ACME} to 2018-06-01",
            f"{ACME} to 2018-07-01",
            "Supersede Link acme 2018-01-10/2018-06-01",
        ),
    ],
)
def test_other_days_are_corrected_and_an_open_end_is_filled_in(there: str, here: str, step: str):
    found = apart(EAST + there, EAST + here)
    assert [each.kind for each in found] == [Kind.DATES]
    assert done(found) == [step]


def test_a_customer_that_moved_leaves_on_the_day_it_arrives():
    found = apart(
        EAST + f"{ACME} to 2018-03-16\nacme under east as agency from 2018-03-16",
        EAST + ACME,
    )
    assert said(found) == ["Link acme: PARTNER valid_from partner"]
    assert done(found) == ["End Link acme on 2018-03-16", "Record Link acme 2018-03-16/"]


def test_a_customer_that_never_was_where_we_have_it_is_taken_from_there():
    found = apart(EAST + "acme under east as agency from 2018-01-02", EAST + ACME)
    assert done(found) == ["Retract Link acme 2018-01-10/", "Record Link acme 2018-01-02/"]


def test_a_move_that_never_was_leaves_the_first_link_as_it_stood():
    moved = f"{ACME} to 2018-03-01\nacme under east as agency from 2018-03-01"
    found = apart(EAST + ACME, EAST + moved)
    assert said(found) == ["Link acme: PARTNER valid_from partner"]
    assert done(found) == ["Retract Link acme 2018-03-01/", "Supersede Link acme 2018-01-10/"]


def test_a_later_link_of_ours_gives_room():
    found = apart(
        EAST + f"{ACME} to 2018-06-01",
        EAST + "acme under east as agency from 2018-05-01",
    )
    assert said(found) == ["Link acme: MISSING"]
    assert done(found) == [
        "Supersede Link acme 2018-06-01/",
        "Record Link acme 2018-01-10/2018-06-01",
    ]


def test_a_later_link_of_ours_that_has_no_day_left_is_taken_back():
    found = apart(
        EAST + f"{ACME} to 2018-06-01",
        EAST + "acme under east as agency from 2018-05-01 to 2018-05-20",
    )
    assert done(found)[0] == "Retract Link acme 2018-05-01/2018-05-20"


def test_a_link_of_another_type_is_another_link():
    resale = ACME.replace("agency", "resale")
    found = apart(EAST + resale, EAST + ACME)
    assert said(found) == ["Link acme: TYPE type"]
    assert done(found) == ["Retract Link acme 2018-01-10/", "Record Link acme 2018-01-10/"]
    found = apart(EAST + resale.replace("01-10", "02-10"), EAST + ACME)
    assert said(found) == ["Link acme: TYPE valid_from type"]
    assert done(found) == ["End Link acme on 2018-02-10", "Record Link acme 2018-02-10/"]


def test_a_city_partner_under_another_tier_1_is_told():
    west = "west is partner from 2017-04-01\n"
    moved = west + EAST.replace("under east", "under west")
    assert said(apart(moved, west + EAST)) == ["TierLink harbor: PARTNER tier1"]


def test_inner_things_end_before_what_they_rest_on_and_begin_after_it():
    found = apart("", EAST + ACME)
    assert [each.split()[1] for each in done(found)] == [
        "Link", "TierLink", "Standing", "Standing",
    ]  # fmt: skip
    begun = [each.split()[1] for each in done(apart(EAST + ACME, ""))]
    assert begun == [*begun[:6], "Standing", "Standing", "TierLink", "Link"]


def test_what_the_platform_leaves_empty_it_does_not_say():
    named = 'party east named "East Cloud"\n' + EAST
    assert apart(EAST, named) == ()
    assert said(apart(named, EAST)) == ["Party east: CONTENT name"]


def test_a_standing_that_ended_for_a_cause_is_corrected_with_it():
    here = "east is partner from 2017-04-01"
    there = here + " to 2018-03-20 ended by expelled"
    found = apart(there, here)
    assert said(found) == ["Standing east: DATES valid_to end_cause"]
    assert done(found) == ["Supersede Standing east 2017-04-01/2018-03-20"]


PAID = "acme owned by cust:acme\nacme paid 100.00 at 2018-03-15T23:59:59 as p1\n"


def test_what_happened_by_the_day_is_compared():
    owner = PAID.splitlines()[0]
    for as_of, expected in (("2018-03-14", []), ("2018-03-15", ["Payment p1: MISSING"])):
        assert said(apart(PAID, owner, as_of)) == expected
    assert done(apart(owner, PAID)) == ["Retract Payment p1"]
    assert said(apart(PAID.replace("100.00", "90.00"), PAID)) == ["Payment p1: CONTENT fen"]
    later = PAID.replace("2018-03-15T", "2018-04-20T")
    assert said(apart(later, PAID)) == ["Payment p1: CONTENT paid_at"]


def test_debts_what_was_settled_and_found_are_compared_by_their_ids():
    owed = EAST + ACME + "\nacme owes 12000.00 since 2018-03-10 for transaction as o1\n"
    more = owed + (
        "o1 settled 4000.00 on 2018-03-20 by harbor\nharbor mismanaged o1 found on 2018-03-25\n"
    )
    assert [each.split()[0] for each in said(apart(more, owed))] == ["Settlement", "Finding"]
    assert said(apart(more, owed, "2018-03-19")) == []
    assert said(apart(owed, EAST + ACME)) == ["Obligation o1: MISSING"]


def test_only_what_was_known_is_compared():
    known = f"{ACME} known from 2018-04-12"
    alone = EAST + "acme owned by cust:acme\n"
    assert said(apart(alone + ACME, alone + known, known_at="2018-04-11T00:00:00+08:00")) == [
        "Link acme: MISSING"
    ]
    assert apart(alone + ACME, alone + known, known_at="2018-04-12T00:00:00+08:00") == ()


def test_two_links_on_one_day_in_one_book_are_told():
    world = parse(EAST + f"{ACME}\nacme under east as agency from 2018-03-01")
    ((one, other),) = ambiguous(facts_of(world), moment())
    assert [one.id, other.id] == ["link:acme:harbor:2018-01-10", "link:acme:east:2018-03-01"]
    assert not list(ambiguous(facts_of(world), moment("2018-02-28")))


def test_an_account_may_have_two_conditions_at_once():
    both = "acme owned by cust:acme\nacme frozen from 2018-01-01\n"
    closed = both + "acme closed from 2018-02-01\n"
    assert said(apart(closed, both)) == ["AccountCondition acme CLOSED: MISSING"]
    assert len(kinds()) == 6


@pytest.mark.parametrize("seed", range(60))
def test_the_steps_bring_any_two_books_together(seed: int):
    compared(random_world(seed), random_world(seed + 1_000), moment("2018-04-01"))


def test_a_link_from_the_same_day_to_another_is_taken_back_and_not_ended():
    found = apart(EAST + "acme under east as agency from 2018-01-10", EAST + ACME)
    assert done(found) == ["Retract Link acme 2018-01-10/", "Record Link acme 2018-01-10/"]


def test_what_ends_or_shrinks_comes_before_what_begins_or_grows():
    here = EAST + f"{ACME}\nbirch under harbor as agency from 2018-01-10\n"
    there = (
        EAST.replace("2018-01-05\n", "2018-01-02\n")
        + "west is partner from 2017-04-01\n"
        + f"acme owned by cust:acme\nbirch under harbor as agency from 2018-02-10\n{ACME}"
        " to 2018-03-01\ncedar under west as agency from 2018-01-10\n"
    )
    assert done(apart(there, here)) == [
        "Supersede Link birch 2018-02-10/",
        "End Link acme on 2018-03-01",
        "Record Party cust:cedar",
        "Record Party west",
        "Record Account cedar",
        "Record Account west",
        "Supersede Standing harbor 2018-01-02/",
        "Record Standing west 2017-04-01/",
        "Supersede TierLink harbor 2018-01-02/",
        "Record Link cedar 2018-01-10/",
    ]


def test_what_ends_comes_before_what_it_rests_on():
    there = "east owned by east\nharbor owned by harbor\nacme owned by cust:acme\n"
    here = there + EAST + ACME.replace("2018-01-10", "2018-04-01")
    assert done(apart(there, here))[:2] == [
        "Retract Link acme 2018-04-01/",
        "End TierLink harbor on 2018-04-01",
    ]


def test_what_makes_a_fact_the_one_it_is_is_told_and_mended_by_nothing():
    parties = "party cust:acme is company\nparty cust:elm is company\n"
    elm = "elm owned by cust:elm\n"
    paid = "paid 100.00 at 2018-03-15T23:59:59 as p1\n"
    here = f"{parties}{elm}acme owned by cust:acme\nacme {paid}"
    found = apart(f"{parties}{elm}acme owned by cust:elm\nelm {paid}", here)
    assert said(found) == ["Account acme: CONTENT owner", "Payment p1: CONTENT account"]
    assert done(found) == []


def test_several_payments_on_a_debt_on_one_day_are_told_apart_by_what_was_paid():
    owed = EAST + ACME + "\nacme owes 12000.00 since 2018-03-10 for transaction as o1\n"

    def settled(*amounts: str) -> str:
        lines = (f"o1 settled {each} on 2018-03-20 by harbor fact s{each}" for each in amounts)
        return owed + "\n".join(lines)

    both = settled("1.00", "2.00")
    assert apart(both, settled("2.00", "1.00")) == ()
    assert not list(ambiguous(facts_of(parse(both)), moment()))
    assert said(apart(settled("1.00", "2.00", "3.00"), settled("3.00", "1.00"))) == [
        "Settlement o1 harbor 2018-03-20: MISSING"
    ]
    assert said(apart(settled("1.00"), both)) == ["Settlement o1 harbor 2018-03-20: EXTRA"]
    assert said(apart(settled("1.00", "4.00"), both)) == [
        "Settlement o1 harbor 2018-03-20: CONTENT fen"
    ]
