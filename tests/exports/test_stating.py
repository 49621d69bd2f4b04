"""The rows of an exported statement are those of the statement, whatever it is cut into."""

from random import Random
from typing import Any

import pytest

from gateway.exchange.reading import Unwatched
from gateway.exports import stating
from gateway.exports.sources import AccountUnknown, Stored
from gateway.exports.stating import By, Cells, Sums, Wanted
from graph.model import ALIYUN, Moment, Month, Period, Uid
from graph.readings import Q14, choose
from graph.rules import breakdown, performance
from graph.rules.performance import Statement
from graph.rules.period import merged
from graph.rules.standing import Known
from graph.store import ledger
from graph.store.engine import Engine
from loaders.needed import Paid, cash_of_month
from loaders.shared import Shared
from tests.exchange.folders import AT
from tests.property.worlds import random_world

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("few")]


async def exported(engine: Engine, wanted: Wanted) -> tuple[list[Cells], Sums]:
    source, sums = Stored(engine), Sums()
    uids = await source.uids(wanted.partner)
    coming = stating.rows(source, wanted, uids, sums, Unwatched())
    return [cells async for cells in coming], sums


def expected(by: By, paid: Paid, statement: Statement, moment: Moment) -> list[tuple[Any, ...]]:
    """The rows of a month, from all its cash at once."""
    month, originals = statement.month, paid.originals(moment)
    if by is By.ACCOUNT:
        every = breakdown.by_account(paid.histories, paid.payments, originals, month, moment)
        return [(str(month), each.account, each.fen, each.payments) for each in every]
    if by is By.LINE:
        lines = merged(statement.lines)
        return [(str(month), each.direct, each.fen, each.payments) for each in lines]
    parts = performance.booked(Known(paid.histories, moment), paid.payments, originals, month)
    products = breakdown.by_product(parts, statement.partner)
    return [(str(month), each.product, each.paid, each.payments) for each in products]


async def test_rows_and_sums_are_those_of_the_statement(embedded: Engine, seed: int):
    world, random = random_world(seed), Random(f"stated {seed}")
    await ledger.plant(embedded, world, ledger.Author("tests", AT))
    facts = await Shared(embedded).facts()
    uids = [each.uid for each in world.accounts if each.uid != ALIYUN]
    known = random.choice(world.payments).recorded_at if world.payments else AT
    asked = [(by, uid) for by in By for uid in (None, *random.sample(uids, 2))]
    for by, partner in asked:
        readings = choose({"Q14": random.choice([*Q14])})
        moment = Moment(AT.date(), random.choice([known, AT]), readings, facts.revision)
        day = random.choice(world.payments).day
        months = Period(Month.of(day), Month.of(day).next)
        rows, sums = await exported(embedded, Wanted(months, partner, moment, by))
        whole, all_rows = Sums(), list[tuple[Any, ...]]()
        for month in months.months:
            paid = await cash_of_month(facts, month, partner)
            originals = paid.originals(moment)
            given = paid.histories, paid.payments, originals, month, moment
            statement = performance.statement(*given, partner)
            whole.add(statement)
            all_rows += expected(by, paid, statement, moment)
        whole.rows = len(all_rows)
        assert [(cells[0], cells[1], cells[-2], cells[-1]) for cells in rows] == all_rows
        assert sums == whole
        assert sums.balanced
        assert sum(cells[-2] or 0 for cells in rows) == sums.paid  # type: ignore[misc]


async def test_there_is_no_statement_of_somebody_unknown(embedded: Engine):
    with pytest.raises(AccountUnknown):
        await Stored(embedded).uids(Uid("nobody"))
