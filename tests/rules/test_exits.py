"""The ways out, their earliest days and what they lack (R82, R83, R89, R101, Q15)."""

from typing import Any

import pytest

from graph.calendar import CalendarNotPublished
from graph.model import Agreement, FactId, Request, RequestKind, Uid, Verdict
from graph.rules.agreements import Contracts
from graph.rules.exits import Exit, exits
from graph.rules.standing import Known
from tests.rules.asked import d, told
from tests.rules.papered import agreement, days, fa, papers, proven, text

WORLD = """
east   is partner from 2017-04-01
harbor is partner from 2018-01-05
"""
CITY = f"{WORLD}harbor under east as city from 2018-01-05\n"


ALONE = {"ground": "CITY_APPLICATION", "no_dispute_confirmed_on": "2018-02-10"}


def asked(kind: RequestKind = RequestKind.EXIT, name: str = "r1", **said: Any) -> Request:
    told_ = {"applied_on": "2018-02-10"} | said
    return Request(id=FactId(name), account=Uid("harbor"), kind=kind, **days(told_))


def ways(
    day: str, *facts: Agreement | Request, world: str = WORLD, **readings: str
) -> dict[str, Exit]:
    seen = told(world, day, **readings)
    agreements = [each for each in facts if isinstance(each, Agreement)]
    requests = [each for each in facts if isinstance(each, Request)]
    contracts = Contracts(papers(*agreements), seen.moment)
    known = Known(seen.histories, seen.moment)
    found = exits(Uid("harbor"), contracts, requests, known, d(day))
    for each in found:
        proven(each.trace, seen.moment)
    return {str(each.way): each for each in found}


def lacks(found: Exit) -> list[str]:
    return [each.name for each in found.requirements if not each.met]


def earliest(found: dict[str, Exit]) -> dict[str, str | None]:
    return {name: text(each.earliest) for name, each in found.items()}


def test_each_way_has_its_earliest_day():
    found = ways("2018-02-10", fa(), world=CITY)
    assert earliest(found) == {
        "EXPIRY": "2018-04-01",
        "MUTUAL": None,
        "APPLICATION": "2018-03-11",
        "NOTICE": "2018-03-13",
        "CITY_APPLICATION": "2018-03-11",
    }
    assert lacks(found["APPLICATION"]) == ["CUSTOMERS_SETTLED", "TERMINATION_AGREED"]
    assert lacks(found["CITY_APPLICATION"]) == ["NO_DISPUTE_CONFIRMED"]
    assert lacks(found["MUTUAL"]) == ["TERMINATION_AGREED"]
    rules = {name: set(each.trace.rules) for name, each in found.items()}
    assert {"R82", "R80"} <= rules["EXPIRY"]
    assert "R89" in rules["APPLICATION"]
    assert "R83" in rules["NOTICE"]
    assert "R101" in rules["CITY_APPLICATION"]


def test_only_a_city_partner_may_ask_for_its_release_and_only_a_term_runs_out():
    assert list(ways("2018-02-10", world=WORLD)) == ["MUTUAL", "APPLICATION", "NOTICE"]
    assert "EXPIRY" not in ways("2018-02-10", agreement("FA", signed_on="2018-01-05"))


@pytest.mark.parametrize(("day", "any_"), [("2018-01-04", False), ("2018-01-05", True)])
def test_who_is_no_partner_has_no_way_out(day: str, any_: bool):
    assert bool(ways(day, fa())) is any_


