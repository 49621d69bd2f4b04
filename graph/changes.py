"""All that a write may do, as values; and what they do to a world, purely.

Nothing is deleted or overwritten: an interval ends and a correction supersedes, both by a new
version of the same fact. `apply` is how a preview looks at the world after a plan; the ledger
writes the same values into a store.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar, assert_never

import msgspec
from msgspec import Struct

from graph.model import (
    AccountCondition,
    AccountHistory,
    Dated,
    Fact,
    FactId,
    Histories,
    Link,
    Standing,
    TierLink,
    Uid,
)

F = TypeVar("F", bound=Fact)
Upward = Standing | TierLink | Link | AccountCondition
_Versions = dict[tuple[FactId, int], Upward]


class Record(Struct, frozen=True, tag=True):
    """Write down a fact that the store does not have yet."""

    fact: Fact


class End(Struct, frozen=True, tag=True):
    """End a dated fact: `on` is the first day on which it no longer holds."""

    fact: Dated
    on: date
    cause: str = ""


class Supersede(Struct, frozen=True, tag=True):
    """Replace a version of a fact by a corrected one."""

    old: Fact
    new: Fact


class Retract(Struct, frozen=True, tag=True):
    """Take a fact back: it is known no longer, and nothing stands in its place."""

    fact: Fact
    cause: str = ""


Change = Record | End | Supersede | Retract


def versions(change: Change, at: datetime, revision: int = 0) -> tuple[Fact | None, Fact | None]:
    """The version that a change closes and the one it opens, stamped as recorded `at`."""
    match change:
        case Record(fact):
            return None, _opened(fact, at, revision, fact.version)
        case End(fact, on):
            new = _ended(fact, on)
            return _closed(fact, at, revision), _opened(new, at, revision, fact.version + 1)
        case Supersede(old, new):
            return _closed(old, at, revision), _opened(new, at, revision, old.version + 1)
        case Retract(fact):
            return _closed(fact, at, revision), None
        case _ as never:
            assert_never(never)


def _ended(fact: Dated, on: date) -> Dated:
    """A fact ended on a day; a standing ends no more for the cause it was to end for (R91)."""
    if isinstance(fact, Standing):
        return msgspec.structs.replace(fact, valid_to=on, end_cause=None)
    return msgspec.structs.replace(fact, valid_to=on)


def _closed(fact: F, at: datetime, revision: int) -> F:
    return msgspec.structs.replace(fact, superseded_at=at, superseded_in=revision)


def _opened(fact: F, at: datetime, revision: int, version: int) -> F:
    return msgspec.structs.replace(
        fact,
        version=version,
        recorded_at=at,
        recorded_in=revision,
        superseded_at=None,
        superseded_in=None,
    )


def apply(
    histories: Histories, changes: Iterable[Change], at: datetime
) -> dict[Uid, AccountHistory]:
    """The histories as they would be after the changes, known from `at` on.

    Every account that a change is about must be among the histories (else KeyError).
    """
    places: dict[tuple[Uid, str], _Versions] = {}
    for change in changes:
        for fact in versions(change, at):
            if isinstance(fact, Standing | TierLink | Link | AccountCondition):
                _place(places, histories, fact)
    after = dict(histories)
    for (uid, field), facts in places.items():
        after[uid] = msgspec.structs.replace(after[uid], **{field: tuple(facts.values())})
    return after


def _place(places: dict[tuple[Uid, str], _Versions], histories: Histories, fact: Upward) -> None:
    """Put one version behind the others of its account, in place of the same one if it is there."""
    place = uid, field = upward(fact)
    there = places.get(place)
    if there is None:
        there = places[place] = {
            (one.id, one.version): one for one in getattr(histories[uid], field)
        }
    key = fact.id, fact.version
    there.pop(key, None)
    there[key] = fact


def upward(fact: Upward) -> tuple[Uid, str]:
    """The account whose history holds a fact, and the field of `AccountHistory` it stands in."""
    match fact:
        case Standing():
            return fact.account, "standings"
        case TierLink():
            return fact.city, "tier_links"
        case Link():
            return fact.account, "links"
        case AccountCondition():
            return fact.account, "conditions"
        case _ as never:
            assert_never(never)
