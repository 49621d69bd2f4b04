"""How violations count and what they cost (R70, R71; MR 6.1, MR 6.2; Q4, Q5; S33)."""

import pytest

from graph.model import ViolationClass, ViolationOutcome
from graph.readings import DEFAULTS, choose
from graph.rules.violations.count import last_day
from graph.rules.violations.record import price
from tests.rules.asked import d
from tests.rules.charges import costs, counted, first, moment, of, second

S33 = [
    counted("v1", "2017-05-20"),
    counted("v2", "2017-11-11"),
    counted("v3", "2018-03-15"),
]
ESTABLISHED, DISMISSED = ViolationOutcome.ESTABLISHED, ViolationOutcome.DISMISSED


def test_s33_the_first_three_cost_2000_4000_and_8000():
    found = of(S33, "2018-03-15")
    assert costs(found) == [("v1", 1, 2000), ("v2", 2, 4000), ("v3", 3, 8000)]
    assert (found.penalties, found.counting) == (1_400_000, 3)
    assert {"R71", "R72", "R74"} <= set(found.trace.rules)


def test_a_violation_counts_from_its_own_day():
    assert of(S33, "2018-03-14").counting == 2
    assert costs(of(S33, "2018-03-14")) == [("v1", 1, 2000), ("v2", 2, 4000)]


@pytest.mark.parametrize("day", ["2018-03-16", "2019-03-15"])
def test_a_fourth_costs_8000_by_either_reading(day: str):
    four = [*S33, counted("v4", "2018-03-16")]
    for reading in ("EACH_8000", "CUMULATIVE_14000"):
        assert costs(of(four, day, Q4=reading))[3] == ("v4", 4, 8000)


def test_q4_class_1_costs_the_last_tier_or_all_three_together():
    found = of([first("v1", "2018-03-15")], "2018-03-15")
    assert costs(found) == [("v1", None, 8000)]
    both = of([first("v1", "2018-03-15")], "2018-03-15", Q4="CUMULATIVE_14000")
    assert costs(both) == [("v1", None, 14000)]
    assert ("Q4", "CUMULATIVE_14000") in both.trace.readings
    assert "R70" in both.trace.rules


def test_class_1_does_not_move_the_count_of_class_2():
    found = of([first("v0", "2018-01-01"), *S33], "2018-03-15")
    assert (found.counting, found.penalties) == (3, 2_200_000)
    alone = of([first("v0", "2018-01-01"), counted("v1", "2018-03-15")], "2018-03-15")
    assert costs(alone) == [("v0", None, 8000), ("v1", 1, 2000)]


def test_q23_the_same_act_counts_by_the_class_it_was_found_in():
    code = "MR 6.1/fees-in-aliyuns-name"
    assert costs(of([first("v1", "2018-03-15", code)], "2018-03-15")) == [("v1", None, 8000)]
    found = of([counted("v1", "2018-03-15", clause=code)], "2018-03-15")
    assert costs(found) == [("v1", 1, 2000)]


@pytest.mark.parametrize(
    ("since", "through"),
    [
        ("2017-05-20", "2018-05-20"),
        ("2016-02-29", "2017-02-28"),
        ("2015-02-28", "2016-02-28"),
        ("2019-02-28", "2020-02-28"),
        ("2017-01-31", "2018-01-31"),
        ("2017-12-31", "2018-12-31"),
        ("9999-01-01", "9999-12-31"),
    ],
)
def test_it_counts_through_the_corresponding_day(since: str, through: str):
    assert last_day(d(since), DEFAULTS) == d(through)


def test_q2_read_to_roll_over_a_last_day_at_rest_moves_on():
    rolls = choose({"Q2": "ROLL_OVER"})
    assert last_day(d("2017-05-20"), rolls) == d("2018-05-21")
    again = [counted("v1", "2017-05-20"), counted("v2", "2018-05-21")]
    assert of(again, "2018-05-21").counted[1].ordinal == 1
    assert of(again, "2018-05-21", Q2="ROLL_OVER").counted[1].ordinal == 2


@pytest.mark.parametrize(
    ("second_day", "ordinal"),
    [("2018-05-19", 2), ("2018-05-20", 2), ("2018-05-21", 1)],
)
def test_the_corresponding_day_is_the_last_on_which_it_counts(second_day: str, ordinal: int):
    found = of([counted("v1", "2017-05-20"), counted("v2", second_day)], second_day)
    assert found.counted[1].ordinal == ordinal
    assert found.counting == ordinal


def test_two_on_one_day_both_count_in_the_order_of_their_ids():
    found = of([counted("b", "2018-03-15"), counted("a", "2018-03-15")], "2018-03-15")
    assert costs(found) == [("a", 1, 2000), ("b", 2, 4000)]


