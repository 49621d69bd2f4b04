"""Violations and deposits are as an oracle finds them day by day (R61, R62, R71, R72, R74)."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from graph.model import (
    DepositEntry,
    DepositMove,
    FactId,
    Fen,
    Moment,
    PartyId,
    PartyPapers,
    Violation,
    ViolationClass,
    ViolationOutcome,
    start_of,
)
from graph.readings import Q3, Q4, Q5, choose
from graph.rules.deposit.demand import demands
from graph.rules.deposit.moves import claim, movements
from graph.rules.violations.record import record
from graph.rules.violations.rights import RightKind
from tests.property import oracle_breach as oracle

WHO = PartyId("orchard")
FIRST, LAST = date(2017, 1, 2), date(2018, 12, 20)
DEBTS = {"o1", "o2"}
MOVES = [*DepositMove, DepositMove.DEDUCTED, DepositMove.TOPPED_UP]


class Dice:
    """Random papers of one party; what is learnt late, mended or taken back is among them."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)
        own = FIRST + timedelta(days=self.random.randint(0, 340))
        near = [own, own + timedelta(days=self.random.randint(1, 30))]
        self.near = [*near, *map(oracle.year_later, near)]

    def day(self, first: date = FIRST, spread: int = 717) -> date:
        """A day in a span, often one of a few, so that days meet and years end on one."""
        near = [day for day in self.near if first <= day <= first + timedelta(days=spread)]
        if near and self.random.random() < 0.5:
            return self.random.choice(near) + timedelta(days=self.random.choice([0, 0, 0, 1]))
        return first + timedelta(days=self.random.randint(0, spread))

    def maybe(self, day: date, share: float = 0.5, spread: int = 12) -> date | None:
        return self.day(day, spread) if self.random.random() < share else None

    def versions(self, fact: Any, other: Any) -> list[Any]:
        """A fact in one version or two, of which the first was wrong or taken back."""
        learnt = start_of(self.day())
        mended = learnt + timedelta(hours=self.random.randint(1, 3000))
        match self.random.random():
            case share if share < 0.7:
                return [_told(fact, learnt)]
            case share if share < 0.9:
                return [_told(other, learnt, mended), _told(fact, mended)]
            case _:
                return [_told(fact, learnt, mended)]

    def violation(self, name: str) -> Violation:
        acted = self.day()
        reported = self.day(acted, 20)
        noticed = self.maybe(reported, 0.7)
        decided = self.maybe(noticed or reported, 0.5, 40)
        outcome = None if decided is None else self.random.choice(list(ViolationOutcome))
        counted = self.maybe(decided or reported, 0.4, 20)
        return Violation(
            id=FactId(name),
            party=WHO,
            rank=self.random.choices(list(ViolationClass), [1, 5])[0],
            clause="MR 6.2.7.3",
            acted_on=self.random.choice([acted, None]),
            reported_on=reported,
            noticed_on=noticed,
            replied_on=None if noticed is None else self.maybe(noticed, 0.5, 9),
            outcome=outcome,
            decided_on=decided,
            counted_on=counted,
        )

    def entry(self, name: str) -> DepositEntry:
        on = self.day()
        return DepositEntry(
            id=FactId(name),
            party=WHO,
            move=self.random.choice(MOVES),
            fen=Fen(self.random.choice([1, 99_999, 200_000, 500_000, 800_000])),
            on=on,
            noticed_on=self.maybe(on, 0.6, 20),
            about=FactId(self.random.choice(["o1", "o2"])) if self.random.random() < 0.5 else None,
        )

    def papers(self) -> PartyPapers:
        some = range(self.random.randint(1, 9))
        charged = [self.versions(self.violation(f"v{n}"), self.violation(f"v{n}")) for n in some]
        moved = [self.versions(self.entry(f"e{n}"), self.entry(f"e{n}")) for n in some]
        return PartyPapers(
            violations=tuple(each for every in charged for each in every),
            deposit_entries=tuple(each for every in moved for each in every),
        )

    def moment(self) -> Moment:
        given = {each.__name__: self.random.choice(list(each)) for each in (Q3, Q4, Q5)}
        at = start_of(self.day()) + timedelta(hours=self.random.randint(0, 4000))
        return Moment(self.day(), at, choose({key: str(each) for key, each in given.items()}))


def _told(fact: Any, known: datetime, until: datetime | None = None) -> Any:
    return replace(fact, recorded_at=known, superseded_at=until)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """400 worlds in blocks; `--deep` asks 20,000."""
    deep = metafunc.config.getoption("--deep")
    size = 1_000 if deep else 20
    metafunc.parametrize("block", [range(at * size, (at + 1) * size) for at in range(20)])


def test_what_counts_what_it_costs_and_the_right_are_those_of_the_oracle(block: range):
    for seed in block:
        dice = Dice(f"charges {seed}")
        papers, moment = dice.papers(), dice.moment()
        readings = moment.readings
        found = record(papers.violations, (), moment)
        seen = oracle.known(papers.violations, moment.known_at)
        told = oracle.charges(seen, moment.as_of, from_act=readings.of(Q5) is Q5.FROM_ACT)
        cumulative = readings.of(Q4) is Q4.CUMULATIVE_14000
        expected = {
            each.id: (each.since, told.ordinal(each), told.cost(each, cumulative=cumulative))
            for each in told.every
        }
        counted = {
            each.proceedings.violation.id: (each.since, each.ordinal, each.penalty // 100)
            for each in found.counted
        }
        assert counted == expected, (seed, moment)
        assert found.counting == told.on(moment.as_of), (seed, moment)
        enough = 3 if readings.of(Q3) is Q3.THIRD else 4
        rights = [each for each in found.rights if each.kind is RightKind.REPEATED_VIOLATIONS]
        spans = [(each.since, each.through) for each in rights]
        stands = told.right(moment.as_of, enough)
        assert spans == ([] if stands is None else [stands]), (seed, moment)


def test_what_is_held_claimed_and_asked_is_what_the_oracle_finds(block: range):
    for seed in block:
        dice = Dice(f"deposit {seed}")
        papers, moment = dice.papers(), dice.moment()
        moves = movements(papers, moment)
        seen = oracle.known(papers.deposit_entries, moment.known_at)
        there = [each for each in seen if each.on <= moment.as_of]
        found = oracle.box(there, moment.as_of, DEBTS)
        balance = moves[-1].balance if moves else 0
        assert balance == found.held, (seed, moment)
        assert all(each.balance >= 0 for each in moves), (seed, moment)
        assert claim(moves) == sum(found.claims.values()), (seed, moment)
        asked = demands(papers, moves, moment, city_partner=False)
        assert [[each.fen, each.met] for each in asked] == found.asked, (seed, moment)
