"""Lines of text from bytes, a block at a time, in the encoding that the first of them shows."""

import codecs
import io
import re
import zlib
from collections.abc import Iterator
from gzip import BadGzipFile

BLOCK = 1 << 20
LONGEST = 4 << 20
"""Bytes of a line at the most; a longer one is no row of a table."""

WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
STRAY = re.compile("[\udc80-\udcff]")
"""What stands for a byte that is not of the encoding, so that it is written again as it was."""

ENCODINGS = ("utf-8", "gb18030")


class StreamBroken(Exception):
    """There is no reading on: the message says why."""


class Lines:
    """The lines of a file, with their ends; `encoding` is known from the first special letter on.

    Raises StreamBroken where the bytes can't go on: the lines before were given.
    """

    def __init__(self, file: io.BufferedIOBase) -> None:
        """At the beginning."""
        self._file = file
        self.encoding = ""
        self.stray = False
        """Whether any byte was met that is not of the encoding."""

    def __iter__(self) -> Iterator[str]:
        """Each line."""
        rest = b""
        while block := self._read():
            rest += block
            if rest[:2] in WIDE:
                raise StreamBroken("it is UTF-16; save it as UTF-8 or GB18030")
            whole, end, rest = rest.rpartition(b"\n")
            yield from io.StringIO(self._text(whole + end), newline="\n")
            if len(rest) > LONGEST:
                raise StreamBroken(f"a line is longer than {LONGEST:,} bytes; it is no table")
        if rest:
            yield self._text(rest)

    def _read(self) -> bytes:
        try:
            return self._file.read1(BLOCK)
        except EOFError as error:
            raise StreamBroken("the gzip file ends too soon; fetch or pack it anew") from error
        except (BadGzipFile, zlib.error) as error:
            raise StreamBroken("the gzip file is damaged; fetch or pack it anew") from error

    def _text(self, some: bytes) -> str:
        if some.isascii():
            return some.decode("ascii")
        self.encoding = self.encoding or told(some)
        try:
            return some.decode(self.encoding)
        except UnicodeDecodeError:
            self.stray = True
            return some.decode(self.encoding, "surrogateescape")


def told(some: bytes) -> str:
    """The encoding in which the most lines can be read; UTF-8 if both do."""
    lines = [line for line in some.split(b"\n") if not line.isascii()]
    return max(ENCODINGS, key=lambda name: sum(_is(line, name) for line in lines))


def _is(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
