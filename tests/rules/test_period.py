"""Several months as one, and the same months before and after something was learnt (R24, S10)."""

from graph.model import Fen, Period
from graph.rules.period import PeriodStatement
from graph.rules.restatement import Restatement
from tests.rules.asked import Asked, told

SAID = """
t1   is partner from 2017-01-01
c1   is partner from 2017-02-01
c1   under t1 as city from 2017-02-01
acme under c1 as agency from 2017-03-01
t1   paid 10.00 at 2018-01-10T10:00:00
acme paid 3.00 at 2018-01-11T10:00:00
t1   paid 1.00 at 2018-02-10T10:00:00
acme paid 5.00 at 2018-02-11T10:00:00
"""
LATE = "acme paid 7.00 at 2018-01-31T23:59:59\n"
PERIOD = Period.parse("2018-01/2018-02")


def months(asked: Asked) -> PeriodStatement:
    """Both months of t1."""
    return PeriodStatement(PERIOD, None, tuple(asked.statement(str(m)) for m in PERIOD.months))


def test_lines_of_months_are_added_up():
    found = months(told(SAID))
    lines = [(each.direct, each.own, each.accounts, each.payments) for each in found.lines]
    assert lines == [("c1", 0, 8_00, 2), ("t1", 11_00, 0, 2)]
    assert (found.total, found.paid, found.city_partners) == (19_00, 19_00, (("c1", 8_00),))


def test_a_restatement_is_after_less_before_and_names_what_differs_alone():
    before, after = months(told(SAID)).months, months(told(SAID + LATE)).months
    (line,) = Restatement(before, after).lines
    assert (line.direct, line.before, line.after, line.fen) == ("c1", 8_00, 15_00, Fen(7_00))
