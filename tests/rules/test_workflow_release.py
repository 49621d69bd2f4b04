"""The release of a city partner, and the exit of a partner (R89, R90, R100–R104, R108, Q7, Q15)."""

import pytest

from graph.model import RequestKind, Verdict
from graph.rules.detachment import Plan, plan
from graph.rules.refusal import Code
from graph.rules.workflow import OPEN, State, StepName, cut_of
from tests.rules.asked import HIERARCHY, d, ladder, told, without
from tests.rules.requested import Case, asked_for, detachment

REFUSED = Verdict.REFUSED
LOST = without(HIERARCHY, "t1 is") + "t1 is partner from 2017-04-01 to 2018-03-10\n"


class TestJoint:
    """R100: the tier-1 applies, the city partner confirms, Aliyun decides."""

    @property
    def case(self) -> Case:
        return detachment("JOINT_APPLICATION", "c1", "2018-03-10")

    def test_s15c_it_waits_for_the_confirmation(self):
        assert self.case.state is State.REQUESTED
        assert self.case.next == [("CONFIRM", "CITY_PARTNER")]
        assert self.case.step(StepName.APPLY).account == "t1"
        refusal = self.case.on("2018-03-12").refused(StepName.DECIDE, "2018-03-12")
        assert (refusal.code, refusal.clause) == (Code.CITY_PARTNER_NOT_CONFIRMED, "CA 2.3.1①")

    def test_s15c_confirmed_and_decided_it_is_effective_on_the_day_of_the_decision(self):
        case = self.case.on("2018-03-14").took(StepName.CONFIRM, "2018-03-14")
        assert (case.state, case.next) == (State.WAITING, [("DECIDE", "ALIYUN")])
        case = case.on("2018-03-16").took(StepName.DECIDE, "2018-03-16")
        assert (case.state, case.found.earliest) == (State.READY, d("2018-03-16"))
        assert case.on("2018-03-15").state is State.WAITING
        cut = cut_of(case.request, case.known)
        assert cut is not None
        found = plan(case.world.branch, cut, case.world.moment)
        assert isinstance(found, Plan)
        assert found.on == d("2018-03-16")

    def test_a_confirmation_is_not_before_the_application(self):
        refusal = self.case.refused(StepName.CONFIRM, "2018-03-09")
        assert (refusal.code, refusal.path) == (Code.OUT_OF_ORDER, "on")

    def test_nothing_is_recorded_before_it_happened(self):
        assert self.case.refused(StepName.CONFIRM, "2018-03-11").code is Code.DAY_NOT_COME
        assert self.case.on("2018-03-11").taking(StepName.CONFIRM, "2018-03-11")

    def test_nothing_is_recorded_twice(self):
        case = self.case.on("2018-03-14").took(StepName.CONFIRM, "2018-03-14")
        refusal = case.refused(StepName.CONFIRM, "2018-03-14")
        assert (refusal.code, refusal.message[-10:]) == (Code.STEP_TAKEN, "2018-03-14")

    def test_a_decision_is_not_dated_before_the_confirmation(self):
        case = self.case.on("2018-03-16").took(StepName.CONFIRM, "2018-03-14")
        assert case.refused(StepName.DECIDE, "2018-03-13").code is Code.OUT_OF_ORDER
        assert case.took(StepName.DECIDE, "2018-03-14").state is State.READY

    def test_aliyun_may_refuse_at_any_time(self):
        case = self.case.took(StepName.DECIDE, "2018-03-10", verdict=REFUSED)
        assert (case.state, case.next) == (State.REJECTED, [])
        assert case.refused(StepName.CONFIRM, "2018-03-10").code is Code.REQUEST_ENDED

    def test_a_refusal_that_comes_is_not_there_the_day_before(self):
        case = self.case.on("2018-03-12").took(StepName.DECIDE, "2018-03-12", verdict=REFUSED)
        assert case.on("2018-03-11").state is State.REQUESTED

    def test_a_decision_is_made_once(self):
        case = self.case.on("2018-03-16").took(StepName.CONFIRM, "2018-03-14")
        case = case.took(StepName.DECIDE, "2018-03-15")
        assert case.refused(StepName.DECIDE, "2018-03-16", verdict=REFUSED).code is Code.STEP_TAKEN

    def test_until_it_is_carried_out_the_applicant_may_withdraw(self):
        case = self.case.on("2018-03-16").took(StepName.CONFIRM, "2018-03-14")
        case = case.took(StepName.DECIDE, "2018-03-16")
        assert case.took(StepName.WITHDRAW, "2018-03-16").state is State.WITHDRAWN

    def test_read_as_automatic_the_confirmation_is_enough(self):
        world = ladder("fixture", Q7="AUTOMATIC")
        case = detachment("JOINT_APPLICATION", "c1", "2018-03-10", world=world)
        assert case.state is State.REQUESTED
        case = case.on("2018-03-14").took(StepName.CONFIRM, "2018-03-14")
        assert (case.state, case.next) == (State.DUE, [("EXECUTE", "ALIYUN")])


