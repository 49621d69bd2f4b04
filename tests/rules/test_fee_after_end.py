"""What an end does to fees that are not paid yet (R36, R37, R111, R120, Q10, MR 6.2, FA 8.4.1)."""

import pytest
from msgspec.structs import replace

from graph.model import FactId, Month, Notice, NoticeKind, Trace, Uid, cite, start_of
from graph.rules.fees import AfterEnd, FeeState, after_end, progress
from graph.rules.standing import Known
from tests.rules.asked import Asked, d, told
from tests.rules.fees import fee, proven

PAID = "p paid 10000.00 at 2018-03-05T12:00:00\n"
OPEN = "p is partner from 2017-04-01\n" + PAID
ENDED = "p is partner from 2017-04-01 to 2018-04-01\n" + PAID
RENEWED = ENDED + "p is partner from 2018-04-01 to 2018-05-01\n"
ANEW = ENDED.replace("2018-04-01", "2018-03-20") + "p is partner from 2018-03-25\n"


def notice(received: str, kind: NoticeKind = NoticeKind.TERMINATION) -> Notice:
    return Notice(
        id=FactId(f"notice:p:{received}"),
        party="p",
        kind=kind,
        received_on=d(received),
        recorded_at=start_of(d(received)),
    )


def repeated(_: Notice) -> Trace | None:
    """The right to end for class-2 violations was there."""
    return cite(rules=("R72",), clauses=("MR 6.2",))


def none(_: Notice) -> Trace | None:
    return None


def ended(
    text: str,
    day: str,
    *notices: Notice,
    right=repeated,
    month: str = "2018-03",
    **readings: str,
) -> tuple[Asked, AfterEnd]:
    asked = told(text, day, **readings)
    known = Known(asked.histories, asked.moment)
    found = after_end(known, Uid("p"), Month.parse(month), notices, right)
    return asked, proven(asked, found, found.trace)


def lost(text: str, day: str, *notices: Notice, **more: object) -> tuple[str | None, str | None]:
    """Since when a fee is lost, and by which clause."""
    _, found = ended(text, day, *notices, **more)
    return found.lost_on and found.lost_on.isoformat(), found.clause


class TestSurvival:
    """Q10: earned before the end, it survives it (R36, R120)."""

    def test_a_partnership_that_lasts_takes_nothing(self):
        assert ended(OPEN, "2018-06-01")[1] == AfterEnd()

    @pytest.mark.parametrize(("day", "on"), [("2018-03-31", None), ("2018-04-01", "2018-04-01")])
    def test_the_end_comes_with_the_first_day_without_standing(self, day: str, on: str | None):
        _, found = ended(ENDED, day)
        assert (found.ended_on and found.ended_on.isoformat()) == on
        assert found.lost_on is None

    def test_what_was_earned_before_is_still_paid(self):
        asked, after = ended(ENDED, "2018-04-20")
        found = progress(fee(asked, "p"), (), after, asked.moment)
        assert (found.state, found.outstanding, found.ended_on) == (
            *(FeeState.NOTICE_PENDING, 1_000_00, d("2018-04-01")),
        )
        assert {"R36", "R120"} <= set(found.trace.rules)
        assert "FA 8.4.1" in found.trace.clauses
        assert ("Q10", "SURVIVES_EXCEPT_BREACH") in found.trace.readings

    def test_only_cash_before_the_end_was_earned(self):
        late = "p paid 500.00 at 2018-04-01T00:00:00\n"
        asked, _ = ended(ENDED + late, "2018-05-20")
        assert fee(asked, "p", "2018-04").base == 0

    def test_a_renewal_is_no_end(self):
        assert ended(RENEWED, "2018-04-30")[1].ended_on is None
        assert ended(RENEWED, "2018-05-01")[1].ended_on == d("2018-05-01")

    def test_a_month_without_standing_knows_no_end(self):
        assert ended(ENDED, "2018-06-01", month="2018-05")[1] == AfterEnd()


