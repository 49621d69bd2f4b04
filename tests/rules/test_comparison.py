"""Two answers compared path by path."""

from datetime import date

from msgspec import Struct

from graph.model import Interval, Month
from graph.rules.attribution import Status
from graph.rules.comparison import Difference, differences, shown, spoken
from graph.rules.refusal import Code, Refusal


class Plain(Struct, frozen=True):
    """A part that no list knows by name."""

    fen: int
    by_day: tuple["Plain", ...] = ()


def test_equal_answers_do_not_part():
    assert differences(Plain(1), Plain(1)) == ()
    assert differences(None, None) == ()


def test_a_field_is_named_as_the_answers_name_it():
    assert [spoken(name) for name in ("no_fee_holder", "holder", "on")] == [
        "noFeeHolder",
        "feeHolder",
        "on",
    ]


def test_items_without_a_name_are_told_apart_by_their_place():
    left, right = Plain(1, (Plain(2), Plain(3))), Plain(1, (Plain(2), Plain(4)))
    assert differences(left, right) == (Difference("byDay[1].amount", "3", "4"),)
    assert differences(left, Plain(1, (Plain(2),))) == (Difference("byDay[1].amount", "3", None),)


def test_an_answer_against_none_has_all_of_its_values_on_one_side():
    assert differences(Plain(1), None) == (Difference("amount", "1", None),)


def test_a_refusal_against_an_answer_shows_both():
    refusal = Refusal(Code.NOT_LINKED, "it is not")
    paths = {each.path: (each.left, each.right) for each in differences(Plain(1), refusal)}
    assert paths["amount"] == ("1", None)
    assert paths["code"] == (None, "NOT_LINKED")


def test_values_are_shown_as_text():
    day = date(2018, 3, 16)
    assert shown(day) == "2018-03-16"
    assert shown(Interval(day, None)) == "2018-03-16/"
    assert shown(Interval(date(2018, 3, 1), day)) == "2018-03-01/2018-03-16"
    assert (shown(True), shown(Status.ATTRIBUTED), shown(Month(2018, 3))) == (
        "true",
        "ATTRIBUTED",
        "2018-03",
    )
