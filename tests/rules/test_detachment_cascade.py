"""What ends with a cut, row by row of the effects matrix (R100–R112, Q7, Q8; S02, S04)."""

import pytest

from graph.changes import Retract
from graph.rules.detachment import Ground, Plan
from graph.rules.detachment.cascade import Cascade
from graph.rules.standing import Known
from tests.rules.asked import HIERARCHY, Asked, d, ladder, told, without

DAY = "2018-03-16"
RELEASES = {
    Ground.JOINT_APPLICATION: {"confirmed_on": "2018-03-14", "decided_on": DAY},
    Ground.CITY_APPLICATION: {
        "applied_on": "2018-02-01",
        "no_dispute_confirmed": True,
        "decided_on": DAY,
        "on": DAY,
    },
    Ground.OTHER_GROUNDS: {"decided_on": DAY},
}
C1 = {"PARTNER c1", "CITY c1", "TIER c1", "LINK u3", "LINK u4", "LINK u5"}
C2 = {"PARTNER c2", "CITY c2", "TIER c2", "LINK u6", "LINK u7"}
OWN = {"LINK u1", "LINK u2"}


def edges(found: Plan) -> set[str]:
    return {f"{each.edge} {each.account}" for each in found.ended}


def released(asked: Asked, **more: object) -> Plan:
    return asked.planned("c1", Ground.OTHER_GROUNDS, decided_on=DAY, **more)


def left(asked: Asked, uid: str = "t1", day: str = "2018-03-20", **more: object) -> Plan:
    """The exit of a tier-1 or other partner."""
    return asked.planned(uid, Ground.PARTNER_EXIT, on=day, **more)


class TestRelease:
    """Row 1: C is released from T, on any ground."""

    @pytest.mark.parametrize("ground", RELEASES)
    def test_s02_the_ended_edges_are_these_on_every_ground(self, ground: Ground):
        found = ladder("fixture").planned("c1", ground, **RELEASES[ground])
        assert edges(found) == C1
        assert len(found.ended) == len(C1)
        assert found.on == d(DAY)
        assert found.executable

    def test_each_edge_names_both_ends_and_its_clause(self):
        found = {str(each.edge): each for each in released(ladder("fixture")).ended}
        towards = {edge: (each.account, each.towards, each.clause) for edge, each in found.items()}
        assert towards["PARTNER"] == ("c1", "aliyun", "CA 2.3.2②")
        assert towards["CITY"] == ("c1", "t1", "CA 2.3.2②")
        assert towards["TIER"] == ("c1", "t1", "CA 2.3.1")
        assert towards["LINK"][1:] == ("c1", "CA 2.3.2②")

    def test_accounts_become_ordinary_or_wait_by_the_type_of_their_link(self):
        found = {each.uid: str(each.outcome) for each in released(ladder("fixture")).accounts}
        assert found == {
            "u3": "ORDINARY_CUSTOMER",
            "u4": "PENDING_CONVERSION",
            "u5": "ORDINARY_CUSTOMER",
        }

    def test_the_tier_1_keeps_standing_and_customers_and_loses_the_cash_from_the_day(self):
        asked = ladder("fixture")
        after = asked.done(released(asked))
        assert after.counts("u1", "2018-03-16") == ("t1", "t1")
        assert after.counts("c2", "2018-03-16") == ("c2", "t1")
        assert after.counts("u3", "2018-03-15") == ("c1", "t1")
        assert after.counts("u3", "2018-03-16") == (None, None)
        assert after.statement(partner="t1").total == 8900_00

    def test_neither_other_city_partners_nor_the_tier_1s_own_customers_end(self):
        assert not edges(released(ladder("fixture"))) & (C2 | OWN)

    def test_q8_cannot_keep_the_links_of_a_city_partner(self):
        """CA 2.3.2② is mandatory, whatever is decided on others."""
        assert edges(released(ladder("fixture", Q8="KEEP_LINKS"), end_links=False)) == C1

    def test_a_city_partner_that_lost_its_standing_already_loses_the_rest(self):
        text = without(HIERARCHY, "c1 is") + "c1 is partner from 2018-01-05 to 2018-03-10\n"
        found = told(text).planned("c1", Ground.STANDING_LOST, on=DAY, decided_on=DAY)
        assert edges(found) == C1 - {"PARTNER c1"}

    def test_links_that_were_to_begin_later_never_do(self):
        asked = told(f"{HIERARCHY}u11 under c1 as agency from 2018-04-01\n")
        found = released(asked)
        (later,) = [each for each in found.ended if each.account == "u11"]
        assert later.cancelled
        assert any(isinstance(each, Retract) and each.fact is later.fact for each in found.changes)
        assert "u11" not in {each.uid for each in found.accounts}
        assert asked.done(found).counts("u11", "2018-04-01") == (None, None)

    def test_links_of_a_new_entry_under_another_tier_1_stay(self):
        """R116."""
        text = """c1 is partner from 2018-06-01
        c1 under t2 as city from 2018-06-01
        u11 under c1 as agency from 2018-06-01
        """
        asked = told(without(HIERARCHY, "c1 is") + "c1 is partner from 2018-01-05 to 2018-05-01\n")
        asked = told(
            without(HIERARCHY, "c1 ")
            + "c1 is partner from 2018-01-05 to 2018-05-01\n"
            + "c1 under t1 as city from 2018-01-05 to 2018-05-01\n"
            + text
        )
        found = released(asked)
        assert edges(found) == C1
        after = asked.done(found)
        assert after.counts("u11", "2018-06-01") == ("c1", "t2")
        assert after.counts("u11", "2018-05-31") == (None, None)

    def test_ended_links_of_former_customers_stay_as_they_ended(self):
        asked = told(f"{HIERARCHY}u11 under c1 as agency from 2018-01-10 to 2018-02-01\n")
        assert "LINK u11" not in edges(released(asked))


