"""The facts of a store held to what its feed tells, a part of them at a time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TypeAlias
from zlib import crc32

from graph.model import Account, Fact, Party
from graph.store import facts
from graph.store.aside import Aside
from graph.store.facts.rows import Reader, Tell, batches
from graph.store.ledger.content import ANY_FACT, pairs
from graph.store.ledger.feed import chained_events
from graph.store.ledger.head import head
from graph.store.ledger.replay import ReplayImpossible
from graph.store.ledger.stamp import settled
from graph.store.ledger.stored import facts_of
from graph.store.ledger.values import Event

PARTS = 256
"""Parts into which the facts are cut by their keys: a few thousands of each million."""

SOME = 500
"""Accounts whose payments are read together."""

_Facts: TypeAlias = dict[tuple[str, str], Fact]
"""Versions by the name of their kind and by key."""


async def differences(
    reader: Reader, tell: Tell = lambda _: None, expect: Tell = lambda _: None
) -> tuple[int, tuple[str, ...]]:
    """How many versions of facts the feed tells of, and where the store says otherwise.

    `tell` is told of each event, and `expect` how many there are. Raises ReplayImpossible where an
    event tells changes without their content.
    """
    number, found = 0, list[tuple[str, str, str]]()
    expect((await head(reader)).seq)
    with Aside[int, Fact](ANY_FACT) as told, Aside[int, Fact](ANY_FACT) as stored:
        async for event in chained_events(reader):
            _put(told, _told(event))
            tell(1)
        await _read(reader, stored)
        for part in told.places | stored.places:
            every = _by_key(told.of(part))
            number += len(every)
            found += _different(every, _by_key(stored.of(part)))
    return number, tuple(f"{kind} {key} {what}" for kind, key, what in sorted(found))


def _told(event: Event) -> Iterable[Fact]:
    """The versions that an event tells, each as it is after it."""
    try:
        return chain.from_iterable(settled(pairs(event)))
    except ValueError as error:
        raise ReplayImpossible(str(error)) from error


async def _read(reader: Reader, stored: Aside[int, Fact]) -> None:
    """Put all facts of the store aside."""
    world = await facts.besides_payments(reader)
    _put(stored, facts_of(world))
    for uids in batches(sorted({each.uid for each in world.accounts}), SOME):
        _put(stored, (await facts.payments(reader, uids))[0])


def _put(aside: Aside[int, Fact], every: Iterable[Fact]) -> None:
    """Put versions with the others that have their keys."""
    parts = defaultdict[int, list[Fact]](list)
    for fact in every:
        parts[crc32(fact.key.encode()) % PARTS].append(fact)
    for part, some in parts.items():
        aside.put(part, some)


def _by_key(every: Iterable[Fact]) -> _Facts:
    """The last of each version."""
    return {(type(fact).__name__, fact.key): fact for fact in every}


def _passing(fact: Fact) -> bool:
    """Whether it is a version of a party or an account that its own commit replaced: not kept."""
    return isinstance(fact, Party | Account) and fact.recorded_in == fact.superseded_in


def _different(told: _Facts, stored: _Facts) -> Iterator[tuple[str, str, str]]:
    """Kinds and keys of versions with what is wrong with them."""
    right = {key: fact for key, fact in told.items() if not _passing(fact)}
    for key in right.keys() | stored.keys():
        if key not in stored:
            yield *key, "is told in the feed, the store does not hold it"
        elif key in right and right[key] != stored[key]:
            yield *key, "is stored otherwise than the feed tells"
        elif key not in right and not _passing(stored[key]):
            yield *key, "is stored, the feed does not tell of it"
