"""After random acts every answer is that of a recomputation by days (R20–R27, R40–R50, Q7, Q14)."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from graph.model import FactId, Month, Uid, World
from graph.readings import choose
from graph.store import facts
from graph.store.engine import Engine
from tests.engines import wipe
from tests.property.oracle import Seen, lifecycle
from tests.property.oracle_cash import Line, statement
from tests.property.oracle_debt import liability
from tests.scenarios import questions
from tests.scenarios.stage import Stage, examined, staged
from tests.scenarios.walking import CUSTOMERS, Walk

pytestmark = pytest.mark.anyio

STEPS = 40
MONTHS = [Month.of(date(2018, number, 1)) for number in range(1, 8)]
READINGS = [{}, {"Q7": "AUTOMATIC"}, {"Q14": "CONSUMED"}]
ACTS = {
    *("linkCustomerAccount", "endCustomerLink", "moveCustomerAccount", "executeDetachment"),
    *("recordStandingLoss", "recordStanding", "recordPayments", "recordObligation"),
}
"""What at least is done and not always refused."""
NOW = datetime(2026, 6, 1, tzinfo=UTC)


async def test_random_acts_leave_what_a_recomputation_by_days_gives(engine: Engine, deep: bool):
    done = dict[str, int]()
    for seed in range(100 if deep else 3):
        await wipe(engine)
        random = Random(seed)
        walk = Walk(await staged(engine, "2018-03-01"), random)
        for _ in range(STEPS):
            await walk.step()
        await examined(engine)
        await compared(walk, await facts.world(engine), seed)
        done |= {key: done.get(key, 0) + times for key, times in walk.done.items()}
    assert {name for name, code in map(str.split, done) if code == "done"} >= ACTS


async def compared(walk: Walk, world: World, seed: int) -> None:
    """Statements, debts and lifecycles, as known now and as known half-way."""
    half = datetime(2018, 4, 1, 3, tzinfo=UTC)
    for known, given in (
        (NOW, READINGS[0]),
        (half, READINGS[0]),
        *((NOW, r) for r in READINGS[1:]),
    ):
        seen = Seen(world, known, choose(given))
        asked = {"knownAt": known.isoformat(), **given}
        for month in MONTHS:
            found = await lines(walk.stage, month, **asked)
            assert found == statement(seen, month), (seed, month, asked)
    seen = Seen(world, NOW, choose({}))
    await debts(walk, seen, seed)
    days = [date(2018, 3, 1) + timedelta(days=20 * at) for at in range(6)]
    for day in days:
        found = await walk.stage.lifecycles(day.isoformat(), *CUSTOMERS)
        assert found == {uid: lifecycle(seen, Uid(uid), day) for uid in CUSTOMERS}, (seed, day)


async def debts(walk: Walk, seen: Seen, seed: int) -> None:
    """Who answers for each debt, in the spring and in summer."""
    for debt in walk.debts:
        for day in (date(2018, 4, 15), date(2018, 8, 1)):
            owed = liability(seen, FactId(debt), day)
            given = {"debt": debt, "asOf": day.isoformat()}
            found = (await walk.stage.ask(questions.LIABILITY, **given))["liability"]
            assert (found is None) is (owed is None), (seed, debt, day)
            if owed is not None:
                told = {(each["party"]["partyId"], each["role"]) for each in found["obligors"]}
                assert told == set(owed.sums()), (seed, debt, day)


async def lines(stage: Stage, month: Month, **more: str) -> dict[Line, int]:
    """A statement's lines that come to something."""
    found = await stage.ask(questions.STATEMENT, month=str(month), **more)
    told = dict[Line, int]()
    for each in found["performanceStatement"]["lines"]:
        direct, holder = ((each[name] or {}).get("uid") for name in ("directPartner", "feeHolder"))
        told[direct, holder, each["status"]] = each["total"]["fen"]
    return {line: fen for line, fen in told.items() if fen}