class TestAlone:
    """R101: the city partner alone, a month ahead, with a letter that there is no dispute."""

    @pytest.mark.parametrize(
        ("applied", "last", "earliest"),
        [("2018-01-31", "2018-02-28", "2018-03-01"), ("2018-02-10", "2018-03-10", "2018-03-11")],
    )
    def test_s15_s15b_the_month_has_to_run(self, applied: str, last: str, earliest: str):
        case = detachment("CITY_APPLICATION", "c1", applied)
        case = case.took(StepName.CONFIRM_NO_DISPUTE, applied).took(StepName.DECIDE, applied)
        period = case.step(StepName.EXECUTE).period
        assert period is not None
        assert period.last_day == d(last)
        assert case.on(last).state is State.WAITING
        assert case.on(last).refused(StepName.EXECUTE, last).code is Code.TOO_EARLY
        assert case.on(earliest).state is State.READY
        assert case.on(earliest).took(StepName.EXECUTE, earliest).state is State.EXECUTED

    def test_s15_without_the_letter_nothing_is_granted(self):
        case = detachment("CITY_APPLICATION", "c1", "2018-01-31").on("2018-03-05")
        for name in (StepName.DECIDE, StepName.EXECUTE):
            refusal = case.refused(name, "2018-03-05")
            assert refusal.code is Code.NO_DISPUTE_CONFIRMATION_MISSING
        assert case.state is State.REQUESTED
        assert case.next == [("CONFIRM_NO_DISPUTE", "CITY_PARTNER")]

    @pytest.mark.parametrize(
        ("letter", "day"),
        [("2018-02-28", None), ("2018-03-01", None), ("2018-04-10", "2018-04-10")],
    )
    def test_r101_a_release_is_not_before_its_letter_even_without_a_decision(
        self, letter: str, day: str | None
    ):
        case = asked_for(
            RequestKind.DETACHMENT, "c1", "2018-01-31", ladder("fixture", Q7="AUTOMATIC"),
            ground="CITY_APPLICATION", no_dispute_confirmed_on=letter,
        ).on("2018-04-10")  # fmt: skip
        cut = cut_of(case.request, case.known)
        assert cut is not None
        assert cut.on == (day and d(day))
        assert case.found.earliest == d(day or "2018-03-01")
        assert case.state is State.DUE

    def test_the_plan_takes_effect_on_the_later_of_the_earliest_and_the_day_asked_for(self):
        said = {"no_dispute_confirmed_on": "2018-01-31", "decided_on": "2018-02-01"}
        for asked, day in (
            (None, None),
            ("2018-02-15", d("2018-03-01")),
            ("2018-03-20", d("2018-03-20")),
        ):
            case = detachment("CITY_APPLICATION", "c1", "2018-01-31", effective_on=asked, **said)
            cut = cut_of(case.request, case.known)
            assert cut is not None
            assert cut.on == day
            assert case.on("2018-02-28").state is State.WAITING
            assert case.on("2018-03-20").state is State.READY


