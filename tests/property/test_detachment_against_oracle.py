"""A detachment ends what the oracle says, changes no day before it, and moves the cash it shows."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import pytest

from graph.changes import apply
from graph.ladder import print_world
from graph.model import FactId, Histories, Moment, Uid, World
from graph.rules import attribution, liability, lifecycle, lineage
from graph.rules.claims import Share
from graph.rules.detachment import Branch, Cut, Ground, Plan, plan
from tests.property import oracle_cash, oracle_cut, oracle_debt
from tests.property.book import DAY
from tests.property.oracle import Seen
from tests.property.questions import EVERYTHING, Case, agree, asked, blocks, obligations_of

LATER = EVERYTHING + timedelta(days=1)
OUTCOME = {"ORDINARY": "ORDINARY_CUSTOMER", "PENDING_CONVERSION": "PENDING_CONVERSION"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Seeds in blocks, as for the other questions."""
    if "block" in metafunc.fixturenames:
        blocks(metafunc)


@dataclass
class Planned:
    """A cut of a world, what the rule plans and what the oracle sees, before and after."""

    case: Case
    cut: Cut
    plan: Plan
    expected: oracle_cut.Detached
    histories: Histories
    after: Seen

    @property
    def day(self) -> date:
        """The first day on which what is cut no longer holds."""
        return self.plan.on

    def agree(self, what: str, rule: object, expected: object) -> None:
        """Fail with the world and the cut where the two part."""
        agree(self.case, f"{what}\n{self.cut}", rule, expected)


@lru_cache(maxsize=1)
def planned(block: range) -> tuple[Planned, ...]:
    """Cuts of every kind in the worlds of a block, each with all knowledge."""
    return tuple(
        _plan(case, *found)
        for case in asked(block)
        if case.moment.known_at == EVERYTHING
        for uid in case.random.sample(sorted(case.seen.owner), 5)
        for found in [_cut(case, uid, case.days(uid, 1)[0])]
        if found
    )


def _cut(case: Case, uid: Uid, day: date) -> tuple[Cut, oracle_cut.Detached] | None:
    """A cut of what an account is, if that began before the day."""
    today, yesterday = case.seen.on(day), case.seen.on(day - DAY)
    if today.tier.get(uid) is not yesterday.tier.get(uid):
        return None
    if uid in today.tier and (uid not in today.standing or case.random.random() < 0.7):
        cut = Cut(uid=uid, ground=Ground.OTHER_GROUNDS, on=day, decided_on=day)
        return cut, oracle_cut.release(case.seen, uid, day)
    if uid in today.standing and today.standing[uid] is yesterday.standing.get(uid):
        cut = Cut(uid=uid, ground=Ground.PARTNER_EXIT, on=day, decided_on=day)
        return cut, oracle_cut.standing_lost(case.seen, uid, day)
    if uid in today.link and today.link[uid] is yesterday.link.get(uid):
        cut = Cut(uid=uid, ground=Ground.CUSTOMER_REQUEST, on=day, notice_received_on=day - 9 * DAY)
        return cut, oracle_cut.left(case.seen, uid, day)
    return None


def _plan(case: Case, cut: Cut, expected: oracle_cut.Detached) -> Planned:
    payments = case.world.payments
    branch = Branch(
        histories=case.histories,
        payments=payments,
        originals={FactId(row.id): row for row in case.seen.known(payments)},
        obligations=obligations_of(case.world),
    )
    found = plan(branch, cut, case.moment)
    assert isinstance(found, Plan), f"{case.question}\n{cut}\n{found}\n{print_world(case.world)}"
    histories = apply(case.histories, found.changes, LATER)
    after = Seen(_world(case.world, histories), LATER, case.moment.readings)
    return Planned(case, cut, found, expected, histories, after)


def _world(world: World, histories: Histories) -> World:
    """The world with the facts of the histories."""
    every = histories.values()
    return World(
        parties=world.parties,
        accounts=world.accounts,
        standings=tuple(row for history in every for row in history.standings),
        tier_links=tuple(row for history in every for row in history.tier_links),
        links=tuple(row for history in every for row in history.links),
        conditions=world.conditions,
        payments=world.payments,
        obligations=world.obligations,
        settlements=world.settlements,
        findings=world.findings,
    )