def test_one_known_late_counts_from_its_day_and_moves_later_ones_up():
    late = counted("v0", "2017-06-01", recorded_at="2018-04-01T00:00:00")
    before = of([*S33, late], "2018-03-20", known_at="2018-03-31T23:59:59")
    assert before.penalties == 1_400_000
    after = of([*S33, late], "2018-03-20", known_at="2018-04-01")
    assert costs(after) == [("v1", 1, 2000), ("v0", 2, 4000), ("v2", 3, 8000), ("v3", 4, 8000)]


def test_one_dismissed_later_counts_until_then_and_never_after():
    gone = counted("v1", "2017-05-20", outcome=DISMISSED, decided_on="2018-04-01")
    facts = [gone, *S33[1:]]
    assert costs(of(facts, "2018-03-31"))[2] == ("v3", 3, 8000)
    assert costs(of(facts, "2018-04-01")) == [("v2", 1, 2000), ("v3", 2, 4000)]


def test_a_correction_counts_from_when_it_was_known():
    wrong = counted("v1", "2016-05-20", superseded_at="2018-03-20T08:00:00")
    mended = counted("v1", "2017-05-20", recorded_at="2018-03-20T08:00:00", version=2)
    facts = [wrong, mended, *S33[1:]]
    assert of(facts, "2018-03-15", known_at="2018-03-20T07:59:59").counting == 2
    assert of(facts, "2018-03-15", known_at="2018-03-20T08:00:00").counting == 3


def test_one_taken_back_is_known_until_then():
    back = counted("v1", "2017-05-20", superseded_at="2018-03-20T08:00:00")
    assert of([back, *S33[1:]], "2018-03-15", known_at="2018-03-20T07:59:59").counting == 3
    assert of([back, *S33[1:]], "2018-03-15", known_at="2018-03-20T08:00:00").counting == 2


def test_silence_counts_from_the_day_it_establishes():
    found = of([second("v1", noticed_on="2018-02-13")], "2018-02-24")
    assert found.counted[0].since == d("2018-02-24")
    assert found.counted[0].through == d("2019-02-24")
    assert of([second("v1", noticed_on="2018-02-13")], "2018-02-23").counted == ()


def test_a_finding_counts_from_the_day_given_for_it():
    later = counted("v1", "2018-03-10", outcome=ESTABLISHED, decided_on="2018-03-05")
    assert of([later], "2018-03-09").counted == ()
    assert of([later], "2018-03-10").counting == 1
    earlier = counted("v1", "2018-03-01", outcome=ESTABLISHED, decided_on="2018-03-05")
    assert of([earlier], "2018-03-04").counting == 0
    assert of([earlier], "2018-03-05").counted[0].since == d("2018-03-01")


def test_q5_by_the_other_reading_the_year_runs_from_the_act():
    facts = [
        counted("v1", "2017-05-20", acted_on="2017-03-01"),
        counted("v2", "2018-03-15", acted_on="2018-03-02"),
    ]
    assert costs(of(facts, "2018-03-15")) == [("v1", 1, 2000), ("v2", 2, 4000)]
    found = of(facts, "2018-03-15", Q5="FROM_ACT")
    assert costs(found) == [("v1", 1, 2000), ("v2", 1, 2000)]
    assert found.counting == 1
    assert ("Q5", "FROM_ACT") in found.trace.readings


def test_q5_an_act_without_a_day_runs_from_its_report_and_else_as_counted():
    reported = counted("v1", "2017-05-20", reported_on="2017-05-01")
    assert of([reported], "2018-05-20", Q5="FROM_ACT").counting == 0
    assert of([reported], "2018-05-01", Q5="FROM_ACT").counting == 1
    bare = counted("v1", "2017-05-20")
    assert of([bare], "2018-05-20", Q5="FROM_ACT").counting == 1


def test_a_price_is_that_of_one_more_after_those_that_count():
    when = moment("2018-03-14")
    found = of(S33, "2018-03-14")
    third = price(found, ViolationClass.CLASS_2, d("2018-03-14"), when)
    assert (third.ordinal, third.penalty, third.gives_right_to_end) == (3, 800_000, True)
    alone = price(found, ViolationClass.CLASS_2, d("2018-11-12"), when)
    assert (alone.ordinal, alone.penalty, alone.gives_right_to_end) == (1, 200_000, False)
    grave = price(found, ViolationClass.CLASS_1, d("2018-03-14"), when)
    assert (grave.ordinal, grave.penalty, grave.gives_right_to_end) == (None, 800_000, True)


def test_a_price_follows_the_readings():
    when = moment("2018-03-14", Q3="MORE_THAN_3", Q4="CUMULATIVE_14000")
    found = of(S33, "2018-03-14")
    third = price(found, ViolationClass.CLASS_2, d("2018-03-14"), when)
    assert (third.ordinal, third.gives_right_to_end) == (3, False)
    assert price(found, ViolationClass.CLASS_1, d("2018-03-14"), when).penalty == 1_400_000


def test_only_what_is_established_has_a_count():
    found = of([second("v0", noticed_on="2018-02-13"), S33[0]], "2018-02-20")
    counts = {each.violation.id: found.count_of(each) for each in found.charges}
    assert counts == {"v0": None, "v1": found.counted[0]}
