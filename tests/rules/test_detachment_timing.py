"""When a ground lets a link be cut, and what it asks for (R90, R100–R104, R112)."""

import pytest

from graph.calendar import CalendarNotPublished
from graph.rules.detachment import Ground, Plan
from graph.rules.refusal import Code
from tests.rules.asked import HIERARCHY, d, ladder, told

ALONE = {"applied_on": "2018-01-31", "no_dispute_confirmed": True, "decided_on": "2018-02-20"}
REQUEST = Ground.CUSTOMER_REQUEST


def unmet(found: Plan) -> list[Code | None]:
    """Codes of what is missing; nothing missing means that it can be carried out."""
    codes = [each.code for each in found.requirements if not each.met]
    assert found.executable == (not codes)
    return codes


class TestJoint:
    """R100: the tier-1 applies and the city partner confirms; no notice period."""

    def test_s15c_without_confirmation_it_waits(self):
        found = ladder("fixture").planned(
            "c1", Ground.JOINT_APPLICATION, applied_on="2018-03-10", decided_on="2018-03-16"
        )
        assert unmet(found) == [Code.CITY_PARTNER_NOT_CONFIRMED]

    @pytest.mark.parametrize(
        ("said", "day"),
        [
            ({"confirmed_on": "2018-03-14", "decided_on": "2018-03-16"}, "2018-03-16"),
            ({"confirmed_on": "2018-03-18", "decided_on": "2018-03-16"}, "2018-03-18"),
            (
                {
                    "applied_on": "2018-03-19",
                    "confirmed_on": "2018-03-14",
                    "decided_on": "2018-03-16",
                },
                "2018-03-19",
            ),
        ],
    )
    def test_s15c_it_takes_effect_with_the_last_of_its_acts(self, said: dict, day: str):
        found = ladder("fixture").planned("c1", Ground.JOINT_APPLICATION, **said)
        assert (found.on, found.earliest) == (d(day), d(day))
        assert unmet(found) == []

    def test_before_its_acts_it_is_too_early(self):
        said = {"confirmed_on": "2018-03-14", "decided_on": "2018-03-16", "on": "2018-03-15"}
        assert unmet(ladder("fixture").planned("c1", Ground.JOINT_APPLICATION, **said)) == [
            Code.TOO_EARLY
        ]

    def test_without_any_date_it_is_asked_about_the_day_of_the_moment(self):
        found = ladder("fixture").on("2018-03-18").planned("c1", Ground.JOINT_APPLICATION)
        assert (found.on, found.earliest) == (d("2018-03-18"), None)
        assert unmet(found) == [Code.CITY_PARTNER_NOT_CONFIRMED, Code.DECISION_MISSING]
        assert found.trace.rules[:2] == ("R100", "R104")
        assert "CA 2.3.1①" in found.trace.clauses


class TestAlone:
    """R101: a month ahead, and no dispute."""

    @pytest.mark.parametrize(
        ("applied", "last", "earliest"),
        [
            ("2018-01-31", "2018-02-28", "2018-03-01"),
            ("2018-02-10", "2018-03-10", "2018-03-11"),
        ],
    )
    def test_s15_the_month_is_counted_from_the_application(
        self, applied: str, last: str, earliest: str
    ):
        said = {**ALONE, "applied_on": applied}
        found = ladder("fixture").planned("c1", Ground.CITY_APPLICATION, **said)
        assert (found.on, found.earliest) == (d(earliest), d(earliest))
        assert found.deadlines[0].last_day == d(last)
        assert unmet(found) == []
        assert ("Q2", "LAST_DAY_STANDS") in found.trace.readings

    def test_s15_without_the_letter_it_is_missing(self):
        said = {**ALONE, "no_dispute_confirmed": False}
        found = ladder("fixture").planned("c1", Ground.CITY_APPLICATION, **said)
        assert unmet(found) == [Code.NO_DISPUTE_CONFIRMATION_MISSING]

    @pytest.mark.parametrize(
        ("on", "codes"),
        [("2018-02-28", [Code.TOO_EARLY]), ("2018-03-01", []), ("2018-03-02", [])],
    )
    def test_the_day_after_the_month_is_the_first(self, on: str, codes: list):
        found = ladder("fixture").planned("c1", Ground.CITY_APPLICATION, **ALONE, on=on)
        assert unmet(found) == codes

    def test_a_later_decision_puts_it_off(self):
        said = {**ALONE, "decided_on": "2018-03-09"}
        found = ladder("fixture").planned("c1", Ground.CITY_APPLICATION, **said)
        assert found.on == d("2018-03-09")

    def test_an_application_without_a_date_is_one_of_the_day(self):
        said = {"no_dispute_confirmed": True, "decided_on": "2018-02-01"}
        asked = ladder("fixture").on("2018-02-10")
        found = asked.planned("c1", Ground.CITY_APPLICATION, **said)
        assert found.on == d("2018-03-11")


