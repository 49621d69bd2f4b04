"""The facts that a question fetches are all it needs: the whole world gives the same answer."""

from datetime import date
from random import Random

import pytest
from msgspec.structs import replace

from graph import ladder
from graph.model import FactId, Moment, Month, Order, PartyId, Uid, World
from graph.readings import choose
from graph.rules import claims, exposure, performance
from graph.rules.comparison import differences
from graph.rules.detachment import Branch, Cut, Ground, plan
from graph.store import ledger
from graph.store.engine import Engine
from loaders.shared import Shared
from loaders.sweep import Sought
from resolvers import answers
from resolvers.moment import Scope
from tests.property.book import DAY, FIRST
from tests.property.questions import histories_of, obligations_of
from tests.property.worlds import random_world
from tests.resolvers.asking import AUTHOR

pytestmark = pytest.mark.anyio

SEEDS = range(12)
READINGS = ({}, {"Q7": "AUTOMATIC", "Q14": "CONSUMED", "Q11": "ALWAYS_JOINT"})


class Case:
    """A random world in a store, and as a whole at hand."""

    def __init__(self, seed: int, scope: Scope, world: World) -> None:
        self.random, self.scope, self.world = Random(f"suffice {seed}"), scope, world
        self.histories, self.obligations = histories_of(world), obligations_of(world)
        self.owned: dict[PartyId, tuple[Uid, ...]] = {}
        for account in sorted(world.accounts, key=lambda each: each.uid):
            self.owned[account.owner] = (*self.owned.get(account.owner, ()), account.uid)

    @property
    def moment(self) -> Moment:
        return self.scope.moment

    @property
    def originals(self):
        return {FactId(each.id): each for each in self.moment.known(self.world.payments)}

    def liability(self, id_: FactId):
        debt = self.obligations[id_]
        parties = {version.party for version in debt.versions if version.party}
        mine = tuple(uid for party in parties for uid in self.owned.get(party, ()))
        return claims.trace(debt, self.histories, self.moment, mine)

    def below(self, uid: Uid) -> set[Uid]:
        """The account, its city partners of any time, and the customers of all these."""
        partners = {uid} | {row.city for row in self.world.tier_links if row.tier1 == uid}
        return partners | {row.account for row in self.world.links if row.partner in partners}


@pytest.fixture(params=SEEDS)
async def case(engine: Engine, request: pytest.FixtureRequest) -> Case:
    world = random_world(request.param)
    await ledger.plant(engine, world, AUTHOR)
    facts = await Shared(engine).facts()
    random = Random(f"moment {request.param}")
    as_of = FIRST + DAY * random.randint(100, 400)
    moment = Moment(as_of, AUTHOR.at.replace(year=2020), choose(random.choice(READINGS)))
    return Case(request.param, Scope(facts, moment), world)


async def test_of_statements_and_debts_and_exposure(case: Case):
    uids = sorted(case.histories)
    for partner in (None, *case.random.sample(uids, min(4, len(uids)))):
        month = Month(2018, case.random.randint(1, 6))
        found = await answers.statement(case.scope, month, partner)
        assert found is not None
        paid = [
            each
            for each in case.world.payments
            if partner is None or each.account in case.below(partner)
        ]
        whole = performance.statement(
            case.histories, paid, case.originals, month, case.moment, partner
        )
        assert list(differences(found.statement, whole)) == []
    for id_ in case.obligations:
        found = await answers.liability_for(case.scope, id_)
        assert differences(found, case.liability(id_)) == ()
    parties = sorted(case.owned)
    traced = [case.liability(id_) for id_ in case.obligations]
    whole = exposure.of(parties, [each for each in traced if each is not None])
    assert list(differences(await answers.exposure(case.scope, parties), whole)) == []
    for party in case.random.sample(parties, min(4, len(parties))):
        whole = exposure.of([party], [each for each in traced if each is not None])
        assert list(differences(await answers.exposure(case.scope, [party]), whole)) == []


async def test_of_sweeps(case: Case):
    traced = [case.liability(id_) for id_ in case.obligations]
    whole = exposure.of(sorted(case.owned), [each for each in traced if each is not None]).parties
    amounts = {
        Order.OUTSTANDING: lambda each: each.gross.outstanding,
        Order.GROSS: lambda each: each.gross.fen,
        Order.CONTINGENT: lambda each: each.contingent.outstanding,
        Order.UNRESOLVED: lambda each: each.unresolved.outstanding,
    }
    for order, amount in amounts.items():
        for over in (0, 100_000):
            right = [each for each in whole if amount(each) > over]
            right.sort(key=lambda each: (-amount(each), each.party))
            moment = case.moment
            sought = Sought(order, over, 500, moment.as_of, moment.known_at)
            found = await answers.sweep(case.scope, sought)
            assert (found.found, found.total, found.more) == (right, len(right), False)


async def test_of_detachments(case: Case):
    for uid in case.random.sample(sorted(case.histories), min(6, len(case.histories))):
        on = FIRST + DAY * case.random.randint(30, 400)
        for ground in (Ground.PARTNER_EXIT, Ground.OTHER_GROUNDS, Ground.CUSTOMER_REQUEST):
            cut = Cut(
                uid=uid,
                ground=ground,
                on=on,
                decided_on=on,
                notice_received_on=on - 9 * DAY,
            )
            uids = case.below(uid)
            owners = {case.histories[each].account.owner for each in uids}
            debts = {
                id_: debt
                for id_, debt in case.obligations.items()
                if any(
                    version.account in uids or version.party in owners
                    for version in case.moment.known(debt.versions)
                )
            }
            whole = Branch(case.histories, case.world.payments, case.originals, debts)
            found = await answers.detachment(case.scope, cut)
            assert list(differences(found, plan(whole, cut, case.moment))) == []


async def test_of_cash_used_from_a_day_on_without_a_last_day(engine: Engine):
    world = ladder.parse("t1 is partner from 2017-04-01\nt1 paid 5.00 at 2018-01-10T12:00:00")
    payments = tuple(replace(each, consumed_from=date(2018, 3, 10)) for each in world.payments)
    await ledger.plant(engine, replace(world, payments=payments), AUTHOR)
    moment = Moment(date(2018, 5, 1), AUTHOR.at, choose({"Q14": "CONSUMED"}))
    scope = Scope(await Shared(engine).facts(), moment)
    months = [Month(2018, number) for number in (1, 3, 4)]
    found = [await answers.statement(scope, month, Uid("t1")) for month in months]
    assert [each.statement.total for each in found if each] == [0, 500, 0]