class TestLost:
    """R102: one of both lost its standing; and R103, other grounds of Aliyun."""

    def test_a_loss_of_the_tier_1_is_decided_by_aliyun(self):
        case = detachment("STANDING_LOST", "c1", "2018-03-12", world=told(LOST))
        assert case.next == [("DECIDE", "ALIYUN")]
        case = case.took(StepName.DECIDE, "2018-03-12")
        assert (case.state, case.found.earliest) == (State.READY, d("2018-03-10"))

    def test_while_both_have_standing_it_can_not_be_carried_out(self):
        case = detachment("STANDING_LOST", "c1", "2018-03-12").took(StepName.DECIDE, "2018-03-12")
        assert case.state is State.WAITING
        assert [each.code for each in case.found.hindrances] == [Code.GROUND_MISMATCH]
        assert case.refused(StepName.EXECUTE, "2018-03-12").code is Code.GROUND_MISMATCH

    def test_other_grounds_take_a_decision_only(self):
        for ground in ("OTHER_GROUNDS", None):
            case = asked_for(RequestKind.DETACHMENT, "c1", ground=ground)
            assert case.next == [("DECIDE", "ALIYUN")]
            assert case.took(StepName.DECIDE, "2018-02-12").state is State.READY

    def test_read_as_automatic_other_grounds_need_nothing(self):
        case = detachment("OTHER_GROUNDS", "c1", world=ladder("fixture", Q7="AUTOMATIC"))
        assert (case.state, case.found.earliest) == (State.DUE, None)

    def test_it_lapses_when_the_city_partner_is_released_by_another_way(self):
        case = detachment("OTHER_GROUNDS", "c1", "2018-03-10", world=ladder("s02"))
        assert case.on("2018-03-15").state is State.REQUESTED
        assert case.on("2018-03-16").state is State.LAPSED


class TestLossOfStanding:
    """R90, R108: Aliyun takes a partner's standing by notice, and decides what goes with it."""

    def test_it_takes_the_notice_and_the_decision_in_either_order(self):
        case = detachment("PARTNER_EXIT", "t1").on("2018-02-14")
        assert case.next == [("NOTIFY", "ALIYUN"), ("DECIDE", "ALIYUN")]
        one = case.took(StepName.NOTIFY, "2018-02-13").took(StepName.DECIDE, "2018-02-14")
        other = case.took(StepName.DECIDE, "2018-02-14").took(StepName.NOTIFY, "2018-02-13")
        assert one.request == other.request
        assert (one.state, one.found.earliest) == (State.READY, d("2018-02-13"))

    def test_what_takes_nothing_along_is_not_for_anybody_to_decide(self):
        said = {"release_city_partners": False, "end_links": False}
        case = detachment("PARTNER_EXIT", "t1", **said).took(StepName.NOTIFY, "2018-02-12")
        assert case.state is State.DUE


