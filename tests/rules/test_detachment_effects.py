"""What follows from a cut for cash, debts, people (R105–R110, R115, R120, R125, Q9, Q28, Q30)."""

import pytest

from graph.rules.detachment import Duty, Ground, Option, Plan, WarningCode
from tests.rules.asked import FIXTURE, HIERARCHY, Asked, d, ladder, told

DAY = "2018-03-16"


def released(asked: Asked) -> Plan:
    return asked.planned("c1", Ground.OTHER_GROUNDS, decided_on=DAY)


def left(asked: Asked, **more: object) -> Plan:
    return asked.planned("t1", Ground.PARTNER_EXIT, on="2018-03-20", **more)


def money(found: Plan) -> set[tuple]:
    """Month, from whom, to whom, yuan."""
    return {
        (
            str(each.month),
            each.before or str(each.before_status),
            each.after or str(each.after_status),
            each.fen / 100,
        )
        for each in found.money
    }


class TestMoney:
    def test_s02_the_tier_1_loses_the_cash_from_the_day(self):
        assert money(released(ladder("fixture"))) == {("2018-03", "t1", "UNATTRIBUTED", 1800.0)}

    def test_s04_an_exit_shows_what_each_fee_holder_loses(self):
        assert money(left(ladder("fixture"))) == {("2018-03", "t1", "UNATTRIBUTED", 1850.0)}

    def test_city_partners_left_for_later_show_cash_without_a_fee_holder(self):
        found = left(ladder("fixture"), release_city_partners=False)
        assert money(found) == {("2018-03", "t1", "NO_FEE_HOLDER", 1850.0)}

    def test_it_is_told_by_month(self):
        paid = "u3 paid {}.00 at 2018-04-01T0{}:00:00\n"
        asked = told(FIXTURE + paid.format(2, 0) + paid.format(3, 1))
        assert money(released(asked)) == {
            ("2018-03", "t1", "UNATTRIBUTED", 1800.0),
            ("2018-04", "t1", "UNATTRIBUTED", 5.0),
        }

    def test_where_no_cash_was_paid_since_there_is_nothing_to_show(self):
        found = ladder("fixture").planned("c1", Ground.OTHER_GROUNDS, decided_on="2018-04-01")
        assert found.money == ()


class TestDebts:
    TEXT = """
    u3 owes 12000.00 since 2018-03-10 for transaction as o1
    u4 owes 600.00 since 2018-03-20 for transaction as o2
    u3 owes 30.00 from 2018-03-14 to 2018-03-17 for transaction as o3
    party c1 owes 5.00 since 2018-03-18 for act as o4
    u5 owes 9.00 since 2018-03-10 for transaction as o5
    o5 settled 9.00 on 2018-03-12 by u5
    d0 owes 7.00 since 2019-03-10 for transaction as o6
    """

    def test_what_arose_before_the_day_and_is_open_survives_as_it_was(self):
        """R50, R120, FA 8.4.1."""
        found = released(told(HIERARCHY + self.TEXT))
        assert [each.obligation.id for each in found.surviving] == ["o1", "o3"]
        first = found.surviving[0]
        assert {str(each.role) for each in first.shares} == {
            "PRIMARY",
            "JOINT",
            "JOINT_CONTINGENT",
        }
        assert {"R50", "R120"} <= set(found.trace.rules)
        assert "FA 8.4.1" in found.trace.clauses

    def test_what_arises_from_the_day_on_is_shown_with_who_answers_then(self):
        found = {
            str(each.obligation): each
            for each in released(told(HIERARCHY + self.TEXT)).changed_debts
        }
        assert set(found) == {"o2", "o3", "o4"}
        before, after = found["o2"].before, found["o2"].after
        assert [str(each.role) for each in before] == ["SOLE", "JOINT_CONTINGENT"]
        assert [(each.party, str(each.role)) for each in after] == [
            ("c1", "UNRESOLVED"),
            ("cust:u4", "UNRESOLVED"),
        ]
        assert [str(each.role) for each in found["o4"].after] == ["PRIMARY"]

    @pytest.mark.parametrize(("q9", "role"), [("FORMER_PARTNER", "SOLE"), ("CUSTOMER", "PRIMARY")])
    def test_q9_decides_on_new_debts_of_waiting_accounts(self, q9: str, role: str):
        found = released(told(HIERARCHY + self.TEXT, Q9=q9))
        (debt,) = [each for each in found.changed_debts if each.obligation == "o2"]
        assert str(debt.after[0].role) == role


