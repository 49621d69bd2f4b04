"""The periods that the agreements set, by name.

R47, R60, R62, R64, R74, R78, R83, R89, R101, R112 and R122.
"""

import pytest

from graph.clauses import clause
from graph.readings import DEFAULTS, choose
from graph.rules.term import TERMS, Term, ends
from tests.rules.asked import d


@pytest.mark.parametrize(
    ("term", "start", "last"),
    [
        (Term.RENEWAL_EXTENSION, "2018-03-31", "2018-04-30"),
        (Term.FORCE_MAJEURE_NOTICE, "2018-02-01", "2018-02-16"),
        (Term.FORCE_MAJEURE, "2018-02-01", "2018-03-03"),
        (Term.DEPOSIT_DUE, "2018-01-05", "2018-01-12"),
        (Term.DEPOSIT_TOP_UP, "2018-02-12", "2018-02-24"),
        (Term.DEPOSIT_REFUND, "2018-03-31", "2018-04-07"),
        (Term.BREACH_COMPENSATION, "2018-03-01", "2018-03-11"),
        (Term.VIOLATION_REPLY, "2018-02-13", "2018-02-23"),
        (Term.ORDER_SUBMISSION, "2018-01-31", "2018-03-02"),
        (Term.NOTICE_OF_END, "2018-03-01", "2018-03-31"),
        (Term.PARTNER_EXIT_NOTICE, "2018-01-31", "2018-02-28"),
        (Term.CITY_EXIT_NOTICE, "2018-01-31", "2018-02-28"),
        (Term.CUSTOMER_REQUEST_ANSWER, "2018-09-28", "2018-10-08"),
        (Term.NO_HIRING, "2018-03-31", "2019-03-31"),
        (Term.VIOLATION_COUNTS, "2017-05-20", "2018-05-20"),
        (Term.VIOLATION_COUNTS, "2020-02-29", "2021-02-28"),
        (Term.FEE_STATISTICS, "2018-01-01", "2018-02-11"),
        (Term.FEE_NOTICE, "2018-01-31", "2018-02-22"),
        (Term.FEE_INVOICE, "2018-02-22", "2018-02-26"),
        (Term.FEE_PAYMENT, "2018-01-15", "2018-02-26"),
        (Term.FEE_STATISTICS, "2018-03-01", "2018-04-10"),
        (Term.FEE_NOTICE, "2018-03-31", "2018-04-16"),
        (Term.FEE_PAYMENT, "2018-03-02", "2018-04-25"),
    ],
)
def test_each_period_ends_on_its_last_day_and_takes_effect_on_the_next(
    term: Term, start: str, last: str
):
    found = ends(term, d(start), DEFAULTS)
    assert found.last_day == d(last)
    assert (found.effect_from - found.last_day).days == 1
    assert found.trace.rules[0] == TERMS[term].rule
    assert found.trace.clauses[0] == TERMS[term].clause


def test_every_named_period_has_a_rule_and_a_clause_that_exists():
    assert set(TERMS) == set(Term)
    assert all(clause(rule.clause).id == rule.clause for rule in TERMS.values())


def test_s46_the_last_day_moves_by_the_other_reading_only():
    moved = ends(Term.DEPOSIT_REFUND, d("2018-03-31"), choose({"Q2": "ROLL_OVER"}))
    assert moved.last_day == d("2018-04-08")


def test_s21_the_dates_of_a_fee_move_by_either_reading_and_say_from_where():
    for option in ("LAST_DAY_STANDS", "ROLL_OVER"):
        found = ends(Term.FEE_STATISTICS, d("2018-01-20"), choose({"Q2": option}))
        assert (found.start, found.moved_from) == (d("2018-01-31"), d("2018-02-10"))
        assert found.last_day == d("2018-02-11")
