"""The facts that a fee fetches suffice: the whole world gives the same answer (R30, S39)."""

import pytest

from graph.changes import apply
from graph.model import FactId, Month, Uid
from graph.rules import fees
from graph.rules.comparison import differences
from graph.rules.detachment import Cut, Ground, Plan
from graph.rules.fees import FeeChange
from graph.rules.standing import Known
from graph.store import ledger
from graph.store.engine import Engine
from loaders import charging
from loaders.shared import Shared
from resolvers import answers
from resolvers.moment import Scope
from tests.property.book import DAY, FIRST
from tests.property.questions import Case, asked
from tests.property.test_fees_against_oracle import SCHEDULE
from tests.resolvers.asking import AUTHOR

pytestmark = pytest.mark.anyio


@pytest.fixture(params=range(6))
async def both(engine: Engine, request: pytest.FixtureRequest) -> tuple[Case, Scope]:
    case = next(asked([request.param]))
    await ledger.plant(engine, case.world, AUTHOR)
    facts = await Shared(engine).facts()
    return case, Scope(facts, case.moment, SCHEDULE)


def fee_of(case: Case, month: Month, uid: Uid, known: Known) -> fees.Fee:
    """The fee by all there is."""
    payments = case.world.payments
    originals = {FactId(row.id): row for row in case.seen.known(payments)}
    found = fees.fee(known, payments, originals, month, uid, SCHEDULE)
    assert isinstance(found, fees.Fee)
    return found


async def test_of_fees_of_a_month_and_of_months(both: tuple[Case, Scope]):
    case, scope = both
    known = Known(case.histories, case.moment)
    for uid in case.random.sample(sorted(case.histories), 4):
        first = Month(2018, case.random.randint(1, 4))
        whole = [fee_of(case, month, uid, known) for month in (first, first.next)]
        one = await charging.fee(scope, first, uid)
        assert one is not None
        assert differences(one.fee, whole[0]) == ()
        several = await charging.fees_of(scope, first, first.next, uid)
        assert several is not None
        for charged, expected in zip(several, whole, strict=True):
            assert differences(charged.fee, expected) == ()


async def test_of_fees_before_and_after_a_cut(both: tuple[Case, Scope]):
    case, scope = both
    for uid in case.random.sample(sorted(case.histories), 5):
        on = FIRST + DAY * case.random.randint(30, 400)
        for ground in (Ground.PARTNER_EXIT, Ground.OTHER_GROUNDS, Ground.CUSTOMER_REQUEST):
            cut = Cut(uid, ground, on=on, decided_on=on, notice_received_on=on - 9 * DAY)
            plan = await answers.detachment(scope, cut)
            if isinstance(plan, Plan):
                _check(case, plan, await charging.changes(scope, plan))


def _check(case: Case, plan: Plan, found: list[FeeChange]) -> None:
    """Each fee is that of the whole world, before and after, and none is left out."""
    later = apply(case.histories, plan.changes, case.moment.known_at)
    before, after = (Known(histories, case.moment) for histories in (case.histories, later))
    moved = {(each.partner, each.month) for each in found}
    named = {(uid, each.month) for each in plan.money for uid in (each.before, each.after)}
    assert moved == {(uid, month) for uid, month in named if uid is not None}
    for each in found:
        old, new = (fee_of(case, each.month, each.partner, known) for known in (before, after))
        assert differences(each.before, old) == ()
        assert differences(each.after, new) == ()
        direct = sum(e.fen for e in plan.money if (e.after, e.month) == (each.partner, each.month))
        gone = sum(e.fen for e in plan.money if (e.before, e.month) == (each.partner, each.month))
        assert each.after.held - each.before.held == direct - gone