class TestAccounts:
    def test_it_shows_what_each_has_prepaid_and_still_owes(self):
        text = """
        u4 paid 40.00 at 2018-03-01T12:00:00 used from 2018-03-14 to 2018-03-18
        u4 paid 10.00 at 2018-03-16T12:00:00 used from 2018-03-16 to 2018-03-18
        u3 owes 12.00 since 2018-03-10 for transaction as o1
        u3 owes 3.00 since 2018-03-11 for transaction as o2
        """
        found = {str(each.uid): each for each in released(told(HIERARCHY + text)).accounts}
        assert (found["u4"].prepaid, found["u4"].owed) == (20_00, 0)
        assert (found["u3"].prepaid, found["u3"].owed) == (0, 15_00)
        assert (found["u3"].partner, str(found["u3"].type)) == ("c1", "AGENCY")

    def test_each_is_warned_of_by_clause(self):
        text = """
        u4 paid 40.00 at 2018-03-01T12:00:00 used from 2018-03-14 to 2018-03-18
        u3 owes 12.00 since 2018-03-10 for transaction as o1
        """
        found = released(told(HIERARCHY + text)).warnings
        assert {(each.code, each.account, each.clause) for each in found} == {
            (WarningCode.RESALE_PENDING, "u4", "MR 7.3.5"),
            (WarningCode.PREPAID_BALANCE, "u4", "FA 8.4.3"),
            (WarningCode.OPEN_DEBT, "u3", "FA 8.4.1"),
        }
        assert all(each.account in each.message for each in found)


class TestWarnings:
    @staticmethod
    def open_(found: Plan) -> set[tuple]:
        kinds = {WarningCode.LINKS_LEFT_OPEN, WarningCode.NO_FEE_HOLDER_WINDOW}
        return {(str(each.code), each.account) for each in found.warnings if each.code in kinds}

    def test_nothing_left_open_nothing_to_warn_of(self):
        assert self.open_(left(ladder("fixture"))) == set()

    def test_city_partners_left_for_later_are_named(self):
        assert self.open_(left(ladder("fixture"), release_city_partners=False)) == {
            ("NO_FEE_HOLDER_WINDOW", "c1"),
            ("NO_FEE_HOLDER_WINDOW", "c2"),
        }

    def test_read_as_automatic_there_is_no_window(self):
        asked = ladder("fixture", Q7="AUTOMATIC")
        assert self.open_(left(asked, release_city_partners=False)) == set()

    def test_links_kept_are_warned_of_however_they_came_to_be_kept(self):
        expected = {("LINKS_LEFT_OPEN", "t1")}
        assert self.open_(left(ladder("fixture"), end_links=False)) == expected
        assert self.open_(left(ladder("fixture", Q8="KEEP_LINKS"))) == expected

    def test_a_release_leaves_no_links_open_whatever_was_said(self):
        asked = ladder("fixture", Q8="KEEP_LINKS")
        said = {"decided_on": DAY, "end_links": False}
        assert self.open_(asked.planned("c1", Ground.OTHER_GROUNDS, **said)) == set()

    def test_where_there_are_no_customers_no_link_is_left(self):
        asked = told("t1 is partner from 2017-04-01\n")
        assert left(asked, end_links=False).warnings == ()


