"""What an account is on a day: its lifecycle and identity (R17, R18, R110, Q9, I13)."""

import pytest

from graph.rules.lifecycle import Identity, Lifecycle
from tests.rules.asked import HIERARCHY, Asked, ladder, told

RESALE = """
t1 is partner from 2017-04-01
u2 under t1 as resale from 2017-05-01 to 2018-03-20
"""


def states(asked: Asked, uid: str, *days: str) -> list[str]:
    return [str(asked.state(uid, f"2018-{day}").lifecycle) for day in days]


class TestIdentity:
    @pytest.mark.parametrize(
        ("uid", "identity", "clause"),
        [
            ("u1", Identity.INDEPENDENT, "FA 3.4.3.1"),
            ("u2", Identity.DEPENDENT, "FA 3.4.3.2"),
            ("d0", Identity.INDEPENDENT, "FA 3.4.3.1"),
            ("t1", Identity.INDEPENDENT, "FA 3.4.3.1"),
        ],
    )
    def test_only_a_resale_account_depends_on_its_partner(
        self, uid: str, identity: Identity, clause: str
    ):
        found = told(f"{HIERARCHY}d0 owned by cust:d0\n").state(uid, "2018-03-20")
        assert (found.identity, found.lifecycle) == (identity, Lifecycle.ACTIVE)
        assert found.trace.clauses == (clause,)
        assert found.trace.rules == ("R18",)
        assert found.former_partner is None

    def test_an_account_before_its_first_link_is_ordinary(self):
        found = told(RESALE).state("u2", "2017-04-30")
        assert (found.identity, found.lifecycle) == (Identity.INDEPENDENT, Lifecycle.ACTIVE)


class TestUnbound:
    @pytest.mark.parametrize(
        ("day", "lifecycle", "former"),
        [
            ("2018-03-19", Lifecycle.ACTIVE, None),
            ("2018-03-20", Lifecycle.PENDING_CONVERSION, "t1"),
            ("2018-03-21", Lifecycle.PENDING_CONVERSION, "t1"),
        ],
    )
    def test_a_resale_account_waits_from_the_day_its_link_ends(
        self, day: str, lifecycle: Lifecycle, former: str | None
    ):
        found = told(RESALE).state("u2", day)
        assert (found.lifecycle, found.former_partner) == (lifecycle, former)
        assert found.identity is Identity.DEPENDENT

    def test_its_trace_names_the_link_and_why_it_waits(self):
        found = told(RESALE).state("u2", "2018-03-20")
        assert [fact.id for fact in found.trace.facts] == ["link:u2:t1:2017-05-01"]
        assert found.trace.clauses == ("FA 3.4.3.2", "MR 7.3.5", "FA 8.4.3")
        assert found.trace.rules == ("R18", "R110")

    def test_an_agency_account_is_an_ordinary_customer_at_once(self):
        asked = told(RESALE.replace("resale", "agency"))
        found = asked.state("u2", "2018-03-20")
        assert (found.lifecycle, found.identity) == (Lifecycle.ACTIVE, Identity.INDEPENDENT)

    def test_s04d_after_the_exit_of_t1_agency_accounts_are_ordinary_and_resale_accounts_wait(self):
        asked = ladder("s04")
        found = {uid: asked.state(uid, "2018-03-20") for uid in ("u1", "u3", "u5", "u6")}
        assert {each.lifecycle for each in found.values()} == {Lifecycle.ACTIVE}
        waiting = {uid: asked.state(uid, "2018-03-20") for uid in ("u2", "u4", "u7")}
        assert {each.lifecycle for each in waiting.values()} == {Lifecycle.PENDING_CONVERSION}
        assert [each.former_partner for each in waiting.values()] == ["t1", "c1", "c2"]

    def test_a_resale_link_that_fell_with_a_release_waits_though_its_row_is_open(self):
        text = """
        t1 is partner from 2017-04-01
        c1 is partner from 2018-01-05
        c1 under t1 as city from 2018-01-05 to 2018-03-16
        u4 under c1 as resale from 2018-01-10
        """
        assert states(told(text), "u4", "03-15", "03-16") == ["ACTIVE", "PENDING_CONVERSION"]
        assert "CA 2.3.2②" in told(text).state("u4", "2018-03-16").trace.clauses

    def test_only_the_last_link_decides(self):
        both = "u2 under t1 as agency from 2018-04-01 to 2018-05-01\n"
        asked = told(RESALE + both)
        assert states(asked, "u2", "03-31", "04-01", "05-01") == [
            "PENDING_CONVERSION",
            "ACTIVE",
            "ACTIVE",
        ]


