"""From when to when an agreement is in force, and why (R04–R07, R76, R77, R80–R86, R91, R92)."""

import pytest

from graph.calendar import CalendarNotPublished
from graph.model import AgreementKind, FactId
from graph.rules.agreements import BASIS, EndCause
from tests.rules.asked import d
from tests.rules.papered import agreement, contracts, ended, fa, notice, one, span

CA = {"signed_on": "2018-01-05", "sealed_on": "2018-01-08"}


class TestBeginning:
    @pytest.mark.parametrize(
        ("said", "begin"),
        [
            ({"signed_on": "2018-01-05"}, "2018-01-05"),
            ({"signed_on": "2018-01-05", "sealed_on": "2018-01-08"}, "2018-01-08"),
            ({"signed_on": "2018-01-09", "sealed_on": "2018-01-08"}, "2018-01-09"),
            ({"sealed_on": "2018-01-08"}, "2018-01-08"),
            ({"signed_on": "2018-01-05", "agreed_from": "2018-01-01"}, "2018-01-01"),
            ({"signed_on": "2018-01-05", "agreed_from": "2018-02-01"}, "2018-02-01"),
        ],
    )
    def test_fa_is_in_force_from_signing_or_from_the_day_agreed(
        self, said: dict[str, str], begin: str
    ):
        found = one(agreement("FA", **said))
        assert span(found) == (begin, None)
        assert found.trace.rules == ("R07",)

    @pytest.mark.parametrize("kind", ["CA", "IP"])
    @pytest.mark.parametrize(
        ("said", "begin"),
        [
            ({"signed_on": "2018-01-05", "sealed_on": "2018-01-08"}, "2018-01-08"),
            ({"signed_on": "2018-01-09", "sealed_on": "2018-01-08"}, "2018-01-09"),
            ({"sealed_on": "2018-01-08"}, "2018-01-08"),
        ],
    )
    def test_ca_needs_the_later_of_both_seals_or_aliyuns_where_the_other_is_blank(
        self, kind: str, said: dict[str, str], begin: str
    ):
        found = one(agreement(kind, **said))
        assert span(found) == (begin, None)
        assert ("Q26", "LATER_OF_TWO") in found.trace.readings

    @pytest.mark.parametrize("kind", list(AgreementKind))
    def test_an_agreement_without_its_dates_is_not_told(self, kind: str):
        found = one(agreement(kind))
        assert (found.begin, found.interval, found.ending) == (None, None, None)
        assert d("2018-02-01") not in found

    def test_ca_that_only_the_city_partner_signed_is_not_in_force(self):
        assert one(agreement("CA", signed_on="2018-01-05")).interval is None


