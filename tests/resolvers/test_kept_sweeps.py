"""Sweeps from what is kept: the same as debt by debt, at the cost of a page."""

from random import Random
from typing import Any

import pytest

from graph.ladder.naming import facts_of
from graph.model import OPERATOR, Order, PartyId, Role, Uid, Viewer, World
from graph.store import ledger
from graph.store.embedded import Embedded
from loaders import answering
from loaders.after import After
from loaders.shared import Shared
from loaders.sighted import seen_by
from loaders.sweep import Sought, Whose
from resolvers.context import Context
from resolvers.paging import cursor
from resolvers.schema import schema
from tests.engines import write
from tests.property.worlds import random_world
from tests.resolvers.asking import AUTHOR, NOW, ask, planted, put, refused
from tests.resolvers.ladders import ladder
from tests.resolvers.test_exposures import S32
from tests.resolvers.test_sweeps import SWEEP, edges, places

pytestmark = pytest.mark.anyio

ORDERS = ("OUTSTANDING", "OUTSTANDING", "GROSS", "CONTINGENT", "UNRESOLVED")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        worlds = 100 if metafunc.config.getoption("--deep") else 4
        metafunc.parametrize("seed", range(worlds))


AMOUNT = "{ amount { fen } outstanding { fen } debts }"
PARTY = f"""query ($party: String!, $asOf: Date, $knownAt: DateTime) {{
  party(id: $party, asOf: $asOf, knownAt: $knownAt) {{ exposure {{
    gross {AMOUNT} contingent {AMOUNT} unresolved {AMOUNT} outstanding {{ fen }}
    byRole {{ role total {AMOUNT} }} byCause {{ cause total {AMOUNT} }} }} }} }}"""


async def test_the_exposure_of_a_party_is_kept_too(posted: Embedded, seed: int):
    world = random_world(seed)
    await ledger.plant(posted, world, AUTHOR)
    shared, random = Shared(posted), Random(f"party {seed}")
    for variables in questions(random, world):
        party = random.choice(world.parties).id
        told = {name: variables[name] for name in ("asOf", "knownAt")}
        kept, worked_out = await both(shared, PARTY, party=party, **told)
        assert kept == worked_out, (party, told)


async def test_exposures_of_many_parties_are_two_statements(posted: Embedded):
    await ledger.plant(posted, random_world(1), AUTHOR)
    names = [each.id for each in random_world(1).parties if each.id != "aliyun"][:5]
    parts = " ".join(
        f'p{at}: party(id: "{name}") {{ exposure {{ outstanding {{ fen }} }} }}'
        for at, name in enumerate(names)
    )
    shared = Shared(posted)
    for _ in range(2):
        context = Context(await shared.facts(), NOW)
        result = await schema.execute(f"{{ {parts} }}", context_value=context)
        assert result.errors is None
    assert context.facts.statements == 2


async def both(shared: Shared, text: str = SWEEP, **variables: object) -> list[Any]:
    """The answer from what is kept, and the one worked out debt by debt."""
    found = [await ask(shared, text, **variables)]
    await write(shared.engine, "MATCH (l:Ledger) SET l.answered = null, l.was = l.answered")
    found.append(await ask(shared, text, **variables))
    await write(shared.engine, "MATCH (l:Ledger) SET l.answered = l.was")
    return found


def questions(random: Random, world: World) -> list[dict[str, Any]]:
    """Sweeps in every order, over amounts that there are, now and at moments that matter."""
    debts = [*world.obligations, *world.settlements]
    instants = [fact.recorded_at for fact in facts_of(world) if fact.recorded_at.year > 1]
    days = [each.occurred_from for each in world.obligations]
    return [
        {
            "orderBy": random.choice(ORDERS),
            "over": random.choice([0, 0, random.choice(debts).fen]),
            "first": random.choice([1, 3, 50]),
            "knownAt": at and at.isoformat(),
            "asOf": day and day.isoformat(),
        }
        for at in (None, None, None, *random.sample(instants, 3))
        for day in (None, random.choice(days))
    ]


