"""Where a month's fee stands on a day (R35–R37, R120, MR 5.2, Q1, Q10, I17, S39)."""

import pytest
from msgspec.structs import replace

from graph.calendar import CalendarNotPublished
from graph.model import FactId, FeeMove, FeeStep, Fen, start_of
from graph.rules.fees import AfterEnd, FeeState, Progress, progress
from tests.rules.asked import Asked, at, d, ladder, told
from tests.rules.fees import fee, proven

LASTING = AfterEnd()


def step(move: str, on: str, yuan: int | None = None, **more: object) -> FeeStep:
    """A step of t1's fee for March 2018."""
    made = FeeStep(
        id=FactId(f"fee:t1:{move}:{on}"),
        account="t1",
        month=d("2018-03-01"),
        move=FeeMove(move),
        on=d(on),
        fen=None if yuan is None else Fen(yuan * 100),
        recorded_at=start_of(d(on)),
    )
    return replace(made, **more)


def standing(
    day: str,
    *steps: FeeStep,
    asked: Asked | None = None,
    partner: str = "t1",
    after: AfterEnd = LASTING,
) -> Progress:
    asked = (asked or ladder("fixture")).on(day)
    found = progress(fee(asked, partner), steps, after, asked.moment)
    return proven(asked, found, found.trace)


def states(day: str, *steps: FeeStep, **more: object) -> tuple[str, str | None]:
    found = standing(day, *steps, **more)
    return found.state.value, found.due_on and found.due_on.isoformat()


NOTIFIED = step("NOTIFIED", "2018-04-13", 1070)
INVOICED = step("INVOICED", "2018-04-18")


class TestTimetable:
    @pytest.mark.parametrize(
        ("day", "state", "due"),
        [
            ("2018-03-20", "STATISTICS_PENDING", "2018-04-10"),
            ("2018-04-09", "STATISTICS_PENDING", "2018-04-10"),
            ("2018-04-10", "NOTICE_PENDING", "2018-04-16"),
            ("2018-04-17", "NOTICE_PENDING", "2018-04-16"),
        ],
    )
    def test_before_any_notice(self, day: str, state: str, due: str):
        assert states(day) == (state, due)

    @pytest.mark.parametrize(
        ("day", "state", "due"),
        [
            ("2018-04-13", "NOTIFIED", "2018-04-18"),
            ("2018-04-18", "NOTIFIED", "2018-04-18"),
            ("2018-04-19", "INVOICE_MISSING", "2018-04-18"),
            ("2018-06-01", "INVOICE_MISSING", "2018-04-18"),
        ],
    )
    def test_after_the_notice_the_invoice_has_three_working_days(
        self, day: str, state: str, due: str
    ):
        assert states(day, NOTIFIED) == (state, due)

    @pytest.mark.parametrize(
        ("day", "state"),
        [("2018-04-18", "PAYABLE"), ("2018-04-25", "PAYABLE"), ("2018-04-26", "LATE")],
    )
    def test_on_a_valid_invoice_it_is_payable_by_the_25th(self, day: str, state: str):
        assert states(day, NOTIFIED, INVOICED) == (state, "2018-04-25")

    @pytest.mark.parametrize(("day", "state"), [("2018-05-25", "PAYABLE"), ("2018-05-26", "LATE")])
    def test_an_invoice_that_came_late_is_payable_with_the_next_month(self, day: str, state: str):
        late = step("INVOICED", "2018-04-26")
        assert states(day, NOTIFIED, late) == (state, "2018-05-25")

    def test_a_rejected_invoice_is_none(self):
        rejected = step("INVOICE_REJECTED", "2018-04-19")
        again = step("INVOICED", "2018-04-20")
        assert states("2018-04-19", NOTIFIED, INVOICED, rejected)[0] == "INVOICE_MISSING"
        assert states("2018-04-20", NOTIFIED, INVOICED, rejected, again)[0] == "PAYABLE"

    def test_a_step_of_another_day_month_or_account_is_not_taken(self):
        others = (
            step("PAID", "2018-04-14", account="t2"),
            step("PAID", "2018-04-14", month=d("2018-02-01")),
            step("PAID", "2018-04-15"),
        )
        assert states("2018-04-14", NOTIFIED, *others)[0] == "NOTIFIED"

    def test_what_was_not_known_yet_is_not_taken(self):
        late = replace(INVOICED, recorded_at=at("2018-05-02"))
        asked = ladder("fixture").known("2018-05-01")
        assert states("2018-05-03", NOTIFIED, late, asked=asked)[0] == "INVOICE_MISSING"
        assert states("2018-05-03", NOTIFIED, late)[0] == "LATE"

    def test_steps_of_one_day_are_taken_in_their_order(self):
        same = [step(move, "2018-04-18") for move in ("PAID", "INVOICED", "NOTIFIED")]
        assert states("2018-04-18", *same) == ("PAID", None)

    def test_a_year_without_a_calendar_is_an_error_only_where_it_is_needed(self):
        text = "p is partner from 2017-04-01\np paid 10000.00 at 2026-12-05T12:00:00\n"
        asked = told(text, known_at="2027-06-01").on("2027-01-20")
        december = fee(asked, "p", "2026-12")
        with pytest.raises(CalendarNotPublished):
            progress(december, (), AfterEnd(), asked.moment)
        paid = step("PAID", "2027-01-20", account="p", month=d("2026-12-01"))
        assert progress(december, [paid], AfterEnd(), asked.moment).state is FeeState.PAID

    def test_without_make_up_days_the_invoice_has_longer(self):
        """Q1: 28 April 2018 was a Saturday that was worked."""
        notified = step("NOTIFIED", "2018-04-25")
        assert states("2018-04-28", notified)[1] == "2018-04-28"
        never = ladder("fixture", Q1="WEEKENDS_NEVER")
        assert states("2018-04-28", notified, asked=never)[1] == "2018-05-02"


