"""Which duties go on after an end (R109, R120–R127, S42; Q20, Q28)."""

from typing import Any

import pytest

from graph.model import (
    Agreement,
    Cause,
    FactId,
    Fen,
    Notice,
    Obligation,
    Task,
    Uid,
)
from graph.rules.agreements import Contracts
from graph.rules.standing import Known
from graph.rules.survival import After, Penalty, SurvivingDuty, Survivor, duties
from tests.rules.asked import d, told
from tests.rules.papered import PARTY, agreement, fa, notice, papers, proven, text

EAST = "east is partner from 2017-04-01\n"
EXPIRED = "harbor is partner from 2018-01-05 to 2018-04-01 ended by expired\n"
PLAIN = "harbor is partner from 2018-01-05 to 2018-04-01\n"
CITY = "harbor under east as city from 2018-01-05 to 2018-03-16\n"
OPEN = "harbor is partner from 2018-01-05\n"
CA = agreement("CA", "ca", sealed_on="2018-01-05")
OF_FRAMEWORK = {
    "SETTLE_WHAT_IS_OPEN",
    "WIND_DOWN",
    "KEEP_LICENCE_LIMITS",
    "KEEP_CONFIDENCE",
    "NO_DISPARAGEMENT",
    "NO_HIRING",
}
OF_CITY = {"STOP_ACTING_AS_CITY_PARTNER", "RETURN_OR_DESTROY_MATERIAL", "KEEP_SECRECY"}


def left(world: str, day: str, *facts: Agreement | Notice, **more: Any) -> dict[str, SurvivingDuty]:
    given = {key: more.pop(key, ()) for key in ("tasks", "penalties")}
    asked = told(world, day, **more)
    contracts = Contracts(papers(*facts), asked.moment)
    known = Known(asked.histories, asked.moment)
    found = duties(After(contracts, known, (Uid("harbor"),), **given), d(day))
    for each in found:
        proven(each.trace, asked.moment)
    assert len({each.duty for each in found}) == len(found)
    return {str(each.duty): each for each in found}


def since(found: dict[str, SurvivingDuty]) -> dict[str, tuple[str, str | None]]:
    return {name: (str(each.since), text(each.last_day)) for name, each in found.items()}


class TestFrameworkAgreement:
    @pytest.mark.parametrize(
        ("day", "expected"),
        [("2018-03-31", set()), ("2018-04-01", OF_FRAMEWORK | {"END_COOPERATION"})],
    )
    def test_duties_begin_the_day_after_its_last(self, day: str, expected: set[str]):
        assert set(left(PLAIN, day, fa())) == expected

    def test_they_are_for_ever_but_for_hiring(self):
        found = since(left(PLAIN, "2018-04-01", fa()))
        assert found.pop("NO_HIRING") == ("2018-04-01", "2019-03-31")
        assert set(found.values()) == {("2018-04-01", None)}

    @pytest.mark.parametrize(("day", "kept"), [("2019-03-31", True), ("2019-04-01", False)])
    def test_s42_nobody_is_hired_for_a_year_from_the_end(self, day: str, kept: bool):
        assert ("NO_HIRING" in left(PLAIN, day, fa())) is kept

    def test_a_contract_that_ended_on_arrival_ended_on_that_day(self):
        given = notice("TERMINATION", "2018-02-20")
        found = since(left(PLAIN, "2018-03-01", fa(), given))
        assert found["NO_HIRING"] == ("2018-02-20", "2019-02-20")
        noticed = notice("END_OF_AGREEMENT", "2018-01-31")
        found = since(left(PLAIN, "2018-03-20", fa(), noticed))
        assert found["NO_HIRING"] == ("2018-03-03", "2019-03-02")

    def test_each_cites_its_clause_and_rule(self):
        found = left(PLAIN, "2018-04-01", fa())
        assert "R120" in found["SETTLE_WHAT_IS_OPEN"].trace.rules
        assert "R124" in found["WIND_DOWN"].trace.rules
        assert {"R109", "R124"} <= set(found["END_COOPERATION"].trace.rules)
        assert "R121" in found["KEEP_CONFIDENCE"].trace.rules
        assert "R122" in found["NO_HIRING"].trace.rules
        assert "FA 4.2.9.2" in found["NO_DISPARAGEMENT"].trace.clauses

    def test_by_q20_the_licence_limits_cite_other_clauses(self):
        default = left(PLAIN, "2018-04-01", fa())["KEEP_LICENCE_LIMITS"].trace
        seven = left(PLAIN, "2018-04-01", fa(), Q20="SEVEN")["KEEP_LICENCE_LIMITS"].trace
        assert ("Q20", "FIVE_AND_SIX") in default.readings
        assert set(seven.clauses) - set(default.clauses) == {"FA 7.1"}

    def test_while_a_renewal_runs_nothing_has_ended(self):
        renewed = agreement("FA", "fa2", signed_on="2018-03-20", agreed_from="2018-04-01")
        assert left(OPEN, "2018-04-01", fa(), renewed) == {}
        gap = agreement("FA", "fa2", signed_on="2018-05-01")
        again = f"{PLAIN}harbor is partner from 2018-05-01\n"
        assert set(left(again, "2018-04-30", fa(), gap)) >= OF_FRAMEWORK
        assert left(again, "2018-05-01", fa(), gap) == {}

    def test_the_last_end_counts(self):
        second = fa(ended_on="2018-03-01")
        third = agreement("FA", "fa3", signed_on="2018-03-10", term_end="2018-06-30")
        found = since(left(PLAIN, "2018-07-01", second, third))
        assert found["SETTLE_WHAT_IS_OPEN"] == ("2018-07-01", None)
        never = agreement("FA", "a", signed_on="2017-12-01", agreed_from="2018-03-01")
        found = since(left(PLAIN, "2018-03-05", never, second))
        assert found["NO_HIRING"] == ("2018-03-01", "2019-03-01")

    def test_a_wrongful_end_obliges_to_damages(self):
        early = fa(ended_on="2018-02-01", end_cause="FORCE_MAJEURE")
        found = left(PLAIN, "2018-04-01", early)["PAY_DAMAGES"].trace
        assert "R123" in found.rules
        assert "FA 10.3.2" in found.clauses
        assert "PAY_DAMAGES" not in left(PLAIN, "2018-04-01", fa())


