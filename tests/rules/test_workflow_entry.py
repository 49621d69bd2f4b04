"""The entry of a city partner, step by step (R11, R12, R116, CA 2.1.1–2.1.3)."""

import pytest

from graph.model import Request, RequestKind, Verdict
from graph.rules.refusal import Code, Refusal
from graph.rules.workflow import State, StepName, cut_of
from tests.rules.asked import HIERARCHY, d, told, without
from tests.rules.requested import Case, asked_for

ORDER = [
    (StepName.DECIDE, Code.DECISION_MISSING, "CA 2.1.2"),
    (StepName.SIGN_FRAMEWORK, Code.AGREEMENT_MISSING, "CA 2.1.2"),
    (StepName.SIGN_CITY_AGREEMENT, Code.AGREEMENT_MISSING, "CA 2.1.3"),
]


def entry(uid: str = "p3", tier1: str = "t1", text: str = HIERARCHY) -> Case:
    """An entry of p3 under t1."""
    return asked_for(RequestKind.ENTRY, uid, world=told(text), other=tier1)


def test_each_step_follows_the_one_before():
    case = entry().on("2018-02-20")
    assert case.state is State.REQUESTED
    assert case.step(StepName.APPLY).account == "t1"
    actors = ["ALIYUN", "CITY_PARTNER", "CITY_PARTNER"]
    for (name, code, clause), actor in zip(ORDER, actors, strict=True):
        assert case.next == [(str(name), actor)]
        for later in [each for each, *_ in ORDER[ORDER.index((name, code, clause)) + 1 :]]:
            assert case.refused(later, "2018-02-20").code is code
        refusal = case.refused(StepName.EXECUTE, "2018-02-20")
        assert (refusal.code, refusal.clause) == (code, clause)
        case = case.took(name, "2018-02-15")
        assert case.on("2018-02-15").state is State.READY or case.state is State.WAITING
    assert (case.state, case.found.earliest) == (State.READY, d("2018-02-15"))
    case = case.took(StepName.EXECUTE, "2018-02-16")
    assert case.state is State.EXECUTED
    assert case.request.approved_on == case.request.decided_on == d("2018-02-15")


def test_no_step_is_dated_before_the_one_before_it():
    case = entry().on("2018-02-20").took(StepName.DECIDE, "2018-02-15")
    assert case.refused(StepName.SIGN_FRAMEWORK, "2018-02-14").code is Code.OUT_OF_ORDER
    case = case.took(StepName.SIGN_FRAMEWORK, "2018-02-16")
    assert case.refused(StepName.SIGN_CITY_AGREEMENT, "2018-02-15").code is Code.OUT_OF_ORDER


@pytest.mark.parametrize(
    ("day", "code"), [("2018-02-15", Code.AGREEMENT_MISSING), ("2018-02-16", None)]
)
def test_it_is_linked_from_the_day_on_which_the_agreement_was_signed(day: str, code: Code | None):
    case = entry().on("2018-02-20")
    for name, on in zip([each for each, *_ in ORDER], ("14", "15", "16"), strict=True):
        case = case.took(name, f"2018-02-{on}")
    assert getattr(case.taking(StepName.EXECUTE, day), "code", None) is code


def test_a_later_day_that_was_asked_for_is_waited_for():
    case = entry().but(effective_on="2018-03-01").on("2018-02-20")
    for name, *_ in ORDER:
        case = case.took(name, "2018-02-16")
    assert case.on("2018-02-28").state is State.WAITING
    refusal = case.refused(StepName.EXECUTE, "2018-02-20")
    assert (refusal.code, refusal.clause) == (Code.TOO_EARLY, "CA 2.1.3")
    assert case.on("2018-03-01").state is State.READY


def test_aliyun_may_refuse_the_entry():
    case = entry().took(StepName.DECIDE, "2018-02-12", verdict=Verdict.REFUSED)
    assert case.state is State.REJECTED
    assert case.request.approved_on is None
    assert case.refused(StepName.SIGN_FRAMEWORK, "2018-02-12").code is Code.REQUEST_ENDED


def test_it_lapses_with_the_standing_of_its_tier_1():
    text = without(HIERARCHY, "t1 is") + "t1 is partner from 2017-04-01 to 2018-03-10\n"
    assert entry(text=text).on("2018-03-09").state is State.REQUESTED
    found = entry(text=text).on("2018-03-10").found
    assert (found.state, found.about.cause) == (State.LAPSED, "TIER1_STANDING_ENDED")


def test_an_entry_cuts_nothing():
    assert cut_of(entry().request, entry().known) is None


class TestAnother:
    """R116: under another tier-1 after a release only; R14, I2: never below a city partner."""

    def test_a_city_partner_may_ask_but_has_to_be_released_first(self):
        case = entry("c1", "t2").on("2018-03-15")
        assert isinstance(case.admitted(), Request)
        for name, *_ in ORDER:
            case = case.took(name, "2018-03-15")
        assert [each.code for each in case.found.hindrances] == [Code.ALREADY_LINKED]
        assert case.state is State.WAITING
        assert case.refused(StepName.EXECUTE, "2018-03-15").code is Code.ALREADY_LINKED
        released = without(HIERARCHY, "c1 under")
        free = told(released + "c1 under t1 as city from 2018-01-05 to 2018-03-16\n")
        after = Case(free.on("2018-03-16"), case.request)
        assert after.state is State.READY
        assert "R116" in after.found.trace.rules

    def test_below_a_city_partner_nobody_enters(self):
        found = entry("p3", "c1").admitted()
        assert isinstance(found, Refusal)
        assert (found.code, found.clause, found.path) == (
            Code.DEPTH_EXCEEDED,
            "FA 3.4.1.4",
            "other",
        )
