"""The hierarchy by the days on which facts have effect (I1–I4, I6, I15)."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

from graph.model import ALIYUN, Dated, Link, TierLink, Uid
from graph.rules.invariants.violation import Violation
from graph.rules.standing import Effect, Known, on

Effects = Sequence[Effect[Dated]]


def broken(known: Known) -> Iterator[Violation]:
    """What is wrong between the standings and links of all accounts."""
    for uid in known.histories:
        standings, tiers, links = known.standings(uid), known.tier_links(uid), known.links(uid)
        yield from _empty(known, uid)
        yield from _at_once("I1", f"{uid} has two customer links", links)
        yield from _at_once("I2", f"{uid} has two tier-1s", tiers)
        yield from _at_once("I6", f"{uid} has two standings", standings)
        yield from _both("I15", f"{uid} is partner and customer", standings, links)
        for tier in tiers:
            yield from _tier_link(known, tier)
        for link in links:
            yield from _link(known, link)


def _empty(known: Known, uid: Uid) -> Iterator[Violation]:
    history = known.histories[uid]
    recorded: Iterable[Dated] = (
        *history.standings,
        *history.tier_links,
        *history.links,
        *history.conditions,
    )
    for fact in recorded:
        if fact.superseded_at is None and fact.interval.is_empty:
            message = f"{fact.id} ends on {fact.valid_to}, no later than it begins"
            yield Violation("I6", message, (fact,), "Correct its end, or take it back.")


def _at_once(invariant: str, message: str, effects: Effects) -> Iterator[Violation]:
    for one, other in combinations(effects, 2):
        yield from _shared(invariant, message, one, other)


def _both(invariant: str, message: str, some: Effects, others: Effects) -> Iterator[Violation]:
    for one, other in product(some, others):
        yield from _shared(invariant, message, one, other)


def _shared(
    invariant: str, message: str, one: Effect[Dated], other: Effect[Dated]
) -> Iterator[Violation]:
    if one.interval.is_empty or other.interval.is_empty:
        return
    if one.interval.overlaps(other.interval):
        day = max(one.interval.start, other.interval.start)
        step = "End one of them by that day, or take back the wrong one."
        yield Violation(invariant, f"{message} on {day}", (one.fact, other.fact), step)


def _tier_link(known: Known, tier: Effect[TierLink]) -> Iterator[Violation]:
    fact = tier.fact
    if fact.city == fact.tier1:
        step = "Take it back; name two different accounts."
        yield Violation("I2", f"{fact.city} stands under itself", (fact,), step)
    for uid in (fact.city, fact.tier1):
        if on(known.standings(uid), fact.valid_from) is None:
            message = f"{uid} has no standing when {fact.id} begins"
            yield Violation("I3", message, (fact,), "Record the standing, or begin later.")
    deep = f"{fact.tier1}, a tier-1, is a city partner itself"
    yield from _both("I2", deep, (tier,), known.tier_links(fact.tier1))


def _link(known: Known, link: Effect[Link]) -> Iterator[Violation]:
    """A link begins in its partner's standing; after it, it lasts until Aliyun ends it (Q8)."""
    fact = link.fact
    if fact.partner == ALIYUN or on(known.standings(fact.partner), fact.valid_from) is None:
        message = f"{fact.partner} has no standing when {fact.id} begins"
        yield Violation("I4", message, (fact,), "Record the standing, or begin later.")
