"""Whom a released city partner may stand under or above, though its row is open (I3, R11, R106)."""

from graph.rules.refusal import Code
from tests.rules.admitted import admitted, code

HELD = """t2 is partner from 2017-04-01
c is partner from 2018-01-05
c under t2 as city from 2018-01-05 to 2018-03-16
d is partner from 2018-02-01
"""
ABOVE = "d under c as city from 2018-04-01\n"


def test_it_is_no_tier_1():
    assert code(ABOVE, HELD) == (Code.NOT_A_PARTNER, "tier1", "CA 2.1.2")


def test_with_a_standing_signed_anew_it_may_be_one():
    assert admitted(ABOVE, HELD + "c is partner from 2018-03-20\n") == ()


def test_below_a_tier_1_its_entry_proves_its_standing():
    assert admitted("c under t2 as city from 2018-04-01\n", HELD) == ()