class TestExit:
    """Row 2: T loses its standing."""

    def test_s04_everything_goes_the_same_day(self):
        found = left(ladder("fixture"))
        assert edges(found) == C1 | C2 | OWN | {"PARTNER t1"}
        assert len(found.ended) == 14
        kinds = [str(each.edge) for each in found.ended]
        counted = [kinds.count(kind) for kind in ("PARTNER", "CITY", "TIER", "LINK")]
        assert counted == [3, 2, 2, 7]

    def test_s04d_account_results(self):
        found = {each.uid: str(each.outcome) for each in left(ladder("fixture")).accounts}
        waiting = {uid for uid, outcome in found.items() if outcome == "PENDING_CONVERSION"}
        assert waiting == {"u2", "u4", "u7"}
        assert set(found) - waiting == {"u1", "u3", "u5", "u6"}

    def test_city_partners_left_for_later_have_no_fee_holder_until_their_release(self):
        asked = ladder("fixture")
        found = left(asked, release_city_partners=False)
        assert edges(found) == OWN | {"PARTNER t1"}
        credit = asked.done(found).credit("u3", "2018-03-20")
        assert (str(credit.status), credit.direct) == ("NO_FEE_HOLDER", "c1")

    def test_read_as_automatic_city_partners_cannot_be_left(self):
        """Q7: what the plan shows is what follows."""
        asked = ladder("fixture", Q7="AUTOMATIC")
        found = left(asked, release_city_partners=False)
        assert edges(found) == C1 | C2 | OWN | {"PARTNER t1"}
        assert {each.uid for each in found.accounts} == {"u1", "u2", "u3", "u4", "u5", "u6", "u7"}

    @pytest.mark.parametrize("kept", [{"end_links": False}, {"Q8": "KEEP_LINKS"}])
    def test_the_tier_1s_own_links_may_be_kept_and_attribute_nothing(self, kept: dict):
        """Q8, MR 7.3.3: a right of Aliyun's, for a tier-1 and an ordinary partner."""
        readings = {"Q8": kept["Q8"]} if "Q8" in kept else {}
        asked = ladder("fixture", **readings)
        found = left(asked, **({} if readings else kept))
        assert edges(found) == C1 | C2 | {"PARTNER t1"}
        after = asked.done(found)
        assert after.place("u1", "2018-03-20").above == ("t1",)
        assert after.counts("u1", "2018-03-20") == (None, None)
        assert after.counts("u1", "2018-03-19") == ("t1", "t1")

    @pytest.mark.parametrize(
        ("start", "ended"), [("2018-03-19", False), ("2018-03-20", True), ("2018-04-01", True)]
    )
    def test_of_links_that_are_kept_those_that_were_to_begin_never_do(
        self, start: str, ended: bool
    ):
        """I4, FA 3.4.1.2: they have no partner to begin with."""
        asked = told(f"{HIERARCHY}u11 under t1 as agency from {start}\n")
        found = left(asked, end_links=False)
        later = [each for each in found.ended if each.account == "u11"]
        assert [(each.cancelled, each.clause) for each in later] == [(True, "FA 3.4.1.2")] * ended

    def test_an_ordinary_partner_takes_its_customers_alone(self):
        assert edges(left(ladder("fixture"), "p3")) == {"PARTNER p3", "LINK u9"}

    def test_a_city_partner_that_leaves_is_released(self):
        """Row 4: its FA ends, and its CA with it."""
        assert edges(left(ladder("fixture"), "c1")) == C1

    def test_a_city_partner_may_lose_standing_and_wait_for_its_release(self):
        asked = ladder("fixture")
        found = left(asked, "c1", release_city_partners=False, end_links=False)
        assert edges(found) == {"PARTNER c1"}
        after = asked.done(found)
        assert after.place("c1", "2018-03-20").tier1 == "t1"
        assert str(after.credit("u3", "2018-03-20").status) == "UNATTRIBUTED"

    def test_a_city_partner_whose_link_begins_that_day_never_becomes_one(self):
        text = "c9 is partner from 2018-01-05\nc9 under t1 as city from 2018-03-20\n"
        asked = told(HIERARCHY + text)
        found = left(asked)
        assert {each.edge for each in found.ended if each.cancelled} == {"TIER", "CITY"}
        assert asked.done(found).place("c9", "2018-03-20").tier1 is None


