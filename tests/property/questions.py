"""What is asked of a random world: moments, days near its edges, and the facts a rule is handed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from random import Random

import msgspec
import pytest

from graph.ladder import print_world
from graph.model import (
    AccountHistory,
    Dated,
    FactId,
    Moment,
    Obligation,
    ObligationHistory,
    Readings,
    Uid,
    World,
)
from graph.readings import choose
from tests.property.book import DAY, FIRST, LAST
from tests.property.oracle import Seen
from tests.property.worlds import random_world

ASKED = {
    "Q7": ("DECISION", "DECISION", "AUTOMATIC"),
    "Q9": ("UNRESOLVED", "UNRESOLVED", "FORMER_PARTNER", "CUSTOMER"),
    "Q11": ("CONTINGENT", "CONTINGENT", "ALWAYS_JOINT"),
    "Q13": ("CITY_PARTNER", "TIER1"),
    "Q14": ("PAID", "CONSUMED"),
}
BLOCK = 25
EVERYTHING = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass
class Case:
    """One world, asked at one moment: the facts as a store gives them, and the oracle's view."""

    seed: int
    world: World
    moment: Moment
    seen: Seen
    histories: dict[Uid, AccountHistory]
    random: Random

    @property
    def question(self) -> str:
        """The moment, for a message."""
        chosen = {q: self.moment.readings.chosen(q) for q in ASKED}
        as_of, known_at = self.moment.as_of, self.moment.known_at
        return f"seed {self.seed}, as_of {as_of}, known_at {known_at}, {chosen}"

    def days(self, uid: Uid, count: int) -> list[date]:
        """Days near what begins and ends in the chain above an account."""
        facts = [self.histories[each] for each in climb(self.histories, uid)]
        rows: list[Dated] = [r for h in facts for r in (*h.standings, *h.tier_links, *h.links)]
        rows += self.histories[uid].conditions
        edges = [day for row in rows for day in (row.valid_from, row.valid_to) if day]
        return [self._near(edges) for _ in range(count)]

    def _near(self, edges: list[date]) -> date:
        if not edges or self.random.random() < 0.15:
            return FIRST + DAY * self.random.randint(0, (LAST - FIRST).days)
        return self.random.choice(edges) + DAY * self.random.choice([-1, 0, 0, 1])

    def on(self, as_of: date) -> "Case":
        """The same, asked about another day."""
        return replace(self, moment=msgspec.structs.replace(self.moment, as_of=as_of))

    def debt_days(self, name: FactId) -> list[date]:
        """Days to ask about a debt: near its start, settlements and findings, and late."""
        debt = obligations_of(self.world)[name]
        days = [row.occurred_from for row in debt.versions]
        days += [row.on for row in debt.settlements] + [row.found_on for row in debt.findings]
        return [self._near(days), self._near(days), LAST + 90 * DAY]

    def above(self, uid: Uid) -> dict[Uid, AccountHistory]:
        """The histories that a store fetches for a question about one account, and no other."""
        return {each: self.histories[each] for each in climb(self.histories, uid)}


def blocks(metafunc: pytest.Metafunc) -> None:
    """Give a test its seeds in blocks, so that ten thousand worlds are four hundred tests."""
    worlds = 10_000 if metafunc.config.getoption("--deep") else 300
    found = [range(start, start + BLOCK) for start in range(0, worlds, BLOCK)]
    names = [f"{block[0]}-{block[-1]}" for block in found]
    metafunc.parametrize("block", found, ids=names, scope="module")


def agree(case: Case, what: str, rule: object, expected: object) -> None:
    """Fail with the world and the question where rule and oracle part."""
    if rule != expected:
        parted = f"rule:   {rule}\noracle: {expected}"
        text = f"{what}\n{case.question}\n{parted}\n{print_world(case.world)}"
        pytest.fail(text, pytrace=False)


@lru_cache(maxsize=64)
def cases(seed: int) -> tuple[Case, ...]:
    """The world of a seed with all knowledge, and at a random moment of knowledge."""
    random, world = Random(f"moments {seed}"), random_world(seed)
    histories, found = histories_of(world), []
    for known_at in (EVERYTHING, _instant(random, world)):
        readings = _readings(random)
        moment = Moment(FIRST + DAY * random.randint(0, 300), known_at, readings)
        seen = Seen(world, known_at, readings)
        found.append(Case(seed, world, moment, seen, histories, Random()))
    return tuple(found)


def asked(seeds: Iterable[int]) -> Iterator[Case]:
    """The cases of some seeds, each asking the same again whatever was asked before."""
    for case in (case for seed in seeds for case in cases(seed)):
        case.random.seed(f"questions {case.seed} {case.moment.known_at}")
        yield case


def _readings(random: Random) -> Readings:
    return choose({question: random.choice(options) for question, options in ASKED.items()})


def _instant(random: Random, world: World) -> datetime:
    """When something came to be known, or a second before."""
    dated = [*world.standings, *world.tier_links, *world.links]
    at = random.choice([row.recorded_at for row in dated])
    return at - timedelta(seconds=random.choice([0, 1]))


def histories_of(world: World) -> dict[Uid, AccountHistory]:
    """Every account with all versions of its facts."""
    return {
        account.uid: AccountHistory(
            account,
            tuple(row for row in world.standings if row.account == account.uid),
            tuple(row for row in world.tier_links if row.city == account.uid),
            tuple(row for row in world.links if row.account == account.uid),
            tuple(row for row in world.conditions if row.account == account.uid),
        )
        for account in world.accounts
    }


def climb(histories: dict[Uid, AccountHistory], uid: Uid) -> set[Uid]:
    """The account, all partners it was ever linked to, and all their tier-1s ever."""
    partners = {uid} | {row.partner for row in histories[uid].links}
    return partners | {row.tier1 for each in partners for row in histories[each].tier_links}


def obligations_of(world: World) -> dict[FactId, ObligationHistory]:
    """Every obligation with all its versions, settlements and findings."""
    versions: dict[FactId, list[Obligation]] = {}
    for row in world.obligations:
        versions.setdefault(row.id, []).append(row)
    return {
        name: ObligationHistory(
            tuple(rows),
            tuple(row for row in world.settlements if row.obligation == name),
            tuple(row for row in world.findings if row.obligation == name),
        )
        for name, rows in versions.items()
    }
