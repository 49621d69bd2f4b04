"""A customer asks for a direct contract (R112, FA 4.3.1.6; S11, S12, S14b, S14c, S44)."""

import pytest

from graph.rules.refusal import Code
from graph.rules.workflow import Actor, State, StepName
from tests.rules.asked import d, ladder
from tests.rules.requested import Case, detachment


def received(on: str = "2018-02-13", **said: str) -> Case:
    """A request of u5 whose notice c1 received on a day."""
    return detachment("CUSTOMER_REQUEST", "u5", notice_received_on=on, **said).on(on)


class TestPeriod:
    """S11, S12: three working days from the partner's receipt."""

    @pytest.mark.parametrize(
        ("day", "state"),
        [
            ("2018-02-12", State.REQUESTED),
            ("2018-02-13", State.WAITING),
            ("2018-02-23", State.WAITING),
            ("2018-02-24", State.DUE),
            ("2018-03-30", State.DUE),
        ],
    )
    def test_s11_it_is_due_on_the_day_after_the_period(self, day: str, state: State):
        assert received().on(day).state is state

    def test_s11_the_days_that_were_counted_are_told(self):
        until = received().step(StepName.ANSWER).until
        assert until is not None
        assert until.counted == (d("2018-02-14"), d("2018-02-22"), d("2018-02-23"))
        assert {each.day for each in until.skipped} >= {d("2018-02-15"), d("2018-02-21")}
        assert received().found.earliest == d("2018-02-24")

    @pytest.mark.parametrize(
        ("q1", "earliest"),
        [("MAKE_UP_DAYS_WORK", "2018-10-09"), ("WEEKENDS_NEVER", "2018-10-11")],
    )
    def test_s12_make_up_days_count_as_they_are_read(self, q1: str, earliest: str):
        world = ladder("fixture", Q1=q1)
        case = detachment("CUSTOMER_REQUEST", "u5", "2018-09-28", world=world)
        case = case.took(StepName.NOTIFY, "2018-09-28")
        assert case.found.earliest == d(earliest)
        assert case.on(earliest).state is State.DUE

    def test_before_the_notice_is_received_aliyun_has_to_send_it(self):
        case = detachment("CUSTOMER_REQUEST", "u5")
        assert (case.state, case.found.earliest) == (State.REQUESTED, None)
        assert case.next == [("NOTIFY", "ALIYUN")]
        assert case.refused(StepName.EXECUTE, "2018-02-12").code is Code.NOTICE_MISSING

    def test_s44_a_period_into_a_year_without_calendar_is_not_recorded(self):
        case = detachment("CUSTOMER_REQUEST", "u5", "2031-03-01")
        assert case.refused(StepName.NOTIFY, "2031-03-01").code is Code.CALENDAR_NOT_PUBLISHED
        made = case.but(notice_received_on="2031-03-01")
        assert made.refused(StepName.ANSWER, "2031-03-01").code is Code.CALENDAR_NOT_PUBLISHED


class TestWithdrawal:
    """S14b: withdrawn in time, the link goes on; after the period it is too late."""

    @pytest.mark.parametrize("day", ["2018-02-13", "2018-02-22", "2018-02-23"])
    def test_s14b_within_the_period_it_ends_the_request(self, day: str):
        case = received().on(day).took(StepName.WITHDRAW, day)
        assert case.state is State.WITHDRAWN
        assert case.on("2018-03-30").state is State.WITHDRAWN
        assert case.next == []

    def test_one_day_later_is_too_late(self):
        case = received().on("2018-02-24")
        refusal = case.refused(StepName.WITHDRAW, "2018-02-24")
        assert (refusal.code, refusal.clause) == (Code.TOO_LATE, "FA 4.3.1.6")
        assert "2018-02-23" in refusal.message

    def test_what_was_withdrawn_in_time_may_be_recorded_later(self):
        case = received().on("2018-02-26").took(StepName.WITHDRAW, "2018-02-22")
        assert case.state is State.WITHDRAWN

    def test_a_withdrawal_on_record_that_came_too_late_changes_nothing(self):
        case = received(withdrawn_on="2018-02-24").on("2018-02-25")
        assert case.state is State.DUE

    def test_it_may_be_withdrawn_before_the_notice_is_received(self):
        case = detachment("CUSTOMER_REQUEST", "u5").took(StepName.WITHDRAW, "2018-02-12")
        assert case.state is State.WITHDRAWN
        assert case.refused(StepName.NOTIFY, "2018-02-12").code is Code.REQUEST_ENDED


