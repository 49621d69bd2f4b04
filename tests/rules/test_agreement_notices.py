"""What a notice ends, and when (R70, R72, R83–R85, Q15, Q21)."""

import pytest

from graph.model import FactId
from tests.rules.papered import PARTY, agreement, ended, fa, notice, one


class TestNotice:
    @pytest.mark.parametrize(
        ("received", "stated", "end"),
        [
            ("2018-01-31", None, "2018-03-03"),
            ("2018-01-31", "2018-02-10", "2018-03-03"),
            ("2018-01-31", "2018-03-10", "2018-03-10"),
            ("2018-01-05", None, "2018-02-05"),
        ],
    )
    def test_without_a_cause_it_ends_after_thirty_days_from_receipt(
        self, received: str, stated: str | None, end: str
    ):
        given = notice("END_OF_AGREEMENT", received, stated_on=stated)
        assert ended(fa(), given) == (end, "NOTICE")
        assert "R83" in one(fa(), given).trace.rules

    @pytest.mark.parametrize("received", ["2018-01-04", "2018-03-02", "2018-06-01"])
    def test_one_that_came_before_the_agreement_or_runs_past_its_term_ends_nothing(
        self, received: str
    ):
        ending = ended(fa(), notice("END_OF_AGREEMENT", received))
        assert ending == ("2018-04-01", "EXPIRED")

    def test_a_later_agreement_does_not_end_by_a_notice_about_the_one_before(self):
        renewed = agreement("FA", "fa2", signed_on="2018-03-20", agreed_from="2018-04-01")
        given = notice("END_OF_AGREEMENT", "2018-03-10")
        assert ended(renewed, fa(), given) is None
        about = notice("END_OF_AGREEMENT", "2018-03-25", about=FactId("fa2"))
        assert ended(renewed, fa(), about) == ("2018-04-25", "NOTICE")
        assert ended(fa(), renewed, about) == ("2018-04-01", "REPLACED")

    def test_a_partners_own_notice_ends_it_only_by_the_other_reading_of_q15(self):
        own = notice("END_OF_AGREEMENT", "2018-01-31", sender=PARTY)
        assert ended(fa(), own) == ("2018-04-01", "EXPIRED")
        assert ended(fa(), own, Q15="FREE_CHOICE") == ("2018-03-03", "NOTICE")
        assert ("Q15", "FREE_CHOICE") in one(fa(), own, Q15="FREE_CHOICE").trace.readings
        aliyuns = notice("END_OF_AGREEMENT", "2018-01-31", sender="aliyun")
        assert ended(fa(), aliyuns) == ("2018-03-03", "NOTICE")

    def test_a_breach_that_goes_on_ends_it_on_the_day_of_receipt(self):
        first = notice("BREACH", "2018-02-01")
        assert ended(fa(), first) == ("2018-04-01", "EXPIRED")
        second = notice("BREACH", "2018-02-20", stated_on="2018-02-15")
        assert ended(fa(), first, second) == ("2018-02-20", "BREACH")
        later = notice("BREACH", "2018-02-20", stated_on="2018-03-01")
        assert ended(fa(), later) == ("2018-03-01", "BREACH")

    def test_grave_violations_end_it_on_arrival_whatever_day_is_stated_for_the_standing(self):
        given = notice("TERMINATION", "2018-02-20", stated_on="2018-03-01")
        assert ended(fa(), given) == ("2018-02-20", "TERMINATION")
        assert ("Q21", "TWO_DATES") in one(fa(), given).trace.readings

    def test_a_change_of_policy_ends_it_from_aliyuns_notice(self):
        assert ended(fa(), notice("POLICY_CHANGE", "2018-02-20")) == ("2018-02-20", "POLICY_CHANGE")

    @pytest.mark.parametrize("kind", ["TERMINATION", "POLICY_CHANGE", "TOP_UP", "STANDING_END"])
    def test_no_notice_of_another_kind_or_of_the_partner_ends_it(self, kind: str):
        own = notice(kind, "2018-02-20", sender=PARTY)
        assert ended(fa(), own) == ("2018-04-01", "EXPIRED")


class TestForceMajeure:
    END = {"end_cause": "FORCE_MAJEURE"}  # noqa: RUF012 (never changed)

    @pytest.mark.parametrize(
        ("told", "end", "clauses"),
        [
            ("2018-02-16", "2018-03-04", []),
            ("2018-02-17", "2018-03-04", ["FA 10.3.2"]),
            ("2018-02-16", "2018-03-03", ["FA 10.3.3"]),
            ("2018-02-17", "2018-03-03", ["FA 10.3.2", "FA 10.3.3"]),
        ],
    )
    def test_ends_it_after_thirty_days_if_notified_within_fifteen(
        self, told: str, end: str, clauses: list[str]
    ):
        given = notice("FORCE_MAJEURE", told, stated_on="2018-02-01")
        ending = one(fa(ended_on=end, **self.END), given).ending
        assert ending is not None
        assert [each.clause for each in ending.objections] == clauses
        assert "R85" in ending.trace.rules

    def test_of_two_notices_the_first_counts(self):
        late = notice("FORCE_MAJEURE", "2018-02-20", stated_on="2018-02-01")
        first = notice("FORCE_MAJEURE", "2018-02-10", stated_on="2018-02-01")
        ending = one(fa(ended_on="2018-03-04", **self.END), late, first).ending
        assert ending is not None
        assert ending.objections == ()

    def test_that_nobody_notified_is_objected_to(self):
        ending = one(fa(ended_on="2018-03-04", **self.END)).ending
        assert ending is not None
        assert [each.clause for each in ending.objections] == ["FA 10.3.2"]