class TestStanding:
    def test_one_that_expired_tells_the_end_where_no_agreement_is_on_record(self):
        found = since(left(EXPIRED, "2018-04-01"))
        assert found["NO_HIRING"] == ("2018-04-01", "2019-03-31")
        assert set(left(EXPIRED, "2018-03-31")) == set()
        assert set(left(PLAIN, "2018-04-01")) == {"END_COOPERATION"}
        again = f"{EXPIRED}harbor is partner from 2018-05-01\n"
        assert left(again, "2018-05-01") == {}
        twice = f"{EXPIRED}harbor is partner from 2018-05-01 to 2018-06-01 ended by expired\n"
        assert since(left(twice, "2018-06-01"))["NO_HIRING"] == ("2018-06-01", "2019-05-31")
        assert since(left(twice, "2018-04-30"))["NO_HIRING"] == ("2018-04-01", "2019-03-31")

    def test_a_former_partner_ends_its_cooperation_since_it_lost_it_last(self):
        again = f"{PLAIN}harbor is partner from 2018-05-01 to 2018-06-01\n"
        assert since(left(again, "2018-04-30"))["END_COOPERATION"] == ("2018-04-01", None)
        assert left(again, "2018-05-31") == {}
        assert since(left(again, "2018-06-01"))["END_COOPERATION"] == ("2018-06-01", None)


class TestCityPartner:
    WORLD = EAST + OPEN + CITY

    @pytest.mark.parametrize(("day", "ended"), [("2018-03-15", False), ("2018-03-16", True)])
    def test_a_release_is_an_end_with_duties_of_its_own(self, day: str, ended: bool):
        found = left(self.WORLD, day, fa(), CA)
        expected = OF_FRAMEWORK | OF_CITY | {"END_COOPERATION"}
        assert set(found) == (expected if ended else set())

    def test_by_q28_the_framework_agreement_may_live_on(self):
        found = left(self.WORLD, "2018-03-16", fa(), CA, Q28="FA_LIVES_ON")
        assert set(found) == OF_CITY | {"END_COOPERATION"}
        later = left(self.WORLD, "2018-04-01", fa(), CA, Q28="FA_LIVES_ON")
        assert set(later) >= OF_FRAMEWORK

    def test_once_the_framework_agreement_has_ended_its_end_counts(self):
        assert since(left(self.WORLD, "2018-03-31", fa()))["WIND_DOWN"] == ("2018-03-16", None)
        assert since(left(self.WORLD, "2018-04-01", fa()))["WIND_DOWN"] == ("2018-04-01", None)
        assert since(left(self.WORLD, "2018-04-01", fa()))["KEEP_SECRECY"] == ("2018-03-16", None)

    def test_who_enters_anew_acts_again(self):
        again = f"{self.WORLD}harbor under east as city from 2018-03-20\n"
        assert left(again, "2018-03-20", fa(), CA) == {}
        assert set(left(again, "2018-03-19", fa(), CA)) >= OF_CITY

    def test_the_last_release_counts(self):
        twice = f"{self.WORLD}harbor under east as city from 2018-03-20 to 2018-03-25\n"
        found = since(left(twice, "2018-03-31", fa()))
        assert found["KEEP_SECRECY"] == ("2018-03-25", None)
        assert found["WIND_DOWN"] == ("2018-03-25", None)
        assert since(left(twice, "2018-03-19", fa()))["WIND_DOWN"] == ("2018-03-16", None)

    def test_an_agreement_that_lapsed_ends_it_though_no_tier_link_is_on_record(self):
        found = left(PLAIN, "2018-04-01", fa(), CA)
        assert since(found)["KEEP_SECRECY"] == ("2018-04-01", None)
        assert {"R91", "R125"} <= set(found["KEEP_SECRECY"].trace.rules)
        second = agreement("CA", "ca2", sealed_on="2018-02-01")
        found = left(PLAIN, "2018-04-01", fa(), CA, second)
        assert CA not in found["KEEP_SECRECY"].trace.facts
        ended = agreement("CA", "ca", sealed_on="2018-01-05", ended_on="2018-03-01")
        found = since(left(self.WORLD, "2018-04-01", fa(), ended))
        assert found["KEEP_SECRECY"] == ("2018-03-01", None)
        assert not OF_CITY & set(left(PLAIN, "2018-03-31", fa(), CA))


