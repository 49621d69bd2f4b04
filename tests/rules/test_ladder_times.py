"""When a line was known, and in which versions."""

from datetime import UTC, date, datetime

import pytest

from graph.ladder import LadderError, canonical, parse, print_world
from graph.model import Fact
from graph.model.facts import UNKNOWN_SINCE

LINK = "acme under harbor as agency from 2018-01-10"
START, KNOWN = datetime(2018, 1, 9, 16, tzinfo=UTC), datetime(2018, 4, 11, 16, tzinfo=UTC)
EARLIER, END = datetime(2018, 1, 4, 16, tzinfo=UTC), date(2018, 3, 16)


def lives(facts: tuple[Fact, ...]) -> list[tuple[object, ...]]:
    """Version, first and last instant of knowledge, and end of each version."""
    return [
        (fact.version, fact.recorded_at, fact.superseded_at, getattr(fact, "valid_to", None))
        for fact in facts
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (LINK, [(1, START, None, None)]),
        (f"{LINK} to 2018-03-16", [(1, START, None, END)]),
        (f"{LINK} known from 2018-04-12", [(1, KNOWN, None, None)]),
        (
            f"{LINK} to 2018-03-16 known from 2018-04-12",
            [(1, START, KNOWN, None), (2, KNOWN, None, END)],
        ),
        (
            f"{LINK} known from 2018-01-05 to 2018-03-16 known from 2018-04-12",
            [(1, EARLIER, KNOWN, None), (2, KNOWN, None, END)],
        ),
        (f"{LINK} known from 2018-04-12 to 2018-03-16", [(1, KNOWN, None, END)]),
        (f"{LINK} known until 2018-04-12", [(1, START, KNOWN, None)]),
        (
            f"{LINK} to 2018-03-16 known from 2018-04-12 known until 2018-05-01 version 3",
            [
                (3, START, KNOWN, None),
                (4, KNOWN, datetime(2018, 4, 30, 16, tzinfo=UTC), END),
            ],
        ),
        (f"{LINK} known from 2018-04-12T08:00:00+16:00", [(1, KNOWN, None, None)]),
    ],
)
def test_a_line_is_known_from_its_beginning_or_from_when_it_says(
    line: str, expected: list[tuple[object, ...]]
) -> None:
    world = parse(line)
    assert lives(world.links) == expected
    assert canonical(parse(print_world(world))) == canonical(world)


def test_an_end_known_in_advance_makes_one_version() -> None:
    world = parse(f"{LINK} to 2018-03-16 known from 2018-01-05")
    assert lives(world.links) == [(1, EARLIER, None, END)]
    assert print_world(world) == f"{LINK[:43]} known from 2018-01-05 to 2018-03-16\n"


@pytest.mark.parametrize(
    "line",
    [
        f"{LINK} to 2018-03-16 known from 2018-04-12",
        f"{LINK} to 2018-03-16 known from 2018-04-12T12:30:00.000001",
        "east is partner from 2017-04-01 to 2018-03-16 ended by mutual end known from 2018-04-12",
        f'{LINK} to 2018-03-16 fact l1 version 2 known from 2018-04-12 source "a" recorded by "b"',
        "acme paid 1.00 at 2018-03-01T00:00:00 as p1 known from 2018-04-12 known until 2018-05-01",
        "acme owes 1.00 since 2018-03-01 for act as o1 version 2 known from 2018-04-12",
        "acme owned by g known from 2018-04-12",
        "party g is person known until 2018-04-12",
        "acme paid 1.00 at 9999-12-31T20:00:00Z as p1",
    ],
)
def test_a_line_is_printed_as_one_line(line: str) -> None:
    assert print_world(parse(line)) == f"{line}\n"


def test_versions_that_differ_in_more_than_an_end_stay_lines_of_their_own() -> None:
    text = (
        "acme under harbor as agency from 2018-01-10 known until 2018-04-12\n"
        "acme under harbor as agency from 2018-01-10 known from 2018-04-12 to 2018-03-16 version 2"
        ' source "letter"\n'
    )
    assert print_world(parse(text)) == text


def test_accounts_and_parties_have_always_been_known_unless_a_line_says_else() -> None:
    world = parse(
        "acme owned by g known until 2018-04-12\nacme owned by h version 2 known from 2018-04-12"
    )
    assert lives(world.accounts) == [(1, UNKNOWN_SINCE, KNOWN, None), (2, KNOWN, None, None)]
    assert {party.recorded_at for party in world.parties} == {UNKNOWN_SINCE}
    settled = parse(print_world(world) + "o1 settled 1.00 on 2018-03-01 by acme").settlements
    assert settled[0].by == "h"


def test_an_account_of_which_a_later_version_is_told_is_told_from_the_first() -> None:
    text = (
        "acme owned by cust:acme known until 2018-04-12\n"
        "acme owned by h version 2 known from 2018-04-12\n"
    )
    assert print_world(parse(text + "acme frozen from 2018-05-01")).startswith(text)


def test_times_without_an_offset_are_in_shanghai() -> None:
    same = ["2018-03-15T23:59", "2018-03-15T15:59:00Z", "2018-03-15T10:59:00.000-05:00"]
    worlds = [parse(f"acme paid 1 at {at}") for at in same]
    assert worlds[0] == worlds[1] == worlds[2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"{LINK} known from 2018-04-12 to 2018-05-01 known from 2018-03-01",
            (
                "1:1: expected `link:acme:harbor:2018-01-10` known until 2018-04-12 or later, "
                "found known until 2018-03-01"
            ),
        ),
        (
            f"{LINK} known until 2018-01-01",
            (
                "1:1: expected `link:acme:harbor:2018-01-10` known until 2018-01-10 or later, "
                "found known until 2018-01-01"
            ),
        ),
        (
            f"{LINK}\n{LINK} to 2018-03-16 version 3",
            (
                "2:1: expected version 1 of `link:acme:harbor:2018-01-10` to be known no longer by "
                "then, found version 3; end its line with `known until 2018-01-10`"
            ),
        ),
        (
            f"{LINK}\n{LINK} to 2018-03-16",
            (
                "2:1: expected `link:acme:harbor:2018-01-10` as line 1 has it, found other "
                "content; give it another id, or say which `version` it is and close the one "
                "before it"
            ),
        ),
        (
            "acme paid 1 at 2018-03-01T00:00:00 version 2 known from 2018-04-12",
            "1:1: expected the id of the fact that this is a version of, found version 2 alone",
        ),
        (
            "acme owned by g\nacme owned by h",
            "2:1: expected one owner of `acme`: line 1 says 'g', found 'h'",
        ),
    ],
)
def test_versions_that_contradict_each_other_are_refused(text: str, expected: str) -> None:
    with pytest.raises(LadderError) as caught:
        parse(text)
    assert str(caught.value) == f"<ladder>:{expected}"
