"""When a loss of standing lets a tier link be cut (R102, CA 2.3.1③, Q7)."""

import pytest

from graph.rules.detachment import Ground
from graph.rules.refusal import Code
from tests.rules.asked import HIERARCHY, d, ladder, told, without
from tests.rules.test_detachment_timing import unmet


class TestLost:
    """R102: the release may follow from the day on which either lost its standing."""

    T1 = without(HIERARCHY, "t1 is") + "t1 is partner from 2017-04-01 to 2018-03-10\n"
    BOTH = without(T1, "c1 is") + "c1 is partner from 2018-01-05 to 2018-03-18\n"

    def test_it_takes_effect_with_the_loss_unless_another_day_is_decided(self):
        found = told(self.T1).planned("c1", Ground.STANDING_LOST, decided_on="2018-03-15")
        assert (found.on, unmet(found)) == (d("2018-03-10"), [])
        said = {"decided_on": "2018-03-15", "on": "2018-03-15"}
        assert told(self.T1).planned("c1", Ground.STANDING_LOST, **said).on == d("2018-03-15")

    @pytest.mark.parametrize(
        ("on", "codes"), [("2018-03-09", [Code.TOO_EARLY]), ("2018-03-10", [])]
    )
    def test_not_before_the_first_of_both_lost_it(self, on: str, codes: list):
        said = {"decided_on": "2018-03-10", "on": on}
        for text in (self.T1, self.BOTH):
            found = told(text).planned("c1", Ground.STANDING_LOST, **said)
            assert (unmet(found), found.earliest) == (codes, d("2018-03-10"))

    def test_the_city_partners_own_loss_will_do(self):
        text = without(HIERARCHY, "c1 is") + "c1 is partner from 2018-01-05 to 2018-03-18\n"
        said = {"decided_on": "2018-03-18"}
        assert told(text).planned("c1", Ground.STANDING_LOST, **said).on == d("2018-03-18")

    def test_while_both_have_standing_the_ground_does_not_fit(self):
        found = ladder("fixture").planned("c1", Ground.STANDING_LOST, decided_on="2018-03-15")
        assert unmet(found) == [Code.GROUND_MISMATCH]

    def test_a_loss_under_an_earlier_tier_1_is_no_ground_now(self):
        old = """c1 is partner from 2017-06-01 to 2017-12-01
        c1 under t3 as city from 2017-06-01 to 2017-12-01
        t3 is partner from 2017-04-01 to 2017-10-01
        """
        asked = told(HIERARCHY + old)
        found = asked.planned("c1", Ground.STANDING_LOST, decided_on="2018-03-15")
        assert unmet(found) == [Code.GROUND_MISMATCH]

    @pytest.mark.parametrize("on", [None, "2018-04-01"])
    def test_a_loss_that_is_over_is_no_ground_any_more(self, on: str | None):
        again = self.T1 + "t1 is partner from 2018-03-20\n"
        said = {"decided_on": "2018-03-30"} | ({"on": on} if on else {})
        found = told(again, "2018-04-01").planned("c1", Ground.STANDING_LOST, **said)
        assert Code.GROUND_MISMATCH in unmet(found)
        during = told(again, "2018-04-01").planned(
            "c1", Ground.STANDING_LOST, decided_on="2018-03-15", on="2018-03-19"
        )
        assert (unmet(during), during.earliest) == ([], d("2018-03-10"))

    def test_a_loss_that_is_to_come_is_a_ground_from_its_day_on(self):
        gone = self.T1.replace("2018-03-10", "2018-06-01")
        found = told(gone, "2018-04-01").planned(
            "c1", Ground.STANDING_LOST, decided_on="2018-03-15"
        )
        assert (unmet(found), found.on) == ([], d("2018-06-01"))

    def test_read_as_automatic_there_is_nothing_left_to_cut(self):
        asked = told(self.T1, Q7="AUTOMATIC")
        said = {"decided_on": "2018-03-15", "on": "2018-03-15"}
        assert asked.refused("c1", Ground.STANDING_LOST, **said).code is Code.NOT_A_CITY_PARTNER