def test_the_edges_that_end_are_those_of_the_oracle(block: range):
    for each in planned(block):
        shown = {(str(e.edge), e.account) for e in each.plan.ended if not e.cancelled}
        each.agree("edges shown as ended", shown, each.expected.edges)
        gone = oracle_cut.edges(each.case.seen, each.day) - oracle_cut.edges(each.after, each.day)
        unborn = {
            (str(e.edge), e.account) for e in each.plan.ended if e.fact.valid_from == each.day
        }
        each.agree("edges that the changes end", gone, each.expected.edges | unborn)


def test_who_enters_anew_after_a_release_does_so_by_itself(block: range):
    """R116: on every later day standing and tier links are those of the oracle."""
    for each in planned(block):
        begins = any(row.fact.valid_from == each.day for row in each.plan.ended)
        if each.cut.ground is not Ground.OTHER_GROUNDS or begins:
            continue
        for day in (max(each.day, later) for later in each.case.days(each.cut.uid, 3)):
            shown, expected = (
                {edge for edge in oracle_cut.edges(seen, day) if edge[0] != "LINK"}
                for seen in (each.after, each.expected.after)
            )
            each.agree(f"standing and tier links on {day}", shown, expected)


def test_accounts_become_what_the_oracle_says(block: range):
    for each in planned(block):
        shown = {result.uid: str(result.outcome) for result in each.plan.accounts}
        expected = {uid: OUTCOME[state] for uid, state in each.expected.accounts.items()}
        each.agree("account results", shown, expected)


def test_no_answer_before_the_day_is_changed(block: range):
    for each in planned(block):
        before = each.case.moment
        after = Moment(before.as_of, LATER, before.readings)
        for uid in each.case.seen.owner:
            day = min(each.day - DAY, *each.case.days(uid, 2))
            old = _answers(each.case.histories, uid, day, before)
            each.agree(f"{uid} on {day}", _answers(each.histories, uid, day, after), old)


def _answers(histories: Histories, uid: Uid, day: date, moment: Moment) -> tuple[object, ...]:
    place = lineage.on(histories, uid, moment, day)
    state = lifecycle.on(histories, uid, day, moment)
    credit = attribution.credit(histories, uid, moment, day)
    debt = liability.on(histories, uid, moment, day)
    return (
        (place.role, place.above),
        (state.lifecycle, state.former_partner),
        (credit.status, credit.direct, credit.holder),
        {(each.party, each.role) for each in debt.obligors},
    )


def test_the_money_shown_is_what_the_statements_differ_by(block: range):
    for each in planned(block):
        shown: Counter[tuple[object, ...]] = Counter()
        for effect in each.plan.money:
            shown[effect.month, str(effect.before_status), effect.before] -= effect.fen
            shown[effect.month, str(effect.after_status), effect.after] += effect.fen
        expected: Counter[tuple[object, ...]] = Counter()
        for seen, sign in ((each.case.seen, -1), (each.after, 1)):
            for (month, (_, holder, status)), fen in oracle_cash.statements(seen).items():
                expected[month, status, holder] += sign * fen
        each.agree("money", _nonzero(shown), _nonzero(expected))


def test_the_debts_shown_as_changed_are_those_that_others_answer_for(block: range):
    for each in planned(block):
        as_of = max(each.day, each.case.moment.as_of)
        shown = {
            debt.obligation: (_sums(debt.before), _sums(debt.after))
            for debt in each.plan.changed_debts
        }
        for name in obligations_of(each.case.world):
            owed = [
                oracle_debt.liability(seen, name, as_of) for seen in (each.case.seen, each.after)
            ]
            before, after = (debt.sums() if debt else {} for debt in owed)
            if name in shown or before != after:
                each.agree(f"change of {name}", shown.get(name), (before, after))


def test_a_debt_from_before_the_day_survives_as_it_was(block: range):
    for each in planned(block):
        as_of = max(each.day, each.case.moment.as_of)
        for debt in each.plan.surviving:
            name = debt.obligation.id
            owed = oracle_debt.liability(each.after, name, as_of)
            assert debt.obligation.occurred_from < each.day
            assert owed
            each.agree(
                f"survival of {name}",
                (_sums(debt.shares), debt.outstanding),
                (owed.sums(), owed.outstanding),
            )


def _sums(shares: Iterable[Share]) -> dict[oracle_debt.Answer, int]:
    return {(share.party, str(share.role)): int(share.fen) for share in shares}


def _nonzero(counted: Counter[tuple[object, ...]]) -> dict[tuple[object, ...], int]:
    return {key: fen for key, fen in counted.items() if fen}