class TestAnswer:
    """S14c: an answer changes nothing by itself."""

    def test_s14c_answered_but_not_withdrawn_it_is_due_at_the_deadline(self):
        case = received().on("2018-02-22").took(StepName.ANSWER, "2018-02-22")
        assert case.state is State.WAITING
        assert case.next == []
        assert case.on("2018-02-23").state is State.WAITING
        assert case.on("2018-02-24").state is State.DUE

    @pytest.mark.parametrize(("day", "code"), [("2018-02-23", None), ("2018-02-24", Code.TOO_LATE)])
    def test_it_is_taken_until_the_last_day(self, day: str, code: Code | None):
        found = received().on(day).taking(StepName.ANSWER, day)
        assert getattr(found, "code", None) is code

    def test_twice_is_refused(self):
        case = received().on("2018-02-22").took(StepName.ANSWER, "2018-02-14")
        assert case.refused(StepName.ANSWER, "2018-02-22").code is Code.STEP_TAKEN

    def test_before_the_notice_there_is_nothing_to_answer(self):
        case = detachment("CUSTOMER_REQUEST", "u5")
        assert case.refused(StepName.ANSWER, "2018-02-12").code is Code.NOTICE_MISSING

    def test_dated_before_the_notice_it_is_out_of_order(self):
        assert received().refused(StepName.ANSWER, "2018-02-12").code is Code.OUT_OF_ORDER

    def test_who_has_to_act_is_told_until_the_period_ends(self):
        assert received().next == [("ANSWER", "PARTNER")]
        assert received().step(StepName.ANSWER).account == "c1"
        assert received().on("2018-02-24").next == [("EXECUTE", "ALIYUN")]


class TestExecution:
    """Q16: by itself on the day after the period, or by hand; the link ends on that day."""

    @pytest.mark.parametrize(
        ("q16", "actor", "account"),
        [("AUTO_EXECUTE", Actor.ALIYUN, "aliyun"), ("MANUAL", Actor.PARTNER, "c1")],
    )
    def test_q16_says_who_has_to_cut(self, q16: str, actor: Actor, account: str):
        world = ladder("fixture", Q16=q16)
        case = detachment("CUSTOMER_REQUEST", "u5", world=world, notice_received_on="2018-02-13")
        step = case.on("2018-02-24").step(StepName.EXECUTE)
        assert (step.actor, step.account, step.clause) == (actor, account, "FA 4.3.2")
        assert ("Q16", q16) in case.found.trace.readings

    @pytest.mark.parametrize(
        ("day", "code"),
        [("2018-02-23", Code.TOO_EARLY), ("2018-02-24", None), ("2018-03-05", None)],
    )
    def test_it_is_carried_out_from_the_day_after_the_period(self, day: str, code: Code | None):
        found = received().on("2018-03-30").taking(StepName.EXECUTE, day)
        assert getattr(found, "code", None) is code

    def test_a_later_day_that_was_asked_for_is_waited_for(self):
        case = received(effective_on="2018-03-01")
        assert case.on("2018-02-28").state is State.WAITING
        assert case.on("2018-03-01").state is State.DUE
        assert case.found.earliest == d("2018-03-01")

    def test_after_it_nothing_can_be_done(self):
        case = received().on("2018-02-24").took(StepName.EXECUTE, "2018-02-24")
        assert case.state is State.EXECUTED
        for name in (StepName.EXECUTE, StepName.WITHDRAW, StepName.ANSWER):
            assert case.refused(name, "2018-02-24").code is Code.REQUEST_ENDED

    def test_there_is_nothing_for_aliyun_to_decide(self):
        found = received().refused(StepName.DECIDE, "2018-02-13")
        assert found.code is Code.STEP_UNKNOWN
        assert "NOTIFY" in found.message


class TestLapse:
    """A request lapses when its link ends by another way (R106)."""

    def test_it_lapses_on_the_day_its_partner_is_released(self):
        base = ladder("fixture")
        world = ladder("s02")
        case = detachment("CUSTOMER_REQUEST", "u5", "2018-03-14", world=world)
        assert base.counts("u5", "2018-03-16") != world.counts("u5", "2018-03-16")
        assert case.on("2018-03-15").state is State.REQUESTED
        assert case.on("2018-03-16").state is State.LAPSED
        assert case.on("2018-03-16").found.about.gone_on == d("2018-03-16")
        assert case.on("2018-03-16").found.about.cause == "LINK_ENDED"

    def test_a_request_that_was_closed_is_over(self):
        case = received(closed_on="2018-02-20")
        assert case.on("2018-02-19").state is State.WAITING
        assert case.on("2018-02-20").state is State.LAPSED
