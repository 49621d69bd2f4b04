"""What holds on a day: standings, tier links and links, cut short by a release (R91, R106, Q7)."""

from datetime import date

import pytest

from graph.model import Interval, Uid
from graph.rules.standing import Known, Release, cut_trace, fallen, first_gap, on
from tests.rules.asked import HIERARCHY, Asked, d, told, without

PAIR = """
t1 is partner from 2017-04-01
c1 is partner from 2018-01-05
"""
OPEN = f"{PAIR}c1 under t1 as city from 2018-01-05\nu3 under c1 as agency from 2018-01-10\n"
RELEASED = OPEN.replace("as city from 2018-01-05", "as city from 2018-01-05 to 2018-03-16")


def known(asked: Asked) -> Known:
    return Known(asked.histories, asked.moment)


def spans(effects: tuple) -> list[tuple[str, str | None]]:
    """First day and first day outside of each effect."""
    ends = [each.interval.end for each in effects]
    starts = [str(each.interval.start) for each in effects]
    return [(start, end and str(end)) for start, end in zip(starts, ends, strict=True)]


def standings(text: str, uid: str = "c1", **readings: str) -> list[tuple[str, str | None]]:
    return spans(known(told(text, **readings)).standings(Uid(uid)))


def tiers(text: str, uid: str = "c1", **readings: str) -> list[tuple[str, str | None]]:
    return spans(known(told(text, **readings)).tier_links(Uid(uid)))


def links(text: str, uid: str = "u3", **readings: str) -> list[tuple[str, str | None]]:
    return spans(known(told(text, **readings)).links(Uid(uid)))


def releases(text: str, uid: str = "c1", **readings: str) -> list[str]:
    return [str(each.day) for each in known(told(text, **readings)).releases(Uid(uid))]


