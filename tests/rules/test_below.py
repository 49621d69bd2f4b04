"""What stands directly below an account: the lineage seen from above (R12, R13, CA 1.4)."""

import pytest

from graph.model import ALIYUN, Uid
from graph.rules.below import Kind, has_city_partner, nearest, rung
from graph.rules.standing import Known
from tests.rules.asked import FIXTURE, HIERARCHY, d, ladder, told

RELEASED = HIERARCHY.replace(
    "c1 under t1 as city from 2018-01-05", "c1 under t1 as city from 2018-01-05 to 2018-03-16"
)


def known(text: str = FIXTURE) -> Known:
    asked = told(text)
    return Known(asked.histories, asked.moment)


def kind(text: str, above: str, below: str, day: str, *, ended: bool = False) -> str | None:
    found = rung(known(text), Uid(above), Uid(below), d(day), ended=ended)
    return None if found is None else f"{found.kind} {'live' if found.live else 'ended'}"


@pytest.mark.parametrize(
    ("above", "below", "found"),
    [
        ("aliyun", "t1", "PARTNER live"),
        ("aliyun", "p3", "PARTNER live"),
        ("aliyun", "c1", None),
        ("aliyun", "u1", None),
        ("t1", "c1", "CITY_PARTNER live"),
        ("t1", "u1", "CUSTOMER live"),
        ("t1", "u3", None),
        ("c1", "u3", "CUSTOMER live"),
        ("t2", "c1", None),
        ("u3", "c1", None),
    ],
)
def test_each_account_of_the_example_stands_below_one(above: str, below: str, found: str | None):
    assert kind(FIXTURE, above, below, "2018-03-10") == found


@pytest.mark.parametrize(
    ("above", "below", "day", "found"),
    [
        ("t1", "c1", "2018-03-15", "CITY_PARTNER live"),
        ("t1", "c1", "2018-03-16", "CITY_PARTNER ended"),
        ("t1", "c1", "2018-01-04", None),
        ("c1", "u3", "2018-03-15", "CUSTOMER live"),
        ("c1", "u3", "2018-03-16", "CUSTOMER ended"),
        ("aliyun", "c1", "2018-03-15", None),
        ("aliyun", "c1", "2018-03-16", "PARTNER ended"),
        ("aliyun", "t1", "2018-03-16", "PARTNER live"),
    ],
)
def test_a_release_ends_the_rungs_on_its_day(above: str, below: str, day: str, found: str | None):
    assert kind(RELEASED, above, below, day, ended=True) == found
    live = found if found and found.endswith("live") else None
    assert kind(RELEASED, above, below, day) == live


def test_of_several_rungs_that_ended_the_last_is_told():
    text = "p is partner from 2017-04-01\n" + "\n".join(
        f"u under p as agency from {begin} to {end}"
        for begin, end in [("2017-05-01", "2017-06-01"), ("2017-08-01", "2017-09-01")]
    )
    found = rung(known(text), Uid("p"), Uid("u"), d("2018-01-01"), ended=True)
    assert found is not None
    assert (found.kind, found.effect.interval.start) == (Kind.CUSTOMER, d("2017-08-01"))


def test_the_nearest_above_is_partner_then_tier1_then_aliyun():
    everyone = known()
    day = d("2018-03-10")
    expected = {"u3": "c1", "c1": "t1", "t1": ALIYUN, "d0": None, "aliyun": None}
    assert {uid: nearest(everyone, Uid(uid), day) for uid in expected} == expected


def test_a_tier1_has_a_city_partner_from_the_day_of_the_first_to_that_of_the_last_release():
    asked = ladder("s02")
    everyone = Known(asked.histories, asked.moment)
    assert not has_city_partner(everyone, Uid("t1"), d("2017-05-31"))
    assert has_city_partner(everyone, Uid("t1"), d("2017-06-01"))
    assert not has_city_partner(everyone, Uid("t2"), d("2018-03-01"))
    alone = known(
        "t is partner from 2017-04-01\nc is partner from 2017-04-01\n"
        "c under t as city from 2017-05-01 to 2017-06-01\n"
    )
    assert has_city_partner(alone, Uid("t"), d("2017-05-31"))
    assert not has_city_partner(alone, Uid("t"), d("2017-06-01"))
