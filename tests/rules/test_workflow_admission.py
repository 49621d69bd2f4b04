"""Whether something may be asked for at all (R11, R16, R100–R104, R112, Q17)."""

from typing import Any

import pytest

from graph.model import LinkType, Request, RequestKind
from graph.rules.refusal import Code, Refusal
from graph.rules.standing import Known
from graph.rules.workflow import StepName, admit
from tests.rules.asked import ladder
from tests.rules.requested import Case, asked_for, detachment

ENTRY, MOVE, EXIT = RequestKind.ENTRY, RequestKind.MOVE, RequestKind.EXIT
CONVERSION = RequestKind.CONVERSION


def refused(case: Case, *others: Request) -> Refusal:
    """Why it can't be asked for."""
    found = case.admitted(*others)
    assert isinstance(found, Refusal), found
    assert found.next_step.endswith(".")
    return found


@pytest.mark.parametrize(
    "case",
    [
        asked_for(ENTRY, "p3", other="t1"),
        asked_for(EXIT, "t1"),
        asked_for(MOVE, "u3", other="p3"),
        detachment("JOINT_APPLICATION", "c1"),
        detachment("CITY_APPLICATION", "c1"),
        detachment("OTHER_GROUNDS", "c1"),
        detachment("PARTNER_EXIT", "t1"),
        detachment("CUSTOMER_REQUEST", "u5"),
    ],
)
def test_what_is_there_may_be_asked_about(case: Case):
    assert case.admitted() is case.request


@pytest.mark.parametrize(
    ("kind", "uid", "said", "code", "path"),
    [
        (EXIT, "nobody", {}, Code.ACCOUNT_UNKNOWN, "account"),
        (ENTRY, "p3", {"other": "nobody"}, Code.ACCOUNT_UNKNOWN, "other"),
        (ENTRY, "p3", {}, Code.ACCOUNT_UNKNOWN, "other"),
        (MOVE, "u3", {}, Code.ACCOUNT_UNKNOWN, "other"),
        (ENTRY, "t1", {"other": "t1"}, Code.CYCLE, "other"),
        (ENTRY, "p3", {"other": "u1"}, Code.NOT_A_PARTNER, "other"),
        (EXIT, "u1", {}, Code.NOT_A_PARTNER, "account"),
        (MOVE, "u3", {"other": "d0"}, Code.NOT_A_PARTNER, "other"),
        (MOVE, "u3", {"other": "c1"}, Code.ALREADY_LINKED, "other"),
        (MOVE, "u3", {"other": "c1", "link_type": LinkType.AGENCY}, Code.ALREADY_LINKED, "other"),
        (CONVERSION, "u4", {}, Code.NOT_PENDING_CONVERSION, "account"),
    ],
)
def test_what_is_not_there_may_not(
    kind: RequestKind, uid: str, said: dict[str, Any], code: Code, path: str
):
    found = refused(asked_for(kind, uid, **said))
    assert (found.code, found.path) == (code, path)


@pytest.mark.parametrize(
    ("ground", "uid", "code", "clause"),
    [
        ("JOINT_APPLICATION", "t1", Code.NOT_A_CITY_PARTNER, "CA 2.3.1"),
        ("OTHER_GROUNDS", "u3", Code.NOT_A_CITY_PARTNER, "CA 2.3.1"),
        ("PARTNER_EXIT", "u3", Code.NOT_A_PARTNER, "MR 7.3.1"),
        ("CUSTOMER_REQUEST", "c1", Code.NOT_LINKED, "FA 3.4.1.2"),
        ("STANDING_LOST", "c1", Code.GROUND_MISMATCH, "CA 2.3.1③"),
    ],
)
def test_a_ground_has_to_fit_the_account(ground: str, uid: str, code: Code, clause: str):
    found = refused(detachment(ground, uid))
    assert (found.code, found.clause) == (code, clause)