class TestAmounts:
    def test_paid_in_full_it_is_paid_whenever_that_was(self):
        paid = step("PAID", "2018-04-24")
        found = standing("2018-05-01", NOTIFIED, INVOICED, paid)
        assert (found.state, found.paid, found.outstanding) == (FeeState.PAID, 1_070_00, 0)
        assert (found.notified, found.adjustment, found.clause) == (1_070_00, 0, "MR 5.2.3")

    def test_paid_in_part_the_rest_is_payable(self):
        part = step("PAID", "2018-04-24", 1000)
        found = standing("2018-04-25", NOTIFIED, INVOICED, part)
        assert (found.state, found.outstanding) == (FeeState.PAYABLE, 70_00)
        rest = step("PAID", "2018-04-26", 70)
        assert standing("2018-04-26", NOTIFIED, INVOICED, part, rest).state is FeeState.PAID

    def test_s39_what_was_paid_and_is_no_longer_earned_is_to_be_given_back(self):
        steps = (NOTIFIED, INVOICED, step("PAID", "2018-04-25"))
        found = standing("2018-05-01", *steps, asked=ladder("s02"))
        assert (found.earned, found.paid, found.outstanding) == (0, 1_070_00, -1_070_00)
        assert (found.state, found.adjustment) == (FeeState.PAID, -1_070_00)

    def test_s39_what_was_notified_and_is_no_longer_earned_is_no_fee(self):
        found = standing("2018-05-01", NOTIFIED, INVOICED, asked=ladder("s02"))
        assert (found.state, found.outstanding, found.clause) == (FeeState.NO_FEE, 0, "MR 5.1.1")

    def test_a_notice_without_an_amount_is_of_what_is_earned(self):
        bare = step("NOTIFIED", "2018-04-13")
        found = standing("2018-04-25", bare, INVOICED, step("PAID", "2018-04-25"))
        assert (found.notified, found.paid) == (1_070_00, 1_070_00)
        unnotified = standing("2018-04-25", step("PAID", "2018-04-25"))
        assert (unnotified.notified, unnotified.adjustment, unnotified.paid) == (
            *(None, None, 1_070_00),
        )

    def test_below_the_standard_there_is_no_fee_once_it_was_counted(self):
        low = ladder("s02")
        assert states("2018-04-09", asked=low) == ("STATISTICS_PENDING", "2018-04-10")
        assert states("2018-04-10", asked=low) == ("NO_FEE", None)

    @pytest.mark.parametrize(("partner", "clause"), [("c1", "CA 2.2.2"), ("d0", "MR 5.1.1")])
    def test_a_city_partner_and_a_stranger_wait_for_nothing(self, partner: str, clause: str):
        found = standing("2018-03-20", partner=partner)
        assert (found.state, found.clause) == (FeeState.NO_FEE, clause)


