"""Statements from postings: the same answers as from all payments, at the cost of a few rows."""

from random import Random
from typing import Any

import pytest

from graph.ladder.naming import facts_of
from graph.model import OPERATOR, Month, Role, Uid, Viewer, World
from graph.store import ledger
from graph.store.cypher import Statement
from graph.store.embedded import Embedded
from graph.store.engine import Engine, Row
from loaders import settling
from loaders.after import After
from loaders.shared import Shared
from loaders.sighted import seen_by
from resolvers.context import Context
from resolvers.schema import schema
from tests.engines import write
from tests.property.worlds import random_world
from tests.resolvers.asking import AUTHOR, NOW, ask, planted, put
from tests.resolvers.ladders import ladder
from tests.resolvers.test_statements import STATEMENT

pytestmark = pytest.mark.anyio

SUMS = """
query ($month: Month!, $partner: String, $knownAt: DateTime, $readings: [ReadingChoice!]) {
  performanceStatement(month: $month, partner: $partner, knownAt: $knownAt, readings: $readings) {
    own { fen } accounts { fen } total { fen } directTotal { fen } noFeeHolder { fen }
    unattributed { fen } elsewhere { fen } note { zh }
    conservation { paid { fen } balanced }
  }
}
"""
PROGRAMME = ["east is partner from 2017-04-01", "acme under east as agency from 2017-05-01"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        worlds = 100 if metafunc.config.getoption("--deep") else 3
        metafunc.parametrize("seed", range(worlds))


async def both(shared: Shared, question: str, **variables: object) -> list[Any]:
    """The answer from postings, and the one from all payments."""
    found = [await ask(shared, question, **variables)]
    await write(shared.engine, "MATCH (l:Ledger) SET l.posted = null, l.kept = l.posted")
    found.append(await ask(shared, question, **variables))
    await write(shared.engine, "MATCH (l:Ledger) SET l.posted = l.kept")
    return found


def questions(random: Random, world: World) -> list[dict[str, object]]:
    """Months in which was paid, partners and accounts and all, at moments that matter."""
    months = [str(Month.of(payment.day)) for payment in world.payments]
    partners = [None, *(each.uid for each in world.accounts)]
    instants = [fact.recorded_at for fact in facts_of(world) if fact.recorded_at.year > 1]
    moments = [None, *random.sample(instants, 3)]
    return [
        {
            "month": random.choice(months),
            "partner": random.choice(partners),
            "knownAt": at and at.isoformat(),
        }
        for at in moments * 2
    ]


async def test_a_statement_from_postings_is_the_one_from_all_payments(posted: Embedded, seed: int):
    world = random_world(seed)
    await ledger.plant(posted, world, AUTHOR)
    shared = Shared(posted)
    for variables in questions(Random(f"stated {seed}"), world):
        for question in (SUMS, STATEMENT):
            kept, worked_out = await both(shared, question, **variables)
            assert kept == worked_out, variables


class Rows:
    """An engine that counts the values that come home."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self.rows = engine, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    async def run(self, statement: Statement, /, **params: object) -> list[Row]:
        found = await self._engine.run(statement, **params)
        if statement.name in {"posting_sums", "postings", "payments"}:
            self.rows += sum(
                len(each) for row in found for each in row.values() if isinstance(each, list)
            )
        return found


async def cost(
    engine: Engine, viewer: Viewer | None = None, **variables: object
) -> tuple[int, int]:
    """Statements and rows of a month's statement whose accounts are at hand."""
    return await cost_of(engine, SUMS, viewer, **variables)


async def cost_of(
    engine: Engine, question: str, viewer: Viewer | None = None, **variables: object
) -> tuple[int, int]:
    """Statements and rows of a question whose accounts are at hand."""
    counted = Rows(engine)
    shared = Shared(counted)
    for _ in range(2):
        counted.rows, sitting = 0, await shared.facts()
        who = viewer or OPERATOR
        context = Context(seen_by(who, sitting), NOW, viewer=who)
        found = await schema.execute(question, variable_values=variables, context_value=context)
        assert found.errors is None
    return sitting.statements, counted.rows


async def test_a_statement_costs_as_much_however_much_was_paid(posted: Embedded):
    before = "2018-03-31T23:00:00+08:00"
    for number in (1, 2):
        lines = [f"acme paid {day}.00 at 2018-03-{day:02}T1{number}:00:00" for day in range(1, 29)]
        await planted(posted, "\n".join((*PROGRAMME, *lines * number)))
        for partner in ("east", None):
            assert await cost(posted, month="2018-03", partner=partner) == (1, 1)
        early = {"partner": "east", "knownAt": before}
        statements, rows = await cost(posted, month="2018-03", **early)
        assert (statements, rows) in {(1, 1), (2, 2)}


@pytest.mark.parametrize(
    ("viewer", "readings"),
    [
        (None, [{"question": "Q7", "option": "AUTOMATIC"}]),
        (None, [{"question": "Q14", "option": "CONSUMED"}]),
        (Viewer("t1", Role.PARTNER, (Uid("t1"),)), []),
    ],
)
async def test_other_readings_and_whoever_sees_a_part_have_it_worked_out(
    posted: Embedded, viewer: Viewer | None, readings: list[dict[str, str]]
):
    await planted(posted, ladder("fixture"))
    asked = {"month": "2018-03", "partner": "t1"}
    assert (await cost(posted, **asked))[0] == 1
    assert (await cost(posted, viewer, readings=readings, **asked))[0] > 1


async def test_what_was_recorded_since_a_request_began_is_not_in_its_sums(posted: Embedded):
    shared = await planted(posted, "\n".join((*PROGRAMME, "acme paid 1.00 at 2018-03-01T10:00")))
    begun = await shared.facts()
    await planted(posted, "\n".join((*PROGRAMME, "acme paid 2.00 at 2018-03-02T10:00")))
    for facts, fen in ((begun, 100), (await Shared(posted).facts(), 300)):
        result: Any = await put(facts, SUMS, month="2018-03")
        assert result.data["performanceStatement"]["total"]["fen"] == fen


async def test_what_is_not_posted_yet_is_worked_out(posted: Embedded):
    await write(posted, "MATCH (l:Ledger) SET l.posted = null")
    await planted(posted, ladder("fixture"))
    shared = await planted(posted, "x1 paid 1.00 at 2018-03-02T10:00:00")
    asked = {"month": "2018-03", "partner": "t1"}
    assert (await cost(posted, **asked))[0] > 1
    worked_out = await ask(shared, STATEMENT, **asked)
    assert await settling.settle(posted)
    assert not await settling.settle(posted)
    assert (await cost(posted, **asked))[0] == 1
    assert await ask(shared, STATEMENT, **asked) == worked_out


async def test_a_dry_run_has_no_postings(posted: Embedded):
    shared = await planted(posted, ladder("fixture"))
    after = After(await shared.facts(), (), 2)
    assert await after.posted((Uid("t1"), Month(2018, 3)), NOW) is None
