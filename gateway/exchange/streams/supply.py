"""The bytes of a file or of standard input, unpacked if they are gzip, whatever their name."""

import gzip
import io
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from msgspec import Struct

GZIP = b"\x1f\x8b"
STDIN = "stdin"


class Supply(Struct):
    """Bytes to read, what they are called in messages, and how many there are if that is known.

    `packed` is what is read in the end: its place tells how far the work has come.
    """

    name: str
    file: io.BufferedIOBase
    packed: io.BufferedIOBase
    size: int | None = None

    @property
    def share(self) -> float | None:
        """Which part of it has been read; None for standard input."""
        return self.packed.tell() / self.size if self.size else None


@contextmanager
def supplied(path: Path | None, stdin: IO[bytes]) -> Generator[Supply]:
    """What is in a file; without one, what comes by standard input. Raises OSError."""
    if path is None:
        # Unbuffered where it can be: a buffer waits until it is full before it gives anything.
        raw = cast("io.RawIOBase", getattr(stdin, "raw", stdin))
        yield _unpacked(STDIN, io.BufferedReader(raw))
        return
    with path.open("rb") as file:
        yield _unpacked(path.name, file, os.fstat(file.fileno()).st_size)


def _unpacked(name: str, packed: io.BufferedReader, size: int | None = None) -> Supply:
    if packed.peek(len(GZIP)).startswith(GZIP):
        return Supply(name, gzip.GzipFile(fileobj=packed), packed, size)
    return Supply(name, packed, packed, size)