class TestIntegrity:
    @pytest.mark.parametrize(("day", "bound"), [("2018-01-04", False), ("2018-01-05", True)])
    def test_binds_for_ever_and_back_to_the_start(self, day: str, bound: bool):
        annex = agreement("IP", sealed_on="2018-02-01")
        found = left(PLAIN, day, fa(), annex)
        assert ("INTEGRITY" in found) is bound
        if bound:
            assert since(found)["INTEGRITY"] == ("2018-01-05", None)
            assert "R126" in found["INTEGRITY"].trace.rules
        assert "INTEGRITY" in left(PLAIN, "2030-01-01", fa(), annex)

    def test_the_first_standing_may_be_the_start(self):
        annex = agreement("IP", sealed_on="2018-02-01")
        assert since(left(EAST + PLAIN, "2018-03-01", annex))["INTEGRITY"][0] == "2018-01-05"

    def test_without_a_signed_annex_there_is_none(self):
        assert "INTEGRITY" not in left(PLAIN, "2018-04-01", fa(), agreement("IP"))


class TestPenalties:
    def penalty(self, outstanding: int) -> Penalty:
        owed = Obligation(
            id=FactId("o1"),
            party=PARTY,
            occurred_from=d("2018-03-01"),
            occurred_to=d("2018-03-02"),
            fen=Fen(200_000),
            cause=Cause.PENALTY,
        )
        return Penalty(owed, Fen(outstanding))

    @pytest.mark.parametrize(
        ("day", "outstanding", "due"),
        [
            ("2018-02-28", 200_000, False),
            ("2018-03-01", 200_000, True),
            ("2030-01-01", 1, True),
            ("2018-03-01", 0, False),
        ],
    )
    def test_stay_due_until_they_are_paid(self, day: str, outstanding: int, due: bool):
        found = left(OPEN, day, penalties=(self.penalty(outstanding),))
        assert ("PAY_PENALTIES" in found) is due
        if due:
            assert found["PAY_PENALTIES"].fen == outstanding
            assert "R127" in found["PAY_PENALTIES"].trace.rules


class TestDone:
    def task(self, duty: str, done: str | None, day: str = "2018-04-01") -> Task:
        return Task(
            id=FactId(f"task:{duty}:{day}"),
            account=Uid("harbor"),
            duty=duty,
            since=d(day),
            clause="FA 8.4.3",
            done_on=None if done is None else d(done),
        )

    @pytest.mark.parametrize(
        ("done", "open_"), [(None, True), ("2018-05-02", True), ("2018-05-01", False)]
    )
    def test_what_is_done_is_over(self, done: str | None, open_: bool):
        tasks = (self.task("TELL_AND_GUIDE_CUSTOMERS", done),)
        assert ("WIND_DOWN" in left(PLAIN, "2018-05-01", fa(), tasks=tasks)) is open_

    def test_only_tasks_of_its_kind_and_since_then_count_and_all_of_them(self):
        other = (self.task("KEEP_SECRECY", "2018-04-02"),)
        assert "WIND_DOWN" in left(PLAIN, "2018-05-01", fa(), tasks=other)
        old = (self.task("TELL_AND_GUIDE_CUSTOMERS", "2018-02-02", "2018-02-01"),)
        assert "WIND_DOWN" in left(PLAIN, "2018-05-01", fa(), tasks=old)
        both = (
            self.task("END_COOPERATION", "2018-04-02"),
            self.task("END_COOPERATION", None, "2018-04-02"),
        )
        assert "END_COOPERATION" in left(PLAIN, "2018-05-01", fa(), tasks=both)

    def test_what_lasts_for_ever_can_not_be_done(self):
        tasks = (self.task("NO_DISPARAGEMENT", "2018-04-02"),)
        assert str(Survivor.NO_DISPARAGEMENT) in left(PLAIN, "2018-05-01", fa(), tasks=tasks)