class TestRelease:
    def test_what_is_recorded_holds_as_recorded_while_nothing_is_released(self):
        assert standings(OPEN) == [("2018-01-05", None)]
        assert tiers(OPEN) == [("2018-01-05", None)]
        assert links(OPEN) == [("2018-01-10", None)]
        assert releases(OPEN) == []

    def test_a_release_takes_standing_and_customers_though_their_rows_were_left_open(self):
        assert standings(RELEASED) == [("2018-01-05", "2018-03-16")]
        assert links(RELEASED) == [("2018-01-10", "2018-03-16")]
        assert releases(RELEASED) == ["2018-03-16"]

    @pytest.mark.parametrize(
        ("day", "holds"), [("2018-03-15", True), ("2018-03-16", False), ("2018-03-17", False)]
    )
    def test_the_day_of_release_is_already_outside(self, day: str, holds: bool):
        seen = known(told(RELEASED))
        kinds = (seen.standings(Uid("c1")), seen.tier_links(Uid("c1")), seen.links(Uid("u3")))
        assert [on(each, d(day)) is not None for each in kinds] == [holds] * 3

    def test_the_effect_that_a_release_cut_names_the_tier_link(self):
        seen = known(told(RELEASED))
        (tier,) = seen.tier_links(Uid("c1"))
        (standing,) = seen.standings(Uid("c1"))
        (link,) = seen.links(Uid("u3"))
        assert standing.cut_by is tier.fact
        assert link.facts == (link.fact, tier.fact)
        assert cut_trace(link).clauses == ("CA 2.3.2②",)
        assert cut_trace(link).rules == ("R106",)
        assert cut_trace(tier).clauses == ()
        assert seen.releases(Uid("c1")) == (Release(d("2018-03-16"), tier.fact),)

    def test_a_customer_that_came_after_the_release_is_not_cut_by_it(self):
        assert links(f"{RELEASED}u5 under c1 as agency from 2018-03-16\n", "u5") == [
            ("2018-03-16", None)
        ]

    def test_a_row_that_ended_before_the_release_keeps_its_end(self):
        text = without(RELEASED, "u3") + "u3 under c1 as agency from 2018-01-10 to 2018-02-01\n"
        assert links(text) == [("2018-01-10", "2018-02-01")]

    def test_a_second_tier_link_to_the_same_tier_1_without_a_gap_is_no_release(self):
        text = f"{RELEASED}c1 under t1 as city from 2018-03-16\n"
        assert releases(text) == []
        assert standings(text) == [("2018-01-05", None)]

    def test_a_move_to_another_tier_1_is_a_release_and_a_new_entry(self):
        """R116: even without a gap the customers do not come along."""
        text = f"{RELEASED}t2 is partner from 2017-04-01\nc1 under t2 as city from 2018-03-16\n"
        assert releases(text) == ["2018-03-16"]
        assert standings(text) == [("2018-01-05", "2018-03-16"), ("2018-03-16", None)]
        assert links(text) == [("2018-01-10", "2018-03-16")]

    def test_an_open_standing_has_effect_again_from_the_next_entry(self):
        text = f"{RELEASED}c1 under t1 as city from 2018-04-01\n"
        assert standings(text) == [("2018-01-05", "2018-03-16"), ("2018-04-01", None)]

    def test_an_entry_by_a_standing_signed_anew_does_not_revive_the_old_one(self):
        """R90: with the new one its effect ends, whatever an old row leaves open."""
        anew = """c1 is partner from 2018-04-28 to 2018-06-01
        t2 is partner from 2017-04-01
        c1 under t2 as city from 2018-05-01
        """
        new = ("2018-04-28", "2018-06-01")
        assert standings(RELEASED + anew) == [("2018-01-05", "2018-03-16"), new]
        later = anew.replace("from 2018-05-01", "from 2018-05-01 to 2018-07-01")
        later += "c1 under t2 as city from 2018-08-01\n"
        assert standings(RELEASED + later)[2:] == [("2018-08-01", None)]

    def test_an_entry_after_the_end_of_the_standing_does_not_revive_it(self):
        text = without(RELEASED, "c1 is") + "c1 is partner from 2018-01-05 to 2018-03-20\n"
        text += "c1 under t1 as city from 2018-04-01\n"
        assert standings(text) == [("2018-01-05", "2018-03-16")]

    def test_a_new_standing_from_the_day_of_release_holds(self):
        text = without(RELEASED, "c1 is") + "c1 is partner from 2018-01-05 to 2018-03-16\n"
        text += "c1 is partner from 2018-03-16\n"
        assert standings(text) == [("2018-01-05", "2018-03-16"), ("2018-03-16", None)]

    def test_a_release_not_yet_known_has_no_effect(self):
        text = RELEASED.replace("to 2018-03-16", "to 2018-03-16 known from 2018-04-12")
        before, after = (told(text, known_at=day) for day in ("2018-04-11", "2018-04-12"))
        assert spans(known(before).links(Uid("u3"))) == [("2018-01-10", None)]
        assert spans(known(after).links(Uid("u3"))) == [("2018-01-10", "2018-03-16")]

    def test_an_account_that_is_not_there_holds_nothing(self):
        seen = known(told(OPEN))
        nobody = Uid("nobody")
        kinds = (seen.standings, seen.tier_links, seen.links, seen.releases)
        assert [each(nobody) for each in kinds] == [()] * 4
        assert seen.history(nobody) is None

    def test_what_has_fallen_is_told_for_an_open_row_only(self):
        seen = known(told(RELEASED))
        assert {fact.id for fact in fallen(seen, Uid("u3"), d("2018-03-16")).facts} == {
            "link:u3:c1:2018-01-10",
            "tier:c1:t1:2018-01-05",
        }
        assert "standing:c1:2018-01-05" in {
            fact.id for fact in fallen(seen, Uid("c1"), d("2018-03-16")).facts
        }
        assert fallen(seen, Uid("u3"), d("2018-01-09")).facts == ()
        assert fallen(known(told(OPEN)), Uid("u3"), d("2018-03-16")).facts == ()


class TestLapse:
    """CA lapses with the framework agreement of the city partner (R91, CA 3.3, S17)."""

    EXPIRED = without(OPEN, "c1 is") + "c1 is partner from 2018-01-05 to 2018-04-01 ended by {}\n"

    def test_an_expired_agreement_takes_the_tier_link_and_the_customers(self):
        text = self.EXPIRED.format("expired")
        assert tiers(text) == [("2018-01-05", "2018-04-01")]
        assert links(text) == [("2018-01-10", "2018-04-01")]
        assert releases(text) == ["2018-04-01"]

    def test_another_end_of_standing_leaves_the_tier_link_until_a_decision(self):
        text = self.EXPIRED.format("expelled")
        assert tiers(text) == [("2018-01-05", None)]
        assert links(text) == [("2018-01-10", None)]

    def test_a_renewed_agreement_lapses_not(self):
        text = self.EXPIRED.format("expired") + "c1 is partner from 2018-04-01\n"
        assert tiers(text) == [("2018-01-05", None)]

    def test_an_agreement_that_ran_out_before_the_tier_link_does_not_matter(self):
        text = f"{OPEN}c1 is partner from 2017-01-01 to 2017-06-01 ended by expired\n"
        assert tiers(text) == [("2018-01-05", None)]

    def test_the_expired_agreement_of_the_tier_1_lets_nothing_lapse(self):
        text = (
            without(OPEN, "t1") + "t1 is partner from 2017-04-01 to 2018-04-01 ended by expired\n"
        )
        assert tiers(text) == [("2018-01-05", None)]

    def test_the_earlier_of_lapse_and_release_ends_the_tier_link(self):
        text = self.EXPIRED.format("expired")
        for end in ("2018-03-16", "2018-05-01"):
            early = text.replace("as city from 2018-01-05", f"as city from 2018-01-05 to {end}")
            assert tiers(early) == [("2018-01-05", min(end, "2018-04-01"))]


