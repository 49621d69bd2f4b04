from datetime import UTC, date, datetime

import pytest
from graphql import GraphQLError

from graph.model import Fen, Month
from resolvers.money import money
from resolvers.scalars import read_day, read_fen, read_instant, read_month, say_instant


def test_a_day_is_read_as_it_is_written():
    assert read_day("2018-03-16") == date(2018, 3, 16)


@pytest.mark.parametrize(
    "given",
    [
        "2018-02-30",
        "2018-3-16",
        "20180316",
        "2018-W11-5",
        "２０１８-03-16",
        "2018-03-16T00:00:00Z",
        "",
        " 2018-03-16",
        "0000-01-01",
        20180316,
        1.5,
        True,
        None,
    ],
)
def test_what_is_no_day_is_refused_with_what_was_expected(given: object):
    with pytest.raises(GraphQLError, match="expected a day as YYYY-MM-DD") as caught:
        read_day(given)
    assert caught.value.extensions == {
        "code": "INVALID_ARGUMENT",
        "nextStep": "Write it as expected.",
    }


@pytest.mark.parametrize(
    ("given", "instant"),
    [
        ("2018-03-16T00:00:00+08:00", datetime(2018, 3, 15, 16, tzinfo=UTC)),
        ("2018-03-15T16:00:00Z", datetime(2018, 3, 15, 16, tzinfo=UTC)),
        ("2018-03-15T16:00:00.25-00:00", datetime(2018, 3, 15, 16, 0, 0, 250_000, tzinfo=UTC)),
    ],
)
def test_an_instant_is_read_by_its_offset(given: str, instant: datetime):
    assert read_instant(given) == instant


@pytest.mark.parametrize(
    "given",
    [
        "2018-03-16T00:00:00",
        "2018-03-16",
        "2018-03-16 00:00:00Z",
        "2018-03-16T24:00:00Z",
        "2018-03-16T00:00:00+24:00",
        "0001-01-01T00:00:00+08:00",
        "2018-03-16T00:00Z",
        1521158400,
    ],
)
def test_what_is_no_instant_is_refused(given: object):
    with pytest.raises(GraphQLError, match="expected an instant with its offset"):
        read_instant(given)


def test_an_instant_is_said_in_utc():
    assert say_instant(read_instant("2018-03-16T00:00:00+08:00")) == "2018-03-15T16:00:00Z"
    assert say_instant(read_instant("2018-03-16T00:00:00.5Z")) == "2018-03-16T00:00:00.500000Z"


def test_a_month_is_read_as_it_is_written():
    assert read_month("2018-03") == Month(2018, 3)


@pytest.mark.parametrize("given", ["2018-13", "2018-00", "2018-3", "0000-01", "2018-03-01", 201803])
def test_what_is_no_month_is_refused(given: object):
    with pytest.raises(GraphQLError, match="expected a month as YYYY-MM"):
        read_month(given)


@pytest.mark.parametrize("given", [0, -1, 2**53, -(2**53)])
def test_fen_are_whole_numbers(given: int):
    assert read_fen(given) == Fen(given)


@pytest.mark.parametrize("given", [2**53 + 1, -(2**53) - 1, 1.0, float("nan"), "1", True, None])
def test_what_is_no_number_of_fen_is_refused(given: object):
    with pytest.raises(GraphQLError, match="expected a whole number of fen"):
        read_fen(given)


def test_money_is_said_exactly():
    said = money(-1_200_005)
    assert (said.amount, said.fen, said.currency) == ("-12000.05", -1_200_005, "CNY")


def test_a_long_wrong_value_is_cut_in_the_message():
    with pytest.raises(GraphQLError) as caught:
        read_day("9" * 10_000)
    assert len(caught.value.message) < 200
