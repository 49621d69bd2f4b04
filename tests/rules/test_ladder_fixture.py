"""The ladders that other tests start from, and the notation's first example."""

from datetime import date
from pathlib import Path

import pytest

from graph.ladder import canonical, parse, print_world
from graph.model import Dated, World

LADDERS = sorted((Path(__file__).parents[1] / "ladders").glob("*.ladder"))
EXAMPLE = """\
east   is partner from 2017-04-01
harbor is partner from 2018-01-05
harbor under east as city from 2018-01-05 to 2018-03-16   known from 2018-04-12
acme   under harbor as agency from 2018-01-10
acme   paid 100.00 at 2018-03-15T23:59:59 as p1
acme   paid -40.00 at 2018-03-20T10:00:00 refunding p1
acme   owes 12000.00 since 2018-03-10 for transaction as o1
o1     settled 4000.00 on 2018-04-01 by harbor
harbor mismanaged o1 found on 2018-04-20
"""


def world(name: str) -> World:
    (path,) = [path for path in LADDERS if path.stem == name]
    return parse(path.read_text("utf-8"), path.name)


def ended(name: str) -> set[str]:
    """Ids of what has an end in a ladder, without their first day."""
    told: World = world(name)
    edges: tuple[Dated, ...] = (*told.standings, *told.tier_links, *told.links)
    return {edge.id.rsplit(":", 1)[0] for edge in edges if edge.valid_to is not None}


@pytest.mark.parametrize("path", LADDERS, ids=lambda path: path.stem)
def test_each_ladder_is_read_and_printed_and_read_again(path: Path) -> None:
    told = parse(path.read_text("utf-8"), path.name)
    assert canonical(parse(print_world(told))) == canonical(told)
    assert told.accounts


@pytest.mark.parametrize("name", ["fixture", "s02", "s04", "s10"])
def test_the_payments_of_march_2018_are_14300_yuan(name: str) -> None:
    assert sum(payment.fen for payment in world(name).payments) == 14_300_00


def test_parties_of_the_fixture_are_customers_and_partners() -> None:
    owned = {account.id: account.owner for account in world("fixture").accounts}
    assert owned["u3"] == "cust:u3"
    assert owned["d0"] == "cust:d0"
    assert [owned[uid] for uid in ("t1", "t2", "p3", "c1", "c2")] == ["t1", "t2", "p3", "c1", "c2"]


def test_s02_ends_the_standing_the_tier_link_and_the_customer_links_of_c1() -> None:
    edges = {"standing:c1", "tier:c1:t1", "link:u3:c1", "link:u4:c1", "link:u5:c1"}
    assert ended("fixture") == set()
    assert ended("s02") == ended("s10") == edges


def test_s04_ends_everything_below_t1() -> None:
    standings = {"standing:t1", "standing:c1", "standing:c2"}
    links = {f"link:u{n}:{p}" for p, of in (("t1", "12"), ("c1", "345"), ("c2", "67")) for n in of}
    assert ended("s04") == standings | links | {"tier:c1:t1", "tier:c2:t1"}


def test_s10_is_s02_recorded_later() -> None:
    on_time, late = world("s02").links, world("s10").links
    assert {link.valid_to for link in late} == {None, date(2018, 3, 16)}
    assert {link.recorded_at for link in late} != {link.recorded_at for link in on_time}


def test_the_first_example_is_printed_as_it_is_written() -> None:
    lines = [" ".join(line.split()) for line in EXAMPLE.splitlines()]
    assert [line for line in print_world(parse(EXAMPLE)).splitlines() if line] == lines
