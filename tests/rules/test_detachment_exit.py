"""A partner leaves by itself, and notices that an application waits for (R83, R89, R108, Q15)."""

import pytest

from graph.rules.detachment import Ground, Plan
from graph.rules.refusal import Code
from tests.rules.asked import d, ladder

EXIT = Ground.VOLUNTARY_EXIT
READY = {
    "applied_on": "2018-01-31",
    "customers_settled_on": "2018-02-10",
    "termination_agreed_on": "2018-02-20",
    "decided_on": "2018-02-21",
}


def unmet(found: Plan) -> list[Code | None]:
    """Codes of what is missing."""
    return [each.code for each in found.requirements if not each.met]


def lacking(*fields: str) -> dict[str, str]:
    """All that an exit needs, but for these."""
    return {key: day for key, day in READY.items() if key not in fields}


class TestByAgreement:
    """R89, MR 7.2: a month ahead, customers settled, a termination agreement in effect."""

    def test_it_takes_effect_on_the_day_after_the_month(self):
        found = ladder("fixture").planned("p3", EXIT, **READY)
        assert (found.on, found.earliest, unmet(found)) == (d("2018-03-01"), d("2018-03-01"), [])
        assert found.deadlines[0].last_day == d("2018-02-28")
        assert {"R89", "R108"} <= set(found.trace.rules)

    @pytest.mark.parametrize(
        ("agreed", "day"),
        [
            ("2018-02-28", "2018-03-01"),
            ("2018-03-01", "2018-03-01"),
            ("2018-03-02", "2018-03-02"),
        ],
    )
    def test_it_is_not_before_the_agreement_takes_effect(self, agreed: str, day: str):
        said = {**READY, "termination_agreed_on": agreed}
        assert ladder("fixture").planned("p3", EXIT, **said).on == d(day)

    @pytest.mark.parametrize(
        ("on", "codes"),
        [("2018-02-28", [Code.TOO_EARLY]), ("2018-03-01", []), ("2018-03-02", [])],
    )
    def test_the_month_has_to_run(self, on: str, codes: list):
        assert unmet(ladder("fixture").planned("p3", EXIT, **READY, on=on)) == codes

    @pytest.mark.parametrize(
        ("field", "code"),
        [
            ("customers_settled_on", Code.CUSTOMERS_NOT_SETTLED),
            ("termination_agreed_on", Code.TERMINATION_AGREEMENT_MISSING),
            ("decided_on", Code.DECISION_MISSING),
        ],
    )
    def test_each_condition_is_missed(self, field: str, code: Code):
        assert unmet(ladder("fixture").planned("p3", EXIT, **lacking(field))) == [code]

    def test_an_exit_that_takes_nothing_along_needs_no_decision(self):
        said = {**lacking("decided_on"), "release_city_partners": False, "end_links": False}
        assert unmet(ladder("fixture").planned("p3", EXIT, **said)) == []

    def test_without_an_application_it_is_counted_from_the_day_asked_about(self):
        asked = ladder("fixture").on("2018-02-10")
        assert asked.planned("p3", EXIT, **lacking("applied_on")).on == d("2018-03-11")

    def test_it_ends_what_a_loss_of_standing_ends(self):
        asked = ladder("fixture")
        left = asked.planned("t1", EXIT, **READY)
        said = {"on": "2018-03-01", "decided_on": "2018-03-01"}
        lost = asked.planned("t1", Ground.PARTNER_EXIT, **said)
        assert [each.fact for each in left.ended] == [each.fact for each in lost.ended]
        assert left.choices == lost.choices

    def test_who_is_no_partner_cannot_leave(self):
        assert ladder("fixture").refused("u3", EXIT, **READY).code is Code.NOT_A_PARTNER


NOTICED = {"applied_on": "2018-01-31", "notice_received_on": "2018-02-05"}


class TestByNotice:
    """R83, FA 8.3.3 (Q15): read as a free choice, thirty days after receipt will do."""

    def test_read_as_separate_routes_a_notice_changes_nothing(self):
        found = ladder("fixture").planned("p3", EXIT, **READY, notice_received_on="2018-01-31")
        assert found.on == d("2018-03-01")
        assert ("Q15", "SEPARATE_ROUTES") in found.trace.readings

    def test_read_as_a_free_choice_it_takes_thirty_days_and_no_agreement(self):
        asked = ladder("fixture", Q15="FREE_CHOICE")
        found = asked.planned("p3", EXIT, **NOTICED, decided_on="2018-02-21")
        assert (found.on, unmet(found)) == (d("2018-03-08"), [])
        assert "R83" in found.trace.rules

    def test_the_way_that_is_open_first_is_taken(self):
        asked = ladder("fixture", Q15="FREE_CHOICE")
        late = {"notice_received_on": "2018-02-05"}
        assert asked.planned("p3", EXIT, **READY, **late).on == d("2018-03-01")
        early = {"notice_received_on": "2018-01-15"}
        assert asked.planned("p3", EXIT, **READY, **early).on == d("2018-02-15")

    def test_without_a_notice_a_free_choice_leaves_the_agreement(self):
        asked = ladder("fixture", Q15="FREE_CHOICE")
        assert asked.planned("p3", EXIT, **READY).on == d("2018-03-01")


class TestNotice:
    """R90, R112: what was applied for waits until the notice is received."""

    @pytest.mark.parametrize(
        ("uid", "ground"), [("u5", Ground.CUSTOMER_REQUEST), ("p3", Ground.PARTNER_EXIT)]
    )
    def test_an_application_without_a_received_notice_waits(self, uid: str, ground: Ground):
        said = {"applied_on": "2018-02-12", "decided_on": "2018-02-12"}
        found = ladder("fixture").planned(uid, ground, **said)
        assert unmet(found) == [Code.NOTICE_MISSING]
        assert found.earliest is None
        received = ladder("fixture").planned(uid, ground, **said, notice_received_on="2018-02-13")
        assert unmet(received) == []

    def test_before_its_receipt_no_day_is_counted(self):
        found = ladder("fixture").planned("u5", Ground.CUSTOMER_REQUEST, applied_on="2031-03-01")
        assert found.deadlines == ()

    def test_a_customer_may_withdraw_before_the_notice_is_received(self):
        said = {"applied_on": "2018-02-12", "withdrawn_on": "2018-02-12"}
        found = ladder("fixture").planned("u5", Ground.CUSTOMER_REQUEST, **said)
        assert unmet(found) == [Code.NOTICE_MISSING, Code.WITHDRAWN]
