"""`gateway bench graph` over a world of a test's size: it is made, kept, asked, and tells costs."""

from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from gateway.bench.scale import money, size, world
from gateway.bench.scale.importing import Rates
from gateway.bench.scale.making import AUTHOR, commit, make
from gateway.bench.scale.measuring import Line, Times, cells
from gateway.bench.scale.questions import QUESTIONS
from gateway.bench.scale.report import Report, summary
from gateway.bench.scale.size import FULL, HUNDREDTH, TINY
from gateway.cli.benching import command
from gateway.exchange.reading import Unwatched
from graph.ladder import parse
from graph.model import Fact, Link
from graph.rules import invariants
from graph.store import facts, ledger
from graph.store.engine import Engine
from graph.store.errors import StoreSetting

pytestmark = pytest.mark.anyio


def every(of: size.Size) -> list[Fact]:
    return [fact for portion in world.portions(of) for fact in portion.facts]


def test_a_world_is_the_same_each_time_and_no_two_facts_share_a_key():
    one, other = every(HUNDREDTH), every(HUNDREDTH)
    assert one == other
    assert len({(type(fact), fact.key) for fact in one}) == len(one)


def test_a_supernode_and_a_branch_have_the_size_that_is_said():
    above = [size.partner_of(FULL, number) for number in range(FULL.partners, FULL.every)]
    assert above.count(0) == FULL.crowd == 10_000
    below = [each for each in above if each == 1 or size.tier1_of(FULL, each) == 1]
    assert len(below) == FULL.branch == 1_000
    assert set(above) == {*range(FULL.partners)} - {*range(FULL.tier1s, FULL.partners, 200)}


def test_links_have_two_times_and_a_refund_follows_what_it_refunds():
    links = [fact for fact in every(TINY) if isinstance(fact, Link)]
    assert any(link.superseded_at for link in links)
    assert any(link.valid_to for link in links)
    refund = next(p for n in range(10_000) if (p := money.payment(FULL, n)).refund_of)
    assert refund.fen < 0
    assert refund.day > money.payment(FULL, int(refund.id.split(":")[1]) - 1).day


async def test_a_world_that_was_broken_off_is_made_to_its_end_and_then_left(embedded: Engine):
    for portion in list(world.portions(TINY))[:2]:
        await commit(embedded, portion)
    await make(embedded, TINY, Unwatched())
    made = await ledger.revision(embedded)
    await make(embedded, TINY, Unwatched())
    assert await ledger.revision(embedded) == made
    assert not invariants.check(await facts.world(embedded))


async def test_a_store_with_other_facts_is_left_alone(embedded: Engine):
    await ledger.plant(embedded, parse("east is partner from 2026-01-05"), AUTHOR)
    with pytest.raises(StoreSetting, match="give another with --store"):
        await make(embedded, TINY, Unwatched())


def test_the_command_asks_every_question_and_writes_what_it_found(tmp_path: Path):
    json, folder = tmp_path / "found.json", tmp_path / "worlds"
    few = ["--size", "tiny", "--turns", "1", "--import", "20", "--folder", str(folder)]
    said = CliRunner().invoke(command, ["graph", *few, "--json", str(json)])
    assert said.exit_code == 0, said.output
    found = msgspec.json.decode(json.read_bytes(), type=Report)
    assert [line.name for line in found.lines] == [each.name for each in QUESTIONS]
    assert not [line.why for line in found.lines if line.cold is None]
    pairs = [(line.cold, line.warm) for line in found.lines if line.cold and line.warm]
    assert all(warm.statements <= cold.statements for cold, warm in pairs)
    assert found.gateway_mb > 0
    assert found.imported is not None
    assert "import of 20 payments" in said.output
    assert "new is" in said.output
    assert "the second half alone" in said.output


def test_an_import_is_told_beside_the_loop_whole_and_in_its_second_half():
    rates = Rates(rows=300, new=30.0, again=60.0, bare=40.0, late_new=45.0, late_bare=50.0)
    found = Report("tiny", "x", "y 1", 0.1, (), 1.0, 100.0, None, rates)
    whole, late = summary(found)[-2:]
    assert "new 30/s (goal 9,000), again 60/s (goal 15,000)" in whole
    assert whole.endswith("MERGE 40/s, new is 0.75 of it (goal 0.8)")
    assert late.endswith("new 45/s, the loop 50/s, 0.90 of it")


def test_a_line_tells_whether_its_goal_is_met():
    fast, slow = (Times(1, ms, ms, ms, 1.0, 0.5, 2, 3) for ms in (4.0, 6.0))
    assert cells(Line("a", 5, fast, fast))[2:4] == ("yes", "4.0 / 4.0 / 4.0")
    assert cells(Line("a", 5, slow, fast))[2] == "no"
    assert cells(Line("a", None, why="not offered"))[1:4] == ("", "-", "not offered")