class TestTerm:
    def test_the_last_day_of_the_term_is_in_force_and_the_next_is_not(self):
        found = one(fa())
        assert span(found) == ("2018-01-05", "2018-04-01")
        assert found.ending is not None
        assert found.ending.cause is EndCause.EXPIRED
        assert {"R80", "R82"} <= set(found.trace.rules)
        assert d("2018-03-31") in found
        assert d("2018-04-01") not in found

    @pytest.mark.parametrize(
        ("agreed", "end"),
        [
            ("2018-03-01", ("2018-05-01", "EXTENDED")),
            ("2018-03-31", ("2018-05-01", "EXTENDED")),
            ("2018-04-01", ("2018-04-01", "EXPIRED")),
            ("2018-02-10", ("2018-05-01", "EXTENDED")),
        ],
    )
    def test_a_will_to_go_on_that_is_agreed_by_the_end_extends_by_a_month(
        self, agreed: str, end: tuple[str, str]
    ):
        assert ended(fa(renewal_agreed_on=agreed)) == end

    def test_by_q24_every_term_extends_by_itself(self):
        assert ended(fa(), Q24="AUTOMATIC") == ("2018-05-01", "EXTENDED")
        assert ("Q24", "AUTOMATIC") in one(fa(), Q24="AUTOMATIC").trace.readings
        assert ended(fa(), Q24="RECORDED_INTENT") == ("2018-04-01", "EXPIRED")

    @pytest.mark.parametrize(
        ("term_end", "end"),
        [("2018-01-31", "2018-03-01"), ("2020-01-30", "2020-03-01"), ("2018-02-28", "2018-03-29")],
    )
    def test_the_month_ends_on_the_same_number_or_the_last_of_the_month(
        self, term_end: str, end: str
    ):
        found = fa(signed_on="2017-04-01", term_end=term_end, renewal_agreed_on="2017-12-10")
        assert ended(found) == (end, "EXTENDED")

    def test_by_q2_its_last_day_rolls_over_holidays_and_needs_their_calendar(self):
        rolled = ended(fa(renewal_agreed_on="2018-03-01"), Q2="ROLL_OVER")
        assert rolled == ("2018-05-03", "EXTENDED")
        far = fa(term_end="2030-03-31", renewal_agreed_on="2030-03-01")
        assert ended(far) == ("2030-05-01", "EXTENDED")
        with pytest.raises(CalendarNotPublished):
            contracts(far, Q2="ROLL_OVER")

    def test_the_will_to_go_on_was_not_known_before_it_was_recorded(self):
        late = fa(renewal_agreed_on="2018-03-20", recorded_at="2018-04-10")
        assert contracts(late, known_at="2018-04-09T23:59:59").every == []
        assert ended(late, known_at="2018-04-10") == ("2018-05-01", "EXTENDED")

    def test_ca_has_no_extension_of_its_own(self):
        found = agreement("CA", **CA, term_end="2018-06-30", renewal_agreed_on="2018-06-01")
        assert ended(found) == ("2018-07-01", "EXPIRED")


class TestOtherEnds:
    def test_both_may_end_it_in_writing(self):
        end = agreement("TERMINATION", signed_on="2018-02-01", agreed_from="2018-02-15")
        found = one(fa(), end)
        assert span(found) == ("2018-01-05", "2018-02-15")
        assert "R82" in found.trace.rules
        other = agreement("TERMINATION", signed_on="2018-02-01", replaces=FactId("other"))
        assert ended(fa(), other) == ("2018-04-01", "EXPIRED")
        early = agreement("TERMINATION", signed_on="2018-01-04")
        assert ended(fa(), early) == ("2018-04-01", "EXPIRED")

    def test_an_agreement_to_end_ca_alone_leaves_fa(self):
        ca = agreement("CA", "ca", **CA)
        end = agreement("TERMINATION", signed_on="2018-02-01", replaces=FactId("ca"))
        assert ended(ca, fa(), end) == ("2018-02-01", "MUTUAL")
        assert ended(fa(), ca, end) == ("2018-04-01", "EXPIRED")

    @pytest.mark.parametrize("cause", list(EndCause))
    def test_an_early_end_on_record_names_its_clauses(self, cause: EndCause):
        found = one(fa(ended_on="2018-02-01", end_cause=str(cause)))
        assert found.ending is not None
        assert (str(found.ending.on), found.ending.cause) == ("2018-02-01", cause)
        assert set(BASIS[cause][1]) <= set(found.trace.clauses)

    @pytest.mark.parametrize("text", [None, "", "a merger"])
    def test_a_cause_that_is_not_known_is_another_ground(self, text: str | None):
        assert ended(fa(ended_on="2018-02-01", end_cause=text)) == ("2018-02-01", "OTHER")

    def test_a_later_one_takes_its_place_from_its_own_first_day(self):
        renewed = agreement("FA", "fa2", signed_on="2018-03-20", agreed_from="2018-04-01")
        within = agreement("FA", "fa3", signed_on="2018-04-15")
        assert ended(fa(), renewed) == ("2018-04-01", "REPLACED")
        extended = fa(renewal_agreed_on="2018-03-20")
        assert ended(extended, within) == ("2018-04-15", "REPLACED")
        assert contracts(extended, within).relation[0].end is None

    def test_one_signed_earlier_never_begins_if_a_later_signed_one_did_before_it(self):
        early = agreement("FA", "early", signed_on="2018-01-01", agreed_from="2018-03-01")
        assert span(one(early, fa())) == ("2018-03-01", "2018-03-01")
        assert ended(fa(), early) == ("2018-04-01", "EXPIRED")

    def test_one_that_says_so_replaces_another_though_signed_the_same_day(self):
        other = agreement("FA", "a-fa", signed_on="2018-01-05", replaces=FactId("fa"))
        assert ended(fa(), other) == ("2018-01-05", "REPLACED")

    def test_two_causes_on_one_day_are_both_told_and_breach_comes_first(self):
        given = notice("TERMINATION", "2018-04-01")
        found = one(fa(), given, notice("END_OF_AGREEMENT", "2018-03-01"))
        causes = [(str(each.on), str(each.cause)) for each in found.endings]
        on = "2018-04-01"
        assert causes == [(on, "TERMINATION"), (on, "NOTICE"), (on, "EXPIRED")]
        assert "FA 3.2.1" not in found.trace.clauses