class TestDecision:
    """R104, Q7: Aliyun may release; its decision is recorded."""

    @pytest.mark.parametrize(("q7", "missing"), [("DECISION", True), ("AUTOMATIC", False)])
    def test_without_a_decision_a_release_waits_unless_read_as_automatic(
        self, q7: str, missing: bool
    ):
        asked = ladder("fixture", Q7=q7)
        found = asked.planned("c1", Ground.OTHER_GROUNDS, on="2018-03-16")
        assert (unmet(found) == [Code.DECISION_MISSING]) == missing
        assert ("Q7", q7) in found.trace.readings

    def test_not_before_it_was_decided(self):
        said = {"decided_on": "2018-03-16", "on": "2018-03-15"}
        found = ladder("fixture").planned("c1", Ground.OTHER_GROUNDS, **said)
        assert unmet(found) == [Code.TOO_EARLY]
        assert {"R103", "R104"} <= set(found.trace.rules)
        assert "CA 2.3.1④" in found.trace.clauses

    def test_each_requirement_names_its_clause_and_says_what_it_is(self):
        found = ladder("fixture").planned("c1", Ground.JOINT_APPLICATION, on="2018-03-16")
        told_ = {each.name: (each.code, each.clause) for each in found.requirements}
        assert told_ == {
            "CITY_PARTNER_CONFIRMS": (Code.CITY_PARTNER_NOT_CONFIRMED, "CA 2.3.1①"),
            "ALIYUN_DECIDES": (Code.DECISION_MISSING, "CA 2.3.1"),
        }
        assert all(each.meaning.endswith(".") for each in found.requirements)


class TestExit:
    """R90, Q21: on the day in the notice, not before it arrives."""

    @pytest.mark.parametrize(
        ("said", "day", "codes"),
        [
            ({}, "2018-03-20", []),
            ({"notice_received_on": "2018-03-18"}, "2018-03-18", []),
            ({"notice_received_on": "2018-03-18", "on": "2018-04-01"}, "2018-04-01", []),
            ({"notice_received_on": "2018-03-18", "on": "2018-03-18"}, "2018-03-18", []),
            (
                {"notice_received_on": "2018-03-18", "on": "2018-03-17"},
                "2018-03-17",
                [Code.TOO_EARLY],
            ),
        ],
    )
    def test_it_takes_effect_on(self, said: dict, day: str, codes: list):
        found = ladder("fixture").planned(
            "t1", Ground.PARTNER_EXIT, decided_on=d("2018-03-16"), **said
        )
        assert found.on == d(day)
        assert unmet(found) == codes
        assert {each.clause for each in found.requirements} <= {"MR 7.3.1", "MR 7.3.3"}
        assert ("Q21", "TWO_DATES") in found.trace.readings

    @pytest.mark.parametrize(
        ("flags", "automatic", "codes"),
        [
            ((True, True), False, [Code.DECISION_MISSING]),
            ((True, False), False, [Code.DECISION_MISSING]),
            ((False, True), True, [Code.DECISION_MISSING]),
            ((True, False), True, []),
            ((False, False), False, []),
        ],
    )
    def test_what_aliyun_only_may_cut_waits_for_its_decision(
        self, flags: tuple[bool, bool], automatic: bool, codes: list
    ):
        asked = ladder("fixture", **({"Q7": "AUTOMATIC"} if automatic else {}))
        said = dict(zip(("release_city_partners", "end_links"), flags, strict=True))
        found = asked.planned("t1", Ground.PARTNER_EXIT, **said)
        assert (unmet(found), found.executable) == (codes, not codes)


