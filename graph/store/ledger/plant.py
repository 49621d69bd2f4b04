"""A world put into a store: what is new is recorded, what is there is left, and nothing doubles."""

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from graph.changes import Change, Record, Retract, Supersede
from graph.model import ALIYUN, Account, Fact, FactId, Party, PartyId, PartyKind, World
from graph.model.facts import says_the_same
from graph.store.engine import Engine, Transaction
from graph.store.ledger.commit import commit
from graph.store.ledger.stored import facts_of, stored_of
from graph.store.ledger.values import Author, Committed, Decision
from graph.store.ledger.write import KINDS

Key: TypeAlias = tuple[type[Fact], str]
Versions: TypeAlias = dict[int, Fact]

ROOT: tuple[Fact, ...] = (
    Party(id=FactId(ALIYUN), name="Aliyun", kind=PartyKind.ALIYUN),
    Account(id=FactId(ALIYUN), owner=PartyId(ALIYUN), name="Aliyun"),
)
"""What every store holds: the party and the account that all standings hang from."""


class Fate(StrEnum):
    """What becomes of a fact that is planted."""

    NEW = "new"
    SUPERSEDED = "superseded"
    UNCHANGED = "unchanged"


class _Step(Struct, frozen=True):
    fate: Fate
    change: Record | Retract | Supersede | None = None


UNCHANGED = _Step(Fate.UNCHANGED)


class Conflict(Struct, frozen=True):
    """A fact that is in the store under the same id with another content."""

    incoming: Fact
    stored: Fact


class Planted(Struct, frozen=True):
    """What planting did, by kind of fact (`link`, `payment` …) and fate; or what stood against it.

    With conflicts nothing was stored.
    """

    counts: dict[str, dict[Fate, int]]
    conflicts: tuple[Conflict, ...] = ()


async def plant(  # noqa: PLR0913 - three ways to plant, each off or on by default
    engine: Engine,
    world: World,
    author: Author,
    *,
    dry_run: bool = False,
    corrections: bool = False,
    backdated: bool = True,
) -> Committed[Planted]:
    """Commit a world, once: planted again it changes nothing.

    A version that is stored with the same content is left; one that the world says was superseded
    is closed; another content under a stored id is a conflict, or with `corrections` supersedes
    what is stored. `backdated`: facts keep the recorded times they carry, else all are recorded at
    `author.at`. The root account is planted with the first world.
    """
    incoming = [fact for fact in facts_of(world) if backdated or fact.superseded_at is None]

    async def decide(tx: Transaction) -> Decision[Planted]:
        return planned(incoming, await stored_of(tx, world), corrections=corrections)

    return await commit(engine, decide, author, dry_run=dry_run, backdated=backdated)


def planned(
    incoming: Iterable[Fact], stored: Iterable[Fact], *, corrections: bool = False
) -> Decision[Planted]:
    """What planting facts changes, given what is stored under their ids; pure."""
    versions = defaultdict[Key, Versions](dict)
    for fact in stored:
        versions[type(fact), fact.id][fact.version] = fact
    counts = {kind: dict.fromkeys(Fate, 0) for kind in KINDS.values()}
    changes, conflicts = list[Change](), list[Conflict]()
    for fact in sorted(incoming, key=lambda fact: fact.version):
        there = versions[type(fact), fact.id]
        outcome = _outcome(fact, there, corrections=corrections)
        if isinstance(outcome, Conflict):
            conflicts.append(outcome)
            continue
        counts[KINDS[type(fact)]][outcome.fate] += 1
        if outcome.change is not None:
            there |= _after(outcome.change)
            changes.append(outcome.change)
    changes += [Record(root) for root in ROOT if not versions[type(root), root.id]]
    return Decision(Planted(counts, tuple(conflicts)), () if conflicts else tuple(changes))


def _outcome(fact: Fact, stored: Versions, *, corrections: bool) -> _Step | Conflict:
    """What becomes of one version of a fact, given the versions stored before it."""
    if not stored:
        return _Step(Fate.NEW, Record(fact))
    newest, there = stored[max(stored)], stored.get(fact.version)
    if there is None:
        return _missing(fact, newest)
    if says_the_same(fact, there):
        if fact.superseded_at is None or there.superseded_at is not None:
            return UNCHANGED
        closed = replace(there, superseded_at=fact.superseded_at)
        return _Step(Fate.SUPERSEDED, Retract(closed))
    outdated = corrections and fact.superseded_at is not None
    if outdated or fact.id == ALIYUN or says_the_same(fact, newest):
        return UNCHANGED
    return _following(fact, newest) if corrections else Conflict(fact, there)


def _missing(fact: Fact, newest: Fact) -> _Step:
    """A version that is not stored; of a party or an account only the newest is looked at."""
    if fact.version > newest.version:
        return _following(fact, newest)
    if fact.superseded_at is None or isinstance(fact, Party | Account):
        return UNCHANGED
    return _Step(Fate.NEW, Record(fact))


def _following(fact: Fact, newest: Fact) -> _Step:
    """The version after the newest one, in its place if that is still open."""
    if newest.superseded_at is None:
        return _Step(Fate.SUPERSEDED, Supersede(newest, fact))
    version = max(fact.version, newest.version + 1)
    return _Step(Fate.NEW, Record(replace(fact, version=version)))


def _after(change: Record | Retract | Supersede) -> Versions:
    """The versions as they stand after a change, by number."""
    if isinstance(change, Supersede):
        old = replace(change.old, superseded_at=change.new.recorded_at)
        new = replace(change.new, version=old.version + 1, superseded_at=None)
        return {old.version: old, new.version: new}
    return {change.fact.version: change.fact}
