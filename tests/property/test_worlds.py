"""The random worlds are legal whenever one looks, and hold what the rules should meet."""

from collections.abc import Iterable
from datetime import date
from itertools import combinations, product

import pytest

from graph.model import Dated, FactId, World
from graph.readings import DEFAULTS
from tests.property.book import DAY, FIRST, LAST
from tests.property.oracle import Seen, credit, lifecycle, role
from tests.property.oracle_debt import liability
from tests.property.worlds import random_world

SEEDS = range(60)


def instants(world: World) -> list:
    """Every instant at which knowledge changes."""
    facts = [fact for name in world.__struct_fields__ for fact in getattr(world, name)]
    return sorted({at for f in facts for at in (f.recorded_at, f.superseded_at) if at})


def clashes(rows: Iterable[Dated]) -> list[tuple[Dated, Dated]]:
    """Pairs of rows that share a day."""
    return [
        (one, other)
        for one, other in combinations(rows, 2)
        if one.valid_from < (other.valid_to or date.max)
        and other.valid_from < (one.valid_to or date.max)
    ]


def illegal(seen: Seen) -> list[object]:
    """What I1, I2, I6 and I15 forbid, among the rows as they are written."""
    rows: list[Dated] = [*seen.standings, *seen.tiers, *seen.links, *seen.conditions]
    found: list[object] = [row for row in rows if row.valid_to and row.valid_to <= row.valid_from]
    for uid in seen.owner:
        found += clashes(row for row in seen.standings if row.account == uid)
        found += clashes(row for row in seen.tiers if row.city == uid)
        found += clashes(row for row in seen.links if row.account == uid)
        own: list[Dated] = [row for row in seen.links if row.account == uid]
        own += [row for row in seen.standings if row.account == uid]
        found += [pair for pair in clashes(own) if type(pair[0]) is not type(pair[1])]
    cities = {row.city for row in seen.tiers}
    return found + [row for row in seen.tiers if row.tier1 in cities]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_world_is_legal_at_every_moment_of_knowledge(seed: int):
    world = random_world(seed)
    assert [illegal(Seen(world, at, DEFAULTS)) for at in instants(world)[::7]] == [
        [] for _ in instants(world)[::7]
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_versions_of_a_fact_follow_one_another(seed: int):
    world = random_world(seed)
    for name in world.__struct_fields__:
        versions: dict[str, list] = {}
        for fact in getattr(world, name):
            versions.setdefault(fact.id, []).append(fact)
        for told in versions.values():
            assert [fact.version for fact in told] == list(range(1, len(told) + 1))
            assert [f.superseded_at for f in told[:-1]] == [f.recorded_at for f in told[1:]]
            assert all(f.superseded_at is None or f.recorded_at < f.superseded_at for f in told)


def test_the_same_seed_is_the_same_world():
    assert random_world(7) == random_world(7)
    assert random_world(7) != random_world(8)


def test_a_plain_world_knows_everything_on_its_day():
    world = random_world(5, twisted=False)
    assert all(len({f.id for f in w}) * 2 >= len(w) for w in (world.links, world.standings))


def test_the_worlds_hold_what_the_rules_should_meet():
    met: set[str] = set()
    for seed in SEEDS:
        world = random_world(seed)
        seen = Seen(world, max(instants(world)), DEFAULTS)
        for uid, number in product(seen.owner, range(0, 240, 8)):
            day = FIRST + DAY * number
            met |= {role(seen, uid, day), lifecycle(seen, uid, day), credit(seen, uid, day)[0]}
        for owed in world.obligations:
            found = liability(seen, FactId(owed.id), LAST)
            met |= {kind for _, kind in found.sums()} if found else set()
    assert met == {
        *("ALIYUN", "TIER1", "CITY_PARTNER", "PARTNER", "CUSTOMER", "UNLINKED"),
        *("ACTIVE", "FROZEN", "PENDING_CONVERSION", "CONVERTED", "CLOSED"),
        *("ATTRIBUTED", "NO_FEE_HOLDER", "UNATTRIBUTED"),
        *("PRIMARY", "JOINT", "SOLE", "JOINT_CONTINGENT", "UNRESOLVED"),
    }
