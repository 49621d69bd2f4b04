"""The integrity penalty and a notice of breach (R47, R53, R92; IP 2, FA 7.1; Q27)."""

import pytest

from graph.model import Fen, NoticeKind, PartyId
from graph.readings import DEFAULTS
from graph.rules.refusal import Refusal
from graph.rules.violations.breach import breach_duty, shares
from graph.rules.violations.integrity import IntegrityPenalty, Measure, integrity_penalty
from tests.rules.asked import d
from tests.rules.charges import notice

A, B, C = (PartyId(each) for each in "abc")


def penalty(total: int | None, fees: int | None, benefit: int | None) -> IntegrityPenalty:
    def fen(amount: int | None) -> Fen | None:
        return None if amount is None else Fen(amount)

    found = integrity_penalty(fen(total), fen(fees), fen(benefit), DEFAULTS)
    assert isinstance(found, IntegrityPenalty)
    return found


@pytest.mark.parametrize(
    ("bases", "fen", "decisive"),
    [
        ((100_000, 50_000, 20_000), 30_000, [Measure.CONTRACT_TOTAL]),
        ((100_000, 150_000, 20_000), 45_000, [Measure.FEES_PAID]),
        ((100_000, 50_000, 30_001), 30_001, [Measure.BENEFIT]),
        ((100_000, 100_000, 30_000), 30_000, list(Measure)),
        ((None, 50_000, 20_000), 20_000, [Measure.BENEFIT]),
        ((None, 100_000, 20_000), 30_000, [Measure.FEES_PAID]),
        ((None, None, 20_000), 20_000, [Measure.BENEFIT]),
        ((None, None, None), 0, []),
        ((0, None, None), 0, [Measure.CONTRACT_TOTAL]),
        ((5, None, None), 2, [Measure.CONTRACT_TOTAL]),
        ((6, None, None), 2, [Measure.CONTRACT_TOTAL]),
        ((1, None, None), 0, [Measure.CONTRACT_TOTAL]),
    ],
)
def test_it_is_the_highest_of_three_and_never_their_sum(bases: tuple, fen: int, decisive: list):
    found = penalty(*bases)
    assert (found.fen, list(found.decisive)) == (fen, decisive)
    assert found.fen == max(part.fen for part in found.parts)


def test_q27_a_missing_base_is_said_to_be_missing_and_counts_as_zero():
    found = penalty(None, 50_000, None)
    assert [(part.of, part.percent, part.fen) for part in found.parts] == [
        (None, 30, 0),
        (50_000, 30, 15_000),
        (None, 100, 0),
    ]
    assert found.trace.readings == (("Q27", "MISSING_IS_ZERO"),)
    assert found.trace.clauses == ("IP 2",)


def test_a_negative_base_is_refused():
    found = integrity_penalty(Fen(1), Fen(-1), None, DEFAULTS)
    assert isinstance(found, Refusal)
    assert (found.code, found.path) == ("AMOUNT_NOT_POSITIVE", "FEES_PAID")


def test_a_notice_of_breach_stops_it_at_once_and_gives_ten_days():
    told = notice(NoticeKind.BREACH, "2018-02-12")
    found = breach_duty(told, DEFAULTS)
    assert (found.stop_on, found.compensate_by.last_day) == (d("2018-02-12"), d("2018-02-22"))
    assert found.trace.facts == (told,)
    assert "FA 7.1.1" in found.trace.clauses


@pytest.mark.parametrize(
    ("loss", "faults", "expected"),
    [
        (100, {A: 1, B: 1}, {A: 50, B: 50}),
        (101, {A: 1, B: 1}, {A: 51, B: 50}),
        (100, {A: 1, B: 1, C: 1}, {A: 34, B: 33, C: 33}),
        (100, {A: 1, B: 2}, {A: 33, B: 67}),
        (100, {A: 0, B: 3}, {A: 0, B: 100}),
    ],
)
def test_a_loss_is_borne_by_the_weight_of_each_fault(loss: int, faults: dict, expected: dict):
    assert shares(Fen(loss), faults) == expected


@pytest.mark.parametrize("faults", [{A: 0, B: 0}, {A: -1, B: 2}])
def test_weights_that_share_nothing_are_refused(faults: dict):
    with pytest.raises(ValueError, match="expected weights of zero or more, not all zero"):
        shares(Fen(100), faults)