class TestRequest:
    """R112: three working days of the partner, then the link is to be cut (Q1, Q16)."""

    @pytest.mark.parametrize(
        ("received", "last", "earliest", "q1"),
        [
            ("2018-02-13", "2018-02-23", "2018-02-24", "MAKE_UP_DAYS_WORK"),
            ("2018-02-13", "2018-02-23", "2018-02-24", "WEEKENDS_NEVER"),
            ("2018-09-28", "2018-10-08", "2018-10-09", "MAKE_UP_DAYS_WORK"),
            ("2018-09-28", "2018-10-10", "2018-10-11", "WEEKENDS_NEVER"),
        ],
    )
    def test_s11_s12_working_days_are_those_of_the_calendar(
        self, received: str, last: str, earliest: str, q1: str
    ):
        asked = ladder("fixture", Q1=q1)
        found = asked.planned("u5", REQUEST, notice_received_on=received)
        assert found.deadlines[0].last_day == d(last)
        assert (found.on, found.earliest) == (d(earliest), d(earliest))
        assert found.trace.rules[:1] == ("R112",)
        assert ("Q1", q1) in found.trace.readings

    def test_s11_the_cash_of_the_last_day_still_counts_to_the_tier_1(self):
        asked = told(
            f"""{HIERARCHY}
            u5 paid 80.00 at 2018-02-23T23:59:00
            u5 paid 90.00 at 2018-02-24T00:00:00
            """
        )
        found = asked.planned("u5", REQUEST, notice_received_on="2018-02-13")
        after = asked.done(found)
        assert after.statement("2018-02", "t1").total == 80_00
        assert after.statement("2018-02").unattributed == 90_00

    @pytest.mark.parametrize(
        ("withdrawn", "codes"),
        [
            ("2018-02-22", [Code.WITHDRAWN]),
            ("2018-02-23", [Code.WITHDRAWN]),
            ("2018-02-24", []),
            (None, []),
        ],
    )
    def test_s14_a_request_stands_unless_withdrawn_within_the_period(
        self, withdrawn: str | None, codes: list
    ):
        """S14b on the second working day; S14c: an answer without withdrawal changes nothing."""
        said = {"notice_received_on": "2018-02-13", "withdrawn_on": withdrawn}
        assert unmet(ladder("fixture").planned("u5", REQUEST, **said)) == codes

    @pytest.mark.parametrize(
        ("on", "codes"),
        [("2018-02-23", [Code.TOO_EARLY]), ("2018-02-24", []), ("2018-03-05", [])],
    )
    def test_it_is_carried_out_on_or_after_the_day_after_the_period(self, on: str, codes: list):
        said = {"notice_received_on": "2018-02-13", "on": on}
        assert unmet(ladder("fixture").planned("u5", REQUEST, **said)) == codes

    @pytest.mark.parametrize("q16", ["AUTO_EXECUTE", "MANUAL"])
    def test_q16_who_carries_it_out_does_not_change_the_day(self, q16: str):
        asked = ladder("fixture", Q16=q16)
        found = asked.planned("u5", REQUEST, notice_received_on="2018-02-13")
        assert found.on == d("2018-02-24")
        assert ("Q16", q16) in found.trace.readings

    def test_a_request_without_a_date_was_received_on_the_day(self):
        found = ladder("fixture").on("2018-02-13").planned("u5", REQUEST)
        assert found.on == d("2018-02-24")

    def test_s44_a_year_without_a_calendar_is_not_guessed(self):
        with pytest.raises(CalendarNotPublished):
            ladder("fixture").planned("u5", REQUEST, notice_received_on="2031-03-01")
