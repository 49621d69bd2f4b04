"""What the questions of the goals cost in statements and rows, so that growth shows by itself."""

import pytest
from msgspec.structs import replace

from gateway.bench.scale import money
from gateway.bench.scale.making import commit, make
from gateway.bench.scale.questions import QUESTIONS
from gateway.bench.scale.report import AT
from gateway.bench.scale.sitting import Sitting
from gateway.bench.scale.size import TINY
from gateway.bench.scale.world import Portion
from gateway.exchange.reading import Unwatched
from gateway.store import settled
from graph.store.engine import Engine

pytestmark = pytest.mark.anyio

Costs = dict[str, tuple[int, int]]
"""Statements, and the rows that they bring, by question."""

COLD: Costs = {
    "lineage of an account": (2, 5),
    "liability trace of an account": (1, 3),
    "liability of 100 accounts": (1, 67),
    "month statement of a tier-1": (2, 2),
    "totals of the root": (1, 2),
    "twelve months of a tier-1": (2, 16),
    "children of a supernode, first page": (2, 10),
    "children of a supernode, a page within": (2, 15),
    "children of a supernode, last page": (2, 15),
    "search by uid": (1, 3),
    "search by the beginning of a uid": (1, 3),
    "search by external id": (1, 3),
    "search by the beginning of a name": (1, 3),
    "search by a part of a name": (1, 3),
    "search by two letters": (1, 27),
    "search in vain": (0, 0),
    "all accounts, first page": (1, 69),
    "all accounts, a page within": (2, 77),
    "all accounts, last page": (2, 77),
    "detachment plan of a tier-1": (4, 20),
    "detachment of a tier-1, executed": (24, 163),
    "late correction of 1,000 accounts": (10, 71),
    "exposure sweep, first page": (3, 23),
}
"""When no fact is kept; searches and children are found by the roll."""

WARM: Costs = {
    "month statement of a tier-1": (1, 1),
    "totals of the root": (1, 2),
    "twelve months of a tier-1": (1, 15),
    "detachment plan of a tier-1": (2, 16),
    "detachment of a tier-1, executed": (24, 163),
    "late correction of 1,000 accounts": (10, 71),
    "exposure sweep, first page": (2, 12),
}
"""The same again; all others cost nothing."""

OF_PAYMENTS = {
    "twelve months of a tier-1",  # months in which nobody paid have no rows
    "detachment plan of a tier-1",
    "detachment of a tier-1, executed",
    "late correction of 1,000 accounts",
}
"""What looks at payments, or at months that have some."""


POSTING = {"detachment of a tier-1, executed": 2, "late correction of 1,000 accounts": 2}
"""What more months with cash cost an act that posts to them, in statements."""


async def costs(engine: Engine) -> tuple[Costs, Costs]:
    """Cold and warm, with all that follows from the facts kept, as a gateway has it."""
    await settled(engine, Unwatched())
    sitting, cold, warm = Sitting(engine, AT), Costs(), Costs()
    await sitting.enrol()
    for question in QUESTIONS:
        sitting.forget()
        for found in (cold, warm):
            taken = await question.put(sitting, TINY, 3)
            found[question.name] = taken.statements, taken.rows
    return cold, warm


async def test_a_question_costs_so_much_and_no_more_with_six_times_the_payments(embedded: Engine):
    await make(embedded, TINY, Unwatched())
    cold, warm = await costs(embedded)
    assert cold == COLD
    assert {name: cost for name, cost in warm.items() if cost != (0, 0)} == WARM
    more = replace(TINY, payments=6 * TINY.payments)
    paid = tuple(money.payment(more, n) for n in range(TINY.payments, more.payments))
    await commit(embedded, Portion("payments", paid))
    grown, _ = await costs(embedded)
    assert {name: cost for name, cost in grown.items() if cost != COLD[name]}.keys() == OF_PAYMENTS
    assert grown["twelve months of a tier-1"][1] <= 2 * 12 + 1
    assert all(grown[name][0] <= COLD[name][0] + POSTING.get(name, 0) for name in COLD)
