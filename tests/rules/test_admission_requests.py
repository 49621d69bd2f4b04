"""What is refused of requests, tasks, assessments and fee steps (R08, R11, R24, R35, R100–R115)."""

from datetime import date

import pytest
from msgspec.structs import replace

from graph.ladder import parse
from graph.model import World
from graph.rules.admission import check
from graph.rules.admission.papers.requests import AFTER_APPLICATION
from graph.rules.refusal import Code
from tests.rules.admitted import admitted, code, existing
from tests.rules.asked import HIERARCHY
from tests.rules.test_admission_papers import unnamed

ASKED = "u3 asked for detachment on 2018-02-12 on ground CUSTOMER_REQUEST"
EARLY = date(2018, 2, 11)


def request(line: str, **changed: object) -> list[tuple[Code, str, str | None]]:
    """What is refused of a request whose fields are changed."""
    (asked,) = parse(line).requests
    found = check(existing(), World(requests=(replace(asked, **changed),)))
    return [(each.refusal.code, each.refusal.path, each.refusal.clause) for each in found]


class TestRequests:
    @pytest.mark.parametrize(
        "line",
        [
            f"{ASKED} notice received 2018-02-13 answered 2018-02-14 due 2018-02-24",
            f"{ASKED} granted 2018-02-12 executed 2018-02-12",
            "c1 asked for detachment on 2018-01-31 by c1 no dispute 2018-01-30",
            "p3 asked for entry on 2018-03-01 under t1 framework signed 2017-04-01",
            "p3 asked for entry on 2018-03-01 under t1 approved 2018-03-02 granted",
            "u3 asked for move on 2018-03-01 to c2 linked as resale authorised 2018-02-01",
            "p3 asked for exit on 2018-03-01 customers settled 2018-02-01",
            "u4 asked for conversion on 2018-03-01 refused 2018-03-02",
        ],
    )
    def test_one_with_its_steps_in_order_is_taken(self, line: str):
        assert admitted(line) == ()

    def test_whom_it_names_must_be_there(self):
        assert unnamed("x asked for exit on 2018-03-01") == [(Code.ACCOUNT_UNKNOWN, "account")]
        move = "u3 asked for move on 2018-03-01"
        assert unnamed(f"{move} to x") == [(Code.ACCOUNT_UNKNOWN, "other")]
        assert unnamed(f"{ASKED} by x") == [(Code.PARTY_UNKNOWN, "appliedBy")]

    def test_an_entry_and_a_move_name_another_account(self):
        move, entry = "u3 asked for move on 2018-03-01", "p3 asked for entry on 2018-03-01"
        assert code(move) == (Code.ACCOUNT_UNKNOWN, "other", "MR 3.5.2")
        assert code(entry) == (Code.ACCOUNT_UNKNOWN, "other", "CA 2.1.1")
        assert code(f"{entry} under p3") == (Code.CYCLE, "other", "CA 2.1.1")

    def test_only_a_detachment_has_a_ground_and_it_is_a_known_one(self):
        assert code("u3 asked for detachment on 2018-02-12 on ground BOREDOM") == (
            Code.GROUND_MISMATCH,
            "ground",
            "CA 2.3.1",
        )
        line = "p3 asked for exit on 2018-02-12 on ground PARTNER_EXIT"
        assert code(line) == (Code.GROUND_MISMATCH, "ground", "MR 7.2")

    @pytest.mark.parametrize("step", AFTER_APPLICATION)
    def test_no_step_that_answers_an_application_comes_before_it(self, step: str):
        first, *rest = step.split("_")
        path = first + "".join(word.capitalize() for word in rest)
        expected = (Code.OUT_OF_ORDER, path, "CA 2.3.1")
        assert request(ASKED, **{step: EARLY}) == [expected]
        assert request(ASKED, **{step: date(2018, 2, 12)}) == []

    @pytest.mark.parametrize(
        ("steps", "path"),
        [
            ("notice received 2018-02-14 answered 2018-02-13", "answeredOn"),
            ("framework signed 2018-02-14 city agreement 2018-02-13", "cityAgreementOn"),
            ("approved 2018-02-14 executed 2018-02-13", "executedOn"),
            ("granted 2018-02-14 executed 2018-02-13", "executedOn"),
        ],
    )
    def test_no_step_comes_before_the_one_it_follows(self, steps: str, path: str):
        assert code(f"{ASKED} {steps}") == (Code.OUT_OF_ORDER, path, "CA 2.3.1")

    @pytest.mark.parametrize("verdict", ["granted", "refused"])
    def test_a_decision_has_a_day(self, verdict: str):
        assert code(f"{ASKED} {verdict}") == (Code.OUT_OF_ORDER, "verdict", "CA 2.3.1")
        assert code(f"{ASKED} approved 2018-02-13 refused")[0] is Code.OUT_OF_ORDER


