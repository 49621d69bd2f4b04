"""What is printed is read back as the same world."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from graph.ladder import LadderError, canonical, parse, print_world
from graph.ladder.naming import facts_of, world_of
from graph.model import Interval, Moment, Readings, World
from tests.rough_worlds import rough_worlds
from tests.worlds import FIRST, worlds


@given(worlds())
def test_a_world_is_read_back_as_it_was_printed(world: World) -> None:
    assert canonical(parse(print_world(world))) == world


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(rough_worlds())
def test_a_world_of_any_names_dates_and_versions_is_read_back_as_it_was_printed(
    world: World,
) -> None:
    assert canonical(parse(print_world(world))) == world


@given(worlds(), st.randoms(use_true_random=False))
def test_printing_does_not_depend_on_the_order_of_facts_or_on_a_store(world: World, random) -> None:
    shuffled = [replace(fact, recorded_in=7, superseded_in=9) for fact in facts_of(world)]
    random.shuffle(shuffled)
    text = print_world(world)
    assert print_world(world_of(shuffled)) == text
    assert print_world(parse(text)) == text


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(rough_worlds())
def test_printing_what_was_read_changes_nothing(world: World) -> None:
    text = print_world(world)
    assert print_world(parse(text)) == text


@given(worlds(), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from([" ", "  ", "\t", " \t "]))
def test_line_ends_spaces_comments_and_a_byte_order_mark_change_nothing(
    world: World, end: str, space: str
) -> None:
    printed = print_world(world).replace(" ", space).split("\n")
    text = "\ufeff" + end.join(f"{space}{line}{space}# said so{end}#" for line in printed)
    assert canonical(parse(text)) == canonical(parse(print_world(world)))


@given(worlds())
def test_random_worlds_obey_the_invariants_of_links_at_every_moment(world: World) -> None:
    for moment in {fact.recorded_at for fact in facts_of(world)}:
        known = Moment(FIRST, moment, Readings(()))
        links = sorted(known.known(world.links), key=lambda link: (link.account, link.valid_from))
        for one, two in pairwise(links):
            assert one.account != two.account or not one.interval.overlaps(two.interval)


@given(worlds())
def test_random_worlds_have_links_inside_their_partners_standing_at_last(world: World) -> None:
    standings = {fact.id: fact for fact in world.standings}.values()
    for link in {fact.id: fact for fact in world.links}.values():
        own = [each.interval for each in standings if each.account == link.partner]
        assert any(_inside(link.interval, interval) for interval in own)


def _inside(inner: Interval, outer: Interval) -> bool:
    return inner.start in outer and outer.cut(inner.end).end == inner.end


def test_an_empty_world_is_an_empty_text() -> None:
    assert print_world(World()) == ""
    assert parse("") == World()


@pytest.mark.parametrize("text", ["\n\n", "# nothing\n", " \t \r\n", "\ufeff"])
def test_blank_lines_and_comments_state_nothing(text: str) -> None:
    assert parse(text) == World()


CLAUSES = st.sampled_from(
    [
        *("acme", "east", "p1", "party", "is partner", "under east as", "city", "agency", "from"),
        *("to", "2018-03-01", "2018-13-01", "paid 1.00 at", "2018-03-01T10:00:00", "refunding"),
        *("owes", "since", "for act", "known until", "source", "recorded by", "version", "2"),
        *("fact", "settled 1 on", "mismanaged", "did not mismanage", "found on", "frozen", "named"),
        *("signed", "FA", "violated", "MR 6.1", "as class 2", "deposited", "lost 1 of", "fees"),
        *("was notified of", "top up", "lets east pay", "asked for", "entry", "must x since"),
        *("reached 1 of 2 new customers in", "2018-Q1", "fee of 2018-03", "has note", "for a and"),
        *("ended", "established", "granted", "closed", "keeping links", "on ground", "due", "done"),
        *("owned by", "external id", "used", "with voucher", '"a"', '"', "#", "\\", ",", "by"),
    ]
)


@given(st.lists(CLAUSES, max_size=14).map(" ".join) | st.text())
def test_any_text_is_a_ladder_or_is_told_what_is_wrong_in_it(text: str) -> None:
    try:
        told = parse(text)
    except LadderError as error:
        assert error.problems  # noqa: PT017 (both outcomes are right)
    else:
        assert canonical(parse(print_world(told))) == canonical(told)
