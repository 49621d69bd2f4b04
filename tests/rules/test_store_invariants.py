"""Each invariant that rows can break is broken once, and found; whole worlds keep them all."""

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from gateway.sample import SAMPLE
from graph.ladder import parse
from graph.model import FactId, Fen, LinkType, Uid, World
from graph.rules import invariants
from tests.property.worlds import random_world

KEPT = """
t1 is partner from 2017-04-01
t2 is partner from 2017-04-01
c1 is partner from 2018-01-05
c1 under t1 as city from 2018-01-05
u1 under t1 as agency from 2017-05-01
u3 under c1 as resale from 2018-01-10
u3 paid 100.00 at 2018-03-05T12:00:00 as p1
u3 owes 50.00 since 2018-03-05 for transaction as o1
"""

BROKEN = {
    "u1 under t2 as agency from 2018-01-01": "I1",
    "c1 under t2 as city from 2018-06-01": "I2",
    "t2 under c1 as city from 2018-06-01": "I2",
    "t2 under t2 as city from 2018-06-01": "I2",
    "d0 under t1 as city from 2018-06-01": "I3",
    "u9 under t1 as agency from 2017-03-31": "I4",
    "u9 under u1 as agency from 2018-01-01": "I4",
    "u9 under aliyun as agency from 2018-01-01": "I4",
    "u9 under t1 as agency from 2018-01-01 to 2018-01-01": "I6",
    "u9 frozen from 2018-01-02 to 2018-01-01": "I6",
    "u9 owes 1.00 from 2018-01-02 to 2018-01-02 for act as o9": "I6",
    "t1 is partner from 2018-01-01 to 2018-02-01 fact other": "I6",
    "u1 is partner from 2018-01-01": "I15",
    "u3 paid -100.01 at 2018-03-06T12:00:00 refunding p1": "I14",
    "o1 settled 50.01 on 2018-04-01 by cust:u3": "I14",
    "u3 paid -1.00 at 2018-03-06T12:00:00": "I16",
    "u3 owes 0.00 since 2018-03-05 for transaction as o9": "I16",
    "u1 paid -1.00 at 2018-03-06T12:00:00 refunding p1": "I8",
    "o8 settled 1.00 on 2018-04-01 by cust:u3": "I8",
}


def found(world: World) -> set[str]:
    return {violation.invariant for violation in invariants.check(world)}


def test_a_world_that_keeps_them_has_no_violation():
    assert invariants.check(parse(KEPT)) == ()


@pytest.mark.parametrize(("line", "invariant"), BROKEN.items())
def test_a_broken_invariant_is_found(line: str, invariant: str):
    assert invariant in found(parse(KEPT + line))


def test_a_violation_names_the_invariant_the_facts_and_what_to_do():
    (violation,) = invariants.check(parse(KEPT + "u1 under t2 as agency from 2018-01-01"))
    assert str(violation) == (
        "I1: u1 has two customer links on 2018-01-01 "
        "[link:u1:t1:2017-05-01@1, link:u1:t2:2018-01-01@1]. "
        "End one of them by that day, or take back the wrong one."
    )


def test_a_link_that_begins_when_another_ends_is_no_violation():
    line = "u5 under t1 as agency from 2018-01-01 to 2018-02-01\nu5 under t2 as agency from "
    assert found(parse(f"{KEPT}{line}2018-02-01")) == set()
    assert found(parse(f"{KEPT}{line}2018-01-31")) == {"I1"}


def test_an_interval_without_a_day_shares_none():
    assert found(parse(KEPT + "u1 under t2 as agency from 2018-01-01 to 2018-01-01")) == {"I6"}


def test_a_link_that_outlives_its_partners_standing_is_aliyuns_to_end():
    text = KEPT.replace(
        "t2 is partner from 2017-04-01", "t2 is partner from 2017-04-01 to 2018-05-01"
    )
    assert found(parse(text + "u9 under t2 as agency from 2018-01-01")) == set()


def test_a_release_of_which_only_the_tier_link_is_recorded_is_no_violation():
    text = KEPT.replace("as city from 2018-01-05", "as city from 2018-01-05 to 2018-03-16")
    again = "u3 under t2 as agency from 2018-03-16\nu3 converted from 2018-03-16"
    assert found(parse(text + again)) == set()