class TestCustomer:
    """Row 3: a customer leaves C."""

    @pytest.mark.parametrize(
        ("uid", "outcome"), [("u5", "ORDINARY_CUSTOMER"), ("u4", "PENDING_CONVERSION")]
    )
    def test_its_link_alone_ends(self, uid: str, outcome: str):
        asked = ladder("fixture")
        found = asked.planned(
            uid, Ground.CUSTOMER_REQUEST, notice_received_on="2018-02-13", on="2018-03-01"
        )
        assert edges(found) == {f"LINK {uid}"}
        assert [(each.uid, str(each.outcome)) for each in found.accounts] == [(uid, outcome)]
        assert found.ended[0].clause == "FA 4.3.2"
        after = asked.done(found)
        assert after.counts(uid, "2018-02-28") == ("c1", "t1")
        assert after.counts(uid, "2018-03-01") == (None, None)
        assert after.counts("u3", "2018-03-01") == ("c1", "t1")
        assert after.place("c1", "2018-03-01").tier1 == "t1"

    def test_one_that_has_signed_with_aliyun_by_then_is_ordinary(self):
        asked = told(f"{HIERARCHY}u4 converted from 2018-03-01\n")
        said = {"notice_received_on": "2018-02-13", "on": "2018-03-01"}
        found = asked.planned("u4", Ground.CUSTOMER_REQUEST, **said)
        assert [str(each.outcome) for each in found.accounts] == ["ORDINARY_CUSTOMER"]


def test_a_cut_of_what_is_not_there_ends_nothing():
    """The plan refuses it first; the cascade itself finds nothing to end."""
    asked = ladder("fixture")
    empty = Cascade(Known(asked.histories, asked.moment), d(DAY))
    assert empty.changes == ()
    assert empty.traces == []
