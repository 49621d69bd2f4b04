"""The figures of entry and the table of levels (R05, R08, Q22, MR 2.1)."""

from collections.abc import Sequence

import pytest

from graph.model import Fen
from graph.readings import DEFAULTS
from graph.rules.levels import (
    MINIMUMS,
    SAMPLE,
    Figures,
    Level,
    Minimum,
    Row,
    Table,
    eligibility,
    reached,
    table,
)
from graph.rules.refusal import Code, Refusal

ENOUGH = Figures(Fen(50_000_000), 10, 3, 10, Fen(500_000))


def changed(minimum: Minimum, number: int | None) -> Figures:
    given = {
        Minimum.CAPITAL: ENOUGH.capital,
        Minimum.STAFF: ENOUGH.staff,
        Minimum.TECHNICAL_TEAM: ENOUGH.technical_team,
        Minimum.NEW_CUSTOMERS: ENOUGH.new_customers,
        Minimum.DEPOSIT: ENOUGH.deposit,
    } | {minimum: number}
    capital, deposit = given[Minimum.CAPITAL], given[Minimum.DEPOSIT]
    return Figures(
        None if capital is None else Fen(capital),
        given[Minimum.STAFF],
        given[Minimum.TECHNICAL_TEAM],
        given[Minimum.NEW_CUSTOMERS],
        None if deposit is None else Fen(deposit),
    )


class TestEligibility:
    def test_the_minimums_include_their_numbers(self):
        found = eligibility(ENOUGH)
        assert found.met is True
        assert [each.met for each in found.checks] == [True] * 5
        assert found.trace.rules == ("R05", "R08")

    @pytest.mark.parametrize("minimum", list(Minimum))
    def test_one_less_is_too_little_and_one_more_is_enough(self, minimum: Minimum):
        needed = MINIMUMS[minimum]
        found = eligibility(changed(minimum, needed - 1))
        assert found.met is False
        assert [each.minimum for each in found.checks if not each.met] == [minimum]
        assert eligibility(changed(minimum, needed + 1)).met is True
        assert eligibility(changed(minimum, 0)).met is False

    @pytest.mark.parametrize("minimum", list(Minimum))
    def test_what_is_not_said_is_not_known_unless_another_is_too_little(self, minimum: Minimum):
        found = eligibility(changed(minimum, None))
        assert found.met is None
        assert [each.met for each in found.checks if each.given is None] == [None]
        assert eligibility(Figures(staff=9)).met is False
        assert eligibility(Figures()).met is None

    def test_a_figure_below_zero_is_no_figure(self):
        with pytest.raises(ValueError, match="expected STAFF of 0 or more, got -1"):
            eligibility(Figures(staff=-1))


LOW = Row(Level.STANDARD, Fen(0), Fen(100))


class TestTable:
    def test_takes_rows_in_any_order(self):
        rows = [Row(Level.GOLD, Fen(300)), Row(Level.SILVER, Fen(100), Fen(300)), LOW]
        found = table(rows, "2018")
        assert isinstance(found, Table)
        assert found.rows == tuple(reversed(rows))
        assert (found.name, found.sample) == ("2018", False)

    @pytest.mark.parametrize(
        ("rows", "message"),
        [
            ([], "expected the lowest level to begin at 0 fen"),
            ([Row(Level.GOLD, Fen(1))], "expected the lowest level to begin at 0 fen"),
            ([Row(Level.GOLD, Fen(-1))], "expected the lowest level to begin at 0 fen"),
            ([Row(Level.GOLD, Fen(0), Fen(0))], "expected GOLD to end above 0 fen, got 0"),
            ([LOW], "no level from 100 fen on: a hole"),
            ([LOW, Row(Level.GOLD, Fen(101))], "no level from 100 to 101 fen: a hole"),
            ([LOW, Row(Level.GOLD, Fen(99))], "STANDARD and GOLD overlap from 99 fen on"),
            (
                [Row(Level.STANDARD, Fen(0)), Row(Level.GOLD, Fen(99))],
                "STANDARD and GOLD overlap from 99 fen on",
            ),
            (
                [Row(Level.GOLD, Fen(0), Fen(100)), Row(Level.SILVER, Fen(100))],
                "expected SILVER to be above GOLD, each level once",
            ),
            (
                [LOW, Row(Level.STANDARD, Fen(100))],
                "expected STANDARD to be above STANDARD, each level once",
            ),
        ],
    )
    def test_holes_overlaps_and_a_wrong_order_are_refused(self, rows: Sequence[Row], message: str):
        found = table(rows, "mine")
        assert isinstance(found, Refusal)
        assert (found.code, found.message) == (Code.LEVEL_TABLE_INVALID, message)
        assert (found.path, found.clause) == ("levels", "MR 2.1")

    def test_the_sample_says_that_it_is_one(self):
        again = table(SAMPLE.rows, "again")
        assert isinstance(again, Table)
        assert again.rows == SAMPLE.rows
        assert SAMPLE.sample


@pytest.mark.parametrize(
    ("fen", "level", "missing"),
    [
        (-1, Level.STANDARD, 10_000_001),
        (0, Level.STANDARD, 10_000_000),
        (9_999_999, Level.STANDARD, 1),
        (10_000_000, Level.SILVER, 40_000_000),
        (1_000_000_000, Level.DIAMOND, None),
    ],
)
def test_cash_reaches_the_level_whose_first_amount_it_has(
    fen: int, level: Level, missing: int | None
):
    found = reached(Fen(fen), SAMPLE, DEFAULTS)
    assert (found.level, found.missing) == (level, missing)
    assert found.trace.readings == (("Q22", "STANDARDS_CONFIGURED"),)