class TestApplication:
    def test_its_day_is_counted_from_the_request_that_stands(self):
        first, second = asked(), asked(name="r2", applied_on="2018-02-20")
        found = ways("2018-03-01", first, second)["APPLICATION"]
        assert text(found.earliest) == "2018-03-21"
        assert second in found.trace.facts
        withdrawn = asked(name="r2", applied_on="2018-02-20", withdrawn_on="2018-02-21")
        closed = asked(name="r3", applied_on="2018-02-22", closed_on="2018-02-23")
        assert earliest(ways("2018-03-01", first, withdrawn, closed))["APPLICATION"] == "2018-03-11"

    @pytest.mark.parametrize(
        ("agreed", "day"), [("2018-03-10", "2018-03-11"), ("2018-03-20", "2018-03-20")]
    )
    def test_the_end_is_when_the_termination_agreement_takes_effect_after_a_month(
        self, agreed: str, day: str
    ):
        whole = asked(
            customers_settled_on="2018-03-01", termination_agreed_on=agreed, decided_on="2018-03-02"
        )
        found = ways("2018-03-05", whole)["APPLICATION"]
        assert text(found.earliest) == day
        assert lacks(found) == []

    def test_a_month_ends_on_the_last_of_a_shorter_one(self):
        found = earliest(ways("2018-02-01", asked(applied_on="2018-01-31")))
        assert found["APPLICATION"] == "2018-03-01"

    def test_a_city_partners_own_request_may_confirm_that_there_is_no_dispute(self):
        release = asked(RequestKind.DETACHMENT, **ALONE)
        found = ways("2018-03-01", release, world=CITY)["CITY_APPLICATION"]
        assert lacks(found) == ["ALIYUN_DECIDES"]
        decided = asked(RequestKind.DETACHMENT, **ALONE, decided_on="2018-03-01")
        assert lacks(ways("2018-03-01", decided, world=CITY)["CITY_APPLICATION"]) == []

    @pytest.mark.parametrize(
        "said",
        [
            {"ground": "JOINT_APPLICATION"},
            {"decided_on": "2018-02-20", "verdict": Verdict.REFUSED},
            {"executed_on": "2018-02-20"},
            {"applied_on": "2018-03-02"},
        ],
    )
    def test_r101_another_a_refused_or_a_later_request_is_none_of_the_way(self, said: Any):
        other = asked(RequestKind.DETACHMENT, **ALONE | said)
        found = ways("2018-03-01", other, world=CITY)["CITY_APPLICATION"]
        assert (text(found.earliest), other in found.trace.facts) == ("2018-04-02", False)
        assert lacks(found) == ["NO_DISPUTE_CONFIRMED"]

    def test_r101_what_happened_after_the_day_is_not_yet_so(self):
        later = asked(RequestKind.DETACHMENT, **ALONE, withdrawn_on="2018-03-02")
        found = ways("2018-03-01", later, world=CITY)["CITY_APPLICATION"]
        assert text(found.earliest) == "2018-03-11"


class TestNotice:
    @pytest.mark.parametrize(
        ("reading", "open_"), [("SEPARATE_ROUTES", False), ("FREE_CHOICE", True)]
    )
    def test_is_the_partners_way_only_by_q15(self, reading: str, open_: bool):
        found = ways("2018-02-10", Q15=reading)
        assert found["NOTICE"].open is open_
        assert ("Q15", reading) in found["NOTICE"].trace.readings
        assert all(each.open for name, each in found.items() if name != "NOTICE")

    def test_counts_from_the_receipt_if_there_was_one(self):
        request = asked(notice_received_on="2018-02-20")
        found = ways("2018-03-01", request)["NOTICE"]
        assert text(found.earliest) == "2018-03-23"
        assert request in found.trace.facts
        assert text(ways("2018-03-01", asked())["NOTICE"].earliest) == "2018-04-01"

    def test_needs_a_calendar_where_its_last_day_is_read_to_roll_over(self):
        with pytest.raises(CalendarNotPublished):
            ways("2030-02-10", Q2="ROLL_OVER")


class TestMutual:
    def test_is_on_the_day_that_both_agreed(self):
        end = agreement("TERMINATION", signed_on="2018-02-20", agreed_from="2018-03-01")
        found = ways("2018-02-25", fa(), end)["MUTUAL"]
        assert (text(found.earliest), lacks(found)) == ("2018-03-01", [])
        assert end in found.trace.facts
        past = agreement("TERMINATION", signed_on="2018-02-20", replaces=FactId("old"))
        assert lacks(ways("2018-02-25", fa(), past)["MUTUAL"]) == ["TERMINATION_AGREED"]
        blank = agreement("TERMINATION")
        assert lacks(ways("2018-02-25", fa(), blank)["MUTUAL"]) == ["TERMINATION_AGREED"]
