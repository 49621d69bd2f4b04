"""The quarterly test and what two misses in a row allow (R87, S41b, Q22, MR 4.2, MR 7.1.1)."""

import pytest

from graph.model import Assessment, FactId, Uid
from graph.rules.levels import Certification, certification, quarter_of
from graph.rules.standing import Known
from tests.rules.asked import LATER, at, d, told
from tests.rules.papered import proven

WORLD = """
east   is partner from 2017-04-01
harbor is partner from 2017-04-01 to 2018-10-01
"""
CITY = "harbor under east as city from {} to 2018-10-01\n"


def made(quarter: str, new: int, recorded: str = "2017-04-01", name: str = "") -> Assessment:
    return Assessment(
        id=FactId(name or f"assessment:harbor:{quarter}"),
        account=Uid("harbor"),
        quarter=d(quarter),
        new_customers=new,
        minimum=10,
        recorded_at=at(recorded),
    )


def held(day: str, *papers: Assessment, world: str = WORLD, known_at: str = LATER) -> Certification:
    asked = told(world, known_at=known_at)
    known = Known(asked.histories, asked.moment)
    found = certification(Uid("harbor"), papers, known, d(day))
    proven(found.trace, asked.moment)
    assert "R87" in found.trace.rules
    return found


def state(day: str, *papers: Assessment, **said: str) -> tuple[str, str | None]:
    found = held(day, *papers, **said)
    return str(found.state), found.cancellable_from and str(found.cancellable_from)


Q3, Q4 = made("2017-07-01", 9), made("2017-10-01", 9)


@pytest.mark.parametrize(
    ("day", "start", "end"),
    [
        ("2018-01-01", "2018-01-01", "2018-04-01"),
        ("2018-03-31", "2018-01-01", "2018-04-01"),
        ("2018-04-01", "2018-04-01", "2018-07-01"),
        ("2018-12-31", "2018-10-01", "2019-01-01"),
    ],
)
def test_a_quarter_has_three_months(day: str, start: str, end: str):
    found = quarter_of(d(day))
    assert (str(found.start), str(found.end)) == (start, end)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2017-09-30", ("NOT_ASSESSED", None)),
        ("2017-10-01", ("AT_RISK", None)),
        ("2017-12-31", ("AT_RISK", None)),
        ("2018-01-01", ("CANCELLABLE", "2018-01-01")),
        ("2018-03-31", ("CANCELLABLE", "2018-01-01")),
        ("2018-10-01", ("NO_STANDING", None)),
    ],
)
def test_two_misses_in_a_row_allow_to_cancel_once_the_second_can_be_tested(
    day: str, expected: tuple[str, str | None]
):
    assert state(day, Q3, Q4) == expected


@pytest.mark.parametrize(("new", "outcome"), [(9, "MISSED"), (10, "REACHED"), (11, "REACHED")])
def test_the_minimum_itself_is_enough(new: int, outcome: str):
    found = held("2018-01-01", made("2017-10-01", new))
    assert [str(each.outcome) for each in found.quarters] == [outcome]


def test_a_quarter_that_was_reached_or_not_tested_breaks_the_row():
    reached = made("2017-10-01", 10)
    later = made("2018-01-01", 0)
    assert state("2018-04-01", Q3, reached) == ("CERTIFIED", None)
    assert state("2018-04-01", Q3, reached, later) == ("AT_RISK", None)
    assert state("2018-04-01", Q3, later) == ("AT_RISK", None)
    assert state("2018-04-01", Q3, Q4, made("2018-01-01", 10)) == ("CERTIFIED", None)
    assert state("2018-04-01", Q3, Q4, later) == ("CANCELLABLE", "2018-01-01")


def test_the_first_quarter_is_tested_in_april_which_is_annual():
    found = held("2018-04-01", Q4, made("2018-01-01", 10), made("2018-04-01", 10))
    said = [(str(each.tested_in), each.annual) for each in found.quarters]
    assert said == [("2018-01", False), ("2018-04", True)]
    assert ("Q22", "STANDARDS_CONFIGURED") in found.trace.readings


class TestCityPartner:
    def test_s41b_is_never_tested(self):
        city = WORLD + CITY.format("2017-06-01")
        found = held("2018-01-01", Q3, Q4, world=city)
        assert str(found.state) == "EXEMPT"
        assert [str(each.outcome) for each in found.quarters] == ["EXEMPT", "EXEMPT"]
        assert "CA 1.3" in found.trace.clauses

    @pytest.mark.parametrize(
        ("start", "outcomes"),
        [("2017-12-31", ["MISSED", "EXEMPT"]), ("2018-01-01", ["MISSED", "MISSED"])],
    )
    def test_a_quarter_with_a_day_as_city_partner_is_exempt(self, start: str, outcomes: list[str]):
        found = held("2018-02-01", Q3, Q4, world=WORLD + CITY.format(start))
        assert [str(each.outcome) for each in found.quarters] == outcomes
        assert str(found.state) == "EXEMPT"

    def test_what_it_missed_before_and_after_is_no_row(self):
        city = WORLD + "harbor under east as city from 2017-11-01 to 2017-12-01\n"
        again = city + "harbor is partner from 2018-10-01\n"
        later = made("2018-10-01", 0)
        assert state("2019-01-01", Q3, Q4, later, world=again) == ("AT_RISK", None)


def test_misses_under_an_earlier_standing_do_not_count():
    world = "harbor is partner from 2017-04-01 to 2018-01-01\nharbor is partner from 2018-02-01\n"
    assert state("2018-02-01", Q3, Q4, world=world) == ("NOT_ASSESSED", None)


def test_of_two_rows_about_a_quarter_the_one_recorded_last_counts_once_it_was_known():
    right = made("2017-10-01", 12, recorded="2018-02-01", name="again")
    before = state("2018-03-01", Q3, Q4, right, known_at="2018-01-31T23:59:59")
    assert before == ("CANCELLABLE", "2018-01-01")
    assert state("2018-03-01", Q3, right, Q4, known_at="2018-02-01") == ("CERTIFIED", None)


def test_a_day_within_a_quarter_names_it():
    assert state("2018-01-01", made("2017-08-15", 9), Q4) == ("CANCELLABLE", "2018-01-01")
