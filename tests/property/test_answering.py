"""Liability edges against each debt traced anew, as of every day, at every moment and revision."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from msgspec.structs import replace

from graph.ladder.naming import facts_of, world_of
from graph.model import (
    Answering,
    Heading,
    Moment,
    ObligationHistory,
    Owing,
    PartyId,
    Uid,
    World,
)
from graph.readings import DEFAULTS, choose
from graph.rules import answering, claims, owing
from graph.rules.answering import Answers
from graph.rules.standing import Known
from tests.property.questions import histories_of, obligations_of
from tests.property.test_postings import revised
from tests.property.worlds import random_world

BLOCK = 10


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "first" in metafunc.fixturenames:
        worlds = 2_000 if metafunc.config.getoption("--deep") else 60
        metafunc.parametrize("first", range(0, worlds, BLOCK))


def owned(world: World) -> dict[PartyId, tuple[Uid, ...]]:
    """The accounts of each party, by uid."""
    found: dict[PartyId, tuple[Uid, ...]] = {}
    for account in sorted(world.accounts, key=lambda each: each.uid):
        found[account.owner] = (*found.get(account.owner, ()), account.uid)
    return found


def accounts(mine: dict[PartyId, tuple[Uid, ...]], debt: ObligationHistory) -> tuple[Uid, ...]:
    """The accounts of a debtor that is a party."""
    return tuple(uid for each in debt.versions if each.party for uid in mine.get(each.party, ()))


def moments(world: World, random: Random, newest: int) -> Iterator[Moment]:
    """Days and instants at and around what was recorded, at any revision."""
    debts = (*world.obligations, *world.settlements, *world.findings)
    instants = [fact.recorded_at for fact in facts_of(world)]
    instants += [fact.superseded_at for fact in facts_of(world) if fact.superseded_at]
    days = [getattr(each, "on", None) or getattr(each, "found_on", None) for each in debts]
    days = [day for day in days if day] + [each.occurred_from for each in world.obligations]
    for _ in range(12):
        at = random.choice([*instants, datetime(2030, 1, 1, tzinfo=UTC)])
        day = random.choice([*days, date(2030, 1, 1)]) + timedelta(random.choice([-1, 0, 0, 1]))
        yield Moment(day, at, DEFAULTS, random.randint(0, newest))


def standing(edges: set[Answering], moment: Moment) -> dict[Heading, tuple[object, ...]]:
    """What edges say as of a day, as known at an instant."""
    return {
        each.heading: (each.version, each.clauses, each.owing)
        for each in edges
        if each.first <= moment.as_of < (each.end or date.max)
        and each.at <= moment.known_at < (each.until or datetime.max.replace(tzinfo=UTC))
    }


def traced(known: Known, debt: ObligationHistory, mine: tuple[Uid, ...]) -> dict[Heading, object]:
    """What the rule says at the moment."""
    found = claims.traced(known, debt, mine)
    parts: dict[Heading, Owing] = owing.parts(found) if found else {}
    return {
        heading: (
            found.obligation.version,
            next(
                each.clauses
                for each in found.shares
                if (each.party, each.role) == (heading.party, heading.role)
            ),
            owed,
        )
        for heading, owed in parts.items()
        if found
    }


def test_the_edges_of_a_debt_say_who_answers_at_every_moment(first: int):
    for seed in range(first, first + BLOCK):
        random = Random(f"answering {seed}")
        world = revised(random_world(seed), random)
        newest = max(fact.recorded_in for fact in facts_of(world))
        mine, debts = owned(world), obligations_of(world)
        for moment in moments(world, random, newest):
            stored = (fact for fact in facts_of(world) if fact.recorded_in <= moment.revision)
            seen = replace(world_of(stored), accounts=world.accounts)
            answers = Answers(histories_of(world), moment.revision)
            known = Known(histories_of(seen), moment)
            for debt in debts.values():
                edges = answers.edges(debt, accounts(mine, debt))
                right = traced(known, debt, accounts(mine, debt))
                assert standing(edges, moment) == right, (seed, moment)


def test_an_edge_that_lasts_is_without_an_end():
    world = random_world(1)
    answers = Answers(histories_of(world), 2)
    debts = obligations_of(world)
    every = {each for debt in debts.values() for each in answers.edges(debt)}
    assert {each.lasting for each in every if each.end or each.until} <= {False}
    assert any(each.lasting for each in every)


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        ({}, True),
        ({"Q14": "CONSUMED"}, True),
        ({"Q7": "AUTOMATIC"}, False),
        ({"Q9": "CUSTOMER"}, False),
        ({"Q11": "ALWAYS_JOINT"}, False),
        ({"Q13": "TIER1"}, False),
    ],
)
def test_other_readings_of_who_answers_are_not_kept(chosen: dict[str, str], *, kept: bool):
    moment = Moment(date(2018, 3, 1), datetime(2018, 3, 1, tzinfo=UTC), choose(chosen))
    assert answering.kept_for(moment) is kept
