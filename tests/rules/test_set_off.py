"""Where an amount is taken from (R46, R62, R63, R65, R75; MR 6.3, FA 3.5; Q10, Q29; S36, S38)."""

import pytest

from graph.model import Fen
from graph.readings import choose
from graph.rules.deposit.set_off import Due, Ended, Means, SetOff, set_off

S36 = Means(deposit=Fen(500_000), fees=Fen(600_000))
OWED = Fen(1_400_000)


def parts(found: SetOff) -> list[tuple[str, int]]:
    assert sum(each.fen for each in found.taken) + found.claim == found.due
    return [(each.source, each.fen) for each in found.taken]


def penalty(means: Means, fen: int = OWED, **readings: str) -> SetOff:
    return set_off(Due.PENALTY, Fen(fen), means, choose(readings))


def test_s36_the_deposit_then_fees_then_a_claim():
    found = penalty(S36)
    assert parts(found) == [("DEPOSIT", 500_000), ("FEES", 600_000)]
    assert (found.claim, found.top_up, found.forfeited, found.disputed) == (
        *(300_000, 500_000, 0, False),
    )
    assert {"R63", "R75", "R127"} <= set(found.trace.rules)


def test_prepayment_comes_between_deposit_and_fees():
    means = Means(Fen(500_000), Fen(200_000), Fen(800_000))
    assert parts(penalty(means)) == [
        ("DEPOSIT", 500_000),
        ("PREPAYMENT", 200_000),
        ("FEES", 700_000),
    ]


def test_q29_by_the_other_reading_fees_come_first():
    means = Means(Fen(500_000), Fen(200_000), Fen(600_000))
    found = penalty(means, 800_000, Q29="FEES_FIRST")
    assert parts(found) == [("FEES", 600_000), ("DEPOSIT", 200_000)]
    assert found.top_up == 200_000
    assert parts(penalty(means, 800_000)) == [
        ("DEPOSIT", 500_000),
        ("PREPAYMENT", 200_000),
        ("FEES", 100_000),
    ]
    assert ("Q29", "FEES_FIRST") in found.trace.readings


@pytest.mark.parametrize(
    ("fen", "expected"),
    [
        (499_999, [("DEPOSIT", 499_999)]),
        (500_000, [("DEPOSIT", 500_000)]),
        (500_001, [("DEPOSIT", 500_000), ("FEES", 1)]),
    ],
)
def test_the_next_source_is_drawn_on_only_when_one_is_used_up(fen: int, expected: list):
    assert parts(penalty(S36, fen)) == expected


def test_s36_an_end_for_violations_forfeits_the_fees_first():
    ended = Means(S36.deposit, fees=S36.fees, ended=Ended.FOR_VIOLATIONS)
    found = penalty(ended)
    assert parts(found) == [("DEPOSIT", 500_000)]
    assert (found.claim, found.forfeited, found.disputed) == (900_000, 600_000, True)
    assert {"R37"} <= set(found.trace.rules)
    assert ("Q10", "SURVIVES_EXCEPT_BREACH") in found.trace.readings


def test_q10_after_another_end_fees_may_be_set_off_unless_all_are_lost():
    ended = Means(S36.deposit, fees=S36.fees, ended=Ended.OTHERWISE)
    found = penalty(ended)
    assert parts(found) == [("DEPOSIT", 500_000), ("FEES", 600_000)]
    assert "FA 8.4.1" in found.trace.clauses
    lost = penalty(ended, Q10="ALL_LOST")
    assert parts(lost) == [("DEPOSIT", 500_000)]
    assert (lost.claim, lost.forfeited, lost.disputed) == (900_000, 600_000, True)
    assert "MR 5.1.5" in lost.trace.clauses


def test_fees_that_are_known_to_be_lost_are_forfeited_too():
    found = penalty(Means(Fen(500_000), fees=Fen(100_000), lost=Fen(600_000)))
    assert parts(found) == [("DEPOSIT", 500_000), ("FEES", 100_000)]
    assert (found.claim, found.forfeited, found.disputed) == (800_000, 600_000, True)
    loss = set_off(Due.LOSS, Fen(1), Means(Fen(5), lost=Fen(600_000)), choose({}))
    assert loss.forfeited == 0


def test_an_end_without_unpaid_fees_leaves_nothing_disputed():
    ended = Means(S36.deposit, ended=Ended.FOR_VIOLATIONS)
    assert penalty(ended).disputed is False


def test_s38_a_loss_is_taken_from_the_deposit_alone():
    means = Means(Fen(500_000), Fen(900_000), Fen(900_000))
    found = set_off(Due.LOSS, Fen(750_000), means, choose({}))
    assert parts(found) == [("DEPOSIT", 500_000)]
    assert (found.claim, found.top_up) == (250_000, 500_000)
    assert {"R46", "R61"} <= set(found.trace.rules)
    assert found.trace.readings == ()


def test_a_loss_after_the_end_forfeits_nothing():
    means = Means(Fen(500_000), fees=Fen(900_000), ended=Ended.FOR_VIOLATIONS)
    found = set_off(Due.LOSS, Fen(750_000), means, choose({}))
    assert (found.claim, found.forfeited) == (250_000, 0)


def test_what_was_not_topped_up_is_taken_from_fees_alone():
    means = Means(Fen(180_000), Fen(900_000), Fen(200_000))
    found = set_off(Due.TOP_UP, Fen(320_000), means, choose({}))
    assert parts(found) == [("FEES", 200_000)]
    assert (found.claim, found.top_up) == (120_000, 0)
    assert "R62" in found.trace.rules


@pytest.mark.parametrize("cause", [Due.TOP_UP, Due.PENALTY])
def test_s37b_a_city_partner_has_no_fees_whatever_is_said(cause: Due):
    means = Means(Fen(0), fees=Fen(900_000), city_partner=True, ended=Ended.FOR_VIOLATIONS)
    found = set_off(cause, Fen(320_000), means, choose({}))
    assert (parts(found), found.claim, found.forfeited) == ([], 320_000, 0)
    assert {"R65", "R32"} <= set(found.trace.rules)


def test_a_loss_of_a_city_partner_cites_no_fees():
    found = set_off(Due.LOSS, Fen(1), Means(Fen(5), city_partner=True), choose({}))
    assert "R65" not in found.trace.rules
