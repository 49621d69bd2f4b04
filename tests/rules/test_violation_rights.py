"""What Aliyun may do upon violations, and what a notice ends (R70, R72, R76, R77, R88; Q3, Q21)."""

import pytest

from graph.model import NoticeKind, ViolationOutcome
from graph.rules.violations.record import Record
from graph.rules.violations.rights import RightKind
from tests.rules.asked import d
from tests.rules.charges import counted, ends, first, notice, of

S33 = [
    counted("v1", "2017-05-20"),
    counted("v2", "2017-11-11"),
    counted("v3", "2018-03-15"),
]
FOUR = [*S33, counted("v4", "2018-04-01")]


def right(found: Record, kind: RightKind = RightKind.REPEATED_VIOLATIONS):
    """First and last day of a right and the violations behind it; None if it does not stand."""
    return next(
        ((str(each.since), each.through and str(each.through), each.violations)
         for each in found.rights if each.kind is kind), None
    )  # fmt: skip


def test_s33_the_third_gives_a_right_and_ends_nothing():
    found = of(S33, "2018-03-15")
    assert right(found) == ("2018-03-15", "2018-05-20", ("v1", "v2", "v3"))
    assert found.terminations == ()
    assert right(of(S33, "2018-03-14")) is None
    assert {"R05", "R72", "R88"} <= set(found.trace.rules)


def test_s35_by_the_other_reading_only_the_fourth_does():
    assert right(of(FOUR, "2018-03-31", Q3="MORE_THAN_3")) is None
    found = of(FOUR, "2018-04-01", Q3="MORE_THAN_3")
    assert right(found) == ("2018-04-01", "2018-05-20", ("v1", "v2", "v3", "v4"))
    assert right(of(FOUR, "2018-03-31")) is not None


@pytest.mark.parametrize(("day", "stands"), [("2018-05-20", True), ("2018-05-21", False)])
def test_the_right_lasts_while_enough_of_them_count(day: str, stands: bool):
    assert (right(of(S33, day)) is not None) is stands


def test_a_right_goes_on_when_another_takes_the_place_of_one_that_lapses():
    assert right(of(FOUR, "2018-06-01")) == ("2018-03-15", "2018-11-11", ("v2", "v3", "v4"))
    gap = [*S33, counted("v4", "2018-05-21")]
    assert right(of(gap, "2018-06-01")) == ("2018-03-15", "2018-11-11", ("v2", "v3", "v4"))
    later = [*S33, counted("v4", "2018-05-22")]
    assert right(of(later, "2018-06-01")) == ("2018-05-22", "2018-11-11", ("v2", "v3", "v4"))


def test_a_right_begins_when_the_last_of_them_is_established():
    back = counted(
        "v1", "2017-05-20", outcome=ViolationOutcome.ESTABLISHED, decided_on="2018-04-10"
    )
    assert right(of([back, *S33[1:]], "2018-04-09")) is None
    found = of([back, *S33[1:]], "2018-04-10")
    assert right(found) == ("2018-04-10", "2018-05-20", ("v1", "v2", "v3"))


def test_class_1_gives_a_right_that_does_not_lapse():
    found = of([first("v1", "2017-05-20")], "2019-05-21")
    assert right(found, RightKind.FUNDAMENTAL_BREACH) == ("2017-05-20", None, ("v1",))


def test_selling_below_list_price_lets_aliyun_end_at_once():
    found = of([counted("v1", "2018-03-15", clause="MR 6.2.2.1")], "2018-03-15")
    assert right(found, RightKind.BELOW_LIST_PRICE) == ("2018-03-15", None, ("v1",))
    assert right(found, RightKind.BREACH_OF_DUTIES) == ("2018-03-15", None, ("v1",))
    assert {"R76", "R77"} <= set(found.trace.rules)


