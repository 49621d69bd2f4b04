"""A cut before facts that are recorded already: renewals fall with it, new entries stand (R116)."""

from graph.rules.detachment import Edge, Ground, Plan
from tests.rules.asked import HIERARCHY, Asked, d, told, without

DAY = "2018-03-16"
C1 = {"PARTNER c1", "CITY c1", "TIER c1", "LINK u3", "LINK u4", "LINK u5"}
STAY = "c1 under t1 as city from 2018-01-05 to 2018-05-01\n"
TERM = "c1 is partner from 2018-01-05 to 2018-04-01 ended by expired\n"
RENEWED = f"{TERM}c1 is partner from 2018-04-01\n"


def ended(found: Plan) -> set[str]:
    """Edges that end; `never` stands before those that would only begin later."""
    return {
        f"{'never ' if each.cancelled else ''}{each.edge} {each.account}" for each in found.ended
    }


def released(asked: Asked, on: str = DAY) -> Plan:
    return asked.planned("c1", Ground.OTHER_GROUNDS, decided_on=on)


def left(asked: Asked, uid: str = "t1") -> Plan:
    return asked.planned(uid, Ground.PARTNER_EXIT, on=DAY, decided_on=DAY)


class TestNewEntry:
    """R11, R116: who enters anew later does so by itself, whenever it was released before."""

    TEXT = (
        without(HIERARCHY, "c1 under")
        + STAY
        + """c1 under t2 as city from 2018-06-01
        u11 under c1 as agency from 2018-06-01
        """
    )

    def test_it_stands_though_one_row_of_standing_covers_both_stays(self):
        asked = told(self.TEXT)
        found = released(asked)
        assert ended(found) == C1
        after = asked.done(found)
        assert after.counts("c1", "2018-03-15") == ("c1", "t1")
        assert after.counts("c1", DAY) == after.counts("c1", "2018-05-31") == (None, None)
        for uid in ("c1", "u11"):
            assert after.counts(uid, "2018-06-01") == asked.counts(uid, "2018-06-01")
            assert after.roles(uid, "2018-06-01") == asked.roles(uid, "2018-06-01")

    def test_it_stands_too_where_the_tier_1_before_loses_its_standing(self):
        asked = told(self.TEXT)
        after = asked.done(left(asked))
        assert after.counts("c1", DAY) == (None, None)
        assert after.counts("u11", "2018-06-01") == ("c1", "t2")

    def test_a_move_without_a_gap_is_one(self):
        asked = told(self.TEXT.replace("2018-06-01", "2018-05-01"))
        found = released(asked)
        assert ended(found) == C1
        assert asked.done(found).counts("u11", "2018-05-01") == ("c1", "t2")
        assert asked.done(found).counts("c1", "2018-04-30") == (None, None)

    def test_a_release_from_the_second_stay_leaves_the_first(self):
        asked = told(self.TEXT)
        found = released(asked, "2018-06-10")
        assert ended(found) == {"PARTNER c1", "CITY c1", "TIER c1", "LINK u11"}
        assert asked.done(found).counts("c1", "2018-04-30") == ("c1", "t1")
        assert asked.done(found).counts("c1", "2018-06-10") == (None, None)

    def test_standing_given_again_after_a_gap_is_one(self):
        text = without(HIERARCHY, "c1 is") + f"{TERM}c1 is partner from 2018-05-02\n"
        found = released(told(text))
        assert ended(found) == C1

    def test_an_exit_ends_the_row_that_would_carry_a_later_entry(self):
        """Nothing but the row says that the standing was lost: there is no tier link to end."""
        text = without(HIERARCHY, "c1 under") + "c1 under t1 as city from 2018-06-01\n"
        asked = told(text)
        found = left(asked, "c1")
        assert "PARTNER c1" in ended(found)
        assert asked.done(found).counts("c1", DAY) == (None, None)


class TestRenewal:
    """R04, R81: what only carries on falls with what it carries on."""

    def test_a_tier_link_that_goes_on_under_the_same_tier_1_never_begins(self):
        asked = told(
            without(HIERARCHY, "c1 under") + STAY + "c1 under t1 as city from 2018-05-01\n"
        )
        for found in (released(asked), left(asked)):
            assert ended(found) >= C1 | {"never TIER c1"}
            assert len(found.ended) == len({(each.edge, each.fact.key) for each in found.ended})
            after = asked.done(found)
            assert after.place("c1", "2018-05-01").tier1 is None
            assert after.counts("c1", "2018-05-01") == (None, None)

    def test_a_renewed_agreement_of_the_city_partner_never_begins(self):
        text = without(HIERARCHY, "c1 is") + RENEWED
        asked = told(text + "u11 under c1 as agency from 2018-04-10\n")
        found = released(asked)
        assert ended(found) == C1 | {"never PARTNER c1", "never LINK u11"}
        after = asked.done(found)
        for uid in ("c1", "u11"):
            assert asked.counts(uid, "2018-04-10") == ("c1", "t1")
            assert after.counts(uid, "2018-04-10") == (None, None)

    def test_a_renewed_agreement_of_the_tier_1_never_begins(self):
        text = without(HIERARCHY, "t1 is") + "t1 is partner from 2017-04-01 to 2018-04-01\n"
        asked = told(f"{text}t1 is partner from 2018-04-01\n")
        found = left(asked)
        assert {"PARTNER t1", "never PARTNER t1"} <= ended(found)
        assert asked.done(found).counts("t1", "2018-04-01") == (None, None)

    def test_standing_that_begins_on_the_day_of_a_later_release_renews_nothing(self):
        text = without(HIERARCHY, "c1 ") + STAY
        text += "c1 is partner from 2018-01-05 to 2018-05-01\nc1 is partner from 2018-05-01\n"
        asked = told(text)
        found = released(asked)
        assert ended(found) == C1
        assert asked.done(found).counts("c1", "2018-05-01") == ("c1", "c1")


def test_a_city_partner_that_would_enter_on_the_day_of_the_exit_keeps_its_own_standing():
    text = (
        "t is partner from 2018-01-01\nc is partner from 2018-02-01\n"
        "c under t as city from 2018-03-01\n"
    )
    found = told(text).planned("t", Ground.PARTNER_EXIT, on=d("2018-03-01"))
    assert [(each.edge, each.account, each.cancelled) for each in found.ended] == [
        (Edge.PARTNER, "t", False),
        (Edge.CITY, "c", True),
        (Edge.TIER, "c", True),
    ]


def test_a_partner_that_leaves_on_the_day_of_its_entry_under_a_tier_1_loses_both():
    text = (
        "t is partner from 2018-01-01\nc is partner from 2018-02-01\n"
        "c under t as city from 2018-03-01\n"
    )
    found = told(text).planned("c", Ground.PARTNER_EXIT, on=d("2018-03-01"))
    assert [(each.edge, each.account, each.cancelled) for each in found.ended] == [
        (Edge.PARTNER, "c", False),
        (Edge.CITY, "c", True),
        (Edge.TIER, "c", True),
    ]