def changed(**fields: object) -> World:
    """The world with another version of u1's link."""
    world = parse(KEPT)
    link = world.links[0]
    at = datetime(2018, 2, 1, tzinfo=UTC)
    closed = replace(link, superseded_at=at)
    later = replace(link, **{"version": 2, "recorded_at": at} | fields)
    return replace(world, links=(closed, later, *world.links[1:]))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"valid_to": date(2018, 2, 1)}, set()),
        ({"type": LinkType.RESALE}, {"I7"}),
        ({"partner": "t2"}, {"I7"}),
        ({"version": 3}, {"I8"}),
        ({"recorded_at": datetime(2018, 1, 31, tzinfo=UTC)}, {"I8"}),
        ({"superseded_at": datetime(2018, 1, 1, tzinfo=UTC)}, {"I8"}),
    ],
)
def test_versions_follow_one_another_and_stay_about_the_same(
    fields: dict[str, object], expected: set[str]
):
    assert found(changed(**fields)) == expected


def test_an_earlier_version_that_was_never_closed_is_found():
    world = changed()
    still_open = replace(world.links[0], superseded_at=None)
    assert "I8" in found(replace(world, links=(still_open, *world.links[1:])))


def test_a_fact_about_an_account_that_is_gone_is_found():
    world = parse(KEPT)
    left = tuple(account for account in world.accounts if account.uid != "c1")
    messages = [str(each) for each in invariants.check(replace(world, accounts=left))]
    assert any("about account c1, which is not there" in message for message in messages)


PAPERS = """
harbor deposited 5000.00 on 2018-01-10 as d1
harbor signed FA on 2018-01-05 as a1
harbor violated MR 6.2.7.3 as class 2 acted 2018-02-01 noticed 2018-02-07 as v1
harbor was notified of top up on 2018-02-22 about v1 amount 2000.00 as n1
harbor asked for exit on 2018-02-12 as r1
harbor must "tell its customers" since 2018-03-16 under FA 8.4.3 as t1
harbor reached 7 of 10 new customers in 2018-Q1
harbor fee of 2018-03 notified on 2018-04-13 amount 1070.00
acme   lets harbor pay from 2018-01-10
r1     has note "The customer telephoned twice."
"""


def test_papers_are_about_accounts_and_parties_that_are_there():
    world = parse(PAPERS)
    assert invariants.check(world) == ()
    nobody = replace(world, accounts=(), parties=())
    messages = [str(each) for each in invariants.check(nobody)]
    assert sum("about account harbor, which is not there" in each for each in messages) == 5
    assert sum("about party harbor, which is not there" in each for each in messages) == 4


def test_a_payment_that_no_statement_accounts_for_is_found():
    world = parse(KEPT)
    doubled = replace(world.payments[0], id=FactId("p2"), fen=Fen(5), superseded_at=None)
    astray = replace(doubled, recorded_at=datetime.max.replace(tzinfo=UTC))
    assert found(replace(world, payments=(*world.payments, astray))) == set()
    ahead = replace(doubled, recorded_in=2**60)
    assert found(replace(world, payments=(*world.payments, ahead))) == {"I12"}


def test_what_stands_on_another_account_is_judged_there():
    world = parse(KEPT)
    judge = invariants.Judge(world)
    moved = replace(world.payments[0], superseded_at=datetime(2018, 4, 1, tzinfo=UTC))
    later = replace(moved, version=2, fen=Fen(-1), superseded_at=None)
    later = replace(later, recorded_at=datetime(2018, 3, 31, tzinfo=UTC), account=Uid("u1"))
    (overlap,) = judge.payments(invariants.Portion([moved], [moved, later]))
    assert overlap.message == "p1@1 is still known when p1@2 is"
    assert [each.invariant for each in judge.payments(invariants.Portion([later], []))] == [
        "I8",
        "I16",
    ]
    assert invariants.partial([moved]) == set()
    assert invariants.partial([later]) == {"p1"}


def test_whole_worlds_keep_every_invariant():
    for seed in range(100):
        violations = invariants.check(random_world(seed))
        assert not violations, f"seed {seed}: {violations[0]}"


def test_the_sample_keeps_every_invariant():
    assert invariants.check(parse(SAMPLE.read_text("utf-8"))) == ()
