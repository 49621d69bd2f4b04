"""What is written is read back as it was: every version, every text, in both notations."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, assume, given, settings
from msgspec.structs import replace

from gateway.exchange.exporting import FORMATS, known
from gateway.exchange.problems import FolderUnreadable
from gateway.exchange.worlds import Size, world
from graph.ladder import canonical
from graph.ladder.naming import facts_of, world_of
from graph.model import (
    Account,
    Agreement,
    Fact,
    Note,
    Payment,
    Request,
    Standing,
    Task,
    Violation,
    World,
)
from tests.exchange.folders import batch, exported, files, ladder
from tests.property.worlds import random_world
from tests.rough_worlds import rough_worlds

MISSING = {
    Account: ("external_id",),
    Standing: ("end_cause",),
    Payment: ("product",),
    Agreement: ("end_cause",),
    Request: ("ground", "close_cause"),
}
"""Texts that may be missing: in CSV an empty one is a missing one."""

NEVER_EMPTY = {Violation: ("clause",), Task: ("duty", "clause"), Note: ("text",)}
"""Texts that must be there: in CSV an empty one is none."""


def read_back(given: World, path: Path, form: str) -> World:
    found = batch(exported(given, path, form))
    assert not found.problems
    return world_of(row.fact for row in found.rows)


def without_empty(fact: Fact) -> Fact:
    said = dict.fromkeys(MISSING.get(type(fact), ())) | dict.fromkeys(
        NEVER_EMPTY.get(type(fact), ()), "x"
    )
    return replace(fact, **{field: new for field, new in said.items() if not getattr(fact, field)})


def ids(fact: Fact) -> list[str]:
    """All ids that a fact names."""
    fields = ("id", "account", "owner", "city", "tier1", "partner", "refund_of", "party", "by")
    papers = ("replaces", "reported_by", "about", "agreement", "sender", "other", "applied_by")
    return [
        getattr(fact, field, None) or "x" for field in (*fields, *papers, "obligation", "subject")
    ]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(rough_worlds())
def test_any_world_is_the_same_again(rough: World):
    assume(all(each.strip() == each for fact in facts_of(rough) for each in ids(fact)))
    with TemporaryDirectory() as path:
        assert canonical(read_back(rough, Path(path) / "n", "ndjson")) == rough
        plain = canonical(world_of(map(without_empty, facts_of(rough))))
        assert canonical(read_back(plain, Path(path) / "c", "csv")) == plain


@pytest.mark.parametrize("form", FORMATS)
def test_random_hierarchies_are_the_same_again_in_the_same_order(tmp_path: Path, form: str):
    for seed in range(10):
        given = random_world(seed)
        assert read_back(given, tmp_path / str(seed), form) == given


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_world_gives_the_same_files(tmp_path: Path, form: str):
    given = world(5, Size(60))
    first = files(exported(given, tmp_path / "a", form))
    again = read_back(given, tmp_path / "b", form)
    assert files(exported(again, tmp_path / "c", form)) == first


def test_a_carriage_return_alone_ends_no_row(tmp_path: Path):
    given = ladder('party a named "x\\ry"\nparty b named "z"')
    assert read_back(given, tmp_path, "csv") == given


@pytest.mark.parametrize("form", FORMATS)
def test_the_last_instant_there_is_comes_back(tmp_path: Path, form: str):
    last = datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    given = ladder("party a named x")
    given = replace(given, parties=(replace(given.parties[0], recorded_at=last),))
    assert read_back(given, tmp_path, form) == given


def test_nothing_is_overwritten(tmp_path: Path):
    path = exported(World(), tmp_path / "out")
    with pytest.raises(FolderUnreadable, match=r"already holds parties\.csv"):
        exported(World(), path, "ndjson")
    with pytest.raises(FolderUnreadable, match="is a file"):
        exported(World(), path / "links.csv")


def test_what_is_known_at_an_instant_leaves_out_what_was_known_before_and_after():
    text = "u under p as agency from 2018-01-01 to 2018-03-16 known from 2018-04-12"
    opened, closed = ladder(text).links
    assert known(ladder(text), closed.recorded_at).links == (closed,)
    assert known(ladder(text), opened.recorded_at).links == (opened,)
