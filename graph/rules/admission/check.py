"""The order of admission: what hangs from something is checked after it."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from graph.model import (
    ALIYUN,
    FactId,
    Link,
    PartyId,
    Standing,
    TierLink,
    World,
)
from graph.rules.admission import money, structure
from graph.rules.admission.existing import Accepted, Existing, RefusedFact, current
from graph.rules.admission.papers import papers
from graph.rules.admission.papers.around import around

S = TypeVar("S", bound=Standing | TierLink | Link)


def check(existing: Existing, incoming: World) -> tuple[RefusedFact, ...]:
    """Every incoming fact that the hierarchy forbids, with the reason; none = all may be taken in.

    A fact that replaces an existing one (same id) is judged in its place.
    """
    parties = existing.parties | {PartyId(ALIYUN)} | {PartyId(p.id) for p in incoming.parties}
    accepted = Accepted(existing, _ids(incoming))
    refused = list(structure.accounts(incoming.accounts, parties))
    for account in incoming.accounts:
        accepted.add(account)
    refused += _structure(incoming, accepted)
    refused += _money(existing, incoming, accepted, parties)
    return tuple(refused)


def _ids(world: World) -> frozenset[FactId]:
    return frozenset(fact.id for fact in (*world.standings, *world.tier_links, *world.links))


def _structure(incoming: World, accepted: Accepted) -> Iterator[RefusedFact]:
    yield from _each(incoming.standings, structure.standing, accepted)
    yield from _each(incoming.tier_links, structure.tier_link, accepted)
    yield from _each(incoming.links, structure.link, accepted)
    bad = (structure.condition(fact, accepted) for fact in current(incoming.conditions))
    yield from (each for each in bad if each is not None)


def _each(
    facts: Iterable[S], rule: Callable[[S, Accepted], RefusedFact | None], accepted: Accepted
) -> Iterator[RefusedFact]:
    """Judge one after the other, each beside those taken before it."""
    for fact in current(facts):
        bad = rule(fact, accepted)
        if bad is None:
            accepted.take((fact,))
        else:
            yield bad


def _money(
    existing: Existing, incoming: World, accepted: Accepted, parties: frozenset[PartyId]
) -> Iterator[RefusedFact]:
    debts = money.debts(existing, incoming.obligations)
    yield from money.payments(incoming.payments, existing, accepted)
    yield from money.obligations(incoming.obligations, accepted, parties)
    yield from money.settlements(incoming.settlements, debts, parties)
    yield from money.findings(incoming.findings, debts, parties, accepted)
    yield from papers(incoming, around(existing, incoming, accepted, parties, debts))