class TestCityAgreement:
    def test_lapses_the_same_day_as_the_framework_agreement(self):
        ca = agreement("CA", "ca", **CA)
        assert ended(ca, fa()) == ("2018-04-01", "FRAMEWORK_ENDED")
        assert "R91" in one(ca, fa()).trace.rules
        assert ended(ca, fa(renewal_agreed_on="2018-03-20")) == ("2018-05-01", "FRAMEWORK_ENDED")

    def test_lives_on_while_the_framework_agreement_is_renewed_without_a_gap(self):
        ca = agreement("CA", "ca", **CA)
        renewed = agreement("FA", "fa2", signed_on="2018-03-20", agreed_from="2018-04-01")
        assert ended(ca, fa(), renewed) is None
        late = agreement("FA", "fa2", signed_on="2018-03-20", agreed_from="2018-04-02")
        assert ended(ca, fa(), late) == ("2018-04-01", "FRAMEWORK_ENDED")

    def test_falls_with_nothing_where_no_framework_agreement_is_known(self):
        assert ended(agreement("CA", **CA)) is None

    def test_never_begins_after_the_framework_agreement_has_ended(self):
        ca = agreement("CA", "ca", sealed_on="2018-04-01")
        assert span(one(ca, fa())) == ("2018-04-01", "2018-04-01")

    def test_signed_rules_are_part_of_the_framework_agreement(self):
        rules = agreement("MR", "mr", signed_on="2018-01-05")
        assert ended(rules, fa()) == ("2018-04-01", "FRAMEWORK_ENDED")
        assert "FA 3.3.3" in one(rules, fa()).trace.clauses

    def test_is_ended_by_a_notice_only_if_it_names_it(self):
        ca = agreement("CA", "ca", **CA)
        assert ended(ca, notice("TERMINATION", "2018-02-01")) is None
        named = notice("TERMINATION", "2018-02-01", about=FactId("ca"))
        assert ended(ca, fa(), named) == ("2018-02-01", "TERMINATION")
        assert ended(fa(), ca, named) == ("2018-04-01", "EXPIRED")

    def test_its_integrity_annex_holds_for_ever(self):
        annex = agreement("IP", "ip", **CA, ended_on="2018-02-01", term_end="2018-03-01")
        assert ended(annex, fa()) is None


class TestOriginalAgreement:
    def test_is_the_latest_signed_within_its_term(self):
        rules = agreement("MR", "mr", signed_on="2018-01-05")
        renewed = agreement("FA", "fa2", signed_on="2018-03-20", agreed_from="2018-04-01")
        found = contracts(fa(), renewed, rules)
        for day, name in (("2018-01-04", None), ("2018-03-31", "fa"), ("2018-04-01", "fa2")):
            original = found.original(d(day))
            assert (original.framework and original.framework.agreement.id) == name
            assert "R04" in original.trace.rules
        last = found.original(d("2018-03-31"))
        assert last.management_rules is not None
        assert last.management_rules.agreement is rules
