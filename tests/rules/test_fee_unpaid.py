"""Which fees may be set off (R62, R63, R120, MR 6.3, Q10, S36)."""

import pytest

from graph.model import (
    DepositEntry,
    DepositMove,
    FactId,
    FeeStep,
    Fen,
    NoticeKind,
    Uid,
    start_of,
)
from graph.rules.fees import Unpaid, unpaid
from graph.rules.standing import Known
from tests.rules.asked import Asked, d, told
from tests.rules.fees import proven
from tests.rules.test_fee_after_end import none, notice, repeated
from tests.rules.test_fee_progress import step

OPEN = "p is partner from 2017-04-01\n"
ENDED = "p is partner from 2017-04-01 to 2018-05-01\n"


def p(move: str, on: str, yuan: int | None = None, month: str = "2018-03") -> FeeStep:
    return step(move, on, yuan, account="p", month=d(f"{month}-01"))


FEBRUARY = p("NOTIFIED", "2018-03-14", 2000, "2018-02")
MARCH = p("NOTIFIED", "2018-04-13", 4000)


def found(
    day: str,
    *steps: FeeStep,
    text: str = OPEN,
    notices=(),
    right=none,
    entries=(),
    **readings: str,
) -> tuple[Asked, tuple[Unpaid, ...]]:
    asked = told(text, day, **readings)
    known = Known(asked.histories, asked.moment)
    answer = unpaid(known, [Uid("p")], steps, notices, right, entries)
    return asked, tuple(proven(asked, each, each.trace) for each in answer)


def available(day: str, *steps: FeeStep, **more: object) -> dict[str, int]:
    """Yuan that may be set off, by month."""
    return {str(each.month): each.available // 100 for each in found(day, *steps, **more)[1]}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2018-03-13", {}),
        ("2018-03-14", {"2018-02": 2000}),
        ("2018-04-13", {"2018-02": 2000, "2018-03": 4000}),
    ],
)
def test_what_was_notified_and_not_paid_may_be_set_off(day: str, expected: dict[str, int]):
    assert available(day, MARCH, FEBRUARY) == expected


def test_what_was_paid_is_none_and_what_was_paid_in_part_is_less():
    paid = p("PAID", "2018-03-26", month="2018-02")
    part = p("PAID", "2018-04-25", 1500)
    assert available("2018-05-01", MARCH, FEBRUARY, paid, part) == {"2018-03": 2500}


def test_what_is_disputed_is_told_and_not_taken():
    _, (each,) = found("2018-05-01", MARCH, p("DISPUTED", "2018-04-20"))
    assert (each.fen, each.available, each.disputed) == (4_000_00, 0, True)


def test_what_is_forfeited_on_paper_is_told_and_not_taken():
    _, (each,) = found("2018-05-01", MARCH, p("FORFEITED", "2018-04-20"))
    assert (each.available, each.lost) == (0, True)


def test_after_the_end_it_may_still_be_set_off_or_is_lost_by_the_other_reading():
    """Q10."""
    assert available("2018-05-01", MARCH, text=ENDED) == {"2018-03": 4000}
    assert available("2018-05-01", MARCH, text=ENDED, Q10="ALL_LOST") == {"2018-03": 0}


def test_s36_an_end_for_repeated_violations_forfeits_it_first():
    arrived = notice("2018-04-20", NoticeKind.TERMINATION)
    lost = available("2018-04-20", MARCH, FEBRUARY, notices=[arrived], right=repeated)
    assert lost == {"2018-02": 0, "2018-03": 0}
    assert available("2018-04-19", MARCH, notices=[arrived], right=repeated) == {"2018-03": 4000}
    assert available("2018-04-20", MARCH, notices=[arrived]) == {"2018-03": 4000}


def entry(on: str, yuan: int, move: DepositMove = DepositMove.SET_OFF_FEES) -> DepositEntry:
    return DepositEntry(
        id=FactId(f"deposit:p:{on}"),
        party="p",
        move=move,
        fen=Fen(yuan * 100),
        on=d(on),
        recorded_at=start_of(d(on)),
    )


class TestSetOff:
    """What was set off is taken from the oldest month that was notified by then."""

    @pytest.mark.parametrize(
        ("day", "yuan", "expected"),
        [
            ("2018-04-19", 1500, {"2018-02": 2000, "2018-03": 4000}),
            ("2018-04-20", 1500, {"2018-02": 500, "2018-03": 4000}),
            ("2018-04-20", 2000, {"2018-02": 0, "2018-03": 4000}),
            ("2018-04-20", 2500, {"2018-02": 0, "2018-03": 3500}),
            ("2018-04-20", 9000, {"2018-02": 0, "2018-03": 0}),
        ],
    )
    def test_the_oldest_month_goes_first(self, day: str, yuan: int, expected: dict[str, int]):
        taken = entry("2018-04-20", yuan)
        assert available(day, MARCH, FEBRUARY, entries=[taken]) == expected

    def test_of_several_accounts_of_a_party_too_and_only_once(self):
        text = OPEN + "q is partner from 2017-04-01\nq owned by p\n"
        asked = told(text, "2018-05-01")
        steps = [MARCH, step("NOTIFIED", "2018-03-14", 2000, account="q", month=d("2018-02-01"))]
        answer = unpaid(
            Known(asked.histories, asked.moment),
            [Uid("p"), Uid("q")],
            steps,
            (),
            none,
            [entry("2018-04-20", 2500)],
        )
        assert [(each.set_off, each.fen) for each in answer] == [
            (2_000_00, 0),
            (500_00, 3_500_00),
        ]

    def test_a_month_notified_later_is_not_taken_from(self):
        taken = entry("2018-04-01", 2500)
        assert available("2018-04-20", MARCH, FEBRUARY, entries=[taken]) == {
            "2018-02": 0,
            "2018-03": 4000,
        }

    def test_entries_follow_each_other_and_others_are_none(self):
        taken = [entry("2018-04-20", 2500), entry("2018-04-18", 1000)]
        taken.append(entry("2018-04-19", 700, DepositMove.DEDUCTED))
        _, (february, march) = found("2018-05-01", MARCH, FEBRUARY, entries=taken)
        assert (february.set_off, march.set_off) == (2_000_00, 1_500_00)
        assert taken[0] in march.trace.facts
        assert taken[2] not in march.trace.facts
        assert "R62" in march.trace.rules
