"""Rows put aside until all others of their place are there: packed, and on disk when they are many.

What is held in memory does not grow with the rows, but for the few numbers that say where they are.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import Generic, Self, TypeVar

import msgspec

P = TypeVar("P")
R = TypeVar("R")

IN_MEMORY = 32_000_000
"""Bytes from which on the rows are in a temporary file, which is gone when it is closed."""

QUICK = 1
"""Level of compression: rows of a place are much alike, and have to be read again soon."""


class Aside(Generic[P, R]):
    """Rows of one kind by place. Closed when it is left, as a file is; OSError on a full disk."""

    def __init__(self, kind: type[R]) -> None:
        """For rows that msgspec can write as JSON, and read as that kind."""
        self._file = SpooledTemporaryFile[bytes](IN_MEMORY)
        self._parts = defaultdict[P, list[tuple[int, int]]](list)
        self._rows = msgspec.json.Decoder(list[kind])

    def put(self, place: P, rows: Sequence[R]) -> None:
        """Add rows to a place."""
        packed = zlib.compress(msgspec.json.encode(rows), QUICK)
        self._parts[place].append((self._file.seek(0, 2), self._file.write(packed)))

    @property
    def places(self) -> set[P]:
        """Where there are rows."""
        return set(self._parts)

    def of(self, place: P) -> Iterator[R]:
        """The rows of a place, in the order in which they were put there."""
        for at, size in self._parts.get(place, ()):
            self._file.seek(at)
            yield from self._rows.decode(zlib.decompress(self._file.read(size)))

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the rows."""
        self._file.close()
