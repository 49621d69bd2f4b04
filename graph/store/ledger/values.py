"""What goes into a commit and what comes out of it, as values."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import ClassVar, Generic, TypeAlias, TypeVar

from msgspec import Struct

from graph.changes import Change
from graph.model import Fact
from graph.store.engine import Transaction
from graph.store.errors import StoreError

T = TypeVar("T")


class Author(Struct, frozen=True):
    """Who commits, at which instant (the commit's recorded time), on what document, and why."""

    actor: str
    at: datetime
    request_id: str = ""
    source: str = ""
    reason: str = ""


class Once(Struct, frozen=True):
    """A caller's key under which a result is kept and given again.

    `input` is everything the result depends on, as bytes; `result` is the type of the decision's
    value, as msgspec decodes it.
    """

    caller: str
    key: str
    input: bytes
    result: object


class Occurrence(Struct, frozen=True):
    """Something worth an event that is no change of a fact, such as a request that was decided."""

    kind: str
    subjects: tuple[str, ...]
    clauses: tuple[str, ...] = ()
    detail: str | None = None


class Decision(Struct, Generic[T], frozen=True):
    """What a piece of work decided: the changes to write, further events, and its answer.

    `clauses` are those the changes rest on; they stand in each change's event.
    """

    value: T
    changes: Sequence[Change] = ()
    events: Sequence[Occurrence] = ()
    clauses: tuple[str, ...] = ()


Decide: TypeAlias = Callable[[Transaction], Awaitable[Decision[T]]]
"""Reads in the transaction what it decides on; run anew when another process won a conflict."""


FORM = 2
"""The form of hash that this program writes."""


class Event(Struct, frozen=True):
    """One entry of the change feed; `hash` covers all the rest and the hash before it.

    `subjects` are the ids it is about: the first `own` of them those whose facts changed, the rest
    named by these facts, as the partner is by a link. `before` and `after` are facts as JSON; an
    event of many changes has their number and packs them in `content` (`ledger.content`).

    `form` is the form of the hash: the first one covered the fields down to `hash`, and an event of
    many changes had a digest of them instead of the content.
    """

    seq: int
    revision: int
    at: str
    actor: str
    request_id: str
    kind: str
    subjects: tuple[str, ...]
    own: int
    count: int = 1
    before: str | None = None
    after: str | None = None
    digest: str | None = None
    clauses: tuple[str, ...] = ()
    source: str = ""
    prev_hash: str = ""
    hash: str = ""
    reason: str = ""
    content: str | None = None
    form: int = FORM


class Committed(Struct, Generic[T], frozen=True):
    """What a commit did, or would have done.

    `revision` is the one it made, or the newest there is where it changed nothing; a dry run tells
    the revision and the events that the act would have made, a replay those that were made first.
    `recorded_at` is the commit's instant: the author's, or the last commit's if that was later.
    `closed` and `opened` are the versions of facts it wrote (a replay reads them in its events).
    """

    revision: int
    recorded_at: datetime
    value: T
    changes: tuple[Change, ...] = ()
    events: tuple[Event, ...] = ()
    replayed: bool = False
    dry_run: bool = False
    closed: tuple[Fact, ...] = ()
    opened: tuple[Fact, ...] = ()


class IdempotencyKeyReused(StoreError):
    """A key was sent again with another input; nothing was stored."""

    code: ClassVar[str] = "IDEMPOTENCY_KEY_REUSED"


class FactUnplaced(StoreError):
    """A fact names something that does not exist, or ends a version that is not open.

    Nothing was stored.
    """

    code: ClassVar[str] = "FACT_UNPLACED"
