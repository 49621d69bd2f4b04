"""Changes made versions: what a commit closes and what it opens, each with its two times."""

from collections.abc import Iterable
from typing import TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from graph.changes import Change, Record, Retract, versions
from graph.model import Fact
from graph.store.ledger.values import Author

F = TypeVar("F", bound=Fact)
_Key: TypeAlias = tuple[type[Fact], str]


class Stamped(Struct, frozen=True):
    """One change with the version it closes and the one it opens, as they are written."""

    change: Change
    closed: Fact | None
    opened: Fact | None

    @property
    def versions(self) -> tuple[Fact, ...]:
        """The versions there are, the newest last."""
        return tuple(fact for fact in (self.closed, self.opened) if fact is not None)


def stamp(
    changes: Iterable[Change], author: Author, revision: int, *, backdated: bool
) -> list[Stamped]:
    """Stamp every change with the commit's instant and revision.

    `backdated`: a recorded fact keeps the recorded and superseded times it carries, and a version
    that is taken back the superseded time; ends and corrections are known from the commit on.
    """
    return [_stamped(change, author, revision, backdated=backdated) for change in changes]


def _stamped(change: Change, author: Author, revision: int, *, backdated: bool) -> Stamped:
    closed, opened = versions(change, author.at, revision)
    match change:
        case Record(fact) if backdated:
            opened = _kept(fact, revision)
        case Retract(fact) if backdated and closed is not None:
            closed = replace(closed, superseded_at=fact.superseded_at or author.at)
        case _:
            opened = opened and replace(opened, recorded_by=author.actor)
    return Stamped(change, closed, opened)


def _kept(fact: F, revision: int) -> F:
    closed_in = None if fact.superseded_at is None else revision
    return replace(fact, recorded_in=revision, superseded_in=closed_in)


def settled(
    pairs: Iterable[tuple[Fact | None, Fact | None]],
) -> tuple[list[Fact], list[Fact]]:
    """The versions to close and those to open; one opened and closed at once is opened closed.

    The order of the pairs says nothing: a version is opened once and closed once.
    """
    closed, opened = dict[_Key, Fact](), dict[_Key, Fact]()
    for old, new in pairs:
        if old is not None:
            closed[_key(old)] = old
        if new is not None:
            opened[_key(new)] = new
    for key in closed.keys() & opened.keys():
        opened[key] = closed.pop(key)
    return list(closed.values()), list(opened.values())


def _key(fact: Fact) -> _Key:
    """A version among those of every kind: a party and an account may share an id."""
    return type(fact), fact.key
