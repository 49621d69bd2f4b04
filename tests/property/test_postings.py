"""Postings against the statement worked out from all payments, at every moment and revision."""

from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from graph.ladder.naming import facts_of, world_of
from graph.model import (
    NOTHING,
    PROGRAMME,
    Amount,
    Fact,
    FactId,
    Group,
    Moment,
    Month,
    Payment,
    Posting,
    Trace,
    Uid,
    World,
)
from graph.readings import DEFAULTS
from graph.rules import arrivals, performance, postings
from graph.rules.attribution import credited, place
from graph.rules.standing import Known
from graph.rules.timeline import Cash, Timeline
from loaders.needed import below
from tests.property.questions import histories_of
from tests.property.worlds import random_world

BLOCK = 10


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    worlds = 2_000 if metafunc.config.getoption("--deep") else 60
    metafunc.parametrize("first", range(0, worlds, BLOCK))


def revised(world: World, random: Random) -> World:
    """The facts of a world recorded in some revisions, in any order, versions one by one."""
    newest, closings = random.choice([1, 3, 8]), dict[tuple[type[Fact], str], int]()
    found = list[Fact]()
    for fact in sorted(facts_of(world), key=lambda fact: fact.version, reverse=True):
        least = closings.get((type(fact), fact.id), newest)
        revision = random.randint(1, least)
        closings[type(fact), fact.id] = revision
        closed = None if fact.superseded_at is None else random.randint(revision, least)
        found.append(replace(fact, recorded_in=revision, superseded_in=closed))
    return world_of(found)


def cash_of(world: World) -> Cash:
    """All of a world, as the store gives it."""
    payments: dict[Uid, list[Payment]] = {}
    originals: dict[FactId, list[Payment]] = {}
    for payment in world.payments:
        payments.setdefault(payment.account, []).append(payment)
        originals.setdefault(payment.id, []).append(payment)
    return Cash(histories_of(world), payments, originals)


def posted(world: World, newest: int) -> list[Posting]:
    """What each revision posted, one after the other."""
    cash = cash_of(world)
    lines = [Timeline(cash, revision) for revision in range(newest + 1)]
    pairs = zip([None, *lines], lines, strict=False)
    return [
        each for one, two in pairs for each in postings.posted(one, two, cash.histories, "tests")
    ]


def questions(world: World, random: Random, newest: int) -> Iterator[tuple[Moment, Month, Any]]:
    """Moments at and around what was recorded, months in which was paid, partners and all."""
    instants = [fact.recorded_at for fact in facts_of(world)]
    instants.append(datetime(2030, 1, 1, tzinfo=UTC))
    months = [Month.of(payment.day) for payment in world.payments]
    for _ in range(12):
        moment = Moment(
            months[0].first, random.choice(instants), DEFAULTS, random.randint(0, newest)
        )
        yield moment, random.choice(months), random.choice([None, *histories_of(world)])


def kept(found: list[Posting], moment: Moment, month: Month, scope: Uid) -> dict[Group, Amount]:
    """The sums of what was posted by a moment."""
    sums: dict[Group, Amount] = {}
    for each in found:
        there = each.revision <= moment.revision and each.at <= moment.known_at
        if there and (each.group.scope, each.group.month) == (scope, month):
            sums[each.group] = sums.get(each.group, NOTHING).plus(each.amount)
    return sums


def computed(world: World, moment: Moment, month: Month, partner: Any) -> performance.Statement:
    """The statement from all payments, of what was stored at the revision."""
    stored = (fact for fact in facts_of(world) if fact.recorded_in <= moment.revision)
    seen = replace(world_of(stored), accounts=world.accounts)
    histories = histories_of(seen)
    uids = list(histories) if partner is None else below(histories, partner)
    paid = [payment for payment in seen.payments if payment.account in uids]
    originals = {each.id: each for each in moment.known(seen.payments)}
    found = performance.statement(histories, paid, originals, month, moment, partner)
    return replace(found, trace=Trace())


def test_a_statement_is_the_sum_of_what_was_posted_by_its_moment(first: int):
    for seed in range(first, first + BLOCK):
        random = Random(f"postings {seed}")
        world = revised(random_world(seed), random)
        newest = max(fact.recorded_in for fact in facts_of(world))
        found = posted(world, newest)
        for moment, month, partner in questions(world, random, newest):
            check(world, found, moment, month, partner)


def test_new_payments_are_posted_as_if_all_were_worked_out(first: int):
    for seed in range(first, first + BLOCK):
        random = Random(f"arrivals {seed}")
        world = revised(random_world(seed), random)
        newest, cash = max(fact.recorded_in for fact in facts_of(world)), cash_of(world)
        plain = [each for each in world.payments if arrivals.is_plain(each)]
        now = datetime(2019, 1, 1, tzinfo=UTC)
        plain += [replace(each, id=FactId(f"now {each.id}"), recorded_at=now) for each in plain]
        paid = cash_of(replace(world, payments=tuple(plain))).payments
        whole = Timeline(Cash(cash.histories, paid, {}), newest)
        right = postings.posted(None, whole, paid, "tests")
        assert set(arrivals.arrived(cash.histories, plain, newest, "tests")) == set(right)


def test_a_place_is_what_the_attribution_says_without_its_trace(first: int):
    for seed in range(first, first + BLOCK):
        random, world = Random(f"place {seed}"), random_world(seed)
        histories = histories_of(world)
        for moment, month, _ in questions(world, random, 1):
            known, day = Known(histories, moment), month.first
            for uid in histories:
                credit = credited(known, uid, day)
                assert place(known, uid, day) == (credit.direct, credit.holder, credit.status)


def check(world: World, found: list[Posting], moment: Moment, month: Month, partner: Any) -> None:
    """Both ways to one statement, in all its lines or, of the programme, its totals."""
    full = computed(world, moment, month, partner)
    history = histories_of(world)[partner] if partner else None
    if history and not any(
        fact.recorded_in <= moment.revision for fact in (*history.standings, *history.tier_links)
    ):
        return
    sums = kept(found, moment, month, partner or PROGRAMME)
    under = full.under_tier1
    brief = postings.summed_up(sums, month, partner, under_tier1=under)
    if partner is None:
        assert (brief.own, brief.accounts) == (full.own, full.accounts)
        brief = replace(brief, lines=full.lines)
    assert brief == full
    if history:
        tiers = performance.tiers(Known(histories_of(world), moment), partner, month)
        assert bool(tiers) is under