class TestExit:
    """R89, MR 7.2: a month ahead, customers settled, a termination agreement in effect."""

    def case(self, **readings: str) -> Case:
        return asked_for(RequestKind.EXIT, "p3", "2018-01-31", ladder("fixture", **readings))

    def test_it_takes_the_month_the_customers_and_the_agreement(self):
        case = self.case().on("2018-02-20")
        assert case.next == [
            ("SETTLE_CUSTOMERS", "PARTNER"),
            ("AGREE_TERMINATION", "ALIYUN"),
            ("DECIDE", "ALIYUN"),
        ]
        for name, code in (
            (StepName.SETTLE_CUSTOMERS, Code.CUSTOMERS_NOT_SETTLED),
            (StepName.AGREE_TERMINATION, Code.TERMINATION_AGREEMENT_MISSING),
            (StepName.DECIDE, Code.DECISION_MISSING),
        ):
            assert case.refused(StepName.EXECUTE, "2018-02-20").code is code
            case = case.took(name, "2018-02-20")
        assert case.on("2018-02-28").state is State.WAITING
        assert case.on("2018-03-01").state is State.READY

    def test_an_agreement_may_take_effect_later(self):
        case = self.case().on("2018-02-20").took(StepName.SETTLE_CUSTOMERS, "2018-02-20")
        case = case.took(StepName.DECIDE, "2018-02-20")
        case = case.took(StepName.AGREE_TERMINATION, "2018-03-31")
        assert case.refused(StepName.AGREE_TERMINATION, "2018-03-30").code is Code.STEP_TAKEN
        assert case.on("2018-03-30").state is State.WAITING
        assert case.on("2018-03-31").state is State.READY

    def test_read_as_separate_routes_a_notice_is_no_way_out(self):
        assert self.case().refused(StepName.NOTIFY, "2018-01-31").code is Code.STEP_UNKNOWN

    def test_read_as_a_free_choice_thirty_days_after_a_notice_will_do(self):
        case = self.case(Q15="FREE_CHOICE").took(StepName.NOTIFY, "2018-01-31")
        assert case.step(StepName.NOTIFY).clause == "FA 8.3.3"
        assert case.next == [("DECIDE", "ALIYUN")]
        case = case.took(StepName.DECIDE, "2018-01-31")
        assert case.on("2018-03-02").state is State.WAITING
        assert case.on("2018-03-03").state is State.READY

    def test_a_free_choice_leaves_both_ways(self):
        assert ("NOTIFY", "PARTNER") in self.case(Q15="FREE_CHOICE").next

    def test_it_lapses_with_the_standing(self):
        text = without(HIERARCHY, "p3 is") + "p3 is partner from 2017-04-01 to 2018-03-01\n"
        case = asked_for(RequestKind.EXIT, "p3", "2018-01-31", told(text))
        assert case.on("2018-02-28").state is State.REQUESTED
        assert case.on("2018-03-01").state is State.LAPSED
        renewed = told(text + "p3 is partner from 2018-03-01\n")
        case = asked_for(RequestKind.EXIT, "p3", "2018-01-31", renewed)
        assert case.on("2018-03-01").state is State.REQUESTED


GROUNDS = {
    "JOINT_APPLICATION": "c1",
    "CITY_APPLICATION": "c1",
    "STANDING_LOST": "c1",
    "OTHER_GROUNDS": "c1",
    "PARTNER_EXIT": "t1",
    "CUSTOMER_REQUEST": "u5",
}
DONE = {
    "confirmed_on": "2018-02-14",
    "no_dispute_confirmed_on": "2018-02-13",
    "notice_received_on": "2018-02-13",
    "decided_on": "2018-02-15",
    "customers_settled_on": "2018-02-15",
    "termination_agreed_on": "2018-03-02",
}


@pytest.mark.parametrize("ground", [*GROUNDS, None])
@pytest.mark.parametrize("without_one", [*DONE, ""])
@pytest.mark.parametrize("day", ["2018-02-13", "2018-02-24", "2018-03-12", "2018-03-20"])
@pytest.mark.parametrize("q7", ["DECISION", "AUTOMATIC"])
def test_a_request_is_open_for_execution_exactly_when_its_plan_is(
    ground: str | None, without_one: str, day: str, q7: str
):
    said = {key: on for key, on in DONE.items() if key != without_one}
    world = told(LOST.replace("2018-03-10", "2018-03-15"), Q7=q7)
    if ground is None:
        case = asked_for(RequestKind.EXIT, "p3", world=world, **said).on(day)
    else:
        case = detachment(ground, GROUNDS[ground], world=world, **said).on(day)
    found = case.found
    if found.state is State.LAPSED:
        return
    done = {each.name: each.done_on for each in found.steps}
    taken = {key: on for key, on in said.items() if d(on) <= d(day)}
    cut = cut_of(case.but(**{**dict.fromkeys(DONE), **taken}).request, case.known, d(day))
    assert cut is not None
    planned = plan(case.world.branch, cut, case.world.moment)
    assert isinstance(planned, Plan)
    assert planned.executable == (found.state in OPEN), (planned.requirements, done)