class TestSetOff:
    """R62, R63: what is taken for a debt is as good as paid."""

    @pytest.mark.parametrize(
        ("yuan", "state", "outstanding"),
        [(70, "PAYABLE", 1_000_00), (1070, "PAID", 0), (1100, "PAID", -30_00)],
    )
    def test_it_lessens_what_is_outstanding(self, yuan: int, state: str, outstanding: int):
        asked = ladder("fixture").on("2018-04-25")
        steps = (NOTIFIED, INVOICED)
        found = progress(fee(asked), steps, LASTING, asked.moment, Fen(yuan * 100))
        assert (found.state.value, found.outstanding) == (state, outstanding)
        assert (found.set_off, found.paid) == (yuan * 100, 0)

    def test_what_was_set_off_is_not_lost_with_the_end(self):
        asked, after = ladder("fixture").on("2018-04-25"), AfterEnd(lost_on=d("2018-04-20"))
        found = progress(fee(asked), (NOTIFIED,), after, asked.moment, Fen(70_00))
        assert (found.lost, found.outstanding) == (1_000_00, 0)


class TestDisputes:
    DISPUTED = step("DISPUTED", "2018-04-20")

    @pytest.mark.parametrize(
        ("move", "state"),
        [
            ("INVOICED", "DISPUTED"),
            ("INVOICE_REJECTED", "DISPUTED"),
            ("NOTIFIED", "NOTIFIED"),
            ("PAID", "PAID"),
            ("FORFEITED", "FORFEITED"),
        ],
    )
    def test_a_dispute_lasts_until_a_new_notice_a_payment_or_a_forfeiture(
        self, move: str, state: str
    ):
        later = step(move, "2018-04-23")
        assert states("2018-04-23", NOTIFIED, self.DISPUTED, later)[0] == state

    def test_a_dispute_is_kept_when_the_partnership_ends(self):
        """Q10."""
        after = AfterEnd(d("2018-05-01"), d("2018-05-01"), "MR 6.2")
        found = standing("2018-05-01", NOTIFIED, self.DISPUTED, after=after)
        assert (found.state, found.lost, found.outstanding, found.disputed) == (
            *(FeeState.DISPUTED, 0, 1_070_00, True),
        )

    def test_a_forfeiture_on_paper_takes_what_is_unpaid(self):
        steps = [step("PAID", "2018-04-20", 70), step("FORFEITED", "2018-04-23")]
        found = standing("2018-04-23", NOTIFIED, *steps)
        assert (found.state, found.lost, found.paid, found.outstanding, found.disputed) == (
            *(FeeState.FORFEITED, 1_000_00, 70_00, 0, False),
        )
        assert found.clause == "MR 6.2"

    def test_what_is_lost_by_a_reading_is_lost_and_open_to_dispute(self):
        after = AfterEnd(d("2018-04-20"), d("2018-04-20"), "MR 5.1.5")
        found = standing("2018-04-20", NOTIFIED, after=after)
        assert (found.state, found.lost, found.disputed, found.clause, found.ended_on) == (
            *(FeeState.FORFEITED, 1_070_00, True, "MR 5.1.5", d("2018-04-20")),
        )

    def test_what_was_paid_before_the_end_stays_paid(self):
        after = AfterEnd(d("2018-04-26"), d("2018-04-26"), "MR 6.2")
        steps = (NOTIFIED, INVOICED, step("PAID", "2018-04-25"))
        found = standing("2018-05-01", *steps, after=after)
        assert (found.state, found.lost) == (FeeState.PAID, 0)
        assert found.trace.facts[-3:] == steps