async def test_a_sweep_from_what_is_kept_is_the_one_worked_out(posted: Embedded, seed: int):
    world = random_world(seed)
    await ledger.plant(posted, world, AUTHOR)
    shared = Shared(posted)
    for variables in questions(Random(f"swept {seed}"), world):
        after = None
        for _ in range(3):
            kept, worked_out = await both(shared, after=after, **variables)
            assert kept == worked_out, variables
            after = kept["exposures"]["pageInfo"]["endCursor"]


async def cost(engine: Embedded, viewer: Viewer = OPERATOR, **variables: object) -> int:
    """Statements of a sweep whose parties are at hand."""
    shared = Shared(engine)
    for _ in range(2):
        sitting = await shared.facts()
        context = Context(seen_by(viewer, sitting), NOW, viewer=viewer)
        found = await schema.execute(SWEEP, variable_values=variables, context_value=context)
        assert found.errors is None
    return sitting.statements


async def test_a_page_costs_as_much_however_many_debts_there_are(posted: Embedded):
    for number in (1, 2):
        more = [f"u6 owes {day}.00 since 2018-03-{day:02} for act" for day in range(1, 29)]
        lines = [f"{line} as x{number}-{n}" for n, line in enumerate(more)]
        await planted(posted, ladder("s02", *S32, *lines))
        assert await cost(posted) == 2
        assert await cost(posted, over=12_000_00) == 3
        assert await cost(posted, asOf="2018-03-15") == 4


@pytest.mark.parametrize(
    ("viewer", "readings"),
    [
        (OPERATOR, [{"question": "Q11", "option": "ALWAYS_JOINT"}]),
        (Viewer("t1", Role.PARTNER, (Uid("t1"),)), []),
    ],
)
async def test_other_readings_and_whoever_sees_a_part_have_it_worked_out(
    posted: Embedded, viewer: Viewer, readings: list[dict[str, str]]
):
    await planted(posted, ladder("s02", *S32))
    await write(posted, "MATCH (e:Exposure) SET e.parts = '[]'")
    context = Context(seen_by(viewer, await Shared(posted).facts()), NOW, viewer=viewer)
    asked = {"readings": readings}
    found: Any = await schema.execute(SWEEP, variable_values=asked, context_value=context)
    assert edges(found.data)


async def test_what_was_recorded_since_a_request_began_is_not_in_its_sweep(posted: Embedded):
    shared = await planted(posted, ladder("s02", *S32))
    begun, before = await shared.facts(), places(await ask(shared, SWEEP))
    await planted(posted, ladder("s02", *S32, "o1 settled 4000.00 on 2018-04-01 by c1"))
    for facts, right in ((begun, before[0][1]), (await Shared(posted).facts(), 19_000_00)):
        result: Any = await put(facts, SWEEP)
        assert places(result.data)[0] == ("c1", right)


async def test_what_is_not_kept_yet_is_worked_out(posted: Embedded):
    await write(posted, "MATCH (l:Ledger) SET l.answered = null")
    shared = await planted(posted, ladder("s02", *S32))
    worked_out = await ask(shared, SWEEP)
    assert await cost(posted) > 2
    assert await answering.settle(posted)
    assert await cost(posted) == 2
    assert await ask(shared, SWEEP) == worked_out


async def test_a_dry_run_keeps_nothing(posted: Embedded):
    shared = await planted(posted, ladder("s02", *S32))
    after = After(await shared.facts(), (), 2)
    sought = Sought(Order.GROSS, 0, 1, NOW.date(), NOW)
    assert await after.largest(sought) is None
    assert await after.exposed_at(NOW.date(), NOW) is None
    assert await after.owed_by(Whose(PartyId("t1"), NOW.date(), NOW)) is None


@pytest.mark.parametrize("amount", ["-1", "x", "٣", "9" * 30])
async def test_a_cursor_without_an_amount_is_none(posted: Embedded, amount: str):
    shared = await planted(posted, ladder("s02", *S32))
    forged = cursor("exposures:OUTSTANDING", amount, "c1")
    assert (await refused(shared, SWEEP, after=forged))[0] == "INVALID_CURSOR"