class TestOpenOnce:
    AGAIN = ASKED.replace("02-12", "03-12")

    @pytest.mark.parametrize("first", [ASKED, f"{ASKED} notice received 2018-02-13"])
    def test_the_same_is_asked_for_once_at_a_time(self, first: str):
        stored = admitted(self.AGAIN, f"{HIERARCHY}{first}\n")
        for found in (stored, admitted(f"{self.AGAIN}\n{first}\n")):
            (bad,) = found
            assert (bad.refusal.code, bad.refusal.path) == (Code.ALREADY_REQUESTED, "account")
            assert bad.fact.id == "request:u3:DETACHMENT:2018-03-12"

    def test_a_detachment_without_a_ground_is_one_on_other_grounds(self):
        held = f"{HIERARCHY}u3 asked for detachment on 2018-02-12\n"
        text = "u3 asked for detachment on 2018-03-12 on ground OTHER_GROUNDS"
        assert [each.refusal.code for each in admitted(text, held)] == [Code.ALREADY_REQUESTED]

    @pytest.mark.parametrize(
        "end",
        ["executed 2018-02-24", "withdrawn 2018-02-14", "closed 2018-02-20", "refused 2018-02-20"],
    )
    def test_what_has_ended_may_be_asked_for_again(self, end: str):
        assert admitted(self.AGAIN, f"{HIERARCHY}{ASKED} {end}\n") == ()
        assert admitted(f"{ASKED}\n{self.AGAIN} {end.replace('02-', '04-')}\n") == ()

    @pytest.mark.parametrize(
        "line",
        [
            "u3 asked for detachment on 2018-03-12 on ground OTHER_GROUNDS",
            "u3 asked for move on 2018-03-12 to c2",
            "u4 asked for detachment on 2018-03-12 on ground CUSTOMER_REQUEST",
            f"{ASKED} notice received 2018-02-13 version 2",
        ],
    )
    def test_another_thing_another_account_and_a_step_more_are_taken(self, line: str):
        assert admitted(line, f"{HIERARCHY}{ASKED}\n") == ()


class TestTasks:
    LINE = "c1 must TELL since 2018-03-16 under FA 8.4.3"

    def test_one_that_is_due_and_done_after_it_began_is_taken(self):
        assert admitted(f"{self.LINE} due 2018-03-16 for u3 and u4 done 2018-03-17") == ()

    @pytest.mark.parametrize(("step", "path"), [("due", "dueOn"), ("done", "doneOn")])
    def test_neither_comes_before_it(self, step: str, path: str):
        assert code(f"{self.LINE} {step} 2018-03-15") == (Code.OUT_OF_ORDER, path, "FA 8.4.3")

    def test_accounts_and_clause_must_be_there(self):
        assert unnamed(self.LINE.replace("c1", "x")) == [(Code.ACCOUNT_UNKNOWN, "account")]
        assert unnamed(f"{self.LINE} for u3 and x") == [(Code.ACCOUNT_UNKNOWN, "accounts")]
        assert code(self.LINE.replace("8.4.3", "8.4.99")) == (Code.UNKNOWN_CLAUSE, "clause", None)


class TestAssessments:
    LINE = "p3 reached 0 of 10 new customers in 2018-Q1"

    def test_one_of_a_quarter_is_taken(self):
        assert admitted(self.LINE) == ()
        assert unnamed(self.LINE.replace("p3", "x")) == [(Code.ACCOUNT_UNKNOWN, "account")]

    @pytest.mark.parametrize(
        ("field", "value", "expected"),
        [
            ("quarter", date(2018, 1, 2), (Code.PERIOD_UNCLEAR, "quarter", "MR 4.2")),
            ("quarter", date(2018, 2, 1), (Code.PERIOD_UNCLEAR, "quarter", "MR 4.2")),
            ("new_customers", -1, (Code.NUMBER_NEGATIVE, "newCustomers", "MR 4.2")),
            ("minimum", -1, (Code.NUMBER_NEGATIVE, "minimum", "MR 4.2")),
        ],
    )
    def test_it_has_a_quarter_and_numbers(
        self, field: str, value: object, expected: tuple[Code, str, str]
    ):
        (one,) = parse(self.LINE).assessments
        (bad,) = check(existing(), World(assessments=(replace(one, **{field: value}),)))
        assert (bad.refusal.code, bad.refusal.path, bad.refusal.clause) == expected


class TestFeeSteps:
    LINE = "t1 fee of 2018-03 notified on {}"

    @pytest.mark.parametrize("move", ["notified", "invoiced", "paid"])
    def test_i11_a_city_partner_has_none_of_a_month_all_of_which_it_was_one(self, move: str):
        """R32, CA 2.2.2; c1 entered on 5 January."""
        line = f"c1 fee of {{}} {move} on 2018-06-01 amount 1.00"
        expected = (Code.CITY_PARTNER_HAS_NO_FEE, "account", "CA 2.2.2")
        assert code(line.format("2018-02")) == expected
        assert admitted(line.format("2018-01")) == ()

    def test_a_city_partner_may_dispute_that_it_has_none(self):
        assert admitted("c1 fee of 2018-02 disputed on 2018-06-01") == ()

    @pytest.mark.parametrize(("day", "taken"), [("2018-03-31", False), ("2018-04-01", True)])
    def test_a_fee_is_settled_once_its_month_is_over(self, day: str, taken: bool):
        line = self.LINE.format(day)
        if taken:
            assert admitted(f"{line} amount 0.00") == ()
        else:
            assert code(line) == (Code.OUT_OF_ORDER, "on", "MR 5.2.1")

    def test_it_has_an_account_a_month_and_an_amount(self):
        line = self.LINE.format("2018-04-13")
        assert unnamed(line.replace("t1", "x")) == [(Code.ACCOUNT_UNKNOWN, "account")]
        assert code(f"{line} amount -0.01") == (Code.AMOUNT_NOT_POSITIVE, "fen", "MR 5.2.1")
        last = line.replace("2018-03", "9999-12")
        assert code(last) == (Code.OUT_OF_ORDER, "on", "MR 5.2.1")
        (one,) = parse(line).fee_steps
        (bad,) = check(existing(), World(fee_steps=(replace(one, month=date(2018, 3, 2)),)))
        assert (bad.refusal.code, bad.refusal.path) == (Code.PERIOD_UNCLEAR, "month")
