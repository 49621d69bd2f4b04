"""What is planned is what holds after it was carried out, and nothing before the day moves."""

import pytest

from graph.changes import End
from graph.rules.detachment import Ground, Plan
from graph.rules.standing import Known
from tests.rules.asked import HIERARCHY, Asked, d, ladder, told, without

DAY = "2018-03-16"
C1 = {"PARTNER c1", "CITY c1", "TIER c1", "LINK u3", "LINK u4", "LINK u5"}


def edges(found: Plan) -> set[str]:
    return {f"{each.edge} {each.account}" for each in found.ended}


def released(asked: Asked, **more: object) -> Plan:
    return asked.planned("c1", Ground.OTHER_GROUNDS, decided_on=DAY, **more)


class TestApplied:
    CUTS = (
        ("c1", Ground.OTHER_GROUNDS, {"decided_on": "2018-03-20"}),
        ("t1", Ground.PARTNER_EXIT, {}),
        ("t1", Ground.PARTNER_EXIT, {"release_city_partners": False}),
        ("t1", Ground.PARTNER_EXIT, {"end_links": False}),
        ("c1", Ground.PARTNER_EXIT, {"release_city_partners": False}),
        ("p3", Ground.PARTNER_EXIT, {}),
        ("u4", Ground.CUSTOMER_REQUEST, {"notice_received_on": "2018-03-01"}),
    )

    @staticmethod
    def answers(asked: Asked, day: str) -> dict[str, tuple]:
        return {
            uid: (
                asked.place(uid, day).above,
                asked.counts(uid, day),
                asked.roles(uid, day),
                asked.state(uid, day).lifecycle,
            )
            for uid in asked.histories
        }

    @pytest.mark.parametrize("automatic", [False, True])
    @pytest.mark.parametrize(("uid", "ground", "said"), CUTS)
    def test_answers_before_the_day_stay_and_those_of_the_day_are_as_planned(
        self, uid: str, ground: Ground, said: dict, automatic: bool
    ):
        asked = ladder("fixture", **({"Q7": "AUTOMATIC"} if automatic else {}))
        found = asked.planned(uid, ground, on="2018-03-20", **said)
        after = asked.done(found)
        assert self.answers(after, "2018-03-19") == self.answers(asked, "2018-03-19")
        before = self.live(asked)
        assert before - self.live(after) == {
            f"{each.edge} {each.account}" for each in found.ended if each.edge != "CITY"
        }
        for each in found.accounts:
            waits = after.state(each.uid, "2018-03-20").lifecycle == "PENDING_CONVERSION"
            assert waits == (each.outcome == "PENDING_CONVERSION")

    @staticmethod
    def live(asked: Asked) -> set[str]:
        """Edges that have effect on the day."""
        known = Known(asked.histories, asked.moment)
        kinds = {"PARTNER": known.standings, "TIER": known.tier_links, "LINK": known.links}
        return {
            f"{kind} {uid}"
            for uid in asked.histories
            for kind, effects in kinds.items()
            if any(d("2018-03-20") in each.interval for each in effects(uid))
        }

    def test_what_was_known_before_the_act_stays_as_it_was(self):
        asked = ladder("fixture")
        after = asked.done(released(asked), "2018-04-12")
        assert after.known("2018-04-11").counts("u3", "2018-03-18") == ("c1", "t1")
        assert after.known("2018-04-12").counts("u3", "2018-03-18") == (None, None)

    def test_an_exit_before_an_agreed_end_is_no_expiry_of_the_agreement(self):
        """Else the tier link would lapse though its release was left for later (R91)."""
        text = without(HIERARCHY, "c1 is")
        text += "c1 is partner from 2018-01-05 to 2018-04-01 ended by expired\n"
        asked = told(text)
        said = {"on": "2018-03-20", "release_city_partners": False, "end_links": False}
        found = asked.planned("c1", Ground.PARTNER_EXIT, **said)
        assert asked.done(found).place("c1", "2018-03-20").tier1 == "t1"
        assert asked.done(found).place("u3", "2018-03-20").above == ("c1", "t1")

    def test_the_changes_are_one_for_each_fact_that_ends(self):
        found = released(ladder("fixture"))
        assert {type(each) for each in found.changes} == {End}
        assert len(found.changes) == 5


class TestHash:
    def test_the_same_question_gives_the_same_hash_and_another_day_another(self):
        asked = ladder("fixture")
        assert released(asked).hash == released(asked).hash
        assert released(asked).hash != released(asked, on="2018-03-17").hash

    def test_s54_whoever_changes_what_would_end_changes_the_hash(self):
        asked = ladder("fixture")
        said = {"notice_received_on": "2018-02-20", "on": "2018-03-10"}
        moved = asked.done(asked.planned("u5", Ground.CUSTOMER_REQUEST, **said))
        assert released(asked).hash != released(moved).hash
        assert edges(released(moved)) == C1 - {"LINK u5"}
