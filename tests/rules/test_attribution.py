"""To whom a payment counts: the direct partner and the fee holder (R20–R26, Q6, Q7, Q8, Q32)."""

import pytest

from graph.rules.attribution import Status
from tests.rules.asked import HIERARCHY, Asked, d, ladder, told, without

LOST = (
    without(HIERARCHY, "t1 is") + "t1 is partner from 2017-04-01 to 2018-03-20 ended by expelled\n"
)
OPEN = without(HIERARCHY, "c1 under") + "c1 under t1 as city from 2018-01-05 to 2018-03-16\n"


@pytest.mark.parametrize(
    ("uid", "direct", "holder"),
    [
        ("t1", "t1", "t1"),
        ("u1", "t1", "t1"),
        ("u2", "t1", "t1"),
        ("c1", "c1", "t1"),
        ("u3", "c1", "t1"),
        ("u4", "c1", "t1"),
        ("c2", "c2", "t1"),
        ("u7", "c2", "t1"),
        ("u8", "t2", "t2"),
        ("p3", "p3", "p3"),
        ("u9", "p3", "p3"),
        ("d0", None, None),
    ],
)
def test_s01_each_account_counts_to_its_partner_and_a_city_partner_to_its_tier_1(
    uid: str, direct: str | None, holder: str | None
):
    assert ladder("fixture").counts(uid, "2018-03-10") == (direct, holder)


class TestFirstAndLastDay:
    """R23, Q32: the day of release is already outside."""

    @pytest.mark.parametrize("name", ["s02", "open"])
    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            ("2018-01-09", (None, None)),
            ("2018-01-10", ("c1", "t1")),
            ("2018-03-15", ("c1", "t1")),
            ("2018-03-16", (None, None)),
            ("2018-03-17", (None, None)),
        ],
    )
    def test_a_customer_of_a_released_city_partner(self, name: str, day: str, expected: tuple):
        asked = told(OPEN) if name == "open" else ladder("s02")
        assert asked.counts("u3", day) == expected

    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            ("2018-01-04", (None, None)),
            ("2018-01-05", ("c1", "t1")),
            ("2018-03-15", ("c1", "t1")),
            ("2018-03-16", (None, None)),
        ],
    )
    def test_the_released_city_partner_itself(self, day: str, expected: tuple):
        assert ladder("s02").counts("c1", day) == expected

    def test_a_partner_holds_its_own_performance_until_its_city_agreement_begins(self):
        """R25: a partner with FA before CA."""
        text = without(HIERARCHY, "c1 is") + "c1 is partner from 2017-10-01\n"
        asked = told(f"{text}u11 under c1 as agency from 2017-10-01\n")
        assert asked.counts("u11", "2018-01-04") == ("c1", "c1")
        assert asked.counts("u11", "2018-01-05") == ("c1", "t1")
        assert "R25" in asked.credit("u11", "2018-01-04").trace.rules

    def test_after_a_move_to_another_tier_1_the_cash_of_the_gap_counts_to_nobody(self):
        """R116."""
        text = """c1 is partner from 2018-04-01
        c1 under t2 as city from 2018-04-01
        u3 under c1 as agency from 2018-04-01
        """
        asked = told(without(HIERARCHY, "c1 ", "u3") + OLD_C1 + text)
        days = ("2018-03-15", "2018-03-16", "2018-03-31", "2018-04-01")
        assert [asked.counts("u3", day) for day in days] == [
            ("c1", "t1"),
            (None, None),
            (None, None),
            ("c1", "t2"),
        ]


OLD_C1 = """c1 is partner from 2018-01-05 to 2018-03-16
c1 under t1 as city from 2018-01-05 to 2018-03-16
u3 under c1 as agency from 2018-01-10 to 2018-03-16
"""