class TestConversion:
    @pytest.mark.parametrize(
        ("day", "lifecycle"),
        [
            ("03-19", "ACTIVE"),
            ("03-20", "PENDING_CONVERSION"),
            ("04-09", "PENDING_CONVERSION"),
            ("04-10", "CONVERTED"),
            ("04-11", "CONVERTED"),
        ],
    )
    def test_it_is_converted_from_the_day_its_customer_signs(self, day: str, lifecycle: str):
        assert states(told(f"{RESALE}u2 converted from 2018-04-10\n"), "u2", day) == [lifecycle]

    def test_once_converted_it_has_an_identity_of_its_own(self):
        found = told(f"{RESALE}u2 converted from 2018-04-10\n").state("u2", "2018-04-10")
        assert found.identity is Identity.INDEPENDENT
        assert [fact.id for fact in found.trace.facts] == ["condition:u2:CONVERTED:2018-04-10"]

    def test_it_may_be_converted_on_the_very_day_its_link_ends(self):
        asked = told(f"{RESALE}u2 converted from 2018-03-20\n")
        assert states(asked, "u2", "03-19", "03-20") == ["ACTIVE", "CONVERTED"]

    def test_a_conversion_before_the_last_link_ended_is_none_of_it(self):
        text = """
        t1 is partner from 2017-04-01
        u2 under t1 as resale from 2017-05-01 to 2017-08-01
        u2 converted from 2017-08-01
        u2 under t1 as resale from 2018-01-01 to 2018-03-20
        """
        asked = told(text)
        assert asked.state("u2", "2017-09-01").lifecycle is Lifecycle.CONVERTED
        assert states(asked, "u2", "02-01", "03-20") == ["ACTIVE", "PENDING_CONVERSION"]

    def test_a_conversion_learnt_later_counts_from_then(self):
        asked = told(f"{RESALE}u2 converted from 2018-04-10 known from 2018-05-01\n")
        assert states(asked.known("2018-04-30"), "u2", "04-10") == ["PENDING_CONVERSION"]
        assert states(asked.known("2018-05-01"), "u2", "04-10") == ["CONVERTED"]


class TestConditions:
    def test_an_account_is_frozen_while_a_record_says_so(self):
        asked = told("d0 frozen from 2018-03-01 to 2018-04-01\n")
        assert states(asked, "d0", "02-28", "03-01", "03-31", "04-01") == [
            "ACTIVE",
            "FROZEN",
            "FROZEN",
            "ACTIVE",
        ]

    def test_a_linked_account_can_be_frozen_and_a_waiting_one_waits_first(self):
        asked = told(f"{RESALE}u2 frozen from 2018-03-01\n")
        assert states(asked, "u2", "03-19", "03-20") == ["FROZEN", "PENDING_CONVERSION"]

    @pytest.mark.parametrize("before", ["", "u2 converted from 2018-04-10\n"])
    def test_a_closed_account_is_closed_whatever_else_it_was(self, before: str):
        asked = told(f"{RESALE}{before}u2 closed from 2018-05-01\n")
        assert states(asked, "u2", "05-01") == ["CLOSED"]
        assert states(asked, "u2", "04-30") != ["CLOSED"]

    def test_an_account_that_is_not_there_is_merely_active(self):
        assert told(RESALE).state("nobody", "2018-03-20").lifecycle is Lifecycle.ACTIVE
