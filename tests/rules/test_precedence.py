"""Which of two clauses prevails, and why (R02, CA 3.2, FA 3.3.3, FA 7.1.3; Q8, Q10, Q12, Q15)."""

import pytest

from graph.clauses import CLAUSES
from graph.readings import DEFAULTS, REGISTRY, choose
from graph.rules.agreements import Pair, between, precedence
from graph.rules.agreements.precedence import READ
from tests.rules.papered import moment, proven


def pair(first: str, second: str, **readings: str) -> Pair:
    seen = moment(**readings)
    found = between(first, second, seen.readings)
    assert between(second, first, seen.readings).winner == found.winner
    proven(found.trace, seen)
    assert "R02" in found.trace.rules
    assert found.reason.zh
    assert found.reason.en
    return found


@pytest.mark.parametrize(
    ("first", "second", "winner", "by"),
    [
        ("CA 2.2.2", "MR 5.1.1", "CA 2.2.2", "CA 3.2"),
        ("CA 2.3.1", "FA 8.3.3", "CA 2.3.1", "CA 3.2"),
        ("IP 2", "MR 6.3", "IP 2", "CA 3.2"),
        ("FA 7.1.1", "MR 6.2", "MR 6.2", "FA 7.1.3"),
        ("FA 7.1.2", "FA 4.2.4.2", "FA 4.2.4.2", "FA 7.1.3"),
        ("FA 7.1", "FA 7.2.1", "FA 7.2.1", "FA 7.1.3"),
        ("FA 7.1.1", "FA 3.5.2", "FA 3.5.2", "FA 7.1.3"),
        ("FA 7.1.1", "FA 8.2.1", None, "FA 3.3.3"),
        ("FA 7.1.1", "FA 7.1.2", None, "FA 3.3.3"),
        ("MR 5.1.1", "FA 3.4.1.3", None, "FA 3.3.3"),
        ("CA 1.3", "CA 1.4", None, "FA 3.3.3"),
        ("FA 2.2.1", "CC 203", "FA 2.2.1", "FA 10.4.3"),
        ("CA 2.4", "CC 178", "CA 2.4", "CA 3.2"),
    ],
)
def test_the_rank_of_the_texts_and_special_terms_on_breach_decide(
    first: str, second: str, winner: str | None, by: str
):
    found = pair(first, second)
    assert found.winner == winner
    assert found.trace.clauses[-1] == by
    assert found.trace.readings == ()


@pytest.mark.parametrize(
    ("first", "second", "question", "winners"),
    [
        ("FA 3.4.4.1", "MR 3.5.2", "Q12", ["FA 3.4.4.1"]),
        ("FA 4.2.3.6", "MR 3.5.3", "Q25", ["FA 4.2.3.6", "MR 3.5.3"]),
        ("FA 8.4.1", "MR 5.1.5", "Q10", ["FA 8.4.1", "MR 5.1.5"]),
        ("FA 8.4.1", "MR 6.2", "Q10", ["MR 6.2", "MR 6.2"]),
        ("FA 8.3.3", "MR 7.2", "Q15", ["MR 7.2", None]),
        ("CA 2.2.3", "CA 3.1", "Q26", ["CA 3.1"]),
        ("CA 2.3.2②", "MR 7.3.3", "Q8", ["CA 2.3.2②", "CA 2.3.2②"]),
    ],
)
def test_an_open_question_decides_by_the_reading_chosen(
    first: str, second: str, question: str, winners: list[str | None]
):
    options = [each.name for each in REGISTRY[question].options]
    found = [pair(first, second, **{question: option}) for option in options]
    assert [each.winner for each in found] == winners
    assert [each.trace.readings for each in found] == [((question, each),) for each in options]


def test_what_a_reading_decides_are_clauses_that_exist():
    assert {clause for both in READ for clause in both} <= set(CLAUSES)
    for question, winners in READ.values():
        assert list(winners) == list(question)


def test_of_several_the_one_that_prevails_over_all_wins():
    found = precedence(["FA 7.1.1", "CA 2.4", "MR 6.2", "CA 2.4"], DEFAULTS)
    assert found.clauses == ("FA 7.1.1", "CA 2.4", "MR 6.2")
    assert found.winner == "CA 2.4"
    assert [each.winner for each in found.pairs] == ["CA 2.4", "MR 6.2", "CA 2.4"]
    assert precedence(["CA 1.3", "CA 1.4", "MR 6.2"], DEFAULTS).winner is None
    assert precedence(["FA 8.3.3", "MR 7.2"], choose({"Q15": "FREE_CHOICE"})).winner is None


def test_one_clause_alone_prevails_over_nothing():
    found = precedence(["FA 8.3.3"], DEFAULTS)
    assert (found.winner, found.pairs, found.trace.rules) == (None, (), ())
