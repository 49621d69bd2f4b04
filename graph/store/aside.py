"""Rows put aside until all others of their place are there: packed, and on disk when they are many.

What is held in memory does not grow with the rows, but for the few numbers that say where they are.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import Any, Generic, Self, TypeVar

import msgspec

P = TypeVar("P")
R = TypeVar("R")

WAITING = 20_000
"""Rows that are held as they are, until they are packed."""

IN_MEMORY = 32_000_000
"""Bytes from which on the packed are in a temporary file, which is gone when it is closed."""

QUICK = 1
"""Level of compression: rows of a place are much alike, and have to be read again soon."""


class Aside(Generic[P, R]):
    """Rows of one kind by place. Closed when it is left, as a file is; OSError on a full disk."""

    def __init__(self, kind: Any) -> None:
        """For rows that msgspec can write as JSON, and read as that kind."""
        self._file = SpooledTemporaryFile[bytes](IN_MEMORY)
        self._parts = defaultdict[P, list[tuple[int, int]]](list)
        self._waiting, self._number = defaultdict[P, list[R]](list), 0
        self._rows = msgspec.json.Decoder(list[kind])

    def put(self, place: P, rows: Iterable[R]) -> None:
        """Add rows to a place."""
        waiting = self._waiting[place]
        before = len(waiting)
        waiting.extend(rows)
        self._number += len(waiting) - before
        if self._number >= WAITING:
            self._pack()

    def _pack(self) -> None:
        for place, rows in self._waiting.items():
            packed = zlib.compress(msgspec.json.encode(rows), QUICK)
            self._parts[place].append((self._file.seek(0, 2), self._file.write(packed)))
        self._waiting.clear()
        self._number = 0

    @property
    def places(self) -> set[P]:
        """Where there are rows, or were to be some."""
        return {*self._parts, *self._waiting}

    def of(self, place: P) -> Iterator[R]:
        """The rows of a place, in the order in which they were put there."""
        for at, size in self._parts.get(place, ()):
            self._file.seek(at)
            yield from self._rows.decode(zlib.decompress(self._file.read(size)))
        yield from self._waiting.get(place, ())

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the rows."""
        self._file.close()
