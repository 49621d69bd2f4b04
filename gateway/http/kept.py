"""Whole answers that are kept for whoever sees the same, while nothing is recorded: opt-in.

An answer follows from what was known at a revision, from the day, from what its caller may see and
from the question. All four are in its key, and only an answer for which nothing had to be asked of
the store is kept: so all it was made of was pinned to the revision. Callers that see everything
share their answers; of all others each has its own.
"""

from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from typing import TypeAlias

import orjson
from graphql import ExecutionResult
from msgspec import Struct, field

from gateway.http.encoded import Encoded
from gateway.http.request import Question
from graph.model import Role, Viewer

Sight: TypeAlias = Viewer | Role

BESIDE = 400
"""About the bytes that an entry takes beside its texts."""


class Key(Struct, frozen=True):
    """What an answer follows from."""

    sight: Sight
    revision: int
    day: date
    query: str
    operation: str | None
    variables: bytes


class Whole(Struct):
    """The data of an answer as JSON, and the same answer as it was packed for the wire."""

    data: bytes
    packed: dict[str, bytes] = field(default_factory=dict[str, bytes])
    """By what it is packed in."""


class Answers:
    """Whole answers of the newest revision, the ones asked for last, within some bytes."""

    def __init__(self, room: int) -> None:
        """`room` is in bytes."""
        self._room = room
        self._kept: OrderedDict[Key, Whole] = OrderedDict()
        self._revision = 0
        self.size = 0
        self.hits = 0
        self.misses = 0

    def __len__(self) -> int:
        """How many there are."""
        return len(self._kept)

    def find(self, key: Key) -> "Hit | None":
        """The answer to a question, if it is kept."""
        found = self._kept.get(key)
        if found is None:
            self.misses += 1
            return None
        self.hits += 1
        self._kept.move_to_end(key)
        return Hit(self, key, found)

    def keep(self, key: Key, result: ExecutionResult) -> None:
        """Keep an answer without errors; those of earlier revisions go when a later one comes."""
        if result.errors or key.revision < self._revision:
            return
        if key.revision > self._revision:
            self._kept.clear()
            self._revision, self.size = key.revision, 0
        if key not in self._kept:
            whole = Whole(result.text if isinstance(result, Encoded) else orjson.dumps(result.data))
            self._kept[key] = whole
            self._grow(_size(key, whole))

    def pack(self, key: Key, how: str, body: bytes) -> None:
        """Keep an answer also as it is sent to those who take it packed."""
        whole = self._kept.get(key)
        if whole is not None and how not in whole.packed:
            whole.packed[how] = body
            self._grow(len(body))

    def _grow(self, size: int) -> None:
        self.size += size
        while self.size > self._room:
            key, oldest = self._kept.popitem(last=False)
            self.size -= _size(key, oldest)


class Hit(Struct):
    """A kept answer that was found."""

    answers: Answers
    key: Key
    whole: Whole

    @property
    def result(self) -> ExecutionResult:
        """The answer."""
        return Encoded(self.whole.data)

    def packed(self, how: str, pack: Callable[[], bytes]) -> bytes:
        """It as it is sent to those who take it packed so; packed when the first of them asks."""
        found = self.whole.packed.get(how)
        if found is None:
            found = pack()
            self.answers.pack(self.key, how, found)
        return found


def key(viewer: Viewer, revision: int, day: date, question: Question) -> Key | None:
    """What the answer to a question follows from; None for variables too deep to be written."""
    sight = viewer if viewer.bounded else viewer.role
    try:
        variables = orjson.dumps(question.variables) if question.variables else b""
    except TypeError:
        return None
    return Key(sight, revision, day, question.query, question.operation, variables)


def _size(key: Key, whole: Whole) -> int:
    texts = 4 * len(key.query) + len(key.variables) + len(whole.data)
    return BESIDE + texts + sum(map(len, whole.packed.values()))