class TestNoFeeHolder:
    """Q7: between the loss of the tier-1 and the release nobody holds the fee."""

    @pytest.mark.parametrize("uid", ["c1", "u3", "u4", "u6"])
    def test_the_branch_of_a_city_partner_has_none_from_the_day_of_the_loss(self, uid: str):
        asked = told(LOST)
        before, after = asked.credit(uid, "2018-03-19"), asked.credit(uid, "2018-03-20")
        assert (before.status, before.holder) == (Status.ATTRIBUTED, "t1")
        assert (after.status, after.holder) == (Status.NO_FEE_HOLDER, None)
        assert after.direct == before.direct

    def test_its_trace_names_the_question(self):
        trace = told(LOST).credit("u3", "2018-03-20").trace
        assert ("Q7", "DECISION") in trace.readings
        assert {"CA 2.3.1③", "CA 2.2.1"} <= set(trace.clauses)
        assert {"R102", "R104"} <= set(trace.rules)

    def test_read_as_automatic_the_branch_is_released_and_counts_to_nobody(self):
        found = told(LOST, Q7="AUTOMATIC").credit("u3", "2018-03-20")
        assert (found.status, found.direct) == (Status.UNATTRIBUTED, None)
        assert told(LOST, Q7="AUTOMATIC").counts("u3", "2018-03-19") == ("c1", "t1")

    @pytest.mark.parametrize(("day", "direct"), [("2018-03-19", "t1"), ("2018-03-20", None)])
    def test_customers_left_linked_to_the_tier_1_count_to_nobody(
        self, day: str, direct: str | None
    ):
        """R108, Q8: a link to an account without standing attributes nothing."""
        found = told(LOST).credit("u1", day)
        assert found.direct == direct
        assert ("MR 7.3.3" in found.trace.clauses) == (direct is None)

    def test_a_tier_1_without_standing_earns_nothing_on_its_own_account(self):
        assert told(LOST).credit("t1", "2018-03-20").status is Status.UNATTRIBUTED

    def test_a_city_partner_that_lost_its_own_standing_attributes_nothing(self):
        text = without(HIERARCHY, "c1 is") + "c1 is partner from 2018-01-05 to 2018-03-18\n"
        assert told(text).credit("u3", "2018-03-17").status is Status.ATTRIBUTED
        assert told(text).credit("u3", "2018-03-18").status is Status.UNATTRIBUTED
        assert told(text).credit("c1", "2018-03-18").status is Status.UNATTRIBUTED


class TestKnowledge:
    def test_s10_what_was_known_before_the_release_was_recorded_stays_what_it_was(self):
        asked = ladder("s10")
        assert asked.known("2018-04-11").counts("u3", "2018-03-18") == ("c1", "t1")
        assert asked.known("2018-04-11T23:59:59").counts("u3", "2018-03-18") == ("c1", "t1")
        assert asked.known("2018-04-12").counts("u3", "2018-03-18") == (None, None)
        assert asked.known("2018-04-11T16:00:00+00:00").counts("u3", "2018-03-18") == (None, None)

    def test_the_day_is_that_of_the_moment_unless_another_is_named(self):
        asked = ladder("s02").on("2018-03-15")
        assert asked.credit("u3").day == d("2018-03-15")
        assert asked.credit("u3").holder == "t1"


class TestTrace:
    @pytest.mark.parametrize(
        ("uid", "clauses", "rules"),
        [
            ("u3", {"FA 2.1.6", "FA 3.4.1.3", "CA 2.2.1"}, {"R20", "R22", "R33"}),
            ("u1", {"FA 2.1.6", "FA 3.4.1.3", "MR 5.1.1"}, {"R20", "R25"}),
            (
                "c1",
                {"MR 3.5.2", "FA 2.1.6", "FA 3.4.1.3", "CA 2.2.1"},
                {"R21", "R20", "R22", "R33"},
            ),
            ("d0", {"FA 3.4.1.3"}, {"R26"}),
        ],
    )
    def test_it_cites_the_clauses_of_each_step(self, uid: str, clauses: set, rules: set):
        trace = ladder("fixture").credit(uid, "2018-03-10").trace
        assert set(trace.clauses) == clauses
        assert set(trace.rules) == rules
        assert trace.readings == ()

    def test_it_names_each_fact_climbed_by(self):
        assert {fact.id for fact in ladder("fixture").credit("u3", "2018-03-10").trace.facts} == {
            "link:u3:c1:2018-01-10",
            "standing:c1:2018-01-05",
            "tier:c1:t1:2018-01-05",
            "standing:t1:2017-04-01",
        }

    def test_a_release_cites_the_question_to_whom_it_counts_then(self):
        """Q6 has one reading: to nobody in the branch."""
        trace = told(OPEN).credit("u3", "2018-03-16").trace
        assert trace.readings == (("Q6", "NOBODY"),)
        assert {"CA 2.3.2①", "CA 2.3.2②"} <= set(trace.clauses)
        assert {"R23", "R105", "R106", "R26"} <= set(trace.rules)

    @pytest.mark.parametrize("uid", ["c1", "u3", "u4"])
    def test_what_a_release_took_is_named_as_the_cause(self, uid: str):
        facts = told(OPEN).credit(uid, "2018-03-16").trace.facts
        assert "tier:c1:t1:2018-01-05" in {fact.id for fact in facts}


def test_a_link_that_is_not_recorded_attributes_nothing():
    """R26: nothing outside the linked accounts counts."""
    asked: Asked = told("t1 is partner from 2017-04-01\nd0 paid 5.00 at 2018-03-08T12:00:00\n")
    assert asked.credit("d0", "2018-03-08").status is Status.UNATTRIBUTED
