"""A statement by account, a plan's cash by fee holder, and two answers side by side (R20–R23)."""

import pytest

from graph.rules import breakdown
from graph.rules.comparison import differences
from graph.rules.detachment import Ground
from graph.rules.detachment.summary import by_holder
from tests.rules.asked import FIXTURE, LADDERS, Asked, ladder, told

DAY = "2018-03-16"


class TestByAccount:
    def test_the_accounts_add_up_to_the_statement(self):
        asked = ladder("s02")
        cash = asked.cash()
        assert sum(each.fen for each in cash) == asked.statement().paid
        assert sum(each.fen for each in cash if each.holder == "t1") == 8900_00
        assert sum(each.payments for each in cash) == 16

    def test_an_account_that_lost_its_partner_in_the_month_stands_there_twice(self):
        found = [
            (each.direct, each.holder, str(each.status), each.fen, each.payments)
            for each in ladder("s02").cash()
            if each.account == "u3"
        ]
        assert found == [
            (None, None, "UNATTRIBUTED", 500_00, 2),
            ("c1", "t1", "ATTRIBUTED", 100_00, 1),
        ]

    def test_it_is_told_in_the_order_of_its_key(self):
        keys = [each.key for each in ladder("s02").cash()]
        assert keys == sorted(keys)
        assert keys[0] == ("c1", "c1", "t1", "ATTRIBUTED")

    def test_months_are_added_up_for_each_account_and_place(self):
        said = (LADDERS / "s02.ladder").read_text("utf-8")
        asked = told(f"{said}\nu1 paid 5.00 at 2018-04-02T10:00:00\n")
        months = [asked.cash("2018-03"), asked.cash("2018-04"), asked.cash("2018-03")]
        found = breakdown.added(months)
        april = {each.key: each for each in months[1]}
        assert [each.key for each in found] == sorted({*april, *(c.key for c in months[0])})
        twice = {each.key: each for each in months[0]}
        for each in found:
            some = [month[each.key] for month in (twice, twice, april) if each.key in month]
            assert each.fen == sum(one.fen for one in some)
            assert each.payments == sum(one.payments for one in some)
        assert sorted(each.fen for each in months[1]) == [5_00]


class TestByHolder:
    @staticmethod
    def changes(asked: Asked, **said: object) -> dict[str, int]:
        found = asked.planned("t1", Ground.PARTNER_EXIT, on="2018-03-20", **said)
        each = by_holder(found.money)
        assert sum(one.change for one in each) == 0
        return {one.holder or str(one.status): one.change for one in each}

    def test_what_one_loses_others_or_nobody_gain(self):
        expected = {"t1": -1850_00, "UNATTRIBUTED": 1850_00}
        assert self.changes(ladder("fixture")) == expected

    def test_cash_without_a_holder_says_why(self):
        found = self.changes(ladder("fixture"), release_city_partners=False)
        assert found == {"t1": -1850_00, "NO_FEE_HOLDER": 1850_00}

    def test_holders_come_first(self):
        found = ladder("fixture").planned("c1", Ground.OTHER_GROUNDS, decided_on=DAY)
        assert [each.holder for each in by_holder(found.money)] == ["t1", None]
        assert by_holder(()) == ()


class TestDifferences:
    """What two answers part in, by the names that the answers give."""

    @staticmethod
    def paths(left: object, right: object) -> dict[str, tuple[str | None, str | None]]:
        return {each.path: (each.left, each.right) for each in differences(left, right)}

    @pytest.mark.parametrize("uid", ["u3", "t1", "d0"])
    def test_an_answer_does_not_differ_from_itself(self, uid: str):
        asked = ladder("s02")
        assert differences(asked.credit(uid, DAY), asked.credit(uid, DAY)) == ()

    def test_a_statement_differs_in_its_total_and_in_the_lines_of_who_left(self):
        found = self.paths(*(ladder(name).statement(partner="t1") for name in ("fixture", "s02")))
        assert found["total"] == ("1070000", "890000")
        assert any(path.startswith("lines[directPartner=c1") for path in found)
        assert not any(path.startswith("lines[directPartner=c2") for path in found)

    def test_plans_differ_in_the_links_that_a_reading_keeps(self):
        found = self.paths(
            *(
                ladder("fixture", Q8=option).planned("t1", Ground.PARTNER_EXIT, on="2018-03-20")
                for option in ("END_LINKS", "KEEP_LINKS")
            )
        )
        assert any("u1" in path for path in found)
        assert not any("u3" in path for path in found)

    def test_exposures_and_surviving_debts_differ_by_role_and_by_obligation(self):
        text = f"{FIXTURE}u3 owes 9.00 since 2018-03-10 for act as o\n"
        one, other = told(text), told(text, Q11="ALWAYS_JOINT")
        found = self.paths(one.exposed("t1"), other.exposed("t1"))
        assert found["parties[party=t1].byRole[JOINT].amount"] == (None, "900")
        plans = [
            asked.planned("c1", Ground.OTHER_GROUNDS, decided_on=DAY) for asked in (one, other)
        ]
        assert any(path.startswith("surviving[obligation=o]") for path in self.paths(*plans))
