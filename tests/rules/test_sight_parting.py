"""The end of a link, told to whom the account belonged until then (FA 3.4.2.4, CA 2.1.3)."""

from datetime import datetime
from typing import Any

from msgspec.structs import replace

from graph.model import Uid
from graph.rules import sight
from tests.rules.looking import BRANCH, Look, days

OPEN = BRANCH.replace("to 2018-02-10\n", "\n").replace("birch under west", "cedar under west")
BEFORE = datetime.fromisoformat("2018-03-01T00:00:00+08:00")


def link(text: str, uid: str) -> Any:
    return next(each for each in Look(text).world.links if each.account == uid)


def parted(text: str, root: str, uid: str, end: str | None, **given: Any) -> Any:
    """What is told when a link is ended that stands open in a text."""
    before = link(text, uid)
    end_day = end and days(end)
    after = replace(before, version=2, valid_to=end_day, recorded_by="other", source="letter")
    return sight.parted(Look(text, root, **given).sight, before, after)


def test_whoever_had_the_account_is_told_the_end_and_not_by_whom():
    before, after = parted(OPEN, "east", "birch", "2018-04-01")
    assert (before.valid_to, after.valid_to) == (None, days("2018-04-01"))
    assert (after.recorded_by, after.source) == ("", "")


def test_nobody_else_is_told():
    assert parted(OPEN, "west", "birch", "2018-04-01") is None
    assert parted(OPEN, "acme", "birch", "2018-04-01") is None


def test_a_version_without_an_end_ends_no_days():
    assert parted(OPEN, "east", "birch", None) is None


def test_an_end_on_the_day_on_which_the_days_were_over_is_no_news():
    """East had lost harbor by 16 March: that acme left it on that day is not east's to know."""
    assert parted(BRANCH, "east", "acme", "2018-03-16") is None
    before, after = parted(BRANCH, "east", "acme", "2018-03-15")
    assert (before.valid_to, after.valid_to) == (None, days("2018-03-15"))


def test_a_version_that_was_not_known_then_is_not_told_as_what_stood_before():
    late = OPEN.replace("resale from 2018-01-10", "resale from 2018-01-10 known from 2018-05-01")
    assert parted(late, "east", "birch", "2018-04-01", known_at=BEFORE) is None


def test_other_facts_and_new_ones_are_no_ends():
    look, one = Look(OPEN, "east"), link(OPEN, "birch")
    (standing, *_) = look.world.standings
    assert sight.parted(look.sight, None, one) is None
    assert sight.parted(look.sight, one, None) is None
    assert sight.parted(look.sight, standing, standing) is None


def test_what_was_seen_before_a_revision_is_what_was_known_then():
    look = Look(OPEN, "east")
    assert look.sight.below(Uid("birch"))
    assert not look.sight.before(look.world.links[0].recorded_in).below(Uid("birch"))
