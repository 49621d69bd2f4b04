"""A customer account changes hands: moves and conversions (R13, R16, R110, R115, Q9, Q17, S53)."""

import pytest

from graph.model import LinkType, RequestKind
from graph.rules.refusal import Code, Refusal
from graph.rules.workflow import State, StepName
from tests.rules.asked import HIERARCHY, d, ladder, told, without
from tests.rules.requested import Case, asked_for


def move(to: str = "p3", uid: str = "u3", **said: object) -> Case:
    """A move of u3 from c1 to p3."""
    return asked_for(RequestKind.MOVE, uid, other=to, **said)


class TestMove:
    """R16, S53: on the customer's authorisation only."""

    def test_s53_without_authorisation_nothing_moves(self):
        case = move()
        assert case.next == [("AUTHORISE", "CUSTOMER")]
        refusal = case.refused(StepName.EXECUTE, "2018-02-12")
        assert (refusal.code, refusal.clause) == (
            Code.CUSTOMER_AUTHORISATION_MISSING,
            "FA 3.4.2.4",
        )
        assert "MR 6.2.7.3" in case.found.trace.clauses

    @pytest.mark.parametrize(
        ("day", "code"),
        [("2018-02-13", Code.CUSTOMER_AUTHORISATION_MISSING), ("2018-02-14", None)],
    )
    def test_authorised_it_may_move_from_that_day_on(self, day: str, code: Code | None):
        case = move().on("2018-02-20").took(StepName.AUTHORISE, "2018-02-14")
        assert (case.state, case.next) == (State.READY, [("EXECUTE", "ALIYUN")])
        assert getattr(case.taking(StepName.EXECUTE, day), "code", None) is code

    def test_a_later_day_that_was_asked_for_is_waited_for(self):
        case = move(effective_on="2018-03-01").took(StepName.AUTHORISE, "2018-02-12")
        assert case.on("2018-02-28").state is State.WAITING
        assert case.on("2018-03-01").state is State.READY

    def test_the_new_partner_has_to_have_standing(self):
        text = without(HIERARCHY, "p3 is") + "p3 is partner from 2017-04-01 to 2018-03-01\n"
        case = asked_for(RequestKind.MOVE, "u3", other="p3", world=told(text))
        case = case.took(StepName.AUTHORISE, "2018-02-12")
        assert case.on("2018-02-28").state is State.READY
        late = case.on("2018-03-01")
        assert late.state is State.WAITING
        assert late.refused(StepName.EXECUTE, "2018-03-01").code is Code.NOT_A_PARTNER

    @pytest.mark.parametrize(
        ("q17", "type_", "state"),
        [
            ("END_AND_RELINK", LinkType.RESALE, State.READY),
            ("FORBID", LinkType.RESALE, State.WAITING),
            ("FORBID", LinkType.AGENCY, State.READY),
            ("FORBID", None, State.READY),
        ],
    )
    def test_q17_another_type_is_a_new_link_or_none(
        self, q17: str, type_: LinkType | None, state: State
    ):
        world = ladder("fixture", Q17=q17)
        case = move(world=world, link_type=type_, authorised_on="2018-02-12")
        assert case.state is state
        codes = [each.code for each in case.found.hindrances]
        assert codes == ([] if state is State.READY else [Code.LINK_TYPE_FIXED])
        assert ("Q17", q17) in case.found.trace.readings

    def test_it_lapses_when_the_link_ends_by_another_way(self):
        case = asked_for(RequestKind.MOVE, "u3", other="p3", world=ladder("s02"))
        assert case.on("2018-03-15").state is State.REQUESTED
        assert case.on("2018-03-16").state is State.LAPSED

    def test_without_a_link_there_is_nothing_to_move(self):
        assert move(uid="d0").found.hindrances == ()
        found = move(uid="d0").admitted()
        assert isinstance(found, Refusal)
        assert (found.code, found.path) == (Code.NOT_LINKED, "account")


class TestConversion:
    """Q9, FA 4.3.1.3, FA 8.4.3: signed with Aliyun, it becomes an ordinary account."""

    def case(self, text: str = "", applied: str = "2018-03-20") -> Case:
        released = without(HIERARCHY, "c1 under")
        world = told(f"{released}c1 under t1 as city from 2018-01-05 to 2018-03-16\n{text}")
        return asked_for(RequestKind.CONVERSION, "u4", applied, world=world)

    def test_it_waits_for_the_customer_to_sign(self):
        case = self.case()
        assert (case.state, case.next) == (
            State.REQUESTED,
            [("SIGN_WITH_ALIYUN", "CUSTOMER")],
        )
        assert case.refused(StepName.EXECUTE, "2018-03-20").code is Code.AGREEMENT_MISSING
        assert {"R110", "R115"} <= set(case.found.trace.rules)

    def test_signed_it_has_to_be_converted(self):
        case = self.case().on("2018-03-25").took(StepName.SIGN_WITH_ALIYUN, "2018-03-22")
        assert case.on("2018-03-21").state is State.REQUESTED
        assert (case.on("2018-03-22").state, case.found.earliest) == (State.DUE, d("2018-03-22"))
        assert case.took(StepName.EXECUTE, "2018-03-22").state is State.EXECUTED

    @pytest.mark.parametrize(
        "text",
        [
            "u4 converted from 2018-03-25\n",
            "u4 closed from 2018-03-25\n",
            "u4 under p3 as agency from 2018-03-25\n",
        ],
    )
    def test_it_lapses_when_the_account_does_not_wait_any_more(self, text: str):
        assert self.case(text).on("2018-03-24").state is State.REQUESTED
        found = self.case(text).on("2018-03-25").found
        assert (found.state, found.about.cause) == (State.LAPSED, "NOT_PENDING_CONVERSION")

    @pytest.mark.parametrize("applied", ["2018-03-15", "2018-03-16"])
    def test_while_it_is_linked_there_is_nothing_to_convert(self, applied: str):
        found = self.case(applied=applied).admitted()
        if applied == "2018-03-15":
            assert isinstance(found, Refusal)
            assert found.code is Code.NOT_PENDING_CONVERSION
        else:
            assert not isinstance(found, Refusal)