def test_only_a_breach_of_the_partners_duties_has_their_consequences():
    duty = of([counted("v1", "2018-03-15")], "2018-03-15")
    assert [each.kind for each in duty.rights] == [RightKind.BREACH_OF_DUTIES]
    assert of([counted("v1", "2018-03-15", clause="MR 6.2.5.1")], "2018-03-15").rights == ()
    assert of([counted("v1", "2018-03-15", clause="unlisted")], "2018-03-15").rights == ()


def ended(found: Record):
    """First days without contract and without standing, and whether fees are forfeited."""
    return [
        (str(each.contract_ends_on), str(each.standing_ends_on), each.founded, each.forfeits_fees)
        for each in found.terminations
    ]


def test_nothing_ends_before_the_notice_arrives():
    sent = ends("2018-03-20", sent_on="2018-03-15")
    assert of(S33, "2018-03-19", sent).terminations == ()
    assert ended(of(S33, "2018-03-20", sent)) == [("2018-03-20", "2018-03-20", True, True)]
    assert [each.id for each in of(S33, "2018-03-20", sent).terminations] == [sent.id]


@pytest.mark.parametrize(
    ("stated", "standing"),
    [("2018-03-31", "2018-03-31"), ("2018-03-19", "2018-03-20"), ("2018-03-20", "2018-03-20")],
)
def test_q21_contract_and_standing_end_on_two_dates(stated: str, standing: str):
    found = of(S33, "2018-04-01", ends("2018-03-20", stated_on=stated))
    assert ended(found) == [("2018-03-20", standing, True, True)]
    assert ("Q21", "TWO_DATES") in found.trace.readings


def test_an_end_for_class_1_forfeits_no_fees_by_mr_6_2():
    found = of([first("v1", "2018-03-15")], "2018-03-20", ends("2018-03-20"))
    assert ended(found) == [("2018-03-20", "2018-03-20", True, False)]


@pytest.mark.parametrize("day", ["2018-03-14", "2018-05-21"])
def test_a_notice_that_no_right_carried_ends_wrongly(day: str):
    found = of(S33, "2018-06-01", ends(day))
    assert ended(found) == [(day, day, False, False)]
    assert "R123" in found.trace.rules
    assert "FA 8.4.2" in found.trace.clauses


def test_a_right_that_a_dismissal_took_away_carried_nothing():
    gone = counted("v1", "2017-05-20", outcome=ViolationOutcome.DISMISSED, decided_on="2018-04-01")
    facts = [gone, *S33[1:]]
    assert ended(of(facts, "2018-03-31", ends("2018-03-20")))[0][2] is True
    assert ended(of(facts, "2018-04-01", ends("2018-03-20")))[0][2] is False


def test_a_notice_that_names_a_violation_rests_on_a_right_of_that_one():
    facts = [*S33, first("v9", "2018-03-01")]
    by = of(facts, "2018-03-20", ends("2018-03-20", about="v9"))
    assert [each.kind for each in by.terminations[0].rights] == [RightKind.FUNDAMENTAL_BREACH]
    by = of(facts, "2018-03-20", ends("2018-03-20", about="an agreement"))
    assert len(by.terminations[0].rights) == 2


def test_other_notices_end_nothing_here_and_a_second_one_comes_after_the_first():
    told = notice(NoticeKind.BREACH, "2018-03-16")
    again = ends("2018-04-01", name="n2")
    assert of(S33, "2018-03-20", told).terminations == ()
    found = of(S33, "2018-05-01", again, ends("2018-03-20"))
    assert [each.notice.received_on for each in found.terminations] == [
        d("2018-03-20"),
        d("2018-04-01"),
    ]


def test_only_aliyun_ends_upon_violations():
    assert of(S33, "2018-04-01", ends("2018-03-20", sender="orchard")).terminations == ()
    assert len(of(S33, "2018-04-01", ends("2018-03-20", sender="aliyun")).terminations) == 1


def test_a_notice_that_was_not_known_ended_nothing():
    late = ends("2018-03-20", recorded_at="2018-04-01")
    assert of(S33, "2018-03-25", late, known_at="2018-03-31").terminations == ()
    assert ended(of(S33, "2018-03-25", late, known_at="2018-04-01")) != []