class TestTasks:
    def test_a_release_gives_the_city_partner_its_duties(self):
        found = [(each.duty, each.who, each.clause) for each in released(ladder("fixture")).tasks]
        assert found == [
            (Duty.END_COOPERATION, "c1", "MR 7.3.4"),
            (Duty.STOP_ACTING_AS_CITY_PARTNER, "c1", "CA 2.3.4①"),
            (Duty.RETURN_OR_DESTROY_MATERIAL, "c1", "CA 2.3.4②"),
            (Duty.KEEP_SECRECY, "c1", "CA 2.3.4③"),
            (Duty.END_FRAMEWORK_AGREEMENT, "c1", "FA 8.3.9"),
            (Duty.TELL_AND_GUIDE_CUSTOMERS, "c1", "FA 8.4.3"),
            (Duty.CONVERT_OR_CLOSE_RESALE, "c1", "MR 7.3.5"),
        ]

    def test_they_name_the_accounts_and_begin_on_the_day(self):
        found = {each.duty: each for each in released(ladder("fixture")).tasks}
        assert found[Duty.TELL_AND_GUIDE_CUSTOMERS].accounts == ("u3", "u4", "u5")
        assert found[Duty.CONVERT_OR_CLOSE_RESALE].accounts == ("u4",)
        assert {each.since for each in found.values()} == {d(DAY)}

    def test_q28_the_framework_agreement_may_live_on(self):
        found = released(ladder("fixture", Q28="FA_LIVES_ON"))
        assert Duty.END_FRAMEWORK_AGREEMENT not in {each.duty for each in found.tasks}
        assert ("Q28", "FA_LIVES_ON") in found.trace.readings

    def test_a_customer_that_leaves_gives_its_partner_the_duty_towards_it(self):
        said = {"notice_received_on": "2018-02-13"}
        for uid, duties in (
            ("u5", {Duty.TELL_AND_GUIDE_CUSTOMERS}),
            ("u4", {Duty.TELL_AND_GUIDE_CUSTOMERS, Duty.CONVERT_OR_CLOSE_RESALE}),
        ):
            found = ladder("fixture").planned(uid, Ground.CUSTOMER_REQUEST, **said)
            assert {each.duty for each in found.tasks} == duties
            assert {(each.who, each.accounts) for each in found.tasks} == {("c1", (uid,))}
            assert "Q28" not in dict(found.trace.readings)

    def test_a_partner_without_customers_has_none_to_tell(self):
        found = left(told("t1 is partner from 2017-04-01\n"))
        assert [each.duty for each in found.tasks] == [Duty.END_COOPERATION]

    def test_one_that_lost_its_standing_before_still_guides_its_customers(self):
        text = HIERARCHY.replace(
            "c1 is partner from 2018-01-05", "c1 is partner from 2018-01-05 to 2018-03-10"
        )
        found = told(text).planned("c1", Ground.STANDING_LOST, decided_on=DAY, on=DAY)
        duties = [each.duty for each in found.tasks]
        assert duties.count(Duty.TELL_AND_GUIDE_CUSTOMERS) == 1
        assert Duty.END_COOPERATION not in duties


class TestChoices:
    def test_q30_each_city_partner_of_a_leaving_tier_1_has_three_ways(self):
        found = left(ladder("fixture"))
        assert [(each.city, each.option, each.clause) for each in found.choices[:3]] == [
            ("c1", Option.RELEASE, "CA 2.3.1③"),
            ("c1", Option.DELAY, "CA 2.3.1"),
            ("c1", Option.NEW_ENTRY, "CA 2.1.1"),
        ]
        assert {each.city for each in found.choices} == {"c1", "c2"}
        assert ("Q30", "OFFER_WAYS") in found.trace.readings
        assert "R116" in found.trace.rules

    def test_a_release_offers_none(self):
        found = released(ladder("fixture"))
        assert found.choices == ()
        assert "R116" not in found.trace.rules


class TestTrace:
    def test_a_release_cites_what_ends_and_why(self):
        trace = released(ladder("fixture")).trace
        assert {"R103", "R104", "R105", "R106"} <= set(trace.rules)
        assert {"CA 2.3.1④", "CA 2.3.2①", "CA 2.3.2②"} <= set(trace.clauses)
        assert dict(trace.readings) == {"Q7": "DECISION", "Q28": "FA_TO_BE_ENDED"}
        assert {fact.id for fact in trace.facts} == {
            "standing:c1:2018-01-05",
            "tier:c1:t1:2018-01-05",
            "link:u3:c1:2018-01-10",
            "link:u4:c1:2018-01-10",
            "link:u5:c1:2018-02-01",
        }

    def test_an_exit_cites_the_ground_on_which_city_partners_are_released(self):
        trace = left(ladder("fixture")).trace
        assert {"R90", "R102", "R104", "R105", "R106", "R108"} <= set(trace.rules)
        assert {"MR 7.3.1", "MR 7.3.3", "CA 2.3.1③", "CA 2.3.2②"} <= set(trace.clauses)
        assert {"Q7", "Q8", "Q21", "Q28", "Q30"} == set(dict(trace.readings))

    def test_an_exit_of_a_partner_without_city_partners_cites_no_release(self):
        trace = ladder("fixture").planned("p3", Ground.PARTNER_EXIT, on="2018-03-20").trace
        assert not {"R102", "R105", "R106", "R116"} & set(trace.rules)
        assert set(dict(trace.readings)) == {"Q8", "Q21"}