class TestAutomatic:
    """Q7 = AUTOMATIC: the release follows from the loss of standing itself."""

    LOST = without(OPEN, "t1") + "t1 is partner from 2017-04-01 to 2018-03-20 ended by expelled\n"

    def test_by_default_the_tier_link_outlives_the_standing_of_the_tier_1(self):
        assert tiers(self.LOST) == [("2018-01-05", None)]
        assert standings(self.LOST) == [("2018-01-05", None)]

    def test_read_as_automatic_the_loss_releases_the_city_partner(self):
        assert tiers(self.LOST, Q7="AUTOMATIC") == [("2018-01-05", "2018-03-20")]
        assert standings(self.LOST, Q7="AUTOMATIC") == [("2018-01-05", "2018-03-20")]
        assert links(self.LOST, Q7="AUTOMATIC") == [("2018-01-10", "2018-03-20")]
        (tier,) = known(told(self.LOST, Q7="AUTOMATIC")).tier_links(Uid("c1"))
        assert tier.cut_by is not None
        assert tier.cut_by.id == "standing:t1:2017-04-01"

    def test_the_loss_of_the_city_partner_itself_releases_it_too(self):
        text = without(OPEN, "c1 is") + "c1 is partner from 2018-01-05 to 2018-03-18\n"
        assert tiers(text, Q7="AUTOMATIC") == [("2018-01-05", "2018-03-18")]

    def test_nothing_changes_while_both_have_standing(self):
        assert tiers(OPEN, Q7="AUTOMATIC") == [("2018-01-05", None)]

    def test_a_standing_followed_by_another_without_a_gap_is_no_loss(self):
        assert tiers(f"{self.LOST}t1 is partner from 2018-03-20\n", Q7="AUTOMATIC") == [
            ("2018-01-05", None)
        ]

    def test_a_tier_link_to_one_that_has_no_standing_never_takes_effect_nor_releases(self):
        text = without(OPEN, "t1") + "t1 is partner from 2018-06-01\n"
        assert tiers(text, Q7="AUTOMATIC") == []
        assert releases(text, Q7="AUTOMATIC") == []
        assert standings(text, Q7="AUTOMATIC") == [("2018-01-05", None)]

    def test_a_tier_link_that_never_takes_effect_is_no_new_entry(self):
        text = f"{RELEASED}t2 is partner from 2018-06-01\nc1 under t2 as city from 2018-04-01\n"
        assert standings(text, Q7="AUTOMATIC") == [("2018-01-05", "2018-03-16")]


@pytest.mark.parametrize(
    ("cover", "gap"),
    [
        ([("2018-01-01", None)], None),
        ([("2018-01-01", "2018-02-01"), ("2018-02-01", None)], None),
        ([("2018-01-01", "2018-02-01")], "2018-02-01"),
        ([("2018-01-01", "2018-02-01"), ("2018-02-02", None)], "2018-02-01"),
        ([], "2018-01-05"),
        ([("2018-01-06", None)], "2018-01-05"),
        ([("2018-01-01", "2018-03-01")], None),
    ],
)
def test_the_first_gap_is_the_first_day_that_nothing_covers(cover: list, gap: str | None):
    intervals = [Interval(d(start), end and d(end)) for start, end in cover]
    end = d("2018-03-01") if cover == [("2018-01-01", "2018-03-01")] else None
    assert first_gap(Interval(d("2018-01-05"), end), intervals) == (gap and d(gap))


def test_effects_are_told_in_the_order_in_which_they_begin():
    second = "u3 under t2 as agency from 2018-02-01\n"
    first = "u3 under t1 as agency from 2017-05-01 to 2018-01-01\n"
    assert links(f"{PAIR}t2 is partner from 2017-04-01\n{second}{first}") == [
        ("2017-05-01", "2018-01-01"),
        ("2018-02-01", None),
    ]


def test_at_most_one_link_and_one_standing_hold_on_any_day_of_the_example():
    seen = known(told(HIERARCHY))
    for uid in seen.histories:
        for kind in (seen.standings(uid), seen.tier_links(uid), seen.links(uid)):
            assert len([each for each in kind if date(2018, 3, 1) in each.interval]) <= 1