class TestAllLost:
    """Q10 = ALL_LOST: no further fee after the end (MR 5.1.5, MR 7.3.6, R111)."""

    @pytest.mark.parametrize(
        ("day", "expected"),
        [("2018-03-31", (None, None)), ("2018-04-01", ("2018-04-01", "MR 5.1.5"))],
    )
    def test_every_unpaid_fee_is_lost_with_the_end(
        self, day: str, expected: tuple[str | None, str | None]
    ):
        assert lost(ENDED, day, Q10="ALL_LOST") == expected

    def test_the_state_and_the_amount_change(self):
        asked, after = ended(ENDED, "2018-04-20", Q10="ALL_LOST")
        found = progress(fee(asked, "p"), (), after, asked.moment)
        assert (found.state, found.lost, found.outstanding) == (FeeState.FORFEITED, 1_000_00, 0)
        assert found.disputed
        assert "R111" in found.trace.rules

    def test_while_the_partnership_lasts_nothing_is_lost(self):
        assert lost(OPEN, "2018-06-01", Q10="ALL_LOST") == (None, None)


class TestForfeiture:
    """R37, MR 6.2: an end for repeated class-2 violations pays no fee at all."""

    @pytest.mark.parametrize(
        ("day", "expected"),
        [("2018-04-10", (None, None)), ("2018-04-11", ("2018-04-11", "MR 6.2"))],
    )
    @pytest.mark.parametrize("reading", ["SURVIVES_EXCEPT_BREACH", "ALL_LOST"])
    def test_it_is_lost_on_the_day_the_notice_arrives(
        self, day: str, expected: tuple[str | None, str | None], reading: str
    ):
        assert lost(OPEN, day, notice("2018-04-11"), Q10=reading) == expected

    def test_its_trace_names_the_notice_and_what_the_right_rested_on(self):
        arrived = notice("2018-04-11")
        _, found = ended(OPEN, "2018-04-11", arrived)
        assert arrived in found.trace.facts
        assert {"R36", "R37", "R72"} <= set(found.trace.rules)
        assert {"MR 6.2", "FA 7.1.3"} <= set(found.trace.clauses)

    def test_an_end_for_something_else_forfeits_nothing(self):
        """MR 6.1 says nothing of fees."""
        assert lost(OPEN, "2018-06-01", notice("2018-04-11"), right=none) == (None, None)
        breach = notice("2018-04-11", NoticeKind.BREACH)
        assert lost(OPEN, "2018-06-01", breach) == (None, None)

    def test_an_end_for_something_else_loses_all_by_the_other_reading(self):
        text, arrived = ENDED, notice("2018-04-01")
        assert lost(text, "2018-04-01", arrived, right=none, Q10="ALL_LOST") == (
            *("2018-04-01", "MR 5.1.5"),
        )

    def test_the_first_such_notice_counts(self):
        both = notice("2018-04-15"), notice("2018-04-11")
        assert lost(OPEN, "2018-06-01", *both) == ("2018-04-11", "MR 6.2")

    def test_a_notice_not_known_yet_takes_nothing(self):
        late = replace(notice("2018-04-11"), recorded_at=start_of(d("2018-07-01")))
        asked = told(OPEN, "2018-06-01", known_at="2018-06-15")
        known = Known(asked.histories, asked.moment)
        assert after_end(known, Uid("p"), Month(2018, 3), [late], repeated) == AfterEnd()

    @pytest.mark.parametrize(
        ("received", "expected"),
        [("2018-04-01", ("2018-04-01", "MR 6.2")), ("2018-04-02", (None, None))],
    )
    def test_a_notice_that_arrived_after_the_end_ended_nothing(
        self, received: str, expected: tuple[str | None, str | None]
    ):
        """What arose before survives an end that came by itself (R120, FA 8.4.1)."""
        assert lost(ENDED, "2018-06-01", notice(received)) == expected

    def test_what_was_earned_after_a_new_entry_is_kept(self):
        arrived = notice("2018-03-20")
        assert lost(ANEW, "2018-06-01", arrived, month="2018-02") == ("2018-03-20", "MR 6.2")
        assert lost(ANEW, "2018-06-01", arrived, month="2018-03") == (None, None)
        assert lost(ANEW, "2018-06-01", arrived, month="2018-04") == (None, None)
