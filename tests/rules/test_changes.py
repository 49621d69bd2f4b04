"""What a write may do, as values: nothing is deleted and nothing overwritten (I8)."""

import pytest
from msgspec.structs import replace

from graph.changes import Change, End, Record, Retract, Supersede, apply, upward, versions
from graph.model import AccountHistory, Fact, Link, Payment, Uid
from tests.rules.asked import HIERARCHY, Asked, at, d, told

NOW = at("2018-04-12")
ASKED = told(HIERARCHY + "u3 frozen from 2018-03-01\nu3 paid 1.00 at 2018-03-02T12:00:00\n")


def history(uid: str, asked: Asked = ASKED) -> AccountHistory:
    return asked.histories[Uid(uid)]


def link() -> Link:
    return history("u3").links[0]


def both(change: Change) -> tuple[Fact, Fact]:
    """The version closed and the one opened."""
    closed, opened = versions(change, NOW, 7)
    assert closed is not None
    assert opened is not None
    return closed, opened


class TestVersions:
    def test_a_record_opens_one_as_recorded_now(self):
        closed, opened = versions(
            Record(replace(link(), superseded_at=NOW, superseded_in=3)), NOW, 7
        )
        assert closed is None
        assert opened == replace(link(), recorded_at=NOW, recorded_in=7)

    def test_an_end_closes_the_open_version_and_opens_an_ended_one(self):
        closed, opened = both(End(link(), d("2018-03-16"), "CA 2.3.2②"))
        assert closed == replace(link(), superseded_at=NOW, superseded_in=7)
        assert isinstance(opened, Link)
        assert (opened.valid_to, opened.version) == (d("2018-03-16"), 2)
        assert (opened.recorded_at, opened.recorded_in) == (NOW, 7)
        assert opened.key == "link:u3:c1:2018-01-10@2"
        assert opened.interval.end == d("2018-03-16")

    def test_a_standing_that_ends_earlier_ends_no_more_for_the_cause_it_was_to_end_for(self):
        standing = replace(
            history("c1").standings[0], valid_to=d("2018-04-01"), end_cause="EXPIRED"
        )
        closed, opened = both(End(standing, d("2018-03-16")))
        assert getattr(closed, "end_cause", "") == "EXPIRED"
        assert getattr(opened, "end_cause", "") is None
        assert getattr(opened, "valid_to", None) == d("2018-03-16")

    def test_a_correction_closes_the_old_and_opens_the_new_as_the_next_version(self):
        new = replace(link(), valid_from=d("2018-01-11"))
        closed, opened = both(Supersede(link(), new))
        assert closed == replace(link(), superseded_at=NOW, superseded_in=7)
        assert opened == replace(new, version=2, recorded_at=NOW, recorded_in=7)

    def test_what_is_taken_back_is_closed_and_nothing_opened(self):
        closed, opened = versions(Retract(link(), "recorded in error"), NOW, 7)
        assert closed == replace(link(), superseded_at=NOW, superseded_in=7)
        assert opened is None

    def test_without_a_revision_it_is_in_no_store_yet(self):
        _, opened = versions(Record(link()), NOW)
        assert opened is not None
        assert opened.recorded_in == 0


class TestApply:
    def test_the_world_after_an_end_is_known_from_then_on(self):
        after = apply(ASKED.histories, [End(link(), d("2018-03-16"))], NOW)
        rows = after[Uid("u3")].links
        assert [row.valid_to for row in rows] == [None, d("2018-03-16")]
        moment = replace(ASKED.moment, known_at=at("2018-04-11T23:59:59"))
        assert [row.valid_to for row in moment.known(rows)] == [None]
        moment = replace(ASKED.moment, known_at=NOW)
        assert [row.valid_to for row in moment.known(rows)] == [d("2018-03-16")]

    def test_the_histories_given_are_left_as_they_were(self):
        apply(ASKED.histories, [Retract(link())], NOW)
        assert history("u3").links == (link(),)

    def test_each_kind_of_fact_is_placed_in_the_history_of_its_account(self):
        rows = {
            "standings": ("c1", history("c1").standings[0]),
            "tier_links": ("c1", history("c1").tier_links[0]),
            "links": ("u3", link()),
            "conditions": ("u3", history("u3").conditions[0]),
        }
        for field, (uid, fact) in rows.items():
            assert upward(fact) == (uid, field)
            after = apply(ASKED.histories, [Retract(fact)], NOW)
            (row,) = getattr(after[Uid(uid)], field)
            assert row.superseded_at == NOW

    def test_a_new_fact_stands_beside_those_that_are_there(self):
        new = replace(link(), id="another", account=Uid("u5"))
        after = apply(ASKED.histories, [Record(new)], NOW)
        assert [row.id for row in after[Uid("u5")].links] == ["link:u5:c1:2018-02-01", "another"]

    def test_what_is_no_part_of_a_history_changes_none(self):
        payment = ASKED.world.payments[0]
        assert isinstance(payment, Payment)
        assert apply(ASKED.histories, [Record(payment)], NOW) == ASKED.histories

    def test_a_change_of_an_account_that_is_not_at_hand_is_an_error(self):
        with pytest.raises(KeyError):
            apply({}, [Retract(link())], NOW)

    def test_changes_follow_one_another(self):
        ended = replace(link(), version=2, valid_to=d("2018-03-16"), recorded_at=NOW)
        changes = [End(link(), d("2018-03-16")), Retract(ended)]
        after = apply(ASKED.histories, changes, NOW)[Uid("u3")].links
        assert [(row.version, row.superseded_at) for row in after] == [(1, NOW), (2, NOW)]