def test_the_type_may_change_by_a_move_to_the_same_partner():
    said = {"other": "c1", "link_type": LinkType.RESALE}
    assert isinstance(asked_for(MOVE, "u3", **said).admitted(), Request)
    fixed = asked_for(MOVE, "u3", world=ladder("fixture", Q17="FORBID"), **said)
    assert refused(fixed).code is Code.LINK_TYPE_FIXED


@pytest.mark.parametrize(
    ("day", "code"),
    [("2018-02-11", Code.DAY_NOT_COME), ("2018-02-12", None), ("2018-02-13", None)],
)
def test_an_application_is_not_recorded_before_its_day(day: str, code: Code | None):
    found = asked_for(EXIT, "p3").on(day).admitted()
    assert getattr(found, "code", None) is code


def test_before_the_link_begins_there_is_nothing_to_ask_about():
    assert refused(detachment("CUSTOMER_REQUEST", "u5", "2018-01-31")).code is Code.NOT_LINKED
    assert isinstance(detachment("CUSTOMER_REQUEST", "u5", "2018-02-01").admitted(), Request)


class TestAgain:
    """The same is asked for once at a time."""

    def test_while_it_is_open_it_is_not_asked_for_again(self):
        first = asked_for(EXIT, "p3")
        again = asked_for(EXIT, "p3").but(id="r2")
        found = refused(again, first.request)
        assert found.code is Code.ALREADY_REQUESTED
        assert "r1" in found.next_step

    def test_once_it_has_ended_it_may_be(self):
        first = asked_for(EXIT, "p3").took(StepName.WITHDRAW, "2018-02-12")
        assert isinstance(asked_for(EXIT, "p3").but(id="r2").admitted(first.request), Request)

    def test_something_else_may_be_asked_for_beside_it(self):
        first = detachment("OTHER_GROUNDS", "c1")
        again = detachment("JOINT_APPLICATION", "c1").but(id="r2")
        assert isinstance(again.admitted(first.request), Request)
        assert isinstance(first.admitted(first.request), Request)


class TestApplicant:
    """R11, R100, R101: who applies is whom the clause names."""

    @pytest.mark.parametrize(
        ("case", "party"),
        [
            (asked_for(ENTRY, "p3", other="t1"), "t1"),
            (detachment("JOINT_APPLICATION", "c1"), "t1"),
            (detachment("CITY_APPLICATION", "c1"), "c1"),
            (detachment("CUSTOMER_REQUEST", "u5"), "u5"),
            (asked_for(EXIT, "p3"), "p3"),
        ],
    )
    def test_another_than_the_clause_names_is_refused(self, case: Case, party: str):
        owner = case.world.histories[party].account.owner
        assert isinstance(case.but(applied_by=owner).admitted(), Request)
        stranger = case.world.histories["t2"].account.owner
        found = refused(case.but(applied_by=stranger))
        assert (found.code, found.path) == (Code.NOT_THE_APPLICANT, "appliedBy")
        assert owner in found.message

    def test_what_aliyun_takes_up_anybody_may_tell(self):
        case = detachment("OTHER_GROUNDS", "c1").but(applied_by="whoever")
        assert isinstance(case.admitted(), Request)

    def test_a_move_is_asked_for_by_either_side(self):
        case = asked_for(MOVE, "u3", other="p3").but(applied_by="whoever")
        assert isinstance(case.admitted(), Request)

    def test_an_account_that_was_not_fetched_has_no_owner_to_compare(self):
        case = detachment("JOINT_APPLICATION", "c1").but(applied_by="whoever")
        near = {uid: each for uid, each in case.world.histories.items() if uid != "t1"}
        found = admit(case.request, Known(near, case.world.moment))
        assert isinstance(found, Request)


def test_s44_a_period_into_a_year_without_calendar_is_refused():
    case = detachment("CUSTOMER_REQUEST", "u5", "2031-03-01", notice_received_on="2031-03-01")
    found = refused(case)
    assert (found.code, found.clause) == (Code.CALENDAR_NOT_PUBLISHED, "FA 2.2.1")
